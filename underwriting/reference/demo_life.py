"""What happens to policies of the demo branch after the issue beside plain endorsements: papers printed again, a policy
that goes over to another customer, persons who join and leave a group."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from stdnum.cn import ric

from archives.public import next_serial
from underwriting.models import COMPULSORY, PeopleList, Policy
from underwriting.reference.demo_endorsing import Change
from underwriting.rules import endorsement_life as life
from underwriting.rules.lifecycle import IN_FORCE
from underwriting.rules.people_list import COMPLETE
from underwriting.selectors.day_prints import DayOf
from underwriting.selectors.people_list import insured_on
from underwriting.services import endorsing, reprinting
from underwriting.services.day_prints import ask_for_day_print
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.issue import SIGN
from underwriting.services.listed_changes import PersonsNoted, note_persons


def build_life() -> None:
    """After endorsements and renewals: on policies that these leave as they are."""
    policies = list(Policy.objects.filter(state=IN_FORCE, line="MOD").select_related("unit").order_by("pk"))
    bought = Policy.objects.filter(state=IN_FORCE, line=COMPULSORY).select_related("unit").order_by("pk").last()
    if bought is not None and policies:
        _go_over(bought, to=policies[0].holder_id)
    if policies:
        _print_again(policies[0])
    signed = Policy.objects.filter(state=IN_FORCE, line=COMPULSORY).select_related("unit").order_by("pk").first()
    if signed is not None:
        _new_sign(signed)
    _join_and_leave()


def _go_over(policy: Policy, *, to: int) -> None:
    """Bought by another customer of the branch; waits for the reviewer."""
    Change(policy, 300, "transfer", {"holder_id": to}, life.ENTERED).go()


def _print_again(policy: Policy) -> None:
    """Printed again once; the next print waits for a second person."""
    change = Change(policy, 310, "", {}, "")
    for reason in ("客户遗失保单正本", "客户再次遗失，已登报声明"):
        reprinting.print_or_ask(policy.pk, change.as_post("UW_ISSUE", reason=reason), paper="policy")


def _new_sign(policy: Policy) -> None:
    """A sign that came back damaged, on a new number out of the clerk's hand."""
    change = Change(policy, 320, "", {}, "")
    command = change.as_post("UW_ISSUE", reason="标志破损，客户已交回")
    serial = next_serial(SIGN, command.actor.staff_id or 0)
    if serial:
        reprinting.print_or_ask(policy.pk, command, paper=SIGN, serial=serial, fate="damaged")


def _join_and_leave() -> None:
    """One person joins a group and another leaves it; checked next by the reviewer."""
    lists = PeopleList.objects.filter(state=COMPLETE, proposal__policies__state=IN_FORCE).select_related("proposal")
    listed = lists.order_by("pk").first()
    if listed is None:
        return
    policy = Policy.objects.select_related("unit").get(proposal=listed.proposal)
    change = Change(policy, 330, "list", {}, "")
    made = endorsing.request_endorsement(change.as_post("SALES"), data=change.request())
    leaving = insured_on(listed, timezone.localdate()).values_list("place", flat=True)[0]
    body = "35050319950817302"
    joining = ({"name": "郑国强", "number": body + ric.calc_check_digit(f"{body}0"), "job": "安装工"},)
    note_persons(made.pk, change.as_post("UW_ISSUE"), noted=PersonsNoted(joining=joining, leaving=(leaving,)))
    entry = EndorsementEntry(account_token=change.account())
    endorsing.enter_endorsement(made.pk, change.as_post("UW_ISSUE"), entry=entry)


def build_day_print() -> None:
    """The clerk printed what her sub-branch issued on one of the last days; after all policies are there."""
    policy = Policy.objects.filter(state=IN_FORCE, line="PLL").select_related("unit").order_by("pk").first()
    if policy is None:
        return
    command = Change(policy, 340, "", {}, "").as_post("UW_ISSUE")
    day = DayOf(day=timezone.localdate(policy.created_at), unit_id=policy.unit_id)
    ask_for_day_print(command, asked=day, address=reverse("underwriting:day_prints"))
