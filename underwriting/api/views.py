"""Proposals of the e-commerce channel and their state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_noop as noop
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.refusals import RefusalSerializer
from core.api.views import IDEMPOTENCY_KEY, ClientView, command_of
from core.workflow.refusals import Refusal
from organisation.api.authentication import ClientKeyAuthentication, client_of
from underwriting.api.answers import PolicyStateSerializer, ProposalStateSerializer, policy_state, proposal_state
from underwriting.api.requests import PATHS, ProposalSerializer, data_of, holder_of, insured_of
from underwriting.selectors.online import policy_of_client, proposal_of_client
from underwriting.services.online import propose_online

CONTENT = "line.content"


def refused(*statuses: int) -> dict[int, OpenApiResponse]:
    said = {
        400: noop("Not JSON, or no idempotency key"),
        401: noop("No key, or a key that is not known or not active"),
        403: noop("The client may not do this"),
        404: noop("Not there, or not the client's"),
        409: noop("Busy, or the idempotency key came with other content"),
        413: noop("Larger than any proposal"),
        415: noop("Not application/json"),
        422: noop("Broken fields, or refused by a rule; `details` say which"),
        429: noop("Too many requests in this minute; see Retry-After"),
    }
    return {status: OpenApiResponse(RefusalSerializer, said[status]) for status in (401, 403, *statuses, 429)}


def _number(what: str) -> OpenApiParameter:
    return OpenApiParameter("number", OpenApiTypes.STR, OpenApiParameter.PATH, description=what)


def number_of_proposal() -> OpenApiParameter:
    return _number(noop("Number of the proposal, as answered when it was sent"))


class OnlineView(ClientView):
    """A view for the e-commerce channel."""

    authentication_classes = (ClientKeyAuthentication,)
    permission = "underwriting.use_api"


class Proposals(OnlineView):
    """Motor proposals."""

    @extend_schema(
        operation_id="propose",
        summary=noop("Send a motor proposal"),
        description=noop(
            "Checks, prices and stores the proposal and hands it to the branch. Its state is `review`: a person of the "
            "branch checks every entry before automatic underwriting, also those sent by a channel."
        ),
        tags=["Proposals"],
        parameters=[IDEMPOTENCY_KEY],
        request=ProposalSerializer,
        responses={201: ProposalStateSerializer, **refused(400, 409, 413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        command = command_of(request)
        asked = ProposalSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        with paths_of_the_request(lambda name: PATHS.get(name, name)):
            found = propose_online(
                command,
                holder=holder_of(given),
                insured=insured_of(given),
                data=data_of(given, digest(request)),
                explained=given["papers"]["exclusions_confirmed"],
            )
        return Response(ProposalStateSerializer(proposal_state(found)).data, status=201)


def digest(request: Request) -> str:
    """Tells one request of one client from another under the same key."""
    content = json.dumps([client_of(request).client_id, request.data], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


@contextmanager
def paths_of_the_request(path_of: Callable[[str], str], *, in_content: bool = False) -> Iterator[None]:
    """Refusals name the field as the channel knows it: ``vehicle.vin``, not ``vin``. Several faults by their paths are
    those of a line's content where ``in_content`` says so."""
    try:
        yield
    except Refusal as refusal:
        fields = refusal.details.get("fields")
        if isinstance(fields, dict):
            named = (lambda name: f"{CONTENT}.{name}") if in_content else path_of
            refusal.field = named(refusal.field)
            refusal.details["fields"] = {named(name): why for name, why in fields.items()}
            raise
        refusal.field = path_of(refusal.field)
        if isinstance(fields, list):
            refusal.details["fields"] = [path_of(name) for name in fields]
        raise


class OneProposal(OnlineView):
    """One proposal of the client."""

    @extend_schema(
        operation_id="proposal",
        summary=noop("State of a proposal"),
        description=noop("The state, the premium, and who acts next. Only proposals that the client sent."),
        tags=["Proposals"],
        parameters=[number_of_proposal()],
        responses={200: ProposalStateSerializer, **refused(404)},
    )
    def get(self, request: Request, number: str) -> Response:
        return Response(ProposalStateSerializer(proposal_state(proposal_of_client(client_of(request), number))).data)


class OnePolicy(OnlineView):
    """One policy made of a proposal of the client."""

    @extend_schema(
        operation_id="policy",
        summary=noop("A policy"),
        description=noop("The policy as issued. Only policies made of proposals that the client sent."),
        tags=["Policies"],
        parameters=[_number(noop("Number of the policy"))],
        responses={200: PolicyStateSerializer, **refused(404)},
    )
    def get(self, request: Request, number: str) -> Response:
        return Response(PolicyStateSerializer(policy_state(policy_of_client(client_of(request), number))).data)
