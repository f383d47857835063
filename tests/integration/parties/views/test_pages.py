"""Pages of customers, lists and intermediaries, each by the post that uses it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from parties.models import Intermediary, ListEntry, Party, Reveal
from parties.public import Business, BusinessRow, show_business
from parties.selectors import business
from parties.services.register import register_party
from tests.factories.organisation import actor_at, make_branch
from tests.factories.parties import make_party, organisation_data, resident_number
from tests.support.actors import order
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
CLEAR = (resident_number(1), "13805950001", "通港西街1号")


@pytest.fixture(autouse=True)
def branch(settings):
    settings.DEMO = True
    make_branch()


@pytest.fixture
def sales():
    return signed_in("SALES", "350503")


@pytest.fixture
def customer():
    return make_party(order(actor_at("SALES", "350503")))


def form(**over):
    values = {
        "command_key": str(uuid4()), "name": "张三丰", "id_type": "resident_id", "id_number": resident_number(1),
        "phone": "13805950001", "address": "泉州市丰泽区东海街道通港西街1号", "nationality": "CHN", "gender": "",
    }  # fmt: skip
    return values | over


@pytest.mark.req("CUS-01", "CUS-02")
def test_a_customer_is_registered_by_hand(sales):
    assert sales.get(reverse("parties:new", args=["person"])).status_code == 200
    answer = sales.post(reverse("parties:new", args=["person"]), form())
    party = Party.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("parties:customer", args=[party.pk]))
    page = sales.get(answer["Location"]).content.decode()
    assert "张三丰" in page
    assert "138****0001" in page


@pytest.mark.parametrize("url", ["customers", "entries", "intermediaries"])
def test_lists_open_with_and_without_rows(url, customer):
    client = signed_in("UW_DIR", "350591")
    assert client.get(reverse(f"parties:{url}")).status_code == 200
    assert client.get(reverse(f"parties:{url}"), {"q": "张三", "kind": "person"}).status_code == 200


@pytest.mark.req("CUS-05")
def test_no_page_shows_a_protected_value(sales, customer):
    pages = [reverse("parties:customers"), reverse("parties:customer", args=[customer.pk])]
    pages += [pages[1] + f"?tab={tab}" for tab in ("business", "protection", "timeline")]
    pages += [pages[0] + "?export=csv", reverse("core:search") + "?q=三丰"]
    for url in pages:
        answer = sales.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, url
        assert not [clear for clear in CLEAR if clear in content.decode()], url


def test_search_finds_by_number_phone_name_and_tail(sales, customer):
    for text in (resident_number(1), "13805950001", "0001", "三丰", customer.number):
        page = sales.get(reverse("parties:customers"), {"q": text}).content.decode()
        assert customer.number in page, text
        assert (
            reverse("parties:customer", args=[customer.pk])
            in sales.get(reverse("core:search"), {"q": text}).content.decode()
        )
    assert customer.number not in sales.get(reverse("parties:customers"), {"q": "李四"}).content.decode()


@pytest.mark.req("CUS-01")
def test_the_same_number_comes_back_as_typed_with_the_existing_customer(sales, customer):
    answer = sales.post(reverse("parties:new", args=["person"]), form(name="李四"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="李四"' in page
    assert reverse("parties:customer", args=[customer.pk]) in page
    assert Party.objects.count() == 1


@pytest.mark.req("CUS-01")
def test_a_lookalike_is_confirmed_on_the_page(sales, customer):
    typed = form(id_number=resident_number(3))
    answer = sales.post(reverse("parties:new", args=["person"]), typed)
    assert answer.status_code == 422
    assert f'name="different_from" value="{customer.pk}"' in answer.content.decode()
    ticked = typed | {"different_from": [customer.pk]}
    assert sales.post(reverse("parties:new", args=["person"]), ticked).status_code == 422
    assert sales.post(reverse("parties:new", args=["person"]), ticked | {"reason": "twins"}).status_code == 302
    assert Party.objects.latest("pk").difference_reason == "twins"


def test_duplicates_are_shown_while_typing(sales, customer):
    url = reverse("parties:duplicates", args=["person"])
    same = sales.post(url, form(name=""), headers={"HX-Request": "true"}).content.decode()
    assert customer.number in same
    assert "<html" not in same
    alike = sales.post(url, form(id_number=""), headers={"HX-Request": "true"}).content.decode()
    assert "same name and telephone number" in alike
    assert customer.number not in sales.post(url, {"name": "李四"}, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.req("CUS-05")
def test_a_value_is_shown_only_with_a_reason(sales, customer):
    url = reverse("parties:reveal", args=[customer.pk, "phone"])
    assert "13805950001" not in sales.get(url).content.decode()
    assert sales.post(url, {"command_key": str(uuid4()), "reason": ""}).status_code == 422
    assert not Reveal.objects.exists()
    shown = sales.post(url, {"command_key": str(uuid4()), "reason": "call back"})
    assert "13805950001" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    look = Reveal.objects.get()
    assert look.reason == "call back"
    tab = sales.get(reverse("parties:customer", args=[customer.pk]), {"tab": "protection"}).content.decode()
    assert "call back" in tab


def test_an_edit_is_saved_and_a_stale_page_is_refused(sales, customer):
    url = reverse("parties:edit", args=[customer.pk])
    assert "13805950001" in sales.get(url).content.decode()
    assert sales.post(url, form(version=1, phone="13905951111")).status_code == 302
    assert sales.post(url, form(version=1)).status_code == 409
    assert Party.objects.get().phone_masked == "139****1111"


@pytest.mark.parametrize(
    ("post", "unit", "name", "refused"),
    [
        ("IT_ADMIN", "350500", "customers", 403),
        ("SALES", "350503", "entries", 403),
        ("SALES", "350503", "new_entry", 403),
        ("SALES", "350503", "new_intermediary", 403),
        ("FN_ACC", "350593", "customers", 200),
    ],
)
def test_pages_open_for_their_posts_only(post, unit, name, refused):
    assert signed_in(post, unit).get(reverse(f"parties:{name}")).status_code == refused


def test_without_signing_in_nothing_opens(client, customer):
    for url in (reverse("parties:customers"), reverse("parties:customer", args=[customer.pk])):
        assert client.get(url).status_code == 302


@pytest.mark.req("CUS-04")
def test_an_entry_is_proposed_decided_and_shown_on_the_customer(customer):
    info, director = signed_in("UW_INFO", "350591"), signed_in("UW_DIR", "350591")
    today = timezone.localdate()
    proposed = info.post(
        reverse("parties:new_entry"),
        {
            "command_key": str(uuid4()), "kind": "grey", "subject": "party", "value": customer.number,
            "reason_code": "claim_frequency", "evidence": "six claims within one year", "valid_from": today,
            "review_on": today + timedelta(days=90), "source_number": "",
        },
    )  # fmt: skip
    entry = ListEntry.objects.get()
    page = reverse("parties:entry", args=[entry.pk])
    assert (proposed.status_code, proposed["Location"]) == (302, page)
    assert "six claims" in director.get(page).content.decode()
    act = reverse("core:act", args=["parties.listing", entry.pk, "parties.listing.confirm"])
    assert director.post(act, {"command_key": str(uuid4()), "version": 1, "reason": ""}).status_code == 302
    assert entry.number in director.get(reverse("parties:customer", args=[customer.pk])).content.decode()
    assert (
        entry.number
        not in signed_in("SALES", "350503").get(reverse("parties:customer", args=[customer.pk])).content.decode()
    )


def test_a_wrong_proposal_comes_back_as_typed():
    info = signed_in("UW_INFO", "350591")
    answer = info.post(reverse("parties:new_entry"), {"command_key": str(uuid4()), "kind": "grey", "value": "KH1"})
    assert answer.status_code == 422
    assert 'value="KH1"' in answer.content.decode()


@pytest.mark.req("CUS-07")
def test_an_intermediary_is_proposed_corrected_approved_and_gets_new_terms(customer):
    info, director = signed_in("UW_INFO", "350591"), signed_in("UW_DIR", "350591")
    today = timezone.localdate()
    typed = {
        "command_key": str(uuid4()), "party_number": customer.number, "kind": "issuing", "licence_number": "L1",
        "licence_until": today + timedelta(days=300), "agreement_number": "A1", "agreement_from": today,
        "agreement_until": today + timedelta(days=300), "rate_MCI": "4", "limit_MCI": "200000",
    }  # fmt: skip
    wrong = info.post(reverse("parties:new_intermediary"), typed | {"rate_MCI": "4.5"})
    assert (wrong.status_code, Intermediary.objects.count()) == (422, 0)
    assert 'value="4.5"' in wrong.content.decode()
    assert info.post(reverse("parties:new_intermediary"), typed).status_code == 302
    made = Intermediary.objects.get()
    assert made.party.roles == ["intermediary"]
    edited = typed | {"command_key": str(uuid4()), "licence_number": "L2", "version": 1}
    assert info.post(reverse("parties:change_intermediary", args=[made.pk]), edited).status_code == 302
    act = reverse("core:act", args=["parties.intermediary", made.pk, "parties.intermediary.approve"])
    assert director.post(act, {"command_key": str(uuid4()), "version": 2, "reason": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.licence_number, made.state) == ("L2", "active")

    renew = reverse("parties:renew_intermediary", args=[made.pk])
    assert info.get(reverse("parties:change_intermediary", args=[made.pk]))["Location"] == renew
    later = {"effective_on": today + timedelta(days=1), "reason": "filed anew", "rate_MCI": "3", "version": 3}
    assert info.get(renew).status_code == 200
    assert info.post(renew, typed | later | {"command_key": str(uuid4())}).status_code == 302
    page = director.get(reverse("parties:intermediary", args=[made.pk])).content.decode()
    assert ("200,000.00" in page, "4.00%" in page, "3.00%" in page) == (True, True, False)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("add_contact", {"kind": "phone", "value": "13905952222", "label": "wife"}),
        ("add_account", {"holder": "张三丰", "bank": "中国工商银行", "number": "6222600260001072444"}),
        ("record_consent", {"purpose": "marketing", "is_given": "on", "wording": "2026-1", "channel": "counter"}),
    ],
)
def test_the_buttons_of_a_customer_work(customer, name, typed):
    clerk = signed_in("UW_ISSUE", "350503")
    act = reverse("core:act", args=["parties.party", customer.pk, f"parties.party.{name}"])
    assert clerk.get(act).status_code == 200
    assert clerk.post(act, {"command_key": str(uuid4()), "version": 1, **typed}).status_code == 302
    assert AuditEntry.objects.filter(action=f"parties.party.{name}").count() == 1


def test_business_of_other_apps_stands_on_the_page(sales, customer, monkeypatch):
    monkeypatch.setattr(business, "_business", {})
    row = BusinessRow(kind="parties.party", pk=customer.pk, number="P-77", text="MOTOR", state="active", tone="good")
    show_business(Business("policies", "Policies", "file-check", "parties.view_party", lambda _pk, _actor: [row]))
    page = sales.get(reverse("parties:customer", args=[customer.pk]), {"tab": "business"}).content.decode()
    assert "P-77" in page


def test_the_list_costs_the_same_for_one_and_for_many(sales, customer):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            sales.get(reverse("parties:customers"))
        return len(captured)

    statements()
    one = statements()
    register_party(order(actor_at("SALES", "350503")), data=organisation_data())
    assert statements() == one
