"""Reading the archive. Whether a document may be read at all is decided by what it belongs to."""

from __future__ import annotations

READ = "archives.read_document"
READ_CONFIDENTIAL = "archives.read_confidential"


def gettext_noop(message: str) -> str:
    return message


_ = gettext_noop

_CENTRES = (
    "SALES", "UW_ISSUE", "UW_REVIEW", "SUB_MGR", "UW_UND1", "UW_UND2", "UW_UND3", "UW_UND4", "UW_DIR", "UW_INFO",
    "UW_RISK", "CS_AGENT", "CS_DISP", "CS_SURV", "CS_PRICE", "CS_MED", "CS_REG", "CS_INV", "CS_ADJ", "CS_APPR1",
    "CS_APPR2", "CS_APPR3", "CS_APPR4", "CS_LEGAL", "CS_VISIT", "CS_SUP", "CS_DIR", "CS_ADMIN", "FN_DIR", "FN_ACC",
    "FN_CHECK", "FN_POST", "FN_CASH", "FN_AR", "FN_TREAS", "SUB_RP", "SUB_CASH", "HO_UW", "PROV_UW", "PROV_CLAIMS",
    "BR_MGR", "COMPL", "IA_AUD",
)  # fmt: skip
LABELS = {READ: _("Read documents of visible cases"), READ_CONFIDENTIAL: _("Read confidential documents")}
POSTS = {
    READ: _CENTRES,
    READ_CONFIDENTIAL: ("UW_RISK", "UW_UND3", "UW_UND4", "UW_DIR", "UW_INFO", "CS_INV", "CS_DIR", "COMPL", "IA_AUD"),
}
