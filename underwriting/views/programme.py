"""The reinsurance programme: treaties with their layers, retentions and reinsurers, and proposing a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, bar, day, money
from core.web.detail import Crumb
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from organisation.views.tables import Section, TablePage, table_page
from underwriting.forms.programme import FORMS, SIGNERS, ProgrammeForm
from underwriting.models import RetentionTable, Treaty, TreatyKind, line_label
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.selectors import reinsurance as selectors
from underwriting.selectors import reinsurance_pages as pages
from underwriting.selectors.retained_premium import RetainedPremium, retained_premium
from underwriting.services import programme

TITLES = {
    "treaty": programme.TREATY,
    "retention": programme.RETENTION,
    "reinsurer": programme.REINSURER,
    "accumulation": programme.ACCUMULATION,
}
WIDE = {"lines", "exclusions", "excluded", "profit_commission", "table", "reason"}


def _may_propose(request: HttpRequest) -> bool:
    return request.actor.refusal_for(programme.PROPOSE) is None  # type: ignore[attr-defined]


def _propose_url(name: str) -> str:
    return reverse("underwriting:propose_programme", kwargs={"name": name})


@needs("underwriting.view_reinsurance")
@require_GET
def treaties(request: HttpRequest) -> HttpResponseBase:
    """Every version of every treaty."""
    actions = [(_("Propose a treaty"), _propose_url("treaty"), "plus")] if _may_propose(request) else []
    actions.append((_("Retentions and reinsurers"), reverse("underwriting:retentions"), "table"))
    return list_page(
        request,
        ListPage(
            title=_("Treaties"),
            facts=_("Risks attach by the first day of cover; a change ends one version where the next begins."),
            rows=selectors.treaties,
            order="code",
            columns=_treaty_columns(),
            filters=(
                Filter(key="kind", label=_("Kind"), choices=_kinds, apply=lambda rows, v: rows.filter(kind=v)),
                Filter(key="line", label=_("Line"), choices=_lines, apply=_by_line),
            ),
            views=(SavedView(_("All"), {}), SavedView(_("Surplus"), {"kind": TreatyKind.SURPLUS.value})),
            search=lambda rows, text: rows.filter(code__istartswith=text.strip()) | rows.filter(name__icontains=text),
            search_hint=_("Code, name"),
            actions=actions,
            empty=_("No treaty is in force."),
            export_name="treaties",
        ),
    )


def _kinds(_actor: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in TreatyKind.choices]


def _insured_lines(treaty: Treaty) -> str:
    return _(", ").join(line_label(code) for code in treaty.lines)


def _lines(_actor: Any) -> list[tuple[str, str]]:
    return [(code, line_label(code)) for code in LINE_LABELS if code not in {"MCI", "MOD", MOTOR}]


def _by_line(rows: Any, value: str) -> Any:
    return rows.filter(lines__contains=[value])


def _treaty_columns() -> tuple[Column, ...]:
    return (
        Column(key="code", label=_("Code"), cell=_code, plain=lambda t: t.code, sort="code"),
        Column(key="name", label=_("Treaty"), cell=lambda t: t.name, sort="name"),
        Column(key="kind", label=_("Kind"), cell=lambda t: badge(t.get_kind_display(), "info"), plain=_kind),
        Column(key="lines", label=_("Lines"), cell=_insured_lines, css="ui-wrap"),
        Column(key="terms", label=_("Terms of the treaty"), cell=terms_of),
        Column(key="commission", label=_("Commission"), css="ui-r", cell=lambda t: _percent(t.commission_percent)),
        Column(key="signed", label=_("Reinsurers"), cell=_signed),
        Column(key="period", label=_("Period"), cell=_period, css="ui-nowrap"),
    )


def _kind(one: Treaty) -> str:
    return str(one.get_kind_display())


def _code(one: Treaty) -> SafeString:
    url = reverse("underwriting:treaty", kwargs={"pk": one.pk})
    return format_html('<a class="ui-code" href="{}">{}</a>', url, one.code)


def _percent(value: Decimal | None) -> str:
    return f"{value.normalize():f} %" if value else "–"


def terms_of(one: Treaty) -> str:
    """What the treaty takes, in a line."""
    limit = f" ≤ {one.limit:,.0f}" if one.limit else ""
    if one.kind == TreatyKind.QUOTA_SHARE:
        return f"{_percent(one.share)}{limit}"
    if one.kind == TreatyKind.SURPLUS:
        return _("%(lines)s lines") % {"lines": f"{(one.surplus_lines or Decimal(0)).normalize():f}"} + limit
    return f"{one.limit or 0:,.0f} xs {one.attachment or 0:,.0f}"


def _signed(one: Treaty) -> SafeString:
    shares = ((share.name, _percent(share.signed_percent)) for share in one.shares.all())
    return format_html_join("", "<small>{} {}</small>", shares)


def _period(one: Treaty) -> str:
    upper = day(one.effective.upper) if one.effective.upper else ""
    return f"{day(one.effective.lower)} – {upper}"


@needs("underwriting.view_reinsurance")
@require_GET
def treaty(request: HttpRequest, pk: int) -> HttpResponse:
    """Terms, signed lines, and the layers of the programme that the treaty is part of."""
    found = pages.treaty(pk)
    on = found.effective.lower or localdate()
    line = found.lines[0]
    shown = request.GET.get("line", line)
    protection = selectors.protection_of(shown if shown in found.lines else line, on)
    context = {
        "treaty": found,
        "terms": terms_of(found),
        "lines": [(code, line_label(code), code == shown) for code in found.lines],
        "layers": layers_of(protection) if protection else [],
        "period": _period(found),
        "excluded": _excluded(found, on),
        "propose_url": f"{_propose_url('treaty')}?treaty={found.pk}" if _may_propose(request) else "",
    }
    return page(request, "underwriting/treaty.html", context)


def kind_label(row: Mapping[str, Any]) -> str:
    """A kind of the register in the reader's language."""
    return str(row["zh"] if (get_language() or "").startswith("zh") else row["en"])


