"""What an agreement with an intermediary may say (B-36: never more than the branch's own authority)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from organisation.models import Unit
from organisation.public import highest_limits
from parties.rules.intermediary import may_issue
from parties.selectors.limits import commission_ceiling
from parties.services.data import IntermediaryData, LineTerms
from parties.services.refusals import InvalidEntry

# What authority the branch itself holds for accepting business, as the organisation's table of authority names it.
ACCEPTANCE = ("underwriting.decide", "sum_insured")


def check_papers(data: IntermediaryData) -> None:
    """Periods are periods."""
    if data.licence_from and data.licence_until < data.licence_from:
        raise InvalidEntry(_("The licence ends before it begins."), field="licence_until")
    if data.agreement_until < data.agreement_from:
        raise InvalidEntry(_("The agreement ends before it begins."), field="agreement_until")


def check_terms(data: IntermediaryData, unit: Unit, on: date) -> None:
    """Each line once, commission within the filed ceiling, issuing within the branch's authority."""
    if len({term.line for term in data.terms}) != len(data.terms):
        raise InvalidEntry(_("A line stands twice in the agreement."), field="lines")
    for term in data.terms:
        _check_commission(term, unit, on)
    limited = [term for term in data.terms if term.issuing_limit is not None]
    if not limited:
        return
    _refuse_without_right(limited[0], data)
    own = highest_limits(unit.branch_id or unit.pk, ACCEPTANCE[0], [t.line for t in limited], ACCEPTANCE[1], on)
    for term in limited:
        _check_limit(term, own.get(term.line))


def _check_commission(term: LineTerms, unit: Unit, on: date) -> None:
    ceiling = commission_ceiling(term.line, unit, on)
    if not 0 <= term.commission_rate <= ceiling:
        message = _("At most %(rate)s%% commission is filed for this line.") % {
            "rate": f"{ceiling * 100:f}".rstrip("0").rstrip(".")
        }
        raise InvalidEntry(message, field=f"rate_{term.line}", details={"limit": str(ceiling)})


def _refuse_without_right(term: LineTerms, data: IntermediaryData) -> None:
    if not may_issue(data.kind):
        raise InvalidEntry(_("Only an agency with issuing right has a limit."), field=f"limit_{term.line}")


def _check_limit(term: LineTerms, own: Decimal | None) -> None:
    if own is None or (term.issuing_limit or 0) > own:
        message = _("The branch itself may accept up to %(limit)s only (B-36).") % {"limit": f"{own or 0:,.2f}"}
        raise InvalidEntry(message, field=f"limit_{term.line}", details={"limit": str(own or 0)})
