"""What the panels of a policy show beside those of its proposal; everything is fetched here."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archives.public import documents_of
from core import links
from finance.public import entries_for
from underwriting.models import COMPULSORY, Policy, PolicyVersion
from underwriting.rules import lifecycle
from underwriting.rules.endorsement_life import MADE
from underwriting.selectors.cover import cover_in_force, policy_copy
from underwriting.selectors.endorsements import endorsements_of, entry_of, printed_endorsements
from underwriting.selectors.people_list import insured_on, named_list, roster_of
from underwriting.selectors.quality import ledger_due
from underwriting.selectors.reprints import signs_of
from underwriting.views.panels import Content, conditions_met, content_now, versions_of
from underwriting.views.sheets import policy_forms


def cover(request: HttpRequest, obj: Policy) -> Content:  # noqa: ARG001
    """What the policy covers today."""
    running = cover_in_force(obj.pk, timezone.now())
    found = running or policy_copy(obj.pk)
    limited = any(one.limit is not None and one.sum_insured is not None for one in found.coverages)
    as_of = _("As in force today") if running else _("Newest terms, endorsements to come included")
    return {"cover": found, "line": not obj.is_motor, "aggregate": limited, "as_of": as_of}


def policy_steps(request: HttpRequest, obj: Policy) -> Content:  # noqa: ARG001
    """How the premium came about at the issue; endorsements explain their own differences, so they are named here."""
    version = _as_issued(obj)
    if version is None or not version.steps:
        return None
    made = [one for one in reversed(endorsements_of(obj)) if one.state in MADE]
    return {
        "parts": [("", version.steps)],
        "since": [(one, reverse("underwriting:endorsement", args=[one.pk])) for one in made],
    }


def subject_of(obj: Policy) -> tuple[str, str]:
    """What a policy insures today, and what it insured at the issue where endorsements changed it (END-01)."""
    issued, entry = _as_issued(obj), entry_of(obj)
    content = content_now(obj)
    if entry is None or issued is None or content == issued.content:
        return obj.subject, ""
    today = entry.subject(content)
    return (today, obj.subject) if today != obj.subject else (obj.subject, "")


def _as_issued(policy: Policy) -> PolicyVersion | None:
    """The version with which the policy was issued."""
    return min(versions_of(policy), key=lambda one: one.number, default=None)


def documents(request: HttpRequest, obj: Policy) -> Content:
    """Documents kept with the policy."""
    parts = printed_endorsements(obj, request.actor)  # type: ignore[attr-defined]
    found = documents_of(lifecycle.POLICY_KIND, obj.pk, request.actor, parts)  # type: ignore[attr-defined]
    bundle = reverse("underwriting:policy_bundle", kwargs={"pk": obj.pk}) if found else ""
    forms = policy_forms(request, obj)
    return {"documents": found, "bundle": bundle, "printed": "" if obj.is_motor else obj.serial, "forms": forms}


def books(request: HttpRequest, obj: Policy) -> Content:
    """The ledger lines of the policy and of the premium it came from. What reinsurers get and give is shown to those
    who see reinsurance or the vouchers."""
    actor = request.actor  # type: ignore[attr-defined]
    due = ledger_due(obj) if obj.serial and not obj.is_motor else (lifecycle.SECTION_KIND, obj.section_id)
    found = [*entries_for(*due), *entries_for(lifecycle.POLICY_KIND, obj.pk)]
    allowed = actor.refusal_for("finance.view_vouchers") is None
    whole = allowed or actor.refusal_for("underwriting.view_reinsurance") is None
    lines = [line for line in found if whole or not line.ceded]
    return {"lines": [(line, links.url_for("finance.voucher", line.voucher_id) if allowed else "") for line in lines]}


def source(request: HttpRequest, obj: Policy) -> Content:  # noqa: ARG001
    """Where the policy comes from."""
    rows = [
        (_("Proposal"), obj.proposal.number, links.url_for(lifecycle.PROPOSAL_KIND, obj.proposal_id)),
        (_("Policyholder"), obj.holder_name, links.url_for("parties.party", obj.holder_id)),
        (_("Insured"), obj.insured_name, links.url_for("parties.party", obj.insured_id)),
        (_("Exclusions explained to"), obj.explained_to, ""),
        *_people_row(obj),
    ]
    met = obj.proposal.conditions_met if obj.line != COMPULSORY else None
    fulfilled = [(_("Conditions before cover fulfilled"), conditions_met(met), "")] if met else []
    return {"rows": [*rows, *((_("Compulsory sign"), told, "") for told in _signs(obj)), *fulfilled]}


def _people_row(obj: Policy) -> list[tuple[str, str, str]]:
    """The way to the insured persons of a group."""
    listed = named_list(obj)
    if listed is None:
        return []
    people = insured_on(listed, min(max(timezone.localdate(), obj.start_on), obj.end_on)).count()
    url = reverse("underwriting:insured_people", args=[obj.pk])
    return [(_(roster_of(obj).title), _("%(count)s persons") % {"count": people}, url)]


def _signs(obj: Policy) -> list[str]:
    """The valid sign of a compulsory policy first, then those that were made void or lost."""
    if obj.line != COMPULSORY:
        return []
    forms = signs_of(obj)
    valid = [form.serial for form in forms if form.valid] or [_("no valid sign")]
    return [*valid, *(f"{form.serial} · {form.label}" for form in forms if not form.valid)]
