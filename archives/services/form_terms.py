"""Terms of a kind of form, changed by four eyes for a day to come (domain 8.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from archives.models import FormLot, FormTerms, FormType
from archives.rules.form_places import Standing
from archives.rules.words import gettext_noop
from core.workflow.command import Command
from organisation.models import ControlChange, Unit
from organisation.public import Affected, ChangeKind, ChangeRefused, ChangeWanted, Difference, propose_change

KIND = "archives.form_terms"
FIELDS = (
    "shelf_months",
    "minimum_days",
    "lead_days",
    "maximum_days",
    "holding_days",
    "explain_days",
    "settle_days",
    "least_held",
)


def propose_terms(command: Command, *, code: str, values: Mapping[str, int], effective_on: date) -> ControlChange:
    """Ask for new terms of a kind; the reason of the command is kept with it."""
    kind = FormType.objects.get(code=code)
    branch_id = Unit.objects.values_list("branch_id", flat=True).get(pk=command.actor.unit_id)
    wanted = ChangeWanted(
        kind=KIND,
        unit_id=branch_id or command.actor.unit_id,
        subject=code,
        title=f"{_('Terms of a form')} · {kind}",
        proposal={"code": code, "values": {name: int(values[name]) for name in FIELDS}},
        effective_on=effective_on,
    )
    return propose_change(command, wanted=wanted)


def _held(change: ControlChange) -> FormTerms | None:
    rows = FormTerms.objects.filter(form_type__code=change.proposal["code"])
    return rows.filter(effective__contains=_day(change)).first()


def _day(change: ControlChange) -> date:
    if change.effective_on is None:
        raise ChangeRefused(_("Say from which day."), field="effective_on")
    return change.effective_on


def _check(change: ControlChange, _today: date) -> None:
    values = change.proposal["values"]
    for name in FIELDS:
        if values[name] < 0:
            raise ChangeRefused(_("Not below zero."), field=name)
    if values["maximum_days"] <= values["minimum_days"] + values["lead_days"]:
        raise ChangeRefused(
            _("The most in store is more than what is always there and on its way."), field="maximum_days"
        )
    later = FormTerms.objects.filter(form_type__code=change.proposal["code"], effective__startswith__gte=_day(change))
    if later.exists():
        raise ChangeRefused(
            _("A version from that day or later is released already. Choose a later day."), field="effective_on"
        )


def _current(change: ControlChange) -> dict[str, Any]:
    held = _held(change)
    return {name: getattr(held, name) for name in FIELDS} if held else {}


def _apply(change: ControlChange, command: Command) -> None:
    held, day = _held(change), _day(change)
    if held is not None:
        held.effective = DateRange(held.effective.lower, day)
        held.save(update_fields=["effective"])
    FormTerms.objects.create(
        form_type=FormType.objects.get(code=change.proposal["code"]),
        effective=DateRange(day, None),
        change_number=change.number,
        **change.proposal["values"],
    )


def _describe(change: ControlChange) -> Sequence[Difference]:
    labels = {name: label_of(name) for name in FIELDS}
    values = change.proposal["values"]
    return [Difference(labels[name], str(change.before.get(name, "")), str(values[name])) for name in FIELDS]


def label_of(name: str) -> str:
    """What a term is called."""
    return str(getattr(FormTerms._meta.get_field(name), "verbose_name", name))


def _affected(change: ControlChange) -> Sequence[Affected]:
    held = FormLot.objects.filter(form_type__code=change.proposal["code"], standing=Standing.WITH_USER)
    return (Affected(_("People who hold such forms"), str(held.values("holder_id").distinct().count())),)


CHANGE = ChangeKind(
    kind=KIND,
    label=gettext_noop("Terms of a form"),
    propose="archives.propose_form_terms",
    approve="archives.approve_form_terms",
    check=_check,
    current=_current,
    apply=_apply,
    describe=_describe,
    affected=_affected,
    icon="file-certificate",
    queue="archives.form_terms",
)
