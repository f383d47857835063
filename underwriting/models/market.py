"""Requests for product codes, cargo agreements, market notes (PRD-02, PRD-05, PRD-07)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stateful, WorkSummary
from core.workflow.spec import Lifecycle
from organisation.models import Scoped, ScopedQuerySet
from underwriting.models.product import Level
from underwriting.models.vehicle import money
from underwriting.rules.cargo_agreement import AGREED, AGREEMENT, Conditions
from underwriting.rules.code_request import CODE_REQUEST
from underwriting.rules.market import MARKET_NOTE


class CodeRequest(Scoped, Stateful):
    """A clause that is sold and has no code in the system."""

    lifecycle: ClassVar[Lifecycle] = CODE_REQUEST

    number = models.CharField(_("number"), max_length=24, unique=True)
    clause_name = models.CharField(_("clause"), max_length=120)
    line = models.CharField(_("line"), max_length=8)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    clause_text = models.TextField(_("text of the clause"))
    need = models.TextField(_("why it is needed"))
    reference = models.CharField(_("reference of the application"), max_length=60, blank=True)
    product_code = models.CharField(_("product code"), max_length=8, blank=True)
    requested_by = models.CharField(_("requested by"), max_length=80)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a product code")
        indexes = [models.Index(fields=["branch_id", "-created_at"], name="coderequest_branch_new")]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.clause_name, line=self.line)


class CargoAgreement(Scoped, Stateful):
    """Conditions under which cargo is declared without being underwritten each time."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("agency agreement")
        OPEN_COVER = "open_cover", _("open cover")

    lifecycle: ClassVar[Lifecycle] = AGREEMENT

    number = models.CharField(_("number"), max_length=24, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    product = models.CharField(_("product"), max_length=8)
    partner_id = models.BigIntegerField(_("partner"), null=True)
    partner = models.CharField(_("partner"), max_length=120)
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    limit_each = money(_("limit per conveyance"))
    limit_total = money(_("limit of the agreement"))
    goods = ArrayField(models.CharField(max_length=40), verbose_name=_("goods"), default=list, blank=True)
    rate = models.DecimalField(_("agreed rate"), max_digits=9, decimal_places=8)
    deductible = models.CharField(_("deductible"), max_length=120, blank=True)
    delegated = models.BooleanField(_("issues by itself"), default=False)
    terms = models.TextField(_("conditions"), blank=True)
    submitted_by = models.CharField(_("submitted by"), max_length=80)
    reviewed_by = models.CharField(_("reviewed by"), max_length=80, blank=True)
    opinion = models.TextField(_("opinion of the centre"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("cargo agreement")
        indexes = [models.Index(fields=["branch_id", "-created_at"], name="agreement_branch_new")]
        constraints = [
            models.CheckConstraint(name="agreement_period", condition=Q(ends_on__gte=F("begins_on"))),
            models.CheckConstraint(
                name="agreement_limits", condition=Q(limit_each__gt=0, limit_total__gte=F("limit_each"), rate__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def conditions(self) -> Conditions:
        """What a shipment is measured by."""
        return Conditions(
            agreed=self.state == AGREED,
            product=self.product,
            begins_on=self.begins_on,
            ends_on=self.ends_on,
            limit_each=self.limit_each,
            limit_total=self.limit_total,
            goods=tuple(self.goods),
            rate=self.rate,
        )

    def work_summary(self) -> WorkSummary:
        return WorkSummary(
            title=self.number, detail=self.partner, line=self.product, amount=self.limit_each, customer=self.partner
        )


class MarketNote(Scoped, Stateful):
    """Something seen in the market, and the answer to it."""

    class Topic(models.TextChoices):
        PRICE = "price", _("price")
        PRODUCT = "product", _("product")
        CHANNEL = "channel", _("sales channel")
        RULE = "rule", _("regulation")
        CUSTOMER = "customer", _("customers' needs")

    lifecycle: ClassVar[Lifecycle] = MARKET_NOTE

    number = models.CharField(_("number"), max_length=24, unique=True)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices)
    line = models.CharField(_("line"), max_length=8)
    competitor = models.CharField(_("competitor"), max_length=80, blank=True)
    seen_on = models.DateField(_("seen on"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what was seen"))
    origin = models.CharField(_("origin of the information"), max_length=120)
    strategy = models.TextField(_("product and price strategy"), blank=True)
    noted_by = models.CharField(_("noted by"), max_length=80)
    answered_by = models.CharField(_("decided by"), max_length=80, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("market note")
        indexes = [models.Index(fields=["branch_id", "-created_at"], name="marketnote_branch_new")]

    def __str__(self) -> str:
        return self.number

    def work_summary(self) -> WorkSummary:
        return WorkSummary(title=self.number, detail=self.title, line=self.line)
