"""Routes of customer service."""

from __future__ import annotations

from django.urls import path

from customer_service.views import advising, answering, behaviour, calls, desk, enquiries, starting

app_name = "customer_service"
urlpatterns = [
    path("95518/", desk.desk, name="desk"),
    path("95518/take/", calls.take, name="take_call"),
    path("95518/reports/<int:pk>/add/", calls.supplement, name="supplement"),
    path("95518/calls/", calls.calls, name="calls"),
    path("95518/calls/<int:pk>/", calls.call, name="call"),
    path("customers/behaviour/", behaviour.behaviour, name="behaviour"),
    path("enquiries/", enquiries.enquiry_list, name="enquiries"),
    path("enquiries/new/", advising.new_enquiry, name="new_enquiry"),
    path("enquiries/<int:pk>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<int:pk>/needs/", advising.analyse, name="analyse"),
    path("enquiries/<int:pk>/recommend/", advising.recommend, name="recommend"),
    path("enquiries/<int:pk>/proposal/", starting.start, name="start_proposal"),
    path("enquiries/<int:pk>/answer/", answering.answer, name="answer"),
    path("enquiries/<int:pk>/pass-on/", answering.pass_on, name="pass_on"),
]
