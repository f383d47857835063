"""What was opened for a proposal or a policy ends with it; reinsurers who were asked hear of it (REI-05, DUT-42)."""

from __future__ import annotations

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import links, notify
from core.workflow.command import Command
from core.workflow.engine import transition
from organisation.public import holders_in_scope
from underwriting.models import EndorsementAgreement, FacultativeCase, MaterialDemand
from underwriting.rules import demand
from underwriting.rules.reinsurance import agreement, facultative

DESK, DEPARTMENT = "underwriting.submit_cession", "underwriting.place_cession"


@transition(FacultativeCase, facultative.FALL_AWAY)
def end_cession(case: FacultativeCase, command: Command, /) -> None:
    """The business does not come: what reinsurers were asked or have signed is called back."""
    if case.state not in facultative.WITH_REINSURERS:
        return
    on = localdate(command.at)
    with override(settings.LANGUAGE_CODE):
        title = _("Call the cession %(number)s back: %(proposal)s has ended") % {
            "number": case.number,
            "proposal": case.proposal.number,
        }
        body = _("No policy comes of it. Tell the reinsurers who were asked or have signed.")
    notify.notify(
        {*holders_in_scope(DESK, case, on), *holders_in_scope(DEPARTMENT, case, on)},
        key=f"cession-over:{case.pk}",
        title=title,
        body=body,
        url=links.url_for(facultative.FACULTATIVE_KIND, case.pk),
        subject_kind=facultative.FACULTATIVE_KIND,
        subject_id=case.pk,
    )


@transition(MaterialDemand, demand.FALL_AWAY)
def end_demand(found: MaterialDemand, command: Command, /) -> None:
    """Nobody decides on the proposal any more."""


@transition(EndorsementAgreement, agreement.FALL_AWAY)
def end_agreement(asked: EndorsementAgreement, command: Command, /) -> None:
    """There is no policy left to change, or a newer answer to the same request was used."""
