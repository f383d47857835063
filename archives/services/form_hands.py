"""Slips: forms go to a person, come back, or go to a colleague; who takes them signs (domain 8.2, D1 4 and 6)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.models import FormSlip, FormTerms
from archives.rules import form_slip
from archives.rules.form_places import Place, Standing, Step
from archives.rules.serials import Numbers
from archives.selectors.form_blocks import blocked_because
from archives.selectors.form_lots import holding, kind_with_terms
from archives.selectors.form_lots import terms as form_terms
from archives.services.form_moves import Move, move_forms
from archives.services.form_papers import paper_number, staff_of
from archives.services.form_refusals import TooMany, Unexplained, WrongPaper
from archives.services.form_supply import subject_of
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import PostAssignment, Staff, Unit

PREFIX = {form_slip.ISSUE: "DL", form_slip.RETURN: "DT", form_slip.HAND_OVER: "DJ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipData:
    """Which forms change hands. ``person_id``: the user of an issue, the successor of a hand-over."""

    kind: str
    form_type_id: int
    first: int
    quantity: int
    person_id: int | None = None
    remark: str = ""


@creation(FormSlip, form_slip.MAKE)
def make_slip(command: Command, /, *, data: SlipData) -> FormSlip:
    """Issued forms are set aside at once; returned and handed-over ones stay in the hand until they are taken."""
    if data.kind not in form_slip_kinds():
        raise WrongPaper(_("Choose what is to be done."), field="kind")
    if data.quantity < 1:
        raise WrongPaper(_("At least one form."), field="quantity")
    kind, rules = kind_with_terms(data.form_type_id, localdate(command.at))
    numbers = Numbers(data.first, data.first + data.quantity - 1)
    unit = Unit.objects.get(pk=command.actor.unit_id)
    holder_id, successor_id = _people(data, unit, command)
    if data.kind != form_slip.RETURN:
        taker = successor_id or holder_id
        _refuse_over_limit(rules, taker, numbers.quantity, command)
    paper = FormSlip(
        number=paper_number(PREFIX[data.kind], command),
        kind=data.kind,
        form_type=kind,
        first=numbers.first,
        last=numbers.last,
        made_by_id=staff_of(command),
        holder_id=holder_id,
        successor_id=successor_id,
        remark=data.remark.strip(),
    )
    paper.set_unit(unit)
    if data.kind == form_slip.ISSUE:
        _shift(paper, command, Step.OFFER)
    return paper


def form_slip_kinds() -> frozenset[str]:
    return frozenset(PREFIX)


def _people(data: SlipData, unit: Unit, command: Command) -> tuple[int, int | None]:
    """Holder and successor: people of the same unit."""
    own = staff_of(command)
    if data.kind == form_slip.RETURN:
        return own, None
    if data.person_id is None or data.person_id == own:
        raise WrongPaper(_("Choose another person."), field="person_id")
    today = localdate(command.at)
    held = PostAssignment.objects.filter(staff_id=data.person_id, unit=unit, period__contains=today)
    if not held.exists():
        raise WrongPaper(_("Only people of your own unit take forms here."), field="person_id")
    return (data.person_id, None) if data.kind == form_slip.ISSUE else (own, data.person_id)


def _refuse_over_limit(rules: FormTerms, staff_id: int, quantity: int, command: Command) -> None:
    """Never more than the usage of some days, and nothing while old numbers are unexplained (8.2)."""
    kind, today = rules.form_type, localdate(command.at)
    known, why = holding(kind, staff_id, today, rules), blocked_because(kind, staff_id, today)
    if why:
        raise Unexplained(why, field="form_type_id")
    if not known.blocked and known.held + quantity <= known.most:
        return
    name = Staff.objects.values_list("name", flat=True).get(pk=staff_id)
    if known.blocked:
        text = _("%(name)s holds numbers since %(day)s that are not accounted for; nothing new until they are.")
        raise Unexplained(
            text % {"name": name, "day": f"{known.oldest:%Y-%m-%d}"}, details={"value": known.blocked_since}
        )
    text = _("%(name)s holds %(held)s and may hold %(most)s.")
    raise TooMany(
        text % {"name": name, "held": known.held, "most": known.most},
        details={"value": known.held + quantity, "limit": known.most},
        field="quantity",
    )


@transition(FormSlip, form_slip.WITNESS)
def witness(paper: FormSlip, command: Command, /) -> None:
    """The supervisor saw the forms that are handed over."""
    paper.witnessed_by = command.actor.name


@transition(FormSlip, form_slip.SIGN)
def sign_slip(paper: FormSlip, command: Command, /) -> None:
    """Who takes the forms counted them and signs; from here on they are in that hand, or in the store. The limit of the
    one who takes them is asked again: other slips may have been signed since this one was made out."""
    if paper.kind != form_slip.RETURN:
        taker, coming = (paper.successor_id, paper.numbers.quantity) if paper.successor_id else (paper.holder_id, 0)
        _refuse_over_limit(form_terms(paper.form_type, localdate(command.at)), taker or 0, coming, command)
    paper.signed_by, paper.signed_at = command.actor.name, command.at
    step = {form_slip.ISSUE: Step.DRAW, form_slip.RETURN: Step.RETURN, form_slip.HAND_OVER: Step.HAND_OVER}[paper.kind]
    _shift(paper, command, step)


@transition(FormSlip, form_slip.WITHDRAW)
def withdraw_slip(paper: FormSlip, command: Command, /) -> None:
    """It was made out wrongly; forms that were set aside go back."""
    if paper.kind == form_slip.ISSUE:
        _shift(paper, command, Step.RECALL)


def _shift(paper: FormSlip, command: Command, step: Step) -> None:
    unit, holder = paper.unit_id, paper.holder_id
    store, hand = Place(Standing.IN_STORE, unit), Place(Standing.WITH_USER, unit, holder)
    aside = Place(Standing.OFFERED, unit, holder)
    source, target = {
        Step.OFFER: (store, aside),
        Step.DRAW: (aside, hand),
        Step.RECALL: (aside, store),
        Step.RETURN: (hand, store),
        Step.HAND_OVER: (hand, Place(Standing.WITH_USER, unit, paper.successor_id)),
    }[step]
    move_forms(
        command,
        Move(
            form_type=paper.form_type,
            numbers=paper.numbers,
            step=step,
            source=source,
            target=target,
            subject=subject_of(paper),
            field="first",
        ),
    )
