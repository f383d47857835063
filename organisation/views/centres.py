"""The structure of the three centres with posts, people and norms, and the departments of the working policy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.templatetags import ui
from core.web.detail import Crumb
from core.web.lists import Column
from core.web.pages import needs
from core.workflow.refusals import Hidden
from organisation.models import UnitKind
from organisation.selectors import centres as selectors
from organisation.selectors import posts
from organisation.selectors.centres import Centre, DepartmentPost, PostOfCentre
from organisation.views.plain import administration
from organisation.views.tables import Section, TablePage, table_page

VARIANTS = {
    UnitKind.MUNICIPAL_BRANCH: gettext_lazy("variant of municipalities and plan-listed cities"),
    UnitKind.PREFECTURE_BRANCH: gettext_lazy("variant of prefecture branches"),
}


class BranchForm(forms.Form):
    """Whose centres."""

    branch = forms.TypedChoiceField(label=gettext_lazy("Branch"), coerce=int, required=False)

    def __init__(self, *args: Any, branches: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = branches  # type: ignore[attr-defined]


@needs("organisation.view_structure")
@require_GET
def centres(request: HttpRequest) -> HttpResponse:
    """Every centre of a branch: which posts it has, who holds them, how many people the norm asks for."""
    found = selectors.branches(request.actor)  # type: ignore[attr-defined]
    if not found:
        raise Hidden(_("Not found."))
    form = BranchForm(request.GET or {"branch": found[0].pk}, branches=[(one.pk, one.label) for one in found])
    chosen = form.cleaned_data["branch"] if form.is_valid() else None
    branch = next((one for one in found if one.pk == chosen), found[0])
    today = timezone.localdate()
    may_change = request.actor.refusal_for("organisation.propose_control") is None  # type: ignore[attr-defined]
    sections = [_centre(one, may_change=may_change) for one in selectors.centres_of(branch, today)]
    spec = TablePage(
        title=_("Structure of the centres"),
        facts=_("%(branch)s · %(variant)s") % {"branch": branch.label, "variant": VARIANTS[UnitKind(branch.kind)]},
        crumbs=administration(Crumb(_("Structure of the centres"))),
        form=form if len(found) > 1 else None,
        sections=[*sections, _departments(selectors.departments_of(branch, today))],
        actions=((_("Organisation chart"), reverse("organisation:units"), "sitemap"),)
        if request.actor.refusal_for("organisation.view_units") is None  # type: ignore[attr-defined]
        else (),
        export_name="centres",
    )
    return table_page(request, spec)


def _centre(found: Centre, *, may_change: bool) -> Section:
    people = {name for row in found.posts for name in row.holders}
    needed = sum(row.needed for row in found.posts)
    return Section(
        title=found.unit.label,
        icon="sitemap",
        aside=_("%(people)s people, %(needed)s by the norm") % {"people": len(people), "needed": needed},
        columns=(
            Column(key="post", label=_("Post"), cell=_post),
            Column(key="people", label=_("Holders"), cell=_names),
            Column(key="count", label=_("Number of people"), cell=lambda p: str(len(p.holders)), css="ui-r"),
            Column(key="needed", label=_("By the norm"), cell=_change if may_change else _needed, css="ui-r"),
            Column(key="asked", label=_("Asked of the holder"), cell=_asked),
        ),
        rows=found.posts,
    )


def _post(row: PostOfCentre) -> SafeString:
    clause = row.source.rpartition(" · ")[2]
    return format_html("{}<small>{}</small>", posts.name_of(row.post), clause)


def _names(row: PostOfCentre | DepartmentPost) -> SafeString | str:
    return "、".join(row.holders) or "–"


def _needed(row: PostOfCentre) -> SafeString:
    short = ui.badge(_("short"), "wait") if row.short else ""
    return format_html("{} {}", row.needed, short)


def _change(row: PostOfCentre) -> SafeString:
    """The figure leads to the page where another one is proposed."""
    url = reverse("organisation:norm_propose", args=[row.norm.pk])
    return format_html('<a href="{}">{}</a>', url, _needed(row))


def _asked(row: PostOfCentre) -> SafeString | str:
    if row.asked is None:
        return "–"
    words = {"education": row.education, "years": row.asked.years, "kind": row.asked.get_experience_display()}
    told = _("%(education)s or above, %(years)s years of %(kind)s") % words
    english = _("good English") if row.asked.good_english else ""
    return format_html("{}<small>{}</small>", told, english)


def _departments(rows: list[DepartmentPost]) -> Section:
    return Section(
        title=_("Departments of the working policy"),
        icon="building",
        columns=(
            Column(key="department", label=_("department"), cell=lambda p: _in_language(p.department)),
            Column(key="title", label=_("Post of the policy"), cell=lambda p: _in_language(p.title)),
            Column(key="posts", label=_("Post"), cell=_posts),
            Column(key="people", label=_("Holders"), cell=_names),
        ),
        rows=rows,
    )


def _in_language(words: dict[str, str]) -> str:
    return words["en"] if (get_language() or "").startswith("en") else words["zh"]


def _posts(row: DepartmentPost) -> SafeString:
    return format_html_join("、", "{}", ((posts.name_of(code),) for code in row.posts))
