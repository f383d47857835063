"""The page of one report upward, and what a proposal shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archives.public import documents_of
from core import links
from core.templatetags.ui import badge, money
from core.web.detail import Crumb, Detail, Fact, Panel, Tab, detail_page
from core.web.pages import needs
from underwriting.models import Proposal, label_of
from underwriting.models.referral import LEVELS, Referral, ReferralOpinion
from underwriting.rules.lifecycle import PROPOSAL_KIND
from underwriting.rules.referral import REFERRAL_KIND
from underwriting.rules.referral_pack import ITEMS, OUTCOME_LABELS, Outcome, PackItem, changed, lacking, overruled
from underwriting.selectors import referral as selectors
from underwriting.selectors.shown import signed

TONES = {Outcome.AGREE: "good", Outcome.CONDITIONS: "info", Outcome.DISAGREE: "bad", Outcome.MORE: "wait"}


@needs("underwriting.view_referrals")
@require_GET
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Pack, opinions at each level, reply, and what comes next."""
    found = selectors.referral_for(request.actor, pk)  # type: ignore[attr-defined]
    proposal = found.proposal
    url = links.url_for(PROPOSAL_KIND, proposal.pk)
    detail = Detail(
        title=found.number,
        heading=_("Report upward"),
        crumbs=(
            Crumb(_("Underwriting centre")),
            Crumb(_("Reports upward"), reverse("underwriting:referrals")),
            Crumb(found.number),
        ),
        badges=[badge(_("outside the area"), "wait", "map-pin")] if found.off_area else [],
        facts=(
            Fact(_("Proposal"), format_html('<a href="{}">{}</a>', url, proposal.number)),
            Fact(_("Policyholder"), proposal.holder_name or "–"),
            Fact(_("Sum at risk"), money(proposal.exposure)),
            Fact(_("Premium"), money(proposal.premium)),
            Fact(_("Period"), f"{proposal.start_on} – {proposal.end_on}"),
            Fact(_("Version of the plan"), str(found.revision)),
            Fact(_("Unit"), found.unit.label, found.prepared_by.split(" · ")[0]),
        ),
        tabs=(Tab("main", _("Opinions and reply")),),
        panels=_panels(),
    )
    return detail_page(request, found, detail)


def _panels() -> tuple[Panel, ...]:
    return (
        Panel(
            key="opinions",
            title=_("Opinions and reply"),
            icon="gavel",
            template="underwriting/panels/referral_opinions.html",
            context=_opinions,
        ),
        Panel(
            key="pack",
            title=_("Pack of eight items"),
            icon="checklist",
            template="underwriting/panels/referral_pack.html",
            context=_pack,
            flush=True,
        ),
        Panel(
            key="changed",
            title=_("Changed since the submission"),
            icon="git-compare",
            template="underwriting/panels/vehicle.html",
            context=_changed,
        ),
        Panel(
            key="reply",
            title=_("Reply as a document"),
            icon="file-certificate",
            template="underwriting/panels/referral_reply.html",
            context=_reply,
            rail=True,
            flush=True,
        ),
    )


def _opinions(_request: HttpRequest, found: Referral) -> Mapping[str, Any] | None:
    rows = selectors.opinions_of(found)
    return {"rows": [_voice(one, rows) for one in rows]} if rows else None


def _voice(one: ReferralOpinion, rows: list[ReferralOpinion]) -> dict[str, Any]:
    reply = next((r for r in reversed(rows) if r.final and r.revision == one.revision), None)
    against = reply is not None and not one.final and overruled(one.outcome, reply.outcome)
    return {
        "opinion": one,
        "level": _(str(LEVELS[one.level])),
        "who": signed(one.given_by),
        "badge": badge(_(OUTCOME_LABELS[Outcome(one.outcome)]), TONES[Outcome(one.outcome)]),
        "overruled": against,
    }


def _pack(_request: HttpRequest, found: Referral) -> Mapping[str, Any]:
    missing = set(lacking(found.filled(), off_area=found.off_area))
    rows = [_item_row(found, item, is_open=item.code in missing) for item in ITEMS]
    return {"rows": rows, "aside": f"{len(ITEMS) - len(missing)}/{len(ITEMS)}"}


def _item_row(found: Referral, item: PackItem, *, is_open: bool) -> dict[str, Any]:
    entry = found.items.get(item.code, {})
    said = entry.get("parts", {})
    return {
        "label": _(item.label),
        "entry": entry,
        "parts": [(_(label), said.get(part, "")) for part, label in item.parts.items()],
        "files": _files(found, item.code),
        "lacking": is_open,
    }


def _files(found: Referral, code: str) -> list[tuple[str, str]]:
    mine = [one for one in found.attachments if one["item"] == code]
    return [(one["name"], reverse("core:file", kwargs={"token": one["file"]})) for one in mine]


def _changed(_request: HttpRequest, found: Referral) -> Mapping[str, Any] | None:
    """Against the last reply's terms, else against what was submitted."""
    present = selectors.frozen_terms(found.proposal)
    names = changed(found.frozen, present) if found.frozen else ()
    if not names:
        return None
    return {"rows": [(_label(name), f"{found.frozen[name]} → {present.get(name)}") for name in names]}


def _label(name: str) -> str:
    return label_of(name) if hasattr(Proposal, name) else name


def _reply(request: HttpRequest, found: Referral) -> Mapping[str, Any] | None:
    made = documents_of(REFERRAL_KIND, found.pk, request.actor)  # type: ignore[attr-defined]
    return {"documents": made, "sha256": found.reply_sha256} if made else None


def on_proposal() -> Panel:
    """What a proposal's page shows of its report."""
    return Panel(
        key="referral",
        title=_("Report upward"),
        icon="arrow-up-right",
        template="underwriting/panels/referral_of.html",
        context=_of_proposal,
        permission="underwriting.view_referrals",
        rail=True,
    )


def _of_proposal(_request: HttpRequest, obj: Proposal) -> Mapping[str, Any] | None:
    found = selectors.latest_referral(obj)
    if found is None:
        return None
    state = found.lifecycle.state(found.state)
    return {"referral": found, "url": links.url_for(REFERRAL_KIND, found.pk), "state": state}
