"""Policy documents per second: ours beside WeasyPrint's default, the same template, style and clauses, same text."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pypdf
from django.template.loader import render_to_string
from django.utils import translation

from archives.documents.machinery import machinery
from archives.documents.pdf import StandingPages, render_pdf
from archives.documents.qr import qr_svg
from archives.documents.typesetting import STYLE
from bench.figures import Figure, faster, per_second_in_turns

TEMPLATE, CLAUSES = "documents/bench_policy.html", "documents/clauses.html"
SYSTEM_FONT = "html { font-family: 'Noto Sans CJK SC', sans-serif }"
SENTENCE = (
    "保险期间内，被保险人或其允许的驾驶人在使用被保险机动车过程中，"
    "因碰撞、倾覆、火灾造成的直接损失，保险人依照本保险合同的约定负责赔偿。"
)
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"


def figures(*, documents: int = 12) -> list[Figure]:
    """Two figures: the schedule alone, and with the standing clause pages of a real policy."""
    if machinery().renderer is None:
        return []
    return [
        _compared("policy PDF, schedule only", documents, sections=0, aim=2),
        _compared("policy PDF with its clause pages", max(documents // 3, 2), sections=120, aim=5),
    ]


def _compared(subject: str, documents: int, *, sections: int, aim: float) -> Figure:
    standing = clauses(sections)
    contexts = [context_of(serial) for serial in range(documents + 1)]
    made = [ours(contexts[0], standing), plain(contexts[0], standing)]
    if text_of(made[0]) != text_of(made[1]):
        raise RuntimeError(f"{subject}: the two ways do not say the same")
    fast, usual = per_second_in_turns(
        [partial(way, context, standing) for context in contexts[1:]] for way in (ours, plain)
    )
    pages = len(pypdf.PdfReader(io.BytesIO(made[0])).pages)
    note = f"{pages} pages, same text, median of a processor's seconds"
    return faster(subject, ours=fast, other=usual, unit="/s", other_is="WeasyPrint's default", aim=aim, note=note)


def ours(context: dict[str, Any], standing: dict[str, Any] | None) -> bytes:
    """The product's way; the clause pages of an edition are made once."""
    pages = []
    if standing:
        edition = f"bench-{len(standing['sections'])}"
        pages = [StandingPages(template=CLAUSES, edition=edition, context=standing)]
    return render_pdf(TEMPLATE, context, document_kind="bench", standing=pages)


def plain(context: dict[str, Any], standing: dict[str, Any] | None) -> bytes:
    """What everybody writes first: the whole text at once, the system's font, nothing shared."""
    engine: Any = machinery().renderer
    parts = [(TEMPLATE, context), *([(CLAUSES, standing)] if standing else [])]
    with translation.override("zh-hans"):
        texts = [render_to_string(name, values) for name, values in parts]
    style = f"<style>{STYLE.read_text(encoding='utf-8')} {SYSTEM_FONT}</style></head>"
    made = [engine.HTML(string=text.replace("</head>", style)).render() for text in texts]
    pages = [page for document in made for page in document.pages]
    pdf: bytes = made[0].copy(pages).write_pdf()
    return pdf


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def clauses(sections: int) -> dict[str, Any] | None:
    if not sections:
        return None
    chapters = [{"title": f"第{number}条", "paragraphs": [SENTENCE] * 3} for number in range(1, sections + 1)]
    return {"title": "机动车商业保险条款", "company": "某某财产保险股份有限公司", "number": "", "sections": chapters}


def context_of(serial: int) -> dict[str, Any]:
    name = SURNAMES[serial % len(SURNAMES)] + GIVEN[serial * 7 % len(GIVEN)] + GIVEN[serial * 3 % len(GIVEN)]
    address = f"https://insurer.test/verify/{serial:022d}/"
    return {
        "title": "机动车商业保险保险单",
        "company": "某某财产保险股份有限公司",
        "unit_name": "泉州市分公司",
        "number": f"PMOD20263505000{serial:06d}",
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": datetime(2026, 11, 22, 14, 3, tzinfo=UTC),
        "printed_by": "林晓岚",
        "facts": [
            ("投保人", name),
            ("被保险人", name),
            ("号牌号码", f"闽C{serial:05d}"),
            ("车架号", f"LSVAA49J13{serial:07d}"),
            ("厂牌型号", "大众 SVW7147 轿车"),
            ("使用性质", "家庭自用"),
            ("保险期间", "自2026年11月23日零时起至2027年11月22日二十四时止"),
        ],
        "rows": [
            ("机动车损失保险", f"{100000 + serial:,}.00", "1,234.56"),
            ("第三者责任保险", "1,000,000.00", "987.65"),
        ]
        * 6,
    }
