"""Registering and changing customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.models import AuditEntry
from core.search import find
from core.workflow.refusals import CommandReused, Forbidden, NotPossible, Stale
from parties import public
from parties.models import Party
from parties.rules.identity import IdType, PartyKind
from parties.rules.words import Role
from parties.selectors.parties import matching
from parties.services.contacts import add_account, add_contact, end_account, end_contact, record_consent
from parties.services.data import AccountData
from parties.services.refusals import DuplicateParty, InvalidEntry, ProbableDuplicate
from parties.services.register import close_party, edit_party, register_party, reopen_party
from tests.factories.parties import make_party, organisation_data, person_data, resident_number
from tests.support.actors import order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db(transaction=True)
CLEAR = ("350503199003070", "13805950001", "通港西街1号")


@pytest.mark.req("CUS-01", "CUS-02")
def test_a_person_is_registered_with_what_the_number_says(desk):
    party = register_party(order(desk), data=person_data(born_on=date(1980, 1, 1)))

    assert party.number.startswith("KH")
    assert (party.born_on, party.gender) == (date(1990, 3, 7), "male")
    assert (party.id_masked, party.phone_masked) == ("350***********" + party.id_number[-4:], "138****0001")
    assert party.address_masked == "福建省泉州市丰泽区****"
    assert (party.state, party.home_unit_id, party.registered_by_id) == ("active", desk.unit_id, 1)
    again = Party.objects.get(pk=party.pk)
    assert (again.id_number, again.phone) == (resident_number(1), "13805950001")


@pytest.mark.req("CUS-05")
def test_the_database_holds_no_clear_number(desk):
    register_party(order(desk), data=person_data())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM \"{table}\" t")
            dump = cursor.fetchone()[0]
            assert not [clear for clear in CLEAR if clear in dump], table


@pytest.mark.req("CUS-01")
def test_the_same_identity_number_is_refused_with_the_existing_customer(desk):
    existing = register_party(order(desk), data=person_data())
    number = existing.id_number.lower()
    with nothing_changed(), pytest.raises(DuplicateParty) as refused:
        register_party(order(desk), data=person_data(name="李四", phone="", id_number=f" {number[:6]} {number[6:]}"))
    assert refused.value.details["existing"]["id"] == existing.pk
    assert refused.value.field == "id_number"
    assert existing.id_number not in refused.value.message


@pytest.mark.req("CUS-01")
@pytest.mark.parametrize(
    "likeness",
    [
        {"id_number": resident_number(3, born=date(1985, 1, 2)), "phone": "13805950001"},
        {"id_number": resident_number(3), "phone": ""},
        {"id_type": IdType.PASSPORT, "id_number": "E12345678", "phone": "13805950001"},
    ],
    ids=["phone", "birth", "paper"],
)
def test_a_probable_duplicate_must_be_looked_at(desk, likeness):
    existing = register_party(order(desk), data=person_data())
    data = person_data(name=" 张三丰 ", **likeness)
    with nothing_changed(), pytest.raises(ProbableDuplicate) as refused:
        register_party(order(desk), data=data)
    assert [person["id"] for person in refused.value.details["candidates"]] == [existing.pk]

    confirmed = replace(data, different_from=(existing.pk,))
    with nothing_changed(), pytest.raises(InvalidEntry, match="somebody else"):
        register_party(order(desk), data=confirmed)
    party = register_party(order(desk, reason="father and son"), data=confirmed)
    assert (party.different_from, party.difference_reason) == ([existing.pk], "father and son")


def test_organisations_of_one_name_are_probable_duplicates(desk):
    register_party(order(desk), data=organisation_data())
    other = organisation_data(id_type=IdType.OTHER, id_number="事业12345", phone="")
    with nothing_changed(), pytest.raises(ProbableDuplicate):
        register_party(order(desk), data=other)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_type": IdType.CREDIT_CODE}, "id_number"),
        ({"name": "张"}, "name"),
        ({"phone": "123"}, "phone"),
        ({"id_valid_until": timezone.localdate() - timedelta(days=1)}, "id_valid_until"),
    ],
)
def test_wrong_entries_are_refused_at_their_field(desk, over, field):
    with nothing_changed(), pytest.raises(InvalidEntry) as refused:
        register_party(order(desk), data=person_data(**over))
    assert refused.value.field == field


def test_without_the_permission_nothing_is_registered(stranger):
    with nothing_changed(), pytest.raises(Forbidden):
        register_party(order(stranger), data=person_data())


def test_a_double_click_registers_once(desk):
    command = order(desk)
    first = register_party(command, data=person_data())
    assert register_party(command, data=person_data()).pk == first.pk
    assert Party.objects.count() == 1
    with pytest.raises(CommandReused):
        register_party(command, data=person_data(2))


def test_an_edit_keeps_history_and_refuses_a_stale_page(desk):
    party = make_party(order(desk))
    changed = edit_party(party.pk, order(desk, version=1), data=person_data(phone="13905951111"))
    assert (changed.phone_masked, changed.version) == ("139****1111", 2)
    entry = AuditEntry.objects.filter(action="parties.party.edit").get()
    assert entry.before == {"phone_masked": "138****0001"}
    assert entry.after == {"phone_masked": "139****1111"}
    with nothing_changed(), pytest.raises(Stale):
        edit_party(party.pk, order(desk, version=1), data=person_data())


def test_an_edit_cannot_take_over_another_identity(desk):
    make_party(order(desk))
    other = register_party(order(desk), data=person_data(2, name="李四"))
    with nothing_changed(), pytest.raises(DuplicateParty):
        edit_party(other.pk, order(desk), data=person_data(2, name="李四", id_number=resident_number(1)))


def test_a_closed_customer_is_not_changed_until_reopened(desk):
    party = make_party(order(desk))
    close_party(party.pk, order(desk, reason="entered by mistake"))
    with nothing_changed(), pytest.raises(NotPossible):
        edit_party(party.pk, order(desk), data=person_data())
    assert public.find_parties("张三丰", desk) == []
    assert reopen_party(party.pk, order(desk, reason="was right")).state == "active"


@pytest.mark.req("CUS-01")
def test_roles_come_from_the_business_once(desk):
    party = make_party(order(desk))
    for role in (Role.POLICYHOLDER, Role.POLICYHOLDER, Role.PAYEE):
        public.note_role(party.pk, role)
    assert Party.objects.get(pk=party.pk).roles == ["policyholder", "payee"]


@pytest.mark.parametrize("text", ["张三", "三丰", "13805950001", "0001", resident_number(1)])
def test_a_customer_is_found(desk, stranger, text):
    party = make_party(order(desk))
    register_party(order(desk), data=organisation_data())

    assert [fact.id for fact in public.find_parties(text, desk)] == [party.pk]
    assert [hit.object_id for hit in find(text, desk)] == [party.pk]
    assert list(matching(text, stranger)) == []
    assert find(text, stranger) == []


def test_a_further_telephone_finds_the_customer_until_it_ends(desk):
    party = make_party(order(desk))
    add_contact(party.pk, order(desk), kind="phone", value="139 0595 2222", label="wife")
    add_contact(party.pk, order(desk), kind="phone", value="13905952222")
    contact = party.contacts.get()
    assert contact.value_masked == "139****2222"
    assert [fact.id for fact in public.find_parties("13905952222", desk)] == [party.pk]
    end_contact(party.pk, order(desk), contact_id=contact.pk)
    assert public.find_parties("13905952222", desk) == []


def test_accounts_belong_to_the_customer_and_are_shown_masked(desk):
    party = make_party(order(desk))
    data = AccountData(holder="张三丰", bank="中国工商银行", number="6222 6002 6000 1072 444")
    account = public.add_account(order(desk), party.pk, data)
    assert account.number_masked == "6222 **** **** **** 2444"
    assert public.account(account.token) == account

    for wrong, field in [
        (replace(data, holder="李四"), "holder"),
        (data, "number"),
        (replace(data, number="6222600260001072445"), "number"),
    ]:
        with nothing_changed(), pytest.raises(InvalidEntry) as refused:
            add_account(party.pk, order(desk), data=wrong)
        assert refused.value.field == field
    end_account(party.pk, order(desk, reason="card lost"), account_id=party.accounts.get().pk)
    assert public.accounts_of(party.pk) == []


def test_consents_are_statements_that_stay(desk, owner_connection):
    party = make_party(order(desk))
    for given in (True, False):
        record_consent(party.pk, order(desk), purpose="marketing", is_given=given, wording="2026-1", channel="counter")
    assert list(party.consents.order_by("id").values_list("is_given", flat=True)) == [True, False]
    with pytest.raises(Exception, match="append-only"):
        owner_connection.execute("DELETE FROM parties_consent")


def test_an_organisation_has_its_own_papers(desk):
    party = register_party(order(desk), data=organisation_data())
    assert (party.kind, party.id_masked) == (PartyKind.ORGANISATION, "911***********341L")
