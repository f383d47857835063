"""Papers and identifications of the demo branch: identified, to be identified, a paper to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from parties.demo.hands import demo_command
from parties.demo.intermediaries import blank_scan
from parties.models import Identification, Party
from parties.rules.identification import Act
from parties.rules.papers import PaperKind
from parties.services.identification import AmlNeed, identify, require_identification
from parties.services.papers import PaperData, confirm_paper, receive_paper

COUNTER = "350503"


def build_identifications(people: Sequence[Party], companies: Sequence[Party]) -> None:
    """A driver whose claim was paid, a company with a large premium, and a teacher whose card waits for its check."""
    _kept(people[0], PaperKind.IDENTITY, checked=True)
    _kept(people[0], PaperKind.DRIVING_LICENCE, checked=True)
    _kept(people[1], PaperKind.IDENTITY, checked=False)
    _needed(people[0], Act.CLAIM_PAYMENT, "18600.00", "PDAA202635050000000011")
    record = Identification.objects.get(party=people[0])
    identify(record.pk, demo_command("UW_ISSUE", COUNTER, "identify"), relation="投保人、被保险人为同一人")
    _needed(companies[0], Act.PREMIUM_TRANSFER, "268000.00", "TDAA202635050000000023")
    _needed(people[1], Act.PREMIUM_CASH, "12000.00", "TDAA202635050000000031")


def _kept(party: Party, kind: PaperKind, *, checked: bool) -> None:
    data = PaperData(
        party_id=party.pk,
        kind=kind,
        content=blank_scan(),
        name=f"{party.name}-{kind}.png",
        valid_until=timezone.localdate() + timedelta(days=2000),
    )
    paper = receive_paper(demo_command("SALES", COUNTER, f"paper/{party.pk}/{kind}"), data=data)
    if checked:
        confirm_paper(paper.pk, demo_command("UW_REVIEW", COUNTER, f"check/{party.pk}/{kind}"))


def _needed(party: Party, act: Act, amount: str, document: str) -> None:
    need = AmlNeed(party_id=party.pk, act=act, amount=Decimal(amount), document_number=document)
    require_identification(demo_command("UW_ISSUE", COUNTER, f"need/{party.pk}"), need)
