"""New versions of a risk questionnaire by four eyes; what was asked stays as it was asked (LAW-16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange
from organisation.public import ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change
from underwriting.models import Questionnaire
from underwriting.rules.catalogue_posts import PRODUCT_QUEUE
from underwriting.rules.words import gettext_noop
from underwriting.selectors import tables
from underwriting.services.versions import day_of, end_version, none_later, none_yet

KIND = "underwriting.questionnaire"
Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsWanted:
    """A new version: title by language, the questions in plain JSON; ``new`` where nothing has the code yet."""

    product: str
    title: Mapping[str, str]
    questions: Sequence[Question]
    effective_on: date
    new: bool = False


def propose(command: Command, *, wanted: QuestionsWanted) -> ControlChange:
    """Ask for a new wording from a day on."""
    proposal: dict[str, Any] = {
        "product": wanted.product,
        "title": dict(wanted.title),
        "questions": [dict(q) for q in wanted.questions],
    }
    if wanted.new:
        proposal["new"] = True
    change = ChangeWanted(
        kind=KIND,
        unit_id=command.actor.unit_id,
        subject=wanted.product,
        title=_("Questionnaire %(code)s") % {"code": wanted.product},
        proposal=proposal,
        effective_on=wanted.effective_on,
    )
    return propose_change(command, wanted=change)


def _check(change: ControlChange, _today: date) -> None:
    """Every question has its own key, at least two answers, and names only its own answers as material."""
    if change.proposal.get("new"):
        none_yet(Questionnaire, change.proposal["product"], key="product")
    none_later(Questionnaire, change.proposal["product"], day_of(change), key="product")
    questions = change.proposal["questions"]
    if not questions:
        raise ChangeRefused(_("A questionnaire asks something."), field="questions")
    twice = [key for key, count in Counter(one["key"] for one in questions).items() if count > 1]
    if twice:
        raise ChangeRefused(_("This key is used twice: %(key)s.") % {"key": twice[0]}, field="questions")
    for place, one in enumerate(questions):
        _check_question(one, f"q{place}_options")


def _check_question(one: Question, field: str) -> None:
    values = {option["value"] for option in one["options"]}
    if len(values) < 2:
        raise ChangeRefused(_("A question has at least two answers."), field=field)
    if not set(one.get("material", ())) <= values:
        raise ChangeRefused(_("Answers that matter are answers of the question."), field=field)


def _held(change: ControlChange) -> Questionnaire | None:
    rows = Questionnaire.objects.filter(product=change.proposal["product"], effective__contains=day_of(change))
    return rows.first()


def _current(change: ControlChange) -> dict[str, Any]:
    held = _held(change)
    return {"version": held.version, "title": held.title, "questions": held.questions} if held else {}


def _apply(change: ControlChange, command: Command) -> None:
    """The wording that was asked until now ends; its rows stay as evidence."""
    product, day = change.proposal["product"], day_of(change)
    end_version(Questionnaire, product, day, key="product")
    Questionnaire.objects.create(
        product=product,
        version=f"{product} {change.number}",
        title=change.proposal["title"],
        questions=change.proposal["questions"],
        effective=DateRange(day, None),
    )
    transaction.on_commit(tables.forget)


def _describe(change: ControlChange) -> Sequence[Difference]:
    before = {one["key"]: one for one in change.before.get("questions", [])}
    after = {one["key"]: one for one in change.proposal["questions"]}
    return [
        Difference(key, _said(before.get(key)), _said(after.get(key)))
        for key in (*before, *(key for key in after if key not in before))
        if before.get(key) != after.get(key)
    ]


def _said(one: Question | None) -> str:
    """The question with its answers; those that matter are marked."""
    if one is None:
        return ""
    told = set(one.get("material", ()))
    answers = " / ".join(f"{o['zh']}{'*' if o['value'] in told else ''}" for o in one["options"])
    return f"{one['text']['zh']} ({answers})"


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Risk questionnaires"),
    propose="underwriting.propose_product",
    approve="underwriting.approve_product",
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    queue=PRODUCT_QUEUE,
    icon="checklist",
)
