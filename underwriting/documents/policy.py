"""The policy and the compulsory sign as documents, with the QR code to public verification (ISS-05)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation
from django.utils.timezone import localdate

from archives.public import (
    DocumentFact,
    DocumentRef,
    StandingPages,
    produce,
    qr_svg,
    verification_address,
)
from core.workflow.command import Command
from underwriting.documents.coinsurers import table_on_policy
from underwriting.documents.policy_facts import PAPER_LANGUAGE, facts_of, limits_of
from underwriting.models import COMPULSORY, ClauseVersion, Policy, PolicyVersion, Proposal
from underwriting.rules.lifecycle import POLICY_KIND
from underwriting.rules.lines import LINE_TITLES
from underwriting.selectors.catalogue import clauses_of as clause_rows
from underwriting.selectors.catalogue import product
from underwriting.selectors.content import shown
from underwriting.selectors.cover import NAMES, name_of
from underwriting.selectors.kept import kept_until

POLICY_DOCUMENT, SIGN_DOCUMENT = "policy", "compulsory_sign"
TEMPLATES = {"certificate": "documents/insured_list.html"}
CLAUSES = Path(__file__).parents[1] / "data" / "clauses.yaml"
COMPANY = "演示财产保险股份有限公司"


@cache
def clauses_of(line: str) -> dict[str, Any]:
    """The clause text of a product: version, title, sections; exclusions are marked."""
    found: dict[str, Any] = yaml.safe_load(CLAUSES.read_text(encoding="utf-8"))[line]
    return found


def make_documents(policy: Policy, command: Command) -> list[DocumentRef]:
    """Make and keep the policy, and the sign of a compulsory policy."""
    content = content_of(policy, policy.versions.get(number=1), command)
    made = [keep_paper(command.then("policy"), policy, POLICY_DOCUMENT, content)]
    if policy.line == COMPULSORY:
        made.append(keep_paper(command.then("sign"), policy, SIGN_DOCUMENT, content))
    return made


def version_of_today(policy: Policy, today: date) -> PolicyVersion:
    """The terms of today; before the first day those it begins with, after the last those it ended with."""
    day = min(max(today, policy.start_on), policy.end_on)
    current = policy.versions.filter(superseded_at=None)
    return current.filter(effective__contains=day).first() or current.order_by("-effective")[0]


def premium_of(version: PolicyVersion) -> Decimal:
    """What its covers cost for the period that was agreed."""
    return sum((Decimal(str(cover["premium"])) for cover in version.coverages), Decimal(0))


def keep_paper(command: Command, policy: Policy, kind: str, content: dict[str, Any]) -> DocumentRef:
    """Make a paper of a policy and keep it with the policy, sealed."""
    fact = DocumentFact(
        kind=kind,
        title="交强险标志" if kind == SIGN_DOCUMENT else content["title"],
        subject_kind=POLICY_KIND,
        subject_id=policy.pk,
        subject_number=policy.number,
        retain_until=kept_until(policy, localdate(command.at)),
    )
    standing = _standing(policy) if kind == POLICY_DOCUMENT else []
    return produce(
        command,
        fact,
        template=TEMPLATES.get(kind, f"documents/{kind}.html"),
        context=content,
        standing=standing,
        signed=True,
    )


def _standing(policy: Policy) -> list[StandingPages]:
    """The clauses in the versions that hold on the first day of cover."""
    if policy.is_motor:
        return [_clauses(policy.line)]
    fact = product(policy.product, policy.start_on)
    return [_clause_pages(row) for row in clause_rows(fact, policy.start_on) if not row.rider or _chosen(policy, row)]


def _chosen(policy: Policy, row: ClauseVersion) -> bool:
    return row.code in policy.proposal.content.get("riders", ())


def _clause_pages(row: ClauseVersion) -> StandingPages:
    title = row.title.get("zh", row.code)
    context = {"title": title, "sections": row.sections, "number": row.version, "company": COMPANY}
    return StandingPages(template="documents/clauses.html", edition=row.version, context=context)


def _clauses(line: str) -> StandingPages:
    text = clauses_of(line)
    return StandingPages(
        template="documents/clauses.html",
        edition=text["version"],
        context={"title": text["title"], "sections": text["sections"], "number": text["version"], "company": COMPANY},
    )


def content_of(policy: Policy, version: PolicyVersion, command: Command) -> dict[str, Any]:
    """Everything the printed policy says."""
    address = verification_address(POLICY_KIND, policy.pk, at=command.at)
    premium = premium_of(version)
    return {
        "title": _title(policy),
        "number": policy.number,
        "company": COMPANY,
        "unit_name": policy.unit.name,
        "verification_address": address,
        "qr": qr_svg(address),
        "printed_at": command.at,
        "facts": facts_of(policy, version),
        "limits": limits_of(policy),
        "rows": [_row(cover) for cover in version.coverages],
        "premium": f"{premium:,.2f}",
        "vehicle_tax": f"{policy.vehicle_tax:,.2f}" if policy.vehicle_tax else "",
        "total": f"{premium + policy.vehicle_tax:,.2f}",
        "special_terms": version.special_terms,
        "coinsurers": table_on_policy(policy, version, premium),
        "serial": policy.serial,
        "heading": "投保人与被保险机动车" if policy.is_motor else "投保人与保险标的",
        "content": _content(policy, version),
        "plate": policy.shown_plate,
        "start_on": policy.start_on,
        "end_on": policy.end_on,
    }


def _content(policy: Policy, version: PolicyVersion) -> Any:
    """What is insured, item by item, for every line but motor."""
    if policy.is_motor:
        return None
    with translation.override(PAPER_LANGUAGE):
        return shown(policy.product, policy.start_on, version.content, priced=False)


def cover_name(cover: dict[str, Any]) -> str:
    """A cover as the papers call it."""
    if cover["code"] in NAMES:
        return NAMES[cover["code"]]
    with translation.override(PAPER_LANGUAGE):
        return cover.get("title") or name_of(cover["code"])


def _title(policy: Policy) -> str:
    if policy.line == COMPULSORY:
        return NAMES["MCI"] + "单"
    return "机动车商业保险单" if policy.is_motor else f"{product_title(policy)}单"


def product_title(obj: Policy | Proposal) -> str:
    """The product as papers head it: …保险."""
    title = obj.product_name or LINE_TITLES[obj.line]
    return title if title.endswith("保险") else f"{title}保险"


def seats_told(limit: Decimal, seats: int) -> str:
    """A limit of a seat, and how many seats have it."""
    return f"{limit:,.2f}／座 × {seats} 座"


def _row(cover: dict[str, Any]) -> tuple[str, str, str]:
    amount = cover.get("sum_insured") or cover.get("limit")
    told = f"{Decimal(amount):,.2f}" if amount else "按事故发生时的法定责任限额"
    if cover.get("seats"):
        told = seats_told(Decimal(amount or 0), int(cover["seats"]))
    return cover_name(cover), told, f"{Decimal(cover['premium']):,.2f}"
