"""Decisions are told to those who entered and sold the proposal; who is declined gets a letter (UWR-01, 5.0 #11)."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from core import links
from core.jobs import JobRun, job
from core.notify import notify
from core.workflow.command import Command
from organisation.public import system_actor
from underwriting.documents.decline import make_decline_letter
from underwriting.models import Decision, DecisionNews
from underwriting.rules.decision_news import MANY, ONE_BY_ONE, TITLES, News, by_person
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors.decision_news import untold
from underwriting.services.declining import LETTER_JOB


@job("underwriting.tell_decisions", label=_("Tell of decisions on proposals"))
def tell_decisions(run: JobRun) -> None:
    """A sweep, so that the decision itself waits for nothing; each decision is told once."""
    at = timezone.now()
    run.finish(lambda: {"told": _tell_all(at)})


def _tell_all(at: datetime) -> int:
    with override(settings.LANGUAGE_CODE):
        news = untold(at)
        fresh = DecisionNews.objects.bulk_create(
            [DecisionNews(decision_id=one.decision, told_at=at) for one in news], ignore_conflicts=True
        )
        for person, told in by_person(news).items():
            _tell(person, told)
    return len(fresh)


def _tell(person: int, told: list[News]) -> None:
    """One by one, or many together."""
    if len(told) > ONE_BY_ONE:
        title = gettext(MANY) % {"count": len(told), "first": told[0].number}
        notify({person}, key=f"decisions/{told[0].decision}", title=title, url=reverse("underwriting:proposals"))
        return
    for one in told:
        notify(
            {person},
            key=f"decision/{one.decision}",
            title=gettext(TITLES[one.outcome]) % {"number": one.number},
            body=one.text,
            url=links.url_for(PROPOSAL_KIND, one.proposal) or "",
        )


@job(LETTER_JOB, queue="documents", label=_("Letters of decline"), lease=120)
def decline_letter(run: JobRun) -> None:
    """Render and keep the letter with the proposal."""
    decision = Decision.objects.select_related("proposal__unit").get(pk=int(run.payload["decision"]))
    unit_id = decision.proposal.unit_id
    key = uuid5(NAMESPACE_URL, f"{LETTER_JOB}/{run.key}")
    command = Command(key=key, actor=system_actor("policy-clock", unit_id=unit_id), at=timezone.now())
    run.finish(lambda: {"document": make_decline_letter(decision, command).id})
