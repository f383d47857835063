"""Buttons, links and places of the underwriting desk: reports upward."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from core import links
from core.files import guard
from core.web import history, navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from underwriting.forms.desk import DifferForm, ResolveForm
from underwriting.forms.off_system import EnteredForm, OffSystemPaperForm
from underwriting.forms.referral import AgreeForm, OpinionForm
from underwriting.forms.rules import FilingForm
from underwriting.models.referral import Referral
from underwriting.rules import daily_report, discrepancy, lifecycle, off_system, question, referral, rule_file
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors.off_system import sees_off_system
from underwriting.selectors.referral import not_told, reply_changed, sees_referral
from underwriting.selectors.term_entries import term_entries
from underwriting.services import daily_report as reports
from underwriting.services import off_system as paper
from underwriting.services import questions as asking
from underwriting.services import referral as reporting
from underwriting.services import referral_life, rule_files
from underwriting.views.daily_reports import lines_of


def _plan_of(request: HttpRequest, obj: Referral) -> dict[str, Any]:  # noqa: ARG001
    """The entries of the plan that a reply may make stricter."""
    return {"entries": term_entries(obj.proposal)}


def register() -> None:
    """Tell the registries."""
    _register_referral()
    _register_reports()
    _register_questions()
    _register_rule_files()
    _register_off_system()


def _register_referral() -> None:
    register_action(lifecycle.ESCALATE, url_name="underwriting:refer")
    register_action(lifecycle.REPLY_AGREE, url_name="underwriting:referral_of")
    history.tell_parts(referral.REFERRAL_KIND, "reply_sha256", reply_changed)
    history.tell_parts(referral.REFERRAL_KIND, "reply_document", not_told)
    register_action(referral.WRITE, url_name="underwriting:referral_pack")
    register_action(referral.SUBMIT, reporting.submit_referral, form=OpinionForm)
    register_action(referral.FORWARD, reporting.forward_referral, form=OpinionForm)
    register_action(referral.AGREE, reporting.agree, form=AgreeForm, prepare=_plan_of)
    register_action(referral.ASK, reporting.ask_for_more)
    register_action(referral.DISAGREE, reporting.disagree)
    register_action(referral.DELIVER, referral_life.deliver_reply)
    register_action(referral.COPY, referral_life.file_copy)
    register_action(referral.CLOSE, referral_life.close_referral)
    links.register(referral.REFERRAL_KIND, "underwriting:referral", _("Report upward"), "arrow-up-right")
    guard(referral.REFERRAL_KIND, sees_referral)
    navigation.register(
        NavItem(
            label=_("Reports upward"),
            url_name="underwriting:referrals",
            icon="arrow-up-right",
            permission="underwriting.view_referrals",
            group="underwriting",
            queues=(referral.PACK_QUEUE, referral.DELIVER_QUEUE, referral.COPY_QUEUE, referral.CLOSE_QUEUE),
            order=22,
        )
    )


def _register_reports() -> None:
    register_action(daily_report.AGREE, reports.agree)
    register_action(daily_report.DIFFER, reports.differ, form=DifferForm, prepare=lines_of)
    register_action(discrepancy.RESOLVE, reports.resolve, form=ResolveForm)
    register_action(discrepancy.CLOSE, reports.close)
    register_action(discrepancy.REOPEN, reports.reopen)
    links.register(daily_report.REPORT_KIND, "underwriting:daily_report", _("Daily underwriting report"), "table")
    links.register(
        discrepancy.TICKET_KIND, "underwriting:discrepancy", _("Difference in the daily report"), "alert-triangle"
    )
    navigation.register(
        NavItem(
            label=_("Daily underwriting reports"),
            url_name="underwriting:daily_reports",
            icon="table",
            permission="underwriting.view_reports",
            group="underwriting",
            queues=(
                daily_report.CHECK_QUEUE,
                daily_report.UNANSWERED_QUEUE,
                discrepancy.SOLVE_QUEUE,
                discrepancy.CONFIRM_QUEUE,
            ),
            order=27,
        ),
        NavItem(
            label=_("Attempts to issue before approval"),
            url_name="underwriting:issue_attempts",
            icon="alert-triangle",
            permission="underwriting.view_attempts",
            group="underwriting",
            order=28,
        ),
    )


def _register_questions() -> None:
    register_action(question.ANSWER, asking.answer)
    register_action(question.ASK_AGAIN, asking.ask_again)
    register_action(question.CLOSE, asking.close)
    links.register(
        question.QUESTION_KIND, "underwriting:question", _("Question to the underwriting centre"), "message-report"
    )
    navigation.register(
        NavItem(
            label=_("Questions to the centre"),
            url_name="underwriting:questions",
            icon="message-report",
            permission="underwriting.view_questions",
            group="underwriting",
            queues=(question.ANSWER_QUEUE, question.READ_QUEUE),
            order=29,
        )
    )


def _register_rule_files() -> None:
    register_action(rule_file.CHANGE, url_name="underwriting:change_values")
    register_action(rule_file.APPROVE, rule_files.approve_values)
    register_action(rule_file.FILE, rule_files.file_values, form=FilingForm)
    register_action(rule_file.GRANT, rule_files.grant_values, form=FilingForm)
    register_action(rule_file.SEND_BACK, rule_files.send_back)
    register_action(rule_file.REFUSE, rule_files.refuse_values)
    register_action(rule_file.ACTIVATE, rule_files.activate)
    register_action(rule_file.SUSPEND, rule_files.suspend)
    register_action(rule_file.RETIRE, rule_files.retire)
    register_action(rule_file.REJECT, rule_files.reject)
    links.register(
        rule_file.RULE_FILE_KIND, "underwriting:rule_file", _("Values of automatic underwriting"), "shield-check"
    )
    navigation.register(
        NavItem(
            label=_("Values of automatic underwriting"),
            url_name="underwriting:rule_files",
            icon="shield-check",
            permission="underwriting.view_rules",
            group="underwriting",
            queues=(
                rule_file.REVIEW_QUEUE,
                rule_file.FILE_QUEUE,
                rule_file.HEAD_QUEUE,
                rule_file.PROVINCE_QUEUE,
                rule_file.ACTIVATE_QUEUE,
            ),
            order=51,
        )
    )


def _register_off_system() -> None:
    register_action(off_system.APPROVE, paper.approve)
    register_action(off_system.NOTE, paper.note)
    register_action(off_system.DECLINE, paper.decline)
    guard(off_system.OFF_SYSTEM_KIND, sees_off_system)
    register_action(off_system.ATTACH, paper.attach_paper, form=OffSystemPaperForm)
    register_action(off_system.SEND_BACK, paper.send_back)
    register_action(off_system.COMPLETED, paper.hand_in_again)
    register_action(off_system.ENTER, paper.enter, form=EnteredForm)
    links.register(
        off_system.OFF_SYSTEM_KIND, "underwriting:off_system_one", _("Business outside the system"), "file-text"
    )
    navigation.register(
        NavItem(
            label=_("Business outside the system"),
            url_name="underwriting:off_system",
            icon="file-text",
            permission="underwriting.view_off_system",
            group="underwriting",
            queues=(off_system.DECIDE_QUEUE, off_system.ENTER_QUEUE, off_system.AMEND_QUEUE),
            order=46,
        )
    )
