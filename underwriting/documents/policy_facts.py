"""Who and what a policy names: the people with their domicile, the vehicle, the day of signing and by which way the
business came (Insurance Law, article 18)."""

from __future__ import annotations

from django.utils import translation
from django.utils.timezone import localdate

from organisation.public import parameter
from parties.public import address_of, intermediary
from underwriting.models import COMPULSORY, Policy, PolicyVersion, Proposal
from underwriting.rules.papers_due import DOMICILE
from underwriting.rules.vehicle import shown_plate
from underwriting.selectors.people_list import insured_on, named_list, roster_of
from underwriting.selectors.state_limits import state_limits

PAPER_LANGUAGE = "zh-hans"
CATEGORIES = {
    "death_disability": "死亡伤残赔偿限额",
    "medical": "医疗费用赔偿限额",
    "property": "财产损失赔偿限额",
}
Facts = list[tuple[str, str]]


def facts_of(policy: Policy, version: PolicyVersion) -> Facts:
    """What stands above the covers, in the order of the paper."""
    insured = _vehicle(policy) if policy.is_motor else [("保险标的", policy.subject)]
    period = ("保险期间", f"自 {policy.start_on} 0时起至 {policy.end_on} 24时止")
    return [*_people(policy, version), *insured, *_roster(policy, version), period, *_origin(policy)]


def limits_of(policy: Policy) -> list[tuple[str, str, str]]:
    """The limits of compulsory cover in figures, as they hold on the first day; a loss is paid by those of its day."""
    if policy.line != COMPULSORY:
        return []
    found = state_limits(policy.start_on)
    return [(CATEGORIES[one.category], f"{one.liable:,.2f}", f"{one.blameless:,.2f}") for one in found]


def _people(policy: Policy, version: PolicyVersion) -> Facts:
    """The address is the one that was endorsed, or that of the customer's record."""
    address = version.particulars.get("address") or address_of(policy.holder_id)
    told = [("投保人住所", address)] if address else []
    return [("投保人", policy.holder_name), *told, ("被保险人", policy.insured_name)]


def _roster(policy: Policy, version: PolicyVersion) -> Facts:
    """The list of persons is a part of the policy and goes with it."""
    listed = named_list(policy)
    if listed is None:
        return []
    on = max(version.effective.lower or policy.start_on, policy.start_on)
    return [(roster_of(policy).paper, f"附后，共 {insured_on(listed, on).count()} 人")]


def _vehicle(policy: Policy) -> Facts:
    return [
        ("号牌号码", policy.shown_plate),
        *([("牵引车号牌", shown_plate(policy.tractor_plate))] if policy.tractor_plate else []),
        ("车辆识别代号", policy.vin),
        ("发动机号", policy.engine_number),
        ("厂牌型号", policy.model),
        ("车辆种类、使用性质", _class_of(policy)),
        ("核定载客", f"{policy.seats} 人"),
        ("初次登记日期", f"{policy.first_registered_on}"),
    ]


def _class_of(policy: Policy) -> str:
    """The class by which it was rated, which says the use as well; of a special vehicle with its kind."""
    with translation.override(PAPER_LANGUAGE):
        told = str(policy.get_vehicle_class_display())
        return f"{told}（{policy.get_special_kind_display()}）" if policy.special_kind else told


def _origin(policy: Policy) -> Facts:
    seller = policy.proposal.salesperson_name
    return [
        ("保险人住所", parameter(DOMICILE, policy.unit, policy.start_on)),
        ("签发日期", f"{localdate(policy.created_at)}"),
        ("业务来源", _channel(policy.proposal)),
        *([("业务员", seller)] if seller else []),
    ]


def _channel(proposal: Proposal) -> str:
    """The channel, with the intermediary behind it."""
    with translation.override(PAPER_LANGUAGE):
        told = str(proposal.get_channel_display())
    if proposal.intermediary_id is None:
        return told
    through = intermediary(proposal.intermediary_id)
    return f"{told}：{through.name}（{through.code}）"
