"""Papers for reinsurers: amounts and numbers are whole, the spreadsheet has days (REI-09, REI-12)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.factories import reinsurance as made
from tests.factories.organisation import actor_at, order
from tests.factories.underwriting import UWC
from underwriting.documents.reinsurance import slip, statement, statement_sheet
from underwriting.models import Movement, ReinsuranceAccount
from underwriting.rules.reinsurance import account as accounts
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.selectors.placement import placement_of
from underwriting.services import reinsurance_account


def lines_of(content: bytes) -> list[str]:
    """Line by line, as they stand on the paper: what is broken inside is on two of them."""
    return [line for page in PdfReader(BytesIO(content)).pages for line in page.extract_text().splitlines()]


def account_of_a_quarter() -> tuple[ReinsuranceAccount, list[Movement]]:
    policy = made.make_property_policy(in_days=0)
    quarter = accounts.quarter_of(accounts.quarter_of(timezone.localdate()) - timedelta(days=1))
    Movement.objects.filter(policy=policy).update(booked_on=quarter)
    account = reinsurance_account.prepare_account(
        order(actor_at("UW_RI", UWC)),
        branch_id=policy.branch_id,
        reinsurer_id=made.reinsurer(0).party_id,
        quarter=quarter,
    )
    return account, list(selectors.movements_of(account))


@pytest.mark.req("REI-09")
def test_amounts_of_a_slip_are_not_broken() -> None:
    proposal = made.make_property_proposal(sum_insured="240000000")
    case = made.make_placed_cession(proposal)
    said = "\n".join(lines_of(slip(case, at=timezone.now(), printed_by="苏珊珊")))
    found = placement_of(case)
    for part in (*(one.money for one in found.lines), found.total):
        for value in (part.amount, part.premium, part.commission, part.net):
            assert f"{value:,.2f}" in said
    assert "Commission" in said


@pytest.mark.req("REI-11")
def test_numbers_and_amounts_of_a_statement_are_not_broken() -> None:
    account, movements = account_of_a_quarter()
    said = "\n".join(lines_of(statement(account, movements, at=timezone.now(), printed_by="苏珊珊")))
    assert movements
    for one in movements:
        for whole in (one.policy.number, str(one.booked_on), f"{one.amount:,.2f}"):
            assert whole in said


@pytest.mark.req("REI-11")
def test_the_spreadsheet_of_a_statement_is_named_and_has_days() -> None:
    account, movements = account_of_a_quarter()
    book = load_workbook(BytesIO(statement_sheet(account, movements)))
    assert book.sheetnames == ["分保账单 Account"]
    rows = list(book.active.iter_rows(min_row=8, values_only=True))
    assert [row[0] for row in rows] == [datetime.combine(one.booked_on, time()) for one in movements]
    assert [row[3] for row in rows] == [one.policy.number for one in movements]
    assert book.active["A8"].number_format == "yyyy-mm-dd"
