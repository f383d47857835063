"""The supervisor's file, and the port that is taken."""

from __future__ import annotations

import configparser
import socket

import pytest
from django.conf import settings

from tools import programs, run
from tools.console import Problem


@pytest.fixture
def configuration(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "RUN", tmp_path)
    monkeypatch.setattr(programs, "LOGS", tmp_path / "log")
    monkeypatch.setattr(programs, "CONFIGURATION", tmp_path / "supervisord.conf")
    server = programs.Program(name="postgres", command=["/bin/post gres", "100%"], group=programs.SERVERS, stop="INT")
    parser = configparser.RawConfigParser()
    parser.read(programs.write_configuration([server, *programs.product_programs()]), encoding="utf-8")
    return parser


def test_there_is_a_worker_for_every_queue():
    assert settings.QUEUES == programs.QUEUES
    names = {program.name for program in programs.product_programs()}
    assert names == {"web", "relay", "beat", *(f"worker-{queue}" for queue in settings.QUEUES)}


def test_the_servers_start_at_once_and_the_product_when_it_is_told(configuration):
    assert configuration["program:postgres"]["autostart"] == "true"
    assert {configuration[f"program:{one.name}"]["autostart"] for one in programs.product_programs()} == {"false"}


def test_the_servers_stop_last(configuration):
    assert int(configuration["group:servers"]["priority"]) < int(configuration["group:product"]["priority"])


def test_words_with_blanks_and_percents_arrive_whole(configuration):
    assert configuration["program:postgres"]["command"].endswith('"/bin/post gres" 100%%')


def test_the_next_port_is_taken_and_said(monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        taken = busy.getsockname()[1]
        monkeypatch.setenv("PORT", str(taken))
        monkeypatch.setenv("HOST", "127.0.0.1")
        found = run._port()
    assert found > taken
    assert capsys.readouterr().out.strip() == f"port {taken} is taken; using {found}"


def test_a_second_start_in_the_same_place_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "RUN", tmp_path)
    with socket.socket(socket.AF_UNIX) as running:
        running.bind(str(tmp_path / "supervisor.sock"))
        running.listen()
        with pytest.raises(Problem, match="already running"):
            run._refuse_second_run()
