"""The texts that scripts show, from the catalogue like all others; the page carries them as data."""

from __future__ import annotations

from django.utils.translation import gettext as _


def script_texts() -> dict[str, object]:
    """By the keys that the scripts use; ``{name}`` is filled in by the script."""
    return {
        "restore": _("Restore what you typed at {time}?"),
        "restoreYes": _("Restore"),
        "restoreNo": _("Discard"),
        "restored": _("Restored. Check it before you send it."),
        "keysTitle": _("Keys"),
        "keys": keys(),
        "waiting": _("waiting for a connection"),
        "sending": _("being sent"),
        "refused": _("refused, open it and look"),
        "drop": _("Discard"),
        "leaveSure": _("{count} entries were never sent. Sign out and discard them?"),
        "dropSure": _("Discard this entry? It was never sent."),
        "queued": _("No connection: kept on this phone, sent as soon as there is one."),
        "queueCount": _("{count} waiting to be sent"),
        "allSent": _("Everything is sent."),
        "signInAgain": _("Sign in again; then the waiting entries are sent."),
    }


def keys() -> list[tuple[str, str]]:
    """The keys of every page, in the order of their use."""
    return [
        ("Ctrl K", _("Search everything")),
        ("/", _("Find in the list")),
        ("j / k", _("Next / previous row")),
        ("x", _("Select the row")),
        ("Enter", _("Open the row")),
        ("e", _("First of the next steps")),
        ("t", _("Take the next item of work")),
        ("Ctrl Enter", _("Submit the form")),
        ("g w", _("My work")),
        ("g d", _("Dashboard")),
        ("g n", _("Notifications")),
        ("?", _("Show the keys")),
    ]
