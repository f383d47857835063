"""The persons whom a group policy insures on a day, with the list as a document (END-01)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import render_pdf
from core import links
from core.files.serving import file_response
from core.rules.periods import within_reach
from core.templatetags.ui import day
from core.web.lists import Column, Filter, ListPage, list_page
from core.web.pages import needs
from core.workflow.refusals import Hidden
from underwriting.documents.insured_list import certificate_of, list_content
from underwriting.models import ListedPerson, PeopleList, Policy, Proposal
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.line_facts import whole_years
from underwriting.rules.people_list import SEALED
from underwriting.rules.person_ages import AgeLimits
from underwriting.rules.roster import Roster
from underwriting.selectors import people_list as selectors
from underwriting.selectors.person_ages import age_limits, age_remark, outside_ages
from underwriting.selectors.proposals import policy_for, proposal_for
from underwriting.views.people_rows import eye_of

SEE = "underwriting.view_policies"


def _named(request: HttpRequest, pk: int) -> tuple[Policy, PeopleList]:
    policy = policy_for(request.actor, pk)  # type: ignore[attr-defined]
    listed = selectors.named_list(policy)
    if listed is None:
        raise Hidden(_("Not found."))
    return policy, listed


def _day(request: HttpRequest, policy: Policy) -> date:
    """The day of the question: today, or within the period the nearest one."""
    try:
        return within_reach(date.fromisoformat(request.GET.get("on", "")))
    except ValueError:
        return min(max(localdate(), policy.start_on), policy.end_on)


@needs(SEE)
@require_GET
def insured_people(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who is insured on a day; joined and left with the endorsements."""
    policy, listed = _named(request, pk)
    on, roster = _day(request, policy), selectors.roster_of(policy)
    paper = f"{reverse('underwriting:insured_list', args=[policy.pk])}?on={on}"
    spec = ListPage(
        title=_(roster.title),
        facts=_("%(number)s · %(holder)s · as of %(day)s")
        % {"number": policy.number, "holder": policy.holder_name, "day": on},
        rows=lambda _actor: selectors.insured_on(listed, on),
        order="place",
        columns=_columns(policy, on, roster),
        search=lambda rows, text: rows & selectors.found_on(listed, on, text),
        search_hint=_("Name or whole number of the paper"),
        filters=(Filter(key="on", label=_("As of the day"), choices=_days(listed, policy), apply=_as_it_is),),
        empty=_(roster.nobody),
        export_name="insured-persons",
        actions=((_("List as a document"), paper, "file-certificate"),),
    )
    return list_page(request, spec)


