"""Terms of a kind of form are changed by four eyes, on their page, for a day to come (domain 8.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.models import FormTerms
from archives.services.form_terms import FIELDS, propose_terms
from core.workflow.refusals import Forbidden
from organisation.models import ControlChange
from organisation.public import ChangeRefused
from organisation.services.changes import approve_change
from tests.factories import forms as made
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed

pytestmark = pytest.mark.req("FRM-06")
KINDS = "archives:form_kinds"


def terms_on(day: Any) -> FormTerms:
    return FormTerms.objects.get(form_type=made.kind(), effective__contains=day)


def values(**over: int) -> dict[str, int]:
    held = terms_on(timezone.localdate())
    return {name: getattr(held, name) for name in FIELDS} | over


def keeper() -> Any:
    return order(actor_at("FN_DOC", made.FINANCE), reason="旺季用量增加")


def test_the_keeper_proposes_on_the_page_and_the_director_releases(settings: Any) -> None:
    settings.DEMO = True
    tomorrow, before = timezone.localdate() + timedelta(days=1), terms_on(timezone.localdate()).holding_days
    client = signed_in("FN_DOC", made.FINANCE)
    url = reverse("archives:form_terms", kwargs={"code": made.SIGN})
    assert url in client.get(reverse(KINDS)).content.decode()
    key = client.get(url).context["form"].initial["command_key"]
    sent = values(holding_days=before + 5) | {"command_key": key, "effective_on": tomorrow, "reason": "旺季用量增加"}
    assert client.post(url, sent).status_code == 302
    change = ControlChange.objects.get(kind="archives.form_terms")
    assert terms_on(tomorrow).holding_days == before
    approve_change(change.pk, order(actor_at("FN_DIR", made.FINANCE)))
    assert (terms_on(timezone.localdate()).holding_days, terms_on(tomorrow).holding_days) == (before, before + 5)
    shown = signed_in("FN_DOC", made.FINANCE).get(reverse(KINDS)).content.decode()
    assert change.number in shown


def test_terms_that_contradict_each_other_are_refused_at_their_field() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong = values(maximum_days=1)
    with nothing_changed(), pytest.raises(ChangeRefused) as refused:
        propose_terms(keeper(), code=made.SIGN, values=wrong, effective_on=tomorrow)
    assert refused.value.field == "maximum_days"


def test_who_does_not_keep_forms_proposes_nothing(settings: Any) -> None:
    settings.DEMO = True
    tomorrow, wanted = timezone.localdate() + timedelta(days=1), values()
    with nothing_changed(), pytest.raises(Forbidden):
        propose_terms(order(made.clerk(), reason="多领"), code=made.SIGN, values=wanted, effective_on=tomorrow)
    url = reverse("archives:form_terms", kwargs={"code": made.SIGN})
    assert signed_in("UW_ISSUE", made.FENGZE).get(url).status_code == 403
    assert signed_in("FN_DOC", made.FINANCE).get(url.replace(made.SIGN, "unknown")).status_code == 404
