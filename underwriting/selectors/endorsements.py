"""Reading endorsements in the actor's scope, and their terms in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from archives.public import Parts
from core.models import AuditEntry
from core.templatetags.ui import money
from core.workflow.command import Actor
from core.workflow.refusals import Hidden
from organisation.public import ScopedActor
from underwriting.models import Endorsement, Policy
from underwriting.rules.compulsory_motor import CLASS_NAMES
from underwriting.rules.content_terms import BETWEEN, FACTORS, RIDERS
from underwriting.rules.endorsement_kinds import Kind
from underwriting.rules.endorsement_life import (
    ENDORSEMENT,
    ENDORSEMENT_DOCUMENT,
    ENDORSEMENT_KIND,
    ISSUE,
    ISSUE_TOGETHER,
    MADE,
)
from underwriting.rules.entry import ENTRIES, Field, LineEntry
from underwriting.rules.entry.choices import RIDER_WORDS
from underwriting.rules.lifecycle import IN_FORCE, ISSUED
from underwriting.rules.policy_terms import CONTENT, COVER, Conflict, Terms
from underwriting.rules.rating.factors import label_of
from underwriting.rules.vehicle_kind import SPECIAL_KINDS
from underwriting.rules.words import gettext_noop
from underwriting.selectors.catalogue import product
from underwriting.selectors.content import value_of
from underwriting.selectors.cover import name_of
from underwriting.selectors.policy_life import kinds_when_asked

ENTRY_LABELS = {
    "holder_name": gettext_noop("policyholder"),
    "insured_name": gettext_noop("insured"),
    "owner_name": gettext_noop("owner"),
    "address": gettext_noop("address"),
    "plate": gettext_noop("plate"),
    "engine_number": gettext_noop("engine number"),
    "vin": gettext_noop("VIN"),
    "model": gettext_noop("make and model"),
    "vehicle_class": gettext_noop("class of use"),
    "special_kind": gettext_noop("kind of the special vehicle"),
    "tonnes": gettext_noop("load (t)"),
    "transferred": gettext_noop("record of the old owner"),
    "seats": gettext_noop("seats"),
    "first_registered_on": gettext_noop("first registered"),
    "new_price": gettext_noop("new price"),
    "tractor_plate": gettext_noop("drawn by (plate)"),
    "list_note": gettext_noop("insured persons or items"),
    "special_terms": gettext_noop("special terms"),
    "end_on": gettext_noop("cover ends"),
}
FIGURE_LABELS = {
    "sum_insured": gettext_noop("sum insured"),
    "limit": gettext_noop("limit of indemnity"),
    "premium": gettext_noop("premium for the whole period"),
    "deductible_amount": gettext_noop("deductible"),
    "deductible_rate": gettext_noop("deductible share"),
    "title": gettext_noop("name of the cover"),
    "seats": gettext_noop("insured seats"),
}


WORDS: dict[str, dict[Any, str]] = {
    "vehicle_class": dict(CLASS_NAMES),
    "special_kind": {str(kind): label for kind, label in SPECIAL_KINDS},
    "transferred": {"1": gettext_noop("counts no more")},
}
ENDED = frozenset(state.value for state in ENDORSEMENT.states if state.final)
ISSUES = (ISSUE.name, ISSUE_TOGETHER.name)
PARTICULARS = ("plate", "vin", "engine_number")
INNER = (".rate", ".annual", ".title")
GROUPS = "groups"
KEYS = frozenset({"holder_id", "insured_id"})


class Difference(NamedTuple):
    """One line of old beside new."""

    label: str
    old: str
    new: str


def endorsements(actor: ScopedActor) -> QuerySet[Endorsement]:
    """Endorsements the actor may see."""
    return Endorsement.objects.visible_to(actor)


def endorsement_for(actor: ScopedActor, pk: int) -> Endorsement:
    """One endorsement; out of scope reads as not found."""
    found = endorsements(actor).select_related("unit", "policy__proposal", "policy__unit").filter(pk=pk).first()
    if found is None:
        raise Hidden(_("Not found."))
    return found


def sees_endorsement(actor: Actor, pk: int) -> bool:
    """Whether an endorsement, and with it its papers, may be seen."""
    model = Endorsement.objects.filter(pk=pk).first()
    return model is not None and actor.refusal_for("underwriting.view_endorsements", model) is None


def endorsements_of(policy: Policy) -> list[Endorsement]:
    """All endorsements of a policy, the newest first; asked once for a policy at hand."""
    known: list[Endorsement] | None = policy.__dict__.get("_endorsements_at_hand")
    if known is None:
        known = policy.__dict__["_endorsements_at_hand"] = list(policy.endorsements.order_by("-created_at", "-pk"))
    return known


def issues_of(policy: Policy) -> list[AuditEntry]:
    """The acts by which the endorsements of a policy were issued, one by one or together."""
    made = [one.pk for one in endorsements_of(policy) if one.state in MADE]
    acts = AuditEntry.objects.filter(subject_kind=ENDORSEMENT_KIND, subject_id__in=made, action__in=ISSUES)
    return list(acts.filter(outcome="done")) if made else []


def printed_endorsements(policy: Policy, actor: Any) -> Parts:
    """The endorsements that stand with the policy, for the list of its papers."""
    if actor.refusal_for("underwriting.view_endorsements", policy) is not None:
        return Parts(ENDORSEMENT_KIND, (), ENDORSEMENT_DOCUMENT)
    issued = policy.endorsements.filter(state__in=MADE).values_list("pk", flat=True)
    return Parts(ENDORSEMENT_KIND, list(issued), ENDORSEMENT_DOCUMENT)


def open_requests(policy: Policy) -> list[Endorsement]:
    """Requests for a change of the policy that are still on their way."""
    return list(policy.endorsements.exclude(state__in=ENDED).order_by("pk"))


def other_policies_of_vehicle(policy: Policy, vin: str = "") -> list[Policy]:
    """Policies of the same vehicle that run too: what it is used for, and by whom, is changed in each. ``vin`` is the
    number by which they know it where the policy has a new one."""
    if not policy.is_motor:
        return []
    running = Policy.objects.filter(vin=vin or policy.vin, state__in=(ISSUED, IN_FORCE))
    return list(running.exclude(pk=policy.pk).order_by("pk"))


def policies_left_behind(endorsement: Endorsement) -> list[Policy]:
    """Other running policies that go on naming the vehicle as it was: plate, VIN and engine number stand in each, and
    each is changed by an endorsement of its own (END-01). Before the new terms are entered: all of them."""
    if not _changes_particulars(endorsement):
        return []
    before, after = endorsement.before or {}, endorsement.changes or {}
    others = other_policies_of_vehicle(endorsement.policy, before.get("vin", ""))
    new = {name: after[name] for name in PARTICULARS if name in after}
    return [one for one in others if not after or any(getattr(one, name) != value for name, value in new.items())]


def _changes_particulars(endorsement: Endorsement) -> bool:
    if endorsement.changes:
        return any(name in endorsement.changes for name in PARTICULARS)
    rule = kinds_when_asked(endorsement.requested_on)[Kind(endorsement.kind)]
    return any(name in rule.entries_of(motor=endorsement.policy.is_motor) for name in PARTICULARS)


def by_text(text: str) -> Q:
    """Number of the request, of the endorsement, of the policy, or who asked."""
    plain = text.replace(" ", "").upper()
    found = Q(number__startswith=plain) | Q(printed_number__startswith=plain) | Q(policy__number__startswith=plain)
    return found | Q(requested_by__contains=text) if len(text) > 1 else found


def entry_of(policy: Policy) -> LineEntry | None:
    """How the line of a policy is entered; None for vehicles."""
    return None if policy.is_motor else ENTRIES[product(policy.product, policy.start_on).module]


def subject_label(subject: str, entry: LineEntry | None = None) -> str:
    """What stands or falls together, in the reader's language."""
    if subject.startswith(COVER):
        return path_label(f"{subject}.premium")
    if entry is not None and entry.rows is not None and subject == f"{CONTENT}{entry.rows.name}":
        return _(entry.rows.title)
    return path_label(subject, entry)


