"""What an intermediary behind an API key may send: lines, sum, rate and period of its agreement (PRO-03, PRO-04)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.workflow.command import Command
from core.workflow.refusals import RuleRefusal
from organisation.public import ClientActor
from parties.public import ChannelFact, channel_of_client
from underwriting.models import Proposal

PER_MILLE = Decimal(1000)
COVER_FIELDS = {"MCI": "compulsory", "MOD": "own_damage", "MTP": "third_party_limit", "MPA": "driver_limit"}
PERIOD, LINES, SUM, RATE = "period", "lines", "sum", "rate"


class AgreementLimit(RuleRefusal):
    """The agreement of the intermediary does not allow this; ``details`` say which limit, and what to do."""

    code = "agreement_limit"


def channel_of(command: Command) -> ChannelFact | None:
    """The intermediary whose client sends this; None for the company's own channels."""
    actor = command.actor
    return channel_of_client(actor.client_id, localdate(command.at)) if isinstance(actor, ClientActor) else None


def refuse_beyond(draft: Proposal, channel: ChannelFact) -> None:
    """The first limit that is passed, at its field."""
    _refuse_period(draft, channel)
    _refuse_lines(draft, channel)
    _refuse_sum(draft, channel)
    _refuse_rate(draft, channel)


def _refuse(limit: str, field: str, message: str, value: str, remedy: str) -> None:
    raise AgreementLimit(message, field=field, details={"limit": limit, "value": value, "remedy": remedy})


def _refuse_period(draft: Proposal, channel: ChannelFact) -> None:
    """Key, licence and agreement hold today and on the first day of cover."""
    renew = _("Renew the agreement or the key with the sub-branch.")
    if channel.ended:
        _refuse(PERIOD, "start_on", _("The time of this key is over."), "", renew)
    if channel.through.fault is not None:
        _refuse(PERIOD, "start_on", _(channel.through.fault.message), channel.through.fault.code, renew)
    last = min(channel.through.agreement_until, channel.through.licence_until)
    if draft.start_on > last:
        message = _("The agreement of the intermediary ends on %(day)s, before the cover begins.") % {"day": last}
        _refuse(PERIOD, "start_on", message, last.isoformat(), renew)


def _refuse_lines(draft: Proposal, channel: ChannelFact) -> None:
    for line in draft.covers:
        fault = channel.through.fault_for([line])
        if fault is not None:
            field = COVER_FIELDS.get(line, "product") if draft.is_motor else "product"
            remedy = _("Leave this cover out, or send the customer to the sub-branch.")
            _refuse(LINES, field, _(fault.message), line, remedy)


def _refuse_sum(draft: Proposal, channel: ChannelFact) -> None:
    if channel.largest_sum is not None and draft.exposure > channel.largest_sum:
        message = _("The sum insured %(sum)s is above %(limit)s, the limit of the agreement.")
        shown = {"sum": f"{draft.exposure:,.2f}", "limit": f"{channel.largest_sum:,.2f}"}
        remedy = _("Hand the proposal to the sub-branch on paper: the centre underwrites it.")
        _refuse(SUM, _object_field(draft), message % shown, f"{channel.largest_sum:.2f}", remedy)


def _refuse_rate(draft: Proposal, channel: ChannelFact) -> None:
    """The rate of the whole premium, without the vehicle tax."""
    if channel.lowest_rate is None or not draft.exposure:
        return
    rate = draft.premium / draft.exposure
    if rate < channel.lowest_rate:
        message = _("The rate %(rate)s‰ is below %(limit)s‰, the lowest of the agreement.")
        shown = {"rate": f"{rate * PER_MILLE:.4f}", "limit": f"{channel.lowest_rate * PER_MILLE:.4f}"}
        remedy = _("Take discounts out, or hand the proposal to the sub-branch.")
        _refuse(RATE, _object_field(draft), message % shown, f"{channel.lowest_rate:f}", remedy)


def _object_field(draft: Proposal) -> str:
    """Where a request says what is insured and for how much."""
    if not draft.is_motor:
        return "content"
    return "third_party_limit" if draft.third_party_limit else "sum_insured"
