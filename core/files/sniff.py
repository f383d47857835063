"""What a file is, told from its bytes and never from its name. Pure."""

from __future__ import annotations

import io
import zipfile

from core.files.purposes import CSV, JPEG, PDF, PNG, WEBP, XLSX

MARKUP = "text/markup"
UNKNOWN = "application/octet-stream"
_SIGNATURES = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))
_LOOKS_LIKE_MARKUP = (b"<svg", b"<html", b"<!doctype", b"<?xml", b"<script", b"<?php", b"<body", b"<head")


def sniff(content: bytes) -> str:
    """The media type of ``content``; ``UNKNOWN`` if it is none of those that the product handles."""
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"PK\x03\x04"):
        return _sniff_zip(content)
    return _sniff_text(content)


def _sniff_zip(content: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        return UNKNOWN
    return XLSX if {"[Content_Types].xml", "xl/workbook.xml"} <= names else UNKNOWN


def _sniff_text(content: bytes) -> str:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if any(start.startswith(mark) or mark in start[:512] for mark in _LOOKS_LIKE_MARKUP):
        return MARKUP
    if not start or b"\0" in content:
        return UNKNOWN
    return CSV if _decodes(content) else UNKNOWN


def _decodes(content: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
