"""Kinds of endorsements; what each may change and needs is data of the day (``endorsement.kinds``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from underwriting.rules.words import gettext_noop as _


class Kind(StrEnum):
    """What is changed."""

    NAMES = "names"
    PLATE = "plate"
    VEHICLE = "vehicle"
    USE = "use"
    SUM_INSURED = "sum_insured"
    LIMIT = "limit"
    ADD_COVER = "add_cover"
    DROP_COVER = "drop_cover"
    DEDUCTIBLE = "deductible"
    COMPLETION = "completion"
    EXTENSION = "extension"
    TRANSFER = "transfer"
    LIST = "list"
    TERMS = "terms"
    VOID = "void"
    END_HOLDER = "end_holder"
    END_INSURER = "end_insurer"


KIND_NAMES = {
    Kind.NAMES: _("correction of names and addresses"),
    Kind.PLATE: _("plate and licence data changed"),
    Kind.VEHICLE: _("vehicle data changed"),
    Kind.USE: _("use changed"),
    Kind.SUM_INSURED: _("sum insured changed"),
    Kind.LIMIT: _("limit of indemnity changed"),
    Kind.ADD_COVER: _("cover added"),
    Kind.DROP_COVER: _("cover dropped"),
    Kind.DEDUCTIBLE: _("deductible changed"),
    Kind.COMPLETION: _("value of the works at completion"),
    Kind.EXTENSION: _("period made longer"),
    Kind.TRANSFER: _("transfer of ownership"),
    Kind.LIST: _("insured persons or items changed"),
    Kind.TERMS: _("special terms changed"),
    Kind.VOID: _("void before cover begins"),
    Kind.END_HOLDER: _("surrender by the policyholder"),
    Kind.END_INSURER: _("termination by the insurer"),
}
MOTOR = "motor"
ENDING = frozenset({Kind.VOID, Kind.END_HOLDER, Kind.END_INSURER})
DANGER = frozenset({Kind.USE, Kind.TRANSFER})
"""By what the customer tells here the danger may grow: the insurer answers within its days (LAW-49, LAW-52)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """What a kind may change and needs. ``entries`` are plain entries of the policy, ``vehicle_entries`` more of them
    where a vehicle is insured, ``figures`` those of a motor cover, ``content`` the fields of the entry of a line by its
    module; ``inspection`` is never, asked or always; one that holds ``backwards`` is worked out from the first day and
    costs its whole period; ``prices_anew`` names the lines that are priced anew without the record of the old holder;
    ``papers`` name what the customer brings, ``evidence`` the certificate that a ground of an ending is proved by
    (CT-16)."""

    kind: Kind
    entries: tuple[str, ...] = ()
    vehicle_entries: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    inspection: str = "never"
    backwards: bool = False
    prices_anew: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    not_lines: tuple[str, ...] = ()
    content: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return KIND_NAMES[self.kind]

    @property
    def moves_premium(self) -> bool:
        """Whether money may go back by a change of this kind."""
        return bool(self.figures or self.content or self.prices_anew) or self.kind in {Kind.VEHICLE, Kind.USE}

    def entries_of(self, *, motor: bool) -> tuple[str, ...]:
        return (*self.entries, *self.vehicle_entries) if motor else self.entries

    def fits(self, line: str, module: str = MOTOR) -> bool:
        """Whether a line of a module knows this change; what a kind changes in the entry must be there."""
        if (self.lines and line not in self.lines) or line in self.not_lines:
            return False
        if module == MOTOR:
            return bool(self.figures or self.entries_of(motor=True)) or not self.content
        return module in self.content or not (self.figures or self.content)


LISTS = ("entries", "vehicle_entries", "figures", "prices_anew", "papers", "lines", "not_lines")


def kind_rule(code: str, row: Mapping[str, Any]) -> KindRule:
    """A row of the table."""
    lists = {name: tuple(row.get(name, ())) for name in LISTS}
    content = {module: tuple(names) for module, names in row.get("content", {}).items()}
    return KindRule(
        kind=Kind(code),
        inspection=row.get("inspection", "never"),
        backwards=row.get("backwards", False),
        content=content,
        evidence=dict(row.get("evidence", {})),
        **lists,
    )
