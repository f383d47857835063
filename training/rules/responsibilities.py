"""Duties of training, each with the page where it is done."""

from __future__ import annotations

from core.responsibilities import Responsibility
from training.rules.words import gettext_noop as _

PAGE = ("training:trainings",)
UNDERWRITERS = ("UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4")
RESPONSIBILITIES = (
    Responsibility(
        clause="二·二(二)1(8)", label=_("Train the underwriters of the centre"), posts=("UW_DIR",), places=PAGE
    ),
    Responsibility(
        clause="二·二(二)2(7)",
        label=_("Train the salespeople of the sub-branches in basic risk assessment"),
        posts=("UW_RISK",),
        places=PAGE,
    ),
    Responsibility(
        clause="二·二(二)3(4)",
        label=_("Guide and train issuing clerks and underwriters"),
        posts=UNDERWRITERS,
        places=PAGE,
    ),
    Responsibility(
        clause="业务制度 二(三)2",
        label=_("Organise regular training of the claims staff"),
        posts=("CS_DIR",),
        places=PAGE,
    ),
)
