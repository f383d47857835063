"""Component tags: one tag, one small template or one line of markup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core import links
from core.money import to_cents
from core.web.script_texts import script_texts as texts_of_scripts
from core.workflow.spec import Lifecycle, State

register = template.Library()
WAN = Decimal(10000)
SOON_SHARE = Decimal("0.75")


@register.simple_tag
def icon(name: str, size: str = "md") -> SafeString:
    """An icon of the sprite; decorative, so hidden from screen readers."""
    return format_html(
        '<svg class="ui-icon ui-icon-{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        size,
        static("build/icons.svg"),
        name,
    )


@register.simple_tag
def badge(text: str, tone: str = "neutral", mark: str = "") -> SafeString:
    """A state or flag in its tone."""
    inner = icon(mark, "xs") if mark else SafeString('<i class="ui-dot"></i>')
    return format_html('<span class="ui-badge ui-tone-{}">{}{}</span>', tone, inner, text)


@register.simple_tag
def state_badge(state: State) -> SafeString:
    """A state of a lifecycle, in the tone declared beside it."""
    return badge(_(state.label), state.tone.value)


def state_of(lifecycle: Lifecycle, value: str) -> SafeString:
    """The badge of a state by its value, for list cells."""
    return state_badge(lifecycle.state(value))


@register.simple_tag
def money(amount: Any, unit: str = "yuan", sign: bool = False) -> SafeString | str:
    """¥12,345.67, or 万元 where a column says so; a true minus sign."""
    if amount in (None, ""):
        return "–"
    try:
        value = Decimal(str(amount))
    except InvalidOperation:
        return str(amount)
    if unit == "wan":
        return format_html(
            '<span class="ui-num">{}<small class="ui-unit">{}</small></span>', f"{value / WAN:,.2f}", _("10,000 yuan")
        )
    lead = ("+" if value > 0 and sign else "") + ("−" if value < 0 else "")
    return format_html('<span class="ui-num">{}¥{}</span>', lead, f"{abs(to_cents(value)):,.2f}")


class Moment(str):
    """A moment as it is shown; what is meant goes into files."""

    meant: datetime


def _moment(value: datetime, pattern: str) -> Moment:
    shown = Moment(timezone.localtime(value).strftime(pattern))
    shown.meant = value
    return shown


@register.filter
def grouped(value: Decimal | int | str) -> str:
    """12,345: a number that is no money."""
    return f"{value:,}" if isinstance(value, Decimal | int) else str(value)


@register.filter
def moment(value: datetime | None) -> str:
    """11-22 14:03 this year, 2025-11-22 14:03 otherwise."""
    if value is None:
        return "–"
    this_year = timezone.localtime(value).year == timezone.localdate().year
    return _moment(value, "%m-%d %H:%M" if this_year else "%Y-%m-%d %H:%M")


@register.filter
def full_moment(value: datetime | None) -> str:
    """2026-11-22 14:03:09 for details."""
    return "–" if value is None else _moment(value, "%Y-%m-%d %H:%M:%S")


@register.filter
def day(value: date | None) -> str:
    return "–" if value is None else value.strftime("%Y-%m-%d")


def span(seconds: int) -> str:
    """A length of time in the two largest units: 3 h 12 min, 2 d 4 h."""
    days, rest = divmod(abs(int(seconds)), 86400)
    hours, rest = divmod(rest, 3600)
    minutes = rest // 60
    if days:
        return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)s min") % {"minutes": minutes}


@register.simple_tag
def clock(item: Any, label: str = "") -> SafeString | str:
    """The deadline of a work item: ring and remaining time, amber near the end, red with the overrun, paused."""
    if item is None or item.due_at is None:
        return ""
    return clock_of(item.opened_at, item.due_at, item.paused_at, label)


def clock_of(start: datetime, due: datetime, paused: datetime | None = None, label: str = "") -> SafeString:
    """A clock between two moments, as shown in cells."""
    lead = f"{label} " if label else ""
    if paused is not None:
        return _clock("paused", icon("player-pause", "xs"), lead + _("paused"), due)
    now = timezone.now()
    if now > due:
        return _clock(
            "over",
            icon("alarm", "xs"),
            lead + _("%(time)s over") % {"time": span((now - due).seconds + (now - due).days * 86400)},
            due,
        )
    used = Decimal(max((now - start).total_seconds(), 0)) / Decimal(max((due - start).total_seconds(), 1))
    text = lead + _("%(time)s left") % {"time": span(int((due - now).total_seconds()))}
    return _clock("soon" if used >= SOON_SHARE else "run", _ring(used), text, due)


def _clock(state: str, mark: SafeString, text: str, due: datetime) -> SafeString:
    title = _("due %(moment)s") % {"moment": full_moment(due)}
    return format_html('<span class="ui-clock ui-clock-{}" title="{}">{}{}</span>', state, title, mark, text)


def _ring(used: Decimal) -> SafeString:
    arc = round(min(used, Decimal(1)) * Decimal("31.42"), 2)
    return format_html(
        '<svg class="ui-ring" viewBox="0 0 14 14" aria-hidden="true">'
        '<circle class="ui-ring-track" cx="7" cy="7" r="5"></circle><circle class="ui-ring-used" cx="7" cy="7" r="5" '
        'stroke-dasharray="{} 31.42" transform="rotate(-90 7 7)"></circle></svg>',
        arc,
    )


@register.simple_block_tag
def panel(
    content: str, title: str, icon_name: str = "", aside: str = "", id: str = "", flush: bool = False
) -> SafeString:
    """A panel with a head."""
    head = format_html(
        '<header class="ui-panel-head">{}<h2>{}</h2><span class="ui-panel-aside">{}</span></header>',
        icon(icon_name) if icon_name else "",
        title,
        aside,
    )
    return format_html(
        '<section class="ui-panel" id="{}" aria-label="{}">{}<div class="ui-panel-body{}">{}</div></section>',
        id,
        title,
        head,
        " ui-flush" if flush else "",
        content,
    )


@register.simple_tag
def bar(share: Any, tone: str = "info", label: str = "") -> SafeString:
    """A share as a bar, 0 to 100."""
    return format_html(
        '<svg class="ui-bar ui-tone-{}" role="img" aria-label="{}">'
        '<rect class="ui-bar-track" width="100%" height="6" rx="3"></rect>'
        '<rect class="ui-bar-fill" width="{}%" height="6" rx="3"></rect></svg>',
        tone,
        label,
        min(share, 100),
    )


@register.simple_tag
def spark(values: Iterable[Any], tone: str = "info") -> SafeString | str:
    """A line without axes."""
    points = [Decimal(str(value)) for value in values]
    if len(points) < 2:
        return ""
    low, spread = min(points), (max(points) - min(points)) or Decimal(1)
    xy = [
        (round(n * 88 / (len(points) - 1) + 2, 1), round(22 - (v - low) / spread * 18, 1)) for n, v in enumerate(points)
    ]
    return format_html(
        '<svg class="ui-spark ui-tone-{}" viewBox="0 0 94 26" aria-hidden="true"><polyline points="{}"></polyline>'
        '<circle cx="{}" cy="{}" r="2.5"></circle></svg>',
        tone,
        " ".join(f"{x},{y}" for x, y in xy),
        *xy[-1],
    )


@register.inclusion_tag("components/explain.html")
def explain(steps: Iterable[dict[str, Any]] | None, *, plain: bool = False) -> dict[str, Any]:
    """The numbered steps of a figure; the last one is the result. ``plain`` figures, such as points, are no money."""
    found = list(steps or ())
    return {"steps": found, "last": len(found), "plain": plain}


@register.inclusion_tag("components/whynot.html")
def whynot(refusal: Any) -> dict[str, Any]:
    """Why not, who can, on what basis."""
    return {"refusal": refusal}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, size: str = "", affix: str = "", before: str = "") -> dict[str, Any]:
    """A form field: label, control, help, error. ``size`` is the number of the grid's columns (2, 3, 4 or 6)."""
    widget = type(bound.field.widget).__name__
    errors = bool(bound.errors)
    attributes: dict[str, str | bool] = {
        "class": "ui-box" if widget == "CheckboxInput" else "ui-in",
        "id": bound.auto_id,
    }
    if errors:
        attributes |= {"aria-invalid": "true"}
    if errors or bound.help_text:
        attributes |= {"aria-describedby": f"{bound.auto_id}-help"}
    control = bound.as_widget(attrs=attributes)
    return {
        "bound": bound,
        "control": control,
        "size": size,
        "affix": affix,
        "before": before,
        "widget": widget,
        "errors": errors,
    }


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", icon_name: str = "inbox", url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here: what, why, what to do."""
    return {"title": title, "text": text, "icon_name": icon_name, "url": url, "action": action}


