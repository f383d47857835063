"""Segregation of duties is enforced by the database: on cases, between posts, in emergencies; four eyes behind every post."""

from django.db import migrations

from core.database import restrict_application

# Errcode 42501 with a telling first word: the engine turns it into the refusal that a person reads.
SEGREGATION = """
CREATE FUNCTION organisation_guard_segregation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.staff_id IS NULL OR NEW.duty = '' THEN RETURN NEW; END IF;
    -- Two acts of one person on one case wait for each other, so that the second one sees the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('segregation:' || NEW.staff_id || ':' || NEW.case_ref, 0));
    IF EXISTS (
        SELECT 1 FROM core_caseact a
          JOIN organisation_incompatibleduties i
            ON (i.first = a.duty AND i.second = NEW.duty) OR (i.second = a.duty AND i.first = NEW.duty)
         WHERE a.case_ref = NEW.case_ref AND a.staff_id = NEW.staff_id
           AND NOT EXISTS (
               SELECT 1 FROM organisation_emergencyoverride e
                WHERE e.staff_id = NEW.staff_id AND e.duties_id = i.id AND e.state = 'running'
                  AND e.decided_at <= NEW.at AND e.until > now()))
    THEN
        RAISE EXCEPTION 'segregation: % on % by the same person', NEW.duty, NEW.case_ref USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

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

# Rows of the matrix that hold in a unit of a certain size, between posts of that unit; an emergency lifts them.
CLASH_BY_SIZE = """
CREATE FUNCTION organisation_post_clash_by_size(person bigint, wanted text, during daterange, but_assignment bigint, at_unit bigint)
RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT filled.post_id FROM (
        SELECT p.post_id FROM organisation_postassignment p
         WHERE p.staff_id = person AND p.unit_id = at_unit AND p.id IS DISTINCT FROM but_assignment AND p.period && during
         UNION ALL
        SELECT p.post_id FROM organisation_delegation d JOIN organisation_postassignment p ON p.id = d.from_assignment_id
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
            WHERE e.staff_id = person AND e.duties_id = i.id AND e.state = 'running' AND e.until > now())
     ORDER BY filled.post_id LIMIT 1
$$
"""

ASSIGNMENT = """
CREATE FUNCTION organisation_guard_assignment() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE clash text;
BEGIN
    PERFORM 1 FROM organisation_staff WHERE id = NEW.staff_id FOR NO KEY UPDATE;
    clash := organisation_post_clash(NEW.staff_id, NEW.post_id, NEW.period, NEW.id, NULL);
    IF clash IS NULL AND (TG_OP = 'INSERT' OR NOT NEW.period <@ OLD.period) THEN
        clash := organisation_post_clash_by_size(NEW.staff_id, NEW.post_id, NEW.period, NEW.id, NEW.unit_id);
    END IF;
    IF clash IS NOT NULL THEN
        RAISE EXCEPTION 'segregation: post % cannot be held together with %', NEW.post_id, clash USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

UNALTERED = """
CREATE FUNCTION organisation_guard_given_post() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.staff_id, NEW.post_id, NEW.unit_id, NEW.scope_unit_id, NEW.waiver, NEW.proposed_by_id, NEW.approved_by_id)
       IS DISTINCT FROM
       (OLD.staff_id, OLD.post_id, OLD.unit_id, OLD.scope_unit_id, OLD.waiver, OLD.proposed_by_id, OLD.approved_by_id)
       OR NOT NEW.period <@ OLD.period THEN
        RAISE EXCEPTION 'authority: what two people agreed about a post is only cut short' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

OVERRIDE = """
CREATE FUNCTION organisation_guard_override() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'authority: an emergency override is kept' USING ERRCODE = '42501';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM organisation_incompatibleduties i WHERE i.id = NEW.duties_id AND i.liftable) THEN
        RAISE EXCEPTION 'authority: this pair of duties is never lifted' USING ERRCODE = '42501';
    END IF;
    IF NEW.until > NEW.decided_at + interval '24 hours' THEN
        RAISE EXCEPTION 'authority: an emergency lasts a day at most' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.state <> 'requested' THEN
        RAISE EXCEPTION 'authority: an override begins as a request' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.staff_id, NEW.duties_id, NEW.reason, NEW.requested_by_id) IS DISTINCT FROM
       (OLD.staff_id, OLD.duties_id, OLD.reason, OLD.requested_by_id)
       OR OLD.state IN ('checked', 'rejected', 'withdrawn')
       OR (OLD.state = 'ended' AND NEW.state <> 'checked')
       OR (OLD.until IS NOT NULL AND NEW.until IS DISTINCT FROM OLD.until)) THEN
        RAISE EXCEPTION 'authority: what an override says cannot be altered' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    replaces = [("organisation", "0017_guarded_posts")]
    dependencies = [("organisation", "0001_tables"), ("core", "0002_tables")]

    operations = [
        migrations.RunSQL(SEGREGATION, "DROP FUNCTION organisation_guard_segregation()"),
        migrations.RunSQL(
            "CREATE TRIGGER caseact_segregation BEFORE INSERT ON core_caseact "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_segregation()",
            "DROP TRIGGER caseact_segregation ON core_caseact",
        ),
        migrations.RunSQL(CLASH, "DROP FUNCTION organisation_post_clash"),
        migrations.RunSQL(CLASH_BY_SIZE, "DROP FUNCTION organisation_post_clash_by_size"),
        migrations.RunSQL(ASSIGNMENT, "DROP FUNCTION organisation_guard_assignment()"),
        migrations.RunSQL(
            "CREATE TRIGGER postassignment_segregation BEFORE INSERT OR UPDATE ON organisation_postassignment "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_assignment()",
            "DROP TRIGGER postassignment_segregation ON organisation_postassignment",
        ),
        migrations.RunSQL(UNALTERED, "DROP FUNCTION organisation_guard_given_post()"),
        migrations.RunSQL(
            "CREATE TRIGGER postassignment_unaltered BEFORE UPDATE ON organisation_postassignment "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_given_post()",
            "DROP TRIGGER postassignment_unaltered ON organisation_postassignment",
        ),
        migrations.RunSQL(OVERRIDE, "DROP FUNCTION organisation_guard_override()"),
        migrations.RunSQL(
            "CREATE TRIGGER override_guard BEFORE INSERT OR UPDATE OR DELETE ON organisation_emergencyoverride "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_override()",
            "DROP TRIGGER override_guard ON organisation_emergencyoverride",
        ),
        restrict_application("organisation_emergencyoverride", "DELETE", "TRUNCATE"),
        *(
            restrict_application(table, "UPDATE", "DELETE", "TRUNCATE")
            for table in ("organisation_incompatibleduties", "organisation_postduty")
        ),
    ]
