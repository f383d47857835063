"""An endorsement of any line but motor: the part of its entry that this kind changes, as the line itself is entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from underwriting.forms.endorsements import add_account, ask_what_stands, entry_field, overruled_in
from underwriting.forms.lines import LineForm, Offer
from underwriting.rules.content_terms import FACTORS, RIDERS
from underwriting.rules.endorsement_kinds import KindRule
from underwriting.rules.entry import LineEntry
from underwriting.rules.policy_terms import Terms
from underwriting.selectors.endorsements import path_label
from underwriting.services.endorsement_entry import EndorsementEntry

PERIOD = ("start_on", "end_on", "renewal_of")


def part_of(entry: LineEntry, names: Sequence[str]) -> LineEntry:
    """The blocks and the table of an entry that are named."""
    blocks = [replace(block, fields=tuple(f for f in block.fields if f.name in names)) for block in entry.blocks]
    rows = entry.rows if entry.rows and entry.rows.name in names else None
    return replace(entry, blocks=tuple(block for block in blocks if block.fields), rows=rows)


def offer_of(offer: Offer, names: Sequence[str]) -> Offer:
    """What a kind of endorsement offers of a product."""
    factors = [name.removeprefix(f"{FACTORS}.") for name in names if name.startswith(f"{FACTORS}.")]
    return replace(
        offer,
        entry=part_of(offer.entry, names),
        factors=tuple(factors),
        riders=offer.riders if RIDERS in names else (),
        needs_end=False,
    )


class ContentChangeForm(LineForm):
    """The content as it holds on the day of the change; only what differs is changed."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        offer: Offer,
        content: Mapping[str, Any],
        rule: KindRule,
        old: Terms,
        accounts: Sequence[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        self.old, self.rule, self.whole = old, rule, offer.entry
        super().__init__(data, offer=offer_of(offer, rule.content.get(offer.entry.module, ())), content=content, **more)
        for name in PERIOD:
            del self.fields[name]
        for name in rule.entries_of(motor=False):
            self.fields[name] = entry_field(name)
            self.fields[name].label, self.fields[name].required = path_label(name), False
            self.fields[name].initial = old.get(name, "")
        add_account(self, accounts)

    def ask_about(self, rows: Sequence[Mapping[str, Any]]) -> None:
        ask_what_stands(self, rows, self.whole)

    def own(self) -> list[forms.BoundField]:
        """The plain entries and what is asked beside the content."""
        stand = [name for name in self.fields if name.startswith("stand__")]
        return [self[name] for name in (*self.rule.entries_of(motor=False), *stand, "account_token")]

    def entry_of(self) -> EndorsementEntry:
        given = self.cleaned_data
        plain = {name: given.get(name, "") for name in self.rule.entries_of(motor=False)}
        return EndorsementEntry(
            changes={name: value for name, value in plain.items() if value != self.old.get(name, "")},
            content=self._changed(),
            overruled=overruled_in(given),
            account_token=given.get("account_token", ""),
        )

    def _changed(self) -> dict[str, Any]:
        """What is offered here; a factor that was emptied falls back to what the tariff says."""
        found = self.content()
        factors = dict.fromkeys(self.offer.factors or (), "") | found.pop(FACTORS)
        riders = found.pop(RIDERS)
        offered = {FACTORS: factors} if factors else {}
        return found | offered | ({RIDERS: riders} if self.offer.riders else {})
