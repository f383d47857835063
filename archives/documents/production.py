"""Rendering a document and keeping it in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from archives.documents.machinery import DocumentUnavailable
from archives.documents.pdf import StandingPages, render_pdf
from archives.documents.signing import sign_pdf
from archives.rules.facts import DocumentFact, DocumentRef
from archives.services.deposit import deposit
from core.workflow.command import Command


def produce(
    command: Command,
    fact: DocumentFact,
    *,
    template: str,
    context: Mapping[str, Any],
    images: Mapping[str, bytes] | None = None,
    standing: Sequence[StandingPages] = (),
    signed: bool = False,
) -> DocumentRef:
    """Render and keep, with the insurer's electronic signature where the paper binds it. Where no document can be made
    the deposit says so, and the business goes on."""
    try:
        content = render_pdf(template, context, document_kind=fact.kind, images=images, standing=standing)
    except DocumentUnavailable as unavailable:
        return deposit(command, replace(fact, content=None, unavailable=unavailable.message[:200]))
    return deposit(command, replace(fact, content=sign_pdf(content) if signed else content))
