"""Identity numbers, telephone numbers, accounts and names."""

from __future__ import annotations

from datetime import date

import pytest
from stdnum.cn import ric

from parties.rules.duplicates import SAME_BIRTH, SAME_NAME, SAME_PHONE, Traits, resemblance
from parties.rules.identity import (
    Gender,
    Identity,
    IdentityFault,
    IdType,
    PartyKind,
    check_account,
    check_identity,
    check_name,
    check_phone,
    name_key,
)
from parties.rules.intermediary import INTERMEDIARY
from parties.rules.lifecycle import PARTY
from parties.rules.listing import LISTING

TODAY = date(2026, 11, 22)
PERSON, ORGANISATION = PartyKind.PERSON, PartyKind.ORGANISATION


def checked(id_type: IdType, number: str, kind: PartyKind = PERSON) -> Identity:
    return check_identity(id_type, number, kind=kind, today=TODAY)


@pytest.mark.req("CUS-02")
@pytest.mark.parametrize(
    ("number", "identity"),
    [
        ("11010519491231002X", Identity("11010519491231002X", date(1949, 12, 31), Gender.FEMALE)),
        (" 110105 19491231 002x ", Identity("11010519491231002X", date(1949, 12, 31), Gender.FEMALE)),
        ("440524188001010014", Identity("440524188001010014", date(1880, 1, 1), Gender.MALE)),
    ],
)
def test_a_resident_number_says_birth_and_gender(number, identity):
    assert checked(IdType.RESIDENT_ID, number) == identity


@pytest.mark.req("CUS-02")
@pytest.mark.parametrize("prefix", ["810000", "820000", "830000"])
def test_a_residence_permit_is_built_like_a_resident_number(prefix):
    number = with_check_digit(f"{prefix}19840229001")
    assert checked(IdType.RESIDENCE_PERMIT, number) == Identity(number, date(1984, 2, 29), Gender.MALE)


@pytest.mark.req("CUS-02")
def test_the_newer_permanent_residence_card_carries_birth_and_check_digit():
    number = with_check_digit("91115619900307002")
    assert checked(IdType.FOREIGN_RESIDENT_ID, number) == Identity(number, date(1990, 3, 7), Gender.FEMALE)


def with_check_digit(bare: str) -> str:
    return bare + ric.calc_check_digit(bare + "0")


