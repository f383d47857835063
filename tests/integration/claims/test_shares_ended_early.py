"""The security administrator ends the reading of a claim before its time: request, grant and object permission end."""

from __future__ import annotations

import pytest

from claims.models import ClaimUserPermission, ShareRequest
from claims.selectors.claims import claim_for
from claims.services import share
from core.workflow.refusals import Hidden
from organisation.models import SharedCase
from organisation.selectors.shared import reading_counts
from organisation.services import exceptional
from tests.factories import claims as made
from tests.factories.organisation import actor_at, order


def test_a_share_ended_by_the_administrator_ends_everywhere() -> None:
    claim = made.make_claims()["MOD"]
    reader = actor_at("SUB_MGR", made.JINJIANG)
    request = share.request_share(order(reader), number=claim.number, why="客户在本支公司修车", hours=24)
    share.grant(request.pk, order(actor_at("CS_DIR", made.CENTRE)))
    share.note_reading(claim, order(reader))
    grant = SharedCase.objects.get()
    source = exceptional.sources()["claims.claim"]
    assert reading_counts([grant], [source.reading]) == {grant.pk: 1}
    assert source.permissions() == {(reader.staff_id, claim.pk)}

    exceptional.end_grant(grant.pk, order(actor_at("SEC_ADMIN", "350500"), reason="Repaired elsewhere"))

    grant.refresh_from_db()
    assert grant.ended_at is not None
    assert ShareRequest.objects.get().state == "ended"
    assert not ClaimUserPermission.objects.exists()
    with pytest.raises(Hidden):
        claim_for(reader, claim.pk)
