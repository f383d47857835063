"""What proposals and policies show of their cession."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core import links
from core.web.detail import Panel
from underwriting.models import Cession, CessionPart, Policy, Proposal
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.reinsurance.facultative import CARRIED, FACULTATIVE_KIND
from underwriting.rules.reinsurance.sharing import LAYER_LABELS, Layer, Part
from underwriting.selectors import reinsurance_pages as selectors
from underwriting.selectors.cession import Need, need_of, open_case, policy_is_ceded

TONES = {
    Layer.RETENTION: "good",
    Layer.QUOTA_SHARE: "info",
    Layer.SURPLUS: "info",
    Layer.FACULTATIVE: "wait",
    Layer.UNPLACED: "bad",
}


def need_rows(need: Need) -> dict[str, Any]:
    """Every risk unit of a proposal with its layers and steps."""
    units = [
        {
            "name": one.unit.name,
            "note": one.unit.place,
            "own": one.sharing.own_sum,
            "parts": [_part(part) for part in one.sharing.parts],
            "steps": one.sharing.explained.as_json(),
        }
        for one in need.units
    ]
    return {"units": units, "needed": need.needed, "confirm": need.confirm and not need.needed}


def _part(part: Part) -> dict[str, Any]:
    return _shown(part, part.layer, part.code)


def _kept(part: CessionPart) -> dict[str, Any]:
    code = part.treaty.code if part.treaty else part.facultative.number if part.facultative else ""
    return _shown(part, Layer(part.layer), code)


def _shown(part: Part | CessionPart, layer: Layer, code: str) -> dict[str, Any]:
    return {
        "layer": _(LAYER_LABELS[layer]),
        "code": code,
        "tone": TONES[layer],
        "amount": part.amount,
        "percent": f"{part.ratio * 100:.4f} %",
        "share": part.ratio * 100,
        "premium": part.premium,
        "commission": part.commission,
    }


def version_rows(versions: Sequence[Cession]) -> dict[str, Any]:
    """The current version in full, earlier ones in a line each."""
    current = versions[0]
    units = [
        {
            "name": unit.name,
            "note": unit.place,
            "own": unit.own_sum,
            "parts": [_kept(part) for part in unit.parts.all()],
            "steps": unit.steps,
        }
        for unit in current.units.all()
    ]
    return {"units": units, "needed": current.unplaced, "current": current, "versions": versions}


def on_proposal() -> Panel:
    """The cession that a proposal would need, with the case that somebody confirms."""
    return Panel(
        key="cession",
        title=_("Cession"),
        icon="arrows-split",
        template="underwriting/panels/cession_layers.html",
        context=_of_proposal,
        permission="underwriting.view_cession_cases",
        flush=True,
    )


def _of_proposal(request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    """Sub-branches learn what must be placed and how far it has come; sharing and reinsurers are the centre's."""
    case = None if obj.is_motor else open_case(obj.pk)
    carried = case if case is not None and case.state in CARRIED else None
    need = need_of(obj, case=carried)
    if need is None:
        return None
    actor = request.actor  # type: ignore[attr-defined]
    may_ask = actor.refusal_for("underwriting.open_cession", obj) is None and case is None
    shown = need_rows(need) | {"placed": carried.placed if carried else None}
    if actor.refusal_for("underwriting.view_reinsurance") is not None:
        if case is None and not need.asks_somebody:
            return None
        shown["units"] = []
    return {
        **shown,
        "case": case,
        "case_url": links.url_for(FACULTATIVE_KIND, case.pk) if case else "",
        "case_state": case.lifecycle.state(case.state) if case else None,
        "ask_url": reverse("underwriting:new_cession_case", kwargs={"pk": obj.pk}) if may_ask else "",
    }


def on_policy() -> Panel:
    """The versions of a policy's cession."""
    return Panel(
        key="cession",
        title=_("Cession"),
        icon="arrows-split",
        template="underwriting/panels/cession_layers.html",
        context=_of_policy,
        permission="underwriting.view_reinsurance",
        tab="books",
        flush=True,
    )


def _of_policy(request: HttpRequest, obj: Policy) -> Mapping[str, Any] | None:
    if obj.is_motor:
        return None
    versions = selectors.versions_of_policy(obj.pk)
    if not versions:
        return None
    open_policy = obj.state in {ISSUED, IN_FORCE}
    may_ask = request.actor.refusal_for("underwriting.open_cession", obj) is None  # type: ignore[attr-defined]
    ask = open_policy and may_ask and policy_is_ceded(obj)
    return {
        **version_rows(versions),
        "agreement_url": reverse("underwriting:ask_agreement", kwargs={"pk": obj.pk}) if ask else "",
    }
