"""Fleets: every row checked, corrected on the page or in the table, imported whole or not at all."""

from __future__ import annotations

import io
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from stdnum.cn import ric

from core.files import FileRefused, may_read
from core.jobs.drain import drain
from core.models import StoredFile
from core.workflow.refusals import CommandReused, Forbidden, Hidden, NotPossible, Stale
from tests.factories import underwriting as made
from tests.factories.endorsements import scan
from tests.factories.fleet import fleet_row, make_table, make_vin
from tests.factories.organisation import actor_at, order
from tests.support.signed_in import signed_in
from tests.support.unchanged import nothing_changed
from underwriting.documents.fleet_template import SHEET, template
from underwriting.models import FleetRow, FleetUpload, Proposal
from underwriting.rules import fleet as life
from underwriting.selectors.pricing import third_party_limits
from underwriting.services import fleet
from underwriting.services.data import PapersData
from underwriting.services.fleet_papers import FleetScan
from underwriting.services.refusals import FleetHasErrors, UnreadableTable

FENGZE, JINJIANG = made.FENGZE, made.JINJIANG


def upload(rows: list[dict[str, object]], **over: object) -> FleetUpload:
    clerk = actor_at("UW_ISSUE", FENGZE)
    return fleet.upload_fleet(order(clerk, **over), content=make_table(rows), name="车队.xlsx")


def faults(found: FleetUpload) -> dict[int, dict[str, str]]:
    return {row.place: row.faults for row in found.rows.exclude(faults={}).order_by("place")}


def papers(**over: object) -> PapersData:
    return PapersData(**({"signed": True, "answered": made.answers()} | over))


def bring_in(found: FleetUpload) -> FleetUpload:
    holder = made.make_customer()
    clerk = order(actor_at("UW_ISSUE", FENGZE))
    return fleet.import_fleet(
        found.pk, clerk, holder_id=holder.id, channel="DIRECT", papers=papers(), scan=FleetScan(scan())
    )


class TestTable:
    @pytest.mark.req("PLT-08")
    def test_the_template_is_taken_as_it_is(self) -> None:
        content = template(third_party_limits(made.tomorrow()), made.tomorrow(0))
        found = fleet.upload_fleet(order(actor_at("UW_ISSUE", FENGZE)), content=content, name="模板.xlsx")
        assert (found.state, found.rows_total, found.rows_faulty) == ("open", 1, 0)
        book = load_workbook(io.BytesIO(content))
        assert book[SHEET]["B1"].value == "车架号*"

    @pytest.mark.req("PLT-08", "GOV-09")
    def test_every_fault_is_listed_with_row_and_column(self) -> None:
        found = upload(
            [
                fleet_row(1),
                fleet_row(2, vin="LSVAU2180N2183290", plate="闽C1"),
                fleet_row(3, vehicle_class="飞机", new_price="很贵", start_on="明天"),
                fleet_row(4, start_on=made.tomorrow(0)),
                fleet_row(5, third_party_limit=123),
                fleet_row(6, engine_number=""),
                fleet_row(7, vehicle_class="家庭自用汽车"),
            ]
        )
        assert {place: sorted(wrong) for place, wrong in faults(found).items()} == {
            3: ["plate", "vin"],
            4: ["new_price", "start_on", "vehicle_class"],
            5: ["start_on"],
            6: ["third_party_limit"],
            7: ["engine_number"],
            8: ["displacement"],
        }
        assert (found.rows_total, found.rows_faulty) == (7, 6)

    def test_a_vehicle_stands_once_and_is_not_covered_twice(self) -> None:
        covered = made.make_issued()[0]
        found = upload([fleet_row(1), fleet_row(1), fleet_row(3, vin=covered.vin)])
        assert {place: sorted(wrong) for place, wrong in faults(found).items()} == {
            2: ["plate", "vin"],
            3: ["plate", "vin"],
            4: ["start_on"],
        }

    @pytest.mark.parametrize(
        "content",
        [b"PK\x03\x04 broken", make_table([]), make_table([fleet_row()], headings=["号牌号码", "车架号"])],
        ids=["broken", "empty", "columns missing"],
    )
    def test_what_is_no_fleet_is_refused(self, content: bytes) -> None:
        with nothing_changed(), pytest.raises((UnreadableTable, FileRefused)):
            fleet.upload_fleet(order(actor_at("UW_ISSUE", FENGZE)), content=content, name="x.xlsx")

    def test_too_many_vehicles_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("underwriting.services.fleet_sheet.MOST_ROWS", 2)
        with nothing_changed(), pytest.raises(UnreadableTable, match="at most 2"):
            upload([fleet_row(n) for n in range(3)])

    def test_rows_are_checked_in_few_statements(self, django_assert_max_num_queries: object) -> None:
        rows = [fleet_row(n) for n in range(100)]
        upload(rows[:1])
        with django_assert_max_num_queries(45):  # type: ignore[operator]
            upload(rows)


