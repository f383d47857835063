"""Why an act on printed forms is refused."""

from __future__ import annotations

from core.workflow.refusals import RuleRefusal


class NotHeld(RuleRefusal):
    """The person does not hold the form."""

    code = "form_not_held"


class OutOfTime(RuleRefusal):
    """The form is older than its kind may be used."""

    code = "form_out_of_time"


class TooMany(RuleRefusal):
    """More forms than the limit allows; ``details['limit']`` says how many."""

    code = "too_many_forms"


class Unexplained(RuleRefusal):
    """Numbers of an earlier issue are not accounted for."""

    code = "forms_unexplained"


class WrongCount(RuleRefusal):
    """What was counted cannot be right, or a difference is not explained."""

    code = "wrong_count"


class WrongPaper(RuleRefusal):
    """An entry on a paper cannot be right."""

    code = "wrong_form_paper"
