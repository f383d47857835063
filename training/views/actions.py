"""Place, link and buttons of trainings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core import links, responsibilities, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from training.forms.sessions import PeopleForm, PresentForm, ScoresForm
from training.models import TrainingSession
from training.rules import session as life
from training.rules.responsibilities import RESPONSIBILITIES
from training.rules.words import gettext_noop as _
from training.selectors import sessions as selectors
from training.services import sessions


def register() -> None:
    """Tell the shell about trainings."""
    navigation.register(
        NavItem(
            label=_("Trainings"),
            url_name="training:trainings",
            icon="school",
            permission=life.VIEW_RIGHT,
            group="shared",
            order=73,
        )
    )
    links.register(life.KIND, "training:session", _("training"), "school")
    work.name_queues({life.QUEUE: _("hold a training")})
    responsibilities.register(RESPONSIBILITIES)
    register_action(life.INVITE, sessions.invite, form=PeopleForm, prepare=_audience)
    register_action(life.HOLD, sessions.note_presence, form=PresentForm, prepare=_invited)
    register_action(life.GRADE, sessions.enter_results, form=ScoresForm, prepare=_seats)
    register_action(life.CLOSE, sessions.close_training)
    register_action(life.CANCEL, sessions.cancel_training)


def _audience(request: HttpRequest, found: TrainingSession) -> Mapping[str, Any]:
    actor: Any = request.actor  # type: ignore[attr-defined]
    people = selectors.people_for(actor, found.audience, timezone.localdate())
    return {"choices": [(one.pk, f"{one.name} · {one.works_at}") for one in people]}


def _invited(_request: HttpRequest, found: TrainingSession) -> Mapping[str, Any]:
    seats = selectors.seats_of(found)
    return {"choices": [(seat.staff_id, seat.staff.name) for seat in seats]}


def _seats(_request: HttpRequest, found: TrainingSession) -> Mapping[str, Any]:
    return {"seats": [seat for seat in selectors.seats_of(found) if seat.present]}
