"""People who work for the insurer and sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models.unit import Unit


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


class Staff(AbstractBaseUser):
    """One person. ``belongs_to`` (post, personnel, pay) may differ from ``works_at`` (ORG-11)."""

    login_name = models.CharField(_("login name"), max_length=64, unique=True)
    employee_number = models.CharField(_("employee number"), max_length=20, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=64)
    belongs_to = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    works_at = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    education = models.PositiveSmallIntegerField(_("education"), choices=Education.choices, default=Education.COLLEGE)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    experience_years = models.PositiveSmallIntegerField(_("years of relevant experience"), default=0)
    informal = models.BooleanField(_("informal staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - asked by the framework
        """Nobody has a right of his own: posts hold permissions."""
        return False

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 - asked by the framework
        return False
