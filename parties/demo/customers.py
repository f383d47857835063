"""Invented customers of the demo branch. Numbers have right check digits and belong to nobody."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from stdnum.cn import ric, uscc

from parties.demo.credit import build_credit
from parties.demo.hands import demo_command
from parties.demo.identification import build_identifications
from parties.demo.intermediaries import build_intermediaries
from parties.models import Party
from parties.rules.identity import IdType, PartyKind
from parties.services.contacts import add_account, record_consent
from parties.services.data import AccountData, ListingData, PartyData
from parties.services.listing import confirm_listing, propose_listing
from parties.services.register import register_party

PERSONS = (
    ("张建国", "350503", date(1985, 3, 14), 11, "13805950101", "福建省泉州市丰泽区东海街道云鹿路18号", "个体经营"),
    ("陈美玲", "350502", date(1990, 7, 2), 24, "13805950102", "福建省泉州市鲤城区涂门街206号", "教师"),
    ("黄志强", "350582", date(1978, 11, 23), 35, "13805950103", "福建省泉州市晋江市世纪大道88号", "企业职员"),
    ("王丽娜", "350521", date(1993, 1, 9), 46, "13805950104", "福建省泉州市惠安县螺城镇建设街5号", "护士"),
    ("欧阳文轩", "350524", date(1982, 5, 30), 57, "13805950105", "福建省泉州市安溪县凤城镇民主路12号", "茶农"),
    ("林国栋", "350505", date(1969, 9, 17), 69, "13805950106", "福建省泉州市泉港区山腰街道中兴街3号", "驾驶员"),
)
ORGANISATIONS = (
    ("泉州丰泽顺达物流有限公司", "91350503MA01DEM11", "林建国", "道路货物运输", "0595-22345601"),
    ("晋江市宏兴鞋业有限公司", "91350582MA02DEMQ2", "吴金龙", "制鞋", "0595-85345602"),
    ("泉州安泰保险代理有限公司", "91350500MA03DEMQ3", "郑晓红", "保险代理", "0595-28345603"),
    ("福建海峡保险经纪有限公司", "91350500MA04DEMQ4", "施文彬", "保险经纪", "0595-28345604"),
    ("泉州诚信兼业代理有限公司", "91350500MA05DEMQ5", "蔡雅芳", "汽车销售服务", "0595-28345605"),
    ("刺桐在线网络科技有限公司", "91350500MA06DEMQ6", "许志远", "互联网信息服务", "0595-28345606"),
)


def build_customers() -> None:
    """Customers of two sub-branches, one account, intermediaries, and an entry on the grey list."""
    people = [_person(row) for row in PERSONS]
    companies = [register_company(row) for row in ORGANISATIONS]
    build_intermediaries(companies, people)
    account = AccountData(
        holder=people[0].name, bank="中国工商银行", branch="泉州丰泽支行", number="6222600260001072444"
    )
    add_account(people[0].pk, demo_command("UW_ISSUE", "350503", "account"), data=account)
    record_consent(
        people[0].pk, demo_command("SALES", "350503", "consent"),
        purpose="contract", is_given=True, wording="2026-1", channel="柜面",
    )  # fmt: skip
    _listed(people[5])
    build_credit(people, companies)
    build_identifications(people, companies)


def _person(row: tuple[str, str, date, int, str, str, str]) -> Party:
    name, region, born, serial, phone, address, occupation = row
    bare = f"{region}{born:%Y%m%d}{serial:03d}"
    data = PartyData(
        kind=PartyKind.PERSON,
        name=name,
        id_type=IdType.RESIDENT_ID,
        id_number=bare + ric.calc_check_digit(f"{bare}0"),
        phone=phone,
        address=address,
        occupation=occupation,
    )
    return register_party(demo_command("SALES", "350503", name), data=data)


def register_company(row: tuple[str, str, str, str, str]) -> Party:
    name, bare, representative, industry, phone = row
    data = PartyData(
        kind=PartyKind.ORGANISATION,
        name=name,
        id_type=IdType.CREDIT_CODE,
        id_number=bare + uscc.calc_check_digit(bare),
        phone=phone,
        legal_representative=representative,
        industry=industry,
    )
    return register_party(demo_command("SALES", "350503", name), data=data)


def _listed(person: Party) -> None:
    today = timezone.localdate()
    data = ListingData(
        kind="grey",
        subject="party",
        party_id=person.pk,
        reason_code="claim_frequency",
        evidence="一年内六次出险，其中三次由同一修理厂修理，损失部位相近。",
        valid_from=today,
        review_on=today + timedelta(days=90),
    )
    entry = propose_listing(demo_command("UW_INFO", "350591", "propose"), data=data)
    confirm_listing(entry.pk, demo_command("UW_DIR", "350591", "confirm"))
