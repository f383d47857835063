"""What an acceptance wants fulfilled before cover is confirmed with a note at the issue, or nothing is issued."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from archives.public import documents_of, next_serial
from tests.factories import underwriting as made
from tests.factories.endorsements import scan
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, Policy, Proposal
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.selectors.deciding import conditions_before_cover
from underwriting.services import issue
from underwriting.services.refusals import InvalidEntry

ASKED = "补验车照片"


def accepted_on(condition: str, **over: object) -> Proposal:
    """Paid, after an acceptance that wants something first."""
    paid = made.pay(made.make_decided(**over))
    Decision.objects.create(
        proposal=paid,
        automatic=False,
        outcome="approved",
        record={"precedent": condition},
        decided_by="吴国栋",
        decided_at=paid.approved_at or paid.created_at,
    )
    return paid


def issued(proposal: Proposal, fulfilled: str = "", evidence: bytes = b"") -> Proposal:
    clerk = actor_at("UW_ISSUE", made.FENGZE)
    serial = next_serial(issue.SIGN, clerk.staff_id)
    shown = {"fulfilled": fulfilled, "evidence": evidence}
    return issue.issue(proposal.pk, order(clerk), explained_to="陈晓东", serial=serial, **shown)


@pytest.mark.req("UWR-06", "ISS-01")
def test_nothing_is_issued_before_the_condition_is_confirmed() -> None:
    paid = accepted_on(ASKED)
    assert conditions_before_cover(paid) == ASKED
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        issued(paid)
    assert caught.value.field == "fulfilled"
    assert ASKED in caught.value.message


@pytest.mark.req("UWR-06", "ISS-01")
def test_nothing_is_issued_on_a_note_without_its_evidence() -> None:
    paid = accepted_on(ASKED)
    with nothing_changed(), pytest.raises(InvalidEntry) as caught:
        issued(paid, "照片 4 张")
    assert caught.value.field == "evidence"


@pytest.mark.req("UWR-06", "ISS-01")
def test_the_note_stays_with_who_confirmed_it_and_when() -> None:
    done = issued(accepted_on(ASKED), "照片 4 张，2026-11-22 验车，编号 YC-18", scan())
    assert Policy.objects.filter(proposal=done).count() == 2
    assert done.conditions_met["conditions"] == ASKED
    assert done.conditions_met["note"] == "照片 4 张，2026-11-22 验车，编号 YC-18"
    assert set(done.conditions_met) == {"conditions", "note", "document", "by", "at"}
    kept = documents_of(PROPOSAL_KIND, done.pk, actor_at("UW_UND1", made.UWC))
    assert [one.id for one in kept if one.kind == "conditions_evidence"] == [done.conditions_met["document"]]


@pytest.mark.req("UWR-06", "ISS-04")
def test_issuer_and_underwriter_see_the_evidence_on_proposal_and_policy(settings: Any) -> None:
    settings.DEMO = True
    done = issued(accepted_on(ASKED), "照片 4 张", scan())
    policy = Policy.objects.get(proposal=done, line="MOD")
    link = reverse("archives:document", args=[done.conditions_met["document"]])
    for post, unit in (("UW_ISSUE", made.FENGZE), ("UW_UND1", made.UWC)):
        reader = signed_in(post, unit)
        for page in (
            f"{reverse('underwriting:proposal', args=[done.pk])}?tab=entry",
            reverse("underwriting:policy", args=[policy.pk]),
        ):
            assert link in reader.get(page).content.decode()
        assert reader.get(link).status_code == 200


@pytest.mark.req("UWR-06")
def test_compulsory_cover_alone_waits_for_no_condition() -> None:
    paid = accepted_on(ASKED, own_damage=False, third_party_limit=None)
    assert conditions_before_cover(paid) == ""
    assert issued(paid).conditions_met == {}
