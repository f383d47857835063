"""A test client signed in as a person of the demo branch."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from organisation.models import PostAssignment


def signed_in(post: str, unit: str, *, nth: int = 0) -> Client:
    """Needs the demo branch and ``settings.DEMO``."""
    held = PostAssignment.objects.filter(post_id=post, unit__code=unit).order_by("pk")[nth]
    client = Client(headers={"accept-language": "en"})
    answer = client.post(reverse("organisation:demo_sign_in"), {"assignment": held.pk})
    assert answer.status_code == 302
    return client
