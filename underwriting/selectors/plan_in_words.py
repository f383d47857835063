"""The plan of a proposal in words: sums, rates, deductible, clauses, earlier cover and losses, so that nobody types
what the system knows (B-38, B-39)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.money import net_of_tax, to_cents
from parties.public import intermediary_fact
from underwriting.models import LossExperience, Policy, Proposal, line_label
from underwriting.rules.occupants import OCCUPANTS
from underwriting.selectors.catalogue import NoProduct, clauses_of, in_language, product
from underwriting.selectors.pricing import premium_tax_rate
from underwriting.selectors.proposals import losses_of_vehicle
from underwriting.selectors.questionnaire import answered_by

THOUSAND = Decimal(1000)
LOSSES = "losses"  # the question about earlier losses, in every questionnaire that has one
MOST = 20  # rows of a list in a text; the sum of all stands above them


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedCover:
    """One cover with the sum that its premium is asked for."""

    name: str
    sum_insured: Decimal
    premium: Decimal
    line: str = ""
    rated: bool = True


def covers_of(proposal: Proposal) -> list[PricedCover]:
    """Every cover with its own sum: a car and a limit towards others are two sums, and the compulsory premium, which a
    table fixes, has no rate."""
    if proposal.is_motor:
        return _motor(proposal)
    return [
        PricedCover(
            name=proposal.product_label,
            sum_insured=Decimal(proposal.line_sum_insured),
            premium=Decimal(proposal.line_premium),
            line=proposal.line,
        )
    ]


def _motor(proposal: Proposal) -> list[PricedCover]:
    limit, own = proposal.third_party_limit, proposal.sum_insured if proposal.own_damage else None
    found = []
    if own is not None:
        found.append(PricedCover(name=_("own damage"), sum_insured=own, premium=proposal.damage_premium, line="MOD"))
    if limit is not None:
        premium = proposal.third_party_premium
        found.append(PricedCover(name=_("third-party limit"), sum_insured=limit, premium=premium, line="MTP"))
    found += _occupants(proposal)
    if proposal.compulsory:
        premium = proposal.compulsory_premium
        name = line_label("MCI")
        found.append(PricedCover(name=name, sum_insured=Decimal(0), premium=premium, line="MCI", rated=False))
    return found


def _occupants(proposal: Proposal) -> list[PricedCover]:
    """All seats together, as the premium is asked for."""
    driver, passengers = proposal.driver_limit, proposal.passenger_limit
    found = []
    if driver is not None:
        premium = proposal.driver_premium
        found.append(PricedCover(name=_("Occupants, driver"), sum_insured=driver, premium=premium, line=OCCUPANTS))
    if passengers is not None:
        total, premium = passengers * proposal.passenger_seats, proposal.passenger_premium
        found.append(PricedCover(name=_("Occupants, passengers"), sum_insured=total, premium=premium, line=OCCUPANTS))
    return found


def sums_in_words(proposal: Proposal) -> str:
    """Who is insured, for what, from when, with which sums."""
    rows = [
        _("Policyholder: %(name)s") % {"name": proposal.holder_name or "–"},
        _("Insured: %(name)s") % {"name": proposal.insured_name or proposal.holder_name or "–"},
        _("Period: %(first)s – %(last)s") % {"first": proposal.start_on, "last": proposal.end_on},
    ]
    for one in covers_of(proposal):
        premium = _("premium ¥%(amount)s") % {"amount": f"{one.premium:,.2f}"}
        rows.append(f"{one.name}: ¥{one.sum_insured:,.2f}, {premium}" if one.rated else f"{one.name}: {premium}")
    return "\n".join(rows)


def rates_in_words(proposal: Proposal) -> str:
    """Gross rate on each sum; net is without premium tax and the intermediary's commission."""
    tax, rows = premium_tax_rate(proposal.start_on, proposal.product, proposal.content), []
    for one in covers_of(proposal):
        if not one.rated or not one.sum_insured:
            continue
        paid = commission_rate(proposal, one.line)
        untaxed, _tax = net_of_tax(one.premium, tax)
        net = untaxed - to_cents(untaxed * paid)
        shown = {
            "cover": one.name,
            "gross": per_mille(one.premium, one.sum_insured),
            "net": per_mille(net, one.sum_insured),
            "commission": f"{(paid * 100).normalize():f}",
        }
        text = _("%(cover)s: gross rate %(gross)s ‰, net rate %(net)s ‰ (without tax, commission %(commission)s %%)")
        rows.append(text % shown)
    return "\n".join(rows)


def terms_in_words(proposal: Proposal) -> str:
    """All of it, as the upper level and reinsurers are told."""
    deductible = _("Deductible: %(deductible)s") % {"deductible": deductible_in_words(proposal)}
    clauses = clauses_in_words(proposal, proposal.start_on)
    return "\n".join([sums_in_words(proposal), rates_in_words(proposal), deductible, clauses])


