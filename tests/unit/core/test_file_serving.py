"""How a stored file is sent."""

from __future__ import annotations

import pytest

from core.files.serving import file_response


@pytest.mark.parametrize(
    ("media_type", "download", "disposition"),
    [
        ("image/jpeg", False, "inline"),
        ("application/pdf", False, "inline"),
        ("application/pdf", True, "attachment"),
        ("text/csv", False, "attachment"),
        ("text/html", False, "attachment"),
        ("image/svg+xml", False, "attachment"),
    ],
)
def test_only_pictures_and_pdfs_are_shown_in_place(media_type, download, disposition):
    response = file_response(b"x", name="a.bin", media_type=media_type, download=download)
    assert response["Content-Disposition"] == f'{disposition}; filename="a.bin"'
    assert response["Content-Type"] == media_type


def test_names_cannot_break_out_of_the_header_and_chinese_is_kept():
    response = file_response(b"x", name='a"; filename="b.html', media_type="application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="a\\"; filename=\\"b.html"'
    chinese = file_response(b"x", name="保单.pdf", media_type="application/pdf")
    assert chinese["Content-Disposition"] == "inline; filename*=utf-8''%E4%BF%9D%E5%8D%95.pdf"


def test_nothing_is_guessed_kept_or_run():
    response = file_response(b"x", name="a.jpg", media_type="image/jpeg")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Content-Security-Policy"].endswith("sandbox")
    pdf = file_response(b"x", name="a.pdf", media_type="application/pdf")["Content-Security-Policy"]
    assert pdf.startswith("default-src 'none'")
    assert "sandbox" not in pdf
