"""Reference data of underwriting, and the business of the demo branch."""

from underwriting.reference import (
    demo_book_sheets,
    demo_credit,
    demo_evidence,
    demo_exemptions,
    demo_lines,
    demo_reinsurance,
    desk,
    endorsing,
    evidence,
    lines,
    loaders,
    premium_first,
    reinsurance,
    risk,
)

__all__ = ["register"]


def register() -> None:
    """Tell the registries what underwriting needs."""
    loaders.register()
    desk.register()
    endorsing.register()
    evidence.register()
    premium_first.register()
    reinsurance.register()
    risk.register()
    lines.register()
    demo_lines.register()
    demo_exemptions.register()
    demo_reinsurance.register()
    demo_book_sheets.register()
    demo_credit.register()
    demo_evidence.register()
