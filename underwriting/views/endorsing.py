"""Asking for an endorsement and entering its terms."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import links
from core.crypto.masks import mask_address
from core.web.commands import CommandForm
from core.web.pages import needs, page
from core.workflow.refusals import NotPossible, Refusal
from finance.public import payer_accounts
from parties.public import address_of
from underwriting.forms.content_change import ContentChangeForm
from underwriting.forms.endings import EndingForm
from underwriting.forms.endorsements import ExtensionForm, RequestForm, TermsChangeForm
from underwriting.forms.lines import Offer
from underwriting.forms.transfer import TransferForm
from underwriting.models import Endorsement, Policy
from underwriting.rules import endorsement_life as life
from underwriting.rules import policy_terms
from underwriting.rules.content_terms import content_in
from underwriting.rules.endorsement_kinds import Kind, KindRule
from underwriting.rules.grounds import BEFORE_START, Ground, grounds_offered, insurer_grounds
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.policy_terms import Terms
from underwriting.selectors import policy_life
from underwriting.selectors.catalogue import product, tariff_of
from underwriting.selectors.endorsements import conflict_rows, endorsement_for, entry_of, policies_left_behind
from underwriting.selectors.lines import entry_of_product, riders_offered
from underwriting.selectors.people_changes import changes_its_names
from underwriting.selectors.proposals import policy_for
from underwriting.services.customers import customer_of
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.endorsing import enter_endorsement, request_endorsement
from underwriting.services.refusals import LaterChanges
from underwriting.views.endorsement_panels import linked

WIDE = frozenset(
    {
        "special_terms",
        "list_note",
        "address",
        "scan",
        "returned_papers",
        "ground_note",
        "certificate",
        "declaration",
        "account_token",
    }
)


def _first_day(policy: Policy) -> date | None:
    """Today while cover runs. Before its start a change holds from the start and voiding from the day before it:
    nothing is proposed that one of them refuses."""
    today = timezone.localdate()
    return today if policy.start_on <= today <= policy.end_on else None


@needs("underwriting.request_endorsement")
@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what the customer asks for one policy."""
    policy = policy_for(request.actor, pk)  # type: ignore[attr-defined]
    kinds = [(rule.kind.value, _(rule.label)) for rule in policy_life.kinds_for(policy, timezone.localdate())]
    initial = {"requested_by": policy.holder_name, "effective_on": _first_day(policy)}
    form = RequestForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)
    form.fields["effective_on"].help_text = _(
        "Period %(start)s – %(end)s. An ending: the last day of cover. Void before cover begins: no day"
    ) % {
        "start": policy.start_on,
        "end": policy.end_on,
    }
    if request.method == "POST" and form.is_valid():
        try:
            made = request_endorsement(form.command(request), data=form.data_of(policy.pk))
            return HttpResponseRedirect(_after_request(request, made))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(
        request,
        form,
        title=_("Request an endorsement"),
        lead=f"{policy.number} · {policy.holder_name} · {policy.insured_subject}",
        back=reverse("underwriting:policy", args=[policy.pk]),
    )


def _after_request(request: HttpRequest, made: Endorsement) -> str:
    """The clerk goes on to enter the terms, the salesperson sees the request."""
    actor = request.actor  # type: ignore[attr-defined]
    messages.success(request, _("Request %(number)s was taken in.") % {"number": made.number}, extra_tags="good")
    may_enter = actor.refusal_for(life.ENTER.permission, made) is None
    return reverse("underwriting:enter_endorsement" if may_enter else "underwriting:endorsement", args=[made.pk])


@needs("underwriting.enter_endorsement")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The new terms of one endorsement; what later ones say is asked back."""
    found = endorsement_for(request.actor, pk)  # type: ignore[attr-defined]
    if found.state not in life.ENTER.sources:
        raise NotPossible(_("This endorsement is entered already."))
    if changes_its_names(found) is not None:
        return HttpResponseRedirect(reverse("underwriting:endorsement_persons", args=[found.pk]))
    form, conflicts = _form(request, found), []
    if request.method == "POST" and not request.POST.get("rows") and form.is_valid():
        try:
            enter_endorsement(found.pk, form.command(request), entry=_entry(request, form))
            return HttpResponseRedirect(reverse("underwriting:endorsement", args=[found.pk]))
        except LaterChanges as later:
            conflicts = conflict_rows(later.details["conflicts"], entry_of(found.policy))
            form.ask_about(conflicts)  # type: ignore[attr-defined]
            form.refuse(later)
        except Refusal as refusal:
            form.refuse(refusal)
    shown: dict[str, Any] = {
        "draft_key": f"endorsement-{found.pk}",
        "account_url": links.url_for("parties.party", found.policy.holder_id) if "account_token" in form.fields else "",
        "title": f"{_('Enter the new terms')} · {found.get_kind_display()}",
        "lead": f"{found.policy.number} · {found.policy.holder_name} · {found.effective_on}",
        "back": reverse("underwriting:endorsement", args=[found.pk]),
        "conflicts": conflicts,
        "left_behind": linked(policies_left_behind(found)),
    }
    if isinstance(form, ContentChangeForm):
        return _show_content(request, form, **shown)
    return _show(request, form, **shown)


def _form(request: HttpRequest, found: Endorsement) -> CommandForm:
    """The form of the kind."""
    accounts = payer_accounts(POLICY_KIND, found.policy_id)
    more: dict[str, Any] = {"version": found.version}
    if found.ends_policy:
        sent = (request.POST or None, request.FILES or None)
        return EndingForm(*sent, endorsement=found, accounts=accounts, **_grounds_of(found), **more)
    if found.kind == Kind.EXTENSION:
        return ExtensionForm(request.POST or None, **more)
    old = policy_terms.terms_on(policy_life.segments_of(found.policy), found.effective_on)
    rule = policy_life.kinds_on(timezone.localdate())[Kind(found.kind)]
    asked = [key.removeprefix("stand__").replace("__", ".") for key in request.POST if key.startswith("stand__")]
    form = _terms_form(request, found, rule, old, accounts=accounts, **more)
    form.ask_about([{"subject": subject} for subject in asked])
    if policy_life.ADDRESS in form.fields and not old.get(policy_life.ADDRESS):
        _say_address(form, found.policy)
    return form


def _say_address(form: CommandForm, policy: Policy) -> None:
    """The present address is the customer's own: pages show it masked, so it is told beside the field and not in it."""
    now = mask_address(address_of(policy.holder_id))
    form.fields[policy_life.ADDRESS].help_text = _("Now: %(address)s") % {"address": now} if now else ""


