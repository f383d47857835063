"""Places, links and buttons of filed plans."""

from __future__ import annotations

from core import links, work
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from organisation.forms.filed_plans import AnswerForm
from organisation.permissions import PLAN_QUEUES
from organisation.rules.lifecycles import filed_plan as plan
from organisation.rules.words import gettext_noop as _
from organisation.services import filed_plans as plans


def register() -> None:
    """Tell the shell about filed plans."""
    navigation.register(
        NavItem(
            label=_("Filed plans"),
            url_name="organisation:filed_plans",
            icon="file-text",
            permission="organisation.view_plans",
            group="administration",
            queues=tuple(PLAN_QUEUES),
            order=48,
        )
    )
    words = {"province": _("decide on a plan"), "head": _("take a plan on file"), "draft": _("send the plan up")}
    work.name_queues({queue: words[queue.split("_")[1].split(".")[0]] for queue in PLAN_QUEUES})
    links.register(plan.KIND, "organisation:filed_plan", _("filed plan"), "file-text")
    register_action(plan.REWRITE, url_name="organisation:plan_rewrite")
    register_action(plan.SUBMIT, plans.submit_plan)
    register_action(plan.ENDORSE, plans.endorse_plan)
    register_action(plan.RETURN, plans.return_plan)
    register_action(plan.APPROVE, plans.approve_plan, form=AnswerForm)
    register_action(plan.REJECT, plans.reject_plan)
    register_action(plan.ACKNOWLEDGE, plans.acknowledge_plan)
    register_action(plan.OBJECT, plans.object_to_plan)
    register_action(plan.END, plans.end_plan)
    register_action(plan.WITHDRAW, plans.withdraw_plan)
