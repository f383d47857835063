"""The entry of a proposal that went on meanwhile: back to its page, with the state, who acted, and what became of what
was typed (PRO-05)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.templatetags.ui import full_moment
from core.web.history import since
from core.web.sent_forms import not_taken
from core.web.views.acting import done
from underwriting.models import Proposal
from underwriting.rules import lifecycle


def is_open(proposal: Proposal) -> bool:
    """A draft, a returned or a supplemented proposal can be edited."""
    return proposal.state in lifecycle.EDIT.sources


def leave(request: HttpRequest, proposal: Proposal, *, drafted: bool = True) -> HttpResponse:
    """To the page of the proposal. The draft of the form stays, so that it is offered again should the entry come
    back; a page that is not ``drafted`` promises nothing of the kind."""
    lines = [_no_longer(proposal), *_last_act(proposal)]
    if request.method == "POST":
        lines.append(_offered_again() if drafted else _("What you typed was not saved."))
    messages.warning(request, " ".join(lines), extra_tags="wait")
    return not_taken(done(request, reverse("underwriting:proposal", kwargs={"pk": proposal.pk})))


def _offered_again() -> str:
    return _("What you typed was not saved. It is offered to you again if the entry comes back.")


def _no_longer(proposal: Proposal) -> str:
    state = proposal.lifecycle.state(proposal.state)
    return _("This proposal can no longer be edited; its state is now: %(state)s.") % {"state": _(state.label)}


def _last_act(proposal: Proposal) -> list[str]:
    """What brought it there, by whom and when."""
    return [
        _("Last act: %(act)s, %(who)s, %(at)s.") % {"act": one.text, "who": one.who, "at": full_moment(one.at)}
        for one in since(proposal, proposal.version - 1)
    ]
