"""What the entry of a line says, put on the proposal and priced; each fault at its field (PRO-08, B-23)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from organisation.public import parameter
from underwriting.models import Policy, Proposal
from underwriting.rules import periods
from underwriting.rules.entry.checking import faults, kept, years_to_come
from underwriting.rules.lines import LINE_LABELS, MOTOR
from underwriting.rules.products import ProductFact
from underwriting.rules.rating import RatingFault, Tariff
from underwriting.selectors.catalogue import NoProduct, product, tariff_of
from underwriting.selectors.codes import code_fault
from underwriting.selectors.content_pricing import coverages_of
from underwriting.selectors.line_pricing import price_line
from underwriting.selectors.lines import entry_of_product
from underwriting.selectors.market import agreement_of, is_of_others, knows_agreement
from underwriting.selectors.tables import NoTable
from underwriting.services.consistency import knows_base_policy
from underwriting.services.data import LineData
from underwriting.services.refusals import InvalidEntry, refuse_together
from underwriting.services.tariff_deviation import deviation_of, refuse_rate_of_nobody, settle_zone

LONGEST_SUBJECT = 200


def refuse_wrong_start(start: date, today: date) -> None:
    """Cover begins after today, and not so far ahead that nothing is known of the risk."""
    if start <= today:
        raise InvalidEntry(_("Cover begins at 00:00 of a day after today."), field="start_on")
    furthest = parameter("underwriting.furthest_start_months", on=today)
    if start >= periods.add_months(today, furthest):
        message = _("Cover begins within %(months)s months from today.") % {"months": furthest}
        raise InvalidEntry(message, field="start_on")


def fill_line(proposal: Proposal, data: LineData, today: date) -> None:
    """The product, the period and the content, checked against the tariff of the first day."""
    refuse_wrong_start(data.start_on, today)
    fact = _sold(data.product, data.start_on)
    if proposal.pk and proposal.product != fact.code:
        raise InvalidEntry(_("The product of a proposal does not change. Enter a new proposal."), field="product")
    proposal.product, proposal.line = fact.code, fact.line
    proposal.product_name = "" if fact.code in LINE_LABELS else _name_on_papers(fact, data.start_on)
    proposal.compulsory = proposal.own_damage = False
    proposal.start_on, proposal.end_on = data.start_on, _end(data, fact, proposal)
    proposal.renewal_of = data.renewal_of.strip().upper()
    entry = entry_of_product(fact)
    wrong = faults(entry, data.content, _tariff(fact, data.start_on))
    wrong += years_to_come(entry, data.content, latest=data.start_on.year)
    refuse_together({path: _(text) for path, text in wrong} | _unknown_numbers(proposal, data))
    proposal.content = kept(entry, data.content)
    settle_zone(proposal)
    refuse_rate_of_nobody(proposal)
    proposal.subject = entry.subject(proposal.content)[:LONGEST_SUBJECT]


def _unknown_numbers(proposal: Proposal, data: LineData) -> dict[str, str]:
    """Numbers that the entry names and the branch does not know: the agreement of a voyage (PRD-05), the policy beside
    which loss of profits is written (domain 4.1)."""
    found = {}
    number = str(data.content.get("agreement") or "").strip()
    if number and not knows_agreement(number, proposal.branch_id):
        message = _("The branch has no agreement %(number)s. Correct the number, or leave it empty.")
        found["agreement"] = message % {"number": number}
    last = data.renewal_of.strip().upper()
    if last and not Policy.objects.filter(number=last, product=data.product).exists():
        found["renewal_of"] = _("There is no policy of this product with the number %(number)s.") % {"number": last}
    request = str(data.content.get("request") or "").strip()
    if request and (fault := code_fault(request, proposal.branch_id)):
        found["request"] = fault
    base = str(data.content.get("base_policy") or "").strip()
    if base and not knows_base_policy(base):
        found["base_policy"] = _("No property or machinery policy with this number is in force.")
    return found


def refuse_agreement_of_others(proposal: Proposal) -> None:
    """An agreement serves the customer or the intermediary with whom it was made."""
    agreement = None if proposal.is_motor else agreement_of(proposal)
    if agreement is not None and is_of_others(agreement, proposal):
        message = _("Agreement %(number)s was made with %(partner)s. Name the agreement of this customer.")
        raise InvalidEntry(message % {"number": agreement.number, "partner": agreement.partner}, field="agreement")


def _sold(code: str, on: date) -> ProductFact:
    """The product, if it is sold on the first day of cover and entered on a page of its own."""
    try:
        fact = product(code, on)
    except NoProduct:
        raise InvalidEntry(_("This product is not sold on the first day of cover."), field="product") from None
    if fact.module == MOTOR.lower():
        raise InvalidEntry(_("Motor cover is entered from the vehicle licence."), field="product")
    if not fact.on_system and fact.module != "generic":
        raise InvalidEntry(_("This product is written outside the system."), field="product")
    return fact


def _end(data: LineData, fact: ProductFact, before: Proposal) -> date:
    """A year unless another end is agreed; projects and voyages say how long they last. A whole year goes with its
    first day: what was never agreed as an end of its own stays a year (4.2)."""
    year_end = periods.year_end(data.start_on)
    if _is_year_of(before, data.end_on) and not fact.project_term:
        return year_end
    if data.end_on is None:
        if fact.project_term:
            raise InvalidEntry(_("Enter the last day of the project or voyage."), field="end_on")
        return year_end
    if data.end_on < data.start_on:
        raise InvalidEntry(_("The last day is before the first."), field="end_on")
    if data.end_on > year_end and not fact.project_term:
        raise InvalidEntry(_("The product is sold for at most a year."), field="end_on")
    return data.end_on


def _is_year_of(before: Proposal, end: date | None) -> bool:
    """Whether the end is the one that the entry had before, as the last day of its whole year."""
    return end is not None and before.end_on == end and periods.year_end(before.start_on) == end


def _name_on_papers(fact: ProductFact, on: date) -> str:
    """Papers are Chinese, whoever enters."""
    with override("zh-hans"):
        return product(fact.code, on).name[:80]


def _tariff(fact: ProductFact, on: date) -> Tariff:
    try:
        return tariff_of(fact, on)
    except NoTable:
        raise InvalidEntry(_("No tariff is in force on the first day of cover."), field="start_on") from None


def reprice_line(proposal: Proposal) -> None:
    """Compute the premium; what cannot be priced is refused at its field."""
    try:
        found = price_line(proposal.product, proposal.content, start_on=proposal.start_on, end_on=proposal.end_on)
    except RatingFault as fault:
        raise InvalidEntry(_(fault.message) % fault.values, field=fault.field) from None
    except NoTable:
        raise InvalidEntry(_("No tariff is in force on the first day of cover."), field="start_on") from None
    rated = found.rated
    if rated.premium <= 0:
        raise InvalidEntry(_("The premium must be above zero."), field="start_on")
    proposal.line_premium, proposal.line_sum_insured = rated.premium, rated.sum_insured
    proposal.line_deviation = deviation_of(proposal, rated)
    proposal.line_steps = rated.explained.as_json()
    proposal.line_coverages = coverages_of(rated, proposal.content)
    proposal.table_versions = found.versions
