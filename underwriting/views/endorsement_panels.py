"""What the panels of an endorsement and the endorsements of a policy show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archives.public import documents_of
from core.templatetags.ui import day, full_moment, money
from core.web.history import Happening, told
from parties.public import hit_notices
from underwriting.models import Endorsement, Policy
from underwriting.rules import endorsement_life as life
from underwriting.rules import endorsement_upward as upward
from underwriting.rules.endorsement_kinds import DANGER, Kind
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.selectors import endorsements as selectors
from underwriting.selectors.endorsement_gate import answer_until
from underwriting.selectors.endorsements import KEYS
from underwriting.selectors.overruling import overruling, overruling_among
from underwriting.selectors.people_changes import changes_of
from underwriting.selectors.policy_life import kinds_when_asked, open_claims, paid_claims
from underwriting.views.risk_detail import by_whom

Content = Mapping[str, Any] | None


def terms(_request: HttpRequest, obj: Endorsement) -> Content:
    """Old beside new."""
    return (
        {"rows": selectors.differences(obj.before, obj.changes, selectors.entry_of(obj.policy))}
        if obj.changes
        else None
    )


def people(_request: HttpRequest, obj: Endorsement) -> Content:
    """Who joins and who leaves."""
    rows = changes_of(obj) if obj.kind == Kind.LIST else []
    return {"rows": rows} if rows else None


def conflicts(_request: HttpRequest, obj: Endorsement) -> Content:
    """What later endorsements say, and what was decided (END-10)."""
    if not obj.conflicts:
        return None
    rows = selectors.conflict_rows(obj.conflicts, selectors.entry_of(obj.policy))
    for row in rows:
        row["overruled"] = row["subject"] in obj.overruled
    return {"rows": rows, "decided": True}


def steps(_request: HttpRequest, obj: Endorsement) -> Content:
    """How the difference came about."""
    return {"parts": [("", obj.steps)]} if obj.steps else None


def claims(_request: HttpRequest, obj: Endorsement) -> Content:
    """Open claims first; they are looked at before a change and stop an ending."""
    found = [*open_claims(obj.policy), *paid_claims(obj.policy)]
    return {"losses": found} if found else None


def facts(_request: HttpRequest, obj: Endorsement) -> Content:
    """What people said and decided."""
    papers = kinds_when_asked(obj.requested_on)[obj.kind].papers  # type: ignore[index]
    rows = [
        (_("Papers this kind asks for"), _(", ").join(papers) or "–"),
        (_("Inspection"), obj.inspection or "–"),
        (_("Opinion"), obj.opinion or "–"),
        (_("Underwritten by"), obj.approved_by or "–"),
    ]
    return {
        "rows": [*rows, *_danger_facts(obj), *_left_behind(obj), *_overruled(obj), *_ending_facts(obj), *_voices(obj)]
    }


def _danger_facts(obj: Endorsement) -> list[tuple[str, Any]]:
    """Until when the insurer answers, and the other policies that know the vehicle by its old use or owner."""
    until = answer_until(obj, localdate())
    if until is None:
        return []
    told = linked(selectors.other_policies_of_vehicle(obj.policy)) or "–"
    return [(_("More premium may be asked for until"), day(until)), (_("Other policies of the vehicle"), told)]


def linked(policies: Iterable[Policy]) -> SafeString:
    """Policies by their numbers, each with the way to it."""
    rows = ((reverse("underwriting:policy", args=[one.pk]), one.number) for one in policies)
    return format_html_join(" · ", '<a class="ui-code" href="{}">{}</a>', rows)


def _left_behind(obj: Endorsement) -> list[tuple[str, Any]]:
    """The other policies that keep the old particulars of the vehicle."""
    others = [] if obj.kind in DANGER else selectors.policies_left_behind(obj)
    if not others:
        return []
    hint = _("They keep the old particulars until each has an endorsement of its own.")
    return [(_("Other policies of the vehicle"), format_html("{}<br>{}", linked(others), hint))]


def _overruled(obj: Endorsement) -> list[tuple[str, Any]]:
    """Which later endorsement goes before this one, and for which entries (END-10)."""
    rows = ((reverse("underwriting:endorsement", args=[one.pk]), one, told) for one, told in overruling(obj))
    shown = format_html_join(" · ", '<a class="ui-code" href="{}">{}</a> {}', rows)
    return [(_("Not carried out, overruled by"), shown)] if shown else []


def _voices(obj: Endorsement) -> list[tuple[str, Any]]:
    """What each level said of a change above the authority of the branch."""
    return [
        (
            f"{_(upward.LEVEL_LABELS[one['level']])} · {_(upward.OUTCOME_LABELS[one['outcome']])}",
            " · ".join(part for part in (one["text"], by_whom(one["by"])) if part),
        )
        for one in obj.voices
    ]


def _ending_facts(obj: Endorsement) -> list[tuple[str, Any]]:
    if not obj.ends_policy:
        return []
    found: list[tuple[str, Any]] = [
        (_("Ground"), obj.get_ground_display() or "–"),
        (_facts_label(obj), obj.ground_note or "–"),
        (_("Ground known since"), obj.known_on or "–"),
        (_("Papers given back"), obj.returned_papers or "–"),
        (_("All papers are back"), _("yes") if obj.papers_complete else _("no")),
        *_letter_facts(obj),
    ]
    if obj.held_until:
        found.append((_("Refund held until"), full_moment(obj.held_until)))
    if obj.cautions:
        found.append((_("To be looked at twice"), _(", ").join(_(one) for one in obj.cautions)))
    return found


def _facts_label(obj: Endorsement) -> str:
    return _("Facts on which the ending rests") if obj.kind == Kind.END_INSURER else _("What was issued in error")


def _letter_facts(obj: Endorsement) -> list[tuple[str, Any]]:
    """The insurer's letter and how it arrived."""
    if obj.kind != Kind.END_INSURER:
        return []
    arrived = (day(obj.delivered_on), obj.get_delivery_display(), obj.notice)
    found = " · ".join(part for part in arrived if part) if obj.delivered_on else _("not delivered yet")
    return [(_("Letter that ends the contract"), found)]


