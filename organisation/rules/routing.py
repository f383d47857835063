"""Who handles a claim, by the place of loss and the issuing sub-branch (B-12, B-13)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where the loss happened, seen from the branch."""

    SAME_CITY = "same_city"
    OTHER_SUB_BRANCH = "other_sub_branch"
    OTHER_BRANCH = "other_branch"


class Desk(StrEnum):
    """Who is responsible for a step."""

    CENTRE = "centre"
    ISSUING = "issuing"
    AT_LOSS = "at_loss"
    PROVINCE = "province"
    MANDATE = "mandate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One row of the table: who does each step within and above the sub-branch's authority."""

    survey: Desk
    assess: Desk
    assess_above: Desk
    calculate: Desk
    approve: Desk
    approve_above: Desk
    basis: str


_ROUTES = {
    (Place.SAME_CITY, True): Route(
        survey=Desk.CENTRE,
        assess=Desk.CENTRE,
        assess_above=Desk.CENTRE,
        calculate=Desk.CENTRE,
        approve=Desk.CENTRE,
        approve_above=Desk.PROVINCE,
        basis="AUT-15",
    ),
    (Place.SAME_CITY, False): Route(
        survey=Desk.CENTRE,
        assess=Desk.CENTRE,
        assess_above=Desk.CENTRE,
        calculate=Desk.ISSUING,
        approve=Desk.ISSUING,
        approve_above=Desk.CENTRE,
        basis="AUT-16",
    ),
    (Place.OTHER_SUB_BRANCH, False): Route(
        survey=Desk.AT_LOSS,
        assess=Desk.AT_LOSS,
        assess_above=Desk.CENTRE,
        calculate=Desk.ISSUING,
        approve=Desk.ISSUING,
        approve_above=Desk.CENTRE,
        basis="AUT-18",
    ),
    (Place.OTHER_SUB_BRANCH, True): Route(
        survey=Desk.AT_LOSS,
        assess=Desk.AT_LOSS,
        assess_above=Desk.CENTRE,
        calculate=Desk.CENTRE,
        approve=Desk.CENTRE,
        approve_above=Desk.PROVINCE,
        basis="AUT-20",
    ),
    (Place.OTHER_BRANCH, True): Route(
        survey=Desk.MANDATE,
        assess=Desk.MANDATE,
        assess_above=Desk.MANDATE,
        calculate=Desk.ISSUING,
        approve=Desk.ISSUING,
        approve_above=Desk.CENTRE,
        basis="SPC-01",
    ),
}
_ROUTES[Place.OTHER_BRANCH, False] = _ROUTES[Place.OTHER_BRANCH, True]


def route(place: Place, *, issued_same_city: bool) -> Route:
    """The row of the table for a loss at ``place`` under a policy of a same-city (or not) sub-branch."""
    return _ROUTES[place, issued_same_city]
