"""One risk assessment: grounds, data, risk units, guide, photos, report, letters, committee."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import documents_of
from core import links
from core.templatetags.ui import badge, full_moment, money
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs
from organisation.public import post_name
from underwriting.models import Policy, Proposal, RiskAssessment
from underwriting.rules import risk_assessment as life
from underwriting.rules.lifecycle import POLICY_KIND, PROPOSAL_KIND
from underwriting.rules.risk_committee import CASE_KIND
from underwriting.rules.risk_duty import GROUND_LABELS, Ground
from underwriting.rules.risk_posts import READ_REPORT
from underwriting.rules.risk_visit import LETTER_KIND
from underwriting.rules.words import gettext_noop as noop
from underwriting.selectors import risk as selectors
from underwriting.selectors.risk_facts import guide_language, read_guide, rules_on
from underwriting.views import risk_groups
from underwriting.views.risk import TONES, line_of, may_read_report, reports_of

Content = Mapping[str, Any] | None
ROWS, TABLE = "underwriting/panels/vehicle.html", "underwriting/panels/table.html"
SECRET: dict[str, Any] = {
    "permission": READ_REPORT
}  # the report is confidential: other posts see who assesses and when
FLUSH: dict[str, Any] = {**SECRET, "flush": True}
PROFILE_LABELS = {
    "business": noop("Business of the insured"),
    "industry": noop("Industry"),
    "years": noop("Years in business"),
    "staff": noop("Staff and shifts"),
    "items": noop("Subject matter: what, how many, sums insured"),
    "history": noop("Losses of five years: date, cause, amount"),
    "other_insurance": noop("Other insurance"),
    "sources": noop("Sources of these data"),
}


@needs("underwriting.view_assessments")
@require_GET
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The assessment with everything that was found."""
    found = selectors.assessment_for(request.actor, pk)  # type: ignore[attr-defined]
    return detail_page(request, found, _detail(request, found))


def _detail(request: HttpRequest, found: RiskAssessment) -> Detail:
    badges = [badge(str(found.get_kind_display()), "info")]
    if found.danger:
        badges.append(badge(_("imminent danger"), "bad"))
    reads = may_read_report(request, found)
    if found.grade and reads:
        badges.append(badge(_graded(found), TONES.get(found.grade, "neutral")))
    return Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Risk assessments"), reverse("underwriting:assessments")),
            Crumb(found.number),
        ),
        badges=badges,
        facts=_facts(found, reads=reads),
        actions=_buttons(request, found),
        tabs=(Tab("main", _("Risk assessment")), Tab("site", _("Site and photos")), Tab("guide", _("Guide"))),
        panels=_panels(),
    )


def _graded(found: RiskAssessment) -> str:
    """Points and grade; where something fatal caps the grade, the pill says so."""
    capped = _("capped by a fatal answer") if found.fatal else ""
    return " · ".join(part for part in (str(found.score), str(found.get_grade_display()), capped) if part)


def _facts(found: RiskAssessment, *, reads: bool) -> list[Fact]:
    proposal = found.proposal_id is not None
    kind = PROPOSAL_KIND if proposal else POLICY_KIND
    url = links.url_for(kind, found.proposal_id or found.policy_id or 0)
    subject = format_html('<a href="{}">{}</a>', url, found.subject_number) if url else found.subject_number
    shown = [
        Fact(_("Insured"), found.insured_name, found.address),
        Fact(_("Proposal") if proposal else _("Policy"), subject, line_of(found.line)),
        Fact(_("Sum insured"), money(found.exposure)),
    ]
    if reads:
        most = format_html("MFL {}", money(found.mfl)) if found.mfl is not None else ""
        shown.append(Fact(_("PML"), money(found.pml), most))
    return [
        *shown,
        Fact(_("Assessor"), found.assessor_name or _("not assigned"), str(found.get_place_display())),
        Fact(_("Level of decision"), str(found.get_level_display())),
        Fact(_("Due"), full_moment(found.due_at)),
    ]


def _buttons(request: HttpRequest, found: RiskAssessment) -> list[SafeString]:
    actor = request.actor  # type: ignore[attr-defined]
    made = []
    if found.state in life.IN_WORK and actor.refusal_for(life.ASSESS, found) is None:
        url = reverse("underwriting:site", kwargs={"pk": found.pk})
        made.append(format_html('<a class="ui-btn" href="{}">{}</a>', url, _("Site survey")))
    if actor.refusal_for(life.ASSESS, found) is None:
        url = reverse("underwriting:new_letter", kwargs={"pk": found.pk})
        made.append(format_html('<a class="ui-btn" href="{}">{}</a>', url, _("Letter of improvements")))
    if found.party_id and actor.refusal_for("underwriting.view_risk_library", found) is None:
        url = reverse("underwriting:risk_archive", kwargs={"party": found.party_id})
        made.append(format_html('<a class="ui-btn" href="{}">{}</a>', url, _("Risk archive")))
    return made


