"""Texts are found in code and templates, and compared with their translations."""

from __future__ import annotations

import polib
import pytest

from tools import catalogue, messages, texts


def found(source: str) -> list[tuple[str, str, str]]:
    return [(text.msgid, text.plural, text.context) for text in texts._texts("x.py", source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("Policy")', [("Policy", "", "")]),
        ('gettext_noop("Claim")', [("Claim", "", "")]),
        ('ngettext("%(n)s case", "%(n)s cases", n)', [("%(n)s case", "%(n)s cases", "")]),
        ('pgettext_lazy("insurance", "cover")', [("cover", "", "insurance")]),
        ('other("Policy")', []),
        ("_(variable)", []),
    ],
)
def test_texts_of_code_are_found(source, expected):
    assert found(source) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{% load i18n %}<p title="x">it\'s {% translate "Premium" %}</p>', [("Premium", "", "")]),
        ('{% translate "cover" context "insurance" %}', [("cover", "", "insurance")]),
        ("{% blocktranslate %}Due {{ day }}{% endblocktranslate %}", [("Due %(day)s", "", "")]),
        (
            "  {% blocktranslate count n=n %}one{% plural %}{{ n }} of them{% endblocktranslate %}",
            [("one", "%(n)s of them", "")],
        ),
    ],
)
def test_texts_of_templates_are_found(template, expected, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(template, encoding="utf-8")
    assert found(texts._as_python(path)) == expected


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Paid %(amount)s", msgstr="已付 %(sum)s"), "placeholders differ"),
        (polib.POEntry(msgid="Paid %(amount)s", msgstr="已付"), "placeholders differ"),
        (polib.POEntry(msgid="Paid", msgstr="已付", flags=["fuzzy"]), "fuzzy"),
    ],
)
def test_a_wrong_translation_is_named(entry, fault):
    assert [problem.split(":")[0] for problem in messages._wrong([entry])] == [fault]


def test_a_plural_may_leave_out_the_number_in_one_form_only():
    entry = polib.POEntry(msgid="one case", msgid_plural="%(n)s cases", msgstr_plural={0: "%(n)s 件"})
    assert list(messages._wrong([entry])) == []


def test_two_files_may_not_disagree(tmp_path, monkeypatch):
    for name, word in (("a.po", "保单"), ("b.po", "政策")):
        file = polib.POFile()
        file.append(polib.POEntry(msgid="policy", msgstr=word))
        file.save(str(tmp_path / name))
    monkeypatch.setattr(catalogue, "WORDS", tmp_path)
    assert list(catalogue.disagreements()) == ["b.po: “policy” is “保单” in another file, “政策” here"]
