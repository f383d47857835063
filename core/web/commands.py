"""Forms that send commands, and the actions behind the buttons of an object's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Stateful
from core.web.conflicts import Conflict, again, conflict_of, sentence
from core.web.merging import Shown, as_shown, merge, seal, typed_fields, unseal
from core.web.requests import command_of
from core.workflow.command import Actor, Command
from core.workflow.engine import Option, options_for
from core.workflow.refusals import AboveAuthority, NotPossible, Refusal, SegregationConflict, Stale
from core.workflow.spec import Reason, Transition


class CommandForm(forms.Form):
    """Base of every form that changes something: idempotency key made when the form is shown, version of the page, and
    what the page showed at that version."""

    command_key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    as_shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"command_key": uuid4(), "version": version} | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if version is None:  # nothing is stored yet that somebody else could change
            del self.fields["as_shown"]
        else:
            self.fields["as_shown"].initial = self._sealed

    def command(self, request: HttpRequest) -> Command:
        """The command of a valid form."""
        return command_of(
            request,
            key=self.cleaned_data["command_key"],
            version=self.cleaned_data.get("version"),
            reason=self.cleaned_data.get("reason", ""),
        )

    def inputs(self) -> dict[str, Any]:
        """What the service gets beside the command."""
        own = {"command_key", "version", "as_shown", "reason"}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field or fields, or above the form. A form of an old page says what was done meanwhile
        and can be sent again, on the new state."""
        found = conflict_of(refusal) if isinstance(refusal, Stale) else None
        if found:
            marked = self.bring_up_to_date(found)
            self.add_error(None, sentence(found, marked=marked))
            return
        listed = refusal.details.get("fields", ())
        if isinstance(listed, Mapping):
            for path, message in listed.items():
                self.add_error(path if path in self.fields else None, message)
            return
        told = {refusal.field, *listed} & set(self.fields)
        named: list[str | None] = [name for name in self.fields if name in told]
        for name in named or [None]:
            self.add_error(name, refusal.message)

    def bring_up_to_date(self, found: Conflict) -> bool:
        """What was typed, on the state that the form was made from: fields left as the page showed them take the
        stored value, the others keep what was typed; what somebody else changed is marked. Returns whether any is."""
        known = self.initial["version"]
        was = unseal(str(self.data.get(self.add_prefix("as_shown"), "")))
        self.data = again(self.data, found.version if known is None else known)
        if known is None:
            return False
        marks = self.take_over(was, now=self.as_stored())
        self.data[self.add_prefix("as_shown")] = self._sealed()  # type: ignore[index]
        for name, mark in marks.items():
            self.add_error(name, mark)
        return bool(marks)

    def as_stored(self) -> Shown:
        """What a page opened now would show."""
        return as_shown(self)

    def take_over(self, was: Shown | None, *, now: Shown) -> dict[str, str]:
        """Merge field by field what the page showed, what was typed and what is stored; returns the marks."""
        return merge(self, typed_fields(self), was=was, now=now)

    def _sealed(self) -> str:
        return seal(self.as_stored())

    def visible_groups(self) -> list[forms.BoundField]:
        return self.visible_fields()


