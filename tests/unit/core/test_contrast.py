"""Text is readable in both themes: the token pairs are measured (WCAG 2.2: 4.5 : 1 for text, 3 : 1 for controls)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path("assets/css/tokens.css").read_text(encoding="utf-8")
TONES = ("neutral", "info", "wait", "good", "bad", "up")
TEXT = [
    *[("--ink", ground) for ground in ("--bg", "--surface", "--sunken", "--hover", "--chosen")],
    *[("--ink-2", ground) for ground in ("--bg", "--surface", "--sunken")],
    *[("--ink-3", ground) for ground in ("--bg", "--surface", "--sunken")],
    ("--brand", "--surface"),
    ("--brand", "--chosen"),
    ("--on-brand", "--brand"),
    *[(f"--{tone}-ink", f"--{tone}-bg") for tone in TONES],
    *[(f"--{tone}-ink", "--surface") for tone in TONES],
]


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme; dark overrides light."""
    light, dark = TOKENS.split('[data-bs-theme="dark"] {', 1)
    found = dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{6})", light))
    return (
        found | dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{6})", dark.split("\n}", 1)[0]))
        if theme == "dark"
        else found
    )


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out(theme: str, ink: str, ground: str) -> None:
    found = tokens(theme)
    assert contrast(found[ink], found[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_have_visible_borders(theme: str) -> None:
    found = tokens(theme)
    assert contrast(found["--control-line"], found["--surface"]) >= 3
