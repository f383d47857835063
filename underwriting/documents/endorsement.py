"""The printed endorsement, with old and new terms, the difference of premium and the QR code of the policy."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import DocumentFact, DocumentRef, produce, qr_svg, verification_address
from core.templatetags.ui import translated_parts
from core.workflow.command import Command
from underwriting.documents.coinsurers import table_on_endorsement
from underwriting.documents.policy import COMPANY
from underwriting.models import Endorsement, PersonChange
from underwriting.rules.endorsement_life import ENDORSEMENT_DOCUMENT, ENDORSEMENT_KIND
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.endorsements import differences, entry_of
from underwriting.selectors.kept import kept_until
from underwriting.selectors.overruling import given_way_to
from underwriting.selectors.people_changes import changes_its_names, changes_of, heads_around

CHINESE, LIST_NOTE = "zh-hans", "list_note"


def fact_of(endorsement: Endorsement, command: Command, *, kind: str, title: str, number: str = "") -> DocumentFact:
    """A paper that stands with the endorsement, under its own number or the printed one, as long as the contract's."""
    return DocumentFact(
        kind=kind,
        title=title,
        subject_kind=ENDORSEMENT_KIND,
        subject_id=endorsement.pk,
        subject_number=number or endorsement.printed_number,
        retain_until=kept_until(endorsement.policy, localdate(command.at)),
    )


def make_endorsement(endorsement: Endorsement, command: Command, *, copy_mark: str = "") -> DocumentRef:
    """Make and keep the paper; it stands with the policy and with the endorsement."""
    title = f"批单 {endorsement.printed_number}"
    fact = fact_of(endorsement, command, kind=ENDORSEMENT_DOCUMENT, title=title)
    content = content_of(endorsement, command) | {"copy_mark": copy_mark}
    return produce(command.then("paper"), fact, template="documents/endorsement.html", context=content, signed=True)


def content_of(endorsement: Endorsement, command: Command) -> dict[str, Any]:
    """Everything the printed endorsement says; papers are Chinese."""
    policy = endorsement.policy
    address = verification_address(POLICY_KIND, policy.pk, at=command.at)
    with translation.override(CHINESE):
        rows = differences(endorsement.before, _told_apart(endorsement), entry_of(policy))
        persons = [_person(row, endorsement) for row in changes_of(endorsement)]
        kind, ground = endorsement.get_kind_display(), endorsement.get_ground_display()
        steps = [_step(step) for step in endorsement.steps]
        given_way = given_way_to(endorsement)
    return {
        "title": "批单",
        "number": endorsement.printed_number,
        "company": COMPANY,
        "unit_name": policy.unit.name,
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": command.at,
        "policy": policy.number,
        "holder": policy.holder_name,
        "insured": policy.insured_name,
        "subject": policy.insured_subject,
        "kind": kind,
        "ground": ground,
        "ends": endorsement.ends_policy,
        "effective_on": endorsement.effective_on,
        "rows": rows,
        "given_way": given_way,
        "persons": persons,
        "heads": heads_around(endorsement),
        "steps": steps,
        "delta": f"{abs(endorsement.delta):,.2f}",
        "direction": _direction(endorsement),
        "coinsurers": table_on_endorsement(endorsement),
        "coinsurers_head": f"{_direction(endorsement)}（元，含税）",
    }


def _told_apart(endorsement: Endorsement) -> dict[str, str]:
    """The changes without the note of the list where the persons are named one by one: it says the number of the
    request, which the customer does not know."""
    named = changes_its_names(endorsement) is not None
    return {path: new for path, new in endorsement.changes.items() if not (named and path == LIST_NOTE)}


def _person(row: PersonChange, endorsement: Endorsement) -> dict[str, Any]:
    """Who joins or leaves, from which day, and what it does to the premium; of the number only a part (CUS-05)."""
    return {
        "act": row.get_act_display(),
        "name": row.name,
        "masked": row.id_masked,
        "group": row.group,
        "job": row.texts.get("job") or "–",
        "on": endorsement.effective_on,
        "premium": "–" if row.premium is None else f"{row.premium:+,.2f}",
        "shared": row.premium is not None,
    }


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    """A step of the calculation in words, as the page of the endorsement has it."""
    result = Decimal(str(step["result"]))
    return {**step, "rule": _(step["rule"]), "detail": translated_parts(step["detail"]), "result": f"{result:,.2f}"}


def _direction(endorsement: Endorsement) -> str:
    if endorsement.delta == 0:
        return "保险费无变动"
    return "应加收保险费" if endorsement.delta > 0 else "应退还保险费"
