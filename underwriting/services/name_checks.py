"""Names and addresses in endorsements are checked as they are at the desk: a name is a person's or an organisation's,
and neither is empty (B-23)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from parties.public import IdentityFault, PartyKind, check_name
from underwriting.selectors.policy_life import ADDRESS
from underwriting.services.refusals import InvalidEntry

SHORTEST_ORGANISATION = 4
LONGEST_ADDRESS = 200  # as the desk takes it for a customer
NAMES = ("holder_name", "insured_name", "owner_name")


def checked_names(given: Mapping[str, str]) -> dict[str, str]:
    """The entries with their names as they are kept; a wrong one is refused at its field."""
    if ADDRESS in given:
        _refuse_wrong_address(given[ADDRESS])
    return {**given, **{name: _checked(given[name], name) for name in NAMES if name in given}}


def _refuse_wrong_address(text: str) -> None:
    """Whose policy it is has an address (Insurance Law, article 18); it is as long as that of a customer may be."""
    if not text.strip():
        raise InvalidEntry(_("This entry is needed."), field=ADDRESS)
    if len(text.strip()) > LONGEST_ADDRESS:
        raise InvalidEntry(_("The text is too long."), field=ADDRESS)


def _checked(text: str, field: str) -> str:
    if not text.strip():
        raise InvalidEntry(_("This entry is needed."), field=field)
    try:
        return check_name(text, kind=PartyKind.PERSON)
    except IdentityFault as fault:
        if len(text.strip()) < SHORTEST_ORGANISATION:
            raise InvalidEntry(_(str(fault)), field=field) from None
    try:
        return check_name(text, kind=PartyKind.ORGANISATION)
    except IdentityFault as fault:
        raise InvalidEntry(_(str(fault)), field=field) from None
