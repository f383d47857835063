"""The plan of the product, written out: what the clock starts, and when in Beijing."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from config.schedule import SCHEDULE
from core.jobs import spec_of
from core.rules.slots import Daily, Every, Monthly, When

PLAN = {
    "finance.ask_identifications": "every 30 min",
    "underwriting.find_defects": "daily 01:50",
    "underwriting.draw_quality": "daily 05:10",
    "underwriting.draw_reconciliation": "daily 05:40",
    "underwriting.reinsurance_work": "daily 06:40",
    "parties.watch_dates": "daily 00:20",
    "organisation.tell_overdue": "every 60 min",
    "organisation.run_plans": "daily 00:10",
    "organisation.run_rotation": "daily 07:00",
    "archives.close_form_day": "daily 00:40",
    "underwriting.watch_quality": "daily 06:15",
    "underwriting.draw_packs": "daily 05:50",
    "archives.begin_counts": "daily 06:00",
    "archives.watch_stock": "daily 06:05",
    "organisation.tell_left_things": "daily 06:20",
    "parties.rate_customers": "monthly on 2 03:30",
    "claims.dispatch_waiting": "every 5 min",
    "claims.end_shares": "every 30 min",
    "claims.force_registration": "every 60 min",
    "core.remove_ended_jobs": "daily 02:40",
    "core.remove_expired": "daily 02:10",
    "core.sweep_files": "daily 02:20",
    "core.verify_audit": "daily 04:10",
    "finance.open_periods": "daily 00:05",
    "finance.reconcile": "daily 03:20",
    "underwriting.draw_sample": "daily 01:30",
    "underwriting.visit_days": "daily 06:50",
    "underwriting.run_clock": "every 30 min",
    "underwriting.weekly_attempts": "daily 08:00",
    "underwriting.decide_waiting": "every 15 min",
    "underwriting.missing_cessions": "every 60 min",
    "underwriting.daily_reports": "every 15 min",
    "underwriting.run_renewals": "daily 06:30",
    "underwriting.tell_suspensions": "every 10 min",
    "underwriting.end_loose": "every 30 min",
    "underwriting.run_instalments": "daily 06:10",
    "underwriting.tell_decisions": "every 5 min",
    "underwriting.end_idle": "daily 06:40",
    "underwriting.monitor_rules": "monthly on 1 07:30",
    "organisation.run_delegations": "every 15 min",
    "organisation.run_overrides": "every 5 min",
    "organisation.report_conflicts": "monthly on 1 07:00",
}


def told(when: When) -> str:
    match when:
        case Every(minutes=minutes):
            return f"every {minutes} min"
        case Daily(at=at):
            return f"daily {at:%H:%M}"
        case Monthly(day=day, at=at):
            return f"monthly on {day} {at:%H:%M}"
    raise AssertionError(when)


def test_this_is_the_plan() -> None:
    assert {planned.name: told(planned.when) for planned in SCHEDULE} == PLAN


def test_each_schedule_has_a_name_of_its_own_and_somebody_who_does_the_work() -> None:
    assert len({planned.name for planned in SCHEDULE}) == len(SCHEDULE)
    for planned in SCHEDULE:
        assert spec_of(planned.kind).queue in settings.QUEUES


def test_the_clock_is_that_of_beijing() -> None:
    assert settings.TIME_ZONE == settings.CELERY_TIMEZONE == "Asia/Shanghai"
    noon = datetime(2026, 11, 22, 4, tzinfo=UTC)
    clean_up = next(planned for planned in SCHEDULE if planned.name == "core.remove_ended_jobs")
    slot = clean_up.latest(noon).astimezone(ZoneInfo("Asia/Shanghai"))
    assert f"{slot:%Y-%m-%d %H:%M}" == "2026-11-22 02:40"