def path_label(path: str, entry: LineEntry | None = None, row: str = "") -> str:
    """An entry of a policy in the reader's language; ``row`` names the item or group it belongs to."""
    if path.startswith(CONTENT):
        return _content_label(path.split(".")[1:], entry, row)
    if not path.startswith(COVER):
        return _(ENTRY_LABELS.get(path, path))
    _start, code, name = path.split(".", 2)
    return f"{name_of(code)} · {_(FIGURE_LABELS.get(name, name))}"


def _content_label(parts: Sequence[str], entry: LineEntry | None, row: str) -> str:
    if parts[0] == FACTORS:
        return _(label_of(parts[-1]))
    if parts[0] == RIDERS:
        return _("Riders")
    field = _field_of(parts, entry)
    name = _(field.label) if field else parts[-1]
    return f"{row or _number_of(parts[0], parts[1])} · {name}" if len(parts) == 3 else name


def _number_of(rows: str, place: str) -> str:
    """A row without a name by its place: a group of persons is called one."""
    number = int(place) + 1
    return _("Group %(number)s") % {"number": number} if rows == GROUPS else f"#{number}"


def _field_of(parts: Sequence[str], entry: LineEntry | None) -> Field | None:
    if entry is None:
        return None
    known = entry.rows.columns if len(parts) == 3 and entry.rows else entry.fields
    return next((one for one in known if one.name == parts[-1]), None)


