"""Business above one's authority: pack, opinions, reply, issue on the reply, copy upward (domain 5.6)."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse
from PIL import Image

from archives.models import Document
from archives.public import next_serial
from core.jobs.drain import drain
from core.models import AuditEntry, WorkItem
from core.web.history import timeline
from core.workflow.refusals import Forbidden, Hidden, NotPossible
from finance.models import Receivable
from tests.factories import referral as up
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Policy, Proposal, Referral, ReferralOpinion
from underwriting.rules.referral_pack import Outcome
from underwriting.services import decide, intake, issue, referral_life
from underwriting.services import referral as services
from underwriting.services.referral import ItemEntry, NewFile
from underwriting.services.refusals import Incomplete, InvalidEntry

FENGZE, UWC = made.FENGZE, made.UWC


def _scan() -> bytes:
    """A scanned page."""
    kept = BytesIO()
    Image.new("RGB", (60, 80), "white").save(kept, "PNG")
    return kept.getvalue()


def _issue(proposal: Proposal) -> list[Policy]:
    clerk = actor_at("UW_ISSUE", FENGZE)
    serial = next_serial(issue.SIGN, clerk.staff_id)
    issue.issue(proposal.pk, order(clerk), explained_to="陈晓东", serial=serial)
    return list(Policy.objects.filter(proposal=proposal).order_by("line"))


class TestPack:
    @pytest.mark.req("UWR-06", "DUT-02", "DUT-29")
    def test_what_the_system_knows_is_written_into_the_pack(self) -> None:
        begun = up.make_referral()
        assert begun.state == "preparing"
        assert "陈晓东" in begun.items["background"]["text"]
        plan = begun.items["plan"]
        assert "own damage: ¥88,800.00, premium ¥1,117.16" in plan["text"]
        assert "2,088,800.00" not in plan["text"]
        assert plan["parts"]["rates"].startswith("own damage: gross rate 12.5806 ‰, net rate 11.8685 ‰")
        assert plan["parts"]["grounds"] == ""
        assert "on record" in begun.items["history"]["text"]
        assert WorkItem.objects.filter(done_at=None, queue="underwriting.referral_pack").count() == 1

    @pytest.mark.req("UWR-06")
    def test_an_incomplete_pack_is_not_submitted(self) -> None:
        begun = up.make_referral()
        command = order(actor_at("UW_UND1", UWC), reason="建议承保")
        with nothing_changed(), pytest.raises(NotPossible):
            services.submit_referral(begun.pk, command, outcome=Outcome.AGREE)

    @pytest.mark.req("UWR-06")
    def test_the_pack_is_complete_when_nothing_lacks_and_open_again_when_something_does(self) -> None:
        complete = up.make_complete()
        assert complete.state == "pack_complete"
        actor = order(actor_at("UW_UND1", UWC))
        again = services.write_pack(complete.pk, actor, entries={"risk": ItemEntry()})
        assert again.state == "preparing"

    @pytest.mark.req("UWR-14")
    def test_business_outside_the_area_waits_for_the_authorisation_as_a_file(self) -> None:
        pack = up.make_complete(off_area=True)
        assert pack.state == "preparing"
        file = NewFile(item="off_area", name="异地承保授权.png", content=_scan())
        done = services.write_pack(pack.pk, order(actor_at("UW_UND1", UWC)), entries={}, files=(file,))
        assert (done.state, done.attachments[0]["name"]) == ("pack_complete", "异地承保授权.png")

    def test_one_report_at_a_time(self) -> None:
        begun = up.make_referral()
        with nothing_changed(), pytest.raises(InvalidEntry, match=begun.number):
            up.make_referral(begun.proposal)

    def test_the_sub_branch_does_not_prepare_reports(self) -> None:
        begun = up.make_referral()
        with nothing_changed(), pytest.raises(Hidden):
            services.write_pack(begun.pk, order(actor_at("UW_ISSUE", made.JINJIANG)), entries={})


class TestReply:
    @pytest.mark.req("UWR-06", "UWR-16", "UWR-19", "DUT-15")
    def test_an_overruled_underwriter_keeps_the_own_opinion(self) -> None:
        sent = up.make_submitted()
        assert Proposal.objects.get().state == "escalated_province"
        assert sent.frozen["third_party_limit"] == "2000000.00"
        services.disagree(sent.pk, order(actor_at("PROV_UW", up.PROVINCE), reason="赔付率过高"))
        kept = list(ReferralOpinion.objects.order_by("pk").values_list("level", "outcome", "text", "final"))
        assert kept == [("branch", "agree", "建议承保", False), ("province", "disagree", "赔付率过高", True)]
        assert Proposal.objects.get().state == "uw_queue"

    @pytest.mark.req("UWR-18")
    def test_a_plan_refused_above_is_not_accepted_below_as_it_was(self) -> None:
        sent = up.make_submitted()
        services.disagree(sent.pk, order(actor_at("PROV_UW", up.PROVINCE), reason="不同意"))
        with nothing_changed(), pytest.raises(referral_life.NewSubmission):
            decide.approve(sent.proposal_id, order(actor_at("UW_UND3", UWC)))

    @pytest.mark.req("UWR-16")
    def test_conditions_of_the_reply_are_terms_that_the_customer_accepts(self) -> None:
        agreed = up.make_agreed(conditions="绝对免赔额 2000 元")
        proposal = Proposal.objects.get()
        assert (agreed.state, proposal.state, proposal.special_terms) == ("replied", "terms_sent", "绝对免赔额 2000 元")
        assert not Receivable.objects.exists()

    @pytest.mark.req("UWR-13")
    def test_more_is_asked_for_and_the_pack_is_open_again(self) -> None:
        sent = up.make_submitted()
        back = services.ask_for_more(sent.pk, order(actor_at("PROV_UW", up.PROVINCE), reason="补充三年损失记录"))
        assert (back.state, Proposal.objects.get().state) == ("preparing", "uw_queue")

    def test_the_province_passes_what_is_above_its_authority_to_head_office(self) -> None:
        sent = up.make_submitted()
        command = order(actor_at("PROV_UW", up.PROVINCE), reason="超省公司权限，建议承保")
        services.forward_referral(sent.pk, command, outcome=Outcome.AGREE)
        done = services.agree(sent.pk, order(actor_at("HO_UW", up.HEAD), reason="同意"))
        levels = list(ReferralOpinion.objects.order_by("pk").values_list("level", flat=True))
        assert (done.state, levels) == ("replied", ["branch", "province", "head"])

    def test_the_underwriter_cannot_answer_the_own_report(self) -> None:
        sent = up.make_submitted()
        with nothing_changed(), pytest.raises(Forbidden):
            services.agree(sent.pk, order(actor_at("UW_UND1", UWC), reason="同意"))

    @pytest.mark.req("DUT-02")
    def test_a_report_never_answered_is_dropped_when_a_colleague_may_decide(self) -> None:
        begun = up.make_referral()
        decide.approve(begun.proposal_id, order(actor_at("UW_UND3", UWC), reason="同意"))
        assert Referral.objects.get().state == "dropped"


class TestIssueOnReply:
    @pytest.mark.req("UWR-16", "UWR-17")
    def test_the_reply_is_bound_to_the_archive_of_the_policies(self) -> None:
        agreed = up.make_agreed()
        services_actor = order(actor_at("UW_UND1", UWC))
        referral_life.deliver_reply(agreed.pk, services_actor)
        drain(reraise=True)
        policies = _issue(made.pay(Proposal.objects.get()))
        drain(reraise=True)
        found = Referral.objects.get()
        assert (found.state, len(policies)) == ("closed", 2)
        bound = Document.objects.filter(subject_kind="underwriting.policy", kind="referral_reply")
        assert {one.subject_id for one in bound} == {policy.pk for policy in policies}
        assert {one.sha256 for one in bound} <= {found.reply_sha256}

    @pytest.mark.req("ISS-04")
    def test_copy_of_the_policy_and_reply_are_one_bundle(self, settings: Any) -> None:
        """One file with every document of the policy, and the digests under which they are kept."""
        settings.DEMO = True
        agreed = up.make_agreed()
        referral_life.deliver_reply(agreed.pk, order(actor_at("UW_UND1", UWC)))
        drain(reraise=True)
        policy = _issue(made.pay(Proposal.objects.get()))[0]
        drain(reraise=True)
        url = reverse("underwriting:policy_bundle", kwargs={"pk": policy.pk})
        clerk = signed_in("UW_ISSUE", FENGZE)
        assert url in clerk.get(reverse("underwriting:policy", kwargs={"pk": policy.pk})).content.decode()
        packed = ZipFile(BytesIO(clerk.get(url).content))
        kept = Document.objects.filter(subject_kind="underwriting.policy", subject_id=policy.pk, file__isnull=False)
        index = packed.read("index.txt").decode()
        assert {"policy", "referral_reply"} <= set(kept.values_list("kind", flat=True))
        assert len(packed.namelist()) == kept.count() + 1
        assert all(one.sha256 in index for one in kept)

    @pytest.mark.req("UWR-17")
    def test_a_copy_is_wanted_within_three_working_days(self) -> None:
        up.make_agreed(copy_wanted=True)
        _issue(made.pay(Proposal.objects.get()))
        found = Referral.objects.get()
        item = WorkItem.objects.get(done_at=None, subject_kind="underwriting.referral")
        assert (found.state, item.clock) == ("issued", "underwriting.copy_upward")
        referral_life.file_copy(found.pk, order(actor_at("UW_INFO", UWC), reason="已寄送业务留存联复印件"))
        done = referral_life.close_referral(found.pk, order(actor_at("PROV_UW", up.PROVINCE)))
        assert done.state == "closed"

    @pytest.mark.req("UWR-18")
    def test_a_changed_plan_is_a_new_submission(self) -> None:
        agreed = up.make_agreed()
        clerk = actor_at("UW_ISSUE", FENGZE)
        decide.change_terms(agreed.proposal_id, order(clerk, reason="客户要求降低限额"))
        found = Referral.objects.get()
        assert (found.state, found.revision, found.reply_sha256) == ("preparing", 2, "")
        assert not Receivable.objects.exclude(state="cancelled").exists()
        intake.submit_proposal(agreed.proposal_id, order(clerk))

    @pytest.mark.req("UWR-18", "PLT-10")
    def test_the_timeline_says_that_the_reply_no_longer_holds(self) -> None:
        agreed = up.make_agreed()
        drain(reraise=True)
        assert Referral.objects.get().reply_sha256
        decide.change_terms(agreed.proposal_id, order(actor_at("UW_ISSUE", FENGZE), reason="客户要求降低限额"))
        told = {change.label: change for change in timeline("underwriting.referral", agreed.pk, limit=1)[0].changes}
        assert set(told) == {"Version of the plan", "Terms as submitted", "Reply as a document"}
        assert told["Reply as a document"][1:] == ("in force", "no longer holds")

    @pytest.mark.req("UWR-18")
    def test_terms_other_than_the_approved_are_not_issued_and_the_attempt_is_kept(self) -> None:
        agreed = up.make_agreed()
        proposal = made.pay(Proposal.objects.get())
        ReferralOpinion.objects.filter(referral=agreed, final=True).update(terms={"special_terms": "免赔 500 元"})
        with pytest.raises(referral_life.NoValidReply):
            _issue(proposal)
        assert not Policy.objects.exists()
        assert AuditEntry.objects.filter(action="underwriting.proposal.issue", outcome="no_valid_reply").count() == 1

    @pytest.mark.req("AUT-21")
    def test_issue_before_the_reply_is_refused_and_kept(self) -> None:
        sent = up.make_submitted()
        with pytest.raises(NotPossible):
            issue.issue(sent.proposal_id, order(actor_at("UW_ISSUE", FENGZE)), explained_to="陈晓东")
        kept = AuditEntry.objects.get(action="underwriting.proposal.issue")
        assert kept.outcome == "not_possible_in_state"

    def test_the_pack_names_what_lacks(self) -> None:
        complete = up.make_complete()
        Referral.objects.filter(pk=complete.pk).update(items={})
        command = order(actor_at("UW_UND1", UWC), reason="建议承保")
        with nothing_changed(), pytest.raises(Incomplete) as caught:
            services.submit_referral(complete.pk, command, outcome=Outcome.AGREE)
        assert "plan" in caught.value.details["fields"]
