"""The site survey on the phone; letters of improvements."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from archives.public import documents_of
from core import files
from core.templatetags.ui import day, state_of
from core.web.commands import next_steps
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.risk import LetterForm, SitePhotoForm
from underwriting.models import ImprovementLetter, RiskAssessment, SitePhoto
from underwriting.rules import risk_assessment as life
from underwriting.rules import risk_visit as visit_life
from underwriting.selectors import risk as selectors
from underwriting.services import risk_survey
from underwriting.services.risk_letters import write_letter
from underwriting.views.risk_detail import by_whom

REFUSED = 422


@needs(life.ASSESS)
@require_GET
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """Photos, plans, risk units and the guide, on the spot."""
    found = selectors.assessment_for(request.actor, pk)  # type: ignore[attr-defined]
    return page(request, "underwriting/phone_site.html", _context(request, found))


def _context(request: HttpRequest, found: RiskAssessment, sent: SitePhotoForm | None = None) -> dict[str, Any]:
    """``sent`` is a photo that was refused: what was said of it stays."""
    photos = found.photos.select_related("file").order_by("pk")
    return {
        "found": found,
        "state": life.ASSESSMENT.state(found.state),
        "next": next_steps(found, request.actor),  # type: ignore[attr-defined]
        "photos": [(one, reverse("core:file", kwargs={"token": one.file.token})) for one in photos],
        "shots": SitePhoto.SHOTS,
        "photo_form": SitePhotoForm(),
        "note": sent["note"].value() or "" if sent else "",
        "chosen": sent["shot"].value() if sent else SitePhoto.SHOTS[0][0],
        "units": selectors.values_of(found),
        "guide_url": reverse("underwriting:assess_guide", kwargs={"pk": found.pk}) if found.guide_id else "",
        "back": reverse("underwriting:assessment", kwargs={"pk": found.pk}),
    }


@needs(life.ASSESS)
@require_POST
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a photo or plan of the site; one that was sent twice is kept once."""
    found = selectors.assessment_for(request.actor, pk)  # type: ignore[attr-defined]
    form = SitePhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        note = " ".join(map(str, form.errors.get("note", ())))
        return _photo_refused(request, found, note or _("Choose a photo."), form)
    try:
        _keep(request, found, form)
    except (Refusal, files.FileRefused) as refusal:
        return _photo_refused(request, found, getattr(refusal, "message", str(refusal)), form)
    return HttpResponseRedirect(reverse("underwriting:site", kwargs={"pk": found.pk}))


def _keep(request: HttpRequest, found: RiskAssessment, form: SitePhotoForm) -> None:
    upload, command = form.cleaned_data["photo"], form.command(request)
    stored = files.store(upload, purpose=files.PHOTO, name=upload.name, actor=request.actor)  # type: ignore[attr-defined]
    known = risk_survey.file_sent_before(found.pk, command, stored.original_sha256)
    given = form.cleaned_data
    risk_survey.add_photo(found.pk, command, file_id=known or stored.pk, shot=given["shot"], note=given["note"])


def _photo_refused(request: HttpRequest, found: RiskAssessment, why: str, sent: SitePhotoForm) -> HttpResponse:
    messages.error(request, why, extra_tags="bad")
    return page(request, "underwriting/phone_site.html", _context(request, found, sent), status=REFUSED)