@register.simple_block_tag
def alert(content: str, tone: str = "info", icon_name: str = "info-circle") -> SafeString:
    """A message above content; errors are announced."""
    role = "alert" if tone == "bad" else "status"
    return format_html(
        '<div class="ui-alert ui-tone-{}" role="{}">{}<div>{}</div></div>', tone, role, icon(icon_name), content
    )


@register.simple_tag
def script_texts() -> SafeString:
    """The texts of the scripts as data of the page."""
    return json_script(texts_of_scripts(), "texts")


@register.filter
def may_open(url: str) -> bool:
    """Whether the reader may open the page behind an address."""
    return links.may_open(url)


JOB_QUEUES = {
    "underwriting": pgettext_lazy("job queue", "Underwriting"),
    "dispatch": pgettext_lazy("job queue", "Dispatch"),
    "documents": pgettext_lazy("job queue", "Documents"),
    "default": pgettext_lazy("job queue", "Everything else"),
}


@register.filter
def job_queue(name: str) -> str:
    """A queue of background work as administrators call it."""
    return str(JOB_QUEUES.get(name, name))


@register.filter
def translated(text: str) -> str:
    """A word that was marked where it was declared."""
    return _(text) if text else ""


@register.filter
def translated_parts(text: str) -> str:
    """Words joined by a middle dot, each translated where it was marked; figures stay as they are."""
    return " · ".join(_(part) if part else "" for part in str(text).split(" · "))


@register.filter
def value_of(mapping: dict[str, Any], key: str) -> Any:
    """A value of a mapping by a variable key."""
    return mapping.get(key, "")
