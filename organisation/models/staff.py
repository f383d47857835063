"""People who work for the insurer and sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Stateful
from core.workflow.spec import Lifecycle
from organisation.models.unit import Unit
from organisation.rules.lifecycles import staff as staff_lifecycle


class Education(models.IntegerChoices):
    """Education in the order in which the guide compares it."""

    SECONDARY = 1, _("secondary school")
    COLLEGE = 2, _("college")
    BACHELOR = 3, _("bachelor")
    MASTER = 4, _("master or above")


class StaffManager(BaseUserManager["Staff"]):
    """Creates people; posts are given separately."""

    def create_user(self, login_name: str, password: str | None = None, **fields: object) -> Staff:
        staff = self.model(login_name=login_name, **fields)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser, Stateful):
    """One person. ``belongs_to`` (post, personnel, pay) may differ from ``works_at`` (ORG-11)."""

    lifecycle: ClassVar[Lifecycle] = staff_lifecycle.LIFECYCLE
    audit_excluded: ClassVar[frozenset[str]] = frozenset({"password", "last_login"})

    state = models.CharField(_("state"), max_length=32, default=staff_lifecycle.WORKING)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now)

    login_name = models.CharField(_("login name"), max_length=64, unique=True)
    employee_number = models.CharField(_("employee number"), max_length=20, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=64)
    belongs_to = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    works_at = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    education = models.PositiveSmallIntegerField(_("education"), choices=Education.choices, default=Education.COLLEGE)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    experience_years = models.PositiveSmallIntegerField(_("years of relevant experience"), default=0)
    management_years = models.PositiveSmallIntegerField(_("years of business management"), default=0)
    good_english = models.BooleanField(_("good English"), default=False)
    informal = models.BooleanField(_("informal staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return self.name

    @property
    def unit_id(self) -> int | None:
        """The unit in whose scope the person stands: that which the person belongs to."""
        return self.belongs_to_id

    @property
    def sub_branch_id(self) -> int | None:
        return self.belongs_to.sub_branch_id if self.belongs_to else None

    @property
    def branch_id(self) -> int | None:
        return self.belongs_to.branch_id if self.belongs_to else None

    @property
    def province_id(self) -> int | None:
        return self.belongs_to.province_id if self.belongs_to else None

    def audit_number(self) -> str:
        return self.login_name

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - asked by the framework
        """Nobody has a right of his own: posts hold permissions."""
        return False

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 - asked by the framework
        return False
