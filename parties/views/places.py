"""Where this package stands in the shell: navigation, links, and the buttons of its objects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop as _

from core import links, work
from core.files import guard
from core.web import history, navigation
from core.web.commands import register_action
from core.web.navigation import NavItem
from parties import permissions
from parties.forms.intermediary import EndMandateForm, MandateForm
from parties.forms.lists import AppealForm, KeepForm
from parties.forms.party import (
    AccountForm,
    ConsentForm,
    ContactForm,
    EndAccountForm,
    EndContactForm,
    MergeForm,
)
from parties.models import Intermediary, Party
from parties.rules import intermediary as life
from parties.rules import lifecycle
from parties.rules import listing as lists
from parties.selectors.duplicates import likeness_of
from parties.selectors.intermediaries import may_see_intermediary
from parties.selectors.listing_paper import may_see_listing
from parties.services import contacts, intermediary, listing, merging, register
from parties.views.credit import register_credit
from parties.views.identification import register_identification
from parties.views.merger_words import difference_changed, difference_reason_changed, records_changed
from parties.views.papers import register_papers


def register_places() -> None:
    """Called from ``ready()``."""
    links.register(lifecycle.PARTY.kind, "parties:customer", _("Customer"), "users")
    links.register(lists.LISTING.kind, "parties:entry", _("List entry"), "flag")
    links.register(life.INTERMEDIARY.kind, "parties:intermediary", _("Intermediary"), "id-badge")
    navigation.register(
        _place(_("Customers"), "parties:customers", "users", permissions.VIEW, 10),
        NavItem(
            label=_("Intermediaries"), url_name="parties:intermediaries", icon="id-badge",
            permission=permissions.VIEW_INTERMEDIARIES, group="shared", order=20, queues=(life.QUEUE,),
        ),
        NavItem(
            label=_("Grey and black list"), url_name="parties:entries", icon="flag", permission=permissions.VIEW_LISTS,
            group="shared", order=30, queues=("parties.list_decision", lists.REVIEW_QUEUE),
        ),
    )  # fmt: skip
    history.tell_parts(lifecycle.PARTY.kind, "same_as", records_changed)
    history.tell_parts(lifecycle.PARTY.kind, "different_from", difference_changed)
    history.tell_parts(lifecycle.PARTY.kind, "difference_reason", difference_reason_changed)
    work.name_queues(permissions.QUEUE_LABELS)
    guard(life.INTERMEDIARY.kind, may_see_intermediary)
    guard(lists.LISTING.kind, may_see_listing)
    register_credit()
    register_papers()
    register_identification()
    _party_actions()
    _list_actions()
    _intermediary_actions()


def _place(label: str, url_name: str, icon: str, permission: str, order: int) -> NavItem:
    return NavItem(label=label, url_name=url_name, icon=icon, permission=permission, group="shared", order=order)


def _party_actions() -> None:
    register_action(lifecycle.EDIT, url_name="parties:edit")
    register_action(lifecycle.ADD_CONTACT, contacts.add_contact, form=ContactForm)
    register_action(lifecycle.ADD_ACCOUNT, contacts.add_account, form=AccountForm, prepare=_holder)
    register_action(lifecycle.RECORD_CONSENT, contacts.record_consent, form=ConsentForm)
    register_action(lifecycle.END_CONTACT, contacts.end_contact, form=EndContactForm, prepare=_contacts)
    register_action(lifecycle.END_ACCOUNT, contacts.end_account, form=EndAccountForm, prepare=_accounts)
    register_action(lifecycle.MERGE, merging.merge_party, form=MergeForm, prepare=_candidates)
    register_action(lifecycle.SEPARATE, merging.separate_party)
    register_action(lifecycle.CLOSE, register.close_party)
    register_action(lifecycle.REOPEN, register.reopen_party)


def _list_actions() -> None:
    register_action(lists.CONFIRM_LISTING, listing.confirm_listing)
    register_action(lists.REJECT_LISTING, listing.reject_listing)
    register_action(lists.KEEP_AFTER_REVIEW, listing.keep_after_review, form=KeepForm)
    register_action(lists.APPEAL, listing.record_appeal, form=AppealForm)
    register_action(lists.PROPOSE_REMOVAL, listing.propose_removal)
    register_action(lists.CONFIRM_REMOVAL, listing.confirm_removal)
    register_action(lists.KEEP_LISTED, listing.keep_listed)


def _intermediary_actions() -> None:
    register_action(life.EDIT, url_name="parties:change_intermediary")
    register_action(life.APPROVE, intermediary.approve_intermediary)
    register_action(life.REJECT, intermediary.reject_intermediary)
    register_action(life.RECORD_MANDATE, intermediary.record_mandate, form=MandateForm, prepare=_one_year)
    register_action(life.END_MANDATE, intermediary.end_mandate, form=EndMandateForm, prepare=_mandates)
    register_action(life.SUSPEND, intermediary.suspend_intermediary)
    register_action(life.RESUME, intermediary.resume_intermediary)
    register_action(life.END, intermediary.end_intermediary)


def _one_year(_request: HttpRequest, _row: Intermediary) -> Mapping[str, Any]:
    today = localdate()
    return {"initial": {"valid_from": today, "valid_until": today + timedelta(days=364)}}


def _mandates(_request: HttpRequest, row: Intermediary) -> Mapping[str, Any]:
    rows = row.mandates.filter(ended_on=None).select_related("party").order_by("-pk")
    return {"mandates": [(m.pk, f"{m.party.number} {m.party.name}") for m in rows]}


def _candidates(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    """Records that resemble this one, offered first."""
    return {"candidates": [(one.party.number, f"{one.party.number} {one.party.name}") for one in likeness_of(party)]}


def _holder(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    return {"initial": {"holder": party.name}}


def _contacts(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    return {"contacts": [(c.pk, c.value_masked) for c in party.contacts.filter(ended_at=None)]}


def _accounts(_request: HttpRequest, party: Party) -> Mapping[str, Any]:
    return {"accounts": [(a.pk, f"{a.bank} {a.number_masked}") for a in party.accounts.filter(ended_at=None)]}
