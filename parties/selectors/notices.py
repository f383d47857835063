"""What a page of a proposal, an endorsement or a claim says about hits: that there is one is for everybody who works
on the case, why is for the posts that may see the lists (CUS-04, domain 5.19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core import links
from core.workflow.command import Actor
from parties.permissions import VIEW_LISTS
from parties.rules.listing import LISTING
from parties.rules.words import LIST_KINDS, LIST_REASONS, LIST_SUBJECTS
from parties.selectors.lists import ListHit, hits_on_case


class HitNotice(NamedTuple):
    """One hit, translated. Number, reason and address are empty for posts that may not see the lists."""

    kind: str
    label: str
    subject: str
    number: str = ""
    reason: str = ""
    url: str = ""


def hit_notices(
    actor: Actor, *, party_ids: Iterable[int | None], vehicles: Iterable[tuple[str, str]] = (), on: date
) -> list[HitNotice]:
    """Hits on customers and vehicles (plate, VIN), each entry once, the black list first."""
    found = hits_on_case([pk for pk in party_ids if pk], vehicles, on)
    may_see = actor.refusal_for(VIEW_LISTS) is None
    return [_notice(hit, may_see=may_see) for hit in sorted(found, key=lambda hit: (hit.kind, hit.entry_id))]


def _notice(hit: ListHit, *, may_see: bool) -> HitNotice:
    kind, subject = _(LIST_KINDS[hit.kind]), _(LIST_SUBJECTS[hit.subject])
    if not may_see:
        return HitNotice(hit.kind, kind, subject)
    url = links.url_for(LISTING.kind, hit.entry_id)
    return HitNotice(hit.kind, kind, f"{subject} {hit.shown}", hit.number, _(LIST_REASONS[hit.reason_code]), url)
