"""What is not there yet comes by the pages: clause, rider, questionnaire, tariff, then the product of an assigned code,
which is sold and rated to the cent (PRD-01, PRD-02, PRD-04, PRD-06)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.workflow.refusals import Forbidden
from organisation.models import ControlChange
from organisation.public import ChangeRefused, approve_change
from tests.factories import lines as made_lines
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.integration.underwriting.test_market import CODE
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import ClauseVersion, ProductVersion, Questionnaire, RateTable, RatingCase
from underwriting.selectors import tables, tariffs
from underwriting.selectors.case_content import said_by
from underwriting.selectors.products import modules_of
from underwriting.selectors.questionnaire import in_force
from underwriting.services import market, new_tariffs, products
from underwriting.services.new_tariffs import NewTariffWanted
from underwriting.services.rating_cases import propose_case_end
from underwriting.services.tariffs import TariffWanted
from underwriting.services.tariffs import propose as propose_tariff

D, UWC, TODAY = Decimal, made.UWC, timezone.localdate()
SOON = TODAY + timedelta(days=1)
FILING = "备案〔2026〕88号"
CLAUSE = {
    "code": "GMJX",
    "kind": "main",
    "title_zh": "古民居综合保险条款",
    "title_en": "Old houses",
    "filing": FILING,
    "covers": "火灾\n台风",
    "exclusions": "自然老化",
}
QUESTIONS = {
    "code": "GMJ_Q",
    "title_zh": "古民居问询表",
    "title_en": "Old houses, questions",
    "q0_key": "wiring",
    "q0_zh": "电线是否老化？",
    "q0_en": "Is the wiring old?",
    "q0_options": "no|否|no\nyes|是|yes",
    "q0_material": "yes",
    "q0_basis": "保险法第16条",
}
TYPED = {"0.1": "1", "2": "3", "100": "2500"}  # lowest and technical rate, minimum premium
FIGURES = {"rate_low": "0.001", "rate_technical": "0.003", "minimum_premium": "2500"}
HOUSES = {
    "subject": "蟳埔古民居十二栋",
    "pricing_basis": "总公司报价单",
    "sections": [
        {"code": "MAIN", "name": "古民居", "sum_insured": "3000000", "rate": "0.0015"},
        {"code": "THINGS", "name": "陈设", "sum_insured": "200000", "rate": "0.0025"},
    ],
    "factors": {"loss_record": "1.10"},
}


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


def url(name: str, *args: str) -> str:
    return reverse(f"underwriting:{name}", args=args)


def sent(client: Client, address: str, given: dict[str, Any]) -> Any:
    """The form as it is shown, with what was typed."""
    form = client.get(address).context["form"]
    kept = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in kept.items() if value not in (None, False, "")}
    return client.post(address, typed | {"effective_on": SOON.isoformat(), "reason": "新产品"} | given)


def released(kind: str) -> ControlChange:
    """What waits of a kind, released by the director."""
    change = ControlChange.objects.get(kind=kind, state="proposed")
    approve_change(change.pk, order(actor_at("UW_DIR", UWC), reason="已复核"))
    tables.forget()  # as the commit does
    return ControlChange.objects.get(pk=change.pk)


def figures(client: Client, source: str = "GEN.tariff") -> dict[str, str]:
    """The entries of the new figures in the editor."""
    form = client.get(url("copy_tariff", source)).context["form"]
    return {name: TYPED[form[name].value()] for name in form.names.values() if form[name].value() in TYPED}


def wanted(**over: Any) -> NewTariffWanted:
    data = tariffs.version_on("GEN.tariff", TODAY).data | FIGURES  # type: ignore[union-attr]
    given: dict[str, Any] = {
        "code": "GMJ.tariff",
        "name": "古民居保险费率",
        "source": "GEN.tariff",
        "data": data,
        "filing": FILING,
        "effective_on": SOON,
        "expected": {"GEN-1": "2500.00"},
    }
    return NewTariffWanted(**(given | over))


def author() -> Any:
    return order(actor_at("UW_UND3", UWC), reason="新产品")


def make_tariff() -> RateTable:
    new_tariffs.propose(author(), wanted=wanted())
    released(new_tariffs.KIND)
    return RateTable.objects.get(code="GMJ.tariff")


@pytest.mark.req("PRD-01", "PRD-02", "PRD-04", "PRD-06")
def test_an_assigned_code_becomes_a_product_that_is_rated_to_the_cent() -> None:
    """1.5 ‰ of 3,000,000 and 2.5 ‰ of 200,000 are 5,000.00; with 1.10 for the record 5,500.00."""
    asked = market.request_code(order(actor_at("UW_INFO", UWC)), data=CODE)
    market.forward_request(asked.pk, order(actor_at("PROV_UW", "350000")), reference="闽产1号")
    code = market.assign_code(asked.pk, order(actor_at("HO_UW", "000000")), product_code="GMJ").product_code
    client = signed_in("UW_UND3", UWC)
    assert sent(client, url("new_clause"), CLAUSE).status_code == 302
    released(products.CLAUSE_KIND)
    rider = CLAUSE | {"code": "GMJ_FLOOD", "kind": "rider", "title_zh": "附加洪水保险条款"}
    assert sent(client, url("new_clause"), rider).status_code == 302
    released(products.CLAUSE_KIND)
    assert sent(client, url("new_questionnaire"), QUESTIONS).status_code == 302
    released("underwriting.questionnaire")
    new = figures(client) | {"code": code, "name": "古民居保险费率", "filing": FILING, "e-GEN-1": "2500.00"}
    assert sent(client, url("copy_tariff", "GEN.tariff"), new).status_code == 302
    released(new_tariffs.KIND)
    product = {
        "code": code,
        "name_zh": "古民居保险",
        "name_en": "Old houses",
        "line": code,
        "module": "generic",
        "level": "local",
        "tariff": "GMJ.tariff",
        "questionnaire": "GMJ_Q",
        "controlled_form": "policy_form",
        "refund": "pro_rata",
        "cancellation_fee": "0.05",
        "on_system": "on",
        "clauses": ["GMJX"],
        "riders": ["GMJ_FLOOD"],
    }
    assert sent(client, url("new_product"), product).status_code == 302
    released(products.PRODUCT_KIND)
    assert [row.rider for row in ClauseVersion.objects.filter(code__startswith="GMJ").order_by("code")] == [False, True]
    assert [one.key for one in in_force(SOON, "GMJ_Q").questions] == ["wiring"]
    draft = made_lines.make_line_draft("GMJ", HOUSES)
    assert (draft.product, draft.start_on, draft.premium) == ("GMJ", SOON, D("5500.00"))
    table = RateTable.objects.get(code="GMJ.tariff")
    assert draft.table_versions["GMJ.tariff"] == table.version


@pytest.mark.req("PRD-04", "PRD-06")
def test_a_new_tariff_comes_with_its_cases_and_four_eyes() -> None:
    change = new_tariffs.propose(author(), wanted=wanted())
    own = replace(
        actor_at("UW_UND3", UWC),
        permissions=frozenset({"underwriting.approve_product", "organisation.approve_change"}),
    )
    with nothing_changed(), pytest.raises(Forbidden):
        approve_change(change.pk, order(own))
    assert not RateTable.objects.filter(code="GMJ.tariff").exists()
    shown = {line.label: (line.old, line.new) for line in new_tariffs.CHANGE.describe(change)}
    assert shown["Lowest rate"] == ("", "1 ‰")
    assert shown["Expected premium of case GMJ-T1"] == ("", "2,500.00")
    done = released(new_tariffs.KIND)
    assert [line[:2] for line in done.impact or []] == [
        ["GMJ-T1 非标准条款约定费率", "2,500.00 → 2,500.00"],
        ["GEN.tariff · Lowest rate", "0.1 ‰ → 1 ‰"],
        ["GEN.tariff · Technical rate", "2 ‰ → 3 ‰"],
        ["GEN.tariff · Minimum premium", "¥100 → ¥2,500"],
    ]
    table = RateTable.objects.get(code="GMJ.tariff")
    assert (table.version, table.filing, table.effective.lower) == (f"古民居保险费率 {done.number}", FILING, SOON)
    assert table.proposed_by_id != table.approved_by_id
    case = RatingCase.objects.get(product="GMJ.tariff")
    assert (case.code, case.expected, case.effective.lower) == ("GMJ-T1", D("2500.00"), SOON)
    assert ("Entry and rating", "Other clauses") in list(said_by(case))
    assert modules_of("GMJ.tariff", SOON) == {"generic"}


@pytest.mark.req("PRD-06")
def test_the_next_version_of_a_new_tariff_must_pass_its_cases() -> None:
    table = make_tariff()
    later = SOON + timedelta(days=9)
    dearer = TariffWanted(
        code="GMJ.tariff", data=table.data | {"minimum_premium": "3000"}, filing=FILING, effective_on=later
    )
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        propose_tariff(author(), wanted=dearer)
    assert (caught.value.field, "GMJ-T1" in str(caught.value.message)) == ("expected", True)
    with nothing_changed(), pytest.raises(ChangeRefused):
        propose_case_end(author(), code="GMJ-T1", effective_on=later)
    said = replace(dearer, expected={"GMJ-T1": "3000.00"}, because={"GMJ-T1": "最低保费提高"})
    propose_tariff(author(), wanted=said)
    released("underwriting.tariff")
    held = RatingCase.objects.filter(code="GMJ-T1").order_by("effective")
    assert [one.expected for one in held] == [D("2500.00"), D("3000.00")]


@pytest.mark.req("PRD-06")
def test_a_case_of_a_copied_tariff_is_also_tried_by_its_short_rates() -> None:
    """Five months of stock: 0.475 of the year's premium of 2,900.00."""
    data = tariffs.version_on("PRB.tariff", TODAY).data  # type: ignore[union-attr]
    copy = wanted(source="PRB.tariff", data=data, expected={"PRB-2": "1377.50"})
    new_tariffs.propose(author(), wanted=copy)
    released(new_tariffs.KIND)
    case = RatingCase.objects.get(product="GMJ.tariff")
    assert (case.content["short_rate"], case.content["basis"]) == ("short_rate.property", "short_rate")
    runs = tariffs.run_cases("short_rate.property", tables.table("short_rate.property", SOON).data, SOON, {})
    assert {run.case.code: run.given for run in runs}["GMJ-T1"] == D("1377.50")


