"""Who makes which paper of the underwriting set (5.21)."""

from __future__ import annotations

from underwriting.rules.words import gettext_noop as _

UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR")
PERMISSION = "underwriting.make_papers"
LABELS = {PERMISSION: _("Make papers to be signed and records on paper")}
POSTS: dict[str, tuple[str, ...]] = {PERMISSION: ("SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR", "UW_RI", *UNDERWRITERS)}
QUEUES: dict[str, tuple[str, ...]] = {}
