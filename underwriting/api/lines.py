"""Proposals of the other lines from a channel: the content is that of the line's own entry (PRO-04, PRO-08)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as noop
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.views import IDEMPOTENCY_KEY, command_of
from underwriting.api.answers import ProposalStateSerializer, proposal_state
from underwriting.api.requests import (
    INSURED_PATHS,
    InsuredSerializer,
    PolicyholderSerializer,
    Strict,
    holder_of,
    insured_of,
)
from underwriting.api.views import CONTENT, OnlineView, digest, paths_of_the_request, refused
from underwriting.rules.people_list import COLUMNS, PAPERS
from underwriting.rules.questionnaire import Answered
from underwriting.services.data import LineData, PapersData, ProposalData
from underwriting.services.online import propose_online

MOST_PERSONS = 500


class LineSerializer(Strict):
    """Product, period and content. Amounts are numbers or texts; rates and shares are fractions (0.0015 is 1.5 ‰)."""

    product = serializers.CharField(max_length=16, help_text=noop("Code of the product, such as PRB"))
    start_on = serializers.DateField(help_text=noop("Cover begins at 00:00 of this day, tomorrow at the earliest"))
    end_on = serializers.DateField(allow_null=True, default=None, help_text=noop("Null for a whole year"))
    content = serializers.DictField(help_text=noop("Fields, items or groups, factors and riders of the line's entry"))
    renewal_of = serializers.CharField(
        max_length=24, allow_blank=True, default="", help_text=noop("Number of the last policy")
    )


class LinePapersSerializer(Strict):
    """What the customer declared on-line."""

    questionnaire = serializers.CharField(max_length=40, allow_blank=True, default="")
    answers = serializers.DictField(child=serializers.CharField(max_length=40), default=dict)
    explanation = serializers.CharField(max_length=1000, allow_blank=True, default="")
    inspected = serializers.BooleanField(default=False)
    exclusions_confirmed = serializers.BooleanField(
        default=False, help_text=noop("The customer read the marked exclusions and confirmed on your page")
    )


class PersonSerializer(Strict):
    """An insured person of a group."""

    name = serializers.CharField(max_length=50)
    number = serializers.CharField(max_length=40, help_text=noop("Number of the paper"))
    paper = serializers.ChoiceField(choices=list(PAPERS), default="身份证")
    group = serializers.IntegerField(min_value=1, max_value=500, default=1, help_text=noop("Place of the group from 1"))
    job = serializers.CharField(max_length=40, allow_blank=True, default="")


class LineProposalSerializer(Strict):
    """A proposal of any line but motor."""

    line = LineSerializer()
    policyholder = PolicyholderSerializer()
    insured = InsuredSerializer(allow_null=True, default=None, help_text=noop("Null: the policyholder is insured"))
    papers = LinePapersSerializer()
    persons = serializers.ListField(child=PersonSerializer(), default=list, max_length=MOST_PERSONS)


OWN = (
    {
        name: f"{part}.{name}"
        for part, serializer in (
            ("papers", LinePapersSerializer),
            ("policyholder", PolicyholderSerializer),
            ("line", LineSerializer),
        )
        for name in serializer().fields
    }
    | {"holder_id": "policyholder", "insured_id": "insured", "disclosures": "papers.answers", "list": "persons"}
    | INSURED_PATHS
)


def path_of(field: str) -> str:
    """Where a field of the services stands in a request; what the line's entry names lies in its content."""
    return OWN.get(field) or (f"{CONTENT}.{field}" if field else "")


def _data_of(given: Mapping[str, Any], sent: str) -> ProposalData:
    papers = given["papers"]
    answered = Answered(
        version=papers["questionnaire"], answers=papers["answers"], explanation=papers["explanation"].strip()
    )
    return ProposalData(
        line=LineData(**given["line"]),
        papers=PapersData(inspected=papers["inspected"], answered=answered if answered.version else None),
        sent=sent,
    )


def _persons_of(given: Mapping[str, Any]) -> tuple[dict[str, str], ...]:
    names = [column.name for column in COLUMNS]
    return tuple({name: str(one[name]) for name in names if one.get(name)} for one in given["persons"])


class LineProposals(OnlineView):
    """Proposals of the other lines."""

    @extend_schema(
        operation_id="propose_line",
        summary=noop("Send a proposal of any line but motor"),
        description=noop(
            "Checks, prices and stores the proposal and hands it to the branch, as for motor. Every fault of the "
            "content is named in `details.fields` by its path."
        ),
        tags=["Proposals"],
        parameters=[IDEMPOTENCY_KEY],
        request=LineProposalSerializer,
        responses={201: ProposalStateSerializer, **refused(400, 409, 413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        command = command_of(request)
        asked = LineProposalSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        with paths_of_the_request(path_of, in_content=True):
            found = propose_online(
                command,
                holder=holder_of(given),
                insured=insured_of(given),
                data=_data_of(given, digest(request)),
                persons=_persons_of(given),
                explained=given["papers"]["exclusions_confirmed"],
            )
        return Response(ProposalStateSerializer(proposal_state(found)).data, status=201)
