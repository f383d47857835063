"""Risk questionnaires: the versions that were and are asked, and the editor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import links
from core.templatetags.ui import day
from core.web.detail import Crumb
from core.web.lists import Column, ListPage, list_page
from core.web.pages import needs, page
from core.workflow.refusals import Refusal
from underwriting.forms.questionnaires import NewQuestionsForm, QuestionsForm
from underwriting.models import Questionnaire
from underwriting.rules.questionnaire import read_questions
from underwriting.selectors import products
from underwriting.selectors.catalogue import in_language
from underwriting.services import questionnaires as services

EDIT = "underwriting.propose_product"


def _versions(code: str) -> list[Questionnaire]:
    found = products.questionnaires_of(code)
    if not found:
        raise Http404
    return found


def _held(versions: list[Questionnaire]) -> Questionnaire:
    today = localdate()
    return next((one for one in versions if today in one.effective), versions[0])


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Underwriting centre")), Crumb(_("Products"), reverse("underwriting:products")))


@needs("underwriting.view_products")
@require_GET
def questionnaire_list(request: HttpRequest) -> HttpResponseBase:
    """Every questionnaire that is asked today, and new ones to come."""
    today = localdate()
    may = request.actor.refusal_for(EDIT) is None  # type: ignore[attr-defined]
    return list_page(
        request,
        ListPage(
            title=_("Risk questionnaires"),
            facts=_("What is asked of the policyholder; changed by two people from a day to come."),
            rows=lambda _actor: products.questionnaires_listed(today),
            order="product",
            columns=(
                Column(key="code", label=_("Code"), cell=_code, plain=lambda q: q.product, sort="product"),
                Column(key="title", label=_("Title"), cell=lambda q: in_language(q.title)),
                Column(key="version", label=_("Version"), cell=lambda q: q.version, css="ui-nowrap"),
                Column(key="from", label=_("In force from"), cell=lambda q: day(q.effective.lower), css="ui-nowrap"),
            ),
            search=products.questionnaires_by_text,
            search_hint=_("Code, name"),
            actions=((_("New questionnaire"), reverse("underwriting:new_questionnaire"), "plus"),) if may else (),
            export_name="questionnaires",
        ),
    )


def _code(one: Questionnaire) -> SafeString:
    return format_html('<a class="ui-code" href="{}">{}</a>', _url("questionnaire", one.product), one.product)


@needs("underwriting.view_products")
@require_GET
def questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    """The questions as they are asked, or as they were in another version."""
    versions = _versions(code)
    held = _held(versions)
    shown = next((one for one in versions if str(one.pk) == request.GET.get("version")), held)
    language = get_language() or "zh"
    used = products.asking(code, localdate())
    context = {
        "title": in_language(shown.title),
        "crumbs": _crumbs(),
        "shown": shown,
        "held": held,
        "versions": versions,
        "questions": [
            (one.asked(language), [(one.answer(v, language), v in one.material) for v in one.options], one.basis)
            for one in read_questions(shown.questions)
        ],
        "used_by": [
            (in_language(row.name), reverse("underwriting:product", kwargs={"code": row.code})) for row in used
        ],
        "edit": _url("edit_questionnaire", code) if request.actor.refusal_for(EDIT) is None else "",  # type: ignore[attr-defined]
    }
    return page(request, "underwriting/questionnaire.html", context)


def _url(name: str, code: str) -> str:
    return reverse(f"underwriting:{name}", kwargs={"code": code})


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def edit_questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    """The next wording."""
    held = _held(_versions(code))
    initial = {"title_zh": held.title.get("zh", ""), "title_en": held.title.get("en", "")}
    form = QuestionsForm(request.POST or None, questions=held.questions, initial=initial)
    sent = _sent(request, form, code=code, new=False)
    if sent is not None:
        return sent
    context = {
        "title": _("New version of %(code)s") % {"code": code},
        "crumbs": (*_crumbs(), Crumb(in_language(held.title), _url("questionnaire", code))),
        "head": [(form["title_zh"], "3"), (form["title_en"], "3")],
        "back": _url("questionnaire", code),
    }
    return _shown(request, form, context, code)


@needs(EDIT)
@require_http_methods(["GET", "POST"])
def new_questionnaire(request: HttpRequest) -> HttpResponse:
    """A questionnaire that is not there yet."""
    form = NewQuestionsForm(request.POST or None, questions=())
    sent = _sent(request, form, code="", new=True)
    if sent is not None:
        return sent
    context = {
        "title": _("New questionnaire"),
        "crumbs": (*_crumbs(), Crumb(_("Risk questionnaires"), reverse("underwriting:questionnaires"))),
        "head": [(form["code"], "3"), (form["title_zh"], "3"), (form["title_en"], "3")],
        "back": reverse("underwriting:questionnaires"),
    }
    return _shown(request, form, context)


def _sent(request: HttpRequest, form: QuestionsForm, *, code: str, new: bool) -> HttpResponse | None:
    """The way to what was proposed; None while the form stays open."""
    if request.method != "POST" or not form.is_valid():
        return None
    given = form.cleaned_data
    named = given["code"] if new else code
    wanted = services.QuestionsWanted(
        product=named,
        title={"zh": given["title_zh"], "en": given["title_en"]},
        questions=form.questions(),
        effective_on=form.day(),
        new=new,
    )
    try:
        change = services.propose(form.command(request), wanted=wanted)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Proposed as %(number)s.") % {"number": change.number}, extra_tags="good")
    return HttpResponseRedirect(links.url_for("organisation.change", change.pk) or _url("questionnaire", named))


def _shown(request: HttpRequest, form: QuestionsForm, context: dict[str, Any], code: str = "") -> HttpResponse:
    said = {
        "form": form,
        "draft_key": f"questionnaire-{code or 'new'}",
        "blocks": form.blocks(),
        "last": [(form["effective_on"], "3"), (form["reason"], "6")],
    }
    return page(request, "underwriting/questionnaire_edit.html", context | said, status=422 if form.errors else 200)
