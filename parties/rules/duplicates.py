"""When two records are probably the same customer. Pure.

The same identity number is certain and refused. The same name with the same telephone number or date of birth is
probable: the person at the desk must look, and say why the new record is somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parties.rules.lifecycle import gettext_noop as _

SAME_PHONE = _("same name and telephone number")
SAME_BIRTH = _("same name and date of birth")
SAME_NAME = _("same name of an organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a record is compared by."""

    name_key: str
    phone_index: str = ""
    born_on: date | None = None
    is_organisation: bool = False


def resemblance(new: Traits, known: Traits) -> str:
    """Why the two are probably the same; "" when nothing says so."""
    if new.name_key != known.name_key or new.is_organisation != known.is_organisation:
        return ""
    if new.phone_index and new.phone_index == known.phone_index:
        return SAME_PHONE
    if new.born_on and new.born_on == known.born_on:
        return SAME_BIRTH
    return SAME_NAME if new.is_organisation else ""
