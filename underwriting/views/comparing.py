"""Two versions of a proposal, or this year's and last year's cover, side by side (UWR-21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.templatetags.ui import full_moment, money
from core.web.detail import Panel
from core.workflow.registry import acts
from underwriting.models import CLASS_LABELS, SHORT_TERM_LABELS, Channel, Proposal, label_of
from underwriting.rules.comparison import MONEY, Line, answers_that_differ, differences, premium_effect
from underwriting.selectors.content import shown
from underwriting.selectors.questionnaire import of_version
from underwriting.selectors.versions import LAST_YEAR, Version, last_year, versions_of

CHOICES: Mapping[str, Mapping[Any, Any]] = {
    "vehicle_class": CLASS_LABELS,
    "short_term": SHORT_TERM_LABELS,
    "channel": dict(Channel.choices),
}


def panel() -> Panel:
    return Panel(
        key="versions",
        title=_("Versions compared"),
        icon="git-compare",
        template="underwriting/panels/versions.html",
        context=versions,
        tab="compare",
        flush=True,
    )


def versions(request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    """By default this version against last year's cover, else against the first version."""
    known = versions_of(obj)
    before = last_year(obj, request.actor)  # type: ignore[attr-defined]
    listed = [*([before] if before else []), *known]
    if len(listed) < 2:
        return None
    older = _chosen(request.GET.get("older"), listed) or listed[0]
    newer = _chosen(request.GET.get("newer"), listed) or listed[-1]
    effect = premium_effect(older.values, newer.values)
    return {
        "versions": [(one.key, _named(one)) for one in listed],
        "older": older.key,
        "newer": newer.key,
        "rows": [
            *(_row(line) for line in differences(older.values, newer.values) if line.name != "disclosures"),
            *_content_rows(obj, older, newer),
        ],
        "answers": _answers(older, newer),
        "premiums": [_premium(line) for line in effect],
    }


def _chosen(key: str | None, listed: Sequence[Version]) -> Version | None:
    return next((one for one in listed if one.key == key), None)


def _named(one: Version) -> str:
    if one.key == LAST_YEAR:
        return _("Last year: %(number)s") % {"number": one.number}
    act = acts().get(one.act)
    text = _(act.label) if act else one.act
    return _("Version %(number)s") % {"number": one.key} + f" · {text} · {one.who} · {full_moment(one.at)}"


def _row(line: Line) -> tuple[str, Any, Any, str]:
    return label_of(line.name), _shown(line.name, line.old), _shown(line.name, line.new), _signed(line.change)


def _content_rows(obj: Proposal, older: Version, newer: Version) -> list[tuple[str, Any, Any, str]]:
    """What the entry of another line says differently, each figure by its label."""
    if obj.is_motor:
        return []
    was, now = (_entered(obj, one.values.get("content") or {}) for one in (older, newer))
    labels = list(dict.fromkeys([*was, *now]))
    return [
        (label, was.get(label, "–"), now.get(label, "–"), "") for label in labels if was.get(label) != now.get(label)
    ]


def _entered(obj: Proposal, content: Mapping[str, Any]) -> dict[str, str]:
    """Fields by their label; rows of the table by their place."""
    entry = shown(obj.product, obj.start_on, content)
    rows = {
        f"{entry.title} {place}": " · ".join(text for text, _figure in cells if text)
        for place, cells in enumerate(entry.rows, start=1)
    }
    return dict(entry.facts) | rows


def _premium(line: Line) -> tuple[str, Any, Any, str, bool]:
    label = _("To be paid") if line.name == "total" else label_of(line.name)
    return label, money(line.old), money(line.new), _signed(line.change), line.name == "total"


def _shown(name: str, value: Any) -> Any:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in MONEY:
        return money(value)
    return CHOICES.get(name, {}).get(value, value)


def _signed(change: Decimal | None) -> str:
    return f"{change:+,.2f}" if change else ""


def _answers(older: Version, newer: Version) -> list[tuple[str, str, str]]:
    """Questions that were answered differently, in the words of the version that was asked last."""
    version = (newer.values.get("disclosures") or {}).get("version") or ""
    if not version:
        return []
    language = get_language() or ""
    questions = {question.key: question for question in of_version(version).questions}
    differing = answers_that_differ(older.values, newer.values)
    return [
        (q.asked(language), q.answer(was, language) or "–", q.answer(now, language) or "–")
        for key, was, now in differing
        if (q := questions.get(key)) is not None
    ]
