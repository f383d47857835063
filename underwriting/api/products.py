"""The products that a channel may offer, with all that their entry asks (PRO-04, PRO-08)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.workflow.refusals import Hidden
from underwriting.api.answers import PaperRefSerializer, papers_named
from underwriting.api.views import OnlineView, refused
from underwriting.rules.products import ProductFact
from underwriting.selectors.lines import MOTOR_MODULE
from underwriting.selectors.offered import OfferedProduct, offered_product, sold_here

CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH, description=noop("Code of the product"))


class OptionSerializer(serializers.Serializer[Any]):
    """What may be chosen."""

    value = serializers.CharField(help_text=noop("What is sent"))
    title = serializers.CharField(help_text=noop("In the language of Accept-Language"))


class ProductRefSerializer(serializers.Serializer[Any]):
    """A product on sale."""

    code = serializers.CharField()
    name = serializers.CharField()
    line = serializers.CharField(help_text=noop("Code of the line of business"))
    send_to = serializers.CharField(help_text=noop("The route that takes its proposals"))


class ProductListSerializer(serializers.Serializer[Any]):
    """Everything on sale today."""

    products = ProductRefSerializer(many=True)


class ContentFieldSerializer(serializers.Serializer[Any]):
    """An entry of `line.content`."""

    path = serializers.CharField(help_text=noop("Path in the content; `[]` stands for every row"))
    title = serializers.CharField()
    holds = serializers.CharField(
        help_text=noop("text, long, amount, count, year, rate, percent, day, choice or flag; rates are fractions")
    )
    needed = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)
    choices = OptionSerializer(many=True)


class FactorSerializer(serializers.Serializer[Any]):
    """An entry of `line.content.factors`: an option, or a number from `low` to `high`."""

    name = serializers.CharField()
    title = serializers.CharField()
    options = OptionSerializer(many=True)
    low = serializers.CharField(allow_blank=True)
    high = serializers.CharField(allow_blank=True)


class AskedSerializer(serializers.Serializer[Any]):
    """A question of the risk questionnaire."""

    key = serializers.CharField()
    text = serializers.CharField()
    options = OptionSerializer(many=True)
    covers = serializers.ListField(
        child=serializers.CharField(), help_text=noop("Asked for these covers only; empty: always")
    )


class ProductSerializer(ProductRefSerializer):
    """A product with all that its entry asks."""

    version = serializers.CharField()
    fields_of_content = ContentFieldSerializer(many=True, help_text=noop("Empty for motor: see its request"))
    factors = FactorSerializer(many=True)
    riders = OptionSerializer(many=True)
    lists_persons = serializers.BooleanField(help_text=noop("The insured persons are sent as `persons`"))
    papers = PaperRefSerializer(many=True, help_text=noop("What is needed as a file before a policy is issued"))
    questionnaire = serializers.CharField(allow_blank=True, help_text=noop("Version of the questions, sent back"))
    questions = AskedSerializer(many=True)


class Products(OnlineView):
    """What is on sale."""

    @extend_schema(
        operation_id="products",
        summary=noop("Products on sale"),
        description=noop("Every product that is sold today and entered in the system, and where it is sent."),
        tags=["Products"],
        responses={200: ProductListSerializer, **refused()},
    )
    def get(self, request: Request) -> Response:  # noqa: ARG002 - shape of the framework
        return Response(ProductListSerializer({"products": [_ref(fact) for fact in sold_here(localdate())]}).data)


class OneProduct(OnlineView):
    """One product."""

    @extend_schema(
        operation_id="product",
        summary=noop("What the entry of a product asks"),
        description=noop("Fields, factors, riders, papers and questions of today, in the language of Accept-Language."),
        tags=["Products"],
        parameters=[CODE],
        responses={200: ProductSerializer, **refused(404)},
    )
    def get(self, request: Request, code: str) -> Response:  # noqa: ARG002 - shape of the framework
        today = localdate()
        fact = next((one for one in sold_here(today) if one.code == code), None)
        if fact is None:
            raise Hidden(_("Not found."))
        return Response(ProductSerializer(_whole(offered_product(fact, today))).data)


def _ref(fact: ProductFact) -> dict[str, str]:
    route = "proposals" if fact.module == MOTOR_MODULE else "line-proposals"
    return {"code": fact.code, "name": fact.name, "line": fact.line, "send_to": f"/api/v1/{route}"}


def _options(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "title": title} for value, title in pairs]


def _whole(found: OfferedProduct) -> dict[str, Any]:
    return {
        **_ref(found.fact),
        "version": found.fact.version,
        "fields_of_content": [
            {
                "path": one.path,
                "title": one.label,
                "holds": one.kind,
                "needed": one.required,
                "note": one.help,
                "choices": _options(one.choices),
            }
            for one in found.fields
        ],
        "factors": [
            {
                "name": one.name,
                "title": one.label,
                "options": _options(one.options),
                "low": one.low,
                "high": one.high,
            }
            for one in found.factors
        ],
        "riders": _options(found.riders),
        "lists_persons": found.lists_persons,
        "papers": papers_named(found.papers),
        "questionnaire": found.questionnaire,
        "questions": [
            {"key": one.key, "text": one.text, "options": _options(one.options), "covers": list(one.covers)}
            for one in found.questions
        ],
    }
