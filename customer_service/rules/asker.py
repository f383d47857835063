"""Whether a name is that of an organisation, so that the right paper is asked for first. Pure."""

from __future__ import annotations

LONGEST_PERSON = 4
ENDINGS = (
    "公司",
    "厂",
    "店",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "局",
    "委员会",
    "协会",
    "中心",
    "合作社",
    "集团",
)


def is_organisation(name: str) -> bool:
    """A guess that the person at the desk may change: Chinese names of people have at most four characters."""
    plain = "".join(name.split())
    return plain.endswith(ENDINGS) or (not plain.isascii() and len(plain) > LONGEST_PERSON and "·" not in plain)
