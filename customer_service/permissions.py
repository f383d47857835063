"""Who works at the 95518 desk, and who looks at its calls."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from core import permissions
from core.work import name_queues
from customer_service.rules.desks import ANSWERING, DESKS

LABELS = {
    "customer_service.use_desk": _("Work at the 95518 desk"),
    "customer_service.take_call": _("Take calls"),
    "customer_service.view_calls": _("See calls"),
    "customer_service.view_behaviour": _("See how customers behave"),
    "customer_service.view_enquiries": _("See enquiries"),
    "customer_service.take_enquiry": _("Take enquiries and recommend products"),
    "customer_service.answer_enquiry": _("Answer enquiries and pass them on"),
    "customer_service.start_proposal": _("Start a proposal out of an enquiry"),
}
ADVISERS = ("SALES", "UW_ISSUE")
ANSWERERS = tuple(dict.fromkeys((*ADVISERS, "CS_AGENT", *ANSWERING)))
QUEUES = {desk.queue: desk.posts for desk in DESKS.values()}
QUEUE_LABELS = {desk.queue: _("answer enquiries") for desk in DESKS.values()}
POSTS: dict[str, tuple[str, ...]] = {
    "customer_service.view_behaviour": ("UW_INFO", "UW_DIR", "CS_DIR", "CS_STAT", "BR_MGR", "SUB_MGR", "OPS_MGR"),
    "customer_service.view_enquiries": (*ANSWERERS, "CS_DIR", "UW_REVIEW", "BR_MGR"),
    "customer_service.answer_enquiry": ANSWERERS,
    "customer_service.take_enquiry": (*ADVISERS, "CS_AGENT"),
    "customer_service.start_proposal": ADVISERS,
    "customer_service.use_desk": ("CS_AGENT",),
    "customer_service.take_call": ("CS_AGENT",),
    "customer_service.view_calls": (
        "CS_AGENT",
        "CS_DISP",
        "CS_SUP",
        "CS_DIR",
        "CS_VISIT",
        "CS_STAT",
        "BR_MGR",
        "IA_AUD",
    ),
}


def register() -> None:
    """Tell the registry what this app guards."""
    permissions.register("customer_service", labels=LABELS, posts=POSTS, queues=QUEUES)
    name_queues(QUEUE_LABELS)
