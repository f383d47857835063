"""Collecting data, the visit of the site, risk units, answers to the guide (RSK-06, RSK-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import files
from core.models import Receipt, StoredFile
from core.workflow.command import Command
from core.workflow.engine import transition
from core.workflow.refusals import Forbidden
from underwriting.models import RiskAssessment, RiskUnit, SitePhoto
from underwriting.rules import risk_assessment as life
from underwriting.rules.risk_guide import score
from underwriting.rules.risk_survey import above_sum, missing_shots, years_fault
from underwriting.rules.saying import says_something
from underwriting.selectors.risk import largest_loss_of, values_of
from underwriting.selectors.risk_facts import read_guide
from underwriting.services.refusals import Incomplete, InvalidEntry

NEEDED = ("address", "occupancy", "business", "items", "history", "sources")
PROFILE = ("business", "industry", "years", "staff", "items", "history", "other_insurance", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileData:
    """What was collected of the insured, each with its source."""

    address: str
    occupancy: str
    profile: Mapping[str, str]
    refused: str = ""
    documents: tuple[str, ...] = ()


def refuse_other_hands(assessment: RiskAssessment, command: Command) -> None:
    """An assessment that was given to somebody is that person's."""
    if assessment.assessor_id is not None and assessment.assessor_id != command.actor.staff_id:
        raise Forbidden(_("This assessment was given to %(name)s.") % {"name": assessment.assessor_name})


@transition(RiskAssessment, life.COLLECT)
def collect(assessment: RiskAssessment, command: Command, /, *, data: ProfileData) -> str | None:
    """Insured, industry, occupancy, items, sums and losses with their sources; what was refused is noted and becomes
    a condition."""
    refuse_other_hands(assessment, command)
    needed = {"address": data.address, "occupancy": data.occupancy, **data.profile}
    missing = [name for name in NEEDED if not needed.get(name, "").strip()]
    if missing and not data.refused.strip():
        message = _("Enter the data, or note what was refused.")
        raise Incomplete(message, details={"fields": missing}, field=missing[0])
    known = dict(read_guide(assessment.guide).documents) if assessment.guide else {}
    if set(data.documents) - known.keys():
        raise InvalidEntry(_("Choose one of the list."), field="documents")
    fault = years_fault(data.profile.get("years", ""), localdate(command.at).year)
    if fault:
        raise InvalidEntry(_(fault), field="years")
    if assessment.assessor_id is None:
        assessment.assessor_id, assessment.assessor_name = command.actor.staff_id, command.actor.name
    assessment.address, assessment.occupancy = data.address.strip(), data.occupancy.strip()
    assessment.profile = {name: data.profile.get(name, "").strip() for name in PROFILE}
    assessment.refused_data, assessment.documents = data.refused.strip(), list(data.documents)
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
    assessment: RiskAssessment,
    command: Command,
    /,
    *,
    area: str,
    subject: str,
    value: Decimal,
    damage: Decimal,
    finding: str = "",
) -> None:
    """A value in a fire area with its damage factor and what was found there; PML, MFL and the cession follow. Units
    worth more than the sum insured say why."""
    refuse_other_hands(assessment, command)
    if value <= 0:
        raise InvalidEntry(_("Enter a value above zero."), field="value")
    if not 0 <= damage <= 100:
        raise InvalidEntry(_("Between 0 and 100 percent."), field="damage")
    values = [one.value for one in values_of(assessment)]
    above = above_sum([*values, value], assessment.exposure)
    if above and not says_something(command.reason):
        message = _("With it the units are worth %(above)s more than the sum insured of %(sum)s. Say why.")
        shown = {"above": f"{above:,.2f}", "sum": f"{assessment.exposure:,.2f}"}
        raise InvalidEntry(message % shown, field="reason")
    RiskUnit.objects.create(
        assessment=assessment,
        area=area.strip(),
        subject=subject.strip(),
        value=value,
        damage=damage,
        finding=finding.strip(),
        why_above=command.reason.strip() if above else "",
    )
    _reckon(assessment)


@transition(RiskAssessment, life.NOTE_FINDING)
def note_finding(assessment: RiskAssessment, command: Command, /, *, unit: int, finding: str) -> None:
    """What the assessor saw at a risk unit."""
    refuse_other_hands(assessment, command)
    if not says_something(finding):
        raise InvalidEntry(_("Write what was found."), field="finding")
    if not assessment.units.filter(pk=unit).update(finding=finding.strip()):
        raise InvalidEntry(_("Choose one of the list."), field="unit")


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
    """The site was visited: the photos and the plan that the guide demands, and a finding at every risk unit."""
    refuse_other_hands(assessment, command)
    _refuse_without_photos(assessment)
    silent = [one.area for one in values_of(assessment) if not one.finding]
    if silent:
        message = _("Note what was found at each risk unit: %(units)s.")
        areas = _(", ").join(dict.fromkeys(silent))
        raise Incomplete(message % {"units": areas}, details={"fields": ["units"], "units": silent})
    assessment.visited_at = command.at


def _refuse_without_photos(assessment: RiskAssessment) -> None:
    demanded = read_guide(assessment.guide).shots if assessment.guide else ()
    taken = set(assessment.photos.values_list("shot", flat=True))
    missing = missing_shots(demanded, taken)
    if not taken or missing:
        known = dict(SitePhoto.SHOTS)
        shots = _(", ").join(str(known[shot]) for shot in missing)
        message = _("Add photos of the site first: %(shots)s.") % {"shots": shots or str(known["site"])}
        raise Incomplete(message, details={"fields": ["photos"], "shots": missing})


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