class ReasonForm(CommandForm):
    """A command with a reason that is kept with the case."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class OptionalReasonForm(CommandForm):
    """A command with a remark, if there is something to say."""

    reason = forms.CharField(
        label=gettext_lazy("Remark"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )


FORM_FOR = {Reason.NONE: CommandForm, Reason.OPTIONAL: OptionalReasonForm, Reason.REQUIRED: ReasonForm}
Prepare = Callable[[HttpRequest, Any], Mapping[str, Any]]
Told = Callable[[HttpRequest, Any, Command], None]
Foresee = Callable[[Any], Refusal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """How a transition is sent from a page. ``prepare`` yields keyword arguments for the form (choices, initial
    values); ``url_name`` leads to a page of its own instead of the generic dialog. ``told`` says after it what the act
    brought to light. ``foresee`` says what the service would refuse whatever is typed: the button is locked with that
    reason, and left out where there is nothing to act on (``NotPossible``)."""

    transition: Transition
    send: Callable[..., Stateful] | None = None
    form: type[CommandForm] | None = None
    prepare: Prepare | None = None
    url_name: str = ""
    told: Told | None = None
    foresee: Foresee | None = None

    def form_class(self) -> type[CommandForm]:
        return self.form or FORM_FOR[self.transition.reason]

    def required_send(self) -> Callable[..., Stateful]:
        """The service behind the dialog. Raises ``LookupError`` for an act with a page of its own."""
        if self.send is None:
            raise LookupError(f"{self.transition.name} has a page of its own")
        return self.send

    def url(self, obj: Stateful) -> str:
        if self.url_name:
            return reverse(self.url_name, kwargs={"pk": obj.pk})
        kind, name = obj.lifecycle.kind, self.transition.name
        return reverse("core:act", kwargs={"kind": kind, "pk": obj.pk, "name": name})


_actions: dict[str, Action] = {}


def register_action(
    transition: Transition,
    send: Callable[..., Stateful] | None = None,
    *,
    form: type[CommandForm] | None = None,
    prepare: Prepare | None = None,
    url_name: str = "",
    told: Told | None = None,
    foresee: Foresee | None = None,
) -> None:
    """Give a transition a button on the pages of its objects."""
    _actions[transition.name] = Action(
        transition=transition, send=send, form=form, prepare=prepare, url_name=url_name, told=told, foresee=foresee
    )


def action(name: str) -> Action:
    """Raises ``KeyError`` for a transition without a button."""
    return _actions[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A button of the rail: open, or dashed with the reason why not. What has a page of its own opens there, the rest
    in the dialog. ``why`` stands below a button that is locked for a reason of its own, whoever looks at it."""

    label: str
    url: str
    style: str
    icon: str
    refusal: Refusal | None = None
    own_page: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSteps:
    """The rail "next step": what this person can do, what not and why, and who else can act."""

    steps: list[NextStep]
    why_not: Refusal | None
    others: list[tuple[str, str]]


def next_steps(obj: Stateful, actor: Actor) -> NextSteps:
    """Built from what the engine enforces: first the usual step, the possible before the impossible."""
    seen = [_Foreseen(one, _foreseen(obj, one.transition)) for one in options_for(obj, actor) if _has_button(one)]
    options = [one for one in seen if not isinstance(one.why, NotPossible)]
    possible = [one for one in options if one.option.refusal is None and one.why is None]
    locked = [one for one in options if one.option.refusal is None and one.why is not None]
    blocked = [one for one in options if isinstance(one.option.refusal, AboveAuthority | SegregationConflict)]
    elsewhere = [one.option for one in options if one not in [*possible, *locked, *blocked] and one.why is None]
    others = [(_(o.transition.label), _who(o.refusal)) for o in elsewhere if _possible_for_somebody(obj, actor, o)]
    return NextSteps(
        steps=[_step(obj, one, first=n == 0) for n, one in enumerate([*possible, *blocked, *locked])],
        why_not=next((one.option.refusal for one in blocked), None),
        others=[pair for pair in others if pair[1]][:4],
    )


class _Foreseen(NamedTuple):
    """A step with what the service would refuse whoever takes it."""

    option: Option
    why: Refusal | None


def _has_button(option: Option) -> bool:
    return option.transition.name in _actions


def _foreseen(obj: Stateful, transition: Transition) -> Refusal | None:
    foresee = _actions[transition.name].foresee
    return foresee(obj) if foresee else None


def _possible_for_somebody(obj: Stateful, actor: Actor, option: Option) -> bool:
    """A post that lacks the permission is told who has it only of steps that the case allows at all."""
    return not isinstance(obj.personal_refusal(actor, option.transition), NotPossible)


def _step(obj: Stateful, seen: _Foreseen, *, first: bool) -> NextStep:
    transition, refusal = seen.option.transition, seen.option.refusal or seen.why
    style = (
        transition.style if transition.style != "default" else ("primary" if first and refusal is None else "default")
    )
    return NextStep(
        label=_(transition.label),
        url=_actions[transition.name].url(obj),
        style=style,
        icon=transition.icon,
        refusal=refusal,
        own_page=bool(_actions[transition.name].url_name),
        why=refusal.message if refusal and refusal is seen.why else "",
    )


def _who(refusal: Refusal | None) -> str:
    who = refusal.details.get("who", []) if refusal else []
    return _(", ").join(str(entry.get("post", "")) for entry in who[:3])
