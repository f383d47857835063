"""Photos of an inspection in the demo branch: plain pictures, told apart by their colours."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

NAMES = ("正面.jpg", "侧面.jpg", "铭牌.jpg")
COLOURS = ("#7d8ea3", "#94a58c", "#a3917d")
SIZE = (640, 480)


@cache
def demo_photos(number: str) -> tuple[tuple[bytes, str], ...]:
    """As many as an inspection needs, with the number of what is shown in the picture."""
    return tuple((_picture(colour, number), name) for colour, name in zip(COLOURS, NAMES, strict=True))


@cache
def demo_scan() -> bytes:
    """A page with lines and a seal stands for the papers that were scanned."""
    page = Image.new("RGB", (420, 594), "white")
    draw = ImageDraw.Draw(page)
    for line in range(60, 520, 22):
        draw.line((40, line, 380, line), fill="#c8ccd2", width=2)
    draw.ellipse((270, 440, 370, 540), outline="#b3261e", width=4)
    stream = io.BytesIO()
    page.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def _picture(colour: str, number: str) -> bytes:
    image = Image.new("RGB", SIZE, colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 330, 640, 480), fill="#5b5f66")
    draw.rounded_rectangle((150, 190, 490, 350), radius=40, outline="white", width=6)
    draw.text((24, 24), number, fill="white")
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()
