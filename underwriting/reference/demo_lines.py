"""Business of the other lines in the demo branch: one proposal or more of each, in every state."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from stdnum.cn import ric, uscc

from core import demo
from parties.public import IdType, PartyData, PartyFact, PartyKind, find_parties, register_party
from underwriting.models import Proposal
from underwriting.reference.demo_business import DemoCase
from underwriting.rules.coinsurance import Share
from underwriting.rules.questionnaire import Answered, Question
from underwriting.selectors.catalogue import product
from underwriting.selectors.questionnaire import NoQuestionnaire, in_force
from underwriting.services import people_list
from underwriting.services.coinsurance import CoinsuranceData, record_coinsurance
from underwriting.services.data import LineData, PapersData, PeopleData, ProposalData

CASES = Path(__file__).parents[1] / "data" / "demo_lines.yaml"
FIRST = 500  # numbers of the commands go on behind those of the vehicles


def build_lines() -> None:
    """How far each has come stands in the file."""
    for number, case in enumerate(yaml.safe_load(CASES.read_text(encoding="utf-8")), start=FIRST):
        LineCase(case, number).go()


class LineCase(DemoCase):
    """One case of the file on its way through the branch."""

    row: Any
    opinion = "风险状况清楚，费率与免赔合理，同意承保"

    def _first(self) -> ProposalData:
        start = self.today + timedelta(days=self.row.get("in_days", 1))
        days = self.row.get("days")
        end = start + timedelta(days=days - 1) if days else None
        content = {name: _plain(value) for name, value in self.row["content"].items()}
        return ProposalData(line=LineData(product=self.row["product"], start_on=start, end_on=end, content=content))

    def _rest(self) -> ProposalData:
        fact = product(self.row["product"], self.today)
        papers = PapersData(
            signed=True,
            papers=fact.required_documents,
            answered=self._said(fact.questionnaire),
            special_terms=self.row.get("special_terms", ""),
        )
        return ProposalData(people=PeopleData(holder_id=self._holder().id), papers=papers)

    def _complete(self, pk: int) -> None:
        """The persons of a group by name, or on the sealed paper list; who else insures."""
        if self.row.get("coinsured"):
            self._share(pk)
        clerk, persons, sealed = self._as("UW_ISSUE"), self.row.get("persons"), self.row.get("sealed")
        if not persons and not sealed:
            return
        listed = people_list.start_list(self._command(clerk), proposal=pk)
        if sealed:
            people_list.seal_list(
                listed.pk, self._command(clerk), content=_scan(), name="骑缝章清单.png", sealed_across=True, **sealed
            )
            return
        texts = tuple({"name": name, "number": _with_check_digit(body), "job": job} for name, body, job in persons)
        people_list.add_persons(listed.pk, self._command(clerk), persons=texts)

    def _share(self, pk: int) -> None:
        """The company leads with the first share; the others are named in the file."""
        shares = tuple(
            Share(name=name, percent=Decimal(percent), leads=not place, own=not place, filed_percent=Decimal(filed))
            for place, (name, percent, filed) in enumerate(self.row["coinsured"])
        )
        total = Proposal.objects.get(pk=pk).exposure
        data = CoinsuranceData(arrangement="coinsurance", position="leader", total_sum=total, shares=shares)
        record_coinsurance(pk, self._command(self._as("UW_ISSUE")), data=data)

    def _holder(self) -> PartyFact:
        """Known by the number, or registered."""
        person = self.row.get("person", False)
        body = self.row["id"]
        whole = _with_check_digit(body) if person else body + uscc.calc_check_digit(body)
        seller = self._as("SALES")
        known = find_parties(whole, seller)
        if known:
            return known[0]
        data = PartyData(
            kind=PartyKind.PERSON if person else PartyKind.ORGANISATION,
            name=self.row["name"],
            id_type=IdType.RESIDENT_ID if person else IdType.CREDIT_CODE,
            id_number=whole,
            phone=self.row["phone"],
        )
        return register_party(self._command(seller), data)

    def _said(self, code: str) -> Answered | None:
        try:
            asked = in_force(self.today, code)
        except NoQuestionnaire:
            return None
        told = self.row.get("told", {})
        usual = {question.key: told.get(question.key) or _harmless(question) for question in asked.questions}
        return Answered(version=asked.version, answers=usual, explanation=self.row.get("explanation", ""))


def _with_check_digit(body: str) -> str:
    """An invented identity number that is written as a right one."""
    return f"{body}{ric.calc_check_digit(f'{body}0')}"


def _scan() -> bytes:
    """An empty page stands for the scanned list."""
    stream = BytesIO()
    Image.new("RGB", (420, 594), "white").save(stream, "PNG")
    return stream.getvalue()


def _harmless(question: Question) -> str:
    return next((value for value in question.options if value not in question.material), "")


def _plain(value: Any) -> Any:
    """Figures as they are typed."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if isinstance(value, bool) else str(value)


def register() -> None:
    """The builder comes after the vehicles."""
    demo.register(1001, "proposals and policies of the other lines", build_lines)
