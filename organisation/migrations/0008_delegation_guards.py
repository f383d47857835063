"""Delegation as the database sees it: of one's own post, never above it, never where segregation would break (AUT-24)."""

from django.db import migrations

from core.database import restrict_application

TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date"

# A post that the person fills or stands in for during a period and that must not meet ``wanted`` in one person.
CLASH = """
CREATE FUNCTION organisation_post_clash(person bigint, wanted text, during daterange, but_assignment bigint, but_delegation bigint)
RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT filled.post_id FROM (
        SELECT p.post_id FROM organisation_postassignment p
         WHERE p.staff_id = person AND p.id IS DISTINCT FROM but_assignment AND p.period && during
         UNION ALL
        SELECT p.post_id FROM organisation_delegation d JOIN organisation_postassignment p ON p.id = d.from_assignment_id
         WHERE d.to_staff_id = person AND d.state IN ('approved', 'running') AND d.id IS DISTINCT FROM but_delegation
           AND d.period && during) filled
      JOIN organisation_postduty held ON held.post_id = filled.post_id
      JOIN organisation_postduty new ON new.post_id = wanted
      JOIN organisation_incompatibleduties i ON i.level = 'user'
           AND ((i.first = held.duty AND i.second = new.duty) OR (i.second = held.duty AND i.first = new.duty))
     ORDER BY filled.post_id LIMIT 1
$$
"""

ASSIGNMENT = """
CREATE OR REPLACE FUNCTION organisation_guard_assignment() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE clash text;
BEGIN
    PERFORM 1 FROM organisation_staff WHERE id = NEW.staff_id FOR NO KEY UPDATE;
    clash := organisation_post_clash(NEW.staff_id, NEW.post_id, NEW.period, NEW.id, NULL);
    IF clash IS NOT NULL THEN
        RAISE EXCEPTION 'segregation: post % cannot be held together with %', NEW.post_id, clash USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

DELEGATION = """
CREATE FUNCTION organisation_guard_delegation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE held organisation_postassignment; clash text; beyond text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'authority: a delegation is kept' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.state <> 'requested' THEN
        RAISE EXCEPTION 'authority: a delegation begins as a request' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state IN ('ended', 'rejected', 'withdrawn') THEN
            RAISE EXCEPTION 'authority: delegation % is over', OLD.number USING ERRCODE = '42501';
        END IF;
        IF (NEW.number, NEW.from_staff_id, NEW.from_assignment_id, NEW.to_staff_id, NEW.powers, NEW.period, NEW.reason,
            NEW.requested_by_id, NEW.unit_id, NEW.created_at) IS DISTINCT FROM
           (OLD.number, OLD.from_staff_id, OLD.from_assignment_id, OLD.to_staff_id, OLD.powers, OLD.period, OLD.reason,
            OLD.requested_by_id, OLD.unit_id, OLD.created_at)
           OR (OLD.decided_by_id IS NOT NULL AND NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id) THEN
            RAISE EXCEPTION 'authority: what delegation % passes on cannot be altered', OLD.number USING ERRCODE = '42501';
        END IF;
        IF NEW.state NOT IN ('approved', 'running') OR NEW.state = OLD.state THEN RETURN NEW; END IF;
    END IF;
    PERFORM 1 FROM organisation_staff WHERE id = NEW.to_staff_id FOR NO KEY UPDATE;
    SELECT * INTO held FROM organisation_postassignment p
     WHERE p.id = NEW.from_assignment_id AND p.staff_id = NEW.from_staff_id AND p.period @> NEW.period;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'authority: only a post that one holds oneself can be delegated' USING ERRCODE = '42501';
    END IF;
    SELECT o.operation INTO beyond
      FROM jsonb_each(NEW.powers) o(operation, caps) LEFT JOIN LATERAL jsonb_each_text(o.caps) c(measure, cap) ON true
     WHERE NOT EXISTS (
           SELECT 1 FROM organisation_authoritygrant g
            WHERE g.operation = o.operation AND g.unit_id = held.unit_id
              AND (g.post_id = held.post_id OR g.staff_id = held.staff_id) AND g.effective @> lower(NEW.period)
              AND (c.measure IS NULL OR (g.measure = c.measure AND c.cap::numeric >= 0 AND c.cap::numeric <= g."limit")))
     LIMIT 1;
    IF beyond IS NOT NULL THEN
        RAISE EXCEPTION 'authority: % is delegated above the holder''s own authority', beyond USING ERRCODE = '42501';
    END IF;
    clash := organisation_post_clash(NEW.to_staff_id, held.post_id, NEW.period, NULL, NEW.id);
    IF clash IS NOT NULL THEN
        RAISE EXCEPTION 'segregation: post % cannot be taken over by the holder of %', held.post_id, clash
            USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

