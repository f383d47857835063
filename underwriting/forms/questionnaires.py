"""A questionnaire as a form: one block for every question, two empty ones for new questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underwriting.forms.products import NEW_CODE, VersionForm

SPARE, SPARE_OF_NEW = 2, 8
PARTS = ("key", "zh", "en", "options", "material", "basis")


class QuestionsForm(VersionForm):
    """Questions in both languages; a question without a key is left out."""

    spare = SPARE
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=80)
    title_en = forms.CharField(label=_("Title in English"), max_length=120)

    def __init__(self, *args: Any, questions: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(questions) + self.spare
        for place in range(self.count):
            known = questions[place] if place < len(questions) else {}
            self._add(place, known)
        own = [f"q{place}_{part}" for place in range(self.count) for part in PARTS]
        self.order_fields(["title_zh", "title_en", *own, "effective_on", "reason"])

    def _add(self, place: int, known: Mapping[str, Any]) -> None:
        text = known.get("text", {})
        options = "\n".join(f"{o['value']}|{o['zh']}|{o['en']}" for o in known.get("options", []))
        material = ", ".join(known.get("material", []))
        wide = forms.Textarea(attrs={"rows": 3})
        self.fields |= {
            f"q{place}_key": forms.SlugField(
                label=_now("Code of the question"), initial=known.get("key", ""), required=False, max_length=30
            ),
            f"q{place}_zh": forms.CharField(
                label=_now("Question in Chinese"), initial=text.get("zh", ""), required=False, max_length=300
            ),
            f"q{place}_en": forms.CharField(
                label=_now("Question in English"), initial=text.get("en", ""), required=False, max_length=400
            ),
            f"q{place}_options": forms.CharField(
                label=_now("Answers"),
                initial=options,
                required=False,
                widget=wide,
                help_text=_now("One a line: key|Chinese|English"),
            ),
            f"q{place}_material": forms.CharField(
                label=_now("Answers that matter"), initial=material, required=False, help_text=_now("Keys, by comma")
            ),
            f"q{place}_basis": forms.CharField(
                label=_now("Basis"), initial=known.get("basis", "保险法第16条"), required=False, max_length=80
            ),
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for place in range(self.count):
            if not given.get(f"q{place}_key"):
                continue
            for part in ("zh", "en", "options"):
                if not given.get(f"q{place}_{part}"):
                    self.add_error(f"q{place}_{part}", _now("This field is required."))
            if any(line.count("|") != 2 for line in _lines(given.get(f"q{place}_options", ""))):
                self.add_error(f"q{place}_options", _now("One a line: key|Chinese|English"))
        return given

    def questions(self) -> list[dict[str, Any]]:
        """In plain JSON, as they are stored."""
        return [self._question(place) for place in range(self.count) if self.cleaned_data.get(f"q{place}_key")]

    def _question(self, place: int) -> dict[str, Any]:
        given = {part: self.cleaned_data[f"q{place}_{part}"] for part in PARTS}
        split = [[text.strip() for text in line.split("|")] for line in _lines(given["options"])]
        material = [text.strip() for text in given["material"].replace("，", ",").split(",") if text.strip()]
        return {
            "key": given["key"],
            "text": {"zh": given["zh"], "en": given["en"]},
            "options": [{"value": value, "zh": zh, "en": en} for value, zh, en in split],
            "material": material,
            "basis": given["basis"],
        }

    def blocks(self) -> list[list[tuple[forms.BoundField, str]]]:
        """One block for each question, with the width of its fields."""
        wide = {"zh": "3", "en": "3", "options": "3", "key": "2", "material": "2", "basis": "2"}
        return [[(self[f"q{place}_{part}"], wide[part]) for part in PARTS] for place in range(self.count)]


class NewQuestionsForm(QuestionsForm):
    """A questionnaire that is not there yet, with its code."""

    spare = SPARE_OF_NEW
    code = forms.RegexField(label=_("Code"), regex=NEW_CODE, help_text=_("Capital letters and figures"))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
