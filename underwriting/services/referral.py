"""Reporting business above one's authority: the pack, the signed opinion, the opinions and the reply above it (domain
5.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.files import DOCUMENT, attach, store
from core.numbering import business_number
from core.workflow.command import Command
from core.workflow.engine import creation, transition
from underwriting.models import Proposal
from underwriting.models.referral import Referral, ReferralOpinion
from underwriting.rules import lifecycle
from underwriting.rules import referral as life
from underwriting.rules.referral_pack import BY_CODE, Outcome, lacking
from underwriting.selectors.referral import frozen_terms, open_referral
from underwriting.selectors.referral_texts import drafted_items
from underwriting.services import decide
from underwriting.services.decide import NOTHING
from underwriting.services.referral_life import enqueue_reply
from underwriting.services.refusals import Incomplete, InvalidEntry
from underwriting.services.term_changes import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that belongs to an item of the pack."""

    item: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """What is entered for an item: a text with its parts, or why the item does not apply. Parts that are not told stay
    as they are."""

    text: str = ""
    waived: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@creation(Referral, life.BEGIN)
def begin_referral(command: Command, /, *, proposal_id: int, off_area: bool = False) -> Referral:
    """Open the pack of a proposal that waits for underwriting; what the system knows is written into it."""
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("unit").get(pk=proposal_id)
    if proposal.state != lifecycle.UW_QUEUE:
        raise InvalidEntry(_("Only what waits for underwriting is reported upward."))
    standing = open_referral(proposal)
    if standing is not None:
        raise InvalidEntry(_("The proposal is being reported as %(number)s.") % {"number": standing.number})
    referral = Referral(
        proposal=proposal,
        off_area=off_area,
        items=drafted_items(proposal, off_area=off_area),
        prepared_by=command.signature,
    )
    referral.set_unit(proposal.unit)
    line = (getattr(proposal, "product", "") or "MOT")[:3]
    year = localdate(command.at).year
    referral.number = business_number("R", line, year, proposal.unit.code, gap_free=False)
    return referral


@transition(Referral, life.WRITE)
def write_pack(
    referral: Referral,
    command: Command,
    /,
    *,
    entries: Mapping[str, ItemEntry],
    files: tuple[NewFile, ...] = (),
    off_area: bool | None = None,
) -> str | None:
    """Keep what was entered; the pack is complete when no item lacks anything (UWR-07 … UWR-14)."""
    unknown = (set(entries) | {one.item for one in files}) - set(BY_CODE)
    if unknown:
        raise InvalidEntry(_("There is no such item: %(items)s") % {"items": ", ".join(sorted(unknown))})
    if off_area is not None:
        referral.off_area = off_area
    referral.items = referral.items | {code: _written(referral, code, entry) for code, entry in entries.items()}
    referral.attachments = [*referral.attachments, *(_kept(referral, one, command) for one in files)]
    return None if lacking(referral.filled(), off_area=referral.off_area) else life.PACK_COMPLETE


def _written(referral: Referral, code: str, entry: ItemEntry) -> dict[str, Any]:
    given: dict[str, Any] = {"text": entry.text.strip(), "waived": entry.waived.strip()}
    known = referral.items.get(code, {}).get("parts", {})
    parts = {name: entry.parts.get(name, known.get(name, "")).strip() for name in BY_CODE[code].parts}
    return given | {"parts": parts} if parts else given


def _kept(referral: Referral, one: NewFile, command: Command) -> dict[str, object]:
    file = store(one.content, purpose=DOCUMENT, name=one.name, actor=command.actor)
    attach(file, subject_kind=life.REFERRAL_KIND, subject_id=referral.pk)
    return {"item": one.item, "file": str(file.token), "name": one.name[:120], "sha256": file.sha256}


@transition(Referral, life.SUBMIT)
def submit_referral(referral: Referral, command: Command, /, *, outcome: str, conditions: str = "") -> None:
    """The underwriter signs the own opinion and the complete pack goes to the province; the terms are frozen
    (UWR-06)."""
    missing = lacking(referral.filled(), off_area=referral.off_area)
    if missing:
        labels = _(", ").join(_(BY_CODE[code].label) for code in missing)
        raise Incomplete(_("The pack lacks: %(items)s") % {"items": labels}, details={"fields": list(missing)})
    referral.frozen = frozen_terms(referral.proposal)
    _speak(referral, command, "branch", outcome, conditions=conditions)
    decide.escalate(referral.proposal_id, command.then("escalate"))


@transition(Referral, life.FORWARD)
def forward_referral(referral: Referral, command: Command, /, *, outcome: str, conditions: str = "") -> None:
    """Above the province's authority as well: its opinion goes up with the pack."""
    _speak(referral, command, "province", outcome, conditions=conditions)
    decide.escalate_to_head_office(referral.proposal_id, command.then("escalate-head"))


@transition(Referral, life.AGREE)
def agree(
    referral: Referral,
    command: Command,
    /,
    *,
    conditions: str = "",
    changes: Changes = NOTHING,
    copy_wanted: bool = False,
) -> None:
    """The plan is approved as submitted, or on conditions that the customer must accept; what they change of sums,
    limits and deductibles stands on the proposal itself."""
    conditions = conditions.strip()
    decide.reply_agree(referral.proposal_id, command.then("agree"), conditions=conditions, changes=changes)
    referral.copy_wanted = copy_wanted
    referral.proposal.refresh_from_db()
    told = _told(referral)
    outcome = Outcome.CONDITIONS if told else Outcome.AGREE
    _speak(referral, command, _level(referral), outcome, conditions=told, final=True)
    enqueue_reply(referral, bind=False)


@transition(Referral, life.DISAGREE)
def disagree(referral: Referral, command: Command, /) -> None:
    """The plan is not approved; what the underwriter recommended stays in the file (UWR-19)."""
    level = _level(referral)
    decide.reply_disagree(referral.proposal_id, command.then("disagree"))
    _speak(referral, command, level, Outcome.DISAGREE, final=True)
    enqueue_reply(referral, bind=False)


@transition(Referral, life.ASK)
def ask_for_more(referral: Referral, command: Command, /) -> None:
    """The pack comes back with what the upper level wants to see."""
    level = _level(referral)
    decide.reply_more(referral.proposal_id, command.then("more"))
    _speak(referral, command, level, Outcome.MORE, final=True)


def _told(referral: Referral) -> str:
    """The conditions, with those of a resolution and the changed entries, as the decision on the proposal says them."""
    return referral.proposal.decisions.order_by("-pk").values_list("terms", flat=True)[0]


def _level(referral: Referral) -> str:
    return "head" if referral.state == life.SUBMITTED_HO else "province"


def _speak(
    referral: Referral, command: Command, level: str, outcome: str, *, conditions: str = "", final: bool = False
) -> None:
    if outcome not in set(Outcome):
        raise InvalidEntry(_("Choose an opinion."), field="outcome")
    if outcome == Outcome.CONDITIONS and not conditions.strip():
        raise InvalidEntry(_("Write the conditions."), field="conditions")
    ReferralOpinion.objects.create(
        referral=referral,
        revision=referral.revision,
        level=level,
        outcome=outcome,
        final=final,
        text=command.reason,
        conditions=conditions.strip(),
        terms=frozen_terms(referral.proposal) if final else None,
        given_by_id=command.actor.staff_id,
        given_by=command.signature,
        given_at=command.at,
    )
