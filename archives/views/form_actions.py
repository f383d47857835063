"""Buttons on the papers about printed forms, their places and links."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from archives import permissions as own
from archives.forms import form_papers as asked
from archives.models import FormCount, FormRequest
from archives.rules import (
    form_count,
    form_destruction,
    form_gap,
    form_incident,
    form_order,
    form_request,
    form_shortage,
    form_slip,
    seal,
)
from archives.selectors import form_lots, form_papers
from archives.services import (
    form_counts,
    form_differences,
    form_ends,
    form_gaps,
    form_hands,
    form_losses,
    form_shortages,
    form_supply,
    seals,
)
from archives.views.form_entry import KEEPERS_OF_SEALS
from core import links, work
from core.files import guard
from core.web import navigation
from core.web.commands import register_action
from core.web.navigation import NavItem

_ = own.gettext_noop


def _dispatch_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """The lowest numbers in the store above."""
    paper: FormRequest = obj
    lots = form_lots.in_store(paper.source_id or 0, paper.form_type)
    lowest = lots[0] if lots else None
    most = min(paper.quantity, lowest.quantity) if lowest else paper.quantity
    return {"kind": paper.form_type, "lowest": lowest.first if lowest else None, "wanted": most}


def _receive_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    paper: FormRequest = obj
    return {"sent": paper.numbers.quantity if paper.first is not None else 0}


def _sheet_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    paper: FormCount = obj
    return {"sheet": form_counts.sheet_of(paper.unit_id, paper.grades)}


def _answer_arguments(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    paper: FormCount = obj
    return {"lines": form_counts.differing_lines(paper), "severe": paper.severe}


def _successor_arguments(request: HttpRequest, obj: Any) -> dict[str, Any]:
    people = form_papers.colleagues(request.actor, KEEPERS_OF_SEALS)  # type: ignore[attr-defined]
    return {"people": [one for one in people if one.pk != obj.keeper_id]}


def register() -> None:
    """Tell the registries."""
    _orders_and_requests()
    _hands_and_ends()
    _custody()
    work.name_queues(own.QUEUE_LABELS)
    links.register(form_order.ORDER_KIND, "archives:order", _("Print order"), "printer")
    links.register(form_request.REQUEST_KIND, "archives:request", _("Requisition of forms"), "send")
    links.register(form_slip.SLIP_KIND, "archives:slip", _("Slip of forms"), "list-details")
    links.register(form_incident.INCIDENT_KIND, "archives:incident", _("Void or lost forms"), "alert-triangle")
    links.register(form_gap.GAP_KIND, "archives:gap", _("Explanation of numbers"), "help")
    guard(form_destruction.DESTRUCTION_KIND, form_papers.sees_destruction)
    links.register(form_destruction.DESTRUCTION_KIND, "archives:destruction", _("Destruction of forms"), "trash")
    links.register(form_count.COUNT_KIND, "archives:count", _("Count of forms"), "checklist")
    links.register(form_shortage.SHORTAGE_KIND, "archives:shortage", _("Low stock of forms"), "alert-triangle")
    links.register(seal.SEAL_KIND, "archives:seal", _("Seal"), "rubber-stamp")
    _places()


def _orders_and_requests() -> None:
    register_action(form_order.APPROVE_PROOF, form_supply.approve_proof)
    register_action(form_order.COUNT, form_supply.count_delivery, form=asked.CountedForm)
    register_action(form_order.ACCEPT, form_supply.accept_delivery)
    register_action(form_order.SEND_BACK, form_supply.send_back)
    register_action(form_order.CANCEL, form_supply.cancel_order)
    register_action(form_request.APPROVE, form_supply.approve_request)
    register_action(form_request.REFUSE, form_supply.refuse_request)
    register_action(form_request.DISPATCH, form_supply.dispatch, form=asked.DispatchForm, prepare=_dispatch_arguments)
    register_action(form_request.RECEIVE, form_supply.receive, form=asked.ReceiveForm, prepare=_receive_arguments)
    register_action(form_request.SETTLE, form_losses.settle, form=asked.SettleForm)


def _hands_and_ends() -> None:
    register_action(form_slip.SIGN, form_hands.sign_slip)
    register_action(form_slip.WITNESS, form_hands.witness)
    register_action(form_slip.WITHDRAW, form_hands.withdraw_slip)
    register_action(form_incident.TAKE_COPIES, form_losses.take_copies, form=asked.CopiesForm)
    register_action(form_incident.PUBLISH, form_losses.publish, form=asked.NoticeForm)
    register_action(form_incident.CLOSE, form_losses.close_loss)
    register_action(form_gap.ACCEPT, form_gaps.accept_explanation)
    register_action(form_gap.DOUBT, form_gaps.doubt_explanation)
    register_action(form_destruction.CONFIRM, form_ends.confirm_destruction, form=asked.CountedForm)
    register_action(form_destruction.SUPERVISE, form_ends.supervise_destruction)
    register_action(form_destruction.DROP, form_ends.drop_destruction)


def _custody() -> None:
    register_action(form_count.COUNT, form_counts.enter_count, form=asked.SheetForm, prepare=_sheet_arguments)
    register_action(form_count.CHECK, form_counts.check_count)
    register_action(form_count.RECOUNT, form_counts.recount)
    register_action(
        form_count.ANSWER, form_differences.answer_difference, form=asked.AnswerForm, prepare=_answer_arguments
    )
    register_action(form_count.ACCEPT, form_differences.accept_answer)
    register_action(form_count.DOUBT, form_differences.doubt_answer)
    register_action(form_shortage.COVER, url_name="archives:shortage_cover")
    register_action(form_shortage.LEAVE, form_shortages.leave_shortage)
    register_action(seal.USE, seals.note_use, form=asked.SealUseForm)
    register_action(seal.GIVE_UP, seals.give_up, form=asked.SuccessorForm, prepare=_successor_arguments)
    register_action(seal.TAKE, seals.take)
    register_action(seal.WITHDRAW, seals.withdraw_seal)


def _places() -> None:
    def place(label: str, name: str, icon: str, order: int, *queues: str, permission: str = own.VIEW_FORMS) -> NavItem:
        return NavItem(
            label=label,
            url_name=f"archives:{name}",
            icon=icon,
            permission=permission,
            group="shared",
            queues=queues,
            order=order,
        )

    navigation.register(
        place(_("Printed forms"), "forms", "archive", 60),
        place(_("Slips of forms"), "slips", "list-details", 61, form_slip.SIGN_QUEUE, form_slip.RETURN_QUEUE),
        place(
            _("Requests for forms"),
            "requests",
            "send",
            62,
            form_request.APPROVE_QUEUE,
            form_request.DISPATCH_QUEUE,
            form_request.RECEIVE_QUEUE,
        ),
        place(
            _("Void and lost forms"),
            "incidents",
            "alert-triangle",
            63,
            form_incident.COPIES_QUEUE,
            form_incident.NOTICE_QUEUE,
        ),
        place(_("Low stock of forms"), "low_stock", "archive", 62, form_shortage.LOW_QUEUE),
        place(_("Used forms"), "form_uses", "file-check", 63),
        place(
            _("Counts of forms"),
            "counts",
            "checklist",
            64,
            form_count.COUNT_QUEUE,
            form_count.CHECK_QUEUE,
            form_count.QUARTER_QUEUE,
            form_count.MEND_QUEUE,
            form_count.ACCEPT_QUEUE,
        ),
        place(_("Register of seals"), "seals", "rubber-stamp", 65, permission=own.VIEW_SEALS),
    )