def _panel(key: str, title: str, icon: str, template: str, context: Any, **more: Any) -> Panel:
    return Panel(key=key, title=title, icon=icon, template=template, context=context, **more)


def _panels() -> tuple[Panel, ...]:
    return (
        _panel("grounds", _("Why it is assessed"), "flag", TABLE, grounds, flush=True),
        _panel("group", _("Limits of a group"), "users", TABLE, risk_groups.group, flush=True),
        _panel("report", _("Assessment report"), "file-text", ROWS, report, **SECRET),
        _panel("profile", _("Data collected"), "checklist", "underwriting/panels/people.html", profile),
        _panel("cases", _("Committee"), "gavel", TABLE, cases, flush=True, **SECRET),
        _panel("letters", _("Letters of improvements"), "send", TABLE, letters, flush=True),
        _panel("experts", _("Experts from outside"), "id-badge", TABLE, experts, flush=True, **SECRET),
        _panel("units", _("Risk units"), "building", TABLE, units, flush=True, tab="site", **SECRET),
        _panel(
            "loss",
            _("How PML is computed"),
            "calculator",
            "underwriting/panels/premium.html",
            loss,
            flush=True,
            tab="site",
            **SECRET,
        ),
        _panel("photos", _("Photos and plans"), "photo", "underwriting/panels/site_photos.html", photos, tab="site"),
        _panel(
            "score",
            _("Points"),
            "chart-bar",
            "underwriting/panels/points.html",
            points,
            flush=True,
            tab="guide",
            **SECRET,
        ),
        _panel(
            "answers", _("Answers to the guide"), "zoom-question", TABLE, answers, flush=True, tab="guide", **SECRET
        ),
        _panel("papers", _("Documents"), "paperclip", "underwriting/panels/documents.html", papers, rail=True),
    )


