"""Queued work about customers: dates that come."""

from __future__ import annotations

from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from core.jobs import JobRun, job
from core.workflow.command import Command
from core.workflow.refusals import NotPossible
from organisation.public import system_actor
from parties.models import Identification, ListEntry, Party
from parties.rules.identification import IdentificationState
from parties.rules.lifecycle import PartyState
from parties.rules.listing import ListingState
from parties.rules.words import Role
from parties.services.credit import rate_customer
from parties.services.identification import AmlNeed, reopen_identification
from parties.services.listing import come_to_review
from parties.services.reminders import remind_of_intermediaries

CLOCK = "party-clock"


def clock_command(unit_id: int, what: str, at: datetime) -> Command:
    """The clock acts once for one thing and day."""
    return Command(key=uuid5(NAMESPACE_URL, f"parties/{what}"), actor=system_actor(CLOCK, unit_id=unit_id), at=at)


@job("parties.watch_dates", label=_("Dates of lists, licences and identifications"))
def watch_dates(run: JobRun) -> None:
    """Every day after midnight; running it again changes nothing."""
    now = timezone.now()
    reviewed = review_entries(timezone.localdate(now), now)
    renewed = renew_identifications(timezone.localdate(now), now)
    reminded = remind_of_intermediaries(timezone.localdate(now))
    run.finish(lambda: {"review": reviewed, "identify": renewed, "reminded": reminded})


@job("parties.rate_customers", label=_("Credit rating of customers"))
def rate_customers(run: JobRun) -> None:
    """Every month: customers with a credit file or with premium of their own are rated anew."""
    now = timezone.now()
    month = timezone.localdate(now).strftime("%Y-%m")
    wanted = Party.objects.filter(state=PartyState.ACTIVE, merged_into=None, roles__contains=[Role.POLICYHOLDER])
    people = list(wanted.order_by("pk").values_list("pk", "home_unit_id"))
    for n, (pk, unit_id) in enumerate(people):
        rate_customer(clock_command(unit_id, f"rate/{pk}/{month}", now), pk)
        run.progress(n + 1, len(people))
    run.finish(lambda: {"rated": len(people)})


def review_entries(today: date, now: datetime) -> int:
    """Entries whose day of review has come wait for a decision from now on."""
    due = ListEntry.objects.filter(state=ListingState.ACTIVE, review_on__lte=today).values_list("pk", "unit_id")
    return sum(_review(pk, clock_command(unit_id, f"review/{pk}/{today}", now)) for pk, unit_id in due)


def renew_identifications(today: date, now: datetime) -> int:
    """Identifications that are due again stand in the queue from now on."""
    due = Identification.objects.filter(state=IdentificationState.IDENTIFIED, refresh_on__lt=today)
    rows = list(due)
    for row in rows:
        command = clock_command(row.unit_id, f"identify/{row.pk}/{today}", now)
        reopen_identification(row.pk, command, need=AmlNeed(party_id=row.party_id, act=row.occasion, amount=row.amount))
    return len(rows)


def _review(pk: int, command: Command) -> bool:
    """An entry that somebody moved meanwhile is left alone."""
    try:
        come_to_review(pk, command)
    except NotPossible:
        return False
    return True
