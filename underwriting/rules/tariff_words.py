"""How the parts and keys of tariffs are called; what is not listed is shown as it is filed."""

from __future__ import annotations

from collections.abc import Callable

from underwriting.rules.compulsory_motor import CLASS_NAMES as _CLASSES
from underwriting.rules.entry.choices import COVER_WORDS, TARIFF_WORDS
from underwriting.rules.rating.factors import FACTOR_LABELS
from underwriting.rules.rule_words import OWN_WORDS, RULE_WORDS
from underwriting.rules.tariff_tables import MARK
from underwriting.rules.words import gettext_noop as _

PART_LABELS = {
    "": _("General"),
    "rates": _("Basic rates"),
    "factors": _("Factors and their filed ranges"),
    "riders": _("Rates of riders"),
    "plans": _("Plans with a premium per head"),
    "extras": _("Rates of further covers"),
    "sections": _("Rates of the sections"),
    "erection": _("Erection within construction"),
    "debris": _("Removal of debris"),
    "bands": _("Base premiums"),
    "floats": _("Floating with accidents"),
    "provincial": _("Base premiums that a province sets"),
    "regions": _("Regions"),
    "provinces": _("Provinces and their zones"),
    "damage": _("Own damage: fixed part and rate"),
    "third_party": _("Third party, by limit"),
    "class_factor": _("Factor of the vehicle class"),
    "seat_limits": _("Limits of a seat and their factor"),
    "driver": _("Occupants, driver"),
    "passenger": _("Occupants, passengers"),
    "ncd": _("No-claim factors by level"),
    "autonomous": _("Filed range of the autonomous factor"),
    "voyages": _("Kinds of voyage"),
    "exempt_voyages": _("Voyages without premium tax"),
}
KEY_LABELS = {
    "low": _("lowest"),
    "high": _("highest"),
    "rate": _("rate"),
    "loading": _("loading"),
    "premium": _("premium"),
    "sum_insured": _("sum insured"),
    "default": _("if not chosen"),
    "of": _("covers that it extends"),
    "tiers": _("classes that it is sold to"),
    "minimum_premium": _("Minimum premium"),
    "zoned": _("By zone"),
    "deductible_required": _("Deductible required"),
    "charged_on": _("Charged on"),
    "markup_most": _("Highest markup"),
    "agreed_low": _("Lowest agreed share of the rate"),
    "agreed_high": _("Highest agreed share of the rate"),
    "rate_low": _("Lowest rate"),
    "rate_high": _("Highest rate"),
    "rate_technical": _("Technical rate"),
    "days_below": _("By day below so many days"),
    "day_multiple": _("Multiple of the daily rate"),
    "day_divisor": _("Days of the daily rate"),
    "small": _("small"),
    "most": _("at most"),
    "large": _("large"),
    "large_from": _("large from"),
    "expense_loading": _("Expense loading"),
    "violations": _("Traffic violations"),
    "other_regions": _("Other regions"),
    "options": _("options"),
    "exempt": _("Free of the tax"),
}
CLASS_NAMES = {name.value: label for name, label in _CLASSES.items()}
TRUTH = {"true": _("yes"), "false": _("no")}
FIGURE = _("figure in the tariff")
PLACE_WORDS = {
    "bands": (_("from this size on"), _("premium")),
    "damage": (_("fixed part"), _("rate")),
    "autonomous": (_("lowest"), _("highest")),
    "private_car": (_("from this size on"), _("Vehicle tax")),
}
_WORDS = (FACTOR_LABELS, KEY_LABELS, PART_LABELS, CLASS_NAMES, COVER_WORDS, TARIFF_WORDS, TRUTH, *RULE_WORDS)
_TEXTS = frozenset(label for words in _WORDS for label in words.values())
Translate = Callable[[str], str]


def named(key: str, translate: Translate, code: str = "") -> str:
    """A key in words; a table of rules has words of its own, and texts that stand in a table are read as they are."""
    own = OWN_WORDS.get(code, {})
    label = own.get(key) or next((words[key] for words in _WORDS if key in words), "")
    return translate(label or key) if label or key in _TEXTS else key


def column_of(part: str, column: str, translate: Translate, code: str = "") -> str:
    """The head of a column; places of a list are called by what stands there."""
    if not column:
        return translate(FIGURE)
    places = column.split(MARK)
    if part in PLACE_WORDS and places[-1].isdigit():
        words = [translate(PLACE_WORDS[part][int(places[-1])])]
        if len(places) > 1:
            words.insert(0, str(int(places[0]) + 1))
        return " · ".join(words)
    if len(places) > 1 and places[-1].isdigit():
        return f"{named_path(MARK.join(places[:-1]), translate, code)} · {int(places[-1]) + 1}"
    return named_path(column, translate, code)


def named_path(path: str, translate: Translate = str, code: str = "") -> str:
    """The place of a figure: part, row and column."""
    return " · ".join(named(key, translate, code) for key in path.split(MARK))
