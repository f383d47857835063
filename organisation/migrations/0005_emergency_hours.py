"""An emergency lasts the hours that were asked for, and what it allows ends with it: it lifts no post and no delegation
that goes on after its hours."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("organisation.migrations.0002_segregation")

# As before, and an emergency counts for what is held within its own days only.
CLASH_BY_SIZE = """
CREATE OR REPLACE FUNCTION organisation_post_clash_by_size(
    person bigint, wanted text, during daterange, but_assignment bigint, at_unit bigint)
RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT filled.post_id FROM (
        SELECT p.post_id FROM organisation_postassignment p
         WHERE p.staff_id = person AND p.unit_id = at_unit AND p.id IS DISTINCT FROM but_assignment
           AND p.period && during
         UNION ALL
        SELECT p.post_id FROM organisation_delegation d
          JOIN organisation_postassignment p ON p.id = d.from_assignment_id
         WHERE d.to_staff_id = person AND p.unit_id = at_unit AND d.state IN ('approved', 'running')
           AND d.period && during) filled
      JOIN organisation_postduty held ON held.post_id = filled.post_id
      JOIN organisation_postduty new ON new.post_id = wanted
      JOIN organisation_incompatibleduties i
        ON (i.first = held.duty AND i.second = new.duty) OR (i.second = held.duty AND i.first = new.duty)
     WHERE i.user_from <= (
           SELECT count(DISTINCT o.staff_id) FROM (
               SELECT p.staff_id FROM organisation_postassignment p JOIN organisation_staff s ON s.id = p.staff_id
                WHERE p.unit_id = at_unit AND p.period && during AND s.is_active
                UNION ALL SELECT person) o)
       AND NOT EXISTS (
           SELECT 1 FROM organisation_emergencyoverride e
            WHERE e.staff_id = person AND e.duties_id = i.id AND e.state = 'running' AND e.until > now()
              AND during <@ daterange((e.decided_at AT TIME ZONE 'Asia/Shanghai')::date,
                                      (e.until AT TIME ZONE 'Asia/Shanghai')::date, '[]'))
     ORDER BY filled.post_id LIMIT 1
$$
"""

OVERRIDE = """
CREATE OR REPLACE FUNCTION organisation_guard_override() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'authority: an emergency override is kept' USING ERRCODE = '42501';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM organisation_incompatibleduties i
                    WHERE i.id = NEW.duties_id AND i.liftable) THEN
        RAISE EXCEPTION 'authority: this pair of duties is never lifted' USING ERRCODE = '42501';
    END IF;
    IF NEW.until > NEW.decided_at + make_interval(hours => NEW.hours) THEN
        RAISE EXCEPTION 'authority: an emergency lasts the hours that were asked for' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.state <> 'requested' THEN
        RAISE EXCEPTION 'authority: an override begins as a request' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.staff_id, NEW.duties_id, NEW.hours, NEW.reason, NEW.requested_by_id) IS DISTINCT FROM
       (OLD.staff_id, OLD.duties_id, OLD.hours, OLD.reason, OLD.requested_by_id)
       OR (OLD.decided_at IS NOT NULL AND NEW.decided_at IS DISTINCT FROM OLD.decided_at)
       OR OLD.state IN ('checked', 'rejected', 'withdrawn')
       OR (OLD.state = 'ended' AND NEW.state <> 'checked')
       OR (OLD.until IS NOT NULL AND NEW.until IS DISTINCT FROM OLD.until)) THEN
        RAISE EXCEPTION 'authority: what an override says cannot be altered' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""


def _again(function: str) -> str:
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_decisions_kept")]

    operations = [
        migrations.RunSQL(CLASH_BY_SIZE, _again(BEFORE.CLASH_BY_SIZE)),
        migrations.RunSQL(OVERRIDE, _again(BEFORE.OVERRIDE)),
    ]
