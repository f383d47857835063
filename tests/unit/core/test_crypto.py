"""Encrypted columns, blind indexes and masks."""

from __future__ import annotations

import base64
import uuid

import pytest
from django.core.exceptions import FieldError

from core.crypto import (
    EncryptedTextField,
    KeyFault,
    KeyRing,
    Sealed,
    SealedModel,
    Unreadable,
    blind_index,
    mask_account,
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
    seal,
    unseal,
)
from core.crypto.checks import check_keys
from core.crypto.keys import new_key, parse_ring

RING = KeyRing(field_keys={1: b"1" * 32}, current=1, index_key=b"i" * 32)
ROTATED = KeyRing(field_keys={1: b"1" * 32, 2: b"2" * 32}, current=2, index_key=b"i" * 32)
NUMBER = "35050019900307201X"
ONE_KEY, OTHER_KEY, THIRD_KEY = (base64.b64encode(letter * 32).decode() for letter in (b"a", b"b", b"c"))


class Paper(SealedModel):
    number = EncryptedTextField("number")
    other = EncryptedTextField("other")

    class Meta:
        app_label = "core"
        managed = False


def stored(row: Paper, field: str) -> Sealed:
    return row._meta.get_field(field).pre_save(row, True)


def loaded(row_key: uuid.UUID, **values: Sealed) -> Paper:
    row = Paper(row_key=row_key)
    for name, value in values.items():
        row.__dict__[name] = Paper._meta.get_field(name).from_db_value(memoryview(value), None, None)
    return row


@pytest.mark.req("CUS-05")
def test_a_sealed_value_opens_at_its_place_only():
    sealed = seal(NUMBER, place="party.number:1", ring=RING)

    assert unseal(sealed, place="party.number:1", ring=RING) == NUMBER
    assert NUMBER.encode() not in sealed
    with pytest.raises(Unreadable, match="not written there"):
        unseal(sealed, place="party.phone:1", ring=RING)
    with pytest.raises(Unreadable, match="not written there"):
        unseal(sealed, place="party.number:2", ring=RING)


def test_the_same_value_never_gives_the_same_ciphertext():
    assert seal(NUMBER, place="p", ring=RING) != seal(NUMBER, place="p", ring=RING)


@pytest.mark.parametrize("position", [0, 2, 5, 20, -1])
def test_a_damaged_value_is_refused(position):
    sealed = bytearray(seal(NUMBER, place="p", ring=RING))
    sealed[position] ^= 1
    with pytest.raises((Unreadable, KeyFault)):
        unseal(bytes(sealed), place="p", ring=RING)


def test_a_value_that_is_too_short_is_refused():
    with pytest.raises(Unreadable, match="too short"):
        unseal(b"\x01\x00\x01", place="p", ring=RING)


def test_an_old_key_still_reads_and_a_new_key_writes():
    old = seal(NUMBER, place="p", ring=RING)
    new = seal(NUMBER, place="p", ring=ROTATED)

    assert unseal(old, place="p", ring=ROTATED) == NUMBER
    assert (old.key_id, new.key_id) == (1, 2)
    with pytest.raises(KeyFault, match="no key 2"):
        unseal(new, place="p", ring=RING)


def test_a_field_reads_what_it_wrote():
    row = Paper(number=NUMBER, other="")
    again = loaded(row.row_key, number=stored(row, "number"), other=stored(row, "other"))

    assert again.number == NUMBER
    assert again.other == ""


def test_a_ciphertext_moved_to_another_column_is_refused():
    row = Paper(number=NUMBER)
    moved = loaded(row.row_key, other=stored(row, "number"))
    with pytest.raises(Unreadable):
        _ = moved.other


def test_a_ciphertext_moved_to_another_row_is_refused():
    row = Paper(number=NUMBER)
    moved = loaded(uuid.uuid4(), number=stored(row, "number"))
    with pytest.raises(Unreadable):
        _ = moved.number


def test_saving_an_unread_or_unchanged_value_keeps_its_ciphertext():
    row = Paper(number=NUMBER)
    sealed = stored(row, "number")
    again = loaded(row.row_key, number=sealed)

    assert stored(again, "number") == sealed
    assert again.number == NUMBER
    assert stored(again, "number") == sealed


def test_a_value_read_from_one_row_and_set_on_another_is_encrypted_anew():
    row = Paper(number=NUMBER)
    source = loaded(row.row_key, number=stored(row, "number"))
    copy = Paper(number=source.number)

    assert loaded(copy.row_key, number=stored(copy, "number")).number == NUMBER


def test_update_without_a_row_is_refused():
    with pytest.raises(FieldError, match="encrypted"):
        Paper._meta.get_field("number").get_db_prep_value(NUMBER, None)


def test_searching_a_ciphertext_is_refused():
    with pytest.raises(FieldError, match="Unsupported lookup"):
        str(Paper.objects.filter(number="x").query)
    assert "IS NULL" in str(Paper.objects.filter(number__isnull=True).query)


@pytest.mark.parametrize("variant", ["35050019900307201x", " 350500 19900307 201X", "３５０５００19900307201X"])
def test_the_blind_index_ignores_how_a_number_is_typed(variant):
    assert blind_index("party.id_number", variant) == blind_index("party.id_number", NUMBER)


def test_the_blind_index_depends_on_field_and_key(settings):
    first = blind_index("party.id_number", NUMBER)
    assert len(first) == 32
    assert blind_index("party.phone", NUMBER) != first
    settings.INDEX_KEY = new_key()
    assert blind_index("party.id_number", NUMBER) != first
    assert blind_index("party.id_number", " ") == ""


@pytest.mark.parametrize(
    ("field_keys", "index_key", "message"),
    [
        ("", ONE_KEY, "FIELD_KEYS is empty"),
        ("1:abc", ONE_KEY, "key 1"),
        ("x:" + ONE_KEY, ONE_KEY, "must read"),
        ("1:" + base64.b64encode(b"short").decode(), ONE_KEY, "must hold 32 bytes, it holds 5"),
        (f"1:{ONE_KEY},1:{OTHER_KEY}", THIRD_KEY, "twice"),
        ("1:" + ONE_KEY, "", "INDEX_KEY must hold 32 bytes"),
    ],
)
def test_unsound_keys_are_named(field_keys, index_key, message):
    with pytest.raises(KeyFault, match=message):
        parse_ring(field_keys, index_key)


def test_one_key_for_both_purposes_is_refused():
    key = new_key()
    with pytest.raises(KeyFault, match="must differ"):
        parse_ring(f"1:{key}", key)


def test_the_start_stops_without_keys(settings):
    assert check_keys() == []
    settings.FIELD_KEYS = ""
    assert [message.id for message in check_keys()] == ["core.E101"]


@pytest.mark.parametrize(
    ("mask", "clear", "shown"),
    [
        (mask_id, NUMBER, "350***********201X"),
        (mask_id, "E12345678", "E1*****78"),
        (mask_id, "AB1", "***"),
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "0595-22345678", "0595-******78"),
        (mask_account, "6222021402000001234", "6222 **** **** **** 1234"),
        (mask_account, "6222021402001234", "6222 **** **** 1234"),
        (mask_account, "12345678", "****5678"),
        (mask_name, "张三丰", "张**"),
        (mask_name, "张", "张"),
        (mask_address, "福建省泉州市丰泽区东海街道通港西街1号", "福建省泉州市丰泽区****"),
    ],
)
def test_masks(mask, clear, shown):
    assert mask(clear) == shown
