"""The risk questionnaire: the duty to disclose ends at what was asked, so every answer is kept with the version of the
question (LAW-16, PRO-01). Questions that ask for everything at once do not count and are not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answers. ``material`` ones go to the underwriter; ``covers`` are those it is asked for."""

    key: str
    text: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]
    material: frozenset[str] = frozenset()
    covers: frozenset[str] = frozenset()
    basis: str = ""

    def asked(self, language: str) -> str:
        return _in(self.text, language)

    def answer(self, value: str, language: str) -> str:
        return _in(self.options[value], language) if value in self.options else ""


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get("zh" if language.startswith("zh") else "en") or words["zh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One version of the questionnaire of a product."""

    version: str
    questions: Sequence[Question]

    def for_covers(self, covers: Iterable[str]) -> list[Question]:
        """The questions that are asked for these covers."""
        chosen = set(covers)
        return [question for question in self.questions if not question.covers or question.covers & chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Answers as they are kept: by key, with the version that was asked and the customer's explanation."""

    version: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"version": self.version, "answers": dict(self.answers), "explanation": self.explanation}


def read_questions(rows: Iterable[Mapping[str, Any]]) -> list[Question]:
    """Questions as they are stored."""
    return [
        Question(
            key=row["key"],
            text=row["text"],
            options={option["value"]: option for option in row["options"]},
            material=frozenset(row.get("material", ())),
            covers=frozenset(row.get("covers", ())),
            basis=row.get("basis", ""),
        )
        for row in rows
    ]


def read_answers(stored: Mapping[str, Any] | None) -> Answered:
    """Answers as they are stored; nothing answered reads as such."""
    kept = stored or {}
    answers = {str(key): str(value) for key, value in (kept.get("answers") or {}).items()}
    return Answered(version=kept.get("version", ""), answers=answers, explanation=kept.get("explanation", ""))


def wrong_answers(questions: Sequence[Question], answered: Answered) -> list[str]:
    """Keys that were not asked, or whose answer is none of the options."""
    options = {question.key: question.options for question in questions}
    return [key for key, value in answered.answers.items() if value not in options.get(key, {})]


def unanswered(questions: Sequence[Question], answered: Answered) -> list[str]:
    """Questions that still want an answer."""
    return [question.key for question in questions if question.key not in answered.answers]


def material(questions: Sequence[Question], answered: Answered) -> tuple[str, ...]:
    """Questions whose answer may change acceptance or rate."""
    return tuple(q.key for q in questions if answered.answers.get(q.key) in q.material)
