"""Working out an endorsement: which terms change, what later endorsements say, what it costs or gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.audit import plain
from core.explain import Explained
from finance import public as finance
from underwriting.models import Endorsement, Policy
from underwriting.rules import ending, endorsement_premium, periods, policy_terms
from underwriting.rules.commercial_motor import FactorOutOfRange
from underwriting.rules.compulsory_motor import NoTariff
from underwriting.rules.ending_papers import WITHOUT_PAPERS
from underwriting.rules.endorsement_gate import FIGURES
from underwriting.rules.endorsement_kinds import Kind, KindRule
from underwriting.rules.entry.checking import NO_FIGURE, above_zero
from underwriting.rules.grounds import BEFORE_START, HOLDER, INSURER, Ground, holder_grounds
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.policy_terms import Segment, Terms, level_of
from underwriting.rules.words import gettext_noop
from underwriting.selectors import policy_life
from underwriting.selectors.coinsurance import coinsurance_on
from underwriting.selectors.content_pricing import explained
from underwriting.selectors.endorsement_pricing import AboveValue, Priced, priced
from underwriting.selectors.tables import NoTable
from underwriting.services.consistency import refuse_changed_class
from underwriting.services.ending_entry import work_out_ending
from underwriting.services.ending_papers import refuse_unproved
from underwriting.services.endorsement_content import content_changes, life_with
from underwriting.services.endorsement_request import SHARED_BEFORE_COVER
from underwriting.services.listed_changes import price_persons, with_persons
from underwriting.services.name_checks import checked_names
from underwriting.services.refusals import InvalidEntry, LaterChanges
from underwriting.services.transferring import new_people, priced_anew
from underwriting.services.vehicle_checks import checked_particulars, refuse_insured_elsewhere

DROPPED = "dropped"
ONLY_IF_THERE = frozenset({"tractor_plate"})
"""Entries of some vehicles only: a trailer goes on to another tractor, other vehicles get none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementEntry:
    """What the clerk enters: new values by path, of a line the changed parts of its content, which later changes give
    way (None: not asked yet), and for endings ground, dates, papers with their scans by kind and the account of the
    payer."""

    changes: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, Any] | None = None
    overruled: tuple[str, ...] | None = None
    end_on: date | None = None
    ground: str = ""
    known_on: date | None = None
    returned_papers: str = ""
    papers_complete: bool = False
    ground_note: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    account_token: str = ""
    holder_id: int | None = None
    insured_id: int | None = None


def work_out(endorsement: Endorsement, entry: EndorsementEntry, today: date) -> None:
    """Fill in changes, differences, premium and what must be looked at twice."""
    policy = endorsement.policy
    endorsement.unit = policy.unit
    versions = policy_life.current_versions(policy)
    segments = policy_life.segments_from(policy, versions)
    if endorsement.ends_policy:
        _ending(endorsement, entry, segments, today)
    elif endorsement.kind == Kind.EXTENSION:
        _extension(endorsement, entry, segments)
    else:
        _change(endorsement, entry, segments, today)
    endorsement.base_version = max((version.number for version in versions), default=0)
    goes_back = endorsement.delta < 0 or _vehicle_tax_goes_back(endorsement)
    endorsement.account_token, endorsement.elsewhere = (entry.account_token if goes_back else ""), False
    if goes_back:
        refuse_foreign_account(endorsement)


def _vehicle_tax_goes_back(endorsement: Endorsement) -> bool:
    """Cover that never begins: vehicle tax collected for the tax office goes back even when no premium does."""
    never_begins = endorsement.ends_policy and endorsement.effective_on < endorsement.policy.start_on
    return never_begins and endorsement.policy.vehicle_tax > 0


