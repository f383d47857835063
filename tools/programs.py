"""The processes of the product, and the supervisor that keeps them running.

The same list is what docker-compose.yml starts, one container each.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.paths import LOGS, PYTHON, ROOT, RUN
from tools.system import is_root

QUEUES = ("underwriting", "dispatch", "documents", "default")
SERVERS, PRODUCT = "servers", "product"
SOCKET = RUN / "supervisor.sock"
CONFIGURATION = RUN / "supervisord.conf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One process under the supervisor."""

    name: str
    command: Sequence[str]
    group: str = PRODUCT
    user: str | None = None
    stop: str = "TERM"
    patience: int = 35
    environment: dict[str, str] = field(default_factory=dict)


def product_programs() -> list[Program]:
    python = str(PYTHON)
    celery = [python, "-m", "celery", "-A", "config"]
    workers = [
        Program(
            name=f"worker-{queue}",
            command=[
                *celery,
                "worker",
                "-Q",
                queue,
                "-n",
                f"{queue}@%h",
                "-c",
                "1",
                "-l",
                "INFO",
                "--without-mingle",
                "--without-gossip",
            ],
            environment={"SERVICE_NAME": f"worker-{queue}"},
        )
        for queue in QUEUES
    ]
    return [
        Program(
            name="web",
            command=[python, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
            environment={"SERVICE_NAME": "web", "PROMETHEUS_MULTIPROC_DIR": str(RUN / "metrics")},
        ),
        *workers,
        Program(name="relay", command=[python, "manage.py", "relay"], environment={"SERVICE_NAME": "relay"}),
        Program(
            name="beat",
            command=[*celery, "beat", "-l", "INFO", "--pidfile", ""],
            environment={"SERVICE_NAME": "beat"},
        ),
    ]


def write_configuration(programs: Sequence[Program]) -> Path:
    """The supervisor's file. A process that fails is started again; the servers stop after the product."""
    RUN.mkdir(parents=True, exist_ok=True)
    LOGS.mkdir(parents=True, exist_ok=True)
    groups = {program.group: [one.name for one in programs if one.group == program.group] for program in programs}
    parts = [
        _head(),
        *(_program(program) for program in programs),
        *(_group(name, members) for name, members in groups.items()),
    ]
    CONFIGURATION.write_text("\n".join(parts), encoding="utf-8")
    return CONFIGURATION


def _head() -> str:
    user = "user=root\n" if is_root() else ""
    return f"""[supervisord]
{user}nodaemon=true
silent=true
logfile={LOGS / "supervisor.log"}
logfile_maxbytes=5MB
pidfile={RUN / "supervisord.pid"}
directory={ROOT}

[unix_http_server]
file={SOCKET}
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""


def _program(program: Program) -> str:
    words = [*_bound_to_parent(program.stop), *program.command]
    command = " ".join(_quoted(word) for word in words)
    environment = ",".join(f'{name}="{_escaped(value)}"' for name, value in program.environment.items())
    first = program.group == SERVERS
    return f"""[program:{program.name}]
command={command}
directory={"/" if first else ROOT}
priority={1 if first else 100}
autostart={str(first).lower()}
autorestart=true
startsecs={1 if first else 2}
startretries=3
stopsignal={program.stop}
stopwaitsecs={program.patience}
stopasgroup=false
killasgroup=true
redirect_stderr=true
stdout_logfile={LOGS / program.name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=3
environment={environment}
{f"user={program.user}" if program.user else ""}
"""


def _group(name: str, members: list[str]) -> str:
    """The members of a group are stopped at the same time."""
    return f"[group:{name}]\nprograms={','.join(members)}\npriority={1 if name == SERVERS else 100}\n"


def _bound_to_parent(signal: str) -> list[str]:
    """Even when the supervisor is killed hard, its processes end with it."""
    found = shutil.which("setpriv")
    return [found, "--pdeathsig", signal, "--"] if found else []


def _quoted(word: str) -> str:
    escaped = _escaped(word)
    return f'"{escaped}"' if " " in escaped or not escaped else escaped


def _escaped(word: str) -> str:
    return word.replace("%", "%%").replace('"', '\\"')
