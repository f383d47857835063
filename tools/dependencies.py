"""The lock files are in step with pyproject.toml and name no download host."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.paths import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
ADDRESS = re.compile(r"https?://[^\s\"']+")


def faults() -> str:
    return "\n".join([*_out_of_step(), *_hosts(), *_without_hash()])


def _wanted() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    return {"requirements.lock": project["project"]["dependencies"]} | {
        f"requirements-{name}.lock": groups[name] for name in groups
    }


def _out_of_step() -> Iterator[str]:
    for lock, wanted in _wanted().items():
        path = ROOT / lock
        if not path.exists():
            yield f"{lock} is missing: make lock"
            continue
        pinned = {
            canonicalize_name(name): version for name, version in PINNED.findall(path.read_text(encoding="utf-8"))
        }
        for requirement in map(Requirement, wanted):
            version = pinned.get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                yield f"{lock}: {requirement} is wanted, {version or 'nothing'} is locked: make lock"


def _hosts() -> Iterator[str]:
    for path in [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]:
        if path.exists():
            text = path.read_text(encoding="utf-8")
            if '"resolved"' in text or (path.suffix == ".lock" and ADDRESS.search(text)):
                yield f"{path.name} records where packages were downloaded"


def _without_hash() -> Iterator[str]:
    for path in ROOT.glob("requirements*.lock"):
        entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        yield from (
            f"{path.name}: {entry.split()[0]} has no hash" for entry in entries if "--hash=sha256:" not in entry
        )
