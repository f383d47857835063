"""Buttons, links and places of back-entry, ledger entry, data quality and papers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from core import links, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from underwriting.forms import quality as asked
from underwriting.reference.quality import FIELDS
from underwriting.rules import back_entry, ledger_entry, paper_batch, quality_posts
from underwriting.rules import quality_lives as lives
from underwriting.rules import quality_measure as measure
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors import quality as selectors
from underwriting.services import back_entry as entering
from underwriting.services import data_quality, quality_measures
from underwriting.services import ledger_entry as ledgers
from underwriting.services import paper_batch as papers
from underwriting.views import outside
from underwriting.views.quality_lists import VIEW


def _fields(_request: HttpRequest, _obj: Any) -> dict[str, Any]:
    words = {name: gettext(label) for name, label in FIELDS.items()}
    return {"fields": words, "grades": selectors.graded(timezone.localdate())}


def _papers(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    return {"papers": selectors.papers_of(obj)}


def register() -> None:
    """Tell the registries."""
    register_action(back_entry.ASK, entering.ask)
    register_action(back_entry.ALLOW, entering.allow_hand_written)
    register_action(back_entry.FIND_UNAPPROVED, entering.find_unapproved)
    register_action(back_entry.LINK, entering.begin_entry, form=asked.LinkForm)
    register_action(back_entry.NOTE_RETURN, entering.note_return, form=asked.ReturnedForm)
    register_action(back_entry.CHASE, entering.chase)
    register_action(back_entry.ENTER, entering.complete_entry, form=asked.EnteredForm)
    register_action(back_entry.REVIEW, entering.review_back_entry)
    register_action(back_entry.RETURN, entering.return_back_entry)
    register_action(ledger_entry.ALLOW, ledgers.allow)
    register_action(ledger_entry.CHASE, ledgers.chase_premium)
    register_action(ledger_entry.ASK_CANCEL, ledgers.ask_cancellation, form=asked.CopiesForm)
    register_action(ledger_entry.CANCEL, ledgers.cancel_entry)
    register_action(ledger_entry.KEEP, ledgers.keep_entry)
    register_action(lives.ANSWER, data_quality.answer_defect, form=asked.MendedForm)
    register_action(lives.CLOSE, data_quality.close_defect)
    register_action(lives.REOPEN, data_quality.reopen_defect)
    register_action(lives.CHECK, data_quality.compare, form=asked.ErrorsForm, prepare=_fields)
    register_action(lives.CORRECT, data_quality.correct, form=asked.CorrectedForm)
    register_action(lives.ACCEPT, data_quality.accept)
    register_action(lives.GIVE_BACK, data_quality.give_back)
    register_action(measure.DECIDE, quality_measures.record_measure)
    register_action(measure.NOTE, quality_measures.note_measure)
    register_action(paper_batch.RECEIVE, papers.receive_batch, form=asked.ReceivedForm, prepare=_papers)
    register_action(paper_batch.FILE, papers.file_batch, form=asked.FiledForm)
    work.name_queues(quality_posts.QUEUE_LABELS)
    links.register(back_entry.BACK_ENTRY_KIND, "underwriting:back_entry", _("Back-entry"), "edit")
    links.register(ledger_entry.LEDGER_ENTRY_KIND, "underwriting:ledger_entry", _("Ledger entry"), "book-2")
    links.register(lives.DEFECT_KIND, "underwriting:defect", _("Data defect"), "alert-circle")
    links.register(lives.CHECK_KIND, "underwriting:check", _("Quality check"), "checklist")
    links.register(measure.MEASURE_KIND, "underwriting:measure", _("Measure of quality"), "gavel")
    links.register(paper_batch.BATCH_KIND, "underwriting:batch", _("Batch of papers"), "archive")
    outside.register()
    _places()


def _places() -> None:
    def place(label: str, name: str, icon: str, order: int, *queues: str) -> NavItem:
        return NavItem(
            label=label,
            url_name=f"underwriting:{name}",
            icon=icon,
            permission=VIEW,
            group="underwriting",
            queues=queues,
            order=order,
        )

    navigation.register(
        place(_("Back-entries"), "back_entries", "edit", 80, *back_entry.QUEUES),
        place(
            _("Ledger of fixed-sum policies"), "ledger", "book-2", 81, ledger_entry.ASKED_QUEUE, ledger_entry.OWED_QUEUE
        ),
        place(_("Data defects"), "defects", "alert-circle", 82, lives.MEND_QUEUE, lives.ACCEPT_QUEUE),
        place(_("Quality of entries"), "checks", "checklist", 83, lives.CHECK_QUEUE, lives.CORRECT_QUEUE),
        place(_("Measures of quality"), "measures", "gavel", 83, *measure.QUEUES_OF.values()),
        place(_("Papers of policies"), "batches", "archive", 84, paper_batch.RECEIVE_QUEUE, paper_batch.FILE_QUEUE),
    )