def per_mille(premium: Decimal, sum_insured: Decimal) -> str:
    return f"{(premium / sum_insured * THOUSAND).quantize(Decimal('0.0001'))}"


def commission_rate(proposal: Proposal, line: str) -> Decimal:
    """What the intermediary's agreement says of the line on the first day; nothing for direct business."""
    if proposal.intermediary_id is None:
        return Decimal(0)
    return intermediary_fact(proposal.intermediary_id, proposal.start_on).commission(line) or Decimal(0)


def deductible_in_words(proposal: Proposal) -> str:
    """Amount and share of each accident that the insured bears."""
    content: Mapping[str, Any] = proposal.content or {}
    amount, share, days = (content.get(f"deductible_{what}") for what in ("amount", "rate", "days"))
    shown = {
        "amount": f"{Decimal(str(amount or 0)):,.2f}",
        "share": f"{(Decimal(str(share or 0)) * 100).normalize():f}",
        "days": days,
    }
    if amount and share:
        return _("¥%(amount)s of each accident or %(share)s %% of the loss, whichever is higher") % shown
    if amount:
        return _("¥%(amount)s of each accident") % shown
    if share:
        return _("%(share)s %% of each loss") % shown
    return _("The first %(days)s days") % shown if days else _("No deductible is agreed")


def clauses_in_words(proposal: Proposal, on: date) -> str:
    """Main clauses, chosen riders and special terms."""
    rows = [_clause_titles(proposal, on)]
    if proposal.special_terms:
        rows.append(_("Special terms: %(terms)s") % {"terms": proposal.special_terms})
    return "\n".join(row for row in rows if row)


def _clause_titles(proposal: Proposal, on: date) -> str:
    chosen = set((proposal.content or {}).get("riders") or ())
    try:
        fact = product(proposal.product, on)
    except NoProduct:
        return _(", ").join(line_label(code) for code in proposal.covers)
    rows = [row for row in clauses_of(fact, on) if not row.rider or row.code in chosen]
    return _(", ").join(in_language(row.title) for row in rows) or proposal.product_label


def losses_in_words(proposal: Proposal) -> str:
    """What the customer declared, earlier cover and what claims reported on it; that nothing is known is said too."""
    return "\n".join([*_declared(proposal), _on_record(proposal)])


def _declared(proposal: Proposal) -> list[str]:
    """The losses that the application and the questionnaire name: who reads on must not take an empty record of the
    system for no losses (B-39, REI-04)."""
    content = proposal.content or {}
    amount, history = content.get("losses_3_years"), str(content.get("loss_history") or "").strip()
    rows = []
    if amount:
        declared = f"{Decimal(str(amount)):,.2f}"
        rows.append(_("Losses of three years as the customer declares: ¥%(amount)s") % {"amount": declared})
    if history:
        rows.append(_("Loss history as the customer declares: %(text)s") % {"text": history})
    language = get_language() or ""
    told = [row for row in answered_by(proposal)[1] if row.material and row.question.key == LOSSES]
    return rows + [f"{row.question.asked(language)} {row.question.answer(row.value, language)}" for row in told]


def _on_record(proposal: Proposal) -> str:
    earlier = list(_earlier(proposal)[:MOST])
    losses = _losses(proposal)
    if not earlier and not losses:
        return _("Queried in the system: no earlier cover and no claim of this customer in the line is on record.")
    rows = [_renewed(proposal)] if proposal.renewal_of else []
    rows += [f"{one.number} · {one.start_on} – {one.end_on} · ¥{one.premium:,.2f}" for one in earlier]
    total = sum((one.incurred for one in losses), Decimal(0))
    rows.append(_("%(number)s claims, ¥%(amount)s incurred") % {"number": len(losses), "amount": f"{total:,.2f}"})
    rows += [f"{one.occurred_on} {one.claim_number} ¥{one.incurred:,.2f}" for one in losses[:MOST]]
    return "\n".join(rows)


def _renewed(proposal: Proposal) -> str:
    return _("Renewal of %(number)s") % {"number": proposal.renewal_of}


def _earlier(proposal: Proposal) -> QuerySet[Policy]:
    """Policies of the vehicle, or of the customer in the line, the newest first."""
    if proposal.is_motor:
        rows = Policy.objects.filter(vin=proposal.vin).exclude(vin="")
    else:
        people = [pk for pk in (proposal.insured_id, proposal.holder_id) if pk]
        same = Q(insured_id__in=people) | Q(holder_id__in=people)
        rows = Policy.objects.filter(same, line=proposal.line)
    return rows.exclude(proposal=proposal).order_by("-start_on", "-pk")


def _losses(proposal: Proposal) -> Sequence[LossExperience]:
    if proposal.is_motor:
        return losses_of_vehicle(proposal.vin)
    rows = LossExperience.objects.filter(policy__in=_earlier(proposal).order_by().values("pk"))
    return list(rows.order_by("-occurred_on", "-pk"))
