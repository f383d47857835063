"""What endorsements, endings and renewals need: tables, clocks and parameters."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import yaml
from django.db.backends.postgresql.psycopg_any import DateRange

from core import demo, reference
from core.clocks import ClockDeclaration
from core.clocks import declare as declare_clocks
from core.parameters import Declaration, Kind
from core.parameters import declare as declare_parameters
from core.rules.working_time import Measure
from underwriting.models import RateTable
from underwriting.reference.demo_endings import build_endings
from underwriting.reference.demo_endorsing import build_endorsements
from underwriting.reference.demo_life import build_day_print, build_life
from underwriting.rules.day_print import MOST
from underwriting.rules.ending_papers import HOLD_CLOCK
from underwriting.rules.lines import LINE_LABELS
from underwriting.rules.renewing import NOT_RENEWED
from underwriting.rules.reprint_life import RELEASED_FROM
from underwriting.rules.words import gettext_noop as _

FILE = Path(__file__).parents[1] / "data" / "endorsing.yaml"


def load_endorsing() -> None:
    """Kinds of endorsements and rules of refunds in their first version; later ones are released by four eyes."""
    known = set(RateTable.objects.values_list("code", flat=True))
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    RateTable.objects.bulk_create(
        RateTable(
            code=row["code"],
            version=row["version"],
            data=row["data"],
            filing=row["filing"],
            effective=DateRange(row["effective"], None),
        )
        for row in rows
        if row["code"] not in known
    )


CLOCKS = (
    ClockDeclaration(
        code="underwriting.endorse",
        label=_("Decide on an endorsement"),
        amount=1,
        measure=Measure.WORKING_DAYS,
        source="A4",
    ),
    ClockDeclaration(
        code=HOLD_CLOCK,
        label=_("Hold of a refund whose papers did not come back"),
        amount=3,
        measure=Measure.WORKING_DAYS,
        source="A2",
    ),
)


def _days(name: str, label: str, default: int, source: str) -> Declaration:
    return Declaration(name=name, label=label, kind=Kind.INTEGER, default=default, source=source)


PARAMETERS = (
    _days("underwriting.rescind_days", _("Days to rescind once the ground is known"), 30, "LAW-16"),
    _days("underwriting.rescind_years", _("Years after which a contract cannot be rescinded"), 2, "LAW-16"),
    _days("underwriting.increase_days", _("Days to answer an increased risk"), 30, "LAW-49"),
    _days("underwriting.partial_loss_days", _("Days to cancel after a partial loss"), 30, "LAW-58"),
    _days("underwriting.cure_days", _("Days to make good what was not disclosed, compulsory cover"), 5, "CT-14"),
    _days("underwriting.notice_days", _("Days of notice by the insurer after a partial loss"), 15, "LAW-58"),
    _days("underwriting.second_look_days", _("Days after issue in which a large refund is looked at twice"), 10, "5.9"),
    Declaration(
        name="underwriting.second_look_share",
        label=_("Share of the premium from which a refund is large"),
        kind=Kind.DECIMAL,
        default="0.30",
        source="5.9",
        minimum=Decimal(0),
        maximum=Decimal(1),
    ),
    _days("underwriting.endorsement_paid_within", _("Days after its first day in which a change is paid"), 5, "5.8"),
    _days("underwriting.same_account_days", _("Days in which refunds to one account are counted"), 90, "5.9"),
    _days("underwriting.same_account_times", _("Refunds to one account that are looked at twice"), 3, "5.9"),
    Declaration(
        name=RELEASED_FROM,
        label=_("Reprint of a paper from which a second person releases it"),
        kind=Kind.INTEGER,
        default=2,
        source="5.8",
        minimum=Decimal(1),
    ),
    Declaration(
        name=MOST,
        label=_("Policies that one printed file of a day holds at most"),
        kind=Kind.INTEGER,
        default=300,
        source="ISS-05",
        minimum=Decimal(1),
    ),
    Declaration(
        name=NOT_RENEWED,
        label=_("Lines that are not offered for another year: a voyage, works with an end of their own"),
        kind=Kind.LIST,
        default=["CAR", "CGD", "CGO", "EAR"],
        source="5.20",
        words=LINE_LABELS,
    ),
    _days("underwriting.renewal_list_days", _("Days before the end from which a policy is listed"), 60, "5.20"),
    Declaration(
        name="underwriting.renewal_contact_days",
        label=_("Days before the end on which the customer is reached"),
        kind=Kind.TEXT,
        default="45,30,15,7",
        source="5.20",
    ),
    Declaration(
        name="underwriting.renewal_notice_days",
        label=_("Those of them on which a written notice goes out"),
        kind=Kind.TEXT,
        default="45,30",
        source="5.20",
    ),
)


def register() -> None:
    """Tell the registries."""
    reference.register(610, "underwriting: kinds of endorsements, rules of refunds", load_endorsing)
    demo.register(1010, "endorsements and renewals", build_endorsements)
    demo.register(1011, "life of policies", build_life)
    demo.register(1310, "endings of policies", build_endings)
    demo.register(1320, "the policies of a day printed", build_day_print)
    declare_clocks(*CLOCKS)
    declare_parameters(*PARAMETERS)
