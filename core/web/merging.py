"""Two people on one form: what a page showed when it was opened, and what stands in each field when it comes too late.

Somebody changed the object after the page was opened. A field that was left as it was shown takes the stored value; a
field in which something else was typed keeps it. Either is marked, so that nobody's change is undone unseen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

SALT = "core.web.as_shown"
NOT_TYPED = frozenset({"reason"})
Shown = dict[str, list[str]]
"""The values of a page by field, as its controls send them; a field without a value is left out."""


def seal(shown: Shown) -> str:
    """Travels with the page; signed, so that what comes back is what the page showed."""
    return signing.dumps(shown, salt=SALT, compress=True)


def unseal(sealed: str) -> Shown | None:
    """None when the page brought nothing that can be relied on."""
    try:
        found: Shown = signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        return None
    return found


def typed_fields(form: forms.BaseForm) -> list[str]:
    """The fields that people fill in; a reason belongs to the act, not to the object, and files are not shown again."""
    return [
        name
        for name, field in form.fields.items()
        if name not in NOT_TYPED and not field.widget.is_hidden and not isinstance(field, forms.FileField)
    ]


def as_shown(form: forms.BaseForm) -> Shown:
    """What the page shows of the object before anything is typed."""
    found = {name: _sent_as(form.fields[name], form[name].initial) for name in typed_fields(form)}
    return {name: values for name, values in found.items() if values}


def typed_in(form: forms.BaseForm, name: str) -> list[str]:
    widget = form.fields[name].widget
    return _sent_as(form.fields[name], widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))


def _sent_as(field: forms.Field, value: Any) -> list[str]:
    """A value as its control sends it, whichever way it came here."""
    prepared = field.prepare_value(value)
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if field.widget.check_test(prepared) else []
    said = field.widget.format_value(prepared)
    values = said if isinstance(said, list | tuple) else [said]
    return [text for one in values if (text := _plain(one))]


def _plain(value: Any) -> str:
    """Browsers send the ends of lines their own way, and fields are read without blanks around."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def merge(form: forms.BaseForm, names: Iterable[str], *, was: Shown | None, now: Shown) -> dict[str, str]:
    """Put the stored values into the fields that were left as they were shown (``form.data`` must be a copy of its
    own). Returns the mark of every field that somebody else changed. Of a page that did not say what it showed, every
    field that differs counts as typed."""
    marks = {}
    for name in names:
        typed, stored = typed_in(form, name), now.get(name, [])
        before = typed if was is None else was.get(name, [])
        if typed == stored or (was is not None and stored == before):
            continue
        if was is not None and typed == before:
            put(form, name, stored)
            marks[name] = _taken_over(form.fields[name], before)
        else:
            marks[name] = _kept_against(form.fields[name], stored)
    return marks


def put(form: forms.BaseForm, name: str, values: list[str]) -> None:
    """As if the field had been sent with these values."""
    data: Any = form.data
    key, widget = form.add_prefix(name), form.fields[name].widget
    several = getattr(widget, "allow_multiple_selected", False)
    if not values and (several or isinstance(widget, forms.CheckboxInput)):
        data.pop(key, None)
    elif several and hasattr(data, "setlist"):
        data.setlist(key, values)
    else:
        data[key] = values if several else next(iter(values), "")


def _taken_over(field: forms.Field, before: list[str]) -> str:
    text = _("Changed by somebody else meanwhile; the stored value stands here now. Before: %(before)s.")
    return text % {"before": _in_words(field, before)}


def _kept_against(field: forms.Field, stored: list[str]) -> str:
    text = _("Changed by somebody else meanwhile to: %(stored)s. What you typed stands here and would replace it.")
    return text % {"stored": _in_words(field, stored)}


def _in_words(field: forms.Field, values: list[str]) -> str:
    """As the page names it: a choice by its label, a tick by yes or no."""
    if isinstance(field.widget, forms.CheckboxInput):
        return _("yes") if values else _("no")
    offered: Iterable[tuple[Any, Any]] = getattr(field.widget, "choices", ())
    choices = {str(value): label for value, label in offered if not isinstance(label, list | tuple)}
    return _(", ").join(str(choices.get(one, one)) for one in values or [""]) or "–"
