"""One command, one change: what the engine checks, writes down and refuses."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from core.models import AuditEntry, CaseAct, Receipt, WorkItem
from core.workflow.engine import ReasonMissing, options_for
from core.workflow.refusals import (
    AboveAuthority,
    CommandReused,
    Forbidden,
    Hidden,
    NotPossible,
    SegregationConflict,
    Stale,
)
from tests.sample import services
from tests.sample.models import PAPER, Paper
from tests.sample.services import EmptyTitle
from tests.support.actors import StubActor, order
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.django_db

WRITER = StubActor(permissions=frozenset({"sample.write_paper"}), staff_id=1)
SIGNER = StubActor(permissions=frozenset({"sample.sign_paper"}), staff_id=2)
BOTH = StubActor(permissions=frozenset({"sample.write_paper", "sample.sign_paper"}), staff_id=1)


@pytest.fixture
def draft() -> Paper:
    return services.write_paper(order(WRITER), title="One", amount=Decimal(500))


@pytest.fixture
def submitted(draft: Paper, clock_for_signing: None) -> Paper:
    return services.submit_paper(draft.pk, order(WRITER))


def last_entry() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


@pytest.mark.req("PLT-10")
def test_a_creation_writes_receipt_act_and_audit_entry(draft: Paper) -> None:
    assert (draft.state, draft.version) == ("draft", 1)
    assert Receipt.objects.get().subject_id == draft.pk
    act = CaseAct.objects.get()
    assert (act.case_ref, act.duty, act.staff_id) == (f"sample.paper:{draft.pk}", "sample.write", 1)
    entry = last_entry()
    assert (entry.action, entry.outcome, entry.state_before, entry.state_after) == (
        "sample.paper.write",
        "done",
        "",
        "draft",
    )
    assert entry.after == {"title": "One", "amount": "500", "unit_id": 100, "state": "draft"}


def test_a_transition_keeps_only_what_changed(draft: Paper) -> None:
    services.edit_paper(draft.pk, order(WRITER, version=1), title="Two")
    entry = last_entry()
    assert (entry.before, entry.after) == ({"title": "One"}, {"title": "Two"})
    assert Paper.objects.get().version == 2


def test_a_state_with_a_queue_opens_a_work_item_and_leaving_it_closes_the_item(submitted: Paper) -> None:
    item = WorkItem.objects.get()
    assert (item.queue, item.title, item.amount, item.unit_id, item.done_at) == (
        "sample.sign",
        "One",
        Decimal(500),
        100,
        None,
    )
    assert item.due_at is not None
    services.sign_paper(submitted.pk, order(SIGNER))
    item.refresh_from_db()
    assert item.done_by_id == 2


def test_a_change_may_choose_another_declared_target(submitted: Paper) -> None:
    assert services.sign_paper(submitted.pk, order(SIGNER), back=True).state == "draft"


def test_the_same_command_twice_has_one_effect(draft: Paper) -> None:
    command = order(WRITER)
    first = services.edit_paper(draft.pk, command, title="Two")
    with nothing_changed(ignoring=()):
        second = services.edit_paper(draft.pk, command, title="Two")
    assert first.version == second.version == 2


def test_the_same_creation_twice_returns_the_first_object() -> None:
    command = order(WRITER)
    one = services.write_paper(command, title="One", amount=Decimal(1))
    assert services.write_paper(command, title="One", amount=Decimal(1)).pk == one.pk
    assert Paper.objects.count() == 1


def test_a_key_with_other_content_is_refused(draft: Paper) -> None:
    command = order(WRITER)
    services.edit_paper(draft.pk, command, title="Two")
    with nothing_changed(), pytest.raises(CommandReused, match="already sent with different content"):
        services.edit_paper(draft.pk, command, title="Three")


def test_derived_keys_make_a_chain_of_commands_idempotent(clock_for_signing: None) -> None:
    command = order(WRITER)
    services.write_and_submit(command, title="One", amount=Decimal(1))
    with nothing_changed(ignoring=()):
        services.write_and_submit(command, title="One", amount=Decimal(1))


def test_a_post_without_the_permission_is_refused(submitted: Paper) -> None:
    with nothing_changed(), pytest.raises(Forbidden):
        services.sign_paper(submitted.pk, order(WRITER))


def test_an_object_out_of_scope_reads_as_not_found(submitted: Paper) -> None:
    stranger = StubActor(permissions=frozenset({"sample.sign_paper"}), unit_id=200, staff_id=3)
    with nothing_changed(), pytest.raises(Hidden):
        services.sign_paper(submitted.pk, order(stranger))


def test_an_object_that_does_not_exist_reads_the_same() -> None:
    with nothing_changed(), pytest.raises(Hidden):
        services.sign_paper(4711, order(SIGNER))


@pytest.mark.req("AUT-23")
def test_nobody_signs_the_own_paper(submitted: Paper) -> None:
    with nothing_changed(), pytest.raises(SegregationConflict):
        services.sign_paper(submitted.pk, order(BOTH))


@pytest.mark.req("AUT-01")
def test_above_authority_is_refused(clock_for_signing: None) -> None:
    paper = services.write_and_submit(order(WRITER), title="Big", amount=Decimal("1000.01"))
    with nothing_changed(), pytest.raises(AboveAuthority):
        services.sign_paper(paper.pk, order(SIGNER))


def test_a_page_that_saw_an_older_version_is_refused(draft: Paper) -> None:
    services.edit_paper(draft.pk, order(WRITER), title="Two")
    with nothing_changed(), pytest.raises(Stale):
        services.edit_paper(draft.pk, order(WRITER, version=1), title="Three")


def test_a_transition_from_another_state_is_refused(draft: Paper) -> None:
    with nothing_changed(), pytest.raises(NotPossible, match="Draft"):
        services.sign_paper(draft.pk, order(SIGNER))


def test_a_reason_is_asked_for_where_it_is_recorded(submitted: Paper) -> None:
    with nothing_changed(), pytest.raises(ReasonMissing):
        services.refuse_paper(submitted.pk, order(SIGNER, reason="  "))
    services.refuse_paper(submitted.pk, order(SIGNER, reason="illegible"))
    assert last_entry().reason == "illegible"


def test_a_domain_error_changes_nothing_and_may_be_tried_again(draft: Paper) -> None:
    key = uuid4()
    with nothing_changed(), pytest.raises(EmptyTitle):
        services.edit_paper(draft.pk, order(WRITER, key=key), title="")
    assert services.edit_paper(draft.pk, order(WRITER, key=key), title="Two").title == "Two"


def test_a_denial_is_written_down(submitted: Paper) -> None:
    with pytest.raises(Forbidden):
        services.sign_paper(submitted.pk, order(WRITER))
    entry = last_entry()
    assert (entry.action, entry.outcome, entry.subject_id) == ("sample.paper.sign", "forbidden", submitted.pk)


def test_the_buttons_come_from_what_the_services_enforce(submitted: Paper) -> None:
    open_to_signer = {option.transition.name: option.refusal for option in options_for(submitted, SIGNER)}
    assert open_to_signer == {"sample.paper.sign": None, "sample.paper.refuse": None}
    assert isinstance(options_for(submitted, BOTH)[0].refusal, SegregationConflict)
    assert isinstance(options_for(submitted, WRITER)[0].refusal, Forbidden)


def test_a_transition_costs_at_most_fifteen_statements(submitted: Paper, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(15):
        services.sign_paper(submitted.pk, order(SIGNER))


def test_the_declaration_is_sound() -> None:
    assert PAPER.faults() == []
