"""Django application: Organisation."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "organisation"
    verbose_name = _("Organisation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import demo, directory, reference
        from core.web import actors
        from organisation import permissions, tasks  # noqa: F401 - registers its jobs
        from organisation.demo import build_organisation, filed_plans, overrides, rotation, steering
        from organisation.demo.client import build_client
        from organisation.reference import loaders, parameters
        from organisation.selectors import posts
        from organisation.services import change_kinds
        from organisation.services.directory import Organisation
        from organisation.views import (
            delegation_actions,
            override_actions,
            people_actions,
            plan_actions,
            rotation_actions,
            rule_actions,
            steering_actions,
        )

        permissions.register()
        parameters.register()
        change_kinds.register()
        rule_actions.register()
        people_actions.register()
        delegation_actions.register()
        override_actions.register()
        plan_actions.register()
        rotation_actions.register()
        steering_actions.register()
        directory.answer_with(Organisation())
        actors.name_posts_with(posts.name_of)
        reference.register(200, "posts", loaders.load_posts)
        reference.register(201, "segregation of duties", loaders.load_segregation)
        reference.register(203, "qualifications of posts", loaders.load_requirements)
        reference.register(204, "norms of posts", loaders.load_norms)
        reference.register(202, "working calendar", loaders.load_calendar)
        reference.register(900, "permissions of posts", loaders.load_permissions)
        demo.register(200, "units, people and posts", build_organisation)
        demo.register(1200, "filed plans", filed_plans.build_plans)
        demo.register(1210, "work, meetings, appraisals", steering.build_steering)
        demo.register(1220, "postings and exchanges", rotation.build_rotation)
        demo.register(1230, "emergency overrides, reports of incompatible duties", overrides.build_overrides)
        demo.register(201, "e-commerce channel", build_client)
