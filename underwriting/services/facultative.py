"""Cessions to be confirmed: opinion, share, submission, quotation, placement, flag (REI-01 … REI-05, REI-07)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import links, notify
from core.clocks import calendar
from core.money import to_cents
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import NotPossible
from organisation.models import UnitKind
from organisation.public import holders_in_scope, parameter
from underwriting.models import (
    AwaitedCession,
    Cession,
    FacultativeCase,
    FacultativeShare,
    Policy,
    Proposal,
    Purpose,
    RiskAssessment,
    Route,
)
from underwriting.rules import risk_assessment
from underwriting.rules.lifecycle import APPROVED, ISSUABLE, TERMS_SENT
from underwriting.rules.reinsurance import facultative as life
from underwriting.rules.reinsurance.accumulation import EVENT_LABELS
from underwriting.rules.reinsurance.following import signed_down
from underwriting.rules.reinsurance.statute import missing_share
from underwriting.rules.saying import says_something
from underwriting.selectors.accumulation import accumulation_of, to_place
from underwriting.selectors.cession import measure, need_of, need_to_ask, needs_facultative, open_case, own_of
from underwriting.selectors.reinsurance import reinsurers_on
from underwriting.services.cession_queue import Change, cede_later
from underwriting.services.refusals import InvalidEntry
from underwriting.services.reinsurance_refusals import (
    AccumulationExceeded,
    FacultativeNotPlaced,
    LateWithoutReason,
    NoOpinion,
    NotFullyPlaced,
    NotRated,
    RiskNotAssessed,
)
from underwriting.services.risk_orders import required

LEAD = "underwriting.facultative_lead_days"
NIL, PERCENT = Decimal("0.00"), Decimal(100)
ACCEPTED = frozenset({TERMS_SENT, APPROVED, ISSUABLE})


@creation(FacultativeCase, life.OPEN)
def open_cession(
    command: Command, /, *, proposal_id: int, opinion: str, asked: Decimal | None = None
) -> FacultativeCase:
    """The sub-branch states its opinion, or the centre sees that a cession is needed (REI-01, REI-02)."""
    proposal = Proposal.objects.select_related("unit", "unit__branch").get(pk=proposal_id)
    need = need_of(proposal)
    if need is None:
        raise InvalidEntry(_("This line is kept whole; nothing is ceded."))
    if open_case(proposal.pk) is not None:
        raise InvalidEntry(_("A cession of this proposal is open already."))
    if not opinion.strip():
        raise InvalidEntry(_("State the opinion: share, conditions, reasons."), field="opinion")
    wanted = need.needed if asked is None else asked
    _refuse_amount(wanted, need.needed, need.own_sum)
    on, lead = localdate(command.at), int(parameter(LEAD, proposal.unit, localdate(command.at)))
    case = FacultativeCase(
        proposal=proposal,
        purpose=Purpose.FACULTATIVE if wanted > 0 else Purpose.TREATY,
        route=_route(proposal),
        line=proposal.line,
        customer=proposal.insured_name or proposal.holder_name,
        cover_start=proposal.start_on,
        submit_by=life.submit_by(proposal.start_on, lead, calendar()),
        own_sum=need.own_sum,
        premium=need.own_premium,
        needed=need.needed,
        asked=wanted,
        opinion=opinion.strip(),
        opinion_by=signature(command),
    )
    case.set_unit(proposal.unit)
    case.number = business_number("R", proposal.line, on.year, proposal.unit.code, gap_free=False)
    return case


def signature(command: Command) -> str:
    """Who signs, under which post."""
    return f"{command.actor.name} · {getattr(command.actor, 'post_name', '') or command.actor.post}"


def _route(proposal: Proposal) -> str:
    """A municipality has its own reinsurance department, a prefecture reports to the level above (REI-03, REI-07)."""
    branch = proposal.unit.branch
    own = branch is not None and branch.kind == UnitKind.MUNICIPAL_BRANCH
    return Route.OWN if own else Route.UPPER


def _refuse_amount(asked: Decimal, needed: Decimal, own: Decimal) -> None:
    if asked < needed:
        message = _("At least %(needed)s is above all treaties and must be placed.")
        raise InvalidEntry(message % {"needed": f"{needed:,.2f}"}, field="asked")
    if asked > own:
        message = _("Not more than the own sum of %(own)s can be placed.")
        raise InvalidEntry(message % {"own": f"{own:,.2f}"}, field="asked")


@transition(FacultativeCase, life.DECIDE)
def decide(case: FacultativeCase, command: Command, /, *, asked: Decimal, conditions: str) -> None:
    """The centre reviews conditions and share, and the sub-branch learns of it at once (REI-02, REI-03)."""
    measure(case)
    _refuse_amount(asked, case.needed, case.own_sum)
    if not conditions.strip():
        raise InvalidEntry(_("Write the conditions of the cession."), field="conditions")
    case.asked, case.conditions = asked, conditions.strip()
    case.purpose = Purpose.FACULTATIVE if asked > 0 else Purpose.TREATY
    case.decided_by, case.decided_at = signature(command), command.at
    share = asked / case.own_sum * PERCENT
    notify.notify(
        holders_in_scope("underwriting.submit_proposal", case, localdate(command.at)),
        key=f"cession:{case.pk}:{command.key}",
        title=_("Cession of %(number)s: to be placed %(share)s")
        % {"number": case.proposal.number, "share": f"{to_cents(share)} %"},
        body=_("¥%(amount)s is to be placed before cover begins; nothing is promised to the customer until then.")
        % {"amount": f"{asked:,.2f}"},
        url=links.url_for(life.FACULTATIVE_KIND, case.pk),
        subject_kind=life.FACULTATIVE_KIND,
        subject_id=case.pk,
    )


@transition(FacultativeCase, life.SUBMIT)
def submit(
    case: FacultativeCase,
    command: Command,
    /,
    *,
    terms: str,
    loss_record: str,
    material: str,
    late_reason: str = "",
) -> None:
    """Detailed conditions, the loss record and sufficient material, ten working days before inception; later is marked
    (REI-04). Where the risk must be assessed, the signed report goes with it."""
    if not case.conditions:
        raise InvalidEntry(_("Decide conditions and share first."), field="conditions")
    _refuse_nothing(terms=terms, loss_record=loss_record, material=material)
    case.assessment = _signed_report(case, command)
    case.late = localdate(command.at) > case.submit_by
    if case.late and not says_something(late_reason):
        message = _("Material was due on %(day)s, ten working days before inception. Say why it comes later.")
        raise LateWithoutReason(message % {"day": case.submit_by}, field="late_reason")
    case.late_reason = late_reason.strip() if case.late else ""
    case.terms, case.loss_record, case.material = terms.strip(), loss_record.strip(), material.strip()
    case.submitted_at = command.at


def _refuse_nothing(**texts: str) -> None:
    """Reinsurers decide on what they are told; "none" tells them nothing."""
    asked = {
        "terms": _("Write the terms of the business: sums, rate, deductible, clauses."),
        "loss_record": _("Write the loss record, or that none is on record."),
        "material": _("Name the conditions and the risk assessment that are sent."),
    }
    for field, message in asked.items():
        if not says_something(texts[field]):
            raise InvalidEntry(message, field=field)


def _signed_report(case: FacultativeCase, command: Command) -> RiskAssessment | None:
    """The latest assessment of the risk, signed; None for a risk that nobody has to assess."""
    proposal = Proposal.objects.select_related("unit").get(pk=case.proposal_id)
    made = proposal.assessments.exclude(state=risk_assessment.CANCELLED).order_by("-pk").first()
    if made is not None and made.state in risk_assessment.IN_WORK:
        message = _("Reinsurers get the signed risk assessment; %(number)s is not signed yet.")
        raise RiskNotAssessed(message % {"number": made.number}, details={"value": made.number})
    if made is None and required(proposal, command, {}):
        raise RiskNotAssessed(
            _("This risk must be assessed first; the assessment is ordered when the entry is checked.")
        )
    return made


@transition(FacultativeCase, life.QUOTE)
def quote(
    case: FacultativeCase, command: Command, /, *, reinsurer_id: int, written: Decimal, commission: Decimal
) -> None:
    """What one reinsurer offers. Its earlier quotation is superseded, with the reason why, and stays with the case."""
    known = {one.party_id: one for one in reinsurers_on(localdate(command.at))}
    if reinsurer_id not in known:
        raise NotRated(_("Choose a reinsurer of the company."), field="reinsurer_id")
    if not 0 < written <= PERCENT:
        raise InvalidEntry(_("A line is above 0 and at most 100 %."), field="written")
    if not 0 <= commission < PERCENT:
        raise InvalidEntry(_("The commission is below 100 %."), field="commission")
    _supersede(case, command, reinsurer_id)
    FacultativeShare.objects.create(
        case=case,
        reinsurer_id=reinsurer_id,
        name=known[reinsurer_id].name,
        written_percent=written,
        commission_percent=commission,
        quoted_at=command.at,
    )


def _supersede(case: FacultativeCase, command: Command, reinsurer_id: int) -> None:
    earlier = case.quotations.filter(reinsurer_id=reinsurer_id).first()
    if earlier is None:
        return
    if not says_something(command.reason):
        message = _("%(name)s has quoted a line of %(line)s %% already. Say why that quotation no longer counts.")
        shown = {"name": earlier.name, "line": f"{earlier.written_percent.normalize():f}"}
        raise InvalidEntry(message % shown, field="reason")
    _no_longer_counts(case.quotations.filter(pk=earlier.pk), command)


def _no_longer_counts(rows: QuerySet[FacultativeShare], command: Command) -> None:
    rows.update(superseded_at=command.at, why_superseded=command.reason.strip())


@transition(FacultativeCase, life.PLACE)
def place(case: FacultativeCase, command: Command, /, *, reference: str) -> None:
    """Signed lines reach the whole; an oversubscribed placement is signed down."""
    if not reference.strip():
        raise InvalidEntry(_("Enter the reference of the confirmation."), field="reference")
    lines = list(case.quotations.order_by("-written_percent", "pk"))
    missing = missing_share([line.written_percent for line in lines])
    if missing > 0 and case.purpose == Purpose.FACULTATIVE:
        message = _("Not taken yet: %(missing)s of the placement.")
        raise NotFullyPlaced(message % {"missing": f"{missing.normalize():f} %"})
    for line, signed in zip(lines, signed_down([line.written_percent for line in lines]), strict=True):
        line.signed_percent = signed
    FacultativeShare.objects.bulk_update(lines, ["signed_percent"])
    case.placed, case.reference = case.asked, reference.strip()
    case.commission_percent = _average(lines)


def _average(lines: Sequence[FacultativeShare]) -> Decimal:
    """The commission of the whole placement: each reinsurer's own, weighted by its signed line."""
    weighted = sum(((one.signed_percent or NIL) * one.commission_percent for one in lines), Decimal(0))
    return (weighted / PERCENT).quantize(Decimal("0.0001"))


