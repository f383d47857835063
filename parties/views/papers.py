"""Papers of customers: added on the customer's page, checked by a second person (CUS-02)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.files import guard
from core.templatetags.ui import badge, day, full_moment, moment, state_of
from core.web import navigation
from core.web.commands import register_action
from core.web.detail import Crumb, Detail, Fact, Panel, detail_page
from core.web.lists import Column, Filter, ListPage, SavedView, list_page
from core.web.navigation import NavItem
from core.web.pages import needs, page
from core.workflow.command import Actor
from core.workflow.refusals import Hidden, Refusal
from parties import permissions
from parties.forms.identification import PaperForm
from parties.forms.party import choices
from parties.models import CustomerPaper, Party
from parties.rules import papers as rules
from parties.rules.lifecycle import PARTY
from parties.rules.papers import PAPER, PAPER_KINDS
from parties.selectors.identification import papers_missing
from parties.selectors.papers import papers_of, visible_papers
from parties.selectors.parties import surviving
from parties.services import papers
from parties.services.papers import PaperData, receive_paper
from parties.views.open_papers import opens

RECEIVE = "parties.receive_paper"


def register_papers() -> None:
    """Buttons, links, the place in the side bar, and who may read the files."""
    links.register(PAPER.kind, "parties:paper", gettext_noop("Paper of a customer"), "paperclip")
    navigation.register(
        NavItem(
            label=gettext_noop("Papers of customers"), url_name="parties:papers", icon="paperclip",
            permission=permissions.VIEW_PAPERS, group="shared", order=12, queues=(rules.QUEUE,),
        )
    )  # fmt: skip
    guard(PARTY.kind, _never)
    register_action(rules.CONFIRM, papers.confirm_paper)
    register_action(rules.REFUSE, papers.refuse_paper)


def _never(_actor: Actor, _pk: int) -> bool:
    """Scans of identity papers have no address of their own: they open after a reason, see ``open_papers``."""
    return False


@needs(permissions.VIEW_PAPERS)
@require_GET
def paper_list(request: HttpRequest) -> HttpResponseBase:
    """Papers received in scope; those to be checked first in their own view."""
    columns = (
        Column(key="paper", label=_("Paper"), cell=_link, plain=lambda p: _(PAPER_KINDS[p.kind])),
        Column(key="customer", label=_("Customer"), cell=_customer, plain=lambda p: p.party.name),
        Column(key="until", label=_("Valid until"), cell=lambda p: day(p.valid_until), sort="valid_until"),
        Column(key="by", label=_("Taken in by"), cell=lambda p: p.received_by_name),
        Column(key="at", label=_("Received on"), cell=lambda p: moment(p.created_at), sort="created_at"),
        Column(key="checked", label=_("Checked by"), cell=lambda p: p.checked_by_name or "–"),
        Column(key="state", label=_("State"), cell=lambda p: state_of(PAPER, p.state)),
    )
    return list_page(
        request,
        ListPage(
            title=_("Papers of customers"), rows=visible_papers, order="-created_at", columns=columns,
            export_name="papers",
            search=lambda rows, text: rows.filter(party__name__icontains=text),
            search_hint=_("Name of the customer"), empty=_("Papers are added on the customer's page."),
            views=(SavedView(_("All"), {}), SavedView(_("To be checked"), {"state": "received"})),
            filters=(
                Filter(key="kind", label=_("Paper"), choices=lambda _a: choices(PAPER_KINDS), apply=_by("kind")),
                Filter(key="state", label=_("State"), choices=lambda _a: _states(), apply=_by("state")),
                Filter(key="until", label=_("Valid until"), date_field="valid_until"),
            ),
        ),
    )  # fmt: skip


def _by(field: str) -> Any:
    return lambda rows, value: rows.filter(**{field: value})


def _states() -> list[tuple[str, str]]:
    return [(str(state.value), _(state.label)) for state in PAPER.states]


def _link(paper: CustomerPaper) -> SafeString:
    return format_html('<a href="{}">{}</a>', links.url_for(PAPER.kind, paper.pk), _(PAPER_KINDS[paper.kind]))


def _customer(paper: CustomerPaper) -> SafeString:
    url = links.url_for(PARTY.kind, paper.party_id)
    return format_html('<a href="{}">{}</a><small>{}</small>', url, paper.party.name, paper.party.number)


@needs(permissions.VIEW_PAPERS)
@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper with its file, to be compared with what is known of the customer."""
    found = visible_papers(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Hidden(_("Not found."))
    back = f"{links.url_for(PARTY.kind, found.party_id)}?tab=documents"
    detail = Detail(
        title=_(PAPER_KINDS[found.kind]),
        heading=f"{found.party.name} · {found.party.number}",
        crumbs=(Crumb(_("Papers of customers"), reverse("parties:papers")), Crumb(found.party.name, back)),
        facts=(
            Fact(_("Customer"), _customer(found), found.party.id_masked),
            Fact(_("Valid until"), day(found.valid_until)),
            Fact(_("Taken in by"), found.received_by_name, full_moment(found.created_at)),
            Fact(_("Checked by"), found.checked_by_name or "–"),
        ),
        panels=(
            Panel(key="file", title=_("File"), icon="paperclip", template="parties/panels/file.html", context=_file),
        ),
    )
    return detail_page(request, found, detail)


def _file(request: HttpRequest, found: CustomerPaper) -> Mapping[str, Any]:
    return {"opens": opens(request, found), "name": found.file.name, "remark": found.remark}


@needs(RECEIVE)
@require_http_methods(["GET", "POST"])
def new_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy for the customer's file."""
    party = surviving(pk)
    if party is None:
        raise Hidden(_("Not found."))
    form = PaperForm(request.POST or None, request.FILES or None)
    back = f"{links.url_for(PARTY.kind, party.pk)}?tab=documents"
    if request.method == "POST" and form.is_valid():
        given = form.inputs()
        scan = given.pop("paper")
        try:
            data = PaperData(party_id=party.pk, content=scan.read(), name=scan.name, **given)
            receive_paper(form.command(request), data=data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The paper is kept. Another person checks it."), extra_tags="good")
            return HttpResponseRedirect(back)
    title = _("Add a paper: %(name)s") % {"name": party.name}
    context = {"form": form, "title": title, "back": back}
    return page(request, "parties/paper_form.html", context, status=422 if form.is_bound else 200)


def papers_panel() -> Panel:
    """The papers on the customer's page, with what is missing."""
    return Panel(
        key="papers", title=_("Papers"), icon="paperclip", template="parties/panels/papers.html",
        permission=permissions.VIEW_PAPERS, context=_papers, tab="documents", flush=True,
    )  # fmt: skip


def _papers(request: HttpRequest, party: Party) -> Mapping[str, Any]:
    rows = papers_of(party)
    today = timezone.localdate()
    may_add = request.actor.refusal_for(RECEIVE) is None and party.merged_into_id is None  # type: ignore[attr-defined]
    return {
        "rows": [
            (_link(row), opens(request, row), day(row.valid_until), row.received_by_name,
             row.checked_by_name, _shown_state(row, today))
            for row in rows
        ],
        "missing": [_(PAPER_KINDS[kind]) for kind in papers_missing(party, today)],
        "add_url": reverse("parties:new_paper", args=[party.pk]) if may_add else "",
    }  # fmt: skip


def _shown_state(row: CustomerPaper, today: Any) -> SafeString:
    if row.valid_until and row.valid_until < today:
        return badge(_("out of date"), "bad")
    return state_of(PAPER, row.state)
