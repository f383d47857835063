"""Values of automatic underwriting of the demo branch in each state: draft, to be filed above, filed, in force."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from core.workflow.command import Actor, Command
from organisation.models import PostAssignment
from organisation.public import actor_of
from underwriting.models import RuleValues
from underwriting.models.rule_file import RuleFile
from underwriting.services import rule_files

CENTRE, BRANCH = "350591", "350500"
DRAFTS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("MOTOR", "draft", {"vehicle_age": 10}, "新能源车占比上升，近一年 8—10 年车龄赔付率 54%，拟放宽车龄至 10 年。"),
    ("GPA", "approved", {"persons_most": 1500}, "辖内劳务派遣企业人数较多，拟将人数上限提高到 1500 人。"),
    ("HHP", "filed", {"sum_insured": "4000000"}, "房价上涨，拟将家财险自动核保保额上限提高到 400 万元。"),
    ("CGD", "active", {"sum_insured": "2000000"}, "货运险赔付率上升，拟收紧保额上限。"),
)


def build_rule_files() -> None:
    """One file in each state on its way."""
    for product, until, over, grounds in DRAFTS:
        _File(product, grounds).go(until, over)


class _File:
    """One file on its way through the centre."""

    def __init__(self, product: str, grounds: str) -> None:
        self.product, self.grounds, self.steps, self.at = product, grounds, 0, timezone.now()

    def _command(self, post: str, reason: str = "") -> Command:
        self.steps += 1
        key = uuid5(NAMESPACE_URL, f"demo/rules/{self.product}/{self.steps}")
        return Command(key=key, actor=_as(post), at=self.at, reason=reason)

    def go(self, until: str, over: dict[str, Any]) -> None:
        """As far as ``until``."""
        held = RuleValues.objects.get(product=self.product, unit__code=BRANCH)
        on = timezone.localdate(self.at) + timedelta(days=7)
        file = rule_files.write_values(
            self._command("UW_UND3", self.grounds), product=self.product, values=held.values | over, effective_on=on
        )
        if until == "draft":
            return
        rule_files.keep_trial(file, rule_files.tried(file, timezone.localdate(self.at)), self.at)
        rule_files.approve_values(file.pk, self._command("UW_DIR", "赔付数据支持，同意"))
        if until == "approved":
            return
        self._released(file, until)

    def _released(self, file: RuleFile, until: str) -> None:
        if file.scope != "own":
            return
        rule_files.file_values(file.pk, self._command("UW_DIR"), filing=f"泉保承备〔2026〕{file.pk + 10}号")
        if until == "active":
            rule_files.activate(file.pk, self._command("UW_INFO"))


def _as(post: str) -> Actor:
    held = PostAssignment.objects.filter(post_id=post, unit__code=CENTRE).select_related("staff", "unit", "scope_unit")
    return actor_of(held.order_by("pk")[0])
