"""Terms of the kinds of printed forms: what holds, what held, and proposing others (domain 8.2, FRM-06)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from archives.forms.form_terms import TermsForm
from archives.models import FormTerms
from archives.permissions import VIEW_FORMS
from archives.selectors import form_terms
from archives.services.form_terms import CHANGE, FIELDS, label_of, propose_terms
from archives.views.form_stock import way
from core import links
from core.templatetags.ui import day
from core.web.lists import Column
from core.web.pages import needs
from core.workflow.refusals import Refusal
from organisation.views.plain import FormPage, form_page
from organisation.views.tables import Section, TablePage, table_page


@needs(VIEW_FORMS)
@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind with its terms: those in force, then the versions before and to come."""
    today = timezone.localdate()
    may = request.actor.refusal_for(CHANGE.propose) is None  # type: ignore[attr-defined]
    now, others = form_terms.versions(today)
    spec = TablePage(
        title=_("Terms of printed forms"),
        facts=_("How long a form may be used, how much lies in a store and in one hand."),
        crumbs=way(),
        sections=(
            Section(
                title=_("In force"),
                columns=(*_columns()[:1], *([_change()] if may else []), *_columns()[1:]),
                rows=now,
                icon="file-certificate",
                empty=_("No forms here."),
            ),
            Section(
                title=_("Versions before and to come"),
                columns=(*_columns(), _released()),
                rows=others,
                icon="history",
                empty=_("Nothing was changed so far."),
            ),
        ),
        export_name="form-terms",
    )
    return table_page(request, spec)


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="kind", label=_("Printed form"), cell=lambda row: str(row.form_type), personal=False),
        Column(key="from", label=_("From"), cell=lambda row: day(row.effective.lower), css="ui-nowrap"),
        *(_figure(name) for name in FIELDS),
    )


def _figure(name: str) -> Column:
    return Column(key=name, label=label_of(name), cell=lambda row: str(getattr(row, name)), css="ui-r", personal=False)


def _change() -> Column:
    def cell(row: FormTerms) -> SafeString:
        url = reverse("archives:form_terms", kwargs={"code": row.form_type.code})
        return format_html('<a class="ui-btn ui-btn-sm" href="{}">{}</a>', url, _("Propose a change"))

    return Column(key="change", label="", cell=cell, plain=lambda _row: "", css="ui-nowrap")


def _released() -> Column:
    return Column(key="number", label=_("Change"), cell=lambda row: row.change_number or "–", css="ui-code ui-nowrap")


@needs(CHANGE.propose)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Other terms of a kind from a day to come; another person releases them."""
    today = timezone.localdate()
    held = form_terms.held_by_code(code, today)
    form = TermsForm(request.POST or None, today=today, initial={name: getattr(held, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.inputs()
        try:
            change = propose_terms(
                form.command(request), code=code, values=given, effective_on=given.pop("effective_on")
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
            found = links.url_for("organisation.change", change.pk)
            return HttpResponseRedirect(found or reverse("archives:form_kinds"))
    title = _("Propose: %(what)s") % {"what": held.form_type}
    spec = FormPage(
        title=title,
        crumbs=way((_("Terms of printed forms"), reverse("archives:form_kinds")), (title, "")),
        back=reverse("archives:form_kinds"),
        intro=_("Another person decides; until then nothing changes."),
        submit=_("Propose"),
    )
    return form_page(request, form, spec)
