"""A proposal never moves to another customer, and no second customer of one name arises, without a word (CUS-01)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from organisation.models import PostAssignment
from parties.models import Party
from parties.services.data import PartyData
from parties.services.register import register_party
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.factories.parties import resident_number
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Proposal

FENGZE = "350503"
pytestmark = [pytest.mark.django_db, pytest.mark.req("CUS-01", "PRO-05")]


@pytest.fixture(autouse=True)
def one_click(settings: Any) -> None:
    settings.DEMO = True


def _typed(draft: Proposal, **typed: Any) -> tuple[Any, str, dict[str, Any]]:
    """The step of people as the clerk sends it."""
    page = signed_in("UW_ISSUE", FENGZE)
    where = reverse("underwriting:edit", kwargs={"pk": draft.pk}) + "?step=people"
    shown = page.get(where).context["form"]
    seller = PostAssignment.objects.filter(post_id="SALES", unit__code=FENGZE).order_by("pk")[0].staff_id
    sent = {name: shown[name].value() or "" for name in shown.fields} | {"salesperson_id": seller}
    return page, where, sent | typed


def _asked(page: Any, where: str, sent: dict[str, Any]) -> dict[str, Any]:
    """The question that comes back, as the form would send it again."""
    with nothing_changed():
        answer = page.post(where, sent)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert "who" in form.errors
    return {name: form[name].value() or "" for name in form.fields}


OTHER_PAPER = {"id_type": "passport", "phone": "13905950077"}


def test_another_paper_of_the_same_name_is_asked_about_and_may_be_the_same_person() -> None:
    draft = made.make_draft()
    before, version = Party.objects.count(), draft.version
    page, where, sent = _typed(draft, id_number="E94112345", **OTHER_PAPER)
    again = _asked(page, where, sent)
    assert page.post(where, again | {"who": str(draft.holder_id)}).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk)
    assert (kept.holder_id, kept.version, Party.objects.count()) == (draft.holder_id, version + 1, before)


def test_a_paper_with_another_date_of_birth_is_not_of_the_same_person() -> None:
    draft = made.make_draft()
    page, where, sent = _typed(draft, id_number=resident_number(945), id_type="resident_id", phone="13905950077")
    again = _asked(page, where, sent)
    with nothing_changed():
        answer = page.post(where, again | {"who": str(draft.holder_id)})
    assert set(answer.context["form"].errors) == {"who"}


def test_somebody_else_of_the_same_name_is_registered_once_it_was_said() -> None:
    draft = made.make_draft()
    page, where, sent = _typed(draft, id_number="E94212345", **OTHER_PAPER)
    again = _asked(page, where, sent)
    assert page.post(where, again | {"who": "other", "why": "the son"}).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk)
    assert kept.holder_id != draft.holder_id
    assert kept.holder_name == draft.holder_name


def test_a_paper_of_another_customer_does_not_move_the_proposal_unasked() -> None:
    draft = made.make_draft()
    number = resident_number(943)
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    data = PartyData(kind="person", name="林清源", id_type="resident_id", id_number=number, phone="13905950078")
    other = register_party(clerk, data=data)
    page, where, sent = _typed(draft, name="林清源", id_number=number, id_type="resident_id", phone="13905950078")
    again = _asked(page, where, sent)
    assert "other" not in dict(page.post(where, again).context["form"].fields["who"].choices)
    assert page.post(where, again | {"who": str(other.pk)}).status_code == 302
    assert Proposal.objects.get(pk=draft.pk).holder_id == other.pk


def test_customers_that_were_not_shown_cannot_be_chosen() -> None:
    draft = made.make_draft()
    page, where, sent = _typed(draft, id_number="E94412345", **OTHER_PAPER)
    again = _asked(page, where, sent)
    with nothing_changed():
        assert page.post(where, again | {"who": "999999"}).status_code == 422


@pytest.mark.req("PRO-22")
def test_a_clerk_names_the_salesperson_who_answers_for_the_premium() -> None:
    draft = made.make_draft()
    page, where, sent = _typed(draft)
    with nothing_changed():
        refused = page.post(where, sent | {"salesperson_id": ""})
    assert set(refused.context["form"].errors) == {"salesperson_id"}
    assert page.post(where, sent).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk)
    assert kept.salesperson_id == sent["salesperson_id"]
    assert kept.salesperson_name == PostAssignment.objects.get(staff_id=kept.salesperson_id, post_id="SALES").staff.name
