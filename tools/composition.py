"""docker-compose.yml holds together: parsed, then asked what a reader would ask."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import yaml

from tools.paths import ROOT
from tools.programs import QUEUES

FILE = ROOT / "docker-compose.yml"
OURS = {"web", "relay", "beat", *(f"worker-{queue}" for queue in QUEUES)}
SERVERS = {"postgres", "redis"}
ENDS_BY_ITSELF = {"migrate"}
Services = dict[str, dict[str, Any]]


def faults() -> str:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    services: Services = content["services"]
    return "\n".join([*_services(services), *_links(services), *_volumes(content), *_docker()])


def _services(services: Services) -> Iterator[str]:
    for missing in (OURS | SERVERS | ENDS_BY_ITSELF) - services.keys():
        yield f"service {missing} is missing"
    images = {services[name].get("image") for name in OURS & services.keys()}
    if len(images) > 1:
        yield f"the services of the product use different images: {images}"
    for name, service in services.items():
        if name not in ENDS_BY_ITSELF and "test" not in service.get("healthcheck", {}):
            yield f"{name} has no health check"
        if name not in ENDS_BY_ITSELF and service.get("restart") != "unless-stopped":
            yield f"{name} is not started again"


def _links(services: Services) -> Iterator[str]:
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            if other not in services:
                yield f"{name} depends on {other}, which does not exist"
            elif how["condition"] == "service_completed_successfully" and other not in ENDS_BY_ITSELF:
                yield f"{name} waits for the end of {other}, which does not end"


def _volumes(content: dict[str, Any]) -> Iterator[str]:
    declared = content.get("volumes", {}).keys()
    for name, service in content["services"].items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                if not (ROOT / source).exists():
                    yield f"{name} mounts {source}, which does not exist"
            elif source not in declared:
                yield f"{name} uses the volume {source}, which is not declared"


def _docker() -> Iterator[str]:
    """Docker's own opinion, where there is one."""
    if (
        not shutil.which("docker")
        or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode
    ):
        return
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin"} | dict.fromkeys(
        (
            "SECRET_KEY",
            "FIELD_KEYS",
            "INDEX_KEY",
            "SIGNING_FILE",
            "PUBLIC_ADDRESS",
            "POSTGRES_PASSWORD",
            "OWNER_PASSWORD",
            "APPLICATION_PASSWORD",
            "REDIS_PASSWORD",
            "ALLOWED_HOSTS",
        ),
        "x",
    )
    done = subprocess.run(
        ["docker", "compose", "-f", FILE, "config", "--quiet"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield f"docker compose config: {done.stderr.strip()}"
