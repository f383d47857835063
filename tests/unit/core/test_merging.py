"""What becomes of each kind of field when somebody else changed the object meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from core.web.commands import CommandForm
from core.web.merging import as_shown, merge, seal, unseal

pytestmark = pytest.mark.req("PRO-05")


class Entry(CommandForm):
    day = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d"))
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    tick = forms.BooleanField(required=False)
    text = forms.CharField(widget=forms.Textarea)
    reason = forms.CharField()


OLD: dict[str, Any] = {"day": date(2026, 1, 2), "several": ["a"], "tick": True, "text": "one\ntwo", "reason": "-"}
NEW: dict[str, Any] = {"day": date(2026, 3, 4), "several": ["a", "b"], "tick": False, "text": "three", "reason": "+"}


def _sent(**over: str) -> Entry:
    """As the browser sends the old page: lines end its own way."""
    data = QueryDict(mutable=True)
    data.update({"day": "2026-01-02", "several": "a", "tick": "on", "text": "one\r\ntwo ", "reason": "why"} | over)
    return Entry(data, initial=NEW, version=2)


def test_fields_left_alone_take_what_is_stored() -> None:
    form, names = _sent(), ["day", "several", "tick", "text"]
    marks = merge(form, names, was=as_shown(Entry(initial=OLD, version=1)), now=as_shown(form))
    assert list(marks) == names
    assert [form[name].value() for name in names] == ["2026-03-04", ["a", "b"], False, "three"]
    assert form["reason"].value() == "why"


def test_what_both_changed_to_the_same_is_not_marked() -> None:
    form = _sent(day="2026-03-04", text="mine")
    was = as_shown(Entry(initial=OLD, version=1))
    assert list(merge(form, ["day", "text"], was=was, now=as_shown(form))) == ["text"]
    assert form["text"].value() == "mine"


def test_what_nobody_else_changed_stays_as_typed() -> None:
    form = _sent(text="mine")
    now = as_shown(Entry(initial=OLD, version=1))
    assert merge(form, ["text", "tick"], was=now, now=now) == {}
    assert (form["text"].value(), form["tick"].value()) == ("mine", True)


def test_a_seal_of_somebody_else_is_none() -> None:
    assert unseal(seal({"text": ["one"]})) == {"text": ["one"]}
    assert unseal(seal({"text": ["one"]})[:-1] + "!") is None
    assert unseal("") is None


def test_a_form_of_something_new_brings_no_snapshot() -> None:
    assert "as_shown" not in Entry().fields
