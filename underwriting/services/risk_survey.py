"""Collecting data, the visit of the site, risk units, answers to the guide (RSK-06, RSK-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core import files
from core.models import Receipt, StoredFile
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import Forbidden
from underwriting.models import RiskAssessment, RiskUnit, SitePhoto
from underwriting.rules import risk_assessment as life
from underwriting.rules.risk_guide import score
from underwriting.selectors.risk import largest_loss_of, values_of
from underwriting.selectors.risk_facts import read_guide
from underwriting.services.refusals import Incomplete, InvalidEntry

PROFILE = ("business", "industry", "years", "staff", "items", "history", "other_insurance", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileData:
    """What was collected of the insured, each with its source."""

    address: str
    occupancy: str
    profile: Mapping[str, str]
    refused: str = ""


def refuse_other_hands(assessment: RiskAssessment, command: Command) -> None:
    """An assessment that was given to somebody is that person's."""
    if assessment.assessor_id is not None and assessment.assessor_id != command.actor.staff_id:
        raise Forbidden(_("This assessment was given to %(name)s.") % {"name": assessment.assessor_name})


@transition(RiskAssessment, life.COLLECT)
def collect(assessment: RiskAssessment, command: Command, /, *, data: ProfileData) -> str | None:
    """Insured, industry, occupancy, items, sums and losses with their sources; what was refused is noted and becomes
    a condition."""
    refuse_other_hands(assessment, command)
    needed = {"address": data.address, "occupancy": data.occupancy} | {
        name: data.profile.get(name, "") for name in ("business", "items", "history", "sources")
    }
    missing = [name for name, value in needed.items() if not value.strip()]
    if missing and not data.refused.strip():
        message = _("Enter the data, or note what was refused.")
        raise Incomplete(message, details={"fields": missing}, field=missing[0])
    if assessment.assessor_id is None:
        assessment.assessor_id, assessment.assessor_name = command.actor.staff_id, command.actor.name
    assessment.address, assessment.occupancy = data.address.strip(), data.occupancy.strip()
    assessment.profile = {name: data.profile.get(name, "").strip() for name in PROFILE}
    assessment.refused_data = data.refused.strip()
    return None if assessment.state == life.PLANNED else assessment.state


@transition(RiskAssessment, life.ADD_PHOTO)
def add_photo(assessment: RiskAssessment, command: Command, /, *, file_id: int, shot: str, note: str = "") -> None:
    """Keep a photo or plan; time and place are those of the camera."""
    refuse_other_hands(assessment, command)
    if shot not in dict(SitePhoto.SHOTS):
        raise InvalidEntry(_("Choose what the photo shows."), field="shot")
    file = StoredFile.objects.get(pk=file_id)
    files.attach(file, subject_kind=life.ASSESSMENT_KIND, subject_id=assessment.pk)
    SitePhoto.objects.create(
        assessment=assessment,
        file=file,
        shot=shot,
        note=note.strip(),
        taken_at=file.taken_at,
        latitude=file.latitude,
        longitude=file.longitude,
        added_at=command.at,
        added_by=command.actor.name,
    )


def file_sent_before(assessment_id: int, command: Command, original_sha256: str) -> int | None:
    """The file that this very command brought before: a phone that lost the answer sends it again."""
    if not Receipt.objects.filter(key=command.key).exists():
        return None
    sent = SitePhoto.objects.filter(assessment_id=assessment_id, file__original_sha256=original_sha256)
    return sent.values_list("file_id", flat=True).first()


@transition(RiskAssessment, life.ADD_UNIT)
def add_unit(
    assessment: RiskAssessment, command: Command, /, *, area: str, subject: str, value: Decimal, damage: Decimal
) -> None:
    """A value in a fire area with its damage factor; PML and MFL follow."""
    refuse_other_hands(assessment, command)
    if value <= 0:
        raise InvalidEntry(_("Enter a value above zero."), field="value")
    if not 0 <= damage <= 100:
        raise InvalidEntry(_("Between 0 and 100 percent."), field="damage")
    RiskUnit.objects.create(
        assessment=assessment, area=area.strip(), subject=subject.strip(), value=value, damage=damage
    )
    _reckon(assessment)


@transition(RiskAssessment, life.DROP_UNIT)
def drop_unit(assessment: RiskAssessment, command: Command, /, *, unit: int) -> None:
    """Take out a value that was entered wrongly."""
    refuse_other_hands(assessment, command)
    removed, _rows = assessment.units.filter(pk=unit).delete()
    if not removed:
        raise InvalidEntry(_("Choose one of the list."), field="unit")
    _reckon(assessment)


def _reckon(assessment: RiskAssessment) -> None:
    loss = largest_loss_of(values_of(assessment))
    assessment.pml, assessment.mfl = (loss.pml, loss.mfl) if loss else (None, None)


@transition(RiskAssessment, life.INSPECT)
def inspect(assessment: RiskAssessment, command: Command, /) -> None:
    """The site was visited: at least one photo with it."""
    refuse_other_hands(assessment, command)
    if not assessment.photos.exists():
        raise Incomplete(_("Add photos of the site first."), details={"fields": ["photos"]})
    assessment.visited_at = command.at


@transition(RiskAssessment, life.ANSWER)
def answer(assessment: RiskAssessment, command: Command, /, *, answers: Mapping[str, str]) -> None:
    """Answers to the guide; points and grade are computed and kept with their steps."""
    refuse_other_hands(assessment, command)
    if assessment.guide is None:
        raise InvalidEntry(_("There is no guide for this line."))
    guide = read_guide(assessment.guide)
    asked = guide.questions()
    unknown = [key for key, value in answers.items() if key not in asked or asked[key].choice(value) is None]
    if unknown:
        raise InvalidEntry(_("Choose one of the list."), field=unknown[0])
    assessment.answers = dict(answers)
    try:
        found = score(guide, answers)
    except LookupError as open_questions:
        missing: list[str] = open_questions.args[0]
        raise Incomplete(_("Answer every question."), details={"fields": missing}, field=missing[0]) from None
    assessment.score, assessment.grade = found.total, found.grade
    assessment.score_steps, assessment.fatal = found.explained.as_json(), list(found.fatal)
