"""One light for queued work: green, or what is wrong with it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.jobs.pulse import relay_is_away
from core.jobs.selectors import QueueFigures, queue_figures
from core.workflow.spec import Tone

LATE_SECONDS = 300  # a due job that waits longer is late; the same figure stands in the alert rules


@dataclass(frozen=True, slots=True)
class Light:
    """``faults`` are translated sentences, the worst first; none means green."""

    tone: Tone
    faults: tuple[str, ...]


def light(figures: Sequence[QueueFigures] | None = None) -> Light:
    """Of the queues as they are now, unless somebody has just looked."""
    figures = queue_figures() if figures is None else figures
    bad = [*_relay_faults(), *(fault for figure in figures for fault in _queue_faults(figure))]
    dead = sum(figure.dead for figure in figures)
    wait = [_given_up(dead)] if dead else []
    tone = Tone.BAD if bad else Tone.WAIT if wait else Tone.GOOD
    return Light(tone, (*bad, *wait))


def _given_up(count: int) -> str:
    text = ngettext(
        "%(count)d piece of work was given up and waits for a decision.",
        "%(count)d pieces of work were given up and wait for a decision.",
        count,
    )
    return text % {"count": count}


def _relay_faults() -> list[str]:
    return [_("The relay makes no rounds.")] if relay_is_away() else []


def _queue_faults(figure: QueueFigures) -> list[str]:
    faults = []
    if not figure.consumed:
        faults.append(_("Nobody consumes the queue %(queue)s.") % {"queue": figure.queue})
    if figure.oldest_seconds is not None and figure.oldest_seconds > LATE_SECONDS:
        minutes = int(figure.oldest_seconds // 60)
        faults.append(
            _("Work in the queue %(queue)s has waited for %(minutes)d minutes.")
            % {"queue": figure.queue, "minutes": minutes}
        )
    return faults
