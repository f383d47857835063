"""Where the pages of the catalogue stand."""

from __future__ import annotations

from django.urls import path

from core.web import navigation
from core.web.navigation import NavItem
from underwriting.rules.words import gettext_noop as _
from underwriting.views import catalogue, questionnaires, tariffs

ROUTES = [
    path("products/", catalogue.product_list, name="products"),
    path("products/new/", catalogue.new_product, name="new_product"),
    path("products/<slug:code>/", catalogue.product, name="product"),
    path("products/<slug:code>/edit/", catalogue.edit_product, name="edit_product"),
    path("clauses/<slug:code>/", catalogue.clause, name="clause"),
    path("clauses/<slug:code>/edit/", catalogue.edit_clause, name="edit_clause"),
    path("questionnaires/<slug:code>/", questionnaires.questionnaire, name="questionnaire"),
    path("questionnaires/<slug:code>/edit/", questionnaires.edit_questionnaire, name="edit_questionnaire"),
    path("tariffs/", tariffs.rating_tables, name="rating_tables"),
    path("tariffs/<str:code>/", tariffs.rating_table, name="rating_table"),
    path("tariffs/<str:code>/edit/", tariffs.edit_tariff, name="edit_tariff"),
]


def register() -> None:
    """Places in the side bar."""
    navigation.register(
        NavItem(
            label=_("Products"),
            url_name="underwriting:products",
            icon="book",
            permission="underwriting.view_products",
            group="underwriting",
            order=52,
        ),
        NavItem(
            label=_("Tariffs"),
            url_name="underwriting:rating_tables",
            icon="table",
            permission="underwriting.view_products",
            group="underwriting",
            order=53,
        ),
    )
