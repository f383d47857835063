"""Where the pages of customer service stand."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from core.web import navigation
from core.web.navigation import NavItem


def register() -> None:
    """Tell the registry."""
    navigation.register(
        NavItem(
            label=_("95518 desk"),
            url_name="customer_service:desk",
            icon="headset",
            permission="customer_service.use_desk",
            group="claims",
            order=5,
        )
    )
