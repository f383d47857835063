"""Why a step of a claim is refused; each at its field."""

from __future__ import annotations

from core.workflow.refusals import Forbidden, RuleRefusal


class InvalidEntry(RuleRefusal):
    """A value cannot be right."""

    code = "invalid_entry"


class NotTheHotline(Forbidden):
    """Reports are taken at the 95518 workplace only (HOT-01, HOT-03)."""

    code = "not_the_hotline"


class NotYourTask(Forbidden):
    """A task is worked on by the surveyor to whom it was assigned."""

    code = "not_your_task"


class NotYourDesk(Forbidden):
    """The route gives this step to another unit (AUT-15 … AUT-20)."""

    code = "not_your_desk"


class AdvanceStanding(RuleRefusal):
    """Money was advanced on the claim, or is on its way."""

    code = "advance_standing"


class PhotosMissing(RuleRefusal):
    """Required shots are missing; ``details['shots']`` names them."""

    code = "photos_missing"


class FactsMissing(RuleRefusal):
    """The survey is not complete; ``details['fields']`` names what is missing."""

    code = "facts_missing"


class NotCovered(RuleRefusal):
    """No policy of the report covers the accident."""

    code = "not_covered"


class AskedAlready(RuleRefusal):
    """Missing documents are asked for once (insurance law art. 22)."""

    code = "asked_already"


class DocumentsMissing(RuleRefusal):
    """Documents of the checklist are missing; ``details['documents']`` names them."""

    code = "documents_missing"


class NotAssessed(RuleRefusal):
    """An object of loss is not assessed yet."""

    code = "not_assessed"


class NoSurveyor(RuleRefusal):
    """Nobody suitable is on duty."""

    code = "no_surveyor"


class SecondPersonNeeded(Forbidden):
    """From the threshold on two different persons approve (domain 6.8)."""

    code = "second_person_needed"


class PayeeUnusable(RuleRefusal):
    """The account cannot be paid to."""

    code = "payee_unusable"


class PayeeListed(RuleRefusal):
    """The payee is on a list that forbids payment."""

    code = "payee_listed"
