"""Kinds of endorsements; what each may change and needs is data of the day (``endorsement.kinds``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from underwriting.rules.words import gettext_noop as _


class Kind(StrEnum):
    """What is changed."""

    NAMES = "names"
    PLATE = "plate"
    VEHICLE = "vehicle"
    SUM_INSURED = "sum_insured"
    LIMIT = "limit"
    ADD_COVER = "add_cover"
    DROP_COVER = "drop_cover"
    DEDUCTIBLE = "deductible"
    EXTENSION = "extension"
    TRANSFER = "transfer"
    LIST = "list"
    TERMS = "terms"
    VOID = "void"
    END_HOLDER = "end_holder"
    END_INSURER = "end_insurer"


KIND_NAMES = {
    Kind.NAMES: _("correction of names and addresses"),
    Kind.PLATE: _("plate and licence data"),
    Kind.VEHICLE: _("vehicle data"),
    Kind.SUM_INSURED: _("sum insured"),
    Kind.LIMIT: _("limit of indemnity"),
    Kind.ADD_COVER: _("cover added"),
    Kind.DROP_COVER: _("cover dropped"),
    Kind.DEDUCTIBLE: _("deductible"),
    Kind.EXTENSION: _("longer period"),
    Kind.TRANSFER: _("transfer of ownership"),
    Kind.LIST: _("insured persons or items"),
    Kind.TERMS: _("special terms changed"),
    Kind.VOID: _("void before cover begins"),
    Kind.END_HOLDER: _("surrender by the policyholder"),
    Kind.END_INSURER: _("termination by the insurer"),
}
ENDING = frozenset({Kind.VOID, Kind.END_HOLDER, Kind.END_INSURER})


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """What a kind may change and needs. ``entries`` are plain entries of the policy, ``figures`` those of a cover;
    ``inspection`` is never, asked or always; ``papers`` name what the customer brings."""

    kind: Kind
    entries: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    inspection: str = "never"
    papers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    not_lines: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return KIND_NAMES[self.kind]

    def fits(self, line: str) -> bool:
        return (not self.lines or line in self.lines) and line not in self.not_lines


def kind_rule(code: str, row: Mapping[str, Any]) -> KindRule:
    """A row of the table."""
    lists = {name: tuple(row.get(name, ())) for name in ("entries", "figures", "papers", "lines", "not_lines")}
    return KindRule(kind=Kind(code), inspection=row.get("inspection", "never"), **lists)
