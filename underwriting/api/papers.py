"""The papers of a proposal, sent by the channel as files (B-22, PRO-04)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as noop
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.parsers import CarefulFileParser
from core.api.views import IDEMPOTENCY_KEY, command_of
from organisation.api.authentication import client_of
from underwriting.api.answers import ProposalStateSerializer, proposal_state
from underwriting.api.requests import Strict
from underwriting.api.views import OnlineView, number_of_proposal, refused
from underwriting.rules.proposal_papers import PAPER_LABELS
from underwriting.selectors.online import proposal_of_client
from underwriting.services.proposal_papers import attach_paper


class PaperSerializer(Strict):
    """One paper with its file."""

    paper = serializers.ChoiceField(
        choices=list(PAPER_LABELS), help_text=noop("Code of the paper, such as one of `papers_missing`")
    )
    file = serializers.FileField(max_length=200, help_text=noop("A photo (JPEG, PNG, WebP) or a PDF"))


class ProposalPapers(OnlineView):
    """Papers of one proposal."""

    parser_classes = (CarefulFileParser,)

    @extend_schema(
        operation_id="send_paper",
        summary=noop("Send a paper of a proposal"),
        description=noop(
            "Keeps the file with the proposal; a further file of the same paper is its next version, nothing is "
            "replaced. Papers are taken until the policy is issued, and after it for the file."
        ),
        tags=["Proposals"],
        parameters=[IDEMPOTENCY_KEY, number_of_proposal()],
        request={"multipart/form-data": PaperSerializer},
        responses={201: ProposalStateSerializer, **refused(400, 404, 409, 413, 415, 422)},
    )
    def post(self, request: Request, number: str) -> Response:
        command = command_of(request)
        client = client_of(request)
        asked = PaperSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given: dict[str, Any] = asked.validated_data
        found = proposal_of_client(client, number)
        attach_paper(found.pk, command, paper=given["paper"], content=given["file"].read())
        return Response(ProposalStateSerializer(proposal_state(proposal_of_client(client, number))).data, status=201)