def grounds(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001 - panels share one shape
    """Every ground with the figure that met it."""
    rows = [
        (_(GROUND_LABELS[Ground(row["ground"])]), shown_value(row), shown_limit(row), row["basis"])
        for row in found.grounds
    ]
    return {"heads": (_("Ground"), _("This risk"), _("From this size on"), _("Basis")), "rows": rows} if rows else None


def shown_value(row: Mapping[str, str]) -> Any:
    """Amounts as money, percents as percents, lines and occupancies in words."""
    ground, value = Ground(row["ground"]), row["value"]
    if ground is Ground.OVER_AUTHORITY:
        return money(value)
    if ground is Ground.LOSS_RATIO:
        return f"{value}%"
    if ground is Ground.OCCUPANCY:
        return occupancy_label(value)
    return line_of(value) if value else "–"


def shown_limit(row: Mapping[str, str]) -> Any:
    if not row["limit"]:
        return "–"
    return money(row["limit"]) if Ground(row["ground"]) is Ground.OVER_AUTHORITY else f"{row['limit']}%"


def occupancy_label(code: str) -> str:
    """An occupancy of the list in the reader's language."""
    return dict(occupancy_choices()).get(code, code)


def occupancy_choices() -> list[tuple[str, str]]:
    """The list of major occupancies in force today."""
    from django.utils.timezone import localdate  # noqa: PLC0415

    language = guide_language()
    return [(code, text[language]) for code, text in rules_on(localdate()).occupancies.items()]


def report(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """Opinion, findings, advice, signatures."""
    if not found.opinion:
        return None
    return {
        "rows": [
            (_("Opinion"), found.get_opinion_display()),
            (_("Findings"), found.findings),
            (_("Advice"), found.advice or "–"),
            (_("Conditions of the sub-branch"), found.proposed_terms or "–"),
            (_("Signed"), _signed(found.signed_by, found.signed_at)),
            (_("Confirmed"), _signed(found.confirmed_by, found.confirmed_at)),
        ]
    }


def by_whom(kept: str) -> str:
    """Name and post of who signed; the post is kept by its code."""
    name, between, post = kept.rpartition(" · ")
    return f"{name}{between}{post_name(post)}" if between else kept


def _signed(by: str, at: Any) -> str:
    who = by_whom(by)
    return f"{who} · {full_moment(at)}" if by else _("not done yet")


def profile(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """What was collected, with its sources."""
    rows = [(_(PROFILE_LABELS[key]), value, "") for key, value in found.profile.items() if value]
    rows += [(_("Occupancy"), found.occupancy, "")] if found.occupancy else []
    if found.guide is not None and found.documents:
        names = dict(read_guide(found.guide).documents)
        shown = [names[key][guide_language()] for key in found.documents if key in names]
        rows.append((_("Papers that were collected"), _(", ").join(shown), ""))
    rows += [(_("Data that were refused"), found.refused_data, "")] if found.refused_data else []
    return {"rows": rows} if rows else None


def units(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """Values per fire area."""
    rows = [
        (one.area, one.subject, money(one.value), f"{one.damage}%", one.finding or "–", one.why_above or "–")
        for one in selectors.values_of(found)
    ]
    heads = (
        _("Fire area"),
        _("Subject matter"),
        _("Value at risk"),
        _("Damage factor"),
        _("What was found there"),
        _("Why above the sum insured"),
    )
    return {"heads": heads, "rows": rows, "right": (2, 3)} if rows else None


def loss(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """The steps of PML."""
    largest = selectors.largest_loss_of(selectors.values_of(found))
    if largest is None:
        return None
    aside = f"PML {largest.pml_percent}% · MFL {largest.mfl_percent}%"
    return {"parts": [("", largest.explained.as_json())], "aside": aside}


def photos(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """Photos with place and time of the camera."""
    rows = [(one, reverse("core:file", kwargs={"token": one.file.token})) for one in _photos(found)]
    return {"photos": rows} if rows else None


def _photos(found: RiskAssessment) -> Any:
    return found.photos.select_related("file").order_by("pk")


def points(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """How the points add up."""
    if found.score is None:
        return None
    return {"parts": [("", _in_words(found))], "aside": found.guide.version if found.guide else ""}


def _in_words(found: RiskAssessment) -> list[dict[str, Any]]:
    """The sections in the reader's language."""
    if found.guide is None or not (get_language() or "").startswith("zh"):
        return list(found.score_steps)
    words = {section.text["en"]: section.text["zh"] for section in read_guide(found.guide).sections}
    return [{**step, "rule": words.get(step["rule"], step["rule"])} for step in found.score_steps]


def answers(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """Question by question."""
    if found.guide is None or not found.answers:
        return None
    language, rows = guide_language(), []
    for question in read_guide(found.guide).questions().values():
        choice = question.choice(found.answers.get(question.key, ""))
        if choice is not None:
            shown: Any = choice.text[language]
            mark = badge(_("caps the grade"), "bad", "alert-triangle") if choice.fatal else f"{choice.percent}%"
            rows.append((question.text[language], shown, mark))
    return {"heads": (_("Item of the guide"), _("Choice"), _("Worth")), "rows": rows}


def cases(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """What the boards resolved."""
    rows = [
        (
            _link(CASE_KIND, one.pk, one.number),
            str(one.get_board_display()),
            _(one.lifecycle.state(one.state).label),
            one.resolution or "–",
            str(one.get_outcome_display() or "–"),
        )
        for one in found.cases.order_by("pk")
    ]
    heads = (_("Case"), _("Board"), _("State"), _("Resolution"), _("Outcome"))
    return {"heads": heads, "rows": rows} if rows else None


def letters(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """Letters and what became of them."""
    rows = [
        (_link(LETTER_KIND, one.pk, one.number), one.hazards, _(one.lifecycle.state(one.state).label), one.follow_up_on)
        for one in found.letters.order_by("pk")
    ]
    heads = (_("Letter of improvements"), _("Hazards"), _("State"), _("To be checked on"))
    return {"heads": heads, "rows": rows} if rows else None


def experts(request: HttpRequest, found: RiskAssessment) -> Content:  # noqa: ARG001
    """Who helped, for what fee."""
    rows = [
        (f"{one.institution} · {one.name}", one.task, money(one.fee), one.received_on or _("awaited"), one.summary)
        for one in found.experts.order_by("pk")
    ]
    heads = (_("Expert"), _("Task"), _("Fee"), _("Received on"), _("Opinion in short"))
    return {"heads": heads, "rows": rows, "right": (2,)} if rows else None


def _link(kind: str, pk: int, text: str) -> SafeString | str:
    url = links.url_for(kind, pk)
    return format_html('<a class="ui-code" href="{}">{}</a>', url, text) if url else text


def papers(request: HttpRequest, found: RiskAssessment) -> Content:
    """The report and what else is kept."""
    kept = documents_of(life.ASSESSMENT_KIND, found.pk, request.actor)  # type: ignore[attr-defined]
    return {"documents": kept} if kept else None


def of_contract(request: HttpRequest, obj: Proposal | Policy) -> Content:
    """What the page of a proposal or policy shows: assessments with grade and opinion."""
    if request.actor.refusal_for("underwriting.view_assessments", obj) is not None:  # type: ignore[attr-defined]
        return None
    reads = may_read_report(request, obj)
    rows = [
        (
            _link(life.ASSESSMENT_KIND, one.pk, one.number),
            _(one.lifecycle.state(one.state).label),
            *(_said(one) if reads else (_("confidential"), "–", "–")),
        )
        for one in reports_of(obj)
    ]
    heads = (_("Risk assessment"), _("State"), _("Grade"), _("Opinion"), _("Advice"))
    return {"heads": heads, "rows": rows} if rows else None


def _said(one: RiskAssessment) -> tuple[str, str, str]:
    graded = f"{one.score} · {one.get_grade_display()}" if one.grade else "–"
    return graded, str(one.get_opinion_display() or "–"), one.advice or "–"


def risk_panel() -> Panel:
    """The panel on the page of a proposal or policy."""
    return _panel("risk", _("Risk assessments"), "zoom-question", TABLE, of_contract, flush=True)
