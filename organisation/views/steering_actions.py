"""Places, links and buttons of work and targets, meetings and appraisals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from core import links, responsibilities, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from organisation.forms.steering import AmendForm, DecisionForm, MinutesForm, ProgressForm
from organisation.models import Appraisal, Assignment, Meeting
from organisation.rules.lifecycles import appraisal, assignment, meeting
from organisation.rules.responsibilities import RESPONSIBILITIES
from organisation.rules.words import gettext_noop as _
from organisation.selectors import steering as selectors
from organisation.services import appraisals, assignments, meetings

# Work, minutes and the own appraisal wait for one person, not for a post: they are on the own list and are not counted.
PLACES = (
    (_("Work and targets"), "assignments", "checklist", assignment.DO_RIGHT, 70, ()),
    (_("Meetings"), "meetings", "users", "organisation.view_meetings", 71, ()),
    (_("Appraisals"), "appraisals", "user-check", appraisal.READ_RIGHT, 72, (appraisal.CONFIRM_QUEUE,)),
)


def register() -> None:
    """Tell the shell about them."""
    for label, url_name, icon, permission, order, queues in PLACES:
        navigation.register(
            NavItem(
                label=label,
                url_name=f"organisation:{url_name}",
                icon=icon,
                permission=permission,
                group="shared",
                queues=queues,
                order=order,
            )
        )
    links.register(assignment.KIND, "organisation:assignment", _("work and targets"), "checklist")
    links.register(meeting.KIND, "organisation:meeting", _("meeting"), "users")
    links.register(appraisal.KIND, "organisation:appraisal", _("appraisal"), "user-check")
    work.name_queues(
        {
            assignment.DO_QUEUE: _("do the work given"),
            assignment.CONFIRM_QUEUE: _("confirm the result of work"),
            meeting.QUEUE: _("minutes of a meeting"),
            appraisal.WRITE_QUEUE: _("send an appraisal"),
            appraisal.CONFIRM_QUEUE: _("confirm an appraisal"),
            appraisal.READ_QUEUE: _("read the own appraisal"),
        }
    )
    responsibilities.register(RESPONSIBILITIES)
    _buttons()


def _buttons() -> None:
    register_action(assignment.ACCEPT, assignments.accept_work)
    register_action(assignment.PROGRESS, assignments.report_progress, form=ProgressForm, prepare=_percent)
    register_action(assignment.REPORT, assignments.report_done)
    register_action(assignment.CONFIRM, assignments.confirm_work)
    register_action(assignment.SEND_BACK, assignments.send_work_back)
    register_action(assignment.DROP, assignments.drop_work)
    register_action(meeting.MINUTE, meetings.write_minutes, form=MinutesForm, prepare=_minutes)
    register_action(meeting.DECIDE, meetings.add_decision, form=DecisionForm, prepare=_people)
    register_action(meeting.SIGN, meetings.sign_minutes)
    register_action(meeting.CANCEL, meetings.cancel_meeting)
    register_action(appraisal.AMEND, appraisals.amend_appraisal, form=AmendForm, prepare=_words)
    register_action(appraisal.SUBMIT, appraisals.submit_appraisal)
    register_action(appraisal.CONFIRM, appraisals.confirm_appraisal)
    register_action(appraisal.RETURN, appraisals.return_appraisal)
    register_action(appraisal.READ, appraisals.read_appraisal)


def _percent(_request: HttpRequest, found: Assignment) -> Mapping[str, Any]:
    return {"initial": {"percent": found.percent}}


def _minutes(_request: HttpRequest, found: Meeting) -> Mapping[str, Any]:
    return {"initial": {"attendees": "\n".join(found.attendees), "minutes": found.minutes, "lessons": found.lessons}}


def _people(request: HttpRequest, _found: Meeting) -> Mapping[str, Any]:
    people = selectors.owners(request.actor)  # type: ignore[attr-defined]
    return {"people": [(one.pk, one.name) for one in people]}


def _words(_request: HttpRequest, found: Appraisal) -> Mapping[str, Any]:
    return {"initial": {"text": found.text, "advice": found.advice, "advice_text": found.advice_text}}
