"""The rows of a list of persons for whose age the rules send the whole proposal to a person (AUW-04, PRO-11)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from underwriting.models import ListedPerson, Proposal
from underwriting.rules.line_facts import whole_years
from underwriting.rules.person_ages import AgeLimits, born_until
from underwriting.selectors.tables import ActiveRules, active_rules

LEAST, MOST = "age_least", "age_most"


def rules_for(proposal: Proposal, on: date) -> ActiveRules | None:
    """The rules of the product, else those of its line; without rules a person decides."""
    found = active_rules(proposal.product, proposal.branch_id, on)
    if found is None and proposal.line != proposal.product:
        return active_rules(proposal.line, proposal.branch_id, on)
    return found


def age_limits(proposal: Proposal, on: date) -> AgeLimits | None:
    """The ages that the rules of the day accept; None where they ask for no age."""
    found = rules_for(proposal, on)
    values = found.rules.values if found else {}
    limits = AgeLimits(_years(values.get(LEAST)), _years(values.get(MOST)))
    return None if limits == (None, None) else limits


def _years(value: Any) -> int | None:
    return None if value in (None, "", []) else int(value)


def outside_ages(limits: AgeLimits | None, on: date) -> Q:
    """Right rows whose age on a day is outside the limits, or not known; no row where there are no limits."""
    if limits is None:
        return Q(pk__in=())
    found = Q(born_on=None)
    if limits.least is not None:
        found |= Q(born_on__gt=born_until(on, limits.least))
    if limits.most is not None:
        found |= Q(born_on__lte=born_until(on, limits.most + 1))
    return found & Q(faults={})


def age_remark(row: ListedPerson, limits: AgeLimits | None, on: date) -> str:
    """Why the row sends the proposal to a person; empty where it does not."""
    if limits is None or row.faults:
        return ""
    if row.born_on is None:
        return _("The age is not known; accepted without a person: %(limits)s.") % {"limits": limits.words}
    age = whole_years(row.born_on, on)
    if limits.takes(age):
        return ""
    told = {"age": age, "limits": limits.words}
    return _("Age %(age)s on the first day of cover; accepted without a person: %(limits)s.") % told
