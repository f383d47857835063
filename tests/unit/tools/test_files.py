"""The files around the product hold together, and a broken one is noticed."""

from __future__ import annotations

import pytest
import yaml

from tools import composition, dependencies, stamps, trace


def test_the_composition_has_no_faults():
    assert composition.faults() == ""


@pytest.fixture
def services():
    return yaml.safe_load(composition.FILE.read_text(encoding="utf-8"))["services"]


def test_a_missing_worker_is_noticed(services):
    del services["worker-dispatch"]
    assert list(composition._services(services)) == ["service worker-dispatch is missing"]


def test_a_service_without_health_check_is_noticed(services):
    del services["relay"]["healthcheck"]
    assert list(composition._services(services)) == ["relay has no health check"]


def test_a_dependency_that_does_not_exist_is_noticed(services):
    services["web"]["depends_on"] = {"database": {"condition": "service_healthy"}}
    assert list(composition._links(services)) == ["web depends on database, which does not exist"]


def test_the_lock_files_are_in_step():
    assert dependencies.faults() == ""


def test_a_step_is_done_again_only_when_something_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "STAMPS", tmp_path)
    done = []
    for digest in ("a", "a", "b"):
        with stamps.once_for("step", digest) as needed:
            done.append(needed)
    assert done == [True, False, True]


def test_a_step_that_failed_is_done_again(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "STAMPS", tmp_path)
    with pytest.raises(RuntimeError), stamps.once_for("step", "a"):
        raise RuntimeError
    with stamps.once_for("step", "a") as needed:
        assert needed


def test_marks_name_requirements_that_exist():
    assert trace.faults() == ""
