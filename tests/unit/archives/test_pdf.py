"""Documents: closed to the outside, readable, made of the small fonts, honest where the machinery is missing."""

from __future__ import annotations

import io
import socket

import pypdf
import pytest
from django.template import engines
from django.template.loaders.locmem import Loader
from django.utils.safestring import mark_safe

from archives.documents import fonts, machinery, typesetting
from archives.documents.characters import fixed_characters
from archives.documents.checks import check_documents
from archives.documents.fetcher import closed_fetcher
from archives.documents.machinery import DocumentUnavailable, Machinery
from archives.documents.pdf import StandingPages, render_pdf
from archives.documents.qr import qr_svg
from bench import pdf as bench

BODY = """{% extends "documents/base.html" %}{% load i18n %}{% block body %}
<h1>保险单正本</h1><p>{% translate "Verify this document at" %}</p>
<p>{{ name }}</p><div>{{ extra }}</div>{% endblock %}"""
HOSTILE = """
<link rel="stylesheet" href="http://127.0.0.1:9/a.css">
<style>@import "http://127.0.0.1:9/b.css";
@font-face { font-family: x; src: url(file:///etc/passwd) } p { background: url(http://127.0.0.1:9/c.png) }</style>
<link rel="attachment" href="file:///etc/passwd"><img src="file:///etc/hostname"><img src="http://127.0.0.1:9/d.png">
<a rel="attachment" href="file:///etc/passwd">x</a><object data="file:///etc/passwd"></object>
<svg><image href="http://127.0.0.1:9/e.png"/></svg><img src="data:image/svg+xml;utf8,<svg/>"><p>text</p>"""


@pytest.fixture(autouse=True)
def own_cache(settings, tmp_path_factory):
    settings.DOCUMENT_CACHE_DIR = tmp_path_factory.getbasetemp() / "documents"


@pytest.fixture(autouse=True)
def templates(monkeypatch):
    """The template of the test beside the product's own."""
    loader = Loader(engines["django"].engine, {"documents/test.html": BODY})
    monkeypatch.setattr(
        engines["django"].engine, "template_loaders", [loader, *engines["django"].engine.template_loaders]
    )
    typesetting.typesetting.cache_clear()
    yield
    typesetting.typesetting.cache_clear()


@pytest.fixture
def no_network(monkeypatch):
    tried: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: tried.append(address))
    return tried


needs_pango = pytest.mark.skipif(machinery.machinery().renderer is None, reason="Pango is not installed")


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def render(name: str = "张三丰", extra: str = "", **over: object) -> bytes:
    context = {"company": "某某财产保险股份有限公司", "number": "P1", "name": name, "extra": mark_safe(extra)}
    return render_pdf("documents/test.html", context, document_kind="test", **over)


@needs_pango
def test_what_was_written_can_be_read_back():
    text = text_of(render("欧阳翀"))
    assert "保险单正本" in text
    assert "欧阳翀" in text
    assert "某某财产保险股份有限公司" in text
    assert "第 1 页 共 1 页" in text


@needs_pango
@pytest.mark.skipif(not fonts.full_font_files(), reason="the documents' font is not installed")
def test_a_rare_character_comes_from_the_whole_font_and_the_rest_from_the_cuts():
    pdf = render("李㐂龘")
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert "李㐂龘" in text_of(pdf)
    assert {name.removesuffix("-Bold") for name in names} == {
        "Document-documents-test", "Document-Common", "Document-Whole",
    }  # fmt: skip
    assert len(pdf) < 100 * 1024


@needs_pango
def test_hostile_html_reaches_nothing(no_network):
    reader = pypdf.PdfReader(io.BytesIO(render(extra=HOSTILE)))

    assert no_network == []
    assert reader.attachments == {}
    assert b"root:" not in render(extra=HOSTILE)


@needs_pango
def test_the_fetcher_gives_only_what_was_handed_over():
    fetcher = closed_fetcher({"qr": b"drawn"})
    assert fetcher.fetch("document:qr").read() == b"drawn"
    for url in ("document:other", "http://127.0.0.1/", "file:///etc/passwd", "data:text/plain,x", "ftp://x/"):
        with pytest.raises(ValueError, match="fetch nothing"):
            fetcher.fetch(url)
    assert len(fetcher.refused) == 5


@needs_pango
def test_values_are_escaped():
    assert "<script>" in text_of(render("<script>"))


@needs_pango
def test_standing_pages_are_made_once_and_appended(monkeypatch, tmp_path, settings):
    settings.DOCUMENT_CACHE_DIR = tmp_path
    clauses = StandingPages(
        template="documents/clauses.html",
        edition="MOD-2020-1",
        context={"title": "条款", "sections": [{"title": "第一章", "paragraphs": ["本保险合同由保险条款组成。"]}]},
    )
    first = render(standing=[clauses])
    kept = list((tmp_path / "standing").iterdir())
    second = render("李四", standing=[clauses])

    assert len(kept) == 1
    assert list((tmp_path / "standing").iterdir()) == kept
    assert len(pypdf.PdfReader(io.BytesIO(first)).pages) == 2
    assert "本保险合同由保险条款组成" in text_of(second)
    assert "李四" in text_of(second)


def test_the_template_font_holds_the_templates_own_words_in_both_languages():
    characters = fixed_characters("documents/test.html")
    assert set("保险单正本壹贰年月日 0¥") <= characters
    assert not {"\n", "张"} & characters


def test_without_pango_documents_say_so(monkeypatch):
    monkeypatch.setattr(machinery, "machinery", lambda: Machinery(None, ("pango",)))
    with pytest.raises(DocumentUnavailable) as refused:
        render()
    assert refused.value.status == 503
    assert refused.value.code == "document_unavailable"


@needs_pango
@pytest.mark.parametrize("sections", [0, 3], ids=["schedule", "with clauses"])
def test_the_fast_way_says_the_same_as_the_usual_one(sections):
    context, clauses = bench.context_of(7), bench.clauses(sections)
    fast, usual = bench.ours(context, clauses), bench.plain(context, clauses)
    assert bench.text_of(fast) == bench.text_of(usual)
    assert "闽C00007" in bench.text_of(fast)


def test_where_documents_are_required_the_start_is_refused_without_fast_subsetting(monkeypatch, settings):
    monkeypatch.setattr("archives.documents.checks.machinery", lambda: Machinery(None, ("harfbuzz_subset",)))
    settings.DOCUMENTS_REQUIRED = True
    (refusal,) = check_documents()
    assert refusal.is_serious()
    assert "libharfbuzz-subset0" in refusal.msg
    settings.DOCUMENTS_REQUIRED = False
    assert check_documents() == []


def test_the_qr_code_is_inline_and_carries_no_style():
    drawn = qr_svg("https://insurer.test/verify/x/")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "http" not in drawn
