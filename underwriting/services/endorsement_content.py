"""What an endorsement changes in the entry of a line: checked by the rules of the entry, priced by its tariff (A4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from underwriting.models import Policy
from underwriting.rules import content_terms
from underwriting.rules.endorsement_kinds import Kind, KindRule
from underwriting.rules.entry import ENTRIES
from underwriting.rules.entry.checking import faults, kept, lost_figures, years_to_come
from underwriting.rules.policy_terms import CONTENT, Segment, Terms
from underwriting.rules.rating import RatingFault
from underwriting.selectors.catalogue import product, tariff_of
from underwriting.selectors.content_pricing import changed_life
from underwriting.selectors.tables import NoTable
from underwriting.services.refusals import InvalidEntry

RIDERS, FACTORS = content_terms.RIDERS, content_terms.FACTORS


def content_changes(
    policy: Policy, rule: KindRule, given: Mapping[str, Any], old: Terms, *, effective_on: date
) -> dict[str, str]:
    """The entries that differ. Raises ``InvalidEntry`` with every fault at its field."""
    fact = product(policy.product, policy.start_on)
    entry = ENTRIES[fact.module]
    before = content_terms.content_in(old)
    wanted = _merged(before, given, rule.content.get(fact.module, ()))
    wrong = faults(entry, wanted, tariff_of(fact, policy.start_on))
    wrong = wrong or years_to_come(entry, wanted, latest=effective_on.year)
    if rule.kind in {Kind.SUM_INSURED, Kind.LIMIT}:
        wrong = wrong or lost_figures(entry, before, wanted, zero_says_something=rule.kind is Kind.SUM_INSURED)
    if wrong:
        path, message = wrong[0]
        raise InvalidEntry(_(message), field=path, details={"fields": {path: _(text) for path, text in wrong}})
    _refuse_other_riders(Kind(rule.kind), before.get(RIDERS, ()), wanted.get(RIDERS, ()))
    return content_terms.changes(old, kept(entry, wanted), entry.rows.name if entry.rows else "")


def _merged(before: Mapping[str, Any], given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The content with what this kind may change; anything else is refused."""
    wanted = dict(before)
    for name, value in given.items():
        if name == FACTORS:
            for factor in value:
                _refuse_foreign(f"{FACTORS}.{factor}", names)
            wanted[FACTORS] = {**before.get(FACTORS, {}), **value}
        else:
            _refuse_foreign(name, names)
            wanted[name] = value
    return wanted


def _refuse_foreign(name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise InvalidEntry(_("This kind of endorsement does not change “%(entry)s”.") % {"entry": name})


def _refuse_other_riders(kind: Kind, before: Sequence[str], wanted: Sequence[str]) -> None:
    """Cover that is added takes nothing away, and the other way round."""
    if kind is Kind.ADD_COVER and set(before) - set(wanted):
        raise InvalidEntry(_("A cover is dropped by an endorsement of its own."), field=RIDERS)
    if kind is Kind.DROP_COVER and set(wanted) - set(before):
        raise InvalidEntry(_("A cover is added by an endorsement of its own."), field=RIDERS)


def life_with(
    policy: Policy, segments: Sequence[Segment], changes: Terms, on: date, *, overruled: Sequence[str], source: str
) -> list[Segment]:
    """``changed_life``; what the tariff does not know is refused at its field."""
    try:
        return changed_life(policy, segments, changes, on, overruled=overruled, source=source)
    except RatingFault as fault:
        raise InvalidEntry(_(fault.message) % fault.values, field=fault.field) from None
    except NoTable:
        field = next(iter(changes)).removeprefix(CONTENT)
        raise InvalidEntry(_("The tariff has no rate for this."), field=field) from None
