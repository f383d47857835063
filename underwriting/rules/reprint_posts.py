"""Who releases further prints of a paper, and who prints them."""

from __future__ import annotations

from underwriting.rules import reprint_life
from underwriting.rules.day_print import PERMISSION
from underwriting.rules.words import gettext_noop as _

RELEASERS, PRINTERS = ("UW_REVIEW", "SUB_MGR"), ("UW_ISSUE",)
READERS = (*PRINTERS, *RELEASERS, "SALES", "UW_INFO", "UW_DIR", "BR_MGR", "OPS_DATA", "IA_AUD")

LABELS = {
    "underwriting.view_reprints": _("See requests for reprints"),
    "underwriting.release_reprint": _("Release reprints"),
    PERMISSION: _("Print the policies of a day"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "underwriting.view_reprints": READERS,
    "underwriting.release_reprint": RELEASERS,
    PERMISSION: PRINTERS,
}
QUEUES: dict[str, tuple[str, ...]] = {
    reprint_life.RELEASE_QUEUE: RELEASERS,
    reprint_life.PRINT_QUEUE: PRINTERS,
}
QUEUE_LABELS = {
    reprint_life.RELEASE_QUEUE: _("release a reprint"),
    reprint_life.PRINT_QUEUE: _("print a paper again"),
}
