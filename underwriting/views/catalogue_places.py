"""Where the pages of the catalogue stand."""

from __future__ import annotations

from django.urls import path

from core import links
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from underwriting.forms.market import AssignForm, ReferenceForm, StrategyForm
from underwriting.rules import cargo_agreement as agreement_life
from underwriting.rules import code_request as code_life
from underwriting.rules import market as market_life
from underwriting.rules.words import gettext_noop as _
from underwriting.services import cargo_agreements as agreeing
from underwriting.services import market as watching
from underwriting.views import cargo_agreements, catalogue, market, new_tariffs, questionnaires, rating_cases, tariffs

ROUTES = [
    path("products/", catalogue.product_list, name="products"),
    path("products/new/", catalogue.new_product, name="new_product"),
    path("products/<slug:code>/", catalogue.product, name="product"),
    path("products/<slug:code>/edit/", catalogue.edit_product, name="edit_product"),
    path("clauses/", catalogue.clause_list, name="clauses"),
    path("clauses/new/", catalogue.new_clause, name="new_clause"),
    path("clauses/<slug:code>/", catalogue.clause, name="clause"),
    path("clauses/<slug:code>/edit/", catalogue.edit_clause, name="edit_clause"),
    path("questionnaires/", questionnaires.questionnaire_list, name="questionnaires"),
    path("questionnaires/new/", questionnaires.new_questionnaire, name="new_questionnaire"),
    path("questionnaires/<slug:code>/", questionnaires.questionnaire, name="questionnaire"),
    path("questionnaires/<slug:code>/edit/", questionnaires.edit_questionnaire, name="edit_questionnaire"),
    path("tariffs/", tariffs.rating_tables, name="rating_tables"),
    path("tariffs/new/", new_tariffs.new_tariff, name="new_tariff"),
    path("tariffs/<str:code>/copy/", new_tariffs.copy_tariff, name="copy_tariff"),
    path("tariffs/<str:code>/", tariffs.rating_table, name="rating_table"),
    path("tariffs/<str:code>/edit/", tariffs.edit_tariff, name="edit_tariff"),
    path("tariffs/<str:code>/cases/new/", rating_cases.new_case, name="new_rating_case"),
    path("tariffs/<str:code>/cases/<str:case>/end/", rating_cases.end_case, name="end_rating_case"),
    path("product-codes/", market.code_requests, name="code_requests"),
    path("product-codes/new/", market.new_code_request, name="new_code_request"),
    path("product-codes/<int:pk>/", market.code_request, name="code_request"),
    path("market/", market.market_notes, name="market_notes"),
    path("market/new/", market.new_market_note, name="new_market_note"),
    path("market/<int:pk>/", market.market_note, name="market_note"),
    path("market/concentration/", market.product_concentration, name="concentration"),
    path("cargo-agreements/", cargo_agreements.agreement_list, name="cargo_agreements"),
    path("cargo-agreements/new/", cargo_agreements.new_agreement, name="new_cargo_agreement"),
    path("cargo-agreements/<int:pk>/", cargo_agreements.agreement, name="cargo_agreement"),
    path("cargo-agreements/<int:pk>/edit/", cargo_agreements.mend_agreement, name="mend_cargo_agreement"),
]


def register() -> None:
    """Tell the registries."""
    _register_actions()
    _register_catalogue()
    _register_registers()


def _register_actions() -> None:
    register_action(code_life.FORWARD, watching.forward_request, form=ReferenceForm)
    register_action(code_life.ASSIGN, watching.assign_code, form=AssignForm)
    register_action(code_life.REFUSE, watching.refuse_code)
    register_action(code_life.WITHDRAW, watching.withdraw_request)
    register_action(market_life.ANSWER, watching.decide_strategy, form=StrategyForm)
    register_action(market_life.FILE, watching.file_note)
    register_action(agreement_life.MEND, url_name="underwriting:mend_cargo_agreement")
    register_action(agreement_life.RETURN, agreeing.return_agreement)
    register_action(agreement_life.AGREE, agreeing.agree)
    register_action(agreement_life.END, agreeing.end_agreement)
    links.register(code_life.CODE_KIND, "underwriting:code_request", _("Request for a product code"), "key")
    links.register(market_life.MARKET_KIND, "underwriting:market_note", _("Market note"), "notes")
    links.register(agreement_life.AGREEMENT_KIND, "underwriting:cargo_agreement", _("Cargo agreement"), "signature")


def _register_registers() -> None:
    navigation.register(
        NavItem(
            label=_("Cargo agreements"),
            url_name="underwriting:cargo_agreements",
            icon="signature",
            permission="underwriting.view_cargo_agreements",
            group="underwriting",
            queues=(agreement_life.REVIEW_QUEUE, agreement_life.MEND_QUEUE),
            order=54,
        ),
        NavItem(
            label=_("Product codes"),
            url_name="underwriting:code_requests",
            icon="key",
            permission="underwriting.view_codes",
            group="underwriting",
            queues=(code_life.DEPARTMENT_QUEUE, code_life.IT_QUEUE),
            order=55,
        ),
        NavItem(
            label=_("Market"),
            url_name="underwriting:market_notes",
            icon="notes",
            permission="underwriting.view_market",
            group="underwriting",
            queues=(market_life.MARKET_QUEUE,),
            order=56,
        ),
    )


def _register_catalogue() -> None:
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
