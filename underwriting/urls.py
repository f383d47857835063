"""Routes of underwriting."""

from __future__ import annotations

from django.urls import path

from underwriting.views import (
    endorsements,
    endorsing,
    entry,
    fleet,
    line_entry,
    moratoria,
    paper,
    policies,
    proposals,
    quoting,
    referral_page,
    referrals,
    rules,
    samples,
)

app_name = "underwriting"
urlpatterns = [
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/new/", entry.new, name="new"),
    path("proposals/products/", line_entry.choose, name="products_to_enter"),
    path("proposals/new/line/<str:code>/", line_entry.new, name="line_new"),
    path("proposals/new/line/<str:code>/premium/", line_entry.premium, name="line_premium"),
    path("proposals/<int:pk>/object/", line_entry.edit, name="line_edit"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/new/premium/", quoting.quote_new, name="quote_new"),
    path("proposals/<int:pk>/premium/", quoting.quote_edit, name="quote"),
    path("proposals/<int:pk>/form/", paper.form, name="proposal_form"),
    path("proposals/<int:pk>/edit/", entry.edit, name="edit"),
    path("fleets/", fleet.fleet, name="fleet"),
    path("fleets/template/", fleet.template, name="fleet_template"),
    path("fleets/<int:pk>/", fleet.upload, name="fleet_upload"),
    path("sections/<int:pk>/", proposals.section, name="section"),
    path("queue/", proposals.queue, name="queue"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<int:pk>/", policies.policy, name="policy"),
    path("suspensions/", moratoria.moratoria, name="moratoria"),
    path("suspensions/new/", moratoria.new, name="new_moratorium"),
    path("suspensions/<int:pk>/end/", moratoria.end, name="end_moratorium"),
    path("policies/<int:pk>/endorse/", endorsing.request_new, name="request_endorsement"),
    path("endorsements/", endorsements.endorsements, name="endorsements"),
    path("endorsements/<int:pk>/", endorsements.endorsement, name="endorsement"),
    path("endorsements/<int:pk>/enter/", endorsing.enter, name="enter_endorsement"),
    path("rules/", rules.rules, name="rules"),
    path("rules/propose/", rules.propose, name="propose_values"),
    path("reports-upward/", referrals.referrals, name="referrals"),
    path("reports-upward/<int:pk>/", referral_page.referral, name="referral"),
    path("reports-upward/<int:pk>/pack/", referrals.pack, name="referral_pack"),
    path("proposals/<int:pk>/report-upward/", referrals.refer, name="refer"),
    path("proposals/<int:pk>/reply/", referrals.of_proposal, name="referral_of"),
    path("samples/", samples.samples, name="samples"),
    path("samples/<int:pk>/", samples.sample, name="sample"),
]
