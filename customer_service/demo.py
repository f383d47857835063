"""Enquiries of the demo branch, one in each state."""

from __future__ import annotations

from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core import demo
from core.workflow.command import Command
from customer_service.models import Enquiry
from customer_service.rules.desks import Matter
from customer_service.rules.enquiry import Need, Way
from customer_service.selectors.enquiries import advice_for
from customer_service.services import answers
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
SERVED = (
    (Matter.ENDING, "郑丽云", "13805950305", "车卖掉了，商业险还有半年，怎么退保、能退多少？"),
    (Matter.PREMIUM, "泉州丰泽明德中学", "0595-22345801", "校方责任险的保费发票要开专用发票，需要什么资料？"),
    (Matter.CLAIM, "吴建福", "13805950307", "上周报的案子，赔款什么时候能到账？"),
)
SCHOOL = {"business": "全日制中学", "address": "泉州市丰泽区明德路18号", "heads": "1860"}
PLANT = {
    "industry": "机械制造", "business": "机械零部件加工", "address": "晋江市五里工业区中源路66号", "heads": "30",
    "turnover": "28000000.00", "buildings": "8600000.00", "equipment": "5200000.00", "stock": "1500000.00",
}  # fmt: skip


def register() -> None:
    """Tell the demo branch."""
    demo.register(ORDER, "enquiries", build_enquiries)


def build_enquiries() -> None:
    """To be analysed, needs known, recommended, closed."""
    made = [_asked(way, name, phone, question) for way, name, phone, question in ASKED]
    school = NeedsData(
        needs=(Need.STUDENTS,), risk_note="在校学生1,860人，两个校区。", finances="全额拨款事业单位", facts=SCHOOL
    )
    _analyse(made[1], school)
    works = (Need.PREMISES, Need.EMPLOYEES, Need.MACHINES)
    plant = NeedsData(needs=works, budget=Decimal("60000.00"), finances="年营业额约2,800万元", facts=PLANT)
    _analyse(made[2], plant)
    codes = tuple(one.code for one in advice_for([n.value for n in works], timezone.localdate()))
    if codes:
        told = "建议先投保财产一切险和雇主责任险，机器损坏险可按关键设备选择。"
        services.recommend_products(made[2].pk, _command("recommend"), codes=codes, advice=told)
    told = "房屋和装修合计100万元时年保费约800元；可附加盗抢和水管爆裂。"
    answers.answer_enquiry(made[3].pk, _command("answer"), answer=told, way=Way.PHONE)
    _serve()


def _serve() -> None:
    """Passed on to who is responsible; one answered whose customer could not be reached."""
    for matter, name, phone, question in SERVED:
        data = EnquiryData(way=Way.PHONE, name=name, phone=phone, question=question, matter=matter)
        made = services.take_enquiry(_command(f"ask/{matter}"), data=data)
        if matter == Matter.ENDING:
            told = "商业险未满期部分按日计算退还；请带保险单、身份证和银行卡到支公司办理。"
            made = answers.answer_enquiry(made.pk, _command("answer/ending", post="UW_ISSUE"), answer=told)
            tried = _command("tried/ending", post="UW_ISSUE")
            answers.note_contact(made.pk, tried, way=Way.PHONE, reached=False, note="无人接听，明日上午再联系。")


def _command(name: str, *, reason: str = "", post: str = "SALES") -> Command:
    held = PostAssignment.objects.filter(post_id=post, unit__code=COUNTER)
    actor = actor_of(held.select_related("staff", "unit", "scope_unit").order_by("pk")[0])
    return Command(key=uuid5(NAMESPACE_URL, f"demo/enquiry/{name}"), actor=actor, at=timezone.now(), reason=reason)


def _asked(way: str, name: str, phone: str, question: str) -> Enquiry:
    data = EnquiryData(way=way, name=name, phone=phone, question=question)
    return services.record_enquiry(_command(f"ask/{name}"), data=data)


def _analyse(row: Enquiry, data: NeedsData) -> None:
    services.analyse_needs(row.pk, _command(f"analyse/{row.pk}"), data=data)
