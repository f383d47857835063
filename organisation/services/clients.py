"""API clients: agreed by two people, keys are shown once, requests are counted exactly over all processes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.engine import creation, transition
from organisation.models import ApiClient, ApiMinute, ControlChange, Post, Unit
from organisation.permissions import ACCESS_QUEUE
from organisation.rules.changes import ChangeKind, Difference
from organisation.rules.lifecycles import client as lifecycle
from organisation.rules.words import gettext_noop
from organisation.selectors import posts
from organisation.selectors.clients import digest_of
from organisation.services.changes import ChangeRefused, ChangeWanted, propose_change
from organisation.services.refusals import InvalidEntry

KIND = "organisation.api_client"
POSTS = ("ECOM",)
KEY_BYTES = 32
KEPT = timedelta(hours=1)
MINUTE_SECONDS = 60


class ClientRefused(ChangeRefused):
    """Name, unit, post or limit does not fit."""

    code = "client_refused"


# -- agreed by two ----------------------------------------------------------------------------------------------------


def propose_client(command: Command, *, name: str, unit_id: int, post: str, requests_per_minute: int) -> ControlChange:
    """Ask for a new client. It gets its key after the approval."""
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=unit_id,
        subject=name.strip(),
        title=name.strip(),
        proposal={
            "name": name.strip(),
            "unit": unit_id,
            "post": post,
            "requests_per_minute": requests_per_minute,
        },
    )
    return propose_change(command, wanted=wanted)


def check(change: ControlChange, _today: date) -> None:
    """The name is free, the unit in use, the post one that clients may have."""
    values = change.proposal
    if not values["name"]:
        raise ClientRefused(_("Give the client a name."), field="name")
    if ApiClient.objects.filter(name=values["name"], active=True).exists():
        raise ClientRefused(_("An active client has this name already."), field="name")
    if not Unit.objects.filter(pk=values["unit"], active=True).exists():
        raise ClientRefused(_("There is no such unit in use."), field="unit")
    if values["post"] not in POSTS or not Post.objects.filter(pk=values["post"]).exists():
        raise ClientRefused(_("A client cannot act under this post."), field="post")
    _check_limit(values["requests_per_minute"])


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise ClientRefused(_("At least one request a minute."), field="requests_per_minute")


def current(change: ControlChange) -> dict[str, Any]:
    """Whether a client of that name is at work."""
    return {"active": ApiClient.objects.filter(name=change.proposal["name"], active=True).exists()}


def describe(change: ControlChange) -> Sequence[Difference]:
    """All that the client will be."""
    values = change.proposal
    return [
        Difference(_("Client"), "", values["name"]),
        Difference(_("Unit"), "", Unit.objects.get(pk=values["unit"]).name),
        Difference(_("Acts as"), "", posts.name_of(values["post"])),
        Difference(_("Requests a minute"), "", str(values["requests_per_minute"])),
    ]


def apply(change: ControlChange, command: Command) -> None:
    """The client exists, without a key."""
    values = change.proposal
    agree_client(
        command.then("client"),
        name=values["name"],
        unit_id=values["unit"],
        post=values["post"],
        requests_per_minute=values["requests_per_minute"],
    )


@creation(ApiClient, lifecycle.AGREE)
def agree_client(_command: Command, /, *, name: str, unit_id: int, post: str, requests_per_minute: int) -> ApiClient:
    """A client whose key nobody has: what is kept is the digest of a secret that was thrown away."""
    return ApiClient(
        name=name,
        unit=Unit.objects.get(pk=unit_id),
        post_id=post,
        requests_per_minute=requests_per_minute,
        key_digest=digest_of(secrets.token_urlsafe(KEY_BYTES)),
    )


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("New API client"),
    propose="organisation.propose_access",
    approve="organisation.approve_access",
    check=check,
    current=current,
    apply=apply,
    describe=describe,
    queue=ACCESS_QUEUE,
    lead=None,
    icon="key",
)


# -- keys and limits --------------------------------------------------------------------------------------------------


def new_key() -> str:
    """A key that cannot be guessed. It is shown once; only its digest is kept."""
    return secrets.token_urlsafe(KEY_BYTES)


@transition(ApiClient, lifecycle.ISSUE_KEY)
def issue_key(client: ApiClient, command: Command, /, *, key: str) -> None:
    """The client signs with the new key from now on; the former one is no longer known."""
    client.key_digest = digest_of(key)
    client.key_issued_at = command.at


@transition(ApiClient, lifecycle.LIMIT)
def change_limit(client: ApiClient, _command: Command, /, *, requests_per_minute: int) -> None:
    """How many requests the client may send in a minute."""
    if requests_per_minute < 1:
        raise InvalidEntry(_("At least one request a minute."), field="requests_per_minute")
    client.requests_per_minute = requests_per_minute


@transition(ApiClient, lifecycle.CLOSE)
def close_client(client: ApiClient, _command: Command, /) -> None:
    """For good. A new client is agreed by two people again."""
    client.active = False


def make_client(*, name: str, unit: Unit, post: str, requests_per_minute: int, key: str = "") -> tuple[ApiClient, str]:
    """A client with its key at once, for the demo and for the command line of the operator."""
    chosen = key or new_key()
    client = ApiClient.objects.create(
        name=name,
        unit=unit,
        post_id=post,
        requests_per_minute=requests_per_minute,
        key_digest=digest_of(chosen),
    )
    return client, chosen


# -- counting ---------------------------------------------------------------------------------------------------------


def count_request(client: ApiClient, *, at: datetime) -> int:
    """How many requests the client sent in this minute, with this one."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_apiminute AS m (client_id, minute, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (client_id, minute) DO UPDATE SET count = m.count + 1 RETURNING count",
            [client.pk, minute],
        )
        count = int(cursor.fetchone()[0])
    if count == 1:
        ApiMinute.objects.filter(client=client, minute__lt=minute - KEPT).delete()
    return count


def count_unknown_key(address: str, *, at: datetime) -> int:
    """How many unknown keys came from an address in this minute, with this one."""
    name = f"organisation.unknown_key:{address}:{at:%Y%m%d%H%M}"
    cache.add(name, 0, MINUTE_SECONDS)
    return int(cache.incr(name))


def unknown_keys_of(address: str, *, at: datetime) -> int:
    """The same without counting."""
    return int(cache.get(f"organisation.unknown_key:{address}:{at:%Y%m%d%H%M}", 0))