def _excluded(found: Treaty, on: date) -> list[str]:
    register = selectors.register_on(on)
    return [kind_label(register[code]) if code in register else code for code in found.excluded]


def layers_of(protection: selectors.Protection) -> list[dict[str, Any]]:
    """The layers of a line from the ground up, each with its height in percent of the whole tower."""
    retention = min(
        max((Decimal(row["retention"]) for row in protection.rows), default=protection.most), protection.most
    )
    tower: list[tuple[str, str, Decimal, Decimal]] = [(_("own retention"), "good", Decimal(0), retention)]
    top = retention
    for one in protection.of_kind(TreatyKind.SURPLUS):
        height = min(retention * (one.surplus_lines or 0), one.limit or retention * (one.surplus_lines or 0))
        tower.append((one.code, "info", top, top + height))
        top += height
    tower.append((_("facultative"), "wait", top, top + top / 4))
    whole = top + top / 4
    quotas = [f"{one.code} {_percent(one.share)}" for one in protection.of_kind(TreatyKind.QUOTA_SHARE)]
    excess = [f"{one.code}: {terms_of(one)}" for one, _layer in protection.layers]
    notes = {0: " · ".join(quotas + excess)}
    return [
        {
            "name": name,
            "tone": tone,
            "floor": floor,
            "roof": roof if name != _("facultative") else None,
            "share": (roof - floor) / whole * 100,
            "note": notes.get(at, ""),
        }
        for at, (name, tone, floor, roof) in reversed(list(enumerate(tower)))
    ]


@needs("underwriting.view_reinsurance")
@require_GET
def retentions(request: HttpRequest) -> HttpResponse:
    """What the company keeps, the law's bounds, and to whom it cedes."""
    today = localdate()
    law = selectors.strength_seen_by(request.actor, today)  # type: ignore[attr-defined]
    year = retained_premium(today)
    bounds: list[tuple[str, str, Decimal, RetainedPremium | None]] = [
        (_("Largest liability for one risk unit"), "LAW-103", law.largest_retention, None),
        (_("Largest retained premium of a year"), "LAW-102", law.largest_retained_premium, year),
    ]
    rows = [(table, row) for table in selectors.retention_tables(today) for row in table.rows]
    sections = (
        Section(title=_("Bounds of the law"), icon="gavel", columns=_bound_columns(), rows=bounds),
        Section(
            title=_("Retentions"),
            icon="table",
            columns=_retention_columns(),
            rows=rows,
            note=_("A line that is not listed is kept up to the bound of the law for one risk unit."),
        ),
        Section(
            title=_("Reinsurers"),
            icon="users",
            columns=_reinsurer_columns(),
            rows=selectors.reinsurers_on(today),
            empty=_("No reinsurer is known."),
        ),
    )
    names = (
        (_("Propose retentions"), "retention"),
        (_("Propose a reinsurer"), "reinsurer"),
        (_("Propose a limit of accumulation"), "accumulation"),
    )
    actions = [(label, _propose_url(name), "edit") for label, name in names] if _may_propose(request) else []
    return table_page(
        request,
        TablePage(
            title=_("Retentions and reinsurers"),
            sections=sections,
            crumbs=(
                Crumb(_("Underwriting centre")),
                Crumb(_("Treaties"), reverse("underwriting:treaties")),
                Crumb(_("Retentions and reinsurers")),
            ),
            actions=actions,
            export_name="retentions",
        ),
    )