def _content_shown(path: str, value: str, entry: LineEntry | None) -> str:
    parts = path.split(".")[1:]
    if parts[0] == RIDERS:
        return _(", ").join(_(RIDER_WORDS.get(code, code)) for code in value.split(BETWEEN))
    field = _field_of(parts, entry)
    return value_of(field, value) if field else value


def shown(path: str, value: str, entry: LineEntry | None = None) -> str:
    """A value as people read it."""
    if not value:
        return "–"
    if path.startswith(CONTENT):
        return _content_shown(path, value, entry)
    if path in WORDS:
        return _(WORDS[path].get(value, value))
    if (path.startswith(COVER) and not path.endswith((".title", ".deductible_rate", ".seats"))) or path == "new_price":
        try:
            return str(money(Decimal(value)))
        except InvalidOperation:
            return value
    return value


def differences(before: Terms, after: Terms, entry: LineEntry | None = None) -> list[Difference]:
    """Old beside new, line by line. Of a cover its rate and premium of a year are left out: the steps show them."""
    return [
        Difference(
            path_label(path, entry, _row_name(path, before, after)),
            shown(path, before.get(path, ""), entry),
            shown(path, new, entry),
        )
        for path, new in after.items()
        if path not in KEYS and not (path.startswith(COVER) and path.endswith(INNER))
    ]


def _row_name(path: str, before: Terms, after: Terms) -> str:
    """The name of the item or machine a path belongs to."""
    name = f"{path.rsplit('.', 1)[0]}.name"
    return before.get(name, "") or after.get(name, "")


def conflict_rows(found: Iterable[Conflict | dict[str, Any]], entry: LineEntry | None = None) -> list[dict[str, Any]]:
    """What later endorsements say about the same, as a table shows it."""
    rows = []
    for one in found:
        values = {name: getattr(one, name) for name in Conflict.__slots__} if isinstance(one, Conflict) else dict(one)
        path = values["path"]
        rows.append(
            {
                "subject": values["subject"],
                "label": path_label(path, entry),
                "since": values["since"],
                "source": values["source"],
                "before": shown(path, values["before"], entry),
                "this": shown(path, values["this"], entry),
                "later": shown(path, values["later"], entry),
            }
        )
    return rows
