"""The search box beside the usual ``OR ILIKE`` over the same rows, per shape of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from bench.figures import Figure, p95, shorter
from core.models import SearchEntry
from core.search import SearchSource, find, register
from core.workflow.refusals import Refusal

KIND, PERMISSION, BRANCH = "bench.policy", "bench.view_policy", 7
ROWS = 1_000_000
# A Chinese surname, then one or two characters of a given name; frequencies fall like those of real names.
FILL = """
INSERT INTO core_searchentry (kind, object_id, number, plate, vin, names, phone, phone_tail, identity, title, detail,
                              state, tone, unit_id, sub_branch_id, branch_id, province_id, updated_at)
SELECT %(kind)s, n, 'PMOD2026350500' || lpad(n::text, 8, '0'),
       '闽C' || lpad((n::bigint * 7919 %% 100000)::text, 5, '0'),
       'LSVAA49J' || lpad(n::text, 9, '0'),
       substr(%(surnames)s, 1 + floor(length(%(surnames)s) * power(random(), 1.6))::int, 1)
         || substr(%(given)s, 1 + floor(length(%(given)s) * power(random(), 1.3))::int, 1)
         || CASE WHEN random() < 0.7
                 THEN substr(%(given)s, 1 + floor(length(%(given)s) * random())::int, 1) ELSE '' END,
       md5('phone' || n), md5('tail' || n %% 10000), md5('identity' || n), 'policy ' || n, '', 'in_force', 'good',
       n %% 40, n %% 13, CASE WHEN n %% 20 = 0 THEN 8 ELSE %(branch)s END, 1,
       now() - n * interval '1 minute'
  FROM generate_series(1, %(rows)s) AS n
"""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺顾毛郝龚邵万"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文国志海春梅莉波斌宇浩凯"
    "健俊帆雪琳晨佳欣雅婷慧颖倩茜瑶怡悦彤萱涵梓轩睿泽皓铭博翔鹏飞龙云峰辉鑫森林树松柏"
)


@dataclass(frozen=True)
class _BranchReader:
    """Reads within one branch, like a clerk of the branch."""

    unit_id: int = 1
    staff_id: int | None = None

    def refusal_for(self, permission: str, subject: object | None = None) -> Refusal | None:
        del subject
        return None if permission == PERMISSION else Refusal("no")

    def scope_filter(self, model: object) -> Q:
        del model
        return Q(branch_id=BRANCH)


QUESTIONS: tuple[tuple[str, str], ...] = (
    ("name of two characters", "王芳"),
    ("name of two characters, rare", "郝柏"),
    ("name of three characters", "陈建国"),
    ("name nobody has", "龘龘"),
    ("policy number", "PMOD202635050000500001"),
    ("last eight of the number", "00500001"),
    ("plate", "闽C77919"),
    ("plate without its province", "C77919"),
    ("vehicle identification number", "LSVAA49J000500001"),
)


def figures(*, rows: int = ROWS, rounds: int = 40) -> list[Figure]:
    """One figure per shape of text, then the slowest of all; the same rows, scope and order on both sides."""
    fill(rows)
    register(SearchSource(kind=KIND, label="Policies", permission=PERMISSION))
    lines = [_compared(subject, text, rounds) for subject, text in QUESTIONS]
    ours, other = max(line.ours for line in lines), max(line.other for line in lines)
    worst = shorter("search, slowest shape", ours=ours, other=other, unit="ms", other_is="OR ILIKE", aim=100)
    return [*lines, worst]


def fill(rows: int) -> None:
    """The same rows for both sides; they stay for the next run."""
    if SearchEntry.objects.filter(kind=KIND).count() == rows:
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_searchentry WHERE kind = %s", [KIND])
        values = {"kind": KIND, "rows": rows, "branch": BRANCH, "surnames": SURNAMES, "given": GIVEN}
        cursor.execute(FILL, values)
        cursor.execute("ANALYZE core_searchentry")


def _compared(subject: str, text: str, rounds: int) -> Figure:
    ours = p95(lambda: find(text, _BranchReader()), rounds=rounds)  # type: ignore[arg-type]
    other = p95(_usual(text), rounds=max(rounds // 4, 3))
    return shorter(f"search: {subject}", ours=ours, other=other, unit="ms", other_is="OR ILIKE", aim=100)


def _usual(text: str) -> Callable[[], object]:
    """The search box that everybody writes first."""
    anywhere = Q(number__icontains=text) | Q(plate__icontains=text) | Q(vin__icontains=text) | Q(names__icontains=text)
    rows = SearchEntry.objects.filter(anywhere, kind=KIND, branch_id=BRANCH).order_by("-updated_at", "-id")
    return lambda: list(rows[:30])
