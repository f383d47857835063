"""Papers that were printed again, and requests for further prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from archives.public import BoundForm, bound_forms
from organisation.public import ScopedActor
from underwriting.models import COMPULSORY, Endorsement, Policy, Reprint, ReprintRequest
from underwriting.rules import reprint_life as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.words import gettext_noop

PAPER_NAMES = {
    life.POLICY_PAPER: gettext_noop("policy"),
    life.SIGN_PAPER: gettext_noop("compulsory sign"),
    life.CERTIFICATE_PAPER: gettext_noop("list of insured persons"),
}


class Printed(NamedTuple):
    """One reprint as the page of its policy shows it."""

    row: Reprint
    paper: str
    fate: str


def requests(actor: ScopedActor) -> QuerySet[ReprintRequest]:
    """Requests in the actor's scope."""
    found: QuerySet[ReprintRequest] = ReprintRequest.objects.visible_to(actor).select_related("unit", "policy__unit")
    return found


def paper_names(codes: Iterable[str]) -> dict[str, str]:
    """Papers in the reader's language; an endorsement is named by its number."""
    wanted = {code: life.paper_of(code) for code in codes}
    keys = [pk for _kind, pk in wanted.values() if pk is not None]
    numbers = dict(Endorsement.objects.filter(pk__in=keys).values_list("pk", "printed_number")) if keys else {}
    return {
        code: _("Endorsement %(number)s") % {"number": numbers.get(pk, pk)} if pk is not None else _(PAPER_NAMES[kind])
        for code, (kind, pk) in wanted.items()
    }


def prints_of(policy: Policy) -> list[Printed]:
    """Every print after the first, the newest first."""
    rows = list(policy.reprints.order_by("-at", "-pk"))
    names = paper_names({row.paper for row in rows}) if rows else {}
    return [Printed(row, names[row.paper], row.get_fate_display()) for row in rows]


def open_requests(policy: Policy) -> list[ReprintRequest]:
    """Further prints that wait for their release or for the clerk."""
    return list(policy.reprint_requests.filter(state__in=life.OPEN).order_by("-pk"))


def counted(policy: Policy) -> dict[str, int]:
    """How many times each paper was printed again."""
    rows = policy.reprints.values("paper").annotate(times=Count("pk"))
    return {row["paper"]: row["times"] for row in rows}


def signs_of(policy: Policy) -> list[BoundForm]:
    """The printed signs of a compulsory policy, in the order in which they were used."""
    return bound_forms(POLICY_KIND, policy.pk) if policy.line == COMPULSORY else []
