"""What the panels of reports and claims show; everything is fetched here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archives.public import documents_of as papers_of
from claims.forms.claims import COVERAGE_LABELS
from claims.models import Claim, LossItem, LossReport, ReportCover, SurveyTask
from claims.rules import claim_lifecycle, lifecycle
from claims.rules.dispatch_note import ROUTES
from claims.rules.words import gettext_noop as noop
from claims.selectors import claims as selectors
from claims.selectors.approval import two_needed
from claims.selectors.contacts import contacts_of, notices_of
from claims.selectors.cover import earlier_claims
from claims.selectors.reports import covers_of
from core import links
from core.templatetags.ui import money, state_of
from finance.public import PaymentAttempt, entries_for, payables_of, payment_attempts
from organisation.public import post_name

Content = Mapping[str, Any] | None
OUTCOMES = {
    "first": noop("First approval"),
    "approved": noop("Claim approval given"),
    "withdrawn": noop("Approval taken back"),
    "returned": noop("Returned"),
    "escalated": noop("Reported upward"),
}


def accident(request: HttpRequest, obj: LossReport) -> Content:  # noqa: ARG001 - panels share one shape
    """What was told."""
    rows = [
        (_("Cause"), obj.get_cause_display()),
        (_("Place of loss"), obj.place),
        (_("Area of"), obj.unit.label),
        (_("Driver"), obj.driver_name or "—"),
        (_("Other vehicles"), obj.third_vehicles),
        (_("Injured persons"), obj.injured),
        (_("Police called"), _("yes") if obj.police else _("no")),
        (_("Taken by"), obj.handler_name),
    ]
    return {"rows": rows, "course": obj.course, "remarks": obj.remarks}


def accident_of_claim(request: HttpRequest, obj: Claim) -> Content:
    return accident(request, obj.report)


def covers(request: HttpRequest, obj: LossReport) -> Content:  # noqa: ARG001
    """Policies of the report with the verdicts on cover at the time of loss."""
    found = covers_of(obj)
    counts = earlier_claims([cover.policy_id for cover in found])
    return {"covers": [_cover(cover, counts[cover.policy_id]) for cover in found]}


def _cover(cover: ReportCover, claims: int) -> dict[str, Any]:
    url = links.url_for("underwriting.policy", cover.policy_id)
    return {"cover": cover, "url": url, "claims": claims, "verdicts": cover.verdicts}


def hints(request: HttpRequest, obj: LossReport) -> Content:  # noqa: ARG001
    """Reports that look like this one."""
    if not obj.duplicate_hints:
        return None
    return {"hints": [(h, reverse("claims:report", kwargs={"pk": h["id"]})) for h in obj.duplicate_hints]}


def survey(request: HttpRequest, obj: Any) -> Content:  # noqa: ARG001
    """Tasks of the case with facts and photos."""
    report_id = obj.pk if isinstance(obj, LossReport) else obj.report_id
    rows = []
    for task in selectors.tasks_of(report_id):
        photos = [(photo, reverse("core:file", kwargs={"token": photo.file.token})) for photo in task.photos.all()]
        rows.append((task, state_of(lifecycle.TASK, task.state), photos))
    return {"tasks": rows} if rows else None


BARRIERS = {
    "speciality": noop("other speciality"),
    "refused": noop("refused or did not accept"),
    "load": noop("hands full"),
}


def weighed(request: HttpRequest, obj: SurveyTask) -> Content:  # noqa: ARG001
    """Who could have gone, and why the one who goes was chosen."""
    if not obj.weighed:
        return None
    return {"rows": [(one, *_verdict(one, obj.surveyor_id)) for one in obj.weighed], "note": obj.why_sent}


def _verdict(one: Mapping[str, Any], chosen: int | None) -> tuple[str, str]:
    if one["staff"] == chosen:
        return _("goes"), "good"
    barrier = str(one["barrier"])
    if barrier:
        return _(BARRIERS[barrier]), "bad"
    return (_("possible"), "neutral") if one["usual"] else (_("another desk"), "neutral")


def items(request: HttpRequest, obj: Any) -> Content:  # noqa: ARG001
    """Objects of loss with parts, labour and residual."""
    report_id = obj.pk if isinstance(obj, LossReport) else obj.report_id
    found = selectors.items_of(report_id)
    if not found:
        return None
    rows = [(i, reverse("claims:item", kwargs={"pk": i.pk}), state_of(lifecycle.ITEM, i.state)) for i in found]
    live = [i for i in found if i.state != lifecycle.REMOVED]
    return {"items": rows, "total": sum(i.assessed for i in live), "net": sum(i.net for i in live)}


def item_lines(request: HttpRequest, obj: LossItem) -> Content:  # noqa: ARG001
    return {"item": obj}


def contacts(request: HttpRequest, obj: LossReport) -> Content:  # noqa: ARG001
    """Every call about the report, and what was sent to the caller."""
    found, sent = contacts_of(obj), notices_of(obj)
    return {"contacts": found, "notices": sent} if found or sent else None


def merged(request: HttpRequest, obj: LossReport) -> Content:  # noqa: ARG001
    """The major event, and the other reports of the same accident."""
    rows: list[tuple[str, str, Any]] = []
    if obj.merged_into:
        rows.append((_("Merged into"), "claims:report", obj.merged_into))
    rows += [(_("Taken in"), "claims:report", one) for one in obj.merged.order_by("pk")]
    rows += [(_("Major event"), "claims:event", obj.event)] if obj.event else []
    shown = [(label, one.number, reverse(route, kwargs={"pk": one.pk})) for label, route, one in rows]
    return {"rows": shown} if shown else None


def claims_of_report(request: HttpRequest, obj: LossReport) -> Content:  # noqa: ARG001
    found = selectors.claims_of(obj)
    if not found:
        return None
    rows = [
        (claim, reverse("claims:claim", kwargs={"pk": claim.pk}), state_of(claim_lifecycle.CLAIM, claim.state))
        for claim in found
    ]
    return {"claims": rows}


def documents(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """The checklist."""
    found = selectors.documents_of(obj)
    return {"documents": found, "missing": sum(1 for one in found if one.received_at is None), "claim": obj}


def _signed(rows: Sequence[Any]) -> Sequence[Any]:
    """Who did it with the name of the post instead of its code, for the page only."""
    for row in rows:
        name, _dot, post = row.by.rpartition(" · ")
        row.by = f"{name} · {post_name(post)}" if name and not post.startswith("system:") else name or row.by
    return rows


def reserves(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """Every change of the reserve with its reason."""
    rows = [
        (entry, COVERAGE_LABELS.get(entry.coverage, entry.coverage))
        for entry in _signed(selectors.reserve_history(obj))
    ]
    return {"rows": rows, "total": obj.reserve}


def calculation(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """The last sheet step by step, and earlier versions."""
    sheets = _signed(selectors.sheets_of(obj))
    if not sheets:
        return None
    last = sheets[0]
    amounts = [(COVERAGE_LABELS.get(code, code), amount) for code, amount in last.by_coverage.items()]
    return {"sheet": last, "steps": last.steps, "amounts": amounts, "earlier": sheets[1:], "recover": last.recover}


def opinions(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """Who decided what, the oldest first (PAY-02)."""
    found = [(one, _(OUTCOMES[one.outcome])) for one in _signed(selectors.opinions_of(obj))]
    waiting = obj.state in claim_lifecycle.DECIDING and two_needed(obj, timezone.localdate())
    return {"opinions": found, "second": waiting, "first": obj.first_approver} if found or waiting else None


def payment(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """What is owed and paid."""
    found = payables_of(claim_lifecycle.CLAIM_KIND, obj.pk)
    if not found:
        return None
    attempts = payment_attempts(claim_lifecycle.CLAIM_KIND, obj.pk)
    rows = [(one, links.url_for("finance.payment_order", one.id)) for one in attempts]
    payees = list(obj.payees.all())
    return {"attempts": rows, "trouble": _trouble(attempts), "owed": obj.payable - obj.paid, "payees": payees}


def payment_trouble(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """Why a claim that should be paid is not, on the claim's first page."""
    if obj.state != claim_lifecycle.PAYABLE:
        return None
    trouble = _trouble(payment_attempts(claim_lifecycle.CLAIM_KIND, obj.pk))
    return {"trouble": trouble} if trouble else None


