"""Three ways to decide waiting proposals: the product's, the usual one, and one statement."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.timezone import localdate
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bench.floor.sql import DECIDE
from core.models import AuditEntry, Receipt, SearchEntry, WorkItem
from core.workflow.command import Command
from finance.models import Receivable
from organisation.public import system_actor
from parties.public import list_hits, vehicle_hits
from underwriting.models import Decision, Proposal, Section
from underwriting.selectors.moratoria import suspensions_of
from underwriting.selectors.referral import reports_of
from underwriting.selectors.standing import credit_grounds
from underwriting.selectors.tables import active_rules
from underwriting.services.automatic import Known, decide_automatically, decide_together, evaluate, facts_of

ROBOT = "auto-underwriting"
SCOPED = ("unit_id", "sub_branch_id", "branch_id", "province_id")


def ours(request: HttpRequest) -> JsonResponse:
    """The product's service with all its guarantees: receipt, lock, checks, trail, work items."""
    wanted = json.loads(request.body)["proposals"]
    units = Proposal.objects.filter(pk__in=wanted).values_list("pk", "unit_id")
    at, actors = timezone.now(), {unit: system_actor(ROBOT, unit_id=unit) for _pk, unit in units}
    commands = {pk: Command(key=uuid4(), actor=actors[unit], at=at) for pk, unit in units}
    return JsonResponse({"decided": len(decide_together(commands))})


def single(request: HttpRequest) -> JsonResponse:
    """The same service for one proposal."""
    (wanted,) = json.loads(request.body)["proposals"]
    unit = Proposal.objects.values_list("unit_id", flat=True).get(pk=wanted)
    decide_automatically(wanted, Command(key=uuid4(), actor=system_actor(ROBOT, unit_id=unit), at=timezone.now()))
    return JsonResponse({"decided": 1})


class _Wanted(serializers.Serializer[Any]):
    proposals = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=1)


class _Answer(serializers.ModelSerializer[Decision]):
    class Meta:
        model = Decision
        fields = ("id", "outcome", "facts", "verdicts", "decided_at")


class UsualView(APIView):
    """As it is usually written: a serializer in, objects saved one by one, a serializer out. The same rows; no check of
    rights, of freshness, of what was decided before."""

    authentication_classes = ()
    permission_classes = ()

    def post(self, request: Request) -> Response:
        wanted = _Wanted(data=request.data)
        wanted.is_valid(raise_exception=True)
        with transaction.atomic():
            proposal = (
                Proposal.objects.select_for_update(of=("self",))
                .select_related("unit")
                .get(pk=wanted.validated_data["proposals"][0])
            )
            decision = self._decide(proposal)
        return Response({"decided": 1, "decision": _Answer(decision).data})

    def _decide(self, proposal: Proposal) -> Decision:
        now = timezone.now()
        on = localdate(now)
        hits = [hit.kind for hit in list_hits(proposal.holder_id or 0, on)]
        hits += [hit.kind for hit in vehicle_hits(plate=proposal.plate, vin=proposal.vin, on=on)]
        suspended = tuple(one.text for one in suspensions_of(proposal, now))
        reported = tuple(reports_of([proposal.pk]).get(proposal.pk, ()))
        credit = credit_grounds([proposal], on)[proposal.pk]
        facts = facts_of(proposal, Known(tuple(hits), suspended, reported, credit, (), ()), on)
        passed, verdicts = evaluate(active_rules("MOTOR", proposal.branch_id, on), facts)
        decision = Decision(
            proposal=proposal, automatic=True, outcome="approved" if passed else "manual", decided_at=now
        )
        decision.facts, decision.verdicts = json.loads(json.dumps(facts, default=str)), [v.as_json() for v in verdicts]
        decision.decided_by = ROBOT
        decision.save()
        if passed:
            self._open_due(proposal, now)
        else:
            self._queue("underwriting.decide", proposal, now)
        proposal.state, proposal.version, proposal.updated_at = "approved" if passed else "uw_queue", 4, now
        proposal.approved_at = now if passed else None
        proposal.save()
        self._event(proposal, now, decision.facts)
        self._receipt("decide", proposal, now)
        self._search(proposal, now)
        return decision

    def _open_due(self, proposal: Proposal, now: Any) -> None:
        for line, premium in (("MCI", proposal.compulsory_premium), ("MOD", proposal.commercial_premium)):
            if not premium:
                continue
            tax = proposal.vehicle_tax if line == "MCI" else Decimal(0)
            section = Section(proposal=proposal, line=line, premium=premium, vehicle_tax=tax)
            section.save()
            due = Receivable(
                document_kind="underwriting.section", document_id=section.pk, line=line, premium=premium,
                vehicle_tax=tax,
                document_number=f"{proposal.number}-{line}", case_ref=f"underwriting.proposal:{proposal.pk}",
                payer_id=proposal.holder_id or 0, payer_name=proposal.holder_name, tax_rate=Decimal("0.06"),
                amount=premium + tax, due_on=proposal.start_on, cover_start=proposal.start_on, state="due",
                created_at=now, updated_at=now,
            )  # fmt: skip
            due.set_unit(proposal.unit)
            due.save()
            self._event(due, now, {"amount": str(due.amount)})
            self._receipt("open", due, now)
            self._queue("receipts", due, now)

    @staticmethod
    def _receipt(name: str, subject: Any, now: Any) -> None:
        kind = subject.lifecycle.kind
        Receipt(key=uuid4(), name=name, subject_kind=kind, subject_id=subject.pk, digest="", created_at=now).save()

    @staticmethod
    def _search(proposal: Proposal, now: Any) -> None:
        shown = {name: getattr(proposal, name) for name in SCOPED} | {"updated_at": now, "state": proposal.state}
        shown |= {
            "number": proposal.number,
            "plate": proposal.plate,
            "vin": proposal.vin,
            "title": proposal.holder_name,
        }
        SearchEntry.objects.update_or_create(
            kind=proposal.lifecycle.kind,
            object_id=proposal.pk,
            defaults=shown | {"names": proposal.holder_name, "title": proposal.holder_name},
        )

    @staticmethod
    def _queue(queue: str, subject: Any, now: Any) -> None:
        WorkItem(
            subject_kind=subject.lifecycle.kind, subject_id=subject.pk, subject_number=str(subject), queue=queue,
            subject_state=subject.state, unit_id=subject.unit_id, sub_branch_id=subject.sub_branch_id,
            branch_id=subject.branch_id, province_id=subject.province_id, title=str(subject), opened_at=now,
        ).save()  # fmt: skip

    @staticmethod
    def _event(subject: Any, now: Any, content: Any) -> None:
        AuditEntry(
            stream=subject.unit_id, at=now, action="decided", actor_name=ROBOT, post=ROBOT, unit_id=subject.unit_id,
            subject_kind=subject.lifecycle.kind, subject_id=subject.pk, subject_number=str(subject),
            state_after=subject.state, after=content,
        ).save()  # fmt: skip


def floor(request: HttpRequest) -> JsonResponse:
    """One statement for one proposal: nothing is asked or checked, the rows are written."""
    (wanted,) = json.loads(request.body)["proposals"]
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, {"proposal": wanted, "robot": ROBOT})
        return JsonResponse({"decided": int(cursor.rowcount > 0)})
