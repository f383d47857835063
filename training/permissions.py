"""Who gives trainings and who sees them."""

from __future__ import annotations

import csv
from pathlib import Path

from core import permissions
from training.rules import session as life
from training.rules.words import gettext_noop as _

TRAINERS = (
    "UW_DIR", "UW_RISK", "UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_INFO", "CS_DIR", "CS_SUP", "FN_DIR",
    "OPS_MGR", "OPS_PROC", "PROV_UW", "PROV_CLAIMS", "PROV_FIN",
)  # fmt: skip
CATALOGUE = Path(__file__).parent.parent / "organisation" / "reference" / "posts.csv"


def _everybody() -> tuple[str, ...]:
    with CATALOGUE.open(encoding="utf-8") as file:
        return tuple(row["code"] for row in csv.DictReader(file) if row["code"] != "ECOM")


LABELS = {life.VIEW_RIGHT: _("See trainings"), life.HOLD_RIGHT: _("Plan and give trainings")}


def register() -> None:
    """Tell the registry what this app guards."""
    posts = {life.VIEW_RIGHT: _everybody(), life.HOLD_RIGHT: TRAINERS}
    permissions.register("training", labels=LABELS, posts=posts, queues={life.QUEUE: TRAINERS})
