"""Reading a claim outside one's scope: requested with a reason, granted by another, logged, ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimUserPermission, ShareRequest
from claims.rules import claim_lifecycle as states
from claims.services.progress import CLOCK
from claims.services.refusals import InvalidEntry, SecondPersonNeeded
from core import audit
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import SharedCase, Unit
from organisation.public import GrantSource, parameter, system_actor

READ_UNDER_SHARE = "claims.claim.read_shared"


@creation(ShareRequest, states.REQUEST_SHARE)
def request_share(command: Command, /, *, number: str, why: str, hours: int) -> ShareRequest:
    """Ask for a claim by its number; whether it exists is not said to those who may not see it."""
    claim = Claim.objects.filter(number=number.strip().upper()).first()
    most = int(parameter("claims.share_hours"))
    if not 0 < hours <= most:
        raise InvalidEntry(_("A claim is shared for one to %(most)s hours.") % {"most": most}, field="hours")
    if not why.strip():
        raise InvalidEntry(_("Say why you need it."), field="why")
    if claim is None:
        raise InvalidEntry(_("There is no claim with this number."), field="number")
    request = ShareRequest(
        claim=claim,
        reader_id=command.actor.staff_id or 0,
        reader_name=command.signature,
        why=why.strip(),
        hours=hours,
    )
    request.set_unit(Unit.objects.get(pk=command.actor.unit_id))
    return request


@transition(ShareRequest, states.GRANT)
def grant(request: ShareRequest, command: Command, /) -> None:
    """Another person lets the reader in, from now until the time is over."""
    if command.actor.staff_id == request.reader_id:
        raise SecondPersonNeeded(_("Nobody grants the own request."))
    refusal = command.actor.refusal_for("claims.grant_share", request.claim)
    if refusal is not None:
        raise refusal
    request.until = command.at + timedelta(hours=request.hours)
    shared = SharedCase.objects.create(
        subject_kind=states.CLAIM_KIND,
        subject_id=request.claim_id,
        subject_number=request.claim.number,
        staff_id=request.reader_id,
        reason=request.why,
        period=DateTimeTZRange(command.at, request.until),
        requested_by_id=request.reader_id,
        approved_by_id=command.actor.staff_id,
        approved_at=command.at,
    )
    request.shared_case_id = shared.pk
    ClaimUserPermission.objects.assign_perm("view_claim", request.reader, obj=request.claim)


@transition(ShareRequest, states.REFUSE_SHARE)
def refuse_share(request: ShareRequest, command: Command, /) -> None:
    """Not needed for the work."""


@transition(ShareRequest, states.END_SHARE)
def end_share(request: ShareRequest, command: Command, /) -> None:
    """Before the time is over, or because it is over."""
    SharedCase.objects.filter(pk=request.shared_case_id or 0, ended_at=None).update(ended_at=command.at)
    ClaimUserPermission.objects.remove_perm("view_claim", request.reader, obj=request.claim)


def end_grant(grant: SharedCase, command: Command) -> None:
    """An administrator ends a grant before its time: the request behind it ends with it."""
    for pk, unit_id in ShareRequest.objects.filter(shared_case_id=grant.pk, state=states.GRANTED).values_list(
        "pk", "unit_id"
    ):
        end_share(pk, command.acting_as(system_actor(CLOCK, unit_id=unit_id), f"share:{pk}"))


def object_permissions() -> set[tuple[int, int]]:
    """Who may read which claim by an object permission: exactly the running grants."""
    return set(ClaimUserPermission.objects.values_list("user_id", "content_object_id"))


GRANTS = GrantSource(end=end_grant, reading=READ_UNDER_SHARE, permissions=object_permissions)


def note_reading(claim: Claim, command: Command) -> bool:
    """Write down that somebody read the claim under a share; nothing is written for readers in scope."""
    if command.actor.refusal_for("claims.view_claims", _without_shares(claim)) is None:
        return False
    audit.record(
        command,
        READ_UNDER_SHARE,
        subject=(states.CLAIM_KIND, claim.pk, claim.number),
        after={"reader": command.actor.name},
    )
    return True


class _Unshared:
    """A claim's place in the organisation without its identity: only scope decides."""

    def __init__(self, claim: Claim) -> None:
        self.unit_id, self.sub_branch_id = claim.unit_id, claim.sub_branch_id
        self.branch_id, self.province_id = claim.branch_id, claim.province_id


def _without_shares(claim: Claim) -> _Unshared:
    return _Unshared(claim)


def end_expired(at: datetime) -> int:
    """Close shares whose time is over; reading had ended with the time already."""
    due = ShareRequest.objects.filter(state=states.GRANTED, until__lte=at)
    rows = list(due.order_by("pk").values_list("pk", "unit_id"))
    for pk, unit_id in rows:
        actor = system_actor(CLOCK, unit_id=unit_id)
        end_share(pk, Command(key=uuid5(NAMESPACE_URL, f"claims.share/end/{pk}"), actor=actor, at=at))
    return len(rows)
