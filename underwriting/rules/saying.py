"""Whether a text says something. "None", "xxxx" and a row of dashes fill a field and tell nobody anything."""

from __future__ import annotations

LEAST_DIFFERENT = 3  # fewer different signs are no statement in any language
EMPTY_WORDS = frozenset(
    {
        "none",
        "nothing",
        "nil",
        "n/a",
        "not applicable",
        "test",
        "无",
        "没有",
        "暂无",
        "不适用",
        "无材料",
        "无资料",
        "无要求",
        "测试",
    }
)


def says_something(text: str) -> bool:
    """A word that says "nothing", or fewer than three different letters, is no statement."""
    bare = text.strip().strip(".。、,，;；!！-–— ").casefold()
    letters = {sign for sign in bare if sign.isalnum()}
    return bare not in EMPTY_WORDS and len(letters) >= LEAST_DIFFERENT


def says_fully(text: str) -> bool:
    """A reason for leaving something out is more than a word: a whole clause of five different letters or more."""
    letters = {sign for sign in text if sign.isalnum()}
    return says_something(text) and len(letters) >= LEAST_DIFFERENT + 2
