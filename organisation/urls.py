"""Routes of the organisation."""

from __future__ import annotations

from django.urls import path

from organisation.views import authority, calendar, changes, clocks, granting, parameters, segregation, sign_in

app_name = "organisation"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="login"),
    path("sign-in/demo/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("sign-in/second-factor/", sign_in.second_factor, name="second_factor"),
    path("sign-out/", sign_in.sign_out, name="logout"),
    path("switch-post/", sign_in.switch, name="switch"),
    path("administration/changes/", changes.changes, name="changes"),
    path("administration/changes/<int:pk>/", changes.change, name="change"),
    path("administration/authority/", authority.authority, name="authority"),
    path("administration/authority/limit/", authority.grant, name="grant"),
    path("administration/authority/propose/", granting.grant_propose, name="grant_propose"),
    path("administration/authority/who-can/", authority.who_can, name="who_can"),
    path("administration/authority/letters/<int:pk>/", authority.letter, name="letter"),
    path("administration/parameters/", parameters.parameter_list, name="parameters"),
    path("administration/parameters/<str:name>/", parameters.parameter, name="parameter"),
    path("administration/parameters/<str:name>/propose/", parameters.parameter_propose, name="parameter_propose"),
    path("administration/deadlines/", clocks.clock_list, name="clocks"),
    path("administration/deadlines/<str:code>/", clocks.clock, name="clock"),
    path("administration/deadlines/<str:code>/propose/", clocks.clock_propose, name="clock_propose"),
    path("administration/calendar/", calendar.calendar, name="calendar"),
    path("administration/calendar/propose/", calendar.calendar_propose, name="calendar_propose"),
    path("administration/segregation/", segregation.segregation, name="segregation"),
]
