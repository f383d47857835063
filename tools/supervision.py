"""Starting the supervisor, asking it, and stopping it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from tools.console import Problem
from tools.paths import LOGS, PYTHON, ROOT
from tools.programs import CONFIGURATION, SOCKET
from tools.system import dies_with_its_parent

Calls = Any
GONE = (OSError, Fault)
RUNNING, FATAL = "RUNNING", {"FATAL", "BACKOFF", "EXITED"}


@contextmanager
def supervisor(environment: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], Calls]]:
    """The running supervisor; its processes are stopped in order when the block ends."""
    SOCKET.unlink(missing_ok=True)
    command = [str(PYTHON), "-W", "ignore", "-m", "supervisor.supervisord", "-c", str(CONFIGURATION)]
    # A session of its own: Ctrl-C reaches only us, and we stop things in their order.
    process = subprocess.Popen(
        command, cwd=ROOT, env=dict(environment), start_new_session=True,
        preexec_fn=dies_with_its_parent(signal.SIGTERM),  # noqa: PLW1509 - one system call
    )  # fmt: skip
    try:
        yield process, _calls(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _calls(process: subprocess.Popen[bytes]) -> Calls:
    for _attempt in range(100):
        if process.poll() is not None:
            break
        # A transport that failed once cannot be used again.
        calls: Any = ServerProxy("http://127.0.0.1", transport=SupervisorTransport(serverurl=f"unix://{SOCKET}"))
        try:
            calls.supervisor.getState()
        except GONE:
            time.sleep(0.1)
        else:
            return calls.supervisor
    raise Problem(f"The supervisor did not start. Its log: {LOGS / 'supervisor.log'}")


def states(calls: Calls) -> dict[str, str]:
    return {info["name"]: info["statename"] for info in calls.getAllProcessInfo()}


def start(calls: Calls, group: str) -> None:
    calls.startProcessGroup(group, False)  # noqa: FBT003 - the call takes positions only


def failed(calls: Calls) -> list[str]:
    return [name for name, state in states(calls).items() if state in FATAL]
