"""Enquiries of the demo branch, one in each state."""

from __future__ import annotations

from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core import demo
from core.workflow.command import Command
from customer_service.models import Enquiry
from customer_service.rules.enquiry import Need, Way
from customer_service.selectors.enquiries import advice_for
from customer_service.services import enquiries as services
from customer_service.services.enquiries import EnquiryData, NeedsData
from organisation.models import PostAssignment
from organisation.public import actor_of

COUNTER = "350503"
ORDER = 1900
ASKED = (
    (Way.PHONE, "苏志明", "13805950301", "新买了一辆七座车，想了解交强险和商业险怎么搭配。"),
    (Way.SALES, "泉州丰泽明德中学", "0595-22345801", "下学期开学前想给学校和学生都保上，请介绍责任险和学生险。"),
    (Way.COUNTER, "晋江恒达机械有限公司", "0595-85345802", "厂房、设备和库存都要保，另外有三十名员工。"),
    (Way.WEB, "何雅婷", "13805950304", "家里刚装修好，想买家庭财产保险，一年大概多少钱？"),
)


def register() -> None:
    """Tell the demo branch."""
    demo.register(ORDER, "enquiries", build_enquiries)


def build_enquiries() -> None:
    """To be analysed, needs known, recommended, closed."""
    made = [_asked(way, name, phone, question) for way, name, phone, question in ASKED]
    school = NeedsData(needs=(Need.STUDENTS,), risk_note="在校学生1,860人，两个校区。", finances="全额拨款事业单位")
    _analyse(made[1], school)
    works = (Need.PREMISES, Need.EMPLOYEES, Need.MACHINES)
    _analyse(made[2], NeedsData(needs=works, budget=Decimal("60000.00"), finances="年营业额约2,800万元"))
    codes = tuple(one.code for one in advice_for([n.value for n in works], timezone.localdate()))
    if codes:
        told = "建议先投保财产一切险和雇主责任险，机器损坏险可按关键设备选择。"
        services.recommend_products(made[2].pk, _command("recommend"), codes=codes, advice=told)
    services.close_enquiry(made[3].pk, _command("close", reason="已电话答复保费区间，客户暂不投保。"))


def _command(name: str, *, reason: str = "") -> Command:
    held = PostAssignment.objects.filter(post_id="SALES", unit__code=COUNTER)
    actor = actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])
    return Command(key=uuid5(NAMESPACE_URL, f"demo/enquiry/{name}"), actor=actor, at=timezone.now(), reason=reason)


def _asked(way: str, name: str, phone: str, question: str) -> Enquiry:
    data = EnquiryData(way=way, name=name, phone=phone, question=question)
    return services.record_enquiry(_command(f"ask/{name}"), data=data)


def _analyse(row: Enquiry, data: NeedsData) -> None:
    services.analyse_needs(row.pk, _command(f"analyse/{row.pk}"), data=data)
