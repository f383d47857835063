"""How personal data is shown to those who need not know it (after JR/T 0171-2020, annex A). Pure."""

from __future__ import annotations

STAR = "*"


def _middle(value: str, head: int, tail: int) -> str:
    if len(value) <= head + tail:
        return STAR * len(value)
    return value[:head] + STAR * (len(value) - head - tail) + value[len(value) - tail :]


def mask_id(value: str) -> str:
    """Identity number: region and last four stay (``350***********1234``); short papers keep two and two."""
    return _middle(value, 3, 4) if len(value) >= 15 else _middle(value, 2, 2)


def mask_phone(value: str) -> str:
    """Mobile ``138****5678``; a landline keeps its area code and its last two digits."""
    digits = value.replace(" ", "")
    if digits.isdigit() and len(digits) == 11 and digits.startswith("1"):
        return _middle(digits, 3, 4)
    area, dash, local = digits.rpartition("-")
    return area + dash + _middle(local, 0, 2)


def mask_account(value: str) -> str:
    """Bank account: first and last four (``6222 **** **** 1234``)."""
    digits = value.replace(" ", "")
    if len(digits) <= 8:
        return _middle(digits, 0, 4)
    groups = (len(digits) - 8 + 3) // 4
    return " ".join([digits[:4], *[STAR * 4] * groups, digits[-4:]])


def mask_name(value: str) -> str:
    """A person's name keeps its first character (``张*``, ``欧**``)."""
    return value[:1] + STAR * (len(value) - 1) if len(value) > 1 else value


def mask_address(value: str) -> str:
    """An address keeps its first nine characters, which name the city and the district."""
    return value[:9] + STAR * 4 if len(value) > 9 else STAR * len(value)