@transition(FacultativeCase, life.DECLINE)
def decline(case: FacultativeCase, command: Command, /) -> None:
    """Nobody takes it: the underwriter reduces the share or declines the business."""


@transition(FacultativeCase, life.RETRY)
def retry(case: FacultativeCase, command: Command, /) -> None:
    """Another share or other conditions; what was quoted for the former ones counts no more."""
    case.conditions, case.material, case.submitted_at = "", "", None
    _no_longer_counts(case.quotations, command)


@transition(FacultativeCase, life.BIND)
def bind(case: FacultativeCase, command: Command, /) -> None:
    """Confirmed business is flagged as ceded promptly (REI-05)."""
    case.bound_at = command.at
    _cede_anew(case, command)


@transition(FacultativeCase, life.ADJUST)
def adjust(case: FacultativeCase, command: Command, /, *, placed: Decimal) -> None:
    """The placement follows an endorsement to which the reinsurers agreed."""
    if not Policy.objects.filter(proposal_id=case.proposal_id).exists():
        raise NotPossible(_("There is no policy yet that was endorsed. Close this cession and ask for it anew."))
    if placed < 0:
        raise InvalidEntry(_("Not below zero."), field="placed")
    case.own_sum = own_sum_now(case)
    if placed > case.own_sum:
        raise InvalidEntry(_("Not more than the own sum can be placed."), field="placed")
    case.placed = placed
    _cede_anew(case, command)


