"""What an element said about a proposal, in words: values with their units, conditions as sentences (AUW-10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags.ui import money
from underwriting.rules.standing import WORDS as STANDING_WORDS
from underwriting.rules.words import gettext_noop as noop
from underwriting.selectors.shown import plain_value

SIGN_WORDS = {"∈": noop("one of"), "⊆": noop("nothing but"), "∅": "", "✓": ""}


def verdict_row(verdict: Mapping[str, Any], texts: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A stored verdict as a line of a table; ``texts`` are the questions and grounds behind keys."""
    value, unit, sign = verdict["value"], verdict["unit"], verdict["operator"]
    word = SIGN_WORDS.get(sign)
    return {
        **verdict,
        "shown": shown(_in_words(value, texts or {}), unit),
        "operator": sign if word is None else _(word) if word else "",
        "limit": _("yes") if sign == "✓" else shown(verdict["threshold"], unit),
    }


def _in_words(value: Any, texts: Mapping[str, str]) -> Any:
    """Keys of questions become the questions, and what the facts say – a list, a grade, a doubt – its words."""
    return [_in_words_of_one(item, texts) for item in value] if isinstance(value, list) else value


def _in_words_of_one(item: Any, texts: Mapping[str, str]) -> Any:
    word = STANDING_WORDS.get(item)
    return texts.get(item) or (_(word) if word else item)


def shown(value: Any, unit: str) -> str:
    """A value as people read it."""
    if value is None:
        return _("not known")
    if value in ("", [], ()):
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _(", ").join(plain_value(item, "") for item in value)
    return str(money(value)) if unit == "yuan" else plain_value(value, unit)