@pytest.mark.req("CUS-02")
@pytest.mark.parametrize(
    ("id_type", "number", "kind", "message"),
    [
        (IdType.RESIDENCE_PERMIT, "840000198402290010", PERSON, "begins with 810000"),
        (IdType.RESIDENCE_PERMIT, "810000198402290011", PERSON, "check digit"),
        (IdType.FOREIGN_RESIDENT_ID, "911156199003070020", PERSON, "check digit"),
        (IdType.RESIDENT_ID, "110105194912310021", PERSON, "check digit"),
        (IdType.RESIDENT_ID, "1101051949123100", PERSON, "18 digits"),
        (IdType.RESIDENT_ID, "110105194902300020", PERSON, "does not exist"),
        (IdType.RESIDENT_ID, "110105204912310026", PERSON, "cannot be right"),
        (IdType.RESIDENT_ID, "91110000600037341L", ORGANISATION, "does not belong"),
        (IdType.CREDIT_CODE, "91110000600037341L", PERSON, "does not belong"),
        (IdType.CREDIT_CODE, "91110000600037342L", ORGANISATION, "credit code is wrong"),
        (IdType.PASSPORT, "E1", PERSON, "passport"),
        (IdType.HK_MACAO_PERMIT, "C12345678", PERSON, "H or M"),
        (IdType.TAIWAN_PERMIT, "123", PERSON, "8 or 10"),
        (IdType.OTHER, "<>", PERSON, "4 to 30"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(id_type, number, kind, message):
    with pytest.raises(IdentityFault, match=message):
        checked(id_type, number, kind)


@pytest.mark.parametrize(
    ("id_type", "number", "kind"),
    [
        (IdType.CREDIT_CODE, "91110000600037341L", ORGANISATION),
        (IdType.PASSPORT, "E12345678", PERSON),
        (IdType.HK_MACAO_PERMIT, "H12345678", PERSON),
        (IdType.TAIWAN_PERMIT, "12345678", PERSON),
        (IdType.FOREIGN_RESIDENT_ID, "CHN110100010101", PERSON),
        (IdType.MILITARY_ID, "南字第12345678".replace("字第", ""), PERSON),
        (IdType.HOUSEHOLD_REGISTER, "350500199", PERSON),
        (IdType.OTHER, "事业法人12345", ORGANISATION),
    ],
)
def test_other_papers_are_accepted_in_their_shape(id_type, number, kind):
    assert checked(id_type, number, kind).number == number


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("059522345678", "0595-22345678"),
        ("(0595) 22345678-801", "0595-22345678-801"),
        ("010-12345678", "010-12345678"),
        ("95518", "95518"),
    ],
)
def test_telephone_numbers(typed, stored):
    assert check_phone(typed) == stored


@pytest.mark.parametrize("typed", ["", "12345", "23812345678", "138123456789", "22345678", "phone"])
def test_wrong_telephone_numbers_are_refused(typed):
    with pytest.raises(IdentityFault, match="11 digits"):
        check_phone(typed)


def test_accounts_of_persons_carry_a_check_digit():
    assert check_account("6222 0210 0111 6245 706", kind=ORGANISATION) == "6222021001116245706"
    assert check_account("6222600260001072444", kind=PERSON) == "6222600260001072444"
    with pytest.raises(IdentityFault, match="check digit"):
        check_account("6222600260001072445", kind=PERSON)
    with pytest.raises(IdentityFault, match="8 to 32"):
        check_account("12ab", kind=PERSON)


@pytest.mark.parametrize(
    ("typed", "kind", "stored"),
    [
        (" 张 三丰 ", PERSON, "张 三丰"),
        ("阿卜杜拉•买买提", PERSON, "阿卜杜拉·买买提"),
        ("泉州丰泽物流有限公司", ORGANISATION, "泉州丰泽物流有限公司"),
        ("John A. Smith", PERSON, "John A. Smith"),
    ],
)
def test_names(typed, kind, stored):
    assert check_name(typed, kind=kind) == stored


@pytest.mark.parametrize(("typed", "kind"), [("张", PERSON), ("张3", PERSON), ("<b>", PERSON), ("公司", ORGANISATION)])
def test_wrong_names_are_refused(typed, kind):
    with pytest.raises(IdentityFault):
        check_name(typed, kind=kind)


def test_spellings_of_one_name_have_one_key():
    assert name_key("阿卜杜拉 • 买买提") == name_key("阿卜杜拉·买买提")
    assert name_key("泉州（丰泽）公司") == name_key("泉州(丰泽)公司")


@pytest.mark.req("CUS-01")
@pytest.mark.parametrize(
    ("new", "known", "why"),
    [
        (Traits(name_key="张三", phone_index="p"), Traits(name_key="张三", phone_index="p"), SAME_PHONE),
        (Traits(name_key="张三", born_on=TODAY), Traits(name_key="张三", born_on=TODAY), SAME_BIRTH),
        (Traits(name_key="张三", phone_index="p"), Traits(name_key="张三", phone_index="q"), ""),
        (Traits(name_key="张三", phone_index="p"), Traits(name_key="李四", phone_index="p"), ""),
        (Traits(name_key="张三"), Traits(name_key="张三"), ""),
        (Traits(name_key="甲", is_organisation=True), Traits(name_key="甲", is_organisation=True), SAME_NAME),
        (Traits(name_key="甲", is_organisation=True), Traits(name_key="甲"), ""),
    ],
)
def test_probable_duplicates(new, known, why):
    assert resemblance(new, known) == why


@pytest.mark.parametrize("lifecycle", [PARTY, LISTING, INTERMEDIARY])
def test_lifecycles_are_sound(lifecycle):
    assert lifecycle.faults() == []
