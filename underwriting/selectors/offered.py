"""What a channel has to know to enter a product without asking: fields, factors, riders, papers, questions (PRO-04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underwriting.rules.entry import ENTRIES, Field, Kind
from underwriting.rules.entry.choices import offered, options_of
from underwriting.rules.papers_due import due_at_issue
from underwriting.rules.products import ProductFact
from underwriting.rules.questionnaire import Asked
from underwriting.rules.rating import Tariff
from underwriting.rules.rating.factors import label_of
from underwriting.rules.signature import ONLINE
from underwriting.selectors.catalogue import products, tariff_of
from underwriting.selectors.lines import MOTOR_MODULE, entered_here, riders_offered
from underwriting.selectors.questionnaire import NOTHING_ASKED, PRODUCT, NoQuestionnaire, in_force
from underwriting.selectors.tables import NoTable

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedField:
    """One entry by its path in the content; ``items[].sum_insured`` stands in every row."""

    path: str
    label: str
    kind: str
    required: bool
    help: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFactor:
    """A rating factor: one of its options, or a number from ``low`` to ``high``."""

    name: str
    label: str
    options: tuple[Choice, ...] = ()
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedQuestion:
    """A question of the risk questionnaire; asked for these covers only, where it names some."""

    key: str
    text: str
    options: tuple[Choice, ...]
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedProduct:
    """A product as a channel enters it."""

    fact: ProductFact
    fields: tuple[OfferedField, ...] = ()
    factors: tuple[OfferedFactor, ...] = ()
    riders: tuple[Choice, ...] = ()
    lists_persons: bool = False
    papers: tuple[str, ...] = ()
    questionnaire: str = ""
    questions: tuple[OfferedQuestion, ...] = ()


def sold_here(on: date) -> list[ProductFact]:
    """Products that are entered in the system on a day."""
    return [fact for fact in products(on) if entered_here(fact)]


def offered_product(fact: ProductFact, on: date) -> OfferedProduct:
    """One product with everything that its entry asks on a day. Motor has an entry of its own in the schema."""
    asked = _asked(fact, on)
    papers = due_at_issue(fact.required_documents, channel=ONLINE, explained=True)
    found = OfferedProduct(
        fact=fact, papers=tuple(papers), questionnaire=asked.version, questions=tuple(_questions(asked))
    )
    if fact.module == MOTOR_MODULE:
        return found
    tariff, entry = _tariff(fact, on), ENTRIES[fact.module]
    return replace(
        found,
        fields=tuple(_fields(fact, tariff)),
        factors=tuple(_factor(name, rule, tariff) for name, rule in tariff.get("factors", {}).items()),
        riders=tuple(riders_offered(tariff)),
        lists_persons=entry.heads is not None,
    )


def _tariff(fact: ProductFact, on: date) -> Tariff:
    try:
        return tariff_of(fact, on)
    except NoTable:
        return {}


def _fields(fact: ProductFact, tariff: Tariff) -> Iterator[OfferedField]:
    entry = ENTRIES[fact.module]
    yield from (_field(one, one.name, tariff) for one in entry.fields if offered(one, tariff))
    if entry.rows is not None:
        columns = (one for one in entry.rows.columns if offered(one, tariff))
        yield from (_field(one, f"{entry.rows.name}[].{one.name}", tariff) for one in columns)


def _field(one: Field, path: str, tariff: Tariff) -> OfferedField:
    return OfferedField(
        path=path,
        label=_(one.label),
        kind=one.kind.value,
        required=one.required,
        help=_(one.help) if one.help else "",
        choices=_words(one, tariff) if one.kind is Kind.CHOICE else (),
    )


def _words(one: Field, tariff: Tariff) -> tuple[Choice, ...]:
    return tuple((value, _(text)) for value, text in options_of(one, tariff))


def _factor(name: str, rule: Mapping[str, object], tariff: Tariff) -> OfferedFactor:
    label = _(label_of(name))
    if "options" not in rule:
        return OfferedFactor(name=name, label=label, low=str(rule["low"]), high=str(rule["high"]))
    chosen = Field(name=name, label=label, kind=Kind.CHOICE, table=f"factors.{name}.options")
    return OfferedFactor(name=name, label=label, options=_words(chosen, tariff))


def _asked(fact: ProductFact, on: date) -> Asked:
    code = PRODUCT if fact.module == MOTOR_MODULE else fact.questionnaire
    try:
        return in_force(on, code) if code else NOTHING_ASKED
    except NoQuestionnaire:
        return NOTHING_ASKED


def _questions(asked: Asked) -> Iterator[OfferedQuestion]:
    language = get_language() or ""
    for one in asked.questions:
        options = tuple((value, one.answer(value, language)) for value in one.options)
        yield OfferedQuestion(key=one.key, text=one.asked(language), options=options, covers=tuple(sorted(one.covers)))
