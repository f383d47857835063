"""Tests reach this machine only."""

from __future__ import annotations

import socket
from typing import Any

LOCAL = ("127.", "::1", "localhost", "0.0.0.0")
_connect = socket.socket.connect


class OutsideWorld(RuntimeError):
    """A test tried to reach another machine."""


def _connect_locally(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOCAL):
        raise OutsideWorld(f"tests may not connect to {address[0]}")
    _connect(self, address)


def block_outside_world() -> None:
    socket.socket.connect = _connect_locally  # type: ignore[method-assign]
