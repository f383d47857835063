"""The only code that changes the state of a business object.

``@creation`` and ``@transition`` turn a function that *applies* a change into a command that may be *sent*. In one
database transaction: receipt, row lock, permission and scope, segregation of duties, authority, freshness, state, the
change, the new state and version, the act on the case, the audit entry, the work items. Refusals change nothing and are
written down after the roll-back.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache, wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from django.db import DatabaseError, connection
from django.db import transaction as database
from django.utils.translation import gettext as _

from core import audit, work
from core.models import AuditEntry, CaseAct, Receipt, Stateful
from core.workflow import denials
from core.workflow.command import Actor, Basis, Command
from core.workflow.denials import Denial
from core.workflow.refusals import (
    AboveAuthority,
    Busy,
    CommandReused,
    Forbidden,
    Hidden,
    NotPossible,
    Refusal,
    RuleRefusal,
    SegregationConflict,
    Stale,
)
from core.workflow.spec import Creation, Reason, Transition

M = TypeVar("M", bound=Stateful)
P = ParamSpec("P")
Measures = Callable[[Any], Mapping[str, Decimal]]
Segregated = Callable[[str], Refusal | None]

LOCK_TIMEOUT = "3s"
_depth: ContextVar[int] = ContextVar("engine_depth", default=0)
_measures: dict[str, Measures] = {}


class ReasonMissing(RuleRefusal):
    """The transition records why it is done, and no reason was given."""

    code = "reason_missing"


def transition(
    model: type[M], spec: Transition, *, measures: Measures | None = None
) -> Callable[[Callable[Concatenate[M, Command, P], str | None]], Callable[Concatenate[int, Command, P], M]]:
    """Turn ``apply(obj, command, **inputs)`` into ``send(pk, command, **inputs) -> obj``.

    ``apply`` changes fields only and returns one of ``spec.alternatives`` or None for ``spec.target``. ``measures``
    yields the amounts that authority is asked for, computed from the locked row.
    """
    if measures is not None:
        _measures[spec.name] = measures

    def decorate(apply: Callable[Concatenate[M, Command, P], str | None]) -> Callable[Concatenate[int, Command, P], M]:
        @wraps(apply)
        def send(pk: int, command: Command, /, *args: P.args, **inputs: P.kwargs) -> M:
            subject = (model.lifecycle.kind, pk, "")
            with sent(command, spec.name, subject):
                if not _first_time(command, spec.name, subject, inputs):
                    return model._default_manager.get(pk=pk)
                obj = _locked(model, pk)
                own = obj.act(spec)
                basis = checked(obj, command, own)
                before, values = obj.state, obj.audit_values()
                chosen = apply(obj, command, *args, **inputs)
                arrive(obj, command, own, chosen)
                obj.save()
                _write_down(obj, command, own, basis, (before, values))
                if obj.state != before:
                    work.follow(obj, before, command)
                else:
                    work.refresh(obj, command)
                return obj

        return send

    return decorate


def creation(
    model: type[M], spec: Creation, *, measures: Measures | None = None
) -> Callable[[Callable[Concatenate[Command, P], M]], Callable[Concatenate[Command, P], M]]:
    """Turn ``build(command, **inputs) -> unsaved object`` into a command that creates it exactly once."""

    def decorate(build: Callable[Concatenate[Command, P], M]) -> Callable[Concatenate[Command, P], M]:
        @wraps(build)
        def send(command: Command, /, *args: P.args, **inputs: P.kwargs) -> M:
            with sent(command, spec.name, (model.lifecycle.kind, None, "")):
                if not _first_time(command, spec.name, (model.lifecycle.kind, None, ""), inputs):
                    return model._default_manager.get(pk=Receipt.objects.get(key=command.key).subject_id)
                _raise(command.actor.refusal_for(spec.permission))
                obj = build(command, *args, **inputs)
                obj.state, obj.version = spec.target, 1
                obj.created_at = obj.updated_at = command.at
                own = obj.act(spec)
                _raise(command.actor.refusal_for(own.permission, obj))
                basis = _authority(obj, command, own.operation, measures)
                obj.save(force_insert=True)
                Receipt.objects.filter(key=command.key).update(subject_id=obj.pk)
                _write_down(obj, command, own, basis, None)
                work.follow(obj, None, command)
                return obj

        return send

    return decorate


# -- steps ------------------------------------------------------------------------------------------------------------


@contextmanager
def sent(command: Command, name: str, subject: tuple[str, int | None, str]) -> Iterator[None]:
    """One transaction for the outermost command; nested commands join it. A refusal is audited after the roll-back."""
    depth = _depth.get()
    depth_token = _depth.set(depth + 1)
    stream_token = audit.audit_stream.set(audit.current_stream(command))
    try:
        with _database_refusals(), database.atomic():
            if depth == 0:
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = %s", [LOCK_TIMEOUT])
            yield
    except Refusal as refusal:
        if depth == 0 and not isinstance(refusal, Busy):
            denials.write(refusal, Denial(command, name, subject))
        raise
    finally:
        audit.audit_stream.reset(stream_token)
        _depth.reset(depth_token)


@contextmanager
def _database_refusals() -> Iterator[None]:
    """What the database refuses is an answer too: locks, and the triggers behind segregation and authority."""
    try:
        yield
    except DatabaseError as error:
        code = getattr(error.__cause__, "pgcode", None)
        text = str(error.__cause__ or error)
        if code in {"55P03", "40P01"}:
            raise Busy(_("Somebody else is working on this right now. Try again in a moment.")) from error
        if code == "40001":
            raise Stale(_("The data changed meanwhile. Load the page again.")) from error
        if code == "42501" and "segregation" in text:
            raise SegregationConflict(_("You did an incompatible act on this case before.")) from error
        if code == "42501" and "authority" in text:
            raise AboveAuthority(_("This is above your authority.")) from error
        raise


def _first_time(command: Command, name: str, subject: tuple[str, int | None, str], inputs: Mapping[str, Any]) -> bool:
    """Keep the receipt. False when the same command was carried out before; a repeat waits for a running one."""
    digest = digest_of(command, name, subject, inputs)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_receipt (key, name, subject_kind, subject_id, digest, created_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING",
            [command.key, name, subject[0], subject[1], digest, command.at],
        )
        if cursor.rowcount == 1:
            return True
    if Receipt.objects.get(key=command.key).digest != digest:
        raise CommandReused(_("This request was already sent with different content. Load the page again."))
    return False


def digest_of(command: Command, name: str, subject: tuple[str, int | None, str], inputs: Mapping[str, Any]) -> str:
    actor = command.actor
    content = [name, subject[:2], actor.staff_id, actor.assignment_id, actor.post, command.reason, inputs]
    return hashlib.sha256(json.dumps(content, default=_as_json, sort_keys=True).encode()).hexdigest()


def _as_json(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return str(value)


def _locked(model: type[M], pk: int) -> M:
    try:
        rows = model._default_manager.select_for_update(of=("self",), no_key=True)
        return (rows.select_related(*model.locked_with) if model.locked_with else rows).get(pk=pk)
    except model.DoesNotExist:
        raise Hidden(_("Not found.")) from None


def checked(obj: Stateful, command: Command, spec: Transition) -> Basis:
    """Permission and scope, segregation, the person, authority, freshness, state, reason – in this order."""
    actor = command.actor
    _raise(actor.refusal_for(spec.permission, obj))
    if spec.duty:
        _raise(actor.segregation_refusal(spec.duty, obj.case()))
    _raise(obj.personal_refusal(actor, spec))
    basis = _authority(obj, command, spec.operation, _measures.get(spec.name))
    _raise(_freshness_refusal(obj, command, spec))
    _raise(_state_refusal(obj, spec))
    if spec.reason is Reason.REQUIRED and not command.reason.strip():
        raise ReasonMissing(_("Say why: the reason is kept with the case."), field="reason")
    return basis


def _freshness_refusal(obj: Stateful, command: Command, spec: Transition) -> Refusal | None:
    if command.version is None or command.version == obj.version or not spec.needs_version:
        return None
    return Stale(
        _("Somebody changed this after you opened the page. Compare and decide again."),
        details={"value": command.version, "limit": obj.version, "kind": obj.lifecycle.kind, "pk": obj.pk},
    )


def _state_refusal(obj: Stateful, spec: Transition) -> Refusal | None:
    if obj.state in spec.sources:
        return None
    state = obj.lifecycle.state(obj.state)
    return NotPossible(
        _("Not possible in the state “%(state)s”.") % {"state": _(state.label)},
        details={"state": obj.state, "sources": sorted(spec.sources)},
    )


def _authority(obj: Stateful, command: Command, operation: str, measures: Measures | None) -> Basis:
    if not operation:
        return Basis()
    return command.actor.authority_for(operation, obj, measures(obj) if measures else {})


def _raise(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal


def arrive(obj: Stateful, command: Command, spec: Transition, chosen: str | None) -> None:
    target = chosen or spec.target or obj.state
    if target not in spec.targets():
        raise ValueError(f"{spec.name} cannot lead to {target}")
    obj.state = target
    obj.version += 1
    obj.updated_at = command.at


def _write_down(
    obj: Stateful, command: Command, spec: Transition | Creation, basis: Basis, was: tuple[str, dict[str, Any]] | None
) -> None:
    if spec.duty:
        _record_act(obj, command, spec, basis)
    entry_of(obj, command, spec, basis, was).save(force_insert=True)


def entry_of(
    obj: Stateful, command: Command, spec: Transition | Creation, basis: Basis, was: tuple[str, dict[str, Any]] | None
) -> AuditEntry:
    """What the trail says of one change; ``was`` is the state before with the values before."""
    values = obj.audit_values()
    before_state, before = was or ("", {})
    changed = {key: value for key, value in values.items() if before.get(key) != value or key not in before}
    return audit.entry(
        command,
        spec.name,
        subject=(obj.lifecycle.kind, obj.pk, obj.audit_number()),
        states=(before_state, obj.state),
        before={key: before[key] for key in changed if key in before},
        after=changed,
        basis=basis.as_json() if spec.operation else None,
    )


def _record_act(obj: Stateful, command: Command, spec: Transition | Creation, basis: Basis) -> None:
    CaseAct.objects.create(
        subject_kind=obj.lifecycle.kind,
        subject_id=obj.pk,
        case_ref=obj.case(),
        duty=spec.duty,
        staff_id=command.actor.staff_id,
        assignment_id=command.actor.assignment_id,
        post=command.actor.post,
        unit_id=command.actor.unit_id,
        delegation_id=getattr(command.actor, "delegation_id", None),
        operation=spec.operation,
        line=obj.authority_subject().line if spec.operation else "",
        measure=basis.measure,
        amount=basis.amount,
        limit_amount=basis.limit,
        grant_id=basis.grant_id,
        transition=spec.name,
        at=command.at,
    )


# -- what is open to whom ---------------------------------------------------------------------------------------------


class Option(NamedTuple):
    """A transition that leaves the present state, with what stands against it for this actor (None = open)."""

    transition: Transition
    refusal: Refusal | None


def options_for(obj: Stateful, actor: Actor) -> list[Option]:
    """The buttons: from the same data that the services enforce."""
    leaving = [obj.act(spec) for spec in obj.lifecycle.leaving(obj.state)]
    segregated = cache(lambda duty: actor.segregation_refusal(duty, obj.case()))  # several steps are of one duty
    return [Option(spec, _standing_against(obj, actor, spec, segregated)) for spec in leaving]


def _standing_against(obj: Stateful, actor: Actor, spec: Transition, segregated: Segregated) -> Refusal | None:
    refusal = actor.refusal_for(spec.permission, obj)
    if refusal is None and spec.duty:
        refusal = segregated(spec.duty)
    if refusal is None:
        refusal = obj.personal_refusal(actor, spec)
    if refusal is None and spec.operation:
        measures = _measures.get(spec.name)
        try:
            actor.authority_for(spec.operation, obj, measures(obj) if measures else {})
        except Forbidden as above:
            refusal = above
    return refusal
