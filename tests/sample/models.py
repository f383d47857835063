"""A paper that is written, checked and signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from core.models import Stateful, WorkSummary
from core.workflow.spec import Creation, Lifecycle, Reason, State, Transition

WRITE = Creation(
    name="sample.paper.write", label="Write", permission="sample.write_paper", target="draft", duty="sample.write"
)
EDIT = Transition(name="sample.paper.edit", label="Edit", permission="sample.write_paper", sources=frozenset({"draft"}))
SUBMIT = Transition(
    name="sample.paper.submit",
    label="Submit",
    permission="sample.write_paper",
    sources=frozenset({"draft"}),
    target="submitted",
)
SIGN = Transition(
    name="sample.paper.sign",
    label="Sign",
    permission="sample.sign_paper",
    sources=frozenset({"submitted"}),
    target="signed",
    alternatives=frozenset({"draft"}),
    duty="sample.sign",
    operation="sample.sign",
)
REFUSE = Transition(
    name="sample.paper.refuse",
    label="Refuse",
    permission="sample.sign_paper",
    sources=frozenset({"submitted"}),
    target="refused",
    reason=Reason.REQUIRED,
)
PAPER = Lifecycle(
    kind="sample.paper",
    label="Paper",
    states=(
        State(value="draft", label="Draft"),
        State(value="submitted", label="Submitted", queue="sample.sign", clock="sample.sign"),
        State(value="signed", label="Signed", final=True),
        State(value="refused", label="Refused", final=True),
    ),
    creation=WRITE,
    transitions=(SIGN, REFUSE, SUBMIT, EDIT),
)


class Paper(Stateful):
    """One paper of a unit."""

    lifecycle: ClassVar[Lifecycle] = PAPER

    title = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    unit_id = models.BigIntegerField()

    class Meta:
        app_label = "sample"

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.title, amount=self.amount, line="XXX")
