"""Trainings of the demo branch: planned, held, closed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from core.workflow.command import Command
from organisation.models import PostAssignment
from organisation.public import actor_of
from training.models import TrainingSession
from training.rules import session as life
from training.selectors.sessions import people_for
from training.services import sessions

ROWS = (
    ("chenzhiyuan", "新版机动车条款", "clauses", "underwriters", -12, "条款对照表、费率说明、测验", 60, life.CLOSED),
    ("linxiaolan", "出单规范与数据质量要求", "issuing", "issuers", -2, "数据管理规定、差错案例", 80, life.HELD),
    ("caiwenbin", "基础风险评估（厂房、仓储）", "risk", "sales", 6, "查勘清单", None, life.PLANNED),
    ("xiejianguo", "理赔廉洁从业与时效要求", "law", "claims", 9, "廉洁从业制度、时限一览表", 60, life.PLANNED),
)  # fmt: skip


def build_trainings() -> None:
    """Once."""
    if TrainingSession.objects.exists():
        return
    for login, title, subject, audience, days, material, mark, state in ROWS:
        _build(login, (title, subject, audience, material), days, mark, state)


def _build(login: str, words: tuple[str, str, str, str], days: int, mark: int | None, state: str) -> None:
    title, subject, audience, material = words
    wanted = sessions.TrainingWanted(
        title=title,
        subject=subject,
        audience=audience,
        held_on=timezone.localdate() + timedelta(days=days),
        hours=Decimal("2.5"),
        place="分公司培训教室",
        material=material,
        pass_mark=mark,
    )
    made = sessions.plan_training(_by(login), wanted=wanted)
    people = [one.pk for one in people_for(_by(login).actor, audience, timezone.localdate())]
    sessions.invite(made.pk, _by(login), people=tuple(people))
    if state == life.PLANNED:
        return
    present = tuple(people[: max(1, len(people) - 1)])
    sessions.note_presence(made.pk, _by(login), present=present)
    if state == life.CLOSED:
        scores = {str(pk): 95 - 9 * place for place, pk in enumerate(present)}
        sessions.enter_results(made.pk, _by(login), scores=scores)
        sessions.close_training(made.pk, _by(login))


def _by(login: str) -> Command:
    held = PostAssignment.objects.select_related("staff", "unit", "scope_unit").filter(staff__login_name=login)
    return Command(key=uuid4(), actor=actor_of(held.order_by("pk")[0]), at=timezone.now())
