"""Buttons that make a paper of the underwriting set, and the papers made so far (5.21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_POST

from archives.public import DocumentRef, documents_of, sheet_kind
from core.web.detail import Panel
from core.web.pages import needs
from core.web.posting import post_button, posted_key
from core.web.requests import command_of
from core.workflow.command import Command
from core.workflow.refusals import Hidden
from underwriting.documents import customer_forms, sheets
from underwriting.models import FacultativeCase, Policy, Proposal
from underwriting.rules.lifecycle import DRAFT, PROPOSAL_KIND, RETURNED, REVIEW
from underwriting.rules.reinsurance.facultative import FACULTATIVE_KIND
from underwriting.rules.sheets import PERMISSION
from underwriting.selectors.inspections import inspection_for
from underwriting.selectors.proposals import policy_for, proposal_for
from underwriting.selectors.reinsurance_pages import facultative_case
from underwriting.services.sheets import decisions_on, make_paper

SHARING = "underwriting.view_reinsurance"
NOT_SAID = frozenset({DRAFT, RETURNED, REVIEW})


class Kind(NamedTuple):
    """A paper: its label, how its subject is found in the actor's scope, and how it is made."""

    label: str
    find: Callable[[Any, int], Any]
    make: Callable[[Any, Command], DocumentRef]
    permission: str = ""


def _opinion(found: Proposal, command: Command) -> DocumentRef:
    return sheets.make_opinion(found, decisions_on(found), command)


def _form(code: str) -> Callable[[Policy, Command], DocumentRef]:
    return lambda found, command: customer_forms.make_customer_form(found, code, command)


KINDS: Mapping[str, Kind] = {
    sheets.OPINION: Kind(noop("Opinion sheet"), proposal_for, _opinion),
    sheets.INSPECTION_RECORD: Kind(noop("Record on paper"), inspection_for, sheets.make_inspection_record),
    sheets.FACULTATIVE_REQUEST: Kind(
        noop("Request for placement (PDF)"), facultative_case, sheets.make_facultative_request, SHARING
    ),
    customer_forms.CHANGE: Kind(noop("Form: request for an endorsement"), policy_for, _form(customer_forms.CHANGE)),
    customer_forms.SURRENDER: Kind(noop("Form: surrender"), policy_for, _form(customer_forms.SURRENDER)),
    customer_forms.VOID: Kind(noop("Form: voiding"), policy_for, _form(customer_forms.VOID)),
}


@needs(PERMISSION)
@require_POST
def make(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Make the paper and show it."""
    kind = KINDS.get(code)
    actor: Any = request.actor  # type: ignore[attr-defined]
    if kind is None:
        raise Hidden(_("Not found."))
    refusal = actor.refusal_for(kind.permission) if kind.permission else None
    if refusal is not None:
        raise refusal
    found = kind.find(actor, pk)
    command = command_of(request, key=posted_key(request))
    made = make_paper(command, subject=found, make=lambda: kind.make(found, command))
    if made.unavailable:
        raise Hidden(made.unavailable)
    return HttpResponseRedirect(reverse("archives:document", args=[made.id]))


def button(request: HttpRequest, code: str, pk: int) -> SafeString:
    """A button that makes the paper."""
    return post_button(request, reverse("underwriting:sheet_make", args=[code, pk]), _(KINDS[code].label))


def may_make(request: HttpRequest, subject: Any) -> bool:
    return request.actor.refusal_for(PERMISSION, subject) is None  # type: ignore[attr-defined]


def opinion_buttons(request: HttpRequest, found: Proposal) -> list[SafeString]:
    """Once somebody may have said something."""
    said = found.state not in NOT_SAID and may_make(request, found)
    return [button(request, sheets.OPINION, found.pk)] if said else []


def policy_forms(request: HttpRequest, found: Policy) -> list[SafeString]:
    """What the customer signs, while the policy can still be changed."""
    if found.lifecycle.state(found.state).final or not may_make(request, found):
        return []
    return [button(request, code, found.pk) for code in customer_forms.FORMS]


def facultative_buttons(request: HttpRequest, found: FacultativeCase) -> list[SafeString]:
    return [button(request, sheets.FACULTATIVE_REQUEST, found.pk)] if may_make(request, found) else []


def panel(kind: str, *, tab: str = "main", permission: str = "") -> Panel:
    """The papers of this family that were made of an object."""

    def made(request: HttpRequest, obj: Any) -> Mapping[str, Any] | None:
        prefix = sheet_kind("")
        kept = documents_of(kind, obj.pk, request.actor)  # type: ignore[attr-defined]
        rows = [one for one in kept if one.kind.startswith(prefix)]
        return {"documents": rows} if rows else None

    return Panel(
        key="sheets",
        title=_("Papers made"),
        icon="printer",
        template="underwriting/panels/documents.html",
        context=made,
        tab=tab,
        permission=permission,
        flush=True,
    )


def on_proposal() -> Panel:
    return panel(PROPOSAL_KIND, tab="entry")


def on_facultative() -> Panel:
    return panel(FACULTATIVE_KIND, permission=SHARING)
