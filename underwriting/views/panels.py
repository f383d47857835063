"""What the panels of proposals show, and those that policies have as well; everything is fetched here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from archives.public import documents_of
from core import links
from core.explain import Step
from core.templatetags.ui import day, money
from finance.public import receivables_of
from organisation.public import post_name
from underwriting.forms.decisions import DECLINE_REASONS
from underwriting.models import Policy, PolicyVersion, Proposal, line_label
from underwriting.rules import lifecycle
from underwriting.rules.products import DOCUMENT_LABELS
from underwriting.rules.proposal_papers import DECLINE_LETTER
from underwriting.rules.words import gettext_noop as noop
from underwriting.selectors.checked import named
from underwriting.selectors.content import shown
from underwriting.selectors.deciding import authority_used, decisions_on
from underwriting.selectors.people_list import heads_by_group, list_of
from underwriting.selectors.proposals import losses_of_vehicle, losses_to_weigh
from underwriting.views import trailing
from underwriting.views.asking import asked_texts
from underwriting.views.verdicts import verdict_row

Content = Mapping[str, Any] | None


def verdicts(request: HttpRequest, obj: Proposal) -> Content:
    """The last automatic decision, element by element."""
    decision = next((one for one in reversed(decisions_on(obj)) if one.automatic), None)
    if decision is None:
        return None
    rows = sorted(decision.verdicts, key=lambda verdict: verdict["passed"])
    texts = asked_texts(obj)
    may_replay = request.actor.refusal_for("underwriting.view_rules") is None  # type: ignore[attr-defined]
    return {
        "decision": decision,
        "replay": reverse("underwriting:replayed", kwargs={"pk": decision.pk}) if may_replay else "",
        "rows": [verdict_row(row, texts) for row in rows],
        "aside": f"{decision.elements_version} × {decision.values_version}",
    }


def decisions(request: HttpRequest, obj: Proposal) -> Content:
    """Opinions of people, the oldest first (UWR-19)."""
    found = [one for one in decisions_on(obj) if not one.automatic]
    reasons = dict(DECLINE_REASONS)
    used = authority_used(obj) if found else {}
    rows = [
        (
            one,
            OUTCOMES.get(one.outcome, one.outcome),
            _by_whom(one.decided_by),
            reasons.get(one.reason_code, ""),
            used.get(one.decided_at, ()),
        )
        for one in found
    ]
    return {"decisions": rows, "letter": _decline_letter(request, obj)} if rows else None


def _decline_letter(request: HttpRequest, obj: Proposal) -> str:
    """Where the letter for the customer is read, once the proposal is declined and the letter is made."""
    if obj.state != lifecycle.DECLINED:
        return ""
    kept = documents_of(lifecycle.PROPOSAL_KIND, obj.pk, request.actor)  # type: ignore[attr-defined]
    made = next((one for one in kept if one.kind == DECLINE_LETTER and not one.unavailable), None)
    return reverse("archives:document", args=[made.id]) if made else ""


def _by_whom(kept: str) -> str:
    """Name and post of who decided; the post is kept by its code."""
    name, between, post = kept.rpartition(" · ")
    return f"{name}{between}{post_name(post)}" if between else kept


OUTCOMES = {
    "approved": noop("Approved"),
    "approved_with_terms": noop("Approved with terms"),
    "supplement": noop("Asked for more"),
    "declined": noop("Declined"),
    "escalated": noop("Reported upward"),
    "reply_agreed": noop("Reply: agreed"),
    "reply_declined": noop("Reply: not agreed"),
    "reply_more": noop("Reply: more is needed"),
}


def premium(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001
    """Every cover with its steps."""
    parts = [
        (_("Compulsory cover"), obj.compulsory_steps),
        (_("Actual value of the vehicle"), obj.value_steps if obj.own_damage else []),
        (_("Own damage"), obj.damage_steps),
        (_("Third-party liability"), obj.third_party_steps),
        (_("Occupants, driver"), obj.driver_steps),
        (_("Occupants, passengers"), obj.passenger_steps),
        (obj.product_label, obj.line_steps),
        (_("To be paid"), _sum_of(obj) if obj.is_motor else []),
    ]
    versions = obj.table_versions.get("motor.commercial") or obj.table_versions.get("mci.tariff", "")
    return {"parts": [part for part in parts if part[1]], "aside": versions}


def _sum_of(obj: Proposal) -> list[dict[str, Any]]:
    """The parts of what is to be paid, with the vehicle tax that is collected for the state."""
    parts = (
        (noop("Compulsory cover"), obj.compulsory_premium),
        (noop("Own damage"), obj.damage_premium),
        (noop("Third-party liability"), obj.third_party_premium),
        (noop("Occupants, driver"), obj.driver_premium),
        (noop("Occupants, passengers"), obj.passenger_premium),
        (noop("Vehicle tax"), obj.vehicle_tax),
    )
    steps = [Step(rule=label, result=amount) for label, amount in parts if amount]
    return [step.as_json() for step in (*steps, Step(rule=noop("To be paid"), result=obj.amount_due))]


def money_of_proposal(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001
    """What is due per policy to come, and whether it was paid; nothing before the entry was handed in (ISS-03)."""
    if obj.state == lifecycle.DRAFT:
        return None
    rows = []
    for section in obj.sections.order_by("pk"):
        dues = receivables_of(lifecycle.SECTION_KIND, section.pk)
        rows += [(section, line_label(section.line), due) for due in dues]
    return {"rows": rows, "parts": any(due.instalment > 1 for *_section, due in rows)} if rows else None


def policies(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001
    """The policies made of the proposal; of an entry that can still be edited there are none."""
    if obj.state in lifecycle.EDIT.sources:
        return None
    found = list(obj.policies.order_by("line"))
    return (
        {"policies": [(p, links.url_for(lifecycle.POLICY_KIND, p.pk), p.lifecycle.state(p.state)) for p in found]}
        if found
        else None
    )


def vehicle(request: HttpRequest, obj: Any) -> Content:
    """The vehicle as its licence says."""
    if not obj.is_motor:
        return None
    return {
        "rows": [
            (_("Plate"), obj.shown_plate),
            (_("VIN"), obj.vin),
            (_("Engine number"), obj.engine_number or "–"),
            (_("Make and model"), obj.model),
            (_("Class"), obj.get_vehicle_class_display()),
            *trailing.rows_of(request, obj),
            (_("Seats"), obj.seats),
            (_("Displacement (l)"), obj.displacement),
            (_("Load (t)"), obj.tonnes or "–"),
            (_("First registered"), day(obj.first_registered_on)),
            (_("New price"), money(obj.new_price)),
            (_("Owner"), obj.owner_name),
        ]
    }


def entered(request: HttpRequest, obj: Any) -> Content:  # noqa: ARG001
    """What is insured, as the line's own entry says."""
    if obj.is_motor:
        return None
    if not isinstance(obj, Proposal):
        return {"shown": shown(obj.product, obj.start_on, content_now(obj))}
    return {"shown": shown(obj.product, obj.start_on, obj.content), "people": _proposed_people(obj)}


