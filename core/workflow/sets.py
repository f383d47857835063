"""The engine for many objects at once: the same steps and the same rows as one by one, with one statement per table.

Only for transitions of the system: no duty, no authority, no queue left. What a single object would be refused is left
to the single path, which says why and writes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.db import connection

from core import audit, work
from core.copying import MANY, copy_in, store_many, undisturbed
from core.models import AuditEntry, Receipt, Stateful, WorkItem
from core.numbering import reserved_ids
from core.workflow.command import Basis, Command
from core.workflow.engine import arrive, checked, digest_of, entry_of, sent
from core.workflow.refusals import CommandReused, Refusal
from core.workflow.spec import Creation, Transition

M = TypeVar("M", bound=Stateful)
T = TypeVar("T")
Commands = Mapping[int, Command]


@dataclass(slots=True)
class Together:
    """What the commands of one set write at the end: the trail last, stream by stream."""

    entries: list[AuditEntry] = field(default_factory=list)
    items: list[WorkItem] = field(default_factory=list)

    def write(self) -> None:
        store_many(self.items)
        audit.record_all(self.entries)


def transition_set(
    model: type[M], spec: Transition
) -> Callable[[Callable[[Sequence[M], Commands, Together], Mapping[int, str | None]]], Callable[[Commands], list[M]]]:
    """Turn ``apply(objects, commands by id, together) -> state by id`` into ``send(commands by id) -> those changed``.

    Objects on which somebody else works, which were changed by the same command before, or which would be refused are
    left out. ``apply`` returns for each object one of ``spec.alternatives``, or None for ``spec.target``.
    """
    if spec.duty or spec.operation or any(model.lifecycle.state(source).queue for source in spec.sources):
        raise ValueError(f"{spec.name} needs a person, one object at a time")

    def decorate(
        apply: Callable[[Sequence[M], Commands, Together], Mapping[int, str | None]],
    ) -> Callable[[Commands], list[M]]:
        @wraps(apply)
        def send(commands: Commands) -> list[M]:
            if not commands:
                return []
            with _sent_together(commands, spec) as together:
                objects = _open_to(model, spec, commands)
                was = {obj.pk: (obj.state, obj.audit_values(), _stored(obj)) for obj in objects}
                chosen = apply(objects, commands, together)
                for obj in objects:
                    command, (before, values, _row) = commands[obj.pk], was[obj.pk]
                    arrive(obj, command, spec, chosen[obj.pk])
                    together.entries.append(entry_of(obj, command, spec, Basis(), (before, values)))
                    _wait(obj, command, together)
                _update(model, objects, {pk: row for pk, (_before, _values, row) in was.items()})
                return objects

        return send

    return decorate


def creation_set(
    model: type[M], spec: Creation, *, keyword: str
) -> Callable[
    [Callable[[Sequence[tuple[Command, T]]], list[M]]], Callable[[Sequence[tuple[Command, T]], Together], list[M]]
]:
    """Turn ``build([(command, input)]) -> unsaved objects`` into a step of a running set. ``keyword`` is the name under
    which the single creation takes its input, so that the receipts of both agree."""

    def decorate(
        build: Callable[[Sequence[tuple[Command, T]]], list[M]],
    ) -> Callable[[Sequence[tuple[Command, T]], Together], list[M]]:
        @wraps(build)
        def create(orders: Sequence[tuple[Command, T]], together: Together) -> list[M]:
            if not orders:
                return []
            objects = build(orders)
            for obj, (command, _input) in zip(objects, orders, strict=True):
                _refuse(command.actor.refusal_for(spec.permission, obj))
                obj.state, obj.version = spec.target, 1
                obj.created_at = obj.updated_at = command.at
            _store(model, objects)
            _keep_receipts_of(spec, keyword, list(zip(orders, objects, strict=True)))
            for obj, (command, _input) in zip(objects, orders, strict=True):
                together.entries.append(entry_of(obj, command, spec, Basis(), None))
                _wait(obj, command, together)
            return objects

        return create

    return decorate


# -- steps ------------------------------------------------------------------------------------------------------------


@contextmanager
def _sent_together(commands: Commands, spec: Transition) -> Iterator[Together]:
    """One transaction under the engine's care; each command writes to the stream of its own actor."""
    together = Together()
    first = next(iter(commands.values()))
    with undisturbed(), sent(first, spec.name, ("", None, "")):
        outer = audit.audit_stream.set(None)
        try:
            yield together
            together.write()
        finally:
            audit.audit_stream.reset(outer)


