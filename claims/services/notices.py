"""Papers go to the customer's telephone; what was sent is kept (CAS-01, LAW-22).

The gateway is named by the setting ``MESSAGE_GATEWAY``. ``StubGateway`` is that of the demonstration branch: it accepts
everything and answers with a reference; like a real one it knows one message per reference.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from claims.models import LossReport, SentNotice

DEFAULT_GATEWAY = "claims.services.notices.StubGateway"


class Gateway(Protocol):
    """What is asked of a message gateway; the same key twice is one message."""

    def send(self, phone: str, text: str, *, key: UUID) -> str:
        """Send and answer with the gateway's reference."""


class StubGateway:
    """The demonstration gateway."""

    def send(self, phone: str, text: str, *, key: UUID) -> str:  # noqa: ARG002 - nothing leaves the house
        return f"SMS{key.hex[:16].upper()}"


def gateway() -> Gateway:
    """The gateway that the settings name."""
    found: type[Gateway] = import_string(getattr(settings, "MESSAGE_GATEWAY", DEFAULT_GATEWAY))
    return found()


def send_notice(report: LossReport, what: str, title: str, listed: list[str], *, key: UUID, at: datetime) -> SentNotice:
    """Tell the reporter, and write down what was sent to which number."""
    text = f"{title} {report.number}: {'；'.join(listed)}"
    reference = gateway().send(report.reporter_phone, text, key=key)
    sent, _new = SentNotice.objects.get_or_create(
        reference=reference,
        defaults={
            "report": report,
            "what": what,
            "title": title,
            "listed": listed,
            "recipient": report.reporter_name,
            "phone_masked": report.reporter_phone_masked,
            "sent_at": at,
        },
    )
    return sent