def own_sum_now(case: FacultativeCase) -> Decimal:
    """The own sum after all endorsements, whether their cessions are made already or still awaited."""
    awaited = AwaitedCession.objects.filter(policy__proposal_id=case.proposal_id, made_at=None)
    told = awaited.exclude(sum_insured=None).order_by("-pk").values_list("sum_insured", flat=True).first()
    if told is not None:
        return to_cents(own_of(case.proposal_id).of(told))
    made = Cession.objects.filter(policy__proposal_id=case.proposal_id, superseded_at=None)
    known: Decimal | None = made.values_list("own_sum", flat=True).first()
    return case.own_sum if known is None else known


def _cede_anew(case: FacultativeCase, command: Command) -> None:
    """Policies that were issued already are ceded by what is placed now; their newest sum insured stays."""
    for policy in Policy.objects.filter(proposal_id=case.proposal_id).select_related("unit"):
        change = Change(delta=NIL, sum_insured=None, effective_on=_from_when(policy, localdate(command.at)))
        cede_later(policy, command, occasion=f"{case.number}/{case.version}", change=change)


def _from_when(policy: Policy, today: date) -> date:
    """Not before cover begins, nor before the last change of the cession holds: what was charged until then stays."""
    newest = Cession.objects.filter(policy=policy, superseded_at=None).values_list("effective_on", flat=True).first()
    return max(today, policy.start_on, newest or today)


