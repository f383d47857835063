"""The insured persons of a group: entered by name, or on a sealed paper list (B-31)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.crypto import BlindIndexField, EncryptedTextField, SealedModel
from core.models import Stateful, StoredFile, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.proposal import Proposal
from underwriting.rules.people_list import PEOPLE_LIST, SEALED


class PeopleList(Scoped, Stateful):
    """The list of one proposal; its policy is bound to the same list."""

    lifecycle: ClassVar[Lifecycle] = PEOPLE_LIST

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="people_list")
    persons_total = models.PositiveIntegerField(_("persons"), default=0)
    rows_faulty = models.PositiveIntegerField(_("rows with errors"), default=0)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(_("pages"), null=True)
    custodian = models.CharField(_("custodian"), max_length=64, blank=True)
    shelf = models.CharField(_("shelf"), max_length=40, blank=True)
    last_change = models.CharField(_("last change of a person"), max_length=300, blank=True, default="", db_default="")
    sealed_across = models.BooleanField(_("sealed across the pages by both parties"), default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of persons")
        constraints = [
            models.CheckConstraint(
                name="peoplelist_sealed",
                condition=~Q(state=SEALED)
                | Q(scan__isnull=False, pages__gt=0, sealed_across=True) & ~Q(custodian="") & ~Q(shelf=""),
            ),
        ]

    def __str__(self) -> str:
        return self.proposal.number

    def case(self) -> str:
        return self.proposal.case()

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.proposal.number, line=self.proposal.line)


class PersonRow(SealedModel):
    """A person of a list as typed. The number of the paper is encrypted; ``texts`` keeps the other cells, ``faults``
    what is wrong with each."""

    place = models.PositiveIntegerField(_("row"))
    name = models.CharField(_("name"), max_length=200)
    id_number = EncryptedTextField(_("number of the paper"), blank=True)
    id_index = BlindIndexField()
    id_masked = models.CharField(max_length=40, blank=True)
    born_on = models.DateField(_("born on"), null=True)
    group = models.PositiveSmallIntegerField(_("group"), default=1)
    texts = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)

    class Meta:
        abstract = True


class ListedPerson(PersonRow):
    """One row of the list of a proposal or its policy."""

    list = models.ForeignKey(PeopleList, on_delete=models.CASCADE, related_name="rows")
    # Of persons who join or leave after the issue: the first day insured, the first day not insured any more.
    since = models.DateField(_("insured from"), null=True)
    until = models.DateField(_("not insured from"), null=True)
    joined_by = models.CharField(_("joined by"), max_length=24, blank=True, default="", db_default="")
    left_by = models.CharField(_("left by"), max_length=24, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("listed person")
        constraints = [models.UniqueConstraint(fields=["list", "place"], name="listedperson_once")]
        indexes = [
            models.Index(fields=["list", "place"], condition=~Q(faults={}), name="listedperson_faulty"),
            models.Index(fields=["id_index"], name="listedperson_paper"),
        ]
