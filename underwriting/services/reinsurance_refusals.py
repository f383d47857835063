"""Why an act of reinsurance is refused; each says what to do."""

from __future__ import annotations

from core.workflow.refusals import RuleRefusal


class FacultativeNotPlaced(RuleRefusal):
    """More than all treaties carry, and nobody has taken the rest: cover must not start (domain 5.5)."""

    code = "facultative_not_placed"


class AccumulationExceeded(RuleRefusal):
    """More would be kept in one place or against one event than the limit of accumulation allows (REI-14)."""

    code = "accumulation_exceeded"


class NoOpinion(RuleRefusal):
    """The sub-branch states its opinion on the cession together with the submission (REI-01)."""

    code = "no_cession_opinion"


class RiskNotAssessed(RuleRefusal):
    """Reinsurers are shown the signed assessment of a risk that must be assessed (REI-04)."""

    code = "risk_not_assessed"


class LateWithoutReason(RuleRefusal):
    """Material that comes later than ten working days before inception says why (REI-04)."""

    code = "late_without_reason"


class NotFullyPlaced(RuleRefusal):
    """Signed lines do not reach the whole."""

    code = "not_fully_placed"


class NotRated(RuleRefusal):
    """Nothing is ceded to who is no reinsurer of the company on the day."""

    code = "not_a_reinsurer"


class ReinsurersNotAsked(RuleRefusal):
    """An endorsement of ceded business waits for the reinsurers' agreement, or the branch bears it (REI-06)."""

    code = "reinsurers_not_asked"


class NothingToAccount(RuleRefusal):
    """No movement with this reinsurer waits for an account."""

    code = "nothing_to_account"


class AccountExists(RuleRefusal):
    """One account for each reinsurer and quarter (REI-11); ``details`` name the one that exists."""

    code = "account_exists"


class UnsoundTable(RuleRefusal):
    """The shares of the co-insurers are no share table."""

    code = "unsound_shares"


class ClaimStillOpen(RuleRefusal):
    """A recovery is complete only when the claim is closed."""

    code = "claim_still_open"


class NothingToReport(RuleRefusal):
    """Nothing of a line was ceded in the period of a report."""

    code = "nothing_to_report"
