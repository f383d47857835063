"""What an endorsement does to the list of a group."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from underwriting.models import Endorsement, PeopleList, PersonChange, Policy, PolicyVersion
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.entry.spec import heads_of
from underwriting.rules.people_changes import Act
from underwriting.selectors.people_list import insured_on, named_list


def changes_its_names(endorsement: Endorsement) -> PeopleList | None:
    """The list of names that this endorsement changes, person by person."""
    if endorsement.kind != Kind.LIST:
        return None
    policy: Policy = endorsement.policy
    return named_list(policy)


def changes_of(endorsement: Endorsement) -> list[PersonChange]:
    """Who joins and who leaves, as noted."""
    return list(endorsement.person_changes.order_by("place"))


def groups_of(changes: Iterable[PersonChange], act: Act) -> list[int]:
    """The groups of those who join, or of those who leave."""
    return [row.group for row in changes if row.act == act]


def summary(changes: Iterable[PersonChange]) -> str:
    """How many join and leave, in a sentence."""
    rows = list(changes)
    counts = {"joining": len(groups_of(rows, Act.JOIN)), "leaving": len(groups_of(rows, Act.LEAVE))}
    return _("%(joining)s persons join, %(leaving)s leave") % counts


def heads_around(endorsement: Endorsement) -> tuple[int, int] | None:
    """How many persons the policy insures before and after an endorsement that was issued; None where it changes no
    names."""
    changes = changes_of(endorsement)
    version = PolicyVersion.objects.filter(policy_id=endorsement.policy_id, source=endorsement.number).first()
    if not changes or version is None:
        return None
    after = heads_of(version.content)
    return after - len(groups_of(changes, Act.JOIN)) + len(groups_of(changes, Act.LEAVE)), after


def standing_index(listed: PeopleList, endorsement: Endorsement) -> dict[str, int]:
    """The papers of those who are insured when the endorsement begins to hold, each with the key of its row."""
    rows = insured_on(listed, endorsement.effective_on).exclude(id_index="")
    return dict(rows.values_list("id_index", "pk"))