def _change(endorsement: Endorsement, entry: EndorsementEntry, segments: list[Segment], today: date) -> None:
    policy, on = endorsement.policy, endorsement.effective_on
    rule = policy_life.kinds_on(today)[Kind(endorsement.kind)]
    old = policy_terms.terms_on(segments, on)
    entry = with_persons(endorsement, entry)
    given = checked_names(entry.changes)
    given = checked_particulars(given, today) if policy.is_motor else given
    wanted = _wanted(rule, given, old, motor=policy.is_motor)
    if "vin" in wanted:
        refuse_insured_elsewhere(policy, wanted["vin"])
    if rule.kind is Kind.TRANSFER:
        people = new_people(policy, entry)
        people |= priced_anew(policy, rule)
        wanted |= {path: value for path, value in people.items() if old.get(path, "") != value}
    if entry.content is not None:
        wanted |= content_changes(policy, rule, entry.content, old, effective_on=on)
    reclassed = not {"vehicle_class", "special_kind"}.isdisjoint(wanted)
    if policy.is_motor and (reclassed or rule.kind is Kind.TRANSFER):
        refuse_changed_class({**old, **wanted}, changed=reclassed)
    if not wanted:
        raise InvalidEntry(_("Nothing would change: every new value is the old one."))
    tariff = _priced(endorsement, wanted, old)
    changes = wanted | tariff.levels
    found = policy_terms.conflicts(segments, changes, on)
    _ask_about(found, entry)
    overruled = sorted(set(entry.overruled or ()))
    after = life_with(policy, segments, changes, on, overruled=overruled, source=endorsement.number)
    changes |= _covers_changed(old, policy_terms.terms_on(after, on))
    endorsement.changes = changes
    endorsement.before = _before(old, changes)
    endorsement.overruled = overruled
    endorsement.conflicts = [_as_json(one) for one in found]
    _price(endorsement, _difference(policy, segments, after, on, tariff))
    price_persons(endorsement, segments)
    endorsement.exposure = policy_life.exposure_of(policy_terms.terms_on(after, on))
    _refuse_backwards(endorsement, rule, policy_life.exposure_of(old))
    _refuse_shared_before_cover(endorsement, today)


def _refuse_shared_before_cover(endorsement: Endorsement, today: date) -> None:
    """Of a co-insured contract the shares of all follow from the premium of the issue."""
    policy = endorsement.policy
    if not endorsement.delta or policy.start_on <= today or policy.is_motor or not coinsurance_on(policy.proposal):
        return
    raise InvalidEntry(_(SHARED_BEFORE_COVER))


def _refuse_backwards(endorsement: Endorsement, rule: KindRule, exposure_before: Decimal) -> None:
    """Cover grows for the time to come, never for a time in which the loss may have happened already (LAW-20). Who
    bought what is insured has the cover from the day of the purchase (LAW-49): it only costs more."""
    goes_over = rule.kind is Kind.TRANSFER and "vehicle_class" not in endorsement.changes
    grows = (endorsement.delta > 0 and not goes_over) or endorsement.exposure > exposure_before
    if grows and not rule.backwards and endorsement.effective_on < endorsement.requested_on:
        raise InvalidEntry(_("More cover is not agreed for days before the request. Agree a new day."))


def _ask_about(found: list[policy_terms.Conflict], entry: EndorsementEntry) -> None:
    if not found or entry.overruled is not None:
        return
    raise LaterChanges(
        _("Later endorsements changed the same. Say for each what stands."),
        details={
            "subjects": sorted({one.subject for one in found}),
            "conflicts": [_as_json(one) for one in found],
        },
    )


def _covers_changed(old: Terms, new: Terms) -> dict[str, str]:
    """What the tariff made of the change, cover by cover."""
    paths = dict.fromkeys(path for path in (*old, *new) if path.startswith(policy_terms.COVER))
    return {path: new.get(path, "") for path in paths if old.get(path, "") != new.get(path, "")}


def _before(old: Terms, changes: Terms) -> dict[str, str]:
    """The old values; of a row also its name, so that people know which one is meant."""
    rows = {path.rsplit(".", 1)[0] for path in changes if path.startswith(policy_terms.CONTENT)}
    named = {f"{row}.name": old[f"{row}.name"] for row in rows if f"{row}.name" in old}
    return named | {path: old.get(path, "") for path in changes}