@transition(FacultativeCase, life.CLOSE)
def close(case: FacultativeCase, command: Command, /) -> None:
    """Nothing more is to be done about it. Reinsurers who were on risk are off it from today and give back the premium
    of the time that is still to run. What business was accepted on stands until it is issued (LAW-103)."""
    if case.state not in life.CARRIED:
        return
    proposal = case.proposal
    if proposal.state in ACCEPTED:
        message = _("%(number)s was accepted on this placement. Have its terms changed, or withdraw it, first.")
        raise NotPossible(message % {"number": proposal.number})
    _cede_anew(case, command)


def refuse_unplaced(proposal: Proposal) -> None:
    """Business above all treaties is accepted only when the rest is placed (domain 5.5). Nobody asks the database about
    business that is kept whole."""
    need = needs_facultative(proposal)
    if need is None:
        refuse_accumulated(proposal)
        return
    if need.needed > 0:
        message = _(
            "%(needed)s of this risk is above retention and treaties. Place it facultatively first: state the cession, "
            "have it reported and confirmed, or reduce the sum insured."
        )
        raise FacultativeNotPlaced(message % {"needed": f"{need.needed:,.2f}"}, details={"value": str(need.needed)})
    raise FacultativeNotPlaced(_("The treaty wants to be asked first. Report the cession and have it confirmed."))


def refuse_accumulated(proposal: Proposal) -> None:
    """No more is kept in one place or against one event than the limit allows; the rest is ceded (5.17, REI-14). Asked
    at acceptance, again at the issue, and of what a change makes of the contract."""
    broken = next(iter(accumulation_of(proposal)), None)
    if broken is None:
        return
    message = _(
        "With this contract %(kept)s would be kept against %(event)s%(where)s; the limit is %(limit)s. "
        "Have at least %(needed)s placed facultatively, or reduce the sum insured."
    )
    values = {
        "kept": f"{broken.kept:,.2f}",
        "event": _(EVENT_LABELS.get(broken.limit.event, broken.limit.event)),
        "where": f" ({broken.where})" if broken.where else "",
        "limit": f"{broken.limit.amount:,.2f}",
        "needed": f"{to_place(proposal):,.2f}",
    }
    raise AccumulationExceeded(message % values, details={"basis": "REI-14", "limit": str(broken.limit.amount)})


def refuse_without_opinion(proposal: Proposal) -> None:
    """The sub-branch's opinion comes together with the submission (REI-01)."""
    need = need_to_ask(proposal)
    if need is not None and open_case(proposal.pk) is None:
        message = _("This risk exceeds retention and treaties by %(needed)s. State your opinion on the cession first.")
        raise NoOpinion(message % {"needed": f"{need.needed:,.2f}"})