@needs("underwriting.view_proposals")
@require_GET
def proposed_people(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who is to be insured, for the checker and the underwriter who decide on the list before there is a policy
    (PRO-11); what is wrong with a row stands beside it."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    listed = selectors.list_of(proposal)
    if listed is None:
        raise Hidden(_("Not found."))
    limits = age_limits(proposal, localdate())
    spec = ListPage(
        title=_(selectors.roster_of(proposal).proposed),
        facts=f"{proposal.number} · {proposal.holder_name} · {_of_the_list(listed)}",
        rows=lambda _actor: selectors.as_proposed(listed),
        order="place",
        columns=_proposed_columns(request, proposal, limits),
        search=lambda rows, text: rows & selectors.found_by(listed, text),
        search_hint=_("Name or whole number of the paper"),
        filters=(
            Filter(
                key="faults",
                label=_("Rows"),
                choices=lambda _actor: [("wrong", _("with faults")), ("right", _("without faults"))],
                apply=lambda rows, value: rows.filter(faults={}) if value == "right" else rows.exclude(faults={}),
            ),
            _marked(proposal, limits),
        ),
        empty=_("The list is on paper: it is kept sealed, with its pages counted."),
        export_name="persons-to-be-insured",
        actions=((_("To the proposal"), links.url_for(PROPOSAL_KIND, proposal.pk), "arrow-right"),),
    )
    return list_page(request, spec)


def _marked(proposal: Proposal, limits: AgeLimits | None) -> Filter:
    """The rows for whose age the rules send the whole proposal to a person (AUW-04)."""
    return Filter(
        key="marked",
        label=_("Remark"),
        choices=lambda _actor: [("only", _("only marked rows"))],
        apply=lambda rows, _value: rows.filter(outside_ages(limits, proposal.start_on)),
    )


def _proposed_columns(request: HttpRequest, proposal: Proposal, limits: AgeLimits | None) -> tuple[Column, ...]:
    return (
        Column(key="place", label=_("Row"), cell=lambda row: row.place, css="ui-r", sort="place"),
        Column(key="name", label=_("Name of the person"), cell=lambda row: row.name, personal=True),
        Column(
            key="number",
            label=_("Number of the paper"),
            cell=lambda row: _with_eye(row, eye_of(request, proposal, row)),
            plain=lambda row: row.id_masked,
            css="ui-code",
        ),
        Column(key="born", label=_("Born on"), cell=lambda row: day(row.born_on) if row.born_on else "–"),
        Column(key="age", label=_("Age in years"), cell=lambda row: _age(row, proposal), css="ui-r"),
        Column(key="group", label=_("Group"), cell=lambda row: row.group, css="ui-r"),
        Column(key="job", label=_("Job"), cell=lambda row: row.texts.get("job") or "–"),
        Column(key="faults", label=_("Faults"), cell=lambda row: "；".join(map(str, row.faults.values())) or "–"),
        Column(key="remark", label=_("Remark"), cell=lambda row: age_remark(row, limits, proposal.start_on) or "–"),
    )


def _age(row: ListedPerson, proposal: Proposal) -> str:
    """Completed years on the first day of cover."""
    return str(whole_years(row.born_on, proposal.start_on)) if row.born_on else "–"


def _with_eye(row: ListedPerson, url: str) -> SafeString | str:
    """The covered number; who may see the whole one says why."""
    return format_html('{} <a href="{}">{}</a>', row.id_masked, url, _("Show")) if url else row.id_masked


def _of_the_list(listed: PeopleList) -> str:
    """How many persons, or where the sealed list lies."""
    if listed.state != SEALED:
        return _("%(count)s persons") % {"count": selectors.as_proposed(listed).count()}
    kept = {"pages": listed.pages, "custodian": listed.custodian, "shelf": listed.shelf}
    return _("sealed list of %(pages)s pages, kept by %(custodian)s, shelf %(shelf)s") % kept


def _as_it_is(rows: Any, _value: str) -> Any:
    """The day is read before the rows are."""
    return rows


def _days(listed: PeopleList, policy: Policy) -> Any:
    """The first day, and every day from which the list differs."""

    def choices(_actor: Any) -> list[tuple[str, str]]:
        found = {policy.start_on, *selectors.days_of_change(listed)}
        return [(one.isoformat(), one.isoformat()) for one in sorted(found)]

    return choices


def _columns(policy: Policy, on: date, roster: Roster) -> tuple[Column, ...]:
    certificate = Column(
        key="paper", label=_("Certificate"), cell=partial(_certificate_link, policy, on), plain=_nothing
    )
    return (
        Column(key="place", label=_("Row"), cell=lambda row: row.place, css="ui-r", sort="place"),
        Column(key="name", label=_("Name of the person"), cell=lambda row: row.name, personal=True),
        Column(key="number", label=_("Number of the paper"), cell=lambda row: row.id_masked, css="ui-code"),
        Column(key="born", label=_("Born on"), cell=lambda row: day(row.born_on) if row.born_on else "–"),
        Column(key="group", label=_("Group"), cell=lambda row: row.group, css="ui-r"),
        Column(key="job", label=_("Job"), cell=lambda row: row.texts.get("job") or "–"),
        Column(key="since", label=_(roster.since), cell=lambda row: day(row.since or policy.start_on)),
        Column(key="until", label=_("Leaves on"), cell=lambda row: day(row.until) if row.until else "–"),
        *((certificate,) if roster.certificates else ()),
    )


def _certificate_link(policy: Policy, on: date, row: ListedPerson) -> SafeString:
    url = reverse("underwriting:insured_certificate", args=[policy.pk, row.place])
    return format_html('<a href="{}?on={}">{}</a>', url, on, _("Certificate"))


def _nothing(_row: ListedPerson) -> str:
    return ""


@needs(SEE)
@require_GET
def insured_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as of a day, as a document."""
    policy, listed = _named(request, pk)
    on = _day(request, policy)
    content = list_content(policy, list(selectors.insured_on(listed, on)), on)
    return _pdf("documents/insured_list.html", content, f"{policy.number}-{on}.pdf")


@needs(SEE)
@require_GET
def insured_certificate(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """The certificate of one person; whom the insured is only liable for has no cover of his own to be certified."""
    policy, listed = _named(request, pk)
    if not selectors.roster_of(policy).certificates:
        raise Hidden(_("Not found."))
    on = _day(request, policy)
    person = selectors.insured_on(listed, on).filter(place=place).first()
    if person is None:
        raise Hidden(_("Not found."))
    return _pdf(
        "documents/insured_certificate.html", certificate_of(policy, person, on), f"{policy.number}-{place}.pdf"
    )


def _pdf(template: str, content: dict[str, Any], name: str) -> HttpResponse:
    made = render_pdf(template, content, document_kind="insured_list")
    return file_response(made, name=name, media_type="application/pdf", download=False)