def listed(request: HttpRequest, obj: Endorsement) -> Content:
    """Hits on whom and what the policy covers, also on a new plate or VIN (CUS-04)."""
    policy, changes = obj.policy, obj.changes or {}
    plate, vin = str(changes.get("plate") or policy.plate or ""), str(changes.get("vin") or policy.vin or "")
    notices = hit_notices(
        request.actor,  # type: ignore[attr-defined]
        party_ids={policy.holder_id, policy.insured_id, *(int(changes[key]) for key in KEYS if changes.get(key))},
        vehicles={(policy.plate or "", policy.vin or ""), (plate, vin)},
        on=localdate(),
    )
    return {"notices": notices} if notices else None


def papers(request: HttpRequest, obj: Endorsement) -> Content:
    """The sealed request and the printed endorsement."""
    return {"documents": documents_of(life.ENDORSEMENT_KIND, obj.pk, request.actor)}  # type: ignore[attr-defined]


def of_policy(request: HttpRequest, obj: Policy) -> Content:
    """All endorsements of a policy, and the way to a new one."""
    found = selectors.endorsements_of(obj)
    for one in found:
        one.policy = obj
    rows = [
        (
            one,
            reverse("underwriting:endorsement", args=[one.pk]),
            life.ENDORSEMENT.state(one.state),
            money(one.delta),
            overruling_among(one, found) if one.state in life.MADE else [],
        )
        for one in found
    ]
    actor = request.actor  # type: ignore[attr-defined]
    may = obj.state in {ISSUED, IN_FORCE} and actor.refusal_for("underwriting.request_endorsement", obj) is None
    waiting = any(one.state in life.BEFORE_ISSUE for one, *_rest in rows)
    new = reverse("underwriting:request_endorsement", args=[obj.pk]) if may and not waiting else ""
    changed = sum((one.written for one, *_rest in rows if one.state in life.MADE), Decimal(0))
    return {"rows": rows, "new": new, "premium": obj.premium + changed if changed else None} if rows or new else None


def issued_ones(policy: Policy) -> list[Happening]:
    """The issue of each endorsement as part of the history of its policy: number, kind and difference of premium."""
    made = {one.pk: one for one in selectors.endorsements_of(policy)}
    entries = selectors.issues_of(policy)
    return [_issue_of(made[int(entry.subject_id or 0)], act) for entry, act in zip(entries, told(entries), strict=True)]


def _issue_of(endorsement: Endorsement, act: Happening) -> Happening:
    moved = f"{endorsement.delta:+,.2f}" if endorsement.delta else ""
    parts = (act.text, str(endorsement), str(endorsement.get_kind_display()), moved)
    return Happening(
        text=" · ".join(part for part in parts if part),
        who=act.who,
        at=act.at,
        reason=act.reason,
        tone=act.tone,
        changes=[],
        url=reverse("underwriting:endorsement", args=[endorsement.pk]),
    )
