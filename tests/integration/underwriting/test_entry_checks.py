"""What cannot be right does not get into a proposal, and nothing is accepted that could not be issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import SearchEntry
from organisation.public import system_actor
from parties.public import IdType, PartyData, PartyKind, party, register_party
from parties.services.register import close_party
from tests.factories import underwriting as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.models import Decision, Proposal
from underwriting.rules import lifecycle
from underwriting.services import automatic, decide, intake, review
from underwriting.services import refusals as refused
from underwriting.services.data import CoverData, PapersData, PeopleData, ProposalData
from underwriting.views import panels

FENGZE, UWC = made.FENGZE, made.UWC


def clerk() -> Any:
    return order(actor_at("UW_ISSUE", FENGZE))


@pytest.mark.req("PRO-05")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sum_insured": Decimal(-5)}, "sum_insured"),
        ({"sum_insured": Decimal(0)}, "sum_insured"),
        ({"loss_ratio": Decimal("-0.01")}, "loss_ratio"),
        ({"claims_last_year": 2, "claims_in_3_years": 1}, "claims_in_3_years"),
        ({"at_fault_accidents": 1, "accident_free_years": 3}, "accident_free_years"),
        ({"at_fault_death": True, "accident_free_years": 3}, "accident_free_years"),
    ],
)
def test_amounts_below_zero_and_contradictions_are_refused_at_their_field(wrong: dict[str, Any], field: str) -> None:
    draft = made.make_draft()
    cover: CoverData = made.cover(**wrong)
    with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
        intake.edit_proposal(draft.pk, clerk(), data=ProposalData(cover=cover))
    assert caught.value.field == field


@pytest.mark.req("PRO-05")
def test_a_renewal_names_a_policy_of_the_same_vehicle() -> None:
    """Renewals need no inspection and pass a suspension of new business: an invented number must not open that way."""
    last = made.make_issued(compulsory=False)[0].number
    invented = made.make_draft(renewal_of="PMOD20253505030099999")
    other_vehicle = made.make_draft(renewal_of=last, vehicle=made.vehicle(vin=made.VINS[0], plate="闽C22222"))
    for draft in (invented, other_vehicle):
        with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
            intake.submit_proposal(draft.pk, clerk())
        assert caught.value.field == "renewal_of"
    uninspected = PapersData(signed=True, inspected=False, answered=made.answers())
    renewal = made.make_draft(renewal_of=last, papers=uninspected)
    assert intake.submit_proposal(renewal.pk, clerk()).state == "review"


def _escalated() -> Proposal:
    waiting = made.make_decided(third_party_limit=Decimal(2000000))
    return decide.escalate(waiting.pk, order(actor_at("UW_UND1", UWC), reason="建议承保"))


LATE: list[tuple[str, Callable[[], Proposal], Callable[[Proposal, Any], Any], tuple[str, str]]] = [
    ("review", made.make_submitted, lambda p, c: review.pass_review(p.pk, c), ("UW_REVIEW", FENGZE)),
    (
        "approve",
        lambda: made.make_decided(third_party_limit=Decimal(2000000)),
        lambda p, c: decide.approve(p.pk, c),
        ("UW_UND3", UWC),
    ),
    ("reply", _escalated, lambda p, c: decide.reply_agree(p.pk, c), ("PROV_UW", "350000")),
]


@pytest.mark.parametrize(("name", "make", "send", "who"), LATE, ids=[row[0] for row in LATE])
def test_nothing_is_accepted_once_its_first_day_has_come(name: str, make: Any, send: Any, who: tuple[str, str]) -> None:
    waiting = make()
    late = order(actor_at(*who), reason="同意", at=timezone.now() + timedelta(days=2))
    with nothing_changed(), pytest.raises(refused.CoverAlreadyBegun):
        send(waiting, late)


def test_a_refused_combination_with_compulsory_cover_goes_back_to_the_underwriter() -> None:
    """Compulsory cover may not be refused: the sub-branch takes the commercial part out, and the rest is accepted."""
    escalated = _escalated()
    back = decide.reply_disagree(escalated.pk, order(actor_at("PROV_UW", "350000"), reason="商业险不同意"))
    assert back.state == lifecycle.UW_QUEUE
    assert Decision.objects.filter(outcome="reply_declined", opinion="商业险不同意").count() == 1
    decide.ask_more(back.pk, order(actor_at("UW_UND1", UWC), reason="请撤销商业险"))
    less = made.cover(own_damage=False, third_party_limit=None)
    intake.edit_proposal(back.pk, clerk(), data=ProposalData(cover=less))
    assert decide.supply(back.pk, clerk()).state == lifecycle.REVIEW  # another entry: compared once more (B-32)
    passed = review.pass_review(back.pk, order(actor_at("UW_REVIEW", made.FENGZE)))
    robot = order(system_actor("auto-underwriting", unit_id=passed.unit_id))
    assert automatic.decide_automatically(back.pk, robot).state == lifecycle.APPROVED


def test_without_compulsory_cover_the_reply_declines() -> None:
    waiting = made.make_decided(third_party_limit=Decimal(2000000), compulsory=False)
    decide.escalate(waiting.pk, order(actor_at("UW_UND1", UWC), reason="请审定"))
    declined = decide.reply_disagree(waiting.pk, order(actor_at("PROV_UW", "350000"), reason="不同意"))
    assert declined.state == lifecycle.DECLINED


def test_the_customer_may_withdraw_while_the_province_looks() -> None:
    assert intake.withdraw_proposal(
        _escalated().pk, order(actor_at("UW_ISSUE", FENGZE), reason="客户不保了")
    ).state == (lifecycle.WITHDRAWN)


def test_a_supplement_must_be_fit_for_the_decision() -> None:
    waiting = made.make_decided(third_party_limit=Decimal(2000000))
    decide.ask_more(waiting.pk, order(actor_at("UW_UND2", UWC), reason="补充上年保单"))
    unsigned = PapersData(signed=False, inspected=True, answered=made.answers())
    intake.edit_proposal(waiting.pk, clerk(), data=ProposalData(papers=unsigned))
    with nothing_changed(), pytest.raises(refused.Incomplete):
        decide.supply(waiting.pk, clerk())


def _found_with(kind: str, pk: int) -> str:
    return SearchEntry.objects.get(kind=kind, object_id=pk).state


def test_the_search_shows_the_state_that_was_reached() -> None:
    submitted = made.make_submitted()
    assert _found_with(lifecycle.PROPOSAL_KIND, submitted.pk) == "to be checked"
    compulsory, _commercial = made.make_policy_in_force(vehicle=made.vehicle(vin=made.VINS[1], plate="闽C33333"))
    assert _found_with(lifecycle.POLICY_KIND, compulsory.pk) == "in force"
    assert _found_with(lifecycle.PROPOSAL_KIND, compulsory.proposal_id) == "issued"


@pytest.mark.req("PRO-01")
def test_the_papers_are_kept_as_the_page_sends_them(settings: Any) -> None:
    """The page itself carries the version of the questionnaire that it asks."""
    settings.DEMO = True
    draft = made.make_draft(papers=PapersData(signed=False, inspected=False))
    client = signed_in("UW_ISSUE", FENGZE)
    address = f"{reverse('underwriting:edit', kwargs={'pk': draft.pk})}?step=papers"
    form = client.get(address).context["form"]
    said = {f"q_{key}": value for key, value in made.answers().answers.items()}
    shown = client.get(address).content.decode()
    hidden = {field.html_name: field.value() for field in form.hidden_fields() if f'name="{field.html_name}"' in shown}
    answer = client.post(address, {k: v for k, v in hidden.items() if v is not None} | said | {"signed": "on"})
    assert (answer.status_code, Proposal.objects.get(pk=draft.pk).signed) == (302, True)


def test_a_form_that_asked_an_old_questionnaire_can_be_answered_again(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    client = signed_in("UW_ISSUE", FENGZE)
    address = f"{reverse('underwriting:edit', kwargs={'pk': draft.pk})}?step=papers"
    form = client.get(address).context["form"]
    sent = {"command_key": form["command_key"].value(), "version": draft.version, "questionnaire": "MOTOR-2025-9"}
    answer = client.post(address, sent | {"signed": "on"})
    assert answer.status_code == 422
    assert answer.context["form"]["questionnaire"].value() == made.answers().version


def test_the_first_step_can_be_left(settings: Any) -> None:
    settings.DEMO = True
    client = signed_in("SALES", FENGZE)
    form = client.get(reverse("underwriting:new")).context["form"]
    car = made.vehicle()
    typed = {name: value for name in car.__slots__ if (value := getattr(car, name)) is not None}
    answer = client.post(
        reverse("underwriting:new"), typed | {"command_key": form["command_key"].value(), "leave": "1"}
    )
    assert answer.url == reverse("underwriting:proposal", kwargs={"pk": Proposal.objects.get().pk})


@pytest.mark.req("PRO-13")
def test_a_returned_entry_is_looked_at_before_it_comes_again() -> None:
    submitted = made.make_submitted()
    reviewer = order(actor_at("UW_REVIEW", FENGZE))
    review.return_proposal(submitted.pk, reviewer, reasons={"model": "与行驶证不符", "holder_id": "姓名不符"})
    intake.edit_proposal(submitted.pk, clerk(), data=ProposalData(vehicle=made.vehicle(model="大众 朗逸")))
    with nothing_changed(), pytest.raises(refused.Incomplete) as caught:
        intake.submit_proposal(submitted.pk, clerk())
    assert caught.value.details["fields"] == ["holder_id"]
    people = ProposalData(people=PeopleData(holder_id=submitted.holder_id or 0))
    intake.edit_proposal(submitted.pk, clerk(), data=people)
    assert intake.submit_proposal(submitted.pk, clerk()).state == lifecycle.REVIEW


def test_no_new_business_for_a_closed_customer() -> None:
    holder = made.make_customer()
    draft = made.make_draft(holder=holder)
    close_party(holder.id, order(actor_at("UW_INFO", UWC), reason="重复登记"))
    with nothing_changed(), pytest.raises(refused.InvalidEntry, match="is closed"):
        intake.submit_proposal(draft.pk, clerk())
    people = ProposalData(people=PeopleData(holder_id=holder.id))
    with nothing_changed(), pytest.raises(refused.InvalidEntry, match="is closed"):
        intake.edit_proposal(draft.pk, clerk(), data=people)


def _people_page(draft: Proposal, **typed: str) -> Any:
    """The step of people as the clerk sends it."""
    page = signed_in("UW_ISSUE", FENGZE)
    where = reverse("underwriting:edit", kwargs={"pk": draft.pk}) + "?step=people"
    shown = page.get(where).context["form"]
    sent = {name: shown[name].value() or "" for name in shown.fields} | typed
    return page, where, sent


@pytest.mark.req("PRO-05", "CUS-05")
def test_the_people_of_an_entry_are_shown_again_and_stay_without_retyping(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    page, where, sent = _people_page(draft)
    assert (sent["kind"], sent["name"], sent["id_number"]) == ("person", draft.holder_name, "")
    assert page.post(where, sent).status_code == 302
    kept = Proposal.objects.get(pk=draft.pk)
    assert (kept.holder_id, kept.insured_id, kept.version) == (draft.holder_id, draft.insured_id, draft.version + 1)


@pytest.mark.req("PRO-05", "CUS-01")
@pytest.mark.parametrize(("name", "value"), [("phone", "13905959999"), ("address", "泉州市丰泽区东海大街 1 号")])
def test_particulars_of_the_same_policyholder_are_changed_on_the_page_of_the_customer(
    settings: Any, name: str, value: str
) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    page, where, sent = _people_page(draft, **{name: value})
    with nothing_changed():
        answer = page.post(where, sent)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [name]
    customer = party(draft.holder_id or 0)
    told = "Leave it empty: this customer stays as registered. A new telephone or address is entered here:"
    link = reverse("parties:customer", args=[customer.id])
    shown = f'{told} <a href="{link}">{customer.number} {customer.name}</a>'
    assert errors[name] == [shown]
    assert shown in answer.content.decode()
    assert page.post(where, sent | {name: ""}).status_code == 302


@pytest.mark.req("PRO-05", "CUS-01")
def test_of_a_customer_who_stays_no_particulars_are_offered_and_of_another_they_are_asked(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    other = made.make_customer("林秀英", "350503198803124226", "13905951277")
    data = ProposalData(people=PeopleData(holder_id=draft.holder_id or 0, insured_id=other.id))
    draft = intake.edit_proposal(draft.pk, clerk(), data=data)
    page, where, sent = _people_page(draft)
    form = page.get(where).context["form"]
    assert {"phone", "address", "insured_phone"} & set(form.fields) == set()
    for field, named in (("id_number", draft.holder_id), ("insured_id_number", other.id)):
        customer = party(named or 0)
        link = reverse("parties:customer", args=[customer.id])
        told = "they are changed on the page of the customer:"
        stays = f"Empty: as registered. Telephone {customer.phone_masked} and the address stay as well; {told}"
        assert form.fields[field].help_text == f'{stays} <a href="{link}">{customer.number} {customer.name}</a>'
    with nothing_changed():
        another = page.post(where, sent | {"name": "另一个人", "id_number": "350503198803124226"}).context["form"]
    assert {"phone", "address", "insured_phone"} & set(another.fields) == {"phone", "address"}
    assert page.post(where, sent).status_code == 302


@pytest.mark.req("PRO-05", "CUS-01")
def test_so_are_those_of_another_insured(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    other = made.make_customer("林秀英", "350503198803124226", "13905951277")
    data = ProposalData(people=PeopleData(holder_id=draft.holder_id or 0, insured_id=other.id))
    draft = intake.edit_proposal(draft.pk, clerk(), data=data)
    page, where, sent = _people_page(draft, insured_phone="13905959999")
    with nothing_changed():
        answer = page.post(where, sent)
    assert set(answer.context["form"].errors) == {"insured_phone"}


@pytest.mark.req("PRO-05")
def test_another_policyholder_needs_the_numbers(settings: Any) -> None:
    settings.DEMO = True
    draft = made.make_draft()
    page, where, sent = _people_page(draft, name="另一个人")
    with nothing_changed():
        answer = page.post(where, sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"id_number", "phone"}


@pytest.mark.req("PRO-05")
def test_a_vehicle_of_a_company_is_not_rated_as_a_family_car() -> None:
    holder = register_party(
        order(actor_at("UW_ISSUE", FENGZE)),
        PartyData(
            kind=PartyKind.ORGANISATION,
            name="泉州顺达物流有限公司",
            id_type=IdType.CREDIT_CODE,
            id_number="91350503MA2Y00001H",
            phone="05952288001",
        ),
    )
    draft = made.make_draft(holder=holder, vehicle=made.vehicle(owner_name=holder.name))
    with nothing_changed(), pytest.raises(refused.InvalidEntry) as caught:
        intake.submit_proposal(draft.pk, order(actor_at("UW_ISSUE", FENGZE)))
    assert caught.value.field == "vehicle_class"


@pytest.mark.req("PRD-04")
def test_the_explanation_adds_up_to_what_is_to_be_paid(rf: Any) -> None:
    """The vehicle tax is one of its steps."""
    draft = made.make_draft()
    _title, steps = panels.premium(rf.get("/"), draft)["parts"][-1]  # type: ignore[index]
    amounts = [Decimal(step["result"]) for step in steps]
    assert draft.vehicle_tax > 0
    assert draft.vehicle_tax in amounts
    assert (sum(amounts[:-1]), amounts[-1]) == (draft.amount_due, draft.amount_due)
