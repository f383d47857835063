"""A new licence, agreement or commission of an approved intermediary: a change of rules by four eyes (CUS-07, B-36)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.workflow.command import Command
from organisation.models import ControlChange, Unit
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, lines, propose_change
from parties.models import Intermediary
from parties.rules.intermediary import INTERMEDIARY_KINDS
from parties.rules.lifecycle import gettext_noop
from parties.selectors.intermediaries import terms_on
from parties.services.data import IntermediaryData, LineTerms
from parties.services.intermediary import renew_intermediary
from parties.services.intermediary_checks import check_papers, check_terms

KIND = "parties.intermediary_terms"
DAYS = ("licence_from", "licence_until", "agreement_from", "agreement_until")
LABELS = {
    "kind": gettext_noop("Kind"),
    "licence_number": gettext_noop("Licence number"),
    "licence_from": gettext_noop("Licence valid from"),
    "licence_until": gettext_noop("Licence valid until"),
    "agreement_number": gettext_noop("Agreement number"),
    "agreement_from": gettext_noop("Agreement from"),
    "agreement_until": gettext_noop("Agreement until"),
    "lines": gettext_noop("Remark"),
}


def propose_renewal(
    command: Command, *, intermediary_id: int, data: IntermediaryData, holds_from: date
) -> ControlChange:
    """Put new papers or terms forward; those of today hold until another person approves."""
    row = Intermediary.objects.select_related("party", "unit").get(pk=intermediary_id)
    check_papers(data)
    check_terms(data, row.unit, holds_from)
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=row.unit_id,
        subject=row.code,
        title=f"{row.code} {row.party.name}",
        proposal={"id": row.pk} | plain(data),
        effective_on=holds_from,
    )
    return propose_change(command, wanted=wanted)


def plain(data: IntermediaryData) -> dict[str, Any]:
    """Licence, agreement and terms as JSON keeps them."""
    days = {name: value.isoformat() if (value := getattr(data, name)) else "" for name in DAYS}
    texts = {name: str(getattr(data, name)) for name in LABELS if name not in DAYS}
    return texts | days | {"terms": _plain_terms(data.terms)}


def _plain_terms(terms: Sequence[Any]) -> list[list[str]]:
    return sorted(
        [t.line, f"{t.commission_rate:.4f}", "" if t.issuing_limit is None else f"{t.issuing_limit:.2f}"] for t in terms
    )


def _data(change: ControlChange) -> IntermediaryData:
    values = change.proposal
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in DAYS}
    texts = {name: values[name] for name in LABELS if name not in DAYS}
    terms = tuple(
        LineTerms(line=line, commission_rate=Decimal(rate), issuing_limit=Decimal(limit) if limit else None)
        for line, rate, limit in values["terms"]
    )
    return IntermediaryData(party_id=0, terms=terms, **texts, **days)  # type: ignore[arg-type]


def _check(change: ControlChange, _today: date) -> None:
    if change.effective_on is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    data = _data(change)
    check_papers(data)
    check_terms(data, Unit.objects.get(pk=change.unit_id), change.effective_on)


def _current(change: ControlChange) -> dict[str, Any]:
    row = Intermediary.objects.get(pk=change.proposal["id"])
    days = {name: value.isoformat() if (value := getattr(row, name)) else "" for name in DAYS}
    texts = {name: str(getattr(row, name)) for name in LABELS if name not in DAYS}
    on = change.effective_on or row.agreement_from
    return texts | days | {"terms": _plain_terms(terms_on(row.pk, on) or terms_on(row.pk, row.agreement_until))}


def _apply(change: ControlChange, command: Command) -> None:
    holds_from = change.effective_on or date.max
    renew_intermediary(change.proposal["id"], command.then("renew"), data=_data(change), holds_from=holds_from)


def _describe(change: ControlChange) -> list[Difference]:
    old, new = change.before, change.proposal
    papers = [Difference(_(label), _shown(name, old), _shown(name, new)) for name, label in LABELS.items()]
    before, after = _by_line(old), _by_line(new)
    known = lines()
    return papers + [
        Difference(_(known.get(line, line)), before.get(line, ""), after.get(line, ""))
        for line in sorted({*before, *after})
    ]


def _shown(name: str, values: dict[str, Any]) -> str:
    value = values.get(name, "")
    return _(INTERMEDIARY_KINDS[value]) if name == "kind" and value else value


def _by_line(values: dict[str, Any]) -> dict[str, str]:
    return {line: _sentence(rate, limit) for line, rate, limit in values.get("terms", ())}


def _sentence(rate: str, limit: str) -> str:
    commission = _("commission %(rate)s%%") % {"rate": f"{Decimal(rate) * 100:.2f}"}
    if not limit:
        return commission
    up_to = _("issues up to %(limit)s") % {"limit": f"{Decimal(limit):,.2f}"}
    return _(", ").join((commission, up_to))


def _affected(change: ControlChange) -> list[Affected]:
    row = Intermediary.objects.select_related("party").get(pk=change.proposal["id"])
    return [Affected(f"{row.code} {row.party.name}")]


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Agreement with an intermediary"),
    propose="parties.register_intermediary",
    approve="parties.decide_intermediary",
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    affected=_affected,
    icon="id-badge",
    queue="parties.intermediary_decision",
)
