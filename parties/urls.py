"""Routes of customers, lists and intermediaries."""

from __future__ import annotations

from django.urls import path

from parties.views import (
    agreements,
    channels,
    credit,
    identification,
    intermediaries,
    listing,
    lists,
    merged,
    open_papers,
    papers,
    party,
    registering,
)

app_name = "parties"

urlpatterns = [
    path("customers/", listing.customers, name="customers"),
    path("customers/new/<str:kind>/", registering.new, name="new"),
    path("customers/new/<str:kind>/duplicates/", registering.look_for_duplicates, name="duplicates"),
    path("customers/merged/", merged.merged_records, name="merged"),
    path("customers/<int:pk>/", party.customer, name="customer"),
    path("customers/<int:pk>/edit/", registering.edit, name="edit"),
    path("customers/<int:pk>/reveal/<str:field>/", party.show_value, name="reveal"),
    path("lists/", listing.entries, name="entries"),
    path("lists/new/", lists.new_entry, name="new_entry"),
    path("lists/<int:pk>/", lists.entry, name="entry"),
    path("customers/<int:pk>/papers/new/", papers.new_paper, name="new_paper"),
    path("papers/", papers.paper_list, name="papers"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/open/", open_papers.open_paper, name="open_paper"),
    path("papers/scan/<str:ticket>/", open_papers.paper_scan, name="paper_scan"),
    path("identifications/", identification.identifications, name="identifications"),
    path("identifications/<int:pk>/", identification.record, name="identification"),
    path("credit/", credit.credit_files, name="credit_files"),
    path("credit/<int:pk>/", credit.credit_file, name="credit_file"),
    path("intermediaries/", intermediaries.intermediaries, name="intermediaries"),
    path("intermediaries/new/", agreements.new_intermediary, name="new_intermediary"),
    path("intermediaries/<int:pk>/", intermediaries.intermediary, name="intermediary"),
    path("intermediaries/<int:pk>/edit/", agreements.change_intermediary, name="change_intermediary"),
    path("intermediaries/<int:pk>/clients/new/", channels.bind, name="bind_client"),
    path("intermediaries/<int:pk>/renew/", agreements.renew, name="renew_intermediary"),
]
