"""What anyone may know of a policy who holds its QR code: no personal data."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from archives.services.verification import verified, visits_this_minute
from core.api.refusals import RefusalSerializer, TooManyRequests
from core.workflow.refusals import Hidden

TOKEN = re.compile(r"[\w-]{1,64}", re.ASCII)
FROM_QR_CODE = noop("Last part of the address in the QR code")


class VerificationSerializer(serializers.Serializer[Any]):
    """The public facts of a policy; number and plate are masked."""

    number = serializers.CharField()
    product = serializers.CharField()
    state = serializers.CharField(help_text=noop("In the language of Accept-Language"))
    unit = serializers.CharField(help_text=noop("The issuing unit"))
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    plate = serializers.CharField(allow_blank=True)
    issued_on = serializers.DateField(allow_null=True)
    cover_until = serializers.DateField(
        allow_null=True, help_text=noop("Last day of cover where an earlier end was agreed; otherwise null")
    )


class Verify(APIView):
    """Open to anyone, a few times a minute from one address."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    permission = "public"

    @extend_schema(
        operation_id="verify",
        summary=noop("Verify a policy by the code on its paper"),
        description=noop("Open to anyone, a few times a minute from one address. Nothing about people is told."),
        tags=["Verification"],
        auth=[],
        parameters=[
            OpenApiParameter(
                "token", OpenApiTypes.STR, OpenApiParameter.PATH, description="Last part of the address in the QR code"
            )
        ],
        responses={
            200: VerificationSerializer,
            404: OpenApiResponse(RefusalSerializer, noop("Not a document of this insurer")),
            429: OpenApiResponse(RefusalSerializer, noop("Too many requests in this minute; see Retry-After")),
        },
    )
    def get(self, request: Request, token: str) -> Response:
        now = timezone.now()
        most = settings.PUBLIC_REQUESTS_PER_MINUTE
        if visits_this_minute(request.META["REMOTE_ADDR"], at=now) > most:
            message = _("More than %(limit)s requests in a minute. Try again in a moment.") % {"limit": most}
            raise TooManyRequests(message, details={"limit": most, "retry_after": 60 - now.second})
        fact = verified(token) if TOKEN.fullmatch(token) else None
        if fact is None:
            raise Hidden(_("Not found."))
        return Response(VerificationSerializer(asdict(fact)).data, headers={"Cache-Control": "no-store"})