def _trouble(attempts: Sequence[PaymentAttempt]) -> list[PaymentAttempt]:
    """The last attempts of those payables that the bank or finance sent back."""
    last = {one.payable_id: one for one in attempts}
    return [one for one in last.values() if one.failed]


def books(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """What the books hold about the claim; each line leads to its voucher."""
    return {"lines": entries_for(claim_lifecycle.CLAIM_KIND, obj.pk)}


def papers(request: HttpRequest, obj: Any) -> Content:
    """Documents made by the product."""
    actor = request.actor  # type: ignore[attr-defined]
    return {"documents": papers_of(obj.lifecycle.kind, obj.pk, actor)}


def desks(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """Who does which step, and by which rule (AUT-15 … AUT-20)."""
    rows = [
        (_("Calculated by"), obj.adjusting_unit.label),
        (_("Approved by"), obj.approving_unit.label),
        (_("Above that"), obj.centre.label),
        (_("Routed by"), _(ROUTES.get(obj.route_basis, obj.route_basis))),
    ]
    return {"rows": [(label, value, "") for label, value in rows]}


def links_of(request: HttpRequest, obj: Claim) -> Content:  # noqa: ARG001
    """Report, policy and customer of the claim."""
    rows = [
        (_("Report"), obj.report.number, reverse("claims:report", kwargs={"pk": obj.report_id})),
        (_("Policy"), obj.policy_number, links.url_for("underwriting.policy", obj.policy_id)),
        (_("Insured"), obj.insured_name, links.url_for("parties.party", obj.insured_id)),
        (_("Reserve"), money(obj.reserve), ""),
    ]
    return {"rows": rows}
