"""Why an entry of underwriting is refused; each at its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from archives.public import FormUsed
from core.workflow.refusals import RuleRefusal


class InvalidEntry(RuleRefusal):
    """A value cannot be right."""

    code = "invalid_entry"


def refuse_together(faults: Mapping[str, str]) -> None:
    """Everything that is wrong with an entry at once, each at its field."""
    for field, message in faults.items():
        raise InvalidEntry(message, field=field, details={"fields": dict(faults)})


def refuse_before_the_form(used: FormUsed, day: date, *, field: str) -> None:
    """Nothing is signed, and no cover begins, on a form before it came to its holder (8.2)."""
    if used.since is not None and day < used.since:
        message = _("The form came to its holder on %(day)s: nothing was signed on it before.")
        raise InvalidEntry(message % {"day": used.since}, field=field)


class IssuedBeforeApproval(InvalidEntry):
    """Accepted by the sub-branch although the centre underwrites it before it begins; the director sees it (AUW-02)."""

    code = "issued_before_approval"


class Incomplete(RuleRefusal):
    """Mandatory entries are missing; ``details['fields']`` names them (B-23)."""

    code = "incomplete"


class PapersMissing(RuleRefusal):
    """Papers are not there as files; ``details['papers']`` names them (B-22, ISS-02)."""

    code = "papers_missing"


class UnderWay(RuleRefusal):
    """A set of values of the same product is under way."""

    code = "values_under_way"


class NotTested(RuleRefusal):
    """Values are approved on a back-test of exactly them, and a far lower pass rate with a reason (AUW-08)."""

    code = "values_not_tested"


class Suspended(RuleRefusal):
    """Business of this kind is suspended in the area for a time (UWR-20)."""

    code = "business_suspended"


class AlreadyCovered(RuleRefusal):
    """Compulsory cover of the vehicle overlaps another policy."""

    code = "already_covered"


class CompulsoryMustBeAccepted(RuleRefusal):
    """Compulsory motor insurance may not be refused (CT-10)."""

    code = "compulsory_must_be_accepted"


class HistoryNotSeen(RuleRefusal):
    """A renewal is decided only after last year's losses were looked at (B-35)."""

    code = "history_not_seen"


class NotPaid(RuleRefusal):
    """No policy before the premium (ISS-03)."""

    code = "premium_not_received"


class CoverAlreadyBegun(RuleRefusal):
    """The agreed start has passed; the period must be agreed anew."""

    code = "start_has_passed"


class UnreadableTable(RuleRefusal):
    """The table of a fleet cannot be read, or its columns are not those of the template."""

    code = "unreadable_table"


class FleetHasErrors(RuleRefusal):
    """Rows of the fleet are wrong; nothing is imported until all are right."""

    code = "fleet_has_errors"


class CustomerNotClear(RuleRefusal):
    """The policyholder looks like an existing customer; a channel is not told which."""

    code = "customer_not_clear"


class PolicyNotChangeable(RuleRefusal):
    """The policy cannot be changed, or not like this."""

    code = "policy_not_changeable"


class RenewalTooEarly(RuleRefusal):
    """The days in which another year is offered have not come."""

    code = "renewal_too_early"


class LaterChanges(RuleRefusal):
    """Later endorsements changed the same; somebody must say what stands (END-10)."""

    code = "later_changes"


class NotAssessed(RuleRefusal):
    """The risk must be assessed before it is decided on (B-26)."""

    code = "risk_not_assessed"


class LateAnswer(RuleRefusal):
    """The days within which the insurer answers an increase of danger are over (LAW-49, LAW-52)."""

    code = "late_answer"


class AgainstResolution(RuleRefusal):
    """The committee resolved otherwise, or the resolution is no longer valid (5.13)."""

    code = "against_resolution"


class AgainstReport(RuleRefusal):
    """The report on the risk advises otherwise (RSK-10, 5.15)."""

    code = "against_report"


class NoQuorum(RuleRefusal):
    """Too few members are there (5.13)."""

    code = "no_quorum"
