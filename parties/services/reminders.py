"""Telling those who keep intermediaries that a licence or an agreement ends (CUS-07)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core import links
from core.notify import notify
from organisation.public import holders_in_scope
from parties.models import Intermediary
from parties.rules.intermediary import INTERMEDIARY, IntermediaryState
from parties.selectors.intermediaries import expiring

KEEPER = "parties.register_intermediary"


def remind_of_intermediaries(today: date) -> int:
    """Each end is told once to those who keep the intermediary's unit."""
    rows = Intermediary.objects.filter(expiring(today), state=IntermediaryState.ACTIVE).select_related("party", "unit")
    for row in rows:
        ends = min(row.licence_until, row.agreement_until)
        notify(
            holders_in_scope(KEEPER, row, today),
            key=f"parties.intermediary.ends/{row.pk}/{ends}",
            title=_("Licence or agreement of %(name)s ends on %(day)s") % {"name": row.party.name, "day": ends},
            url=links.url_for(INTERMEDIARY.kind, row.pk),
            subject_kind=INTERMEDIARY.kind,
            subject_id=row.pk,
        )
    return len(rows)
