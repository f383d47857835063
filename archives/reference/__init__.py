"""Reference data of the archive: retention periods, kinds of printed forms, clocks and parameters."""

from archives.reference.form_kinds import CLOCKS, PARAMETERS, load_form_types
from archives.reference.retention import load_retention_rules

__all__ = ["CLOCKS", "PARAMETERS", "load_form_types", "load_retention_rules"]
