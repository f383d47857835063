"""What was asked and answered, as the panels of a proposal show it (LAW-16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.web.detail import Panel
from underwriting.models import Proposal
from underwriting.selectors.questionnaire import answered_by

Content = Mapping[str, Any] | None


def answers(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001 - panels share one shape
    """Every question as it was asked, with its answer."""
    answered, rows = _shown(obj)
    return {"rows": rows, "explanation": answered.explanation, "aside": answered.version} if rows else None


def material_answers(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001
    """Only the answers that may change the decision, with what the customer says about them."""
    answered, rows = _shown(obj)
    told = [row for row in rows if row[2]]
    return {"rows": told, "explanation": answered.explanation, "aside": answered.version} if told else None


def panels() -> tuple[Panel, ...]:
    """Beside the decision what matters for it; beside the entry the whole questionnaire."""
    template = "underwriting/panels/answers.html"
    return (
        Panel(
            key="told",
            title=_("Answers that matter"),
            icon="alert-triangle",
            template=template,
            context=material_answers,
            flush=True,
        ),
        Panel(
            key="asked",
            title=_("Risk questionnaire"),
            icon="zoom-question",
            template=template,
            context=answers,
            tab="entry",
            flush=True,
        ),
    )


def _shown(obj: Proposal) -> tuple[Any, list[tuple[str, str, bool]]]:
    language = get_language() or ""
    answered, rows = answered_by(obj)
    return answered, [(r.question.asked(language), r.question.answer(r.value, language), r.material) for r in rows]


def asked_texts(obj: Proposal) -> dict[str, str]:
    """Question by key, in the reader's language."""
    language = get_language() or ""
    return {row.question.key: row.question.asked(language) for row in answered_by(obj)[1]}
