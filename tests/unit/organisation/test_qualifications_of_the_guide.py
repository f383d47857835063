"""What the guide asks of each post: the table as loaded, and that exactly so much suffices and nothing less."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from organisation.rules.qualification import Asked, Brought, qualified

TABLE = Path(__file__).parents[3] / "organisation" / "reference" / "requirements.csv"
COLLEGE, BACHELOR = 2, 3
MUNICIPAL, PREFECTURE = "municipal_branch", "prefecture_branch"
GUIDE = [
    ("UW_DIR", MUNICIPAL, BACHELOR, 5, "management", False),
    ("UW_RISK", MUNICIPAL, BACHELOR, 4, "relevant", False),
    ("UW_UND1", MUNICIPAL, BACHELOR, 1, "relevant", False),
    ("UW_INFO", MUNICIPAL, BACHELOR, 1, "relevant", False),
    ("CS_SUP", MUNICIPAL, BACHELOR, 3, "relevant", False),
    ("UW_DIR", PREFECTURE, COLLEGE, 3, "management", False),
    ("UW_RISK", PREFECTURE, COLLEGE, 3, "relevant", False),
    ("UW_UND1", PREFECTURE, COLLEGE, 1, "relevant", False),
    ("UW_INFO", PREFECTURE, COLLEGE, 1, "relevant", False),
    ("UW_RI", PREFECTURE, COLLEGE, 1, "relevant", True),
    ("CS_SUP", PREFECTURE, COLLEGE, 3, "relevant", False),
]


@pytest.mark.req("ORG-15", "ORG-27", "ORG-28", "ORG-29", "ORG-30", "ORG-31", "ORG-32", "ORG-33", "ORG-34", "ORG-35")
@pytest.mark.parametrize(("post", "branch", "education", "years", "experience", "english"), GUIDE)
def test_exactly_what_the_guide_asks_for_suffices(
    post: str, branch: str, education: int, years: int, experience: str, english: bool
) -> None:
    asked = _asked(post, branch)
    assert (asked.education, asked.years, asked.experience, asked.good_english) == (
        education, years, experience, english,
    )  # fmt: skip
    exact = Brought(education=education, relevant_years=years, management_years=years, good_english=english)
    assert qualified(asked, exact)
    assert not qualified(asked, replace(exact, education=education - 1))
    assert not qualified(asked, replace(exact, **{f"{experience}_years": years - 1}))
    if english:
        assert not qualified(asked, replace(exact, good_english=False))


def _asked(post: str, branch: str) -> Asked:
    with TABLE.open(encoding="utf-8") as file:
        row = next(one for one in csv.DictReader(file) if (one["post"], one["branch_kind"]) == (post, branch))
    return Asked(
        education=int(row["education"]),
        years=int(row["years"]),
        experience=row["experience"],
        good_english=row["good_english"] == "1",
        source=row["source"],
    )