def _terms_form(
    request: HttpRequest, found: Endorsement, rule: KindRule, old: Terms, **more: Any
) -> TermsChangeForm | ContentChangeForm | TransferForm:
    """New terms beside the old ones: of a line its own entry, of a transfer the people."""
    motor = found.policy.is_motor
    if rule.kind is Kind.TRANSFER:
        return TransferForm(request.POST or None, motor=motor, old=old, **more)
    if not motor and rule.content:
        return _content_form(request, found, rule, old, **more)
    return TermsChangeForm(request.POST or None, rule=rule, old=old, motor=motor, **more)


def _entry(request: HttpRequest, form: CommandForm) -> EndorsementEntry:
    """What was typed; of a transfer the customers are found by their papers or registered."""
    if not isinstance(form, TransferForm):
        entry: EndorsementEntry = form.entry_of()  # type: ignore[attr-defined]
        return entry
    command, other = form.command(request), form.insured_data()
    holder = customer_of(command, form.party_data())
    insured = customer_of(command.then("insured"), other) if other else holder
    return EndorsementEntry(
        changes=form.plain_changes(),
        overruled=form.overruled(),
        holder_id=holder.id,
        insured_id=insured.id,
        account_token=form.cleaned_data.get("account_token", ""),
    )


def _grounds_of(found: Endorsement) -> dict[str, Any]:
    """The grounds with the certificates that prove them."""
    rule = policy_life.kinds_on(timezone.localdate())[Kind(found.kind)]
    return {"grounds": _grounds(found), "evidence": rule.evidence}


def _grounds(found: Endorsement) -> Collection[Ground]:
    """The grounds that fit kind and line."""
    group = policy_life.group_of(found.policy.line, timezone.localdate())
    if found.kind == Kind.VOID:
        return BEFORE_START
    return grounds_offered(group) if found.kind == Kind.END_HOLDER else insurer_grounds(group)


def _content_form(
    request: HttpRequest, found: Endorsement, rule: KindRule, old: Terms, **more: Any
) -> ContentChangeForm:
    """The entry of the line as it holds on the day of the change."""
    policy = found.policy
    fact = product(policy.product, policy.start_on)
    tariff = tariff_of(fact, policy.start_on)
    offer = Offer(product=fact.code, entry=entry_of_product(fact), tariff=tariff, riders=riders_offered(tariff))
    sent = request.POST if request.method == "POST" else None
    return ContentChangeForm(sent, offer=offer, content=content_in(old), rule=rule, old=old, **more)


def _show_content(request: HttpRequest, form: ContentChangeForm, **shown: Any) -> HttpResponse:
    context = {
        **{name: shown[name] for name in ("title", "lead", "back", "draft_key", "account_url")},
        "crumbs": [(_("Endorsements"), reverse("underwriting:endorsements"))],
        "form": form,
        "blocks": form.blocks(),
        "rows_title": _(form.rows.title) if form.rows else "",
        "rows_add": _(form.rows.add) if form.rows else "",
        "columns": [(_(column.label), column.required) for column in form.columns()],
        "table": form.table(),
        "riders": form["riders"] if "riders" in form.fields else None,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.own()],
        "here": request.path,
        "content": {"rows": shown["conflicts"]},
    }
    return page(request, "underwriting/endorse_content.html", context, status=422 if form.errors else 200)


def _show(request: HttpRequest, form: CommandForm, *, conflicts: list[Any] | None = None, **shown: Any) -> HttpResponse:
    context = {
        **shown,
        "crumbs": [(_("Endorsements"), reverse("underwriting:endorsements"))],
        "form": form,
        "fields": [(bound, "6" if bound.name in WIDE else "3") for bound in form.visible_fields()],
        "content": {"rows": conflicts or []},
        "send": _("Save"),
        "keeps_old": isinstance(form, TermsChangeForm),
    }
    return page(request, "underwriting/endorse.html", context, status=422 if form.errors else 200)
