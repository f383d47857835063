"""The files that nobody should be able to bring in, and a few harmless ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from openpyxl import Workbook
from PIL import ExifTags, Image

SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"


def jpeg(*, width: int = 640, height: int = 480) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), (120, 130, 140)).save(target, "JPEG")
    return target.getvalue()


def png_with_alpha() -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(target, "PNG")
    return target.getvalue()


def photo_from_quanzhou() -> bytes:
    """A phone's photo lying on its side: time, position, a script in the description and a PHP tail."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = SCRIPT.decode()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:22 14:03:05"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (24.0, 53.0, 24.0)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (118.0, 36.0, 30.0)
    target = io.BytesIO()
    Image.new("RGB", (640, 480), (20, 130, 140)).save(target, "JPEG", exif=exif)
    return target.getvalue() + PHP


def pixel_bomb(edge: int = 30_000) -> bytes:
    """A small PNG that declares 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(edge * (edge // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["plate", "vin"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_entry(content: bytes, name: str, data: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


def sheet_bomb() -> bytes:
    return with_entry(workbook(), "xl/worksheets/sheet2.xml", b"0" * 60_000_000)


def pdf(**catalogue: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in catalogue.items():
        document.Root[f"/{key}"] = value
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def pdf_with_script() -> bytes:
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def pdf_with_attachment() -> bytes:
    document = pikepdf.open(io.BytesIO(pdf()))
    document.attachments["tool.exe"] = pikepdf.AttachedFileSpec(document, b"MZ", filename="tool.exe")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def pdf_with_password() -> bytes:
    target = io.BytesIO()
    document = pikepdf.open(io.BytesIO(pdf()))
    document.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    return target.getvalue()
