"""Routes of the API of underwriting, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from underwriting.api import lines, papers, products, views

app_name = "underwriting_api"
urlpatterns = [
    path("proposals", views.Proposals.as_view(), name="proposals"),
    path("line-proposals", lines.LineProposals.as_view(), name="line_proposals"),
    path("proposals/<str:number>", views.OneProposal.as_view(), name="proposal"),
    path("proposals/<str:number>/papers", papers.ProposalPapers.as_view(), name="proposal_papers"),
    path("products", products.Products.as_view(), name="products"),
    path("products/<str:code>", products.OneProduct.as_view(), name="product"),
    path("policies/<str:number>", views.OnePolicy.as_view(), name="policy"),
]
