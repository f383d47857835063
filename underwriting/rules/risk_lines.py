"""Which guide and which panel a line belongs to (5.13, 5.15 … 5.18)."""

from __future__ import annotations

PROPERTY, ENGINEERING, ACCIDENT, LIABILITY = "PROPERTY", "ENGINEERING", "ACCIDENT", "LIABILITY"
MOTOR, CARGO = "MOTOR", "CARGO"
_GUIDES = {
    ENGINEERING: ("CAR", "EAR"),
    ACCIDENT: ("GPA", "IPA", "STP"),
    LIABILITY: ("PLL", "PDL", "EML", "SCL", "PIN"),
    MOTOR: ("MOTOR", "MCI", "MOD", "MTP"),
    CARGO: ("CGD", "CGO", "HUL"),
}
_BOARDS = {
    "motor": ("MOTOR", "MCI", "MOD", "MTP"),
    "liability": ("PLL", "PDL", "EML", "SCL", "PIN"),
    "accident": ("GPA", "IPA", "STP"),
    "cargo": ("CGD", "CGO", "HUL"),
}


def guide_code(line: str) -> str:
    """The guide by which a line is assessed; that of property where none is its own."""
    return next((code for code, lines in _GUIDES.items() if line in lines), PROPERTY)


def panel_of(line: str) -> str:
    """The panel that reviews a line; property and engineering together."""
    return next((board for board, lines in _BOARDS.items() if line in lines), "property")
