"""Why a surveyor goes, kept in figures and said in the reader's language (6.1, HOT-02)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.rules.words import gettext_noop as _

KEPT = re.compile(r"(?P<basis>\S+) · (?P<km>[\d.]+) km · (?P<minutes>\d+) min · (?P<load>\d+) · Σ(?P<together>\d+)")
ROUTES = {
    "AUT-15": _("loss and policy in the same city"),
    "AUT-16": _("loss in the same city, policy of an outside sub-branch"),
    "AUT-17": _("loss nearer to an outside sub-branch"),
    "AUT-18": _("loss and policy outside the same city"),
    "AUT-19": _("loss and policy outside the same city"),
    "AUT-20": _("loss outside, policy of the same city"),
}
SENTENCE = _("%(route)s; %(km)s km, %(minutes)s minutes on the road, %(load)s open tasks")
OF_A_WAVE = _("%(sentence)s; dispatched together with %(others)s more")


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchNote:
    """The figures of an automatic choice. ``basis`` names the route, ``together`` counts the tasks of the wave."""

    basis: str
    km: str
    minutes: int
    load: int
    together: int

    def __str__(self) -> str:
        return f"{self.basis} · {self.km} km · {self.minutes} min · {self.load} · Σ{self.together}"


def parse(kept: str) -> DispatchNote | None:
    """The figures of a kept note; None for what a dispatcher wrote by hand."""
    found = KEPT.fullmatch(kept)
    if found is None:
        return None
    return DispatchNote(
        basis=found["basis"],
        km=found["km"],
        minutes=int(found["minutes"]),
        load=int(found["load"]),
        together=int(found["together"]),
    )
