"""The page on which an endorsement notes who joins and who leaves, and the list of a policy as of a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import links
from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, NotPossible, Refusal
from finance.public import payer_accounts
from underwriting.forms.listed_changes import ChangeTableForm, ChosenForm, FinishForm, JoiningForm
from underwriting.models import Endorsement, PeopleList
from underwriting.rules import endorsement_life as life
from underwriting.rules.content_terms import content_in
from underwriting.rules.entry.spec import heads_of, rows_of
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.people_changes import Act
from underwriting.rules.policy_terms import terms_on
from underwriting.selectors import people_changes as selectors
from underwriting.selectors import policy_life
from underwriting.selectors.endorsements import endorsement_for
from underwriting.selectors.people_list import found_on
from underwriting.services.endorsing import enter_endorsement
from underwriting.services.listed_changes import note_persons

SHOWN = 50
FINISH = "finish"


@needs("underwriting.enter_endorsement")
@require_http_methods(["GET", "POST"])
def persons(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows come one by one, from a table or by ticking; then the endorsement is worked out."""
    found = endorsement_for(request.actor, pk)  # type: ignore[attr-defined]
    listed = selectors.changes_its_names(found)
    if listed is None:
        raise Hidden(_("Not found."))
    if found.state not in life.NOTE_PERSONS.sources:
        raise NotPossible(_("This endorsement is entered already."))
    forms = _forms(found)
    act = request.POST.get("act", "")
    if request.method != "POST" or act not in forms:
        return _show(request, found, listed, forms)
    form = forms[act] = _bound(request, found, act)
    if form.is_valid():
        try:
            return HttpResponseRedirect(_sent(request, found, form))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, found, listed, forms, refused=form)


def _sent(request: HttpRequest, found: Endorsement, form: CommandForm) -> str:
    if isinstance(form, FinishForm):
        enter_endorsement(found.pk, form.command(request), entry=form.entry_of())
        return reverse("underwriting:endorsement", args=[found.pk])
    note_persons(found.pk, form.command(request), noted=form.noted())  # type: ignore[attr-defined]
    return request.get_full_path()


def _content(found: Endorsement) -> dict[str, Any]:
    return content_in(terms_on(policy_life.segments_of(found.policy), found.effective_on))


def _forms(found: Endorsement) -> dict[str, CommandForm]:
    content = _content(found)
    return {
        "join": JoiningForm(groups=len(rows_of(content, "groups"))),
        "table": ChangeTableForm(),
        "choose": ChosenForm(),
        FINISH: FinishForm(
            content=content, accounts=payer_accounts(POLICY_KIND, found.policy_id), version=found.version
        ),
    }


def _bound(request: HttpRequest, found: Endorsement, act: str) -> CommandForm:
    if act == "join":
        return JoiningForm(request.POST, groups=len(rows_of(_content(found), "groups")))
    if act == "table":
        return ChangeTableForm(request.POST, request.FILES)
    if act == "choose":
        return ChosenForm(request.POST)
    return FinishForm(
        request.POST,
        content=_content(found),
        accounts=payer_accounts(POLICY_KIND, found.policy_id),
        version=found.version,
    )


def _show(
    request: HttpRequest,
    found: Endorsement,
    listed: PeopleList,
    forms: dict[str, CommandForm],
    *,
    refused: CommandForm | None = None,
) -> HttpResponse:
    changes, text = selectors.changes_of(found), request.GET.get("q", "").strip()
    here = found_on(listed, found.effective_on, text)
    noted = {row.person_id for row in changes}
    content = _content(found)
    context: dict[str, Any] = {
        "title": f"{_('Enter the new terms')} · {found.get_kind_display()}",
        "lead": f"{found.policy.number} · {found.policy.holder_name} · {found.effective_on}",
        "back": reverse("underwriting:endorsement", args=[found.pk]),
        "crumbs": [(_("Endorsements"), reverse("underwriting:endorsements"))],
        "changes": changes,
        "summary": selectors.summary(changes),
        "faulty": any(row.faults for row in changes),
        "joins": Act.JOIN,
        "people": [(row, row.pk in noted) for row in here[:SHOWN]],
        "count": here.count(),
        "shown": SHOWN,
        "text": text,
        "heads": heads_of(content),
        "single": len(rows_of(content, "groups")) == 1,
        "forms": forms,
        "finish": [(bound, "6") for bound in forms[FINISH].visible_fields()],
        "problems": refused.non_field_errors() if refused else [],
        "account_url": links.url_for("parties.party", found.policy.holder_id),
        "today": localdate(),
    }
    return page(request, "underwriting/listed_changes.html", context, status=422 if refused else 200)
