"""The way from the registration of a policy issued outside to its ordinary entry, and what comes next (B-33)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import links
from core.templatetags.ui import day, icon, money
from core.workflow.command import Actor
from underwriting.models import COMMERCIAL, COMPULSORY, BackEntry
from underwriting.models.policy import line_label
from underwriting.rules import back_entry as life
from underwriting.rules import lifecycle
from underwriting.rules.lines import MOTOR
from underwriting.selectors import quality as selectors
from underwriting.selectors.brought import Brought, Source, register_source
from underwriting.selectors.catalogue import products
from underwriting.selectors.lines import entered_here
from underwriting.services.back_entry import ENDED, receive_outside

SOURCE = "back-entry"
MOTOR_LINES = frozenset({COMPULSORY, COMMERCIAL, MOTOR})


def register() -> None:
    """Let the entry of proposals begin out of a registration."""
    register_source(SOURCE, Source(read=_read, receive=receive_outside))


def _read(actor: Actor, pk: int) -> Brought | None:
    found = selectors.back_entries(actor).filter(pk=pk).first()  # type: ignore[arg-type]
    if found is None or not _to_begin(found):
        return None
    return Brought(
        title=_("Back-entry"),
        number=found.number,
        url=links.url_for(life.BACK_ENTRY_KIND, found.pk),
        question=_("Enter the policy as the paper says it; cover may begin on the day of the signature."),
        said=(
            (_("Policyholder"), found.holder_name),
            (_("Line"), line_label(found.line)),
            (_("Premium"), str(money(found.premium))),
            (_("Printed serial number"), found.serial),
            (_("Signed on"), day(found.signed_on)),
        ),
        signed_on=found.signed_on,
        start_on=found.signed_on + timedelta(days=1),
    )


def _to_begin(found: BackEntry) -> bool:
    """Nothing was entered yet, or it came to nothing."""
    return found.state in life.TO_ENTER and (found.proposal is None or found.proposal.state in ENDED)


def ways(found: BackEntry, actor: Any, today: date) -> tuple[SafeString, ...]:
    """The button that begins the entry of the product of the paper, for those who may."""
    if not _to_begin(found) or actor.refusal_for(life.LINK.permission, found) is not None:
        return ()
    button = '<a class="ui-btn ui-btn-wide ui-btn-primary" href="{}?from={}:{}">{}{}</a>'
    return (format_html(button, _entry_url(found.line, today), SOURCE, found.pk, icon("edit"), _("Begin the entry")),)


def _entry_url(line: str, today: date) -> str:
    """The entry of the only product of the line, or of the one that bears its code; else the choice among all."""
    if line in MOTOR_LINES:
        return reverse("underwriting:new")
    fitting = [fact.code for fact in products(today) if fact.line == line and entered_here(fact)]
    code = line if line in fitting else fitting[0] if len(fitting) == 1 else None
    if code is None:
        return reverse("underwriting:products_to_enter")
    return reverse("underwriting:line_new", kwargs={"code": code})


def what_comes_next(found: BackEntry) -> str:
    """The step that the policy waits for, in words."""
    row = found.proposal
    if _to_begin(found):
        return _("Begin the entry: its draft is linked at once, with policyholder and day of the paper.")
    if found.state in life.TO_ENTER and row is not None and row.state in (lifecycle.DRAFT, lifecycle.RETURNED):
        text = _("Complete %(number)s as the paper says it and hand it in; then say here that the entry is complete.")
        return text % {"number": row.number}
    if found.state == life.ASKED:
        return _("An underwriter says whether the hand-written policy is approved; then the entry is complete.")
    if found.state in life.TO_ENTER:
        return _("The entry was handed in: say here that it is complete.")
    if found.state == life.ENTERED and row is not None and row.state != lifecycle.ISSUED:
        return _("The proposal goes on until its policy is issued; then the centre compares it with the paper.")
    return _("The centre compares the policy with the paper.") if found.state == life.ENTERED else "–"
