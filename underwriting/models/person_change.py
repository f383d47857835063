"""Persons who join or leave the list of a group by an endorsement (END-01)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underwriting.models.endorsement import Endorsement
from underwriting.models.people import ListedPerson, PersonRow
from underwriting.models.vehicle import money
from underwriting.rules.people_changes import ACT_NAMES

ACTS = [(one.value, _(name)) for one, name in ACT_NAMES.items()]


class PersonChange(PersonRow):
    """One row of the list that an endorsement changes: a new person, or one of the list who leaves."""

    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="person_changes")
    act = models.CharField(_("change"), max_length=6, choices=ACTS)
    # What the person alone adds to the premium or gives back; none where the tariff does not part it by persons.
    premium = money(_("difference of premium"), null=True)
    person = models.ForeignKey(ListedPerson, null=True, on_delete=models.PROTECT, related_name="changes")

    class Meta:
        verbose_name = _("change of a list of persons")
        constraints = [
            models.UniqueConstraint(fields=["endorsement", "place"], name="personchange_row_once"),
            models.UniqueConstraint(
                fields=["endorsement", "person"], condition=Q(person__isnull=False), name="personchange_person_once"
            ),
        ]
