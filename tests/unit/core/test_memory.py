"""The cache unpacks once, hands out the same value, and notices in the suite when somebody changes it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.memory import ChangedByReader, UnpackedCache
from organisation.models import Unit


def kept(**options: object) -> UnpackedCache:
    return UnpackedCache(str(uuid4()), {"OPTIONS": options})


def test_a_value_is_unpacked_once() -> None:
    cache = kept()
    rows = {"a": [1, 2]}
    cache.set("rows", rows)
    rows["a"].append(3)  # the writer goes on
    assert cache.get("rows") == {"a": [1, 2]}
    assert cache.get("rows") is cache.get("rows")


def test_what_was_written_anew_deleted_or_expired_is_not_handed_out() -> None:
    cache = kept()
    cache.set("x", (1,))
    assert cache.get("x") == (1,)
    cache.set("x", (2,))
    assert cache.get("x") == (2,)
    cache.delete("x")
    assert cache.get("x", "nothing") == "nothing"
    cache.set("x", (3,), timeout=0)
    assert cache.get("x") is None
    cache.set("n", 1)
    assert (cache.incr("n"), cache.get("n")) == (2, 2)


def test_objects_of_the_database_come_as_copies() -> None:
    cache = kept()
    cache.set("unit", Unit(pk=7, code="350500"))
    first = cache.get("unit")
    first.code = "changed"
    assert (cache.get("unit").code, cache.get("unit").pk) == ("350500", 7)


def test_the_suite_notices_a_reader_that_changes_what_it_read() -> None:
    cache = kept(VERIFY=True)
    cache.set("rows", {"a": [1]})
    cache.get("rows")["a"].append(2)
    with pytest.raises(ChangedByReader):
        cache.get("rows")


def test_names_that_are_gone_do_not_pile_up() -> None:
    cache = kept(MAX_ENTRIES=3)
    for n in range(20):
        cache.set(f"k{n}", n)
        assert cache.get(f"k{n}") == n
    assert len(cache._unpacked) <= 4
