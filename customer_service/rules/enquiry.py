"""An enquiry: what the customer asks, what he needs, what we recommend, and the proposal that comes of it (CUS-08).
Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from core.workflow.spec import Creation, Lifecycle, Reason, State, Tone, Transition
from customer_service.rules.desks import ADVICE_QUEUE as QUEUE
from customer_service.rules.words import gettext_noop as _

ENQUIRY_KIND = "customer_service.enquiry"
OPEN, ANALYSED, RECOMMENDED, STARTED, CLOSED = "open", "analysed", "recommended", "started", "closed"
ANSWERED = "answered"
WAITING = frozenset({OPEN, ANALYSED, RECOMMENDED})

RECORD = Creation(
    name="customer_service.enquiry.record",
    label=_("Record an enquiry"),
    permission="customer_service.take_enquiry",
    target=OPEN,
)
ANALYSE = Transition(
    name="customer_service.enquiry.analyse",
    label=_("Analyse the needs"),
    permission="customer_service.take_enquiry",
    sources=WAITING,
    target=ANALYSED,
    icon="checklist",
)
RECOMMEND = Transition(
    name="customer_service.enquiry.recommend",
    label=_("Recommend products"),
    permission="customer_service.take_enquiry",
    sources=frozenset({ANALYSED, RECOMMENDED}),
    target=RECOMMENDED,
    icon="star",
)
START = Transition(
    name="customer_service.enquiry.start",
    label=_("Start the proposal"),
    permission="customer_service.start_proposal",
    sources=frozenset({RECOMMENDED, STARTED}),
    target=STARTED,
    style="primary",
    icon="file-text",
)
NOTE_PROPOSAL = Transition(
    name="customer_service.enquiry.note_proposal",
    label=_("Proposal entered"),
    permission="customer_service.start_proposal",
    sources=frozenset({STARTED}),
    needs_version=False,
)
ANSWER = Transition(
    name="customer_service.enquiry.answer",
    label=_("Answer the enquiry"),
    permission="customer_service.answer_enquiry",
    sources=WAITING,
    target=ANSWERED,
    alternatives=frozenset({CLOSED}),
    icon="message-report",
)
PASS_ON = Transition(
    name="customer_service.enquiry.pass_on",
    label=_("Pass the enquiry on"),
    permission="customer_service.answer_enquiry",
    sources=WAITING,
    reason=Reason.REQUIRED,
    icon="arrow-right",
)
CONTACT = Transition(
    name="customer_service.enquiry.contact",
    label=_("Note a contact with the customer"),
    permission="customer_service.answer_enquiry",
    sources=WAITING | {ANSWERED},
    target=ANSWERED,
    alternatives=WAITING | {CLOSED},
    icon="phone",
)
CLOSE = Transition(
    name="customer_service.enquiry.close",
    label=_("Close the enquiry"),
    permission="customer_service.answer_enquiry",
    sources=WAITING | {ANSWERED},
    target=CLOSED,
    reason=Reason.REQUIRED,
    icon="archive",
)
ENQUIRY = Lifecycle(
    kind=ENQUIRY_KIND,
    label=_("Enquiry"),
    states=(
        State(value=OPEN, label=_("to be answered"), tone=Tone.WAIT, queue=QUEUE),
        State(value=ANALYSED, label=_("needs known"), tone=Tone.WAIT, queue=QUEUE),
        State(value=RECOMMENDED, label=_("recommended"), tone=Tone.INFO, queue=QUEUE),
        State(value=ANSWERED, label=_("customer to be told"), tone=Tone.INFO, queue=QUEUE),
        State(value=STARTED, label=_("proposal started"), tone=Tone.GOOD),
        State(value=CLOSED, label=_("closed"), tone=Tone.NEUTRAL, final=True),
    ),
    creation=RECORD,
    transitions=(ANALYSE, RECOMMEND, START, NOTE_PROPOSAL, ANSWER, PASS_ON, CONTACT, CLOSE),
)


class Way(StrEnum):
    """How the enquiry came (S1 3(1)1)."""

    PHONE = "phone"
    WEB = "web"
    SALES = "sales"
    COUNTER = "counter"


WAYS: Mapping[str, str] = {
    Way.PHONE: _("Telephone"),
    Way.WEB: _("Website"),
    Way.SALES: _("Salesperson"),
    Way.COUNTER: _("Counter"),
}


class Need(StrEnum):
    """What a customer has at risk."""

    VEHICLE = "vehicle"
    HOME = "home"
    FAMILY = "family"
    PREMISES = "premises"
    STANDSTILL = "standstill"
    MACHINES = "machines"
    GOODS = "goods"
    EMPLOYEES = "employees"
    STAFF_ACCIDENT = "staff_accident"
    VISITORS = "visitors"
    PRODUCTS = "products"
    STUDENTS = "students"
    WORKS = "works"


NEEDS: Mapping[str, str] = {
    Need.VEHICLE: _("Motor vehicles"),
    Need.HOME: _("House and household"),
    Need.FAMILY: _("Accidents of the family"),
    Need.PREMISES: _("Buildings, equipment and stock of a business"),
    Need.STANDSTILL: _("Loss of profit when the business stands still"),
    Need.MACHINES: _("Machines that may break down"),
    Need.GOODS: _("Goods on the way"),
    Need.EMPLOYEES: _("Liability towards employees"),
    Need.STAFF_ACCIDENT: _("Accidents of the staff"),
    Need.VISITORS: _("Liability towards visitors and the public"),
    Need.PRODUCTS: _("Liability for products that are sold"),
    Need.STUDENTS: _("A school and its students"),
    Need.WORKS: _("Construction or erection works"),
}


class Offer(NamedTuple):
    """A product on sale, as far as a recommendation looks at it."""

    code: str
    name: str


class Advice(NamedTuple):
    """A product that answers a need."""

    code: str
    name: str
    need: str


def table_of(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Need and products as the parameter keeps them: ``need:CODE+CODE``."""
    pairs = (text.partition(":") for text in texts)
    return {need: tuple(codes.split("+")) for need, _colon, codes in pairs}


def recommend(needs: Sequence[str], table: Mapping[str, Sequence[str]], offers: Iterable[Offer]) -> list[Advice]:
    """Products on sale that answer the needs, each once, in the order of the needs."""
    on_sale = {offer.code: offer.name for offer in offers}
    found: dict[str, Advice] = {}
    for need in needs:
        for code in table.get(need, ()):
            if code in on_sale and code not in found:
                found[code] = Advice(code, on_sale[code], need)
    return list(found.values())


def uncovered(needs: Sequence[str], advice: Iterable[Advice]) -> list[str]:
    """Needs for which nothing is on sale; the customer is told so."""
    answered = {one.need for one in advice}
    return [need for need in needs if need not in answered]
