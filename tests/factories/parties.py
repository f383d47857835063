"""Customers for tests. Numbers are made up and carry right check digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from stdnum.cn import ric

from core.workflow.command import Command
from core.workflow.refusals import Refusal
from finance.models import Payable
from parties.demo.intermediaries import blank_scan
from parties.models import Identification, Party
from parties.permissions import LABELS
from parties.public import AmlAct, AmlNeed, require_identification
from parties.rules.identity import IdType, PartyKind
from parties.services.data import PartyData
from parties.services.identification import identify as record_identification
from parties.services.papers import PaperData, confirm_paper, receive_paper
from parties.services.register import register_party
from tests.support.actors import StubActor, order


@dataclass(frozen=True)
class PartyActor(StubActor):
    """Customers are common to the company, so that no unit stands in the way."""

    def refusal_for(self, permission: str, subject: Any = None) -> Refusal | None:
        return super().refusal_for(permission)


def resident_number(serial: int = 1, *, born: date = date(1990, 3, 7), region: str = "350503") -> str:
    """A well-formed identity number; an odd serial is a man's."""
    bare = f"{region}{born:%Y%m%d}{serial:03d}"
    return bare + ric.calc_check_digit(bare + "0")


def person_data(serial: int = 1, **over: Any) -> PartyData:
    values = {
        "kind": PartyKind.PERSON,
        "name": "张三丰",
        "id_type": IdType.RESIDENT_ID,
        "id_number": resident_number(serial),
        "phone": f"1380595{serial:04d}",
        "address": "福建省泉州市丰泽区东海街道通港西街1号",
    }
    return PartyData(**(values | over))


def organisation_data(**over: Any) -> PartyData:
    values = {
        "kind": PartyKind.ORGANISATION,
        "name": "泉州丰泽物流有限公司",
        "id_type": IdType.CREDIT_CODE,
        "id_number": "91110000600037341L",
        "phone": "0595-22345678",
        "legal_representative": "林建国",
    }
    return PartyData(**(values | over))


def make_party(command: Command, **over: Any) -> Party:
    return register_party(command, data=person_data(**over))


def identify(party: Party, desk: PartyActor, second: PartyActor) -> None:
    """Paper, basic data and record: nothing stands against money for the customer any more."""
    Party.objects.filter(pk=party.pk).update(occupation="teacher", address_masked="福建省***")
    data = PaperData(party_id=party.pk, kind="identity", content=blank_scan(), name="id.png")
    confirm_paper(receive_paper(order(desk), data=data).pk, order(second))
    need = AmlNeed(party_id=party.pk, act=AmlAct.CLAIM_PAYMENT, amount=Decimal(10**8), document_number="P-1")
    require_identification(order(desk), need)
    record_identification(Identification.objects.get(party=party).pk, order(desk), relation="same person")


def identify_payees(unit_id: int) -> None:
    """Everybody to whom money is owed, by two people of one unit."""
    desk, second = (PartyActor(permissions=frozenset(LABELS), unit_id=unit_id, staff_id=pk) for pk in (1, 2))
    for party in Party.objects.filter(pk__in=Payable.objects.values("payee_id"), identification=None):
        identify(party, desk, second)
