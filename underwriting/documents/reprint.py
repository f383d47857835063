"""Papers of a policy printed again: by the terms of today, marked with the number of the print (ISS-05)."""

from __future__ import annotations

from django.utils.timezone import localdate

from archives.public import DocumentRef
from core.workflow.command import Command
from underwriting.documents.endorsement import make_endorsement
from underwriting.documents.insured_list import list_content
from underwriting.documents.policy import content_of, keep_paper, version_of_today
from underwriting.models import Endorsement, Reprint
from underwriting.rules.reprint_life import CERTIFICATE_PAPER, paper_of
from underwriting.selectors.people_list import insured_on, named_list


def make_reprint(reprint: Reprint, command: Command) -> DocumentRef:
    """The paper once more; it is kept as the next version of the document."""
    mark = f"补打第 {reprint.copy} 次"
    step = command.then(f"reprint:{reprint.pk}")
    _kind, pk = paper_of(reprint.paper)
    made = _policy_paper(reprint, step, mark) if pk is None else _endorsement(pk, step, mark)
    Reprint.objects.filter(pk=reprint.pk).update(document_id=made.id)
    return made


def _policy_paper(reprint: Reprint, command: Command, mark: str) -> DocumentRef:
    policy = reprint.policy
    listed = named_list(policy) if reprint.paper == CERTIFICATE_PAPER else None
    if listed is not None:
        on = min(max(localdate(command.at), policy.start_on), policy.end_on)
        people = list_content(policy, list(insured_on(listed, on)), on) | {"copy_mark": mark}
        return keep_paper(command, policy, CERTIFICATE_PAPER, people)
    version = version_of_today(policy, localdate(command.at))
    content = content_of(policy, version, command) | {"copy_mark": mark}
    return keep_paper(command, policy, reprint.paper, content)


def _endorsement(pk: int, command: Command, mark: str) -> DocumentRef:
    found = Endorsement.objects.select_related("policy__unit", "policy__proposal").get(pk=pk)
    return make_endorsement(found, command, copy_mark=mark)
