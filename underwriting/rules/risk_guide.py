"""Scored guides of risk assessment: sections with weights, questions with answers, grades (5.15 … 5.18)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.explain import Explained, Step
from underwriting.rules.words import gettext_noop as _

HUNDRED = Decimal(100)
EXCELLENT, GOOD, FAIR, POOR = "excellent", "good", "fair", "poor"
GRADE_LABELS = {EXCELLENT: _("excellent"), GOOD: _("good risk"), FAIR: _("fair, terms"), POOR: _("poor")}
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer with the percent that it is worth; a fatal one caps the grade."""

    value: str
    text: Text
    percent: Decimal
    fatal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a section."""

    key: str
    text: Text
    choices: tuple[Choice, ...]

    def choice(self, value: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the guide with its share of the hundred points."""

    key: str
    text: Text
    weight: Decimal
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One version of a guide. ``grades`` are (least score, grade) from the best down; ``shots`` are the kinds of photo
    and plan without which a survey is not complete, ``documents`` the papers that are collected, by key and name."""

    code: str
    version: str
    sections: tuple[Section, ...]
    grades: tuple[tuple[Decimal, str], ...]
    fatal_cap: str
    committee_below: Decimal | None = None
    shots: tuple[str, ...] = ()
    documents: tuple[tuple[str, Text], ...] = ()

    def missing_documents(self, collected: Collection[str]) -> list[Text]:
        """Papers that were not collected, by their names."""
        return [text for key, text in self.documents if key not in collected]

    def questions(self) -> dict[str, Question]:
        return {question.key: question for section in self.sections for question in section.questions}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the guide says of a risk."""

    total: Decimal
    grade: str
    fatal: tuple[str, ...]
    percents: Mapping[str, Decimal]
    explained: Explained


def guide_of(code: str, version: str, data: Mapping[str, Any]) -> Guide:
    """A guide from its stored form. Raises ``KeyError`` for one that is not whole."""
    return Guide(
        code=code,
        version=version,
        sections=tuple(_section(row) for row in data["sections"]),
        grades=tuple((Decimal(str(row["from"])), row["grade"]) for row in data["grades"]),
        fatal_cap=data["fatal_cap"],
        committee_below=Decimal(str(data["committee_below"])) if data.get("committee_below") is not None else None,
        shots=tuple(data.get("shots", ())),
        documents=tuple((row["key"], row["text"]) for row in data.get("documents", ())),
    )


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        key=row["key"],
        text=row["text"],
        weight=Decimal(str(row["weight"])),
        questions=tuple(_question(asked) for asked in row["questions"]),
    )


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        key=row["key"],
        text=row["text"],
        choices=tuple(
            Choice(
                value=one["value"],
                text=one["text"],
                percent=Decimal(str(one["percent"])),
                fatal=bool(one.get("fatal", False)),
            )
            for one in row["choices"]
        ),
    )


def guide_faults(guide: Guide) -> list[str]:
    """What is wrong with a guide; empty for a sound one. Codes, put into words where they are shown."""
    faults = []
    if sum((section.weight for section in guide.sections), Decimal(0)) != HUNDRED:
        faults.append("weights")
    keys = [question.key for section in guide.sections for question in section.questions]
    if len(keys) != len(set(keys)):
        faults.append("keys")
    if any(not section.questions for section in guide.sections):
        faults.append("questions")
    if any(not _sound(question) for question in guide.questions().values()):
        faults.append("answers")
    floors = [floor for floor, _grade in guide.grades]
    if floors != sorted(floors, reverse=True) or not floors or floors[-1] != 0:
        faults.append("grades")
    return faults


def _sound(question: Question) -> bool:
    percents = [choice.percent for choice in question.choices]
    return len(percents) > 1 and min(percents) >= 0 and max(percents) <= HUNDRED


def unanswered(guide: Guide, answers: Mapping[str, str]) -> list[str]:
    """Keys of the questions that have no answer, or one that the guide does not know."""
    return [key for key, question in guide.questions().items() if question.choice(answers.get(key, "")) is None]


def section_percents(guide: Guide, answers: Mapping[str, str]) -> dict[str, Decimal]:
    """The mean of the answers of each section, in percent. Raises ``LookupError`` while questions are open."""
    if unanswered(guide, answers):
        raise LookupError(unanswered(guide, answers))
    return {section.key: _mean(section, answers) for section in guide.sections}


def _mean(section: Section, answers: Mapping[str, str]) -> Decimal:
    given = [question.choice(answers[question.key]) for question in section.questions]
    total = sum((choice.percent for choice in given if choice is not None), Decimal(0))
    return (total / len(given)).quantize(Decimal("0.01"))


def score(guide: Guide, answers: Mapping[str, str]) -> Score:
    """Points and grade of the answers; a fatal answer caps the grade."""
    fatal = tuple(
        key
        for key, question in guide.questions().items()
        if (choice := question.choice(answers.get(key, ""))) is not None and choice.fatal
    )
    return weighed(guide, section_percents(guide, answers), fatal=fatal)


def weighed(guide: Guide, percents: Mapping[str, Decimal], *, fatal: tuple[str, ...] = ()) -> Score:
    """Each section's percent times its weight, added up."""
    steps, total = [], Decimal(0)
    for section in guide.sections:
        percent = percents[section.key]
        points = (percent * section.weight / HUNDRED).quantize(Decimal("0.01"))
        total += points
        detail = f"{percent}% × {section.weight} = {points}"
        steps.append(Step(rule=section.text["en"], detail=detail, result=total, basis=guide.version))
    return Score(
        total=total,
        grade=grade_of(guide, total, fatal=bool(fatal)),
        fatal=fatal,
        percents=dict(percents),
        explained=Explained(tuple(steps)),
    )


def grade_of(guide: Guide, total: Decimal, *, fatal: bool) -> str:
    """The best grade whose least score is reached; never better than the cap when something is fatal."""
    order = [grade for _floor, grade in guide.grades]
    reached = next(grade for floor, grade in guide.grades if total >= floor)
    if fatal and order.index(reached) < order.index(guide.fatal_cap):
        return guide.fatal_cap
    return reached
