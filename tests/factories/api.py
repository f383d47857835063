"""Clients of the API and what they send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client
from stdnum.cn import ric

from organisation.models import ApiClient, Unit
from organisation.services.clients import make_client
from tests.factories.underwriting import FENGZE, answers, tomorrow

PROPOSALS = "/api/v1/proposals"


class Channel:
    """A client with its key; answers are JSON."""

    def __init__(self, *, name: str = "泉州电商", unit: str = FENGZE, post: str = "ECOM", limit: int = 1000) -> None:
        place = Unit.objects.get(code=unit)
        self.client, self.key = make_client(name=name, unit=place, post=post, requests_per_minute=limit)
        self.web = Client(headers={"authorization": f"Bearer {self.key}", "accept-language": "en"})

    def send(self, content: Any, *, key: Any = None, path: str = PROPOSALS) -> Any:
        headers = {"idempotency-key": str(key or uuid4())}
        return self.web.post(path, content, content_type="application/json", headers=headers)

    def ask(self, path: str) -> Any:
        return self.web.get(f"/api/v1/{path}")

    def deactivate(self) -> None:
        ApiClient.objects.filter(pk=self.client.pk).update(active=False)


def identity(body: str = "35050319850312421") -> str:
    return body + ric.calc_check_digit(body + "0")


def request_content(**over: Any) -> dict[str, Any]:
    """A whole right request; ``vehicle__vin=…`` changes one field."""
    said = answers()
    content: dict[str, Any] = {
        "vehicle": {
            "plate": "闽C12345",
            "vin": "1M8GDM9AXKP042788",
            "engine_number": "EA211-778812",
            "model": "大众 朗逸 FV7187",
            "vehicle_class": "private_car",
            "owner_name": "陈晓东",
            "first_registered_on": "2021-03-16",
            "new_price": "150000.00",
            "displacement": "1.498",
        },
        "cover": {
            "start_on": tomorrow().isoformat(),
            "own_damage": True,
            "third_party_limit": "1000000",
            "accident_free_years": 2,
            "insured_years": 2,
            "claims_last_year": 0,
            "loss_ratio": "0",
        },
        "policyholder": {
            "kind": "person",
            "name": "陈晓东",
            "id_type": "resident_id",
            "id_number": identity(),
            "phone": "13905951234",
        },
        "papers": {"questionnaire": said.version, "answers": dict(said.answers), "inspected": True},
    }
    for path, value in over.items():
        part, _, name = path.partition("__")
        content[part][name] = value
    return content