class TestCorrection:
    @pytest.mark.req("PLT-08")
    def test_corrected_cells_are_checked_again(self) -> None:
        found = upload([fleet_row(1), fleet_row(2, vin="X"), fleet_row(3, seats="五")])
        clerk = order(actor_at("UW_ISSUE", FENGZE), version=found.version)
        after = fleet.correct_rows(found.pk, clerk, changes={3: {"vin": make_vin(2)}, 4: {"seats": "七"}})
        assert faults(after) == {4: {"seats": "This is not a number."}}
        assert after.rows_faulty == 1

    def test_the_table_can_be_sent_again(self) -> None:
        found = upload([fleet_row(1), fleet_row(2, vin="X")])
        content = make_table([fleet_row(1)])
        after = fleet.replace_table(found.pk, order(actor_at("UW_ISSUE", FENGZE)), content=content, name="2.xlsx")
        assert (after.rows_total, after.rows_faulty, after.file.name) == (1, 0, "2.xlsx")

    def test_a_stale_page_is_refused(self) -> None:
        found = upload([fleet_row(1)])
        with nothing_changed(), pytest.raises(Stale):
            fleet.correct_rows(found.pk, order(actor_at("UW_ISSUE", FENGZE), version=9), changes={})


class TestImport:
    @pytest.mark.req("PLT-08")
    def test_one_proposal_per_vehicle_under_the_number_of_the_fleet(self) -> None:
        found = bring_in(upload([fleet_row(n) for n in range(3)]))
        assert found.state == "imported"
        proposals = list(Proposal.objects.filter(fleet=found.number).order_by("vin"))
        assert [p.vin for p in proposals] == [make_vin(n) for n in range(3)]
        assert {(p.holder_name, p.signed, p.state, p.compulsory_premium) for p in proposals} == {
            ("陈晓东", True, "draft", Decimal("1000.00"))
        }
        assert FleetRow.objects.filter(proposal_id=None).count() == 0

    @pytest.mark.req("PLT-08")
    def test_nothing_is_imported_while_a_row_is_wrong(self) -> None:
        found = upload([fleet_row(1), fleet_row(2, vin="X")])
        holder = made.make_customer()
        with nothing_changed(), pytest.raises(FleetHasErrors):
            fleet.import_fleet(
                found.pk,
                order(actor_at("UW_ISSUE", FENGZE)),
                holder_id=holder.id,
                channel="DIRECT",
                papers=papers(),
            )

    @pytest.mark.req("PLT-08")
    def test_a_second_click_imports_nothing_twice(self) -> None:
        found, holder = upload([fleet_row(1)]), made.make_customer()
        command = order(actor_at("UW_ISSUE", FENGZE))
        given = {"holder_id": holder.id, "channel": "DIRECT", "papers": papers()}
        fleet.import_fleet(found.pk, command, **given)
        with nothing_changed():
            fleet.import_fleet(found.pk, command, **given)
        with nothing_changed(), pytest.raises(NotPossible):
            fleet.import_fleet(found.pk, order(actor_at("UW_ISSUE", FENGZE)), **given)
        assert Proposal.objects.count() == 1

    def test_the_same_key_with_another_table_is_refused(self) -> None:
        key = uuid4()
        upload([fleet_row(1)], key=key)
        with nothing_changed(), pytest.raises(CommandReused):
            upload([fleet_row(2)], key=key)

    def test_a_large_fleet_is_imported_in_the_background(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(life, "AT_ONCE", 1)
        found = bring_in(upload([fleet_row(1), fleet_row(2)]))
        assert (found.state, Proposal.objects.count()) == ("importing", 0)
        drain(reraise=True)
        assert FleetUpload.objects.get().state == "imported"
        assert Proposal.objects.filter(fleet=found.number).count() == 2

    def test_what_became_wrong_stops_the_background_import(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(life, "AT_ONCE", 1)
        found = bring_in(upload([fleet_row(1), fleet_row(2)]))
        FleetRow.objects.filter(upload=found, place=3).update(texts={"vin": "X"})
        drain(reraise=True)
        after = FleetUpload.objects.get()
        assert (after.state, after.rows_faulty, Proposal.objects.count()) == ("open", 1, 0)
        assert after.problem.startswith("Rows with errors: 1.")


class TestSubmission:
    @pytest.mark.req("PLT-08")
    def test_all_are_handed_in_and_what_is_refused_is_listed(self) -> None:
        found = bring_in(upload([fleet_row(1), fleet_row(2, own_damage="是"), fleet_row(3)]))
        clerk = order(actor_at("UW_ISSUE", FENGZE))
        asked = fleet.ask_submission(clerk, upload=found)
        assert fleet.ask_submission(clerk, upload=found).pk == asked.pk
        drain(reraise=True)
        states = Proposal.objects.filter(fleet=found.number).order_by("vin").values_list("state", flat=True)
        assert list(states) == ["review", "draft", "review"]
        asked.refresh_from_db()
        assert asked.result is not None
        assert (asked.result["submitted"], [error["row"] for error in asked.result["errors"]]) == (2, [3])

    def test_another_unit_may_not(self) -> None:
        found = bring_in(upload([fleet_row(1)]))
        with nothing_changed(), pytest.raises(Hidden):
            fleet.ask_submission(order(actor_at("UW_ISSUE", JINJIANG)), upload=found)


class TestWho:
    def test_another_unit_does_not_see_it(self) -> None:
        found = upload([fleet_row(1)])
        other = actor_at("UW_ISSUE", JINJIANG)
        with nothing_changed(), pytest.raises(Hidden):
            fleet.discard_fleet(found.pk, order(other))
        file = StoredFile.objects.latest("created_at")
        assert (may_read(other, file), may_read(actor_at("UW_ISSUE", FENGZE), file)) == (False, True)

    def test_the_wrong_post_is_refused(self) -> None:
        with nothing_changed(), pytest.raises(Forbidden):
            fleet.upload_fleet(order(actor_at("SALES", FENGZE)), content=make_table([fleet_row()]), name="x.xlsx")


class TestPages:
    @pytest.mark.req("PLT-08")
    def test_from_the_template_to_the_proposals(self, settings: object) -> None:
        settings.DEMO = True  # type: ignore[attr-defined]
        clerk = signed_in("UW_ISSUE", FENGZE)
        assert clerk.get(reverse("underwriting:fleet_template")).content[:2] == b"PK"
        table = SimpleUploadedFile("f.xlsx", make_table([fleet_row(1), fleet_row(2, vin="X")]))
        sent = clerk.post(reverse("underwriting:fleet"), {"command_key": uuid4(), "file": table})
        assert sent.status_code == 302
        assert "A VIN has 17 letters" in clerk.get(sent.url).content.decode()
        fixed = {"command_key": uuid4(), "version": 1, "act": "correct", "r3.vin": make_vin(2)}
        assert clerk.post(sent.url, fixed).status_code == 302
        assert "Import 2 vehicles" in clerk.get(sent.url).content.decode()
        holder = {
            "command_key": uuid4(),
            "version": 2,
            "act": "import",
            "kind": "person",
            "name": "陈晓东",
            "id_type": "resident_id",
            "id_number": "",
            "phone": "13905951234",
            "channel": "DIRECT",
            "signed": "on",
            "questionnaire": made.answers().version,
        }
        refused = clerk.post(sent.url, holder | {"id_number": "350503198503124210"})
        assert (refused.status_code, Proposal.objects.count()) == (422, 0)
        body = "35050319850312421"
        right = {"id_number": body + ric.calc_check_digit(body + "0"), "command_key": uuid4()}
        assert clerk.post(sent.url, holder | right).status_code == 302
        assert Proposal.objects.count() == 2
        assert Proposal.objects.first().number in clerk.get(sent.url).content.decode()

    def test_a_broken_file_is_refused_on_the_page(self, settings: object) -> None:
        settings.DEMO = True  # type: ignore[attr-defined]
        clerk = signed_in("UW_ISSUE", FENGZE)
        with nothing_changed():
            sent = clerk.post(
                reverse("underwriting:fleet"),
                {"command_key": uuid4(), "file": SimpleUploadedFile("f.xlsx", b"no table")},
            )
        assert sent.status_code == 422
        assert "Send an Excel table" in sent.content.decode()

    def test_discarding_is_asked_once_more(self, settings: object) -> None:
        settings.DEMO = True  # type: ignore[attr-defined]
        found, clerk = upload([fleet_row(1)]), signed_in("UW_ISSUE", FENGZE)
        page = clerk.get(reverse("underwriting:fleet_upload", args=[found.pk]))
        act = reverse("core:act", args=[life.FLEET_KIND, found.pk, life.DISCARD.name])
        assert act in page.content.decode()
        assert "forgotten" in clerk.get(act).content.decode()
        assert clerk.post(act, {"command_key": uuid4(), "version": 1}).status_code == 302
        assert (FleetUpload.objects.get().state, FleetRow.objects.count()) == ("discarded", 0)

    def test_a_stale_page_keeps_what_was_typed(self, settings: object) -> None:
        settings.DEMO = True  # type: ignore[attr-defined]
        found, clerk = upload([fleet_row(1, vin="X")]), signed_in("UW_ISSUE", FENGZE)
        url = reverse("underwriting:fleet_upload", args=[found.pk])
        with nothing_changed():
            sent = clerk.post(url, {"command_key": uuid4(), "version": 7, "act": "correct", "r2.vin": make_vin(1)})
        assert sent.status_code == 422
        assert make_vin(1) in sent.content.decode()
        assert "The page was out of date." in sent.content.decode()
