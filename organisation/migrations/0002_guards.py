"""Segregation of duties and authority are enforced by the database, over the acts on cases and over post assignments."""

from django.db import migrations

# Errcode 42501 with a telling first word: the engine turns it into the refusal that a person reads.
SEGREGATION = """
CREATE FUNCTION organisation_guard_segregation() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.staff_id IS NOT NULL AND NEW.duty <> '' AND EXISTS (
        SELECT 1 FROM core_caseact a
          JOIN organisation_incompatibleduties i
            ON (i.first = a.duty AND i.second = NEW.duty) OR (i.second = a.duty AND i.first = NEW.duty)
         WHERE a.case_ref = NEW.case_ref AND a.staff_id = NEW.staff_id)
    THEN
        RAISE EXCEPTION 'segregation: % on % by the same person', NEW.duty, NEW.case_ref USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

AUTHORITY = """
CREATE FUNCTION organisation_guard_authority() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE fitting boolean;
BEGIN
    IF NEW.operation = '' THEN RETURN NEW; END IF;
    SELECT NEW.amount IS NULL OR NEW.amount <= g."limit" INTO fitting
      FROM organisation_authoritygrant g
     WHERE g.id = NEW.grant_id AND g.operation = NEW.operation AND g.approved_by_id IS NOT NULL
       AND g.effective @> (NEW.at AT TIME ZONE 'Asia/Shanghai')::date
       AND (NEW.measure = '' OR g.measure = NEW.measure) AND (g.line = '' OR g.line = NEW.line)
       AND (g.staff_id = NEW.staff_id OR NEW.staff_id IS NULL OR EXISTS (
            SELECT 1 FROM organisation_postassignment p
             WHERE p.id = NEW.assignment_id AND p.staff_id = NEW.staff_id AND p.post_id = g.post_id AND p.unit_id = g.unit_id
               AND p.period @> (NEW.at AT TIME ZONE 'Asia/Shanghai')::date));
    IF fitting IS NOT TRUE THEN
        RAISE EXCEPTION 'authority: % of % is not covered by grant %', NEW.operation, NEW.amount, NEW.grant_id
            USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

ASSIGNMENT = """
CREATE FUNCTION organisation_guard_assignment() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE clash text;
BEGIN
    PERFORM 1 FROM organisation_staff WHERE id = NEW.staff_id FOR NO KEY UPDATE;
    SELECT p.post_id INTO clash
      FROM organisation_postassignment p
      JOIN organisation_postduty held ON held.post_id = p.post_id
      JOIN organisation_postduty wanted ON wanted.post_id = NEW.post_id
      JOIN organisation_incompatibleduties i
        ON i.level = 'user' AND ((i.first = held.duty AND i.second = wanted.duty) OR (i.second = held.duty AND i.first = wanted.duty))
     WHERE p.staff_id = NEW.staff_id AND p.id IS DISTINCT FROM NEW.id AND p.period && NEW.period
     LIMIT 1;
    IF clash IS NOT NULL THEN
        RAISE EXCEPTION 'segregation: post % cannot be held together with %', NEW.post_id, clash USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        migrations.RunSQL(SEGREGATION, "DROP FUNCTION organisation_guard_segregation()"),
        migrations.RunSQL(
            "CREATE TRIGGER caseact_segregation BEFORE INSERT ON core_caseact "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_segregation()",
            "DROP TRIGGER caseact_segregation ON core_caseact",
        ),
        migrations.RunSQL(AUTHORITY, "DROP FUNCTION organisation_guard_authority()"),
        migrations.RunSQL(
            "CREATE TRIGGER caseact_authority BEFORE INSERT ON core_caseact "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_authority()",
            "DROP TRIGGER caseact_authority ON core_caseact",
        ),
        migrations.RunSQL(ASSIGNMENT, "DROP FUNCTION organisation_guard_assignment()"),
        migrations.RunSQL(
            "CREATE TRIGGER postassignment_segregation BEFORE INSERT OR UPDATE ON organisation_postassignment "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_assignment()",
            "DROP TRIGGER postassignment_segregation ON organisation_postassignment",
        ),
    ]