@pytest.mark.req("PRD-04", "PRD-06")
@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"code": "PRB.tariff"}, "code"),
        ({"code": "motor.commercial"}, "code"),
        ({"name": " "}, "name"),
        ({"source": "motor.commercial"}, ""),
        ({"source": "none.tariff"}, ""),
        ({"filing": " "}, "filing"),
        ({"expected": {}}, "expected"),
        ({"expected": {"GEN-1": "2000.00"}}, "expected"),
        ({"effective_on": TODAY}, "effective_on"),
    ],
)
def test_a_new_tariff_is_refused_at_its_field(over: dict[str, Any], field: str) -> None:
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        new_tariffs.propose(author(), wanted=wanted(**over))
    assert caught.value.field == field


@pytest.mark.req("PRD-06")
def test_the_editor_tries_a_new_tariff_and_keeps_what_was_typed() -> None:
    client, address = signed_in("UW_UND3", UWC), url("copy_tariff", "GEN.tariff")
    new = figures(client) | {"code": "GMJ", "name": "古民居保险费率", "filing": FILING}
    tried = sent(client, address, figures(client) | {"try": "1"})
    assert tried.status_code == 200
    assert {code: run.given for code, run in tried.context["tried"]["runs"].items()} == {"GEN-1": D("2500.00")}
    assert [line[0] for line in tried.context["tried"]["changed"]] == [
        "Lowest rate", "Technical rate", "Minimum premium"
    ]  # fmt: skip
    silent = sent(client, address, new)
    assert (silent.status_code, list(silent.context["form"].errors)) == (422, ["__all__"])
    wrong = sent(client, address, new | {"e-GEN-1": "2000.00"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["e-GEN-1"])
    assert "2,500.00" in wrong.content.decode()
    assert wrong.context["form"]["name"].value() == "古民居保险费率"
    taken = sent(client, address, new | {"e-GEN-1": "2500.00", "code": "PRB"})
    assert (taken.status_code, list(taken.context["form"].errors)) == (422, ["code"])
    broken = sent(client, address, new | dict.fromkeys(figures(client), "x"))
    assert min(broken.context["form"].errors) in figures(client)
    assert not ControlChange.objects.filter(kind=new_tariffs.KIND).exists()


@pytest.mark.req("PRD-01")
@pytest.mark.parametrize(
    ("name", "given", "over", "field"),
    [
        ("new_clause", CLAUSE, {"code": "CCJ"}, "code"),
        ("new_clause", CLAUSE, {"code": "gm j"}, "code"),
        ("new_clause", CLAUSE, {"exclusions": ""}, "exclusions"),
        ("new_questionnaire", QUESTIONS, {"code": "GENERIC"}, "code"),
        ("new_questionnaire", QUESTIONS, {"q0_options": "no|否|no"}, "q0_options"),
        ("new_questionnaire", QUESTIONS, {"q0_key": ""}, "__all__"),
    ],
)
def test_a_code_that_exists_and_a_wrong_entry_are_refused_at_their_field(
    name: str, given: dict[str, Any], over: dict[str, Any], field: str
) -> None:
    client = signed_in("UW_UND3", UWC)
    answer = sent(client, url(name), given | over)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["title_zh"].value() == given["title_zh"]
    assert not ControlChange.objects.exists()


@pytest.mark.req("PRD-01")
def test_a_new_product_does_not_take_the_code_of_another() -> None:
    held = ProductVersion.objects.get(code="GEN")
    names = ("name", "line", "module", "level", "tariff", "short_rate", "questionnaire", "controlled_form")
    fields = {name: getattr(held, name) for name in (*names, "clauses", "riders", "required_documents", "rules")}
    taken = products.VersionWanted(code="GEN", fields=fields, effective_on=SOON, new=True)
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        products.propose_product(author(), wanted=taken)
    assert caught.value.field == "code"
    unasked = replace(taken, code="GMJ", fields=fields | {"questionnaire": "NONE"})
    with nothing_changed(), pytest.raises(ChangeRefused) as unknown:
        products.propose_product(author(), wanted=unasked)
    assert unknown.value.field == "questionnaire"


@pytest.mark.req("PRD-04")
def test_a_new_tariff_serves_the_kind_of_business_of_its_cases_only() -> None:
    make_tariff()
    held = ProductVersion.objects.get(code="HHP")
    names = ("name", "line", "module", "level", "short_rate", "questionnaire", "controlled_form", "on_system")
    fields = {name: getattr(held, name) for name in (*names, "clauses", "riders", "required_documents", "rules")}
    other = products.VersionWanted(code="GMJ", fields=fields | {"tariff": "GMJ.tariff"}, effective_on=SOON, new=True)
    with nothing_changed(), pytest.raises(ChangeRefused) as caught:
        products.propose_product(author(), wanted=other)
    assert caught.value.field == "tariff"


@pytest.mark.req("PRD-01")
def test_what_is_new_is_seen_and_chosen_before_its_day() -> None:
    make_tariff()
    client = signed_in("UW_UND3", UWC)
    sent(client, url("new_clause"), CLAUSE)
    released(products.CLAUSE_KIND)
    sent(client, url("new_questionnaire"), QUESTIONS)
    released("underwriting.questionnaire")
    form = client.get(url("new_product")).context["form"]
    chosen = {"tariff": "GMJ.tariff", "clauses": "GMJX", "questionnaire": "GMJ_Q"}
    assert all(code in dict(form.fields[name].choices) for name, code in chosen.items())
    for name, code in (("clauses", "GMJX"), ("questionnaires", "GMJ_Q"), ("rating_tables", "GMJ.tariff")):
        assert f">{code}<" in client.get(url(name)).content.decode()
    page = client.get(url("rating_table", "GMJ.tariff"))
    assert [run.passed for run, _end in page.context["runs"]] == [True]
    assert "to come" in page.content.decode()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url("questionnaire", "GMJ_Q")).status_code == 200
    assert len(asked) <= 15
    assert Questionnaire.objects.get(product="GMJ_Q").effective.lower == SOON


