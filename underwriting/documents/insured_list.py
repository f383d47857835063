"""The list of the insured persons of a group as of a day, and the certificate of one of them (END-01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone, translation

from archives.public import qr_svg, verification_address
from underwriting.documents.policy import COMPANY, cover_name
from underwriting.documents.policy_facts import PAPER_LANGUAGE
from underwriting.models import ListedPerson, Policy, PolicyVersion
from underwriting.rules.entry import ENTRIES
from underwriting.rules.entry.spec import rows_of
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.selectors.catalogue import product
from underwriting.selectors.content import value_of
from underwriting.selectors.people_list import roster_of

TOLD = frozenset({"tier", "plan", "sum_insured"})


def list_content(policy: Policy, people: Sequence[ListedPerson], on: date) -> dict[str, Any]:
    """Everything the list says; numbers of papers are shown in part."""
    roster, groups = roster_of(policy), _groups(policy, on)
    return {
        **_head(policy, on),
        "title": roster.paper,
        "sum_told": roster.sum_told,
        "closing": roster.closing,
        "rows": [
            (
                n,
                row.name,
                row.id_masked,
                *groups.get(row.group, (str(row.group), "–")),
                row.texts.get("job", ""),
                row.since or policy.start_on,
            )
            for n, row in enumerate(people, start=1)
        ],
    }


def _groups(policy: Policy, on: date) -> dict[int, tuple[str, str]]:
    """Class of occupation and sum of each group on a day, by its place from 1; of a plan its name for both."""
    entry = ENTRIES[product(policy.product, policy.start_on).module]
    columns = {field.name: field for field in entry.rows.columns} if entry.rows else {}
    rows = rows_of(_version_on(policy, on).content, entry.rows.name) if entry.rows else []
    found = {}
    with translation.override(PAPER_LANGUAGE):
        for place, row in enumerate(rows, start=1):
            told = {name: value_of(columns[name], row.get(name, "")) for name in TOLD & columns.keys()}
            plan = told.get("plan", "")
            found[place] = (told.get("tier") or plan or str(place), told.get("sum_insured") or plan or "–")
    return found


def certificate_of(policy: Policy, person: ListedPerson, on: date) -> dict[str, Any]:
    """What one person is told: the covers of the group, and from when that person is insured."""
    version = _version_on(policy, on)
    return {
        **_head(policy, on),
        "title": "保险凭证",
        "facts": [
            ("保险单号", policy.number),
            ("投保人", policy.holder_name),
            ("被保险人", person.name),
            ("证件号码", person.id_masked),
            ("组别", person.group),
            ("保障起止", f"自 {person.since or policy.start_on} 0时起至 {_last_day(policy, person)} 止"),
        ],
        "covers": [cover_name(cover) for cover in version.coverages],
    }


def _head(policy: Policy, on: date) -> dict[str, Any]:
    now = timezone.localtime()
    address = verification_address(POLICY_KIND, policy.pk, at=now)
    return {
        "number": policy.number,
        "company": COMPANY,
        "unit_name": policy.unit.name,
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": now,
        "holder": policy.holder_name,
        "product": policy.product_label,
        "on": on,
    }


def _version_on(policy: Policy, on: date) -> PolicyVersion:
    held = policy.versions.filter(superseded_at=None)
    found: PolicyVersion | None = held.filter(effective__contains=on).first() or held.order_by("-effective").first()
    if found is None:
        raise LookupError(policy.number)
    return found


def _last_day(policy: Policy, person: ListedPerson) -> str:
    return f"{person.until} 0时" if person.until else f"{policy.end_on} 24时"