def _bound_columns() -> tuple[Column, ...]:
    return (
        Column(key="what", label=_("What the limit is for"), cell=lambda row: row[0]),
        Column(key="basis", label=_("Basis"), cell=lambda row: row[1], css="ui-code"),
        Column(key="amount", label=_("Amount"), cell=lambda row: money(row[2]), css="ui-r"),
        Column(key="kept", label=_("Kept this year"), cell=_kept_this_year, plain=_kept_amount, css="ui-r"),
        Column(key="used", label=_("Used"), cell=_used, plain=lambda row: f"{row[3].used:.2%}" if row[3] else ""),
    )


def _kept_this_year(row: Any) -> SafeString | str:
    year: RetainedPremium | None = row[3]
    if year is None:
        return "–"
    told = _("%(written)s written, %(ceded)s ceded")
    values = {"written": f"{year.written:,.2f}", "ceded": f"{year.ceded:,.2f}"}
    return format_html("{}<small>{}</small>", money(year.retained), told % values)


def _kept_amount(row: Any) -> Decimal | str:
    return row[3].retained if row[3] else ""


def _used(row: Any) -> SafeString | str:
    year: RetainedPremium | None = row[3]
    if year is None:
        return "–"
    tone = "bad" if year.used > 1 else "wait" if year.warns else "good"
    text = f"{year.used:.2%}"
    return format_html("{} {}", bar(min(year.used * 100, Decimal(100)), tone, text), text)


def _retention_columns() -> tuple[Column, ...]:
    return (
        Column(key="line", label=_("Line"), cell=_line_of, plain=lambda row: row[0].line),
        Column(key="class", label=_("Occupancy class"), cell=lambda row: row[1]["occupancy"] or _("all")),
        Column(key="pml", label=_("PML up to"), css="ui-r", cell=lambda row: f"{Decimal(row[1]['pml_up_to']):.0%}"),
        Column(key="kept", label=_("Retention"), css="ui-r", cell=lambda row: money(Decimal(row[1]["retention"]))),
        Column(key="from", label=_("From"), cell=lambda row: day(row[0].effective.lower), css="ui-nowrap"),
    )


def _line_of(row: tuple[RetentionTable, Any]) -> str:
    return line_label(row[0].line)


def _reinsurer_columns() -> tuple[Column, ...]:
    return (
        Column(key="name", label=_("Name"), cell=lambda r: r.name),
        Column(key="english", label=_("English name"), cell=lambda r: r.name_en or "–"),
        Column(key="rating", label=_("Rating"), cell=lambda r: badge(r.rating, "good"), plain=lambda r: r.rating),
        Column(key="agency", label=_("Rating agency"), cell=lambda r: r.agency),
        Column(key="rated", label=_("Rated on"), cell=lambda r: day(r.rated_on), css="ui-nowrap"),
        Column(key="registration", label=_("Registration"), cell=lambda r: r.registration, css="ui-code"),
    )


@needs(programme.PROPOSE)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, name: str) -> HttpResponse:
    """A new version of one row of the programme; another person decides."""
    if name not in TITLES:
        raise Http404
    kind = TITLES[name]
    form = FORMS[kind](
        request.POST or None,
        lines=_lines(None),
        reinsurers=[(one.party_id, one.name) for one in selectors.reinsurers_on(localdate())],
        excluded=[(code, kind_label(row)) for code, row in selectors.register_on(localdate()).items()],
        initial=_initial(request, name),
    )
    if request.method == "POST" and form.is_valid():
        sent = _sent(request, form, kind)
        if sent is not None:
            return sent
    back = reverse("underwriting:treaties" if name == "treaty" else "underwriting:retentions")
    context = {
        "title": _("Propose: %(what)s") % {"what": _(programme.PARTS[kind].label)},
        "crumbs": [(_("Treaties"), reverse("underwriting:treaties"))],
        "form": form,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields()],
        "back": back,
        "send": _("Propose"),
    }
    return page(request, "underwriting/form.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: ProgrammeForm, kind: str) -> HttpResponse | None:
    given = form.cleaned_data
    title = f"{_(programme.PARTS[kind].label)} · {form.title()}"
    try:
        change = programme.propose(
            form.command(request),
            kind=kind,
            title=title,
            values=form.values(),
            effective_on=given["effective_on"],
            ends_on=given["ends_on"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(links.url_for("organisation.change", change.pk) or reverse("underwriting:treaties"))


def _initial(request: HttpRequest, name: str) -> dict[str, Any]:
    """A change begins with the version that it follows."""
    pk = request.GET.get("treaty", "")
    if name != "treaty" or not pk.isdigit():
        return {}
    found = pages.treaty(int(pk))
    names = ("code", "name", "kind", "lines", "share", "surplus_lines", "attachment", "limit", "aggregate")
    more = ("commission_percent", "confirm_above", "exclusions", "excluded", "profit_commission")
    initial = {key: getattr(found, key) for key in (*names, *more)}
    for number, share in enumerate(found.shares.all()[:SIGNERS], start=1):
        initial[f"reinsurer_{number}"], initial[f"signed_{number}"] = share.reinsurer_id, share.signed_percent
    return initial
