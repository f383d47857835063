"""Moving customers to a new key, and writing their search rows anew."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from core.crypto import KeyFault, Sealed
from core.crypto.keys import new_key
from core.models import SearchEntry
from core.search import find
from parties.models import Party
from tests.factories.parties import make_party, resident_number
from tests.support.actors import order

pytestmark = pytest.mark.django_db(transaction=True)


def key_ids(party_id: int) -> set[int]:
    row = Party.objects.get(pk=party_id)
    sealed = [row.__dict__[name] for name in ("id_number", "phone", "address")]
    assert all(isinstance(value, Sealed) for value in sealed)
    return {value.key_id for value in sealed}


@pytest.mark.req("CUS-05")
def test_values_move_to_the_new_key_and_the_old_key_can_go(desk, settings):
    party = make_party(order(desk))
    old, new = settings.FIELD_KEYS, f"2:{new_key()}"
    settings.FIELD_KEYS = f"{old},{new}"
    assert (key_ids(party.pk), Party.objects.get(pk=party.pk).id_number) == ({1}, resident_number(1))

    call_command("rotate_keys")
    settings.FIELD_KEYS = new
    assert key_ids(party.pk) == {2}
    assert Party.objects.get(pk=party.pk).phone == "13805950001"

    settings.FIELD_KEYS = old
    with pytest.raises(KeyFault, match="no key 2"):
        _ = Party.objects.get(pk=party.pk).phone


def test_rotating_again_changes_nothing(desk, capsys):
    make_party(order(desk))
    call_command("rotate_keys")
    assert "parties.Party (id_number, phone, address, email): 0 rows moved" in capsys.readouterr().out


@pytest.mark.req("PLT-05")
def test_the_search_rows_are_written_anew(desk, capsys):
    party = make_party(order(desk))
    SearchEntry.objects.all().delete()
    assert find("张三丰", desk) == []
    call_command("rebuild_search", "parties.party")
    assert "parties.party: 1 rows" in capsys.readouterr().out
    assert [hit.object_id for hit in find("张三丰", desk)] == [party.pk]
