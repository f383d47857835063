"""Sheets of the demo branch: treaty business reports, reconciled months and master programmes, in several states."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core import demo
from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of, approve_change
from parties.public import party
from underwriting.models import MasterProgramme, Movement, Policy, ProgrammeMember
from underwriting.rules.lines import MOTOR
from underwriting.rules.reinsurance import account as accounts
from underwriting.services import book_reconciliation as months
from underwriting.services import master_programme
from underwriting.services import treaty_report as reports

UPPER = "省公司再保险部"
TERMS = "统一费率与免赔额；保费按季缴付；新增标的自通知之日起承保；由牵头机构统一出具保险协议"


def build_sheets() -> None:
    """After the cessions and accounts."""
    first = Movement.objects.order_by("booked_on", "pk").first()
    if first is None:
        return
    branch_id = first.branch_id or 0
    _reports(branch_id, first)
    _months(branch_id, first.booked_on.replace(day=1))
    _programmes()


def _reports(branch_id: int, first: Movement) -> None:
    """Last quarter's was sent; of this quarter's one is confirmed and one waits."""
    quarter = accounts.quarter_of(first.booked_on)
    sent = _filled(branch_id, first.line, quarter, accounts.next_quarter(quarter) - timedelta(days=1))
    _confirmed(sent)
    reports.send(sent, _by("UW_RI", f"sent/{sent}"), sent_to=UPPER, sent_on=timezone.localdate())
    begun = accounts.quarter_of(timezone.localdate())
    moved = Movement.objects.filter(branch_id=branch_id, booked_on__range=(begun, timezone.localdate()))
    for number, line in enumerate(sorted(set(moved.values_list("line", flat=True)))[:3]):
        made = _filled(branch_id, line, begun, timezone.localdate())
        if number == 0:
            _confirmed(made)


def _filled(branch_id: int, line: str, since: date, until: date) -> int:
    command = _by("UW_RI", f"report/{line}/{since}")
    remark = "数据与分保明细、季度账单核对一致"
    return reports.fill(command, branch_id=branch_id, line=line, since=since, until=until, remark=remark).pk


def _confirmed(pk: int) -> None:
    reports.confirm(pk, _by("UW_UND3", f"confirmed/{pk}"))


def _months(branch_id: int, carried: date) -> None:
    """The month of what was carried over is closed with its explanation, the last one has just been drawn."""
    closed = months.draw(_by("UW_INFO", "month/carried"), branch_id=branch_id, month=carried)
    why = "上线前分保余额于上线日一次入账，账务归属上线当月；金额与移交清单一致，无需调整"
    months.explain(closed.pk, _by("UW_INFO", "month/explained", why))
    months.close(closed.pk, _by("FN_CHECK", "month/closed"))
    last = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    if last != carried:
        months.draw(_by("UW_INFO", "month/last"), branch_id=branch_id, month=last)


def _programmes() -> None:
    """Two customers with policies of several lines; a change of the first one waits for its decision."""
    other = Policy.objects.filter(holder_name__contains="公司").exclude(product=MOTOR)
    other = other.select_related("proposal").order_by("pk")
    customers = list(dict.fromkeys(other.values_list("holder_id", flat=True)))[:2]
    today = timezone.localdate()
    for number, customer in enumerate(customers):
        held = [one for one in other if one.holder_id == customer]
        lines = sorted({one.line for one in held})
        values = {
            "name": f"{party(customer).name} 统保项目",
            "customer": party(customer).number,
            "lines": lines,
            "terms": TERMS,
            "ends_on": str(today + timedelta(days=365)),
        }
        begins = min([today, *(one.start_on for one in held)])
        asked = _by("UW_UND3", f"programme/{number}", "集团客户要求各地统一承保条件")
        change = master_programme.propose_programme(asked, values=values, effective_on=begins)
        approve_change(change.pk, _by("BR_MGR", f"programme/{number}/approved", "同意"))
        found = MasterProgramme.objects.get(customer_id=customer)
        ProgrammeMember.objects.bulk_create(
            ProgrammeMember(proposal=one.proposal, programme=found, recorded_at=timezone.now()) for one in held
        )
        if number == 0:
            wider = values | {"terms": f"{TERMS}；附加盗窃、抢劫保险", "lines": sorted({*lines, "PLL"})}
            again = _by("UW_UND3", "programme/wider", "客户要求增加公众责任险")
            master_programme.propose_programme(again, values=wider, effective_on=today, programme=found)


def _by(post: str, step: str, reason: str = "") -> Command:
    key = uuid5(NAMESPACE_URL, f"demo/book-sheets/{post}/{step}")
    return Command(key=key, actor=_actor(post), at=timezone.now(), reason=reason)


def _actor(post: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])


def register() -> None:
    """The builder comes after cessions and accounts."""
    demo.register(1012, "treaty reports, reconciled months, master programmes", build_sheets)
