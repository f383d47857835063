"""The documentation of a lifecycle comes from its declaration."""

from __future__ import annotations

from core.workflow import document
from tests.sample.models import PAPER


def test_the_diagram_shows_every_way_through_the_states() -> None:
    text = document.diagram(PAPER)
    assert "[*] --> draft: Write" in text
    assert "submitted --> signed: Sign" in text
    assert "submitted --> draft: Sign" in text
    assert "draft --> draft: Edit" in text
    assert "signed --> [*]" in text


def test_the_table_of_acts_names_duty_authority_and_reason() -> None:
    assert "| Refuse | `sample.paper.refuse` | `sample.sign_paper` | – | – | required |" in document.acts(PAPER)
