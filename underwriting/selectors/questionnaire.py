"""The risk questionnaire that is asked on a day, and the one that was asked of a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.core.cache import cache

from underwriting.models import Proposal, Questionnaire
from underwriting.rules.questionnaire import Answered, Asked, Question, material, read_answers, read_questions
from underwriting.selectors.catalogue import product

PRODUCT = "MOTOR"
_KEEP_SECONDS = 60


class NoQuestionnaire(LookupError):
    """No version is in force on the day."""


class AnsweredQuestion(NamedTuple):
    """One question as it was asked, with the answer; ``value`` is "" without one."""

    question: Question
    value: str
    material: bool


def in_force(on: date, product: str = PRODUCT) -> Asked:
    """The version asked on a day. Raises ``NoQuestionnaire``."""
    key = f"underwriting.questionnaire.{product}.{on}"
    version: str | None = cache.get(key)
    if version is None:
        rows = Questionnaire.objects.filter(product=product, effective__contains=on)
        version = rows.values_list("version", flat=True).first()
        if version is None:
            raise NoQuestionnaire(product)
        cache.set(key, version, _KEEP_SECONDS)
    return of_version(version)


@lru_cache(maxsize=32)
def of_version(version: str) -> Asked:
    """A version, whenever it was in force; versions never change. Raises ``Questionnaire.DoesNotExist``."""
    row = Questionnaire.objects.get(version=version)
    return Asked(version=row.version, questions=read_questions(row.questions))


@lru_cache(maxsize=32)
def title_of(version: str) -> Mapping[str, str]:
    """What a version is called, by language."""
    found: Mapping[str, str] = Questionnaire.objects.values_list("title", flat=True).get(version=version)
    return found


NOTHING_ASKED = Asked(version="", questions=())


def asked_of(proposal: Proposal, on: date) -> Asked:
    """The version that is asked for a proposal on a day; some products ask nothing."""
    if proposal.is_motor:
        return in_force(on)
    asked = product(proposal.product, proposal.start_on).questionnaire
    try:
        return in_force(on, asked) if asked else NOTHING_ASKED
    except NoQuestionnaire:
        return NOTHING_ASKED


def answered_by(proposal: Proposal) -> tuple[Answered, list[AnsweredQuestion]]:
    """Questions as they were asked of a proposal, with the answers; nothing before the first answer."""
    answered = read_answers(proposal.disclosures)
    if not answered.version:
        return answered, []
    asked = of_version(answered.version).for_covers(proposal.covers)
    told = set(material(asked, answered))
    return answered, [AnsweredQuestion(q, answered.answers.get(q.key, ""), q.key in told) for q in asked]


def material_answers(proposal: Proposal) -> tuple[str, ...] | None:
    """Questions with an answer that may change the decision; None while not everything was answered."""
    answered, rows = answered_by(proposal)
    if not answered.version and not proposal.is_motor and not asked_of(proposal, proposal.start_on).questions:
        return ()
    if not answered.version or any(not row.value for row in rows):
        return None
    return tuple(row.question.key for row in rows if row.material)