def _open_to(model: type[M], spec: Transition, commands: Commands) -> list[M]:
    """Keep the receipts, lock the rows, and let go what is not open to its command."""
    kind = model.lifecycle.kind
    ordered = sorted(commands.items())
    rows = [(c.key, spec.name, kind, pk, digest_of(c, spec.name, (kind, pk, ""), {}), c.at) for pk, c in ordered]
    new = _keep_receipts(rows)
    wanted = [pk for pk, command in commands.items() if command.key in new]
    locked = model._default_manager.select_for_update(of=("self",), no_key=True, skip_locked=True)
    objects = [obj for obj in locked.filter(pk__in=wanted).order_by("pk") if _is_open(obj, commands[obj.pk], spec)]
    taken = {commands[obj.pk].key for obj in objects}
    if left := new - taken:
        Receipt.objects.filter(key__in=left).delete()
    return objects


def _is_open(obj: Stateful, command: Command, spec: Transition) -> bool:
    try:
        checked(obj, command, spec)
    except Refusal:
        return False
    return True


def _keep_receipts(rows: Sequence[tuple[Any, ...]]) -> set[Any]:
    """The keys that came for the first time. A repeat waits for a running one, as in the single path."""
    places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_receipt (key, name, subject_kind, subject_id, digest, created_at) "  # noqa: S608
            f"VALUES {places} ON CONFLICT (key) DO NOTHING RETURNING key",
            [value for row in rows for value in row],
        )
        return {key for (key,) in cursor.fetchall()}


def _store(model: type[M], objects: list[M]) -> None:
    """What follows names them by their keys, so many are given theirs before they are copied in."""
    if len(objects) < MANY:
        model._default_manager.bulk_create(objects)
        return
    for obj, pk in zip(objects, reserved_ids(model, len(objects)), strict=True):
        obj.pk = pk
    copy_in(objects)


def _keep_receipts_of(spec: Creation, keyword: str, made: Sequence[tuple[tuple[Command, Any], Stateful]]) -> None:
    rows = []
    for (command, given), obj in made:
        kind = obj.lifecycle.kind
        digest = digest_of(command, spec.name, (kind, None, ""), {keyword: given})
        rows.append((command.key, spec.name, kind, obj.pk, digest, command.at))
    if len(_keep_receipts(rows)) != len(rows):
        raise CommandReused("A step of the set was done before; send the commands one by one.")


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal


def _wait(obj: Stateful, command: Command, together: Together) -> None:
    state = obj.stage(obj.state)
    if state.queue:
        together.items.append(work.item_for(obj, state, command))


def _stored(obj: Stateful) -> dict[str, Any]:
    return {one.attname: obj.__dict__.get(one.attname) for one in obj._meta.concrete_fields}


def _update(model: type[M], objects: Sequence[M], was: Mapping[int, Mapping[str, Any]]) -> None:
    """One UPDATE with the columns that changed on any of the objects."""
    columns = [
        one
        for one in model._meta.concrete_fields
        if not one.primary_key and any(obj.__dict__.get(one.attname) != was[obj.pk][one.attname] for obj in objects)
    ]
    if not columns:
        return
    names = [connection.ops.quote_name(str(one.column)) for one in columns]
    sets = ", ".join(f"{name} = v.{name}::{one.db_type(connection)}" for name, one in zip(names, columns, strict=True))
    row = "(" + ", ".join(["%s"] * (len(columns) + 1)) + ")"
    values = [
        value
        for obj in objects
        for value in (obj.pk, *(one.get_db_prep_save(getattr(obj, one.attname), connection) for one in columns))
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {connection.ops.quote_name(model._meta.db_table)} AS t SET {sets} "  # noqa: S608 - the model's names
            f"FROM (VALUES {', '.join([row] * len(objects))}) AS v (id, {', '.join(names)}) WHERE t.id = v.id",
            values,
        )
