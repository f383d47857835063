"""Two people on one step of a proposal: nobody's change is undone unseen (PRO-05, PRO-08)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from parties.models import Party
from parties.services.data import PartyData
from parties.services.register import edit_party
from tests.factories import underwriting as made
from tests.factories.lines import LIABILITY, PROPERTY, make_line_draft
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal

FENGZE = made.FENGZE
SESSIONS = {"django_session", "organisation_staffsession"}
BEFORE = "Changed by somebody else meanwhile; the stored value stands here now. Before: %s."
AGAINST = "Changed by somebody else meanwhile to: %s. What you typed stands here and would replace it."
pytestmark = [pytest.mark.django_db, pytest.mark.req("PRO-05", "PRO-08")]


@pytest.fixture(autouse=True)
def one_click(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def first() -> Client:
    return signed_in("SALES", FENGZE)


@pytest.fixture
def second() -> Client:
    return signed_in("UW_ISSUE", FENGZE)


def _cover(draft: Proposal) -> str:
    return reverse("underwriting:edit", kwargs={"pk": draft.pk}) + "?step=cover"


def _object(draft: Proposal) -> str:
    return reverse("underwriting:line_edit", kwargs={"pk": draft.pk})


def _sent(answer: Any) -> dict[str, Any]:
    """What the browser would send of the page as it is; boxes that are not ticked are not sent."""
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    said = {name: "" if value is None else value for name, value in values.items() if value is not False}
    return {name: value for name, value in said.items() if not form[name].is_hidden or value}


def _refused(page: Client, where: str, sent: dict[str, Any]) -> Any:
    with nothing_changed(but=SESSIONS):
        answer = page.post(where, sent)
    assert answer.status_code == 422
    return answer


def _marks(answer: Any) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in answer.context["form"].errors.items() if name != "__all__"}


def test_a_field_left_alone_takes_the_change_of_the_other(first: Client, second: Client) -> None:
    draft = made.make_draft(third_party_limit=Decimal(1500000))
    where = _cover(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    assert first.post(where, theirs | {"third_party_limit": "500000", "leave": "1"}).status_code == 302
    answer = _refused(second, where, mine | {"driver_limit": "50000"})
    assert _marks(answer) == {"third_party_limit": [BEFORE % "1,500,000"]}
    again = _sent(answer)
    assert (again["third_party_limit"], again["driver_limit"]) == ("500000", "50000")
    page = answer.content.decode()
    assert BEFORE % "1,500,000" in page
    assert "what the fields show now is what will be kept" in page
    assert second.post(where, again).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk)
    assert (kept.third_party_limit, kept.driver_limit) == (Decimal(500000), Decimal(50000))


def test_a_field_that_both_changed_keeps_what_was_typed_and_says_what_is_stored(first: Client, second: Client) -> None:
    draft = made.make_draft(third_party_limit=Decimal(1500000))
    where = _cover(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    del theirs["own_damage"]
    first.post(where, theirs | {"third_party_limit": "500000", "lapse_days": "3"})
    answer = _refused(second, where, mine | {"third_party_limit": "2000000", "lapse_days": "3"})
    assert _marks(answer) == {
        "third_party_limit": [AGAINST % "500,000"],
        "own_damage": [BEFORE % "yes"],
        "sum_insured": [BEFORE % "88800.00"],  # goes with the cover
    }
    again = _sent(answer)
    assert again["third_party_limit"] == "2000000"
    assert "own_damage" not in again
    assert second.post(where, again).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk)
    assert (kept.third_party_limit, kept.own_damage, kept.lapse_days) == (Decimal(2000000), False, 3)


def test_a_page_refused_twice_compares_with_what_it_showed_last(first: Client, second: Client) -> None:
    draft = made.make_draft(third_party_limit=Decimal(1500000))
    where = _cover(draft)
    mine = _sent(second.get(where)) | {"driver_limit": "50000"}
    first.post(where, _sent(first.get(where)) | {"third_party_limit": "500000"})
    again = _sent(_refused(second, where, mine))
    first.post(where, _sent(first.get(where)) | {"third_party_limit": "1000000"})
    answer = _refused(second, where, again)
    assert _marks(answer) == {"third_party_limit": [BEFORE % "500,000"]}
    assert second.post(where, _sent(answer)).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk)
    assert (kept.third_party_limit, kept.driver_limit) == (Decimal(1000000), Decimal(50000))


@pytest.mark.parametrize("brought", ["", "made-up:by:somebody"])
def test_a_page_that_does_not_say_what_it_showed_keeps_all_and_marks_what_differs(
    first: Client, second: Client, brought: str
) -> None:
    draft = made.make_draft(third_party_limit=Decimal(1500000))
    where = _cover(draft)
    mine = _sent(second.get(where)) | {"as_shown": brought, "driver_limit": "50000"}
    first.post(where, _sent(first.get(where)) | {"third_party_limit": "500000"})
    answer = _refused(second, where, mine)
    assert _marks(answer) == {"third_party_limit": [AGAINST % "500,000"], "driver_limit": [AGAINST % "none"]}
    assert _sent(answer)["third_party_limit"] == "1500000"


def test_the_entry_of_a_line_is_merged_as_well(first: Client, second: Client) -> None:
    draft = make_line_draft("PLL", LIABILITY)
    where = _object(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    assert first.post(where, theirs | {"limit": "1500000"}).status_code == 302
    answer = _refused(second, where, mine | {"deductible_amount": "2000"})
    assert _marks(answer) == {"limit": [BEFORE % "2000000"]}
    assert second.post(where, _sent(answer)).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk).content
    assert (kept["limit"], kept["deductible_amount"]) == ("1500000", "2000")


def _with_third_row(sent: dict[str, Any]) -> dict[str, Any]:
    row = {name[8:]: value for name, value in sent.items() if name.startswith("items.1.")}
    return sent | {f"items.2.{name}": value for name, value in row.items()} | {"items.2.name": "设备"}


def test_a_table_left_alone_takes_the_rows_of_the_other(first: Client, second: Client) -> None:
    draft = make_line_draft("PRB", PROPERTY)
    where = _object(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    assert first.post(where, _with_third_row(theirs)).status_code == 302
    answer = _refused(second, where, mine | {"address": "泉州市丰泽区安吉路 19 号"})
    marked = _marks(answer)
    told = "Rows were added or taken out by somebody else meanwhile; the stored table stands here now."
    assert marked["items.0.category"] == [told]
    assert marked["items.2.name"] == [BEFORE % "–"]
    assert second.post(where, _sent(answer)).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk).content
    assert ([row["name"] for row in kept["items"]], kept["address"]) == (
        ["厂房", "存货", "设备"], "泉州市丰泽区安吉路 19 号",
    )  # fmt: skip


def test_a_row_that_the_other_took_out_is_gone_from_a_table_left_alone(first: Client, second: Client) -> None:
    draft = make_line_draft("PRB", PROPERTY)
    where = _object(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    first.post(where, {name: value for name, value in theirs.items() if not name.startswith("items.0.")})
    answer = _refused(second, where, mine | {"address": "泉州市丰泽区安吉路 19 号"})
    assert _marks(answer)["items.0.name"] == [BEFORE % "厂房"]
    assert second.post(where, _sent(answer)).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk).content
    assert ([row["name"] for row in kept["items"]], kept["address"]) == (["存货"], "泉州市丰泽区安吉路 19 号")


def test_rows_that_only_the_other_added_stand_beside_what_was_typed(first: Client, second: Client) -> None:
    draft = make_line_draft("PRB", PROPERTY)
    where = _object(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    third = _with_third_row(theirs)
    first.post(where, third)
    answer = _refused(second, where, mine | {"items.0.sum_insured": "2500000"})
    told = "Somebody else added rows meanwhile; they stand here too, beside what you typed."
    assert _marks(answer)["items.0.category"] == [told]
    assert _marks(answer)["items.2.name"] == [BEFORE % "–"]
    second.post(where, _sent(answer))
    kept = [row["sum_insured"] for row in Proposal.objects.get(pk=draft.pk).content["items"]]
    assert kept == ["2500000", mine["items.1.sum_insured"], third["items.2.sum_insured"]]


def test_a_table_to_which_both_added_rows_stays_as_typed_and_is_marked(first: Client, second: Client) -> None:
    draft = make_line_draft("PRB", PROPERTY)
    where = _object(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    first.post(where, _with_third_row(theirs))
    own = {name.replace(".2.", ".3."): value for name, value in _with_third_row(mine).items() if ".2." in name}
    answer = _refused(second, where, _with_third_row(mine) | own | {"items.0.sum_insured": "2500000"})
    told = "Somebody else changed this table meanwhile too. What you typed stands here and would replace it."
    assert list(_marks(answer).values()) == [[told]]
    assert _sent(answer)["items.0.sum_insured"] == "2500000"
    assert "items.3.sum_insured" in _sent(answer)


def test_cells_of_a_table_with_the_same_rows_are_merged(first: Client, second: Client) -> None:
    draft = make_line_draft("PRB", PROPERTY)
    where = _object(draft)
    theirs, mine = _sent(first.get(where)), _sent(second.get(where))
    first.post(where, theirs | {"items.1.sum_insured": "900000"})
    answer = _refused(second, where, mine | {"items.0.sum_insured": "2500000"})
    assert _marks(answer) == {"items.1.sum_insured": [BEFORE % "800000"]}
    second.post(where, _sent(answer))
    kept = Proposal.objects.get(pk=draft.pk).content
    assert [row["sum_insured"] for row in kept["items"]] == ["2500000", "900000"]


def test_the_page_of_a_customer_is_merged_as_well(second: Client) -> None:
    found = Party.objects.get(pk=made.make_customer().id)
    where = reverse("parties:edit", args=[found.pk])
    mine = _sent(second.get(where))
    kept = {name: getattr(found, name) for name in ("kind", "name", "id_type", "id_number", "phone")}
    clerk = order(actor_at("UW_ISSUE", FENGZE), version=found.version)
    edit_party(found.pk, clerk, data=PartyData(**kept, nationality="CHN", occupation="teacher"))
    with nothing_changed(but=SESSIONS):
        answer = second.post(where, mine | {"address": "泉州市丰泽区东海大街 1 号"})
    assert _marks(answer) == {"occupation": [BEFORE % "–"]}
    assert second.post(where, _sent(answer)).status_code == 302
    found.refresh_from_db()
    assert (found.occupation, found.address) == ("teacher", "泉州市丰泽区东海大街 1 号")
