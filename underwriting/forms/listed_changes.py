"""Who joins and who leaves a group: typed, ticked or from a table, then worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.web.commands import CommandForm
from underwriting.forms.endorsements import add_account
from underwriting.forms.people_list import PeopleTableForm, PersonForm
from underwriting.services.endorsement_entry import EndorsementEntry
from underwriting.services.listed_changes import PersonsNoted

JOIN, LEAVE = "join", "leave"


class JoiningForm(PersonForm):
    """One person who joins."""

    def noted(self) -> PersonsNoted:
        return PersonsNoted(joining=(self.person(),))


class ChangeTableForm(PeopleTableForm):
    """Many persons who join, or many who leave, from a table."""

    direction = forms.ChoiceField(
        label=_("The persons of the table"),
        choices=[(JOIN, _("join the group")), (LEAVE, _("leave the group"))],
        widget=forms.RadioSelect,
        initial=JOIN,
    )

    def noted(self) -> PersonsNoted:
        leaves = self.cleaned_data["direction"] == LEAVE
        return PersonsNoted(table=self.cleaned_data["file"].read(), table_leaves=leaves)


class ChosenForm(CommandForm):
    """Rows that are ticked: on the list they leave, in the endorsement they are taken out."""

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.sent = data

    def noted(self) -> PersonsNoted:
        sent = self.sent or QueryDict()
        return PersonsNoted(leaving=_numbers(sent, "leaves"), dropped=_numbers(sent, "drop"))


def _numbers(sent: QueryDict, name: str) -> tuple[int, ...]:
    return tuple(int(text) for text in sent.getlist(name) if text.isdecimal() and len(text) < 19)


class FinishForm(CommandForm):
    """The account for premium that goes back, and how many could be insured, where the entry of the line asks it."""

    eligible = forms.IntegerField(label=_("Persons who could be insured"), min_value=1, required=False)

    def __init__(
        self,
        *args: Any,
        content: Mapping[str, Any],
        accounts: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eligible"].initial = content.get("eligible")
        if not content.get("eligible"):
            del self.fields["eligible"]
        add_account(self, accounts)

    def entry_of(self) -> EndorsementEntry:
        given = self.cleaned_data
        asked = given.get("eligible")
        return EndorsementEntry(
            content={"eligible": str(asked)} if asked else {}, account_token=given.get("account_token", "")
        )
