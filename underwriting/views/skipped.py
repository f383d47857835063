"""A jump in the use of printed numbers is said to who made it (domain 8.2, FRM-08)."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from archives.public import out_of_turn
from core.links import may_open
from core.workflow.command import Command
from underwriting.models import Policy, Proposal, ReprintRequest
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.proposals import on_forms


def warn_of_skipped(request: HttpRequest, kind: str, pks: Iterable[int], command: Command) -> None:
    """Lower numbers that were left out in this use, with the way to the page on which they are explained."""
    for used in out_of_turn(kind, pks, command.at):
        serial = used.form_type.serial(used.first)
        text = _("%(serial)s was used out of turn: %(skipped)s lower numbers were skipped and are to be explained.")
        said = text % {"serial": serial, "skipped": used.skipped}
        messages.warning(request, format_html("{} {}", said, _way_to_explain()))


def _way_to_explain() -> str:
    url = reverse("archives:gaps")
    if not may_open(url):
        return ""
    return format_html('<a class="ui-inline" href="{}">{}</a>', url, _("Numbers to be explained"))


def after_issue(request: HttpRequest, proposal: Proposal, command: Command) -> None:
    """The sign of the compulsory policy."""
    warn_of_skipped(request, POLICY_KIND, on_forms(proposal), command)


def after_reprint(request: HttpRequest, policy: Policy, command: Command) -> None:
    """The new sign of a policy."""
    warn_of_skipped(request, POLICY_KIND, [policy.pk], command)


def after_released_print(request: HttpRequest, asked: ReprintRequest, command: Command) -> None:
    """The new sign of a policy whose print a second person released."""
    warn_of_skipped(request, POLICY_KIND, [asked.policy_id], command)
