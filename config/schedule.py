"""What the clock starts, and when (Beijing time). Changing the plan is a change of this file, reviewed and tested."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_noop as _

from core.jobs.schedules import Schedule
from core.rules.slots import Daily, Every, Monthly

SCHEDULE: tuple[Schedule, ...] = (
    Schedule(
        name="core.remove_ended_jobs",
        label=_("Remove finished jobs after the keeping time"),
        when=Daily(time(2, 40)),
        kind="core.remove_ended_jobs",
    ),
    Schedule(
        name="core.remove_expired",
        label=_("Remove drafts and exported lists whose time is over"),
        when=Daily(time(2, 10)),
        kind="core.remove_expired",
    ),
    Schedule(
        name="core.sweep_files",
        label=_("Scan waiting files again and remove what belongs to no record"),
        when=Daily(time(2, 20)),
        kind="core.sweep_files",
    ),
    Schedule(
        name="core.verify_audit",
        label=_("Prove the chains of the audit trail"),
        when=Daily(time(4, 10)),
        kind="core.verify_audit",
    ),
    Schedule(
        name="archives.close_form_day",
        label=_("Account for used forms, take old ones out of use"),
        when=Daily(time(0, 40)),
        kind="archives.close_form_day",
    ),
    Schedule(
        name="organisation.run_overrides",
        label=_("End emergency overrides whose hours are over"),
        when=Every(5),
        kind="organisation.run_overrides",
    ),
    Schedule(
        name="organisation.report_conflicts",
        label=_("Report incompatible duties to internal audit"),
        when=Monthly(1, time(7, 0)),
        kind="organisation.report_conflicts",
    ),
    Schedule(
        name="archives.begin_counts",
        label=_("Begin the planned counts of forms"),
        when=Daily(time(6, 0)),
        kind="archives.begin_counts",
    ),
    Schedule(
        name="archives.watch_stock",
        label=_("Note stores of forms that ran low"),
        when=Daily(time(6, 5)),
        kind="archives.watch_stock",
    ),
    Schedule(
        name="claims.dispatch_waiting",
        label=_("Dispatch survey tasks for which nobody was on duty"),
        when=Every(5),
        kind="claims.dispatch_waiting",
    ),
    Schedule(
        name="claims.end_shares",
        label=_("End shared claims whose time is over"),
        when=Every(30),
        kind="claims.end_shares",
    ),
    Schedule(
        name="claims.force_registration",
        label=_("Register motor claims that are overdue"),
        when=Every(60),
        kind="claims.force_registration",
    ),
    Schedule(
        name="organisation.tell_overdue",
        label=_("Tell of overdue work"),
        when=Every(60),
        kind="organisation.tell_overdue",
    ),
    Schedule(
        name="organisation.tell_left_things",
        label=_("Tell what people still hold whose posts ended"),
        when=Daily(time(6, 20)),
        kind="organisation.tell_left_things",
    ),
    Schedule(
        name="organisation.run_plans",
        label=_("End plans whose period is over"),
        when=Daily(time(0, 10)),
        kind="organisation.run_plans",
    ),
    Schedule(
        name="organisation.run_rotation",
        label=_("Carry exchanges out, warn of those that are due"),
        when=Daily(time(7, 0)),
        kind="organisation.run_rotation",
    ),
    Schedule(
        name="parties.watch_dates",
        label=_("Bring list entries to review, remind of licences and identifications that end"),
        when=Daily(time(0, 20)),
        kind="parties.watch_dates",
    ),
    Schedule(
        name="parties.rate_customers",
        label=_("Rate the credit of customers"),
        when=Monthly(2, time(3, 30)),
        kind="parties.rate_customers",
    ),
    Schedule(
        name="finance.open_periods",
        label=_("Open the accounting period of the month"),
        when=Daily(time(0, 5)),
        kind="finance.open_periods",
    ),
    Schedule(
        name="finance.ask_identifications",
        label=_("Find money whose customer must be identified"),
        when=Every(30),
        kind="finance.ask_identifications",
    ),
    Schedule(
        name="finance.reconcile",
        label=_("Compare business and ledger, prove the chain of vouchers"),
        when=Daily(time(3, 20)),
        kind="finance.reconcile",
    ),
    Schedule(
        name="underwriting.decide_waiting",
        label=_("Decide what waits for the automatic rules"),
        when=Every(15),
        kind="underwriting.decide_waiting",
    ),
    Schedule(
        name="underwriting.run_renewals",
        label=_("List policies that end soon"),
        when=Daily(time(6, 30)),
        kind="underwriting.run_renewals",
    ),
    Schedule(
        name="underwriting.find_defects",
        label=_("Find defects of data"),
        when=Daily(time(1, 50)),
        kind="underwriting.find_defects",
    ),
    Schedule(
        name="underwriting.draw_quality",
        label=_("Draw the quality sample of the month before"),
        when=Daily(time(5, 10)),
        kind="underwriting.draw_quality",
    ),
    Schedule(
        name="underwriting.visit_days",
        label=_("Draft the calendar of underwriting days, remind of days and resolutions"),
        when=Daily(time(6, 50)),
        kind="underwriting.visit_days",
    ),
    Schedule(
        name="underwriting.run_clock",
        label=_("Begin and end cover, lapse proposals"),
        when=Every(30),
        kind="underwriting.run_clock",
    ),
    Schedule(
        name="underwriting.tell_decisions",
        label=_("Tell of decisions on proposals"),
        when=Every(5),
        kind="underwriting.tell_decisions",
    ),
    Schedule(
        name="underwriting.end_idle",
        label=_("End entries and supplements that nobody goes on with"),
        when=Daily(time(6, 40)),
        kind="underwriting.end_idle",
    ),
    Schedule(
        name="underwriting.end_loose",
        label=_("Close what hangs on business that has ended"),
        when=Every(30),
        kind="underwriting.end_loose",
    ),
    Schedule(
        name="underwriting.tell_suspensions",
        label=_("Tell of suspensions that begin and end"),
        when=Every(10),
        kind="underwriting.tell_suspensions",
    ),
    Schedule(
        name="underwriting.run_instalments",
        label=_("Remind of instalments and list those overdue"),
        when=Daily(time(6, 10)),
        kind="underwriting.run_instalments",
    ),
    Schedule(
        name="underwriting.missing_cessions",
        label=_("Cessions that were missed"),
        when=Every(60),
        kind="underwriting.missing_cessions",
    ),
    Schedule(
        name="underwriting.draw_reconciliation",
        label=_("Draw the reconciliation of the month before"),
        when=Daily(time(5, 40)),
        kind="underwriting.draw_reconciliation",
    ),
    Schedule(
        name="underwriting.watch_quality",
        label=_("Open measures of quality, end those made up for"),
        when=Daily(time(6, 15)),
        kind="underwriting.watch_quality",
    ),
    Schedule(
        name="underwriting.draw_packs",
        label=_("Draw the monthly packs of the branches"),
        when=Daily(time(5, 50)),
        kind="underwriting.draw_packs",
    ),
    Schedule(
        name="underwriting.reinsurance_work",
        label=_("Begin treaty reports and reinsurance accounts"),
        when=Daily(time(6, 40)),
        kind="underwriting.reinsurance_work",
    ),
    Schedule(
        name="underwriting.draw_sample",
        label=_("Draw automatic acceptances for review"),
        when=Daily(time(1, 30)),
        kind="underwriting.draw_sample",
    ),
    Schedule(
        name="underwriting.daily_reports",
        label=_("Publish and remind of daily underwriting reports"),
        when=Every(15),
        kind="underwriting.daily_reports",
    ),
    Schedule(
        name="underwriting.weekly_attempts",
        label=_("Weekly list of attempts to issue before approval"),
        when=Daily(time(8, 0)),
        kind="underwriting.weekly_attempts",
    ),
    Schedule(
        name="underwriting.monitor_rules",
        label=_("Monthly monitoring of automatic underwriting"),
        when=Monthly(1, time(7, 30)),
        kind="underwriting.monitor_rules",
    ),
    Schedule(
        name="organisation.run_delegations",
        label=_("Begin and end delegations"),
        when=Every(15),
        kind="organisation.run_delegations",
    ),
)
