"""Reading a claim outside one's scope: asked, granted by another, logged, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Claim, ClaimUserPermission, ShareRequest
from claims.selectors.claims import claim_for
from claims.services import share
from claims.services.refusals import InvalidEntry
from core.models import AuditEntry
from core.workflow.refusals import Forbidden, Hidden
from organisation.models import SharedCase
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order
from tests.support.unchanged import nothing_changed


@pytest.fixture
def claim() -> Claim:
    return made.make_claims()["MOD"]


def ask(claim: Claim, hours: int = 24) -> ShareRequest:
    reader = actor_at("SUB_MGR", made.JINJIANG)
    return share.request_share(order(reader), number=claim.number, why="客户在本支公司修车", hours=hours)


def test_granted_reading_is_logged_and_ends(claim: Claim) -> None:
    reader = actor_at("SUB_MGR", made.JINJIANG)
    request = ask(claim)
    with pytest.raises(Hidden):
        claim_for(reader, claim.pk)
    share.grant(request.pk, order(actor_at("CS_DIR", made.CENTRE)))
    assert claim_for(reader, claim.pk) == claim
    assert ClaimUserPermission.objects.get().user_id == reader.staff_id
    assert share.note_reading(claim, order(reader))
    entry = AuditEntry.objects.get(action=share.READ_UNDER_SHARE)
    assert (entry.subject_number, entry.actor_name) == (claim.number, reader.name)
    assert not share.note_reading(claim, order(actor_at("CS_ADJ", made.CENTRE)))
    share.end_share(request.pk, order(actor_at("CS_DIR", made.CENTRE)))
    assert not ClaimUserPermission.objects.exists()
    with pytest.raises(Hidden):
        claim_for(reader, claim.pk)


def test_a_share_runs_out_by_itself(claim: Claim) -> None:
    reader = actor_at("SUB_MGR", made.JINJIANG)
    long_ago = timezone.now() - timedelta(hours=30)
    share.grant(ask(claim).pk, order(actor_at("CS_DIR", made.CENTRE), at=long_ago))
    with pytest.raises(Hidden):
        claim_for(reader, claim.pk)
    share.end_expired(timezone.now())
    assert ShareRequest.objects.get().state == "ended"
    assert not ClaimUserPermission.objects.exists()


def test_refusals(claim: Claim) -> None:
    with nothing_changed(), pytest.raises(InvalidEntry):
        ask(claim, hours=1000)
    request = ask(claim)
    with nothing_changed(), pytest.raises(Forbidden):
        share.grant(request.pk, order(actor_at("SUB_MGR", made.JINJIANG)))
    assert not SharedCase.objects.exists()
    share.refuse_share(request.pk, order(actor_at("CS_DIR", made.CENTRE), reason="与工作无关"))
    with pytest.raises(Hidden):
        claim_for(actor_at("SUB_MGR", made.JINJIANG), claim.pk)
