"""The 360° page of a customer, and showing a protected value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import badge, day, full_moment, icon
from core.web.commands import ReasonForm
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from organisation.public import post_name
from parties import permissions
from parties.models import Party
from parties.rules.identity import Gender, IdType, PartyKind
from parties.rules.listing import LISTING
from parties.rules.papers import PAPER_FIELD
from parties.rules.words import CONTACT_KINDS, GENDERS, ID_TYPES, KINDS, LIST_KINDS, LIST_REASONS, PURPOSES
from parties.selectors.duplicates import likeness_of
from parties.selectors.lists import list_hits
from parties.selectors.parties import numbers_of, records_of, visible_parties
from parties.services.reveal import reveal
from parties.views.credit import credit_of
from parties.views.identification import identification_of
from parties.views.listing import roles_of
from parties.views.panels import registered_panels
from parties.views.papers import papers_panel
from parties.views.relations import quick_buttons, relations_of

REVEALS_SHOWN = 20


def found(request: HttpRequest, pk: int) -> Party:
    """The customer, or "not found"."""
    party = visible_parties(request.actor).select_related("home_unit", "merged_into").filter(pk=pk).first()  # type: ignore[attr-defined]
    if party is None:
        raise Hidden(_("Not found."))
    return party


@needs(permissions.VIEW)
@require_GET
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, roles, contacts, accounts, consents, policies, claims; masked until asked for with a reason."""
    party = found(request, pk)
    detail = Detail(
        title=party.name,
        heading=f"{party.number} · {_(KINDS[PartyKind(party.kind)])}",
        crumbs=(Crumb(_("Customers"), reverse("parties:customers")), Crumb(party.number)),
        badges=(roles_of(party), *_list_badges(request, party), *_merged_badge(party)),
        facts=_facts(request, party),
        actions=quick_buttons(request, party),
        panels=(*_own(), *registered_panels()),
        tabs=(
            Tab("main", _("Overview")),
            Tab("business", _("Policies and proposals")),
            Tab("claims", _("Claims and calls")),
            Tab("money", _("Money")),
            Tab("documents", _("Documents")),
            Tab("credit", _("Credit and identification")),
            Tab("protection", _("Data protection")),
            Tab("history", _("Everything by date")),
        ),
    )
    return detail_page(request, party, detail)


def _list_badges(request: HttpRequest, party: Party) -> list[SafeString]:
    if request.actor.refusal_for(permissions.VIEW_LISTS) is not None:  # type: ignore[attr-defined]
        return []
    hits = list_hits(party.pk, timezone.localdate())
    return [badge(_(LIST_KINDS[hit.kind]), "bad" if hit.kind == "black" else "wait", "flag") for hit in hits]


def _merged_badge(party: Party) -> list[SafeString]:
    """A merged record leads to the one that is used."""
    survivor = party.merged_into
    if survivor is None:
        return []
    text = _("merged into %(number)s") % {"number": survivor.number}
    return [format_html('<a href="{}">{}</a>', links.url_for(party.lifecycle.kind, survivor.pk), badge(text, "info"))]


def _records(_request: HttpRequest, party: Party) -> Mapping[str, Any] | None:
    """The other records of the customer, and those that are probably his too."""
    same = records_of(party)
    rows = [(one, links.url_for(one.lifecycle.kind, one.pk), _("the same customer"), "good") for one in same]
    if party.merged_into_id is None:
        rows += [
            (like.party, links.url_for(party.lifecycle.kind, like.party.pk), _(like.why), "wait")
            for like in likeness_of(party)
        ]
    return {"rows": rows} if rows else None


def _facts(request: HttpRequest, party: Party) -> list[Fact]:
    facts = [
        Fact(_(ID_TYPES[IdType(party.id_type)]), masked(request, party, "id_number", party.id_masked), _until(party)),
        Fact(_("Telephone"), masked(request, party, "phone", party.phone_masked)),
    ]
    if party.is_person:
        facts.append(Fact(_("Date of birth"), day(party.born_on), _(GENDERS[Gender(party.gender)])))
    else:
        facts.append(Fact(_("Legal representative"), party.legal_representative or "–", party.industry))
    facts.append(Fact(_("Registered at"), party.home_unit.label, day(timezone.localdate(party.created_at))))
    return facts


def _until(party: Party) -> str:
    return _("valid until %(day)s") % {"day": day(party.id_valid_until)} if party.id_valid_until else _("long term")


def masked(request: HttpRequest, party: Party, field: str, shown: str) -> SafeString | str:
    """A masked value, with the eye that asks for the reason where the post may look."""
    if not shown:
        return "–"
    if request.actor.refusal_for(permissions.REVEAL) is not None:  # type: ignore[attr-defined]
        return shown
    url = reverse("parties:reveal", args=[party.pk, field])
    return format_html(
        '<span class="ui-row">{} <a class="ui-iconbtn" href="{}" data-dialog aria-label="{}">{}</a></span>',
        shown, url, _("Show with a reason"), icon("eye", "sm"),
    )  # fmt: skip


