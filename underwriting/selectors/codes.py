"""Whether a clause outside the system has been applied for (PRD-02)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.workflow.refusals import Hidden
from organisation.models import Unit
from organisation.public import ScopedActor
from underwriting.models import CodeRequest
from underwriting.rules.code_request import CODE_REQUEST, REFUSED, WITHDRAWN

ENDED = (REFUSED, WITHDRAWN)


def requests_for(actor: ScopedActor) -> QuerySet[Any]:
    """A request serves the whole branch: whoever may see requests sees those of his scope and of his branch."""
    own = CodeRequest.objects.visible_to(actor)
    branch = Unit.objects.filter(pk=actor.unit_id).exclude(branch=None).values("branch_id")
    return (own | CodeRequest.objects.filter(branch_id__in=branch)).select_related("unit")


def request_for(actor: ScopedActor, pk: int) -> CodeRequest:
    """One of them; out of scope reads as not found."""
    found: CodeRequest | None = requests_for(actor).filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def open_requests(branch_id: int | None) -> list[tuple[str, str]]:
    """Requests of the branch under which business may be entered, with clause and state, the newest first."""
    found = CodeRequest.objects.filter(branch_id=branch_id).exclude(state__in=ENDED).order_by("-created_at")
    return [(one.number, f"{one.number} · {one.clause_name} · {_label(one)}") for one in found]


def code_fault(number: str, branch_id: int | None) -> str:
    """Why business cannot be entered under a request; empty where it can: under way, or answered with a code."""
    text = number.strip().upper()
    if not text:
        return _("Name the request on which a product code was applied for.")
    found = CodeRequest.objects.filter(number=text, branch_id=branch_id).first()
    if found is None:
        return _("The branch has no request for a product code with the number %(number)s.") % {"number": text}
    if found.state in ENDED:
        told = {"number": text, "state": _label(found)}
        return _("Request %(number)s has ended (%(state)s): apply for a code anew, or choose another request.") % told
    return ""


def _label(found: CodeRequest) -> str:
    return _(CODE_REQUEST.state(found.state).label)