def _difference(policy: Policy, segments: list[Segment], after: list[Segment], on: date, tariff: Priced) -> Explained:
    """How the new premium came about, then its difference for the days left."""
    apart = policy_terms.difference(segments, after, _agreed_days(policy))
    new, old = policy_terms.terms_on(after, on), policy_terms.terms_on(segments, on)
    if level_of(new) == level_of(old):
        return apart
    return Explained((*(tariff.steps if policy.is_motor else explained(policy, new).steps), *apart.steps))


def _priced(endorsement: Endorsement, wanted: Terms, old: Terms) -> Priced:
    """Premiums that follow from the change; what the tariff does not know is refused at its entry."""
    if not endorsement.policy.is_motor:
        return Priced()
    field = next(iter(wanted)).replace(".", "__")
    try:
        return priced(endorsement.policy, {**old, **wanted}, old, wanted)
    except AboveValue as fault:
        message = _("The sum insured must not exceed the actual value of %(value)s.") % {"value": fault}
        raise InvalidEntry(message, field=field) from None
    except (NoTariff, FactorOutOfRange, NoTable):
        raise InvalidEntry(_("The tariff has no rate for this."), field=field) from None


def _as_json(one: policy_terms.Conflict) -> dict[str, str]:
    return {
        "subject": one.subject,
        "since": plain(one.since),
        "source": one.source,
        "path": one.path,
        "before": one.before,
        "this": one.this,
        "later": one.later,
    }


def _wanted(rule: KindRule, given: Mapping[str, str], old: Terms, *, motor: bool) -> dict[str, str]:
    """The values that differ, and that this kind of endorsement may change."""
    found: dict[str, str] = {}
    for path, value in given.items():
        if not _allowed(rule, path, motor=motor) or (path in ONLY_IF_THERE and path not in old):
            raise InvalidEntry(_("This kind of endorsement does not change “%(entry)s”.") % {"entry": path})
        if path.endswith(f".{DROPPED}"):
            code = path.split(".")[1]
            found |= {name: "" for name in old if name.startswith(f"{policy_terms.COVER}{code}.")} if value else {}
        elif value.strip() != old.get(path, ""):
            _refuse_no_cover(path, value.strip())
            found[path] = value.strip()
    return found


def _refuse_no_cover(path: str, value: str) -> None:
    """A cover that is paid for insures something: its sum or limit is above zero, and it goes only by the kind of
    endorsement that drops it, with its premium (END-06)."""
    if not path.startswith(policy_terms.COVER) or path.rsplit(".", 1)[1] not in FIGURES:
        return
    if not above_zero(value):
        raise InvalidEntry(_(NO_FIGURE), field=path.replace(".", "__"))


def _allowed(rule: KindRule, path: str, *, motor: bool) -> bool:
    """Premiums are never among the figures: they follow from the tariff."""
    if path.startswith(policy_terms.COVER):
        return motor and path.rsplit(".", 1)[1] in rule.figures
    return path in rule.entries_of(motor=motor)


def _agreed_days(policy: Policy) -> int:
    """Days of the period that was agreed first: premiums of covers are for these, whatever extensions added."""
    return periods.total_days(policy.start_on, policy.proposal.end_on)


def _extension(endorsement: Endorsement, entry: EndorsementEntry, segments: list[Segment]) -> None:
    """A longer period costs its days at the rate of the contract (EN-5)."""
    policy = endorsement.policy
    if entry.end_on is None or entry.end_on <= policy.end_on:
        raise InvalidEntry(_("The new last day comes after the present one."), field="end_on")
    if endorsement.effective_on > policy.end_on:
        raise InvalidEntry(_("The period is made longer before it ends."), field="effective_on")
    extra = (entry.end_on - policy.end_on).days
    last = segments[-1].terms
    days = _agreed_days(policy)
    endorsement.changes = {policy_life.END: plain(entry.end_on)}
    endorsement.before = {policy_life.END: plain(policy.end_on)}
    endorsement.conflicts, endorsement.overruled = [], []
    _price(endorsement, endorsement_premium.extension(level_of(last), original_days=days, extra_days=extra))
    endorsement.exposure = policy_life.exposure_of(last)