def _proposed_people(obj: Proposal) -> str:
    """The way to the persons who are to be insured, where the product wants a list of them and one is there."""
    if not heads_by_group(obj) or list_of(obj) is None:
        return ""
    return reverse("underwriting:proposed_people", args=[obj.pk])


def content_now(policy: Policy) -> Mapping[str, Any]:
    """What is insured with all endorsements of today; before the start and after the end the nearest version."""
    today = timezone.localdate()
    held = [(one.effective.lower or policy.start_on, one) for one in versions_of(policy) if one.superseded_at is None]
    ordered = sorted(held, key=lambda pair: pair[0])
    begun = [pair for pair in ordered if pair[0] <= today] or ordered[:1]
    found: Mapping[str, Any] = begun[-1][1].content if begun else policy.proposal.content
    return found


def versions_of(policy: Policy) -> list[PolicyVersion]:
    """All versions of a policy, read once for the page."""
    prefetch_related_objects([policy], "versions")
    return list(policy.versions.all())


def line_covers(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001
    """The covers of the line with their sums and premiums."""
    return {"covers": obj.named_coverages} if obj.line_coverages else None


def conditions_met(kept: Mapping[str, Any]) -> str:
    """The conditions, how they were fulfilled, who confirmed it, and the paper that proves it."""
    moment = timezone.localtime(datetime.fromisoformat(kept["at"]))
    told = f"{kept['conditions']} → {kept['note']} · {_by_whom(kept['by'])} · {moment:%Y-%m-%d %H:%M}"
    if not kept.get("document"):
        return told
    url = reverse("archives:document", args=[kept["document"]])
    return format_html('{} · <a href="{}">{}</a>', told, url, _("Evidence"))


def record(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001
    """What the premium and the decision rest on."""
    yes, no = _("yes"), _("no")
    papers = [
        (_("Signed proposal form"), yes if obj.signed else no),
        (_("Signed or sealed by"), obj.get_signed_by_display()),
        (_("Papers at hand"), _(", ").join(_(DOCUMENT_LABELS.get(code, code)) for code in obj.papers) or "–"),
        (_("Inspected and in order"), yes if obj.inspected else no),
        (_("Special terms"), obj.special_terms or "–"),
        *([(_("Conditions before cover fulfilled"), conditions_met(obj.conditions_met))] if obj.conditions_met else []),
    ]
    if not obj.is_motor:
        return {"rows": papers}
    return {
        "rows": [
            (_("Years without accident"), _free_years(obj)),
            (_("Accidents at fault"), obj.at_fault_accidents),
            (_("Years insured without gap"), obj.insured_years),
            (_("Years in a row without a claim"), _or_dash(obj.claim_free_years)),
            (_("Claims in three years"), obj.claims_in_3_years),
            (_("Claims in the last year"), _or_dash(obj.claims_last_year)),
            (_("Loss ratio of the last year (%)"), _or_dash(obj.loss_ratio)),
            (_("Days without cover"), obj.lapse_days),
            (_("Transferred vehicle"), yes if obj.transferred else no),
            (_("Autonomous factor"), obj.autonomous_factor),
            *papers,
            *_short_cover(obj),
        ]
    }


def _short_cover(obj: Proposal) -> list[tuple[str, Any]]:
    """Why the cover is shorter than a year, if it is (CT-20)."""
    if not obj.short_term:
        return []
    return [
        (_("Reason of a shorter period"), obj.get_short_term_display()),
        (_("Evidence of the reason"), obj.short_term_evidence),
    ]


def _free_years(obj: Proposal) -> Any:
    """With the year that still runs when a renewal is offered: provisional until it has ended without a claim."""
    if not obj.renewal_of or not obj.accident_free_years or obj.start_on <= timezone.localdate():
        return _or_dash(obj.accident_free_years)
    last = obj.start_on - timedelta(days=1)
    return _("%(years)s, provisional until %(day)s") % {"years": obj.accident_free_years, "day": day(last)}


def _or_dash(value: Any) -> Any:
    return "–" if value is None else value


def losses(request: HttpRequest, obj: Any) -> Content:  # noqa: ARG001
    """What claims reported about the vehicle, or in other lines about the customer's policies of the product."""
    found = losses_to_weigh(obj) if isinstance(obj, Proposal) else losses_of_vehicle(obj.vin)
    return {"losses": found} if found else None


def returned(request: HttpRequest, obj: Proposal) -> Content:  # noqa: ARG001
    """The reviewer's reasons by field."""
    if not obj.return_reasons:
        return None
    return {"reasons": [(named(obj, name), why) for name, why in obj.return_reasons.items()]}


def people(request: HttpRequest, obj: Any) -> Content:  # noqa: ARG001
    """Who is concerned."""
    holder_url = links.url_for("parties.party", obj.holder_id)
    insured_url = links.url_for("parties.party", obj.insured_id)
    rows = [
        (_("Policyholder"), obj.holder_name or "–", holder_url),
        (_("Insured"), obj.insured_name or "–", insured_url),
        *([(_("Owner"), obj.owner_name, "")] if obj.is_motor else []),
    ]
    return {"rows": [*rows, (_("Salesperson"), getattr(obj, "salesperson_name", "") or "–", "")]}
