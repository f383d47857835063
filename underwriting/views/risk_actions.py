"""Buttons, links and places of risk assessment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext

from archives.public import register_parties
from core import links, work
from core.files import guard
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from core.workflow.refusals import NotPossible, Refusal
from organisation.public import register_change
from underwriting.documents.risk import MINUTES
from underwriting.forms import risk as forms
from underwriting.forms import risk_boards as board_forms
from underwriting.forms import risk_visit as visit_forms
from underwriting.models import CommitteeCase, ImprovementLetter, Proposal, RiskAssessment, VisitDay
from underwriting.rules import risk_advice, risk_assessment, risk_committee, risk_posts, risk_visit
from underwriting.rules.words import gettext_noop as _
from underwriting.selectors import risk as selectors
from underwriting.selectors import risk_boards, risk_library
from underwriting.selectors import risk_visit as visit_selectors
from underwriting.selectors.risk_facts import guide_language, occupancy_in, read_guide, rules_on
from underwriting.services import risk_advice as advice
from underwriting.services import risk_cases as cases
from underwriting.services import risk_changes
from underwriting.services import risk_days as days
from underwriting.services import risk_entries as entries
from underwriting.services import risk_letters as letters
from underwriting.services import risk_orders as orders
from underwriting.services import risk_report as reports
from underwriting.services import risk_survey as survey
from underwriting.services import risk_votes as votes
from underwriting.views.risk_detail import occupancy_choices


def review_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """What is asked depends on the line: the occupancy of property and works, the exports of products. What the entry
    itself names stands there already."""
    proposal: Proposal = obj
    if proposal.is_motor:
        return {}
    rules, lines = rules_on(localdate()), frozenset(proposal.covers)
    listed = bool(lines & rules.occupancy_lines)
    return {
        "occupancies": occupancy_choices() if listed else None,
        "named": occupancy_in(proposal.content or {}, rules.occupancies) if listed else "",
        "sold": bool(lines & rules.export_lines),
        "last_report": _last_report(proposal),
    }


def _last_report(proposal: Proposal) -> str | None:
    """What is known of the last report on a renewal that is assessed in principle; None where nobody is asked."""
    today = localdate()
    if not proposal.renewal_of or not frozenset(proposal.covers) & rules_on(today).assessed_lines:
        return None
    report = selectors.last_report(proposal)
    if report is None or report.signed_at is None:
        return gettext("No report on this risk is known.")
    shown = {"number": report.number, "day": f"{localdate(report.signed_at)}", "grade": report.get_grade_display()}
    told = gettext("Last report: %(number)s of %(day)s, %(grade)s.") % shown
    unsafe = report.letters.filter(state__in=(risk_visit.NOT_DONE, risk_visit.DECIDED)).values_list("number", flat=True)
    if not unsafe:
        return told
    return f"{told} {gettext('Advice not followed: %(letters)s.') % {'letters': ', '.join(unsafe)}}"


def _assign(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: RiskAssessment = obj
    people = selectors.assessors_for(found, localdate())
    initial = {"place": found.place, "assessor": found.assessor_id, "visit_on": found.visit_on}
    return {"assessors": people, "initial": initial}


def _collect(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: RiskAssessment = obj
    known = {"address": found.address, "occupancy": found.occupancy, "refused": found.refused_data}
    asked = read_guide(found.guide).documents if found.guide else ()
    papers = [(key, text[guide_language()]) for key, text in asked]
    return {"initial": known | dict(found.profile) | {"documents": found.documents}, "papers": papers}


def _units(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    return {"units": [(one.pk, f"{one.area} · {one.subject} · {one.value:,.2f}") for one in selectors.values_of(obj)]}


def _draft(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: RiskAssessment = obj
    return {"initial": {"opinion": found.opinion, "findings": found.findings, "advice": found.advice}}


def _experts(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    waited = obj.experts.filter(received_on=None).order_by("pk")
    return {"experts": [(one.pk, f"{one.institution} · {one.name}") for one in waited]}


def _register_assessments() -> None:
    life = risk_assessment
    register_action(life.COLLECT, survey.collect, form=forms.CollectForm, prepare=_collect)
    register_action(life.INSPECT, survey.inspect)
    register_action(life.REPORT_DANGER, letters.report_danger)
    register_action(life.ANSWER, url_name="underwriting:assess_guide")
    register_action(life.ADD_UNIT, survey.add_unit, form=forms.UnitForm)
    register_action(life.NOTE_FINDING, survey.note_finding, form=forms.FindingForm, prepare=_units)
    register_action(life.DROP_UNIT, survey.drop_unit, form=forms.DropUnitForm, prepare=_units)
    register_action(life.DRAFT, reports.draft, form=forms.DraftForm, prepare=_draft)
    register_action(life.SIGN, reports.sign)
    register_action(life.CONFIRM, reports.confirm)
    register_action(life.RETURN_REPORT, reports.return_report)
    register_action(life.PROPOSE_TERMS, reports.propose_terms, form=forms.TermsOfferForm)
    register_action(life.ASSIGN, orders.assign, form=forms.AssignForm, prepare=_assign)
    register_action(life.ENGAGE, orders.engage_expert, form=forms.ExpertForm)
    register_action(life.EXPERT_DONE, orders.expert_done, form=forms.ExpertDoneForm, prepare=_experts)
    register_action(life.CANCEL, orders.cancel)
    register_action(risk_visit.DELIVER, letters.deliver, form=forms.DeliverForm, prepare=_delivered)
    register_action(risk_visit.FOLLOW_UP, letters.give_time, form=forms.FollowUpForm)
    register_action(risk_visit.FINISH, letters.improved)
    register_action(risk_visit.FAIL, letters.not_improved)
    register_action(risk_visit.DECIDE, letters.decide_unsafe, form=forms.UnsafeForm)
    register_action(risk_advice.REPLY, advice.answer_question, form=forms.AdviceForm)


def _delivered(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: ImprovementLetter = obj
    return {"initial": {"delivered_to": found.assessment.insured_name, "delivered_on": localdate()}}


def _members(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: CommitteeCase = obj
    seats = list(found.attendance.order_by("role", "pk"))
    return {"members": [(one.pk, one.name) for one in seats], "here": [one.pk for one in seats if one.present]}


def _voters(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: CommitteeCase = obj
    return {"members": [(one.pk, one.name) for one in found.attendance.order_by("pk") if one.votes and not one.counts]}


def _plan(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: CommitteeCase = obj
    plan = found.plan or found.assessment.proposed_terms
    amount = found.plan_sum or found.assessment.exposure
    return {"initial": {"plan": plan, "plan_sum": amount, "cession": found.cession, "urgent": found.urgent}}


def _register_committee() -> None:
    life = risk_committee
    register_action(life.PREPARE, cases.prepare, form=board_forms.PrepareForm, prepare=_plan)
    register_action(life.SCHEDULE, cases.schedule, form=board_forms.ScheduleForm)
    register_action(life.PUT_OFF, cases.put_off)
    register_action(life.HAND_UP, votes.hand_up)
    register_action(life.ATTEND, cases.attend, form=board_forms.AttendForm, prepare=_members)
    register_action(life.CAST, votes.cast, form=board_forms.VoteForm)
    register_action(life.CAST_BY_PHONE, votes.cast_by_phone, form=board_forms.PhoneVoteForm, prepare=_voters)
    register_action(life.CONFIRM_VOTE, votes.confirm_vote)
    register_action(life.WITHDRAW_MEMBER, votes.withdraw_member)
    register_action(life.VETO, votes.veto)
    register_action(life.RESOLVE, votes.resolve, form=board_forms.ResolveForm)
    register_action(life.EXECUTE, votes.execute, form=board_forms.ApplyForm)
    register_action(life.LOOK_BACK, votes.look_back, form=board_forms.LookBackForm)


def _people(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    found: VisitDay = obj
    return {"people": visit_selectors.people_of(found, localdate())}


def _open_issues(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    rows = obj.issues.filter(settled_at=None).order_by("due_on", "pk")
    return {"issues": [(one.pk, f"{one.due_on} · {one.text}"[:80]) for one in rows]}


def _too_early(obj: Any) -> Refusal | None:
    return days.early_refusal(obj, localdate())


def _nothing_to_settle(obj: Any) -> NotPossible | None:
    return None if obj.issues.filter(settled_at=None).exists() else NotPossible(gettext("No issue is open."))


def _register_days() -> None:
    life = risk_visit
    register_action(life.PUBLISH, days.publish, foresee=days.publish_refusal)
    register_action(life.SUBMIT_CASE, entries.submit_case, form=visit_forms.HandInForm)
    register_action(life.POSTPONE, days.postpone, form=visit_forms.PostponeForm)
    register_action(life.WITHDRAW, days.withdraw, foresee=days.withdraw_refusal)
    register_action(life.RECORD, url_name="underwriting:visit_record", foresee=_too_early)
    register_action(life.RAISE_ISSUE, days.raise_issue, form=visit_forms.IssueForm, prepare=_people, foresee=_too_early)
    register_action(
        life.SETTLE_ISSUE,
        days.settle_issue,
        form=visit_forms.SettleForm,
        prepare=_open_issues,
        foresee=_nothing_to_settle,
    )
    register_action(
        life.HOLD, days.hold, form=visit_forms.HoldForm, foresee=lambda one: days.hold_refusal(one, localdate())
    )
    register_action(life.CLOSE, days.close, foresee=days.close_refusal)


def _register_links() -> None:
    links.register(risk_assessment.ASSESSMENT_KIND, "underwriting:assessment", _("Risk assessment"), "zoom-question")
    links.register(risk_committee.CASE_KIND, "underwriting:committee_case", _("Committee case"), "gavel")
    links.register(risk_visit.DAY_KIND, "underwriting:visit_day", _("Underwriting day"), "calendar-check")
    links.register(risk_visit.LETTER_KIND, "underwriting:letter", _("Letter of improvements"), "send")
    links.register(risk_advice.ADVICE_KIND, "underwriting:risk_question", _("Question on a risk"), "message-report")
    guard(risk_assessment.ASSESSMENT_KIND, selectors.sees_assessment)
    guard(risk_committee.CASE_KIND, risk_boards.sees_case)
    register_parties(risk_committee.CASE_KIND, MINUTES.kind, risk_boards.took_part)
    guard(risk_visit.LETTER_KIND, risk_library.sees_letter)
    work.name_queues(risk_posts.QUEUE_LABELS)


def _place(
    label: str, url_name: str, icon: str, permission: str, *, order: int, queues: tuple[str, ...] = ()
) -> NavItem:
    return NavItem(
        label=label,
        url_name=f"underwriting:{url_name}",
        icon=icon,
        permission=permission,
        group="underwriting",
        queues=queues,
        order=order,
    )


def register() -> None:
    """Tell the registries."""
    _register_assessments()
    _register_committee()
    _register_days()
    _register_links()
    for kind in risk_changes.CHANGES:
        register_change(kind)
    assessing = (
        risk_assessment.SUB_QUEUE,
        risk_assessment.CENTRE_QUEUE,
        risk_assessment.CONFIRM_QUEUE,
        risk_assessment.DIRECTOR_QUEUE,
    )
    boards = (risk_committee.GROUP_QUEUE, risk_committee.VOTE_QUEUE, risk_committee.LOOK_BACK_QUEUE)
    visits = (risk_visit.DAY_QUEUE, risk_visit.ISSUE_QUEUE)
    after = (risk_visit.LETTER_QUEUE, risk_visit.CHECK_QUEUE, risk_visit.SAFETY_QUEUE)
    library = "underwriting.view_risk_library"
    seen = "underwriting.view_assessments"
    navigation.register(
        _place(_("Risk assessments"), "assessments", "zoom-question", seen, order=60, queues=assessing),
        _place(_("Letters of improvements"), "letters", "send", seen, order=61, queues=after),
        _place(
            _("Committee cases"), "committee_cases", "gavel", "underwriting.view_committee", order=62, queues=boards
        ),
        _place(
            _("Underwriting days"),
            "visit_days",
            "calendar-check",
            "underwriting.view_visit_days",
            order=63,
            queues=visits,
        ),
        _place(
            _("Advice on risks"),
            "risk_questions",
            "message-report",
            library,
            order=64,
            queues=(risk_advice.ADVICE_QUEUE,),
        ),
        _place(_("Risk analysis by line"), "risk_analysis", "chart-bar", library, order=65),
        _place(_("Standards of risk assessment"), "risk_standards", "checklist", library, order=66),
    )
