"""Printed forms that a clerk holds."""

from __future__ import annotations

from underwriting.models import FormSerial

SHOWN = 20


def free_serials(staff_id: int, *, kind: str = "compulsory_sign") -> list[str]:
    """Unused forms of a clerk, lowest number first."""
    held = FormSerial.objects.filter(kind=kind, holder_id=staff_id, policy=None).order_by("serial")
    return list(held.values_list("serial", flat=True)[:SHOWN])
