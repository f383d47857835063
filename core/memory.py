"""The cache of one process: what is asked a hundred times a page is unpacked once, not each time.

Tables, parameters, posts and clock rules are read through the cache many times in every request. Django's cache in
memory unpickles a copy at each reading; here a thread keeps what it unpacked for as long as the entry stands. Whoever
reads must not change what comes out; the test suite proves it (``VERIFY``).
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from django.core.cache.backends.locmem import LocMemCache
from django.db.models import Model

if TYPE_CHECKING:
    from collections import OrderedDict
    from collections.abc import Callable
    from threading import Lock


class ChangedByReader(AssertionError):
    """Somebody changed a value that others read too."""


class UnpackedCache(LocMemCache):
    """Entries are written packed, so that the writer may go on changing; a thread unpacks each entry once."""

    if TYPE_CHECKING:  # what Django's cache has, and its types do not tell
        _lock: Lock
        _cache: OrderedDict[str, bytes]
        _has_expired: Callable[[str], bool]
        _delete: Callable[[str], bool]

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self._verify = params.get("OPTIONS", {}).get("VERIFY", False)
        self._unpacked: dict[str, tuple[bytes, Any]] = {}  # Django makes one cache for each thread

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """As kept; an object of the database comes as a copy each time, because reading its relations changes it."""
        name = self.make_and_validate_key(key, version=version)
        packed = self._packed(name)
        if packed is None:
            self._unpacked.pop(name, None)
            return default
        return self._value_of(name, packed)

    def _packed(self, name: str) -> bytes | None:
        with self._lock:
            if self._has_expired(name):
                self._delete(name)
                return None
            self._cache.move_to_end(name, last=False)
            return self._cache[name]

    def _value_of(self, name: str, packed: bytes) -> Any:
        held = self._unpacked.get(name)
        if held is not None and held[0] is packed:
            if self._verify and held[1] != pickle.loads(packed):  # noqa: S301 - written by this process
                raise ChangedByReader(f"the cached value {name} was changed by whoever read it")
            return held[1]
        if len(self._unpacked) > self._max_entries:
            self._unpacked.clear()  # names that were culled meanwhile
        value = pickle.loads(packed)  # noqa: S301 - written by this process
        if not isinstance(value, Model):
            self._unpacked[name] = (packed, value)
        return value