# In place of somebody: the grant is the holder's, the delegation runs, names the operation, and caps the amount.
AUTHORITY = f"""
CREATE OR REPLACE FUNCTION organisation_guard_authority() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE day date := (NEW.at AT TIME ZONE 'Asia/Shanghai')::date; fitting boolean; d organisation_delegation;
BEGIN
    IF NEW.delegation_id IS NOT NULL THEN
        SELECT * INTO d FROM organisation_delegation x
         WHERE x.id = NEW.delegation_id AND x.state = 'running' AND x.to_staff_id = NEW.staff_id
           AND x.from_assignment_id = NEW.assignment_id AND x.period @> day;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'authority: delegation % does not run', NEW.delegation_id USING ERRCODE = '42501';
        END IF;
        IF NEW.operation <> '' AND d.powers <> '{{}}' AND (NOT d.powers ? NEW.operation
           OR NEW.amount > (d.powers -> NEW.operation ->> NEW.measure)::numeric) THEN
            RAISE EXCEPTION 'authority: % of % is not delegated', NEW.operation, NEW.amount USING ERRCODE = '42501';
        END IF;
    END IF;
    IF NEW.operation = '' THEN RETURN NEW; END IF;
    SELECT CASE WHEN g.measure = '' THEN NEW.amount IS NULL ELSE coalesce(NEW.amount <= g."limit", false) END INTO fitting
      FROM organisation_authoritygrant g
     WHERE g.id = NEW.grant_id AND g.operation = NEW.operation AND g.measure = NEW.measure
       AND g.effective @> day AND (upper(g.effective) IS NULL OR upper(g.effective) > {TODAY})
       AND (g.line = '' OR g.line = NEW.line) AND g.unit_id = NEW.unit_id
       AND CASE WHEN NEW.staff_id IS NULL THEN g.post_id = NEW.post
           ELSE NEW.staff_id NOT IN (g.proposed_by_id, g.approved_by_id) AND EXISTS (
                SELECT 1 FROM organisation_postassignment p
                 WHERE p.id = NEW.assignment_id AND p.staff_id = coalesce(d.from_staff_id, NEW.staff_id)
                   AND p.staff_id NOT IN (g.proposed_by_id, g.approved_by_id)
                   AND p.unit_id = g.unit_id AND (p.post_id = g.post_id OR g.staff_id = p.staff_id) AND p.period @> day)
           END;
    IF fitting IS NOT TRUE THEN
        RAISE EXCEPTION 'authority: % of % is not covered by grant %', NEW.operation, NEW.amount, NEW.grant_id
            USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0007_delegation"), ("core", "0010_work_in_place")]

    operations = [
        migrations.RunSQL(CLASH, "DROP FUNCTION organisation_post_clash"),
        migrations.RunSQL(ASSIGNMENT, migrations.RunSQL.noop),
        migrations.RunSQL(DELEGATION, "DROP FUNCTION organisation_guard_delegation()"),
        migrations.RunSQL(
            "CREATE TRIGGER delegation_guard BEFORE INSERT OR UPDATE OR DELETE ON organisation_delegation "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_delegation()",
            "DROP TRIGGER delegation_guard ON organisation_delegation",
        ),
        migrations.RunSQL(AUTHORITY, migrations.RunSQL.noop),
        restrict_application("organisation_delegation", "DELETE", "TRUNCATE"),
    ]
