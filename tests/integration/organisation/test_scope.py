"""Each post sees exactly its units (domain 3.2): own unit and below; centres and departments the whole branch."""

from __future__ import annotations

import pytest

from core.models import WorkItem
from organisation.actors import actor_of, system_actor
from organisation.models import ApiClient, PostAssignment, Unit, UnitKind
from organisation.public import actor_of_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("branch")]


@pytest.fixture
def row_of_each_unit(branch: None) -> None:
    from django.utils import timezone  # noqa: PLC0415

    WorkItem.objects.bulk_create(
        WorkItem(
            subject_kind="t", subject_id=unit.pk, subject_number=unit.code, subject_state="s", queue="t",
            unit_id=unit.pk, sub_branch_id=unit.sub_branch_id, branch_id=unit.branch_id,
            province_id=unit.province_id, title=unit.code, opened_at=timezone.now(),
        )
        for unit in Unit.objects.all()
    )  # fmt: skip


def expected(assignment: PostAssignment) -> set[str]:
    """By walking the tree, not by the ancestor columns that the filter uses."""
    children: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.all():
        children.setdefault(unit.parent_id, []).append(unit)
    found, waiting = set(), [assignment.scope_unit]
    while waiting:
        unit = waiting.pop()
        found.add(unit.code)
        waiting += children.get(unit.pk, [])
    return found


@pytest.mark.usefixtures("row_of_each_unit")
def test_everybody_of_the_branch_sees_the_own_units_only() -> None:
    everything = set(Unit.objects.values_list("code", flat=True))
    for held in PostAssignment.objects.select_related("staff", "unit", "scope_unit"):
        actor = actor_of(held)
        seen = set(WorkItem.objects.filter(actor.scope_filter(WorkItem)).values_list("subject_number", flat=True))
        assert seen == expected(held), held.staff.name
        for unit in Unit.objects.all():
            hidden = actor.refusal_for(next(iter(actor.permissions)), unit_row(unit)) is not None
            assert hidden == (unit.code not in seen), (held.staff.name, unit.code)
        if held.scope_unit.kind == UnitKind.HEAD_OFFICE:
            assert seen == everything


def unit_row(unit: Unit) -> WorkItem:
    return WorkItem(
        unit_id=unit.pk, sub_branch_id=unit.sub_branch_id, branch_id=unit.branch_id, province_id=unit.province_id
    )


@pytest.mark.parametrize(
    ("post", "unit", "sees", "hidden"),
    [
        ("SALES", "350503", {"350503"}, {"350502", "350500", "350591", "350000"}),
        ("CS_APPR1", "350582", {"350582"}, {"350503", "350592"}),
        ("UW_UND1", "350591", {"350503", "350582", "350500", "350593"}, {"350000", "000000"}),
        ("CS_AGENT", "350595", {"350503", "350592"}, {"350000", "000000"}),
        ("FN_ACC", "350593", {"350503", "350592"}, {"350000", "000000"}),
        ("PROV_UW", "350000", {"350000", "350500", "350503"}, {"000000"}),
        ("HO_UW", "000000", {"000000", "350000", "350503"}, set()),
    ],
)
@pytest.mark.usefixtures("row_of_each_unit")
def test_the_posts_that_the_matrix_names(post: str, unit: str, sees: set[str], hidden: set[str]) -> None:
    held = PostAssignment.objects.select_related("staff", "unit", "scope_unit").filter(post_id=post, unit__code=unit)
    actor = actor_of(held[0])
    seen = set(WorkItem.objects.filter(actor.scope_filter(WorkItem)).values_list("subject_number", flat=True))
    assert sees <= seen
    assert not hidden & seen


@pytest.mark.usefixtures("row_of_each_unit")
def test_a_client_of_the_interface_sees_its_own_unit() -> None:
    unit = Unit.objects.get(code="350503")
    actor = actor_of_client(ApiClient(pk=1, name="shop", unit=unit, post_id="ECOM"))
    assert [row.unit_id for row in WorkItem.objects.filter(actor.scope_filter(WorkItem))] == [unit.pk]


@pytest.mark.usefixtures("row_of_each_unit")
def test_the_system_sees_all_and_may_only_what_it_was_given() -> None:
    actor = system_actor("delegation-clock")
    assert WorkItem.objects.filter(actor.scope_filter(WorkItem)).count() == Unit.objects.count()
    assert actor.permissions == {
        "organisation.run_delegations",
        "organisation.run_overrides",
        "organisation.run_plans",
        "organisation.carry_exchange",
    }
    assert system_actor("nobody").permissions == frozenset()
