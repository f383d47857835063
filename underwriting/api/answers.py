"""What a channel is told of its proposals and policies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from rest_framework import serializers

from underwriting.models import Policy, Proposal
from underwriting.rules import lifecycle
from underwriting.rules.proposal_papers import OPEN, PAPER_LABELS
from underwriting.selectors.cover import policy_copy
from underwriting.selectors.papers_due import lacking_at_issue

PROPOSAL_STATES = [state.value for state in lifecycle.PROPOSAL.states]
COPIED = (
    "number",
    "state",
    "product",
    "premium",
    "plate",
    "vin",
    "start_on",
    "end_on",
    "compulsory_premium",
    "damage_premium",
    "third_party_premium",
    "driver_premium",
    "passenger_premium",
    "vehicle_tax",
    "amount_due",
    "return_reasons",
    "special_terms",
)
POLICY_STATES = [state.value for state in lifecycle.POLICY.states]


def _money(*, allow_null: bool = False) -> serializers.DecimalField:
    """An amount in yuan, as text with two decimals."""
    return serializers.DecimalField(max_digits=18, decimal_places=2, read_only=True, allow_null=allow_null)


class PolicyRefSerializer(serializers.Serializer[Any]):
    """A policy made of the proposal."""

    number = serializers.CharField()
    product = serializers.CharField()
    state = serializers.ChoiceField(choices=POLICY_STATES)


class PaperRefSerializer(serializers.Serializer[Any]):
    """A paper by its code."""

    code = serializers.CharField()
    title = serializers.CharField(help_text=noop("In the language of Accept-Language"))


class ProposalStateSerializer(serializers.Serializer[Any]):
    """A proposal, its premium, and who acts next."""

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=PROPOSAL_STATES)
    state_label = serializers.CharField(help_text=noop("In the language of Accept-Language"))
    next_step = serializers.CharField(help_text=noop("What happens next, as a sentence"))
    received_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    product = serializers.CharField(help_text=noop("Code of the product; MOTOR for motor"))
    insured = serializers.CharField(allow_blank=True, help_text=noop("What is insured, in a word"))
    premium = _money()
    plate = serializers.CharField(allow_blank=True)
    vin = serializers.CharField(allow_blank=True)
    policyholder = serializers.CharField()
    start_on = serializers.DateField()
    end_on = serializers.DateField()
    compulsory_premium = _money()
    damage_premium = _money()
    third_party_premium = _money()
    driver_premium = _money()
    passenger_premium = _money()
    vehicle_tax = _money()
    amount_due = _money()
    return_reasons = serializers.DictField(
        child=serializers.CharField(), help_text=noop("Reasons of the reviewer by field")
    )
    special_terms = serializers.CharField(allow_blank=True)
    papers_missing = PaperRefSerializer(
        many=True, help_text=noop("What must still be sent as a file before a policy is issued")
    )
    policies = PolicyRefSerializer(many=True)


class CoverageSerializer(serializers.Serializer[Any]):
    """One cover of a policy."""

    code = serializers.CharField()
    name = serializers.CharField()
    premium = _money()
    sum_insured = _money(allow_null=True)
    limit = _money(allow_null=True)
    seats = serializers.IntegerField(allow_null=True, help_text=noop("Seats that have the limit, each"))


class PolicyStateSerializer(PolicyRefSerializer):
    """A policy as issued."""

    state_label = serializers.CharField()
    proposal = serializers.CharField()
    plate = serializers.CharField(allow_blank=True)
    vin = serializers.CharField(allow_blank=True)
    policyholder = serializers.CharField()
    start_on = serializers.DateField()
    end_on = serializers.DateField(help_text=noop("Cover ends at 24:00 of this day"))
    premium = _money()
    vehicle_tax = _money()
    coverages = CoverageSerializer(many=True)


def proposal_state(found: Proposal) -> dict[str, Any]:
    """The answer about a proposal."""
    state = lifecycle.PROPOSAL.state(found.state)
    return {
        **{name: getattr(found, name) for name in COPIED},
        "insured": found.insured_subject,
        "state_label": _(state.label),
        "next_step": _next_step(found.state),
        "received_at": found.created_at,
        "changed_at": found.updated_at,
        "policyholder": found.holder_name,
        "papers_missing": papers_named(lacking_at_issue(found) if found.state in OPEN else ()),
        "policies": [_ref(policy) for policy in found.policies.all()],
    }


def papers_named(codes: Iterable[str]) -> list[dict[str, str]]:
    """Papers by code, with their names in the reader's language."""
    return [{"code": code, "title": _(PAPER_LABELS.get(code, code))} for code in codes]


def _next_step(state: str) -> str:
    steps = {
        lifecycle.REVIEW: _("A person of the branch checks the entry."),
        lifecycle.RETURNED: _("The branch corrects the entry with the customer."),
        lifecycle.SUPPLEMENT: _("The underwriter asked for more; the branch gets in touch."),
        lifecycle.TERMS_SENT: _("The customer decides on the terms."),
        lifecycle.APPROVED: _("The premium is due."),
        lifecycle.ISSUABLE: _("The branch issues the policy."),
    }
    if lifecycle.PROPOSAL.state(state).final:
        return _("Nothing; this is the end.")
    return steps.get(state) or _("The insurer decides.")


def _ref(policy: Policy) -> dict[str, Any]:
    return {"number": policy.number, "product": policy.product_label, "state": policy.state}


def policy_state(found: Policy) -> dict[str, Any]:
    """The answer about a policy, as its version of the first day says."""
    covers = policy_copy(found.pk)
    same = ("plate", "vin", "start_on", "end_on", "premium", "vehicle_tax")
    return {
        **_ref(found),
        **{name: getattr(found, name) for name in same},
        "state_label": _(lifecycle.POLICY.state(found.state).label),
        "proposal": found.proposal.number,
        "policyholder": found.holder_name,
        "coverages": [
            {name: getattr(c, name) for name in ("code", "name", "premium", "sum_insured", "limit", "seats")}
            for c in covers.coverages
        ],
    }
