"""What an entry says against its tariff: the zone of the risk, a rate that was agreed, and how far the premium lies
below what the tariff asks (domain 4.2, 4.5)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from underwriting.models import Proposal
from underwriting.rules.rating import Rated, percent_below
from underwriting.selectors.line_pricing import price_line
from underwriting.selectors.risk_place import home_zone, is_zoned
from underwriting.services.refusals import InvalidEntry


def settle_zone(proposal: Proposal) -> None:
    """The zone of the province where none was chosen; another one wants a reason, and an underwriter."""
    if not is_zoned(proposal):
        return
    home, content = home_zone(proposal), proposal.content
    if not content.get("zone") and home:
        proposal.content = {**content, "zone": home}
    elif content.get("zone") != home and not str(content.get("zone_reason", "")).strip():
        message = _("The risk does not lie in this zone. Choose the zone of the province, or say why it is another.")
        raise InvalidEntry(message, field="zone_reason")


def refuse_rate_of_nobody(proposal: Proposal) -> None:
    """A rate is agreed in an agreement that the centre has reviewed, or it is that of the tariff (PRD-05)."""
    content = proposal.content
    if content.get("agreed_rate") and not str(content.get("agreement", "")).strip():
        message = _("A rate is agreed in an open cover. Enter its number, or leave the rate to the tariff.")
        raise InvalidEntry(message, field="agreed_rate")


def deviation_of(proposal: Proposal, rated: Rated) -> Decimal:
    """Percent below the tariff; in another zone than that of the risk, below the rates of the risk's own zone."""
    home = home_zone(proposal) if proposal.content.get("zone") else ""
    if not home or home == proposal.content["zone"]:
        return rated.deviation
    content = {**proposal.content, "zone": home}
    own = price_line(proposal.product, content, start_on=proposal.start_on, end_on=proposal.end_on).rated
    return percent_below(rated.charged, max(own.technical, rated.technical))