@needs(life.ASSESS)
@require_http_methods(["GET", "POST"])
def new_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a letter of improvements from an assessment."""
    found = selectors.assessment_for(request.actor, pk)  # type: ignore[attr-defined]
    form = LetterForm(request.POST or None)
    back = reverse("underwriting:assessment", kwargs={"pk": found.pk})
    if request.method == "POST" and form.is_valid():
        try:
            made = write_letter(form.command(request), assessment=found.pk, **form.inputs())
            return HttpResponseRedirect(reverse("underwriting:letter", kwargs={"pk": made.pk}))
        except Refusal as refusal:
            form.refuse(refusal)
    context = {
        "title": _("Letter of improvements"),
        "lead": f"{found.number} · {found.insured_name}",
        "crumbs": [(found.number, back)],
        "form": form,
        "fields": [(bound, "6") for bound in form.visible_fields()],
        "back": back,
        "send": _("Write"),
        "foot": _("The sub-branch delivers it; it is looked at again on the day."),
    }
    return page(request, "underwriting/risk_form.html", context, status=REFUSED if form.errors else 200)


@needs("underwriting.view_assessments")
@require_GET
def letters(request: HttpRequest) -> HttpResponseBase:
    """Letters of improvements in scope, the newest first."""
    return list_page(
        request,
        ListPage(
            title=_("Letters of improvements"),
            facts=_("Written advice to remove hazards (Insurance Law, article 51)."),
            rows=selectors.letters,
            order="-created_at",
            columns=_columns(),
            filters=(
                Filter(key="state", label=_("State"), choices=_states, apply=_in_state),
                Filter(key="check", label=_("To be checked on"), date_field="follow_up_on"),
            ),
            search=lambda rows, text: rows.filter(assessment__insured_name__icontains=text.strip()),
            search_hint=_("Insured"),
            views=(SavedView(_("All"), {}), SavedView(_("To be looked at again"), {"state": visit_life.DELIVERED})),
            empty=_("No letters."),
            export_name="improvement-letters",
        ),
    )


def _states(_actor: Any) -> list[tuple[str, str]]:
    return [(state.value, _(state.label)) for state in visit_life.LETTER.states]


def _in_state(rows: QuerySet[ImprovementLetter], value: str) -> QuerySet[ImprovementLetter]:
    return rows.filter(state=value)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="number", label=_("Letter of improvements"), cell=_number, plain=lambda one: one.number, sort="number"
        ),
        Column(key="insured", label=_("Insured and hazards"), cell=_about, css="ui-clip"),
        Column(key="state", label=_("State"), cell=_state),
        Column(
            key="check",
            label=_("To be checked on"),
            cell=lambda one: day(one.follow_up_on),
            sort="follow_up_on",
            css="ui-nowrap",
            plain=lambda one: one.follow_up_on,
        ),
        Column(key="unit", label=_("Unit"), cell=lambda one: one.unit.label, css="ui-nowrap"),
    )


def _state(one: ImprovementLetter) -> SafeString:
    return state_of(visit_life.LETTER, one.state)


def _number(one: ImprovementLetter) -> SafeString:
    url = reverse("underwriting:letter", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.number)


def _about(one: ImprovementLetter) -> SafeString:
    return format_html("{}<small>{}</small>", one.assessment.insured_name, one.hazards)


@needs("underwriting.view_assessments")
@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter with what became of it."""
    found = selectors.letter_for(request.actor, pk)  # type: ignore[attr-defined]
    url = reverse("underwriting:assessment", kwargs={"pk": found.assessment_id})
    about = found.assessment
    detail = Detail(
        title=found.number,
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Letters of improvements"), reverse("underwriting:letters")),
            Crumb(found.number),
        ),
        facts=(
            Fact(_("Insured"), about.insured_name, about.address),
            Fact(_("Risk assessment"), format_html('<a href="{}">{}</a>', url, about.number)),
            Fact(_("To be checked on"), day(found.follow_up_on)),
            Fact(_("Delivered"), day(found.delivered_on) if found.delivered_on else "–", found.delivered_to),
        ),
        tabs=(Tab("main", _("Letter of improvements")),),
        panels=_letter_panels(),
    )
    return detail_page(request, found, detail)


def _letter_panels() -> tuple[Panel, ...]:
    return (
        Panel(
            key="hazards",
            title=_("Hazards and advice"),
            icon="alert-triangle",
            template="underwriting/panels/vehicle.html",
            context=lambda _request, one: {"rows": [(_("Hazards and what to do about them"), one.hazards)]},
        ),
        Panel(
            key="checks",
            title=_("What was found"),
            icon="history",
            template="underwriting/panels/vehicle.html",
            context=_checks,
        ),
        Panel(
            key="papers",
            title=_("Documents"),
            icon="paperclip",
            template="underwriting/panels/documents.html",
            context=_papers,
            rail=True,
        ),
    )


def _checks(_request: HttpRequest, one: ImprovementLetter) -> dict[str, Any] | None:
    if not one.result:
        return None
    rows = [(_("Checked by"), one.checked_by), (_("Result"), one.result)]
    if one.consequence:
        rows += [
            (_("Consequence for the contract"), one.get_consequence_display()),
            (_("Decided by"), by_whom(one.decided_by)),
        ]
    return {"rows": rows}


def _papers(request: HttpRequest, one: ImprovementLetter) -> dict[str, Any] | None:
    kept = documents_of(visit_life.LETTER_KIND, one.pk, request.actor)  # type: ignore[attr-defined]
    return {"documents": kept} if kept else None
