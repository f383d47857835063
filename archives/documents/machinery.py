"""Whether documents can be made on this machine. Everything else of the product works without."""

from __future__ import annotations

import warnings
from functools import lru_cache
from types import ModuleType
from typing import NamedTuple

from django.utils.translation import gettext as _

from archives.documents.fonts import full_font_files
from core.workflow.refusals import RuleRefusal


class DocumentUnavailable(RuleRefusal):
    """No PDF can be made here; the message says what to install."""

    code = "document_unavailable"
    status = 503


class Machinery(NamedTuple):
    """What was found at start: the renderer (None without Pango) and what is wrong, worst first."""

    renderer: ModuleType | None
    faults: tuple[str, ...]


@lru_cache(maxsize=1)
def machinery() -> Machinery:
    """Load the renderer once. A missing system library is a fault, not a crash."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import weasyprint  # noqa: PLC0415 - the import itself is what is tried
        except OSError:
            return Machinery(None, ("pango",))
    faults = () if _has_fast_subsetting() else ("harfbuzz_subset",)
    return Machinery(weasyprint, faults if full_font_files() else (*faults, "font"))


def _has_fast_subsetting() -> bool:
    from weasyprint.text import ffi  # noqa: PLC0415 - only present together with Pango

    return ffi.harfbuzz_subset is not None and bool(ffi.harfbuzz.hb_version_atleast(4, 1, 0))


def remedy(fault: str) -> str:
    """What is wrong and what to do about it, for the health page and for marked documents."""
    return {
        "pango": _("not available: Pango is missing; install libpango-1.0-0 and libpangoft2-1.0-0"),
        "harfbuzz_subset": _("documents are slow and large: install libharfbuzz-subset0"),
        "font": _("the documents' own font is missing: run npm ci; a system font is used meanwhile"),
    }[fault]


def renderer() -> ModuleType:
    """The renderer, or ``DocumentUnavailable`` with the remedy."""
    found = machinery()
    if found.renderer is None:
        raise DocumentUnavailable(remedy(found.faults[0]))
    return found.renderer


def health() -> str:
    """For the health page: "ok", or what is missing and what to do."""
    faults = machinery().faults
    return "; ".join(remedy(fault) for fault in faults) or "ok"
