"""Terms that change the entry: put on the proposal and priced anew, so that policy and claims know them (5.0 no. 9)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from underwriting.models import Proposal
from underwriting.rules.entry.checking import faults
from underwriting.rules.stricter import fault_of
from underwriting.selectors.catalogue import tariff_of
from underwriting.selectors.lines import entry_of_product, product_of
from underwriting.selectors.term_entries import TermEntry, term_entries
from underwriting.services.entry import reprice
from underwriting.services.refusals import InvalidEntry

Changes = Mapping[str, Decimal]


def apply_changes(proposal: Proposal, changes: Changes) -> str:
    """The stricter entries on the proposal, with its new premium; says in the insurer's language what changed.
    Refused at its field: an entry that terms do not change, or that would be milder than what was proposed."""
    if not changes:
        return ""
    with override(settings.LANGUAGE_CODE):
        known = {entry.name: entry for entry in term_entries(proposal)}
    before = proposal.premium
    for name, new in changes.items():
        _refuse(known.get(name), name, new)
    if proposal.is_motor:
        for name, new in changes.items():
            setattr(proposal, name, new)
    else:
        _into_content(proposal, changes)
    reprice(proposal)
    return _told(proposal, known, changes, before)


def _refuse(entry: TermEntry | None, name: str, new: Decimal) -> None:
    wrong = fault_of(name if entry else "", entry.value if entry else None, new)
    if wrong:
        raise InvalidEntry(_(wrong), field=f"to_{name}")


def _into_content(proposal: Proposal, changes: Changes) -> None:
    content = {**proposal.content, **{name: f"{new.normalize():f}" for name, new in changes.items()}}
    fact = product_of(proposal)
    wrong = faults(entry_of_product(fact), content, tariff_of(fact, proposal.start_on))
    if wrong:
        path, message = wrong[0]
        raise InvalidEntry(_(message), field=f"to_{path}")
    proposal.content = content


def _told(proposal: Proposal, known: Mapping[str, TermEntry], changes: Changes, before: Decimal) -> str:
    """Each entry with what it was and what it is, and the premium where it changed."""
    lines = [
        f"{known[name].label}：{known[name].shown(known[name].value)} → {known[name].shown(new)}"
        for name, new in changes.items()
    ]
    if proposal.premium != before:
        with override(settings.LANGUAGE_CODE):
            lines.append(f"{_('premium')}：{before:,.2f} → {proposal.premium:,.2f}")
    return "\n".join(lines)