@pytest.mark.req("PRD-01")
def test_only_who_proposes_products_makes_new_ones() -> None:
    reader, maker = signed_in("UW_UND1", UWC), signed_in("UW_INFO", UWC)
    for name, args in (
        ("new_clause", ()),
        ("new_questionnaire", ()),
        ("new_tariff", ()),
        ("copy_tariff", ("GEN.tariff",)),
    ):
        assert (reader.get(url(name, *args)).status_code, maker.get(url(name, *args)).status_code) == (403, 200)
    for name, button in (
        ("clauses", "new_clause"),
        ("questionnaires", "new_questionnaire"),
        ("rating_tables", "new_tariff"),
    ):
        assert f'href="{url(button)}"' in maker.get(url(name)).content.decode()
        assert f'href="{url(button)}"' not in reader.get(url(name)).content.decode()
    assert maker.get(url("copy_tariff", "motor.commercial")).status_code == 404
    assert maker.get(url("new_tariff"), {"source": "GEN.tariff"})["Location"] == url("copy_tariff", "GEN.tariff")
    assert maker.get(url("new_tariff"), {"source": "mci.tariff"}).status_code == 422


@pytest.mark.req("PRD-01")
def test_what_is_typed_is_kept_until_it_is_sent() -> None:
    client = signed_in("UW_UND3", UWC)
    kept = {
        url("new_clause"): "clause-new",
        url("new_questionnaire"): "questionnaire-new",
        url("new_product"): "product-new",
        url("copy_tariff", "GEN.tariff"): "new-tariff-GEN.tariff",
        url("edit_clause", "CCJ"): "clause-CCJ",
        url("edit_questionnaire", "GENERIC"): "questionnaire-GENERIC",
    }
    for address, name in kept.items():
        assert f'data-draft="{name}"' in client.get(address).content.decode()
