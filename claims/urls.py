"""Routes of claims."""

from __future__ import annotations

from django.urls import path

from claims.views import calibration, claims, events, items, reports, roster, shares, tasks

app_name = "claims"
urlpatterns = [
    path("claims/authority-floor/", calibration.authority_floor, name="authority_floor"),
    path("claims/reports/", reports.reports, name="reports"),
    path("claims/reports/<int:pk>/", reports.report, name="report"),
    path("claims/tasks/", tasks.tasks, name="tasks"),
    path("claims/items/<int:pk>/", items.item, name="item"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/shared/", shares.shares, name="shares"),
    path("claims/shared/ask/", shares.ask, name="ask_share"),
    path("claims/shared/<int:pk>/", shares.share, name="share"),
    path("claims/events/", events.events, name="events"),
    path("claims/events/<int:pk>/", events.event, name="event"),
    path("claims/duty/", roster.week, name="roster"),
    path("claims/duty/shifts/", roster.shifts, name="shifts"),
    path("claims/duty/shifts/<int:pk>/", roster.shift, name="shift"),
    path("claims/duty/plan/", roster.plan, name="plan_shift"),
    path("survey/", tasks.my_tasks, name="my_tasks"),
    path("survey/<int:pk>/", tasks.field, name="field"),
    path("survey/<int:pk>/photo/", tasks.add_photo, name="add_photo"),
    path("survey/<int:pk>/facts/", tasks.facts, name="facts"),
    path("survey/<int:pk>/objects/new/", tasks.field_item, name="field_new_item"),
    path("survey/<int:pk>/objects/<int:item>/", tasks.field_item, name="field_item"),
    path("claims/tasks/<int:pk>/", tasks.task, name="task"),
]
