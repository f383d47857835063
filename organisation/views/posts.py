"""The catalogue of posts, one post, and giving a post to a person."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core import work
from core.permissions import holds
from core.web.detail import Crumb, Fact, Panel
from core.web.duties import duties_of
from core.web.exporting import export
from core.web.lists import Column, ListPage
from core.web.pages import needs, page
from organisation.forms.people import PostForm
from organisation.models import Education, Post, Staff, UnitKind
from organisation.rules.duties import duty_label
from organisation.selectors import catalogue as selectors
from organisation.selectors import posts as post_selectors
from organisation.selectors import staff as staff_selectors
from organisation.selectors.units import units_in_scope
from organisation.services.posts import PostWanted, propose_post
from organisation.views.plain import FormPage, Plain, administration, form_page, plain_page, sent_or_refused

DEPARTMENTS = ("UWC", "SUB", "CSC", "FC", "BR", "OPS", "IT", "PROV", "HO")


class PostLine(NamedTuple):
    """A post as the catalogue shows it."""

    post: Post
    name: str
    permissions: int
    queues: int
    duties: list[str]
    holders: int


@needs("organisation.view_units")
@require_GET
def posts(request: HttpRequest) -> HttpResponseBase:
    """Every post of the catalogue, by department."""
    if request.GET.get("export"):
        return _as_file(request)
    by_department = groupby(_lines(request), key=lambda line: line.post.department)
    context = {
        "groups": [(department(code), list(lines)) for code, lines in by_department],
        "crumbs": administration(Crumb(_("Posts"))),
    }
    return page(request, "organisation/posts.html", context)


def _as_file(request: HttpRequest) -> HttpResponseBase:
    columns, rows = _columns(_lines(request)), selectors.catalogue()
    spec = ListPage(title=_("Posts"), rows=lambda _actor: rows, columns=columns, order="order", export_name="posts")
    answer: HttpResponseBase = export(request, spec, columns, rows)
    return answer


def _lines(request: HttpRequest) -> list[PostLine]:
    counts = selectors.holder_counts(request.actor, timezone.localdate())  # type: ignore[attr-defined]
    duties = selectors.duties_of_posts()
    rows = sorted(selectors.catalogue(), key=lambda post: (DEPARTMENTS.index(post.department), post.order))
    return [
        PostLine(
            post=row,
            name=post_selectors.name_of(row.pk),
            permissions=len(post_selectors.permissions_of(row.pk)),
            queues=len(post_selectors.queues_of(row.pk)),
            duties=[_(duty_label(duty)) for duty in duties.get(row.pk, [])],
            holders=counts.get(row.pk, 0),
        )
        for row in rows
    ]


def _columns(lines: list[PostLine]) -> tuple[Column, ...]:
    """For the file."""
    by_code = {line.post.pk: line for line in lines}
    return (
        Column(key="code", label=_("Code"), cell=lambda p: p.pk),
        Column(key="name", label=_("Post"), cell=lambda p: by_code[p.pk].name),
        Column(key="department", label=_("Department"), cell=lambda p: department(p.department)),
        Column(key="permissions", label=_("Permissions"), cell=str, plain=lambda p: by_code[p.pk].permissions),
        Column(key="queues", label=_("Queues"), cell=str, plain=lambda p: by_code[p.pk].queues),
        Column(key="duties", label=_("Duties"), cell=lambda p: _(", ").join(by_code[p.pk].duties)),
        Column(key="factor", label=_("Second factor"), cell=lambda p: _("yes") if p.needs_second_factor else _("no")),
        Column(key="holders", label=_("Holders"), cell=str, plain=lambda p: by_code[p.pk].holders),
    )


def department(code: str) -> str:
    """The department of a post in words."""
    return {
        "UWC": _("underwriting centre"),
        "SUB": _("sub-branch"),
        "CSC": _("claims and customer service centre"),
        "FC": _("finance centre"),
        "BR": _("branch"),
        "OPS": _("operations"),
        "IT": _("information technology"),
        "PROV": _("provincial branch"),
        "HO": _("head office"),
    }.get(code, code)


@needs("organisation.view_units")
@require_GET
def post(request: HttpRequest, code: str) -> HttpResponse:
    """One post: permissions, queues, duties, what it excludes and asks for, and its holders."""
    found = selectors.post_by_code(code)
    name = post_selectors.name_of(found.pk)
    held = selectors.holders_of(request.actor, found.pk, timezone.localdate())  # type: ignore[attr-defined]
    return plain_page(
        request,
        found,
        Plain(
            title=name,
            heading=found.pk,
            crumbs=administration(Crumb(_("Posts"), reverse("organisation:posts")), Crumb(name)),
            facts=(
                Fact(_("Department"), department(found.department)),
                Fact(_("Holders"), str(len(held)), _("in your scope, today")),
                Fact(_("Permissions"), str(len(post_selectors.permissions_of(found.pk)))),
                Fact(_("Queues"), str(len(post_selectors.queues_of(found.pk)))),
                Fact(_("Second factor"), _("asked for") if found.needs_second_factor else _("not asked for")),
            ),
            panels=_panels(held),
        ),
    )


def _panels(held: list[Any]) -> tuple[Panel, ...]:
    return (
        Panel(
            key="holders",
            title=_("Holders"),
            icon="users",
            template="organisation/panels/post_holders.html",
            context=lambda _request, _post: {"holders": held, "aside": str(len(held))},
            flush=True,
        ),
        Panel(
            key="excluded",
            title=_("What it excludes"),
            icon="git-compare",
            template="organisation/panels/post_exclusions.html",
            context=_exclusions,
            flush=True,
        ),
        Panel(
            key="duties",
            title=_("Duties"),
            icon="book",
            template="organisation/panels/post_duties.html",
            context=_duties,
            flush=True,
        ),
        Panel(
            key="permissions",
            title=_("Permissions"),
            icon="key",
            template="organisation/panels/post_permissions.html",
            context=_permissions,
        ),
        Panel(
            key="asked",
            title=_("Qualification"),
            icon="school",
            template="organisation/panels/post_requirements.html",
            context=_requirements,
            rail=True,
        ),
        Panel(
            key="queues",
            title=_("Queues"),
            icon="list-details",
            template="organisation/panels/post_queues.html",
            context=_queues,
            rail=True,
        ),
    )


def _duties(request: HttpRequest, found: Post) -> dict[str, Any]:
    rows = duties_of(found.pk, partial(holds, request.actor))  # type: ignore[attr-defined]
    return {"duties": rows, "aside": str(len(rows)) if rows else ""}


def _exclusions(_request: HttpRequest, found: Post) -> dict[str, Any]:
    rows = [
        (one, _(one.why), [post_selectors.name_of(code) for code in one.posts] or [_(duty_label(one.other))])
        for one in selectors.exclusions_of(found.pk)
    ]
    return {"rows": rows, "aside": str(len(rows)) if rows else ""}


def _permissions(_request: HttpRequest, found: Post) -> dict[str, Any]:
    labels = selectors.labels_of_permissions()
    names = sorted(post_selectors.permissions_of(found.pk))
    return {"permissions": [(name, _(labels[name]) if name in labels else name) for name in names]}


def _queues(_request: HttpRequest, found: Post) -> dict[str, Any]:
    return {"queues": [_(work.queue_label(queue)) for queue in sorted(post_selectors.queues_of(found.pk))]}


def _requirements(_request: HttpRequest, found: Post) -> dict[str, Any]:
    rows = selectors.requirements_of(found.pk, timezone.localdate())
    return {"rows": [(UnitKind(row.branch_kind).label, Education(row.education).label, row) for row in rows]}


# -- giving a post ----------------------------------------------------------------------------------------------------


@needs("organisation.propose_access")
@require_http_methods(["GET", "POST"])
def post_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a person be given a post; clash and qualification are explained at the field."""
    found = staff_selectors.person(request.actor, pk)  # type: ignore[attr-defined]
    form = _post_form(request, found)
    if request.method == "POST" and form.is_valid():
        command, wanted = form.command(request), _wanted(found, form.inputs())
        change = sent_or_refused(form, lambda: propose_post(command, wanted=wanted))
        if change is not None:
            messages.success(
                request, _("%(number)s waits for its approval.") % {"number": change.number}, extra_tags="good"
            )
            return redirect("organisation:change", pk=change.pk)
    back = reverse("organisation:person", kwargs={"pk": pk})
    today = timezone.localdate()
    held = staff_selectors.posts_of([pk], today)[pk]
    spec = FormPage(
        title=_("Give a post"),
        intro=_("To %(name)s. It is held from the first day on, after another person has approved it.")
        % {"name": found.name},
        crumbs=administration(Crumb(_("Members of staff"), reverse("organisation:people")), Crumb(found.name, back)),
        back=back,
        submit=_("Propose"),
        icon="send",
        notes="organisation/panels/give_notes.html",
        content={
            "staff": found,
            "education": Education(found.education).label,
            "held": [post_selectors.name_of(row.post_id) for row in held],
        },
    )
    return form_page(request, form, spec)


def _post_form(request: HttpRequest, found: Staff) -> PostForm:
    units = [(str(unit.pk), unit.label) for unit in units_in_scope(request.actor) if unit.active]  # type: ignore[attr-defined]
    by_department: dict[str, list[tuple[str, str]]] = {}
    for row in selectors.catalogue():
        by_department.setdefault(department(row.department), []).append((row.pk, post_selectors.name_of(row.pk)))
    usual = {
        "unit": str(found.belongs_to_id or ""),
        "scope_unit": str(found.belongs_to_id or ""),
        "first_day": timezone.localdate(),
    }
    return PostForm(request.POST or None, posts=list(by_department.items()), units=units, initial=usual)


def _wanted(found: Staff, values: dict[str, Any]) -> PostWanted:
    return PostWanted(
        staff_id=found.pk,
        post=values["post"],
        unit_id=int(values["unit"]),
        scope_unit_id=int(values["scope_unit"]),
        first_day=values["first_day"],
        last_day=values["last_day"],
        waiver=values["waiver"],
    )
