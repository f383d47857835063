"""Proof-reading, and the papers of a day on their way to the archive (A1 5, 7, 8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction as database
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import audit
from core.locks import hold
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import parameter, system_actor
from underwriting.models import BatchedPaper, DataDefect, PaperBatch, Policy, ProofReading
from underwriting.rules import paper_batch as life
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.quality import not_handed_over, pages_of
from underwriting.services.data_quality import find_defect
from underwriting.services.refusals import InvalidEntry

FINDER = "policy-clock"


def proof_read(command: Command, *, policy_id: int, different: Collection[str], remark: str = "") -> ProofReading:
    """Compare the print with the screen; who issued the policy does not proof-read it."""
    policy = Policy.objects.filter(pk=policy_id).first()
    refusal = command.actor.refusal_for("underwriting.proof_read", policy) if policy else Hidden(_("Not found."))
    if refusal is not None or policy is None:
        raise refusal or Hidden(_("Not found."))
    if policy.issued_by_id == command.actor.staff_id:
        raise InvalidEntry(_("Another person proof-reads the print."))
    if set(different) - set(life.SIX_POINTS):
        raise InvalidEntry(_("Choose from the six points."), field="different")
    with database.atomic():
        found = ProofReading.objects.create(
            policy=policy,
            reader_id=command.actor.staff_id or 0,
            reader=command.actor.name,
            read_at=command.at,
            different=sorted(different),
            remark=remark.strip()[:200],
        )
        subject = (POLICY_KIND, policy.pk, policy.number)
        audit.record(command, "underwriting.proof_read", subject=subject, after={"different": found.different})
    return found


@creation(PaperBatch, life.HAND_OVER)
def make_batch(command: Command, /, *, day: date) -> PaperBatch:
    """The papers of all policies that the unit issued on a day and that are in no batch yet: what is issued after a
    batch went out goes with another one of the same day."""
    unit = Unit.objects.get(pk=command.actor.unit_id)
    if day > localdate(command.at):
        raise InvalidEntry(_("The day lies in the future."), field="day")
    hold(f"papers/{unit.pk}/{day}")
    if not _of_day(unit, day).exists():
        gone = PaperBatch.objects.filter(unit=unit, day=day).exists()
        none = _("Your unit issued no policy on this day.")
        raise InvalidEntry(_("The papers of this day were handed over before.") if gone else none, field="day")
    batch = PaperBatch(day=day, made_by_id=command.actor.staff_id or 0, made_by=command.actor.name)
    batch.set_unit(unit)
    batch.number = business_number("J", "PAP", day.year, unit.code, gap_free=False)
    return batch


def hand_over(command: Command, *, day: date) -> PaperBatch:
    """The batch with one line for each policy."""
    with database.atomic():
        batch = make_batch(command, day=day)
        if not batch.papers.exists():
            policies = list(_of_day(batch.unit, day).order_by("number"))
            BatchedPaper.objects.bulk_create(
                BatchedPaper(batch=batch, policy=policy, place=place) for place, policy in enumerate(policies, start=1)
            )
    return batch


def _of_day(unit: Unit, day: date) -> QuerySet[Policy]:
    """Policies of a day whose papers are in no batch yet."""
    return not_handed_over(unit.pk).filter(created_at__date=day)


@transition(PaperBatch, life.RECEIVE)
def receive_batch(batch: PaperBatch, command: Command, /, *, missing: Mapping[int, str]) -> None:
    """Counted by the information post; what is missing becomes a defect of the sub-branch."""
    batch.received_by, batch.received_at = command.actor.name, command.at
    finder = system_actor(FINDER, unit_id=batch.unit_id)
    for paper in batch.papers.filter(place__in=list(missing)):
        paper.missing = missing[paper.place].strip()[:200]
        if not paper.missing:
            continue
        paper.save(update_fields=["missing"])
        if not DataDefect.objects.filter(rule="paper", policy_id=paper.policy_id).exists():
            step = command.acting_as(finder, f"missing-{paper.pk}")
            find_defect(step, rule="paper", policy_id=paper.policy_id, detail=paper.missing)


@transition(PaperBatch, life.FILE)
def file_batch(batch: PaperBatch, command: Command, /, *, volume: str, first_page: int) -> None:
    """Each paper gets its page; a volume holds so many pages, and no page is given twice."""
    most = int(parameter("underwriting.volume_pages", on=localdate(command.at)))
    papers = list(batch.papers.order_by("place"))
    last = first_page + len(papers) - 1
    if not volume.strip():
        raise InvalidEntry(_("Name the volume."), field="volume")
    if first_page <= pages_of(volume.strip()):
        raise InvalidEntry(_("This page of the volume is taken."), field="first_page")
    if last > most:
        text = _("A volume has at most %(most)s pages; this batch would end on page %(last)s.")
        raise InvalidEntry(text % {"most": most, "last": last}, field="first_page")
    for offset, paper in enumerate(papers):
        paper.page = first_page + offset
    BatchedPaper.objects.bulk_update(papers, ["page"])
    batch.volume, batch.filed_by, batch.filed_at = volume.strip(), command.actor.name, command.at
