"""Routes of the archive."""

from __future__ import annotations

from django.urls import path

from archives.views import (
    documents,
    form_entry,
    form_lists,
    form_paper,
    form_shortage,
    form_stock,
    form_terms,
    form_uses,
    letters,
    sheets,
    verify,
)

app_name = "archives"

urlpatterns = [
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/authority-letters/<int:pk>/", letters.letter, name="authority_letter"),
    path("documents/plans/<int:pk>/", letters.plan, name="plan_report"),
    path("documents/list-entries/<int:pk>/", sheets.listing_sheet, name="listing_sheet"),
    path("verify/<str:token>/", verify.verify_page, name="verify"),
    path("forms/", form_stock.stock, name="forms"),
    path("forms/kinds/", form_terms.kinds, name="form_kinds"),
    path("forms/kinds/<str:code>/terms/", form_terms.propose, name="form_terms"),
    path("forms/balances/", form_stock.balances, name="balances"),
    path("forms/gaps/", form_stock.gaps, name="gaps"),
    path("forms/gaps/<int:lot>/explain/", form_entry.explanation, name="gap_explain"),
    path("forms/explanations/<int:pk>/", form_paper.explanation, name="gap"),
    path("forms/used/", form_uses.uses, name="form_uses"),
    path("forms/numbers/", form_stock.lots, name="lots"),
    path("forms/orders/", form_lists.orders, name="orders"),
    path("forms/orders/new/", form_entry.order, name="order_new"),
    path("forms/orders/<int:pk>/", form_paper.order, name="order"),
    path("forms/requests/", form_lists.requests, name="requests"),
    path("forms/requests/new/", form_entry.request_new, name="request_new"),
    path("forms/requests/<int:pk>/", form_paper.form_request, name="request"),
    path("forms/requests/<int:pk>/slip/", form_paper.request_slip, name="request_slip"),
    path("forms/slips/", form_lists.slips, name="slips"),
    path("forms/slips/new/", form_entry.slip, name="slip_new"),
    path("forms/slips/<int:pk>/", form_paper.slip, name="slip"),
    path("forms/slips/<int:pk>/slip/", form_paper.slip_slip, name="slip_slip"),
    path("forms/incidents/", form_lists.incidents, name="incidents"),
    path("forms/incidents/new/", form_entry.incident, name="incident_new"),
    path("forms/incidents/<int:pk>/", form_paper.incident, name="incident"),
    path("forms/incidents/<int:pk>/notice/", form_paper.notice, name="loss_notice"),
    path("forms/destructions/", form_lists.destructions, name="destructions"),
    path("forms/destructions/new/", form_entry.destruction, name="destruction_new"),
    path("forms/destructions/<int:pk>/", form_paper.destruction, name="destruction"),
    path("forms/destructions/<int:pk>/list/", sheets.destruction_list, name="destruction_list"),
    path("forms/counts/", form_lists.counts, name="counts"),
    path("forms/counts/new/", form_entry.count, name="count_new"),
    path("forms/counts/<int:pk>/", form_paper.count, name="count"),
    path("forms/low-stock/", form_lists.low_stock, name="low_stock"),
    path("forms/low-stock/<int:pk>/", form_shortage.shortage, name="shortage"),
    path("forms/low-stock/<int:pk>/cover/", form_shortage.cover, name="shortage_cover"),
    path("seals/", form_lists.seals, name="seals"),
    path("seals/new/", form_entry.seal, name="seal_new"),
    path("seals/<int:pk>/", form_paper.seal, name="seal"),
]