def _ending(endorsement: Endorsement, entry: EndorsementEntry, segments: list[Segment], today: date) -> None:
    """The ground, the papers and the last day; an insurer's letter is delivered when the ending is approved, today at
    the earliest."""
    ground = _ground(endorsement, entry)
    if ground in HOLDER and endorsement.effective_on < endorsement.requested_on:
        raise InvalidEntry(_("The policyholder's ending does not reach back before the request."), field="effective_on")
    endorsement.ground, endorsement.known_on = ground, entry.known_on
    endorsement.returned_papers, endorsement.papers_complete = entry.returned_papers.strip(), entry.papers_complete
    endorsement.ground_note = entry.ground_note.strip()
    endorsement.delivered_on, endorsement.delivery, endorsement.notice = None, "", ""
    endorsement.held_until = None
    refuse_unproved(endorsement, today)
    work_out_ending(endorsement, segments, today, notified_on=max(today, endorsement.requested_on))


def _ground(endorsement: Endorsement, entry: EndorsementEntry) -> Ground:
    """Who ends the contract has grounds of his own; an insurer says on which facts."""
    kind, ground = Kind(endorsement.kind), entry.ground
    holder = holder_grounds(motor=endorsement.policy.is_motor)
    allowed = {Kind.VOID: BEFORE_START, Kind.END_HOLDER: holder, Kind.END_INSURER: INSURER}[kind]
    if ground not in allowed:
        raise InvalidEntry(_("Choose the ground."), field="ground")
    if ground == Ground.ERROR and not entry.ground_note.strip():
        raise InvalidEntry(_("Say what was issued in error, and how it came about."), field="ground_note")
    if endorsement.kind == Kind.END_INSURER and not entry.ground_note.strip():
        raise InvalidEntry(_("Say on which facts the ending rests; the letter says them."), field="ground_note")
    return Ground(ground)


BACKWARDS = gettext_noop("premium goes back for days before the request")
IN_ERROR = gettext_noop("issued in error: nothing is kept")


def _price(endorsement: Endorsement, explained: Explained) -> None:
    endorsement.delta, endorsement.steps = explained.result, explained.as_json()


def look_twice(endorsement: Endorsement, today: date) -> None:
    """What stands out about a refund (LAW-116)."""
    endorsement.cautions = [IN_ERROR] if endorsement.ground == Ground.ERROR else []
    if endorsement.delta >= 0:
        return
    if endorsement.lacks_papers:
        endorsement.cautions.append(WITHOUT_PAPERS)
    if not endorsement.ends_policy and endorsement.effective_on < endorsement.requested_on:
        endorsement.cautions.append(BACKWARDS)
    caution = policy_life.caution_on(endorsement.unit, today)
    since = today - timedelta(days=caution.same_account_days)
    policy = endorsement.policy
    earlier = finance.refunds_to(endorsement.account_token, since=since, number=policy.number)
    endorsement.cautions += ending.cautions(
        caution,
        refund=endorsement.refund,
        premium=policy.premium,
        issued_on=localdate(policy.created_at),
        today=today,
        same_account=earlier,
    )


def refuse_foreign_account(endorsement: Endorsement) -> None:
    """Money goes back the way it came: to the one who paid. The policyholder may get it where somebody else paid, and
    then the finance director releases it (5.9)."""
    found = finance.destination(POLICY_KIND, endorsement.policy_id, endorsement.account_token)
    if not found.allowed:
        message = _("Choose an account of the payer, or register one first.")
        raise InvalidEntry(message, field="account_token")
    endorsement.elsewhere = found.elsewhere
