"""What a proposal still needs, told while it is filled in: help for the salesperson at the customer's side (PRO-22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from core.web.commands import action
from core.web.detail import Panel
from underwriting.models import COMPULSORY, Channel, Proposal
from underwriting.rules import lifecycle
from underwriting.rules.papers_due import How
from underwriting.rules.products import DOCUMENT_LABELS
from underwriting.rules.proposal_papers import ATTACH
from underwriting.selectors.codes import code_fault
from underwriting.selectors.lines import product_of
from underwriting.selectors.papers_due import files_bind, in_words, lacking_at_submission
from underwriting.selectors.proposals import overlapping_cover
from underwriting.selectors.shown import signed
from underwriting.services.intake import WITH_OWN_ENTRY, already_covered, missing_entries, missing_papers
from underwriting.views import steps

HUNDRED = 100
HELP: Mapping[str, tuple[str, str, str]] = {
    "holder_id": (
        noop("Policyholder"), steps.PEOPLE,
        noop("Compare name and number with the original paper; ask for telephone and address."),
    ),
    "engine_number": (noop("Engine number"), steps.VEHICLE, noop("As the vehicle licence says, every character.")),
    "displacement": (noop("Displacement"), steps.VEHICLE, noop("Litres; the vehicle tax goes by it.")),
    "disclosures": (
        noop("Risk questionnaire"), steps.PAPERS,
        noop("Read every question to the customer and note the answer as it was given; do not answer for him."),
    ),
    "inspected": (
        noop("Inspection"), steps.PAPERS,
        noop("Look at it yourself and record day, place and photos by phone; your name stands for the signature."),
    ),
    "papers": (noop("Papers of the product"), steps.PAPERS, noop("Copies of the originals, complete and readable.")),
    "list": (
        noop("List of persons"), steps.LIST,
        noop("Every name with its number, or the list sealed across its pages where the group is large."),
    ),
    "signed": (
        noop("Signature"), steps.PAPERS,
        noop("Explain exclusions first; then the customer signs or seals. Nobody signs in his place."),
    ),
}  # fmt: skip


def completeness_panel() -> Panel:
    """First on the page while the entry is open."""
    return Panel(
        key="completeness", title=_("Ready to be handed in?"), icon="checklist",
        template="underwriting/panels/completeness.html", context=_completeness,
    )  # fmt: skip


def _completeness(_request: HttpRequest, found: Proposal) -> Mapping[str, Any] | None:
    if found.state not in lifecycle.EDIT.sources:
        return None
    missing = missing_entries(found, localdate())
    rows = [_row(found, name, lacking=missing[name]) for name in HELP if _asked(found, name)]
    rows += [*_files(found), *_code(found), *_double_cover(found)]
    done = sum(row["done"] for row in rows)
    return {
        "rows": sorted(rows, key=lambda row: row["done"]),
        "done": done,
        "of": len(rows),
        "percent": done * HUNDRED // len(rows),
    }


def _files(found: Proposal) -> list[dict[str, Any]]:
    """The papers that are kept as files, as one row: what of them is missing."""
    if found.channel == Channel.ECOM or not files_bind(found):
        return []
    lacking = lacking_at_submission(found)
    return [
        {
            "label": _("Papers as files"),
            "done": not lacking,
            "url": action(ATTACH.name).url(found),
            "dialog": True,
            "help": "\n".join([_("Attach: %(papers)s") % {"papers": in_words(lacking)}, *_waivers(found, lacking)]),
        }
    ]


def _code(found: Proposal) -> list[dict[str, Any]]:
    """Of a clause outside the system: the request for its code, with the place where one is filed (PRD-02)."""
    if found.is_motor or product_of(found).on_system:
        return []
    fault = code_fault(str(found.content.get("request", "")), found.branch_id)
    help_text = _("Choose the request in the entry; where there is none, file one under “Requests for product codes”.")
    return [
        {
            "label": _("Request for a product code"),
            "done": not fault,
            "url": steps.url_of(found, steps.OBJECT),
            "help": f"{fault}\n{help_text}",
        }
    ]


def _double_cover(found: Proposal) -> list[dict[str, Any]]:
    """Another policy of ours that has the vehicle's compulsory cover in the same time: known as soon as VIN and period
    are, and refused at the latest when the entry is handed in (B-23)."""
    other = overlapping_cover(found, COMPULSORY) if found.compulsory else None
    if other is None:
        return []
    help_text = _("Let cover begin after that day, or leave the compulsory cover out.")
    return [
        {
            "label": _("Compulsory cover exists already"),
            "done": False,
            "url": steps.url_of(found, steps.COVER),
            "badge": _("conflict"),
            "help": f"{already_covered(other)}\n{help_text}",
        }
    ]


def _waivers(found: Proposal, lacking: list[str]) -> list[str]:
    """For which of them a waiver is asked or refused, by whom and why."""
    marks = {code: found.paper_marks[code] for code in lacking if code in found.paper_marks}
    texts = {
        How.ASKED: _("Waiver asked for: %(paper)s – %(name)s: %(reason)s"),
        How.INSISTED: _("Not waived: %(paper)s – %(name)s: %(reason)s"),
    }
    return [
        texts[How(one["how"])] % {"paper": in_words([code]), "name": signed(one["by"]), "reason": one.get("note", "")}
        for code, one in marks.items()
    ]


def _asked(found: Proposal, name: str) -> bool:
    """Whether the entry of this product and channel has the item at all."""
    if name in {"engine_number", "displacement"}:
        return found.is_motor
    if name == "list":
        return steps.LIST in {step.key for step in steps.steps_of(found)}
    if name == "papers":
        if found.is_motor or files_bind(found):
            return False
        return bool(set(product_of(found).required_documents) - WITH_OWN_ENTRY)
    return name != "signed" or found.channel != Channel.ECOM


def _row(found: Proposal, name: str, *, lacking: bool) -> dict[str, Any]:
    label, step, text = HELP[name]
    detail = _(text)
    if name == "papers" and lacking:
        detail = _(", ").join(_(DOCUMENT_LABELS.get(code, code)) for code in missing_papers(found))
    return {"label": _(label), "help": detail, "done": not lacking, "url": steps.url_of(found, step)}
