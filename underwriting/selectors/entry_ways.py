"""Where the entry of a product begins."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from underwriting.selectors.catalogue import product


def entry_address(code: str, on: date) -> str:
    """The first page of the entry of a product that is on sale; motor covers are entered together."""
    if product(code, on).module == "motor":
        return reverse("underwriting:new")
    return reverse("underwriting:line_new", kwargs={"code": code})
