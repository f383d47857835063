"""One person of a list: changed, taken out, the number shown with a reason (PRO-10, CUS-05)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.commands import CommandForm, ReasonForm
from core.web.pages import needs, page
from core.workflow.refusals import Hidden, Refusal
from parties.public import Protected, show_protected
from underwriting.forms.people_list import RowForm
from underwriting.models import ListedPerson, Proposal
from underwriting.rules import people_list as life
from underwriting.selectors import people_list as selectors
from underwriting.selectors.proposals import proposal_for
from underwriting.services import people_list as services
from underwriting.views import closed_entry

REVEAL = "parties.reveal_party"


@needs("underwriting.edit_proposal")
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """A row as it stands, right or wrong: typed anew, or taken out."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    if not closed_entry.is_open(proposal):
        return closed_entry.leave(request, proposal, drafted=False)
    row = _row(proposal, place)
    form = RowForm(
        request.POST or None, version=row.list.version, groups=len(selectors.heads_by_group(proposal)),
        masked=row.id_masked, initial=_initial(row),
    )  # fmt: skip
    if request.method == "POST" and _send(request, form, row):
        messages.success(request, _("Saved"), extra_tags="good")
        return HttpResponseRedirect(reverse("underwriting:people_list", kwargs={"pk": pk}))
    context = {
        "proposal": proposal,
        "row": row,
        "form": form,
        "fields": [(bound, "3") for bound in form.visible_fields()],
        "eye": eye_of(request, proposal, row),
        "back": reverse("underwriting:people_list", kwargs={"pk": pk}),
    }
    return page(request, "underwriting/person.html", context, status=422 if form.errors else 200)


def _row(proposal: Proposal, place: int) -> ListedPerson:
    row = selectors.person_at(proposal, place)
    if row is None:
        raise Hidden(_("Not found."))
    return row


def _initial(row: ListedPerson) -> dict[str, Any]:
    return {"name": row.name, "group": str(row.group)} | {
        name: row.texts.get(name, "") for name in ("paper", "job", "page")
    }


def _send(request: HttpRequest, form: RowForm, row: ListedPerson) -> bool:
    leaves = "take_out" in request.POST
    sent: CommandForm = CommandForm(request.POST) if leaves else form
    if not sent.is_valid():
        return False
    try:
        if leaves:
            services.take_out_person(row.list_id, sent.command(request), place=row.place)
        else:
            services.change_person(row.list_id, sent.command(request), place=row.place, person=form.person())
    except Refusal as refusal:
        form.is_valid()
        form.refuse(refusal)
        return False
    return True


def eye_of(request: HttpRequest, proposal: Proposal, row: ListedPerson) -> str:
    """Where the number of a row is shown with a reason; "" for who may not."""
    if not row.id_number or request.actor.refusal_for(REVEAL) is not None:  # type: ignore[attr-defined]
        return ""
    return reverse("underwriting:person_number", kwargs={"pk": proposal.pk, "place": row.place})


@needs(REVEAL)
@require_http_methods(["GET", "POST"])
def person_number(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """The number of a row as it was typed, after a reason; the look is written down (CUS-05)."""
    proposal = proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    row = _row(proposal, place)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    edits = request.actor.refusal_for("underwriting.edit_proposal", proposal) is None  # type: ignore[attr-defined]
    back = reverse("underwriting:people_list" if edits else "underwriting:proposed_people", kwargs={"pk": pk})
    whose = {"name": row.name or "–", "number": proposal.number}
    context: dict[str, Any] = {"party": whose, "form": form, "back": back}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            context["value"] = show_protected(form.command(request), _protected(proposal, row))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    elif request.method == "POST":
        status = 422
    response = page(request, "parties/reveal.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _protected(proposal: Proposal, row: ListedPerson) -> Protected:
    return Protected(
        kind=life.LIST_KIND,
        pk=row.list_id,
        number=proposal.number,
        field=f"person:{row.place}",
        read=lambda: row.id_number,
    )