def _contacts(request: HttpRequest, party: Party) -> Mapping[str, Any]:
    own = [(_("Address"), "", masked(request, party, "address", party.address_masked))]
    if party.email:
        own.append((_("E-mail"), "", masked(request, party, "email", "***")))
    more = [
        (_(CONTACT_KINDS[c.kind]), c.label, masked(request, party, f"contact:{c.pk}", c.value_masked))
        for c in party.contacts.filter(ended_at=None).order_by("kind", "pk")
    ]
    return {"rows": [*own, *more]}


def _accounts(request: HttpRequest, party: Party) -> Mapping[str, Any]:
    rows = party.accounts.order_by("ended_at", "-pk")
    return {"accounts": [(a, masked(request, party, f"account:{a.pk}", a.number_masked)) for a in rows]}


def _details(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    pairs = [
        (_("Nationality"), party.nationality), (_("Occupation"), party.occupation), (_("Industry"), party.industry),
        (_("Legal representative"), party.legal_representative), (_("Contact person"), party.contact_name),
        (_("Not the same as"), " ".join(numbers_of(party.different_from))), (_("Reason"), party.difference_reason),
    ]  # fmt: skip
    return {"pairs": [(label, value) for label, value in pairs if value]}


def _consents(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    latest = {consent.purpose: consent for consent in party.consents.order_by("stated_at", "pk")}
    return {"purposes": [(_(label), latest.get(purpose)) for purpose, label in PURPOSES.items()]}


def _reveals(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    words = {
        "id_number": _("Number of the paper"), "phone": _("Telephone"), "address": _("Address"), "email": _("E-mail"),
        "contact": _("Contact"), "account": _("Bank account"), PAPER_FIELD: _("Scan of a paper"),
    }  # fmt: skip
    rows = party.reveals.order_by("-at")[:REVEALS_SHOWN]
    looks = []
    for r in rows:
        what = words.get(r.field.partition(":")[0], r.field)
        looks.append((full_moment(r.at), r.staff_name, post_name(r.post), what, r.reason))
    return {"looks": looks}


def _hits(_request: HttpRequest, party: Party) -> Mapping[str, Any] | None:
    hits = list_hits(party.pk, timezone.localdate())
    if not hits:
        return None
    rows = [
        (
            links.url_for(LISTING.kind, hit.entry_id),
            hit.number,
            _(LIST_KINDS[hit.kind]),
            _(LIST_REASONS[hit.reason_code]),
        )
        for hit in hits
    ]
    return {"hits": rows}


def _panel(key: str, title: str, icon_name: str, **over: Any) -> Panel:
    return Panel(key=key, title=title, template=f"parties/panels/{key}.html", icon=icon_name, **over)


def _own() -> tuple[Panel, ...]:
    return (
        _panel("contacts", _("Contact"), "phone", context=_contacts, flush=True),
        _panel("accounts", _("Bank accounts"), "cash", context=_accounts, flush=True),
        _panel("details", _("Further details"), "id", context=_details),
        _panel("relations", _("Relations"), "sitemap", context=relations_of, flush=True),
        _panel("records", _("Other records"), "users", context=_records, rail=True, flush=True),
        _panel("hits", _("On lists"), "flag", context=_hits, permission=permissions.VIEW_LISTS, rail=True, flush=True),
        Panel(
            key="credit", title=_("Customer credit"), template="parties/panels/details.html", icon="chart-bar",
            permission=permissions.VIEW_CREDIT, context=credit_of, tab="credit",
        ),
        Panel(
            key="identification", title=_("Identification"), template="parties/panels/gaps.html", icon="user-check",
            permission=permissions.VIEW_IDENTIFICATIONS, context=identification_of, tab="credit",
        ),
        papers_panel(),
        _panel("consents", _("Consents"), "shield-check", context=_consents, tab="protection", flush=True),
        _panel("reveals", _("Who looked at protected values"), "eye", context=_reveals, tab="protection", flush=True),
    )  # fmt: skip


@needs(permissions.REVEAL)
@require_http_methods(["GET", "POST"])
def show_value(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Asks for the reason, then shows the value once; the look is written down."""
    party = found(request, pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    context: dict[str, Any] = {"party": party, "form": form, "back": links.url_for(party.lifecycle.kind, party.pk)}
    if request.method == "GET" or not form.is_valid():
        return page(request, "parties/reveal.html", context, status=200 if request.method == "GET" else 422)
    try:
        context["value"] = reveal(form.command(request), party.pk, field)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, "parties/reveal.html", context, status=refusal.status)
    response = page(request, "parties/reveal.html", context)
    response["Cache-Control"] = "no-store"
    return response
