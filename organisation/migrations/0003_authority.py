"""Authority comes down level by level, is changed by four eyes and never rewritten; acts are held against it row by row."""

from django.db import migrations

from core.database import restrict_application

TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
# Tables whose rows are versions in time. Versions of deadlines are history as well.
EFFECTIVE = ("organisation_authoritygrant", "organisation_parameter", "core_clockrule")

# AUT-03: head office, province, branch with its centres, sub-branch with its counters.
LEVEL = """
CREATE FUNCTION organisation_level(u organisation_unit) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN u.sub_branch_id IS NOT NULL THEN 3 WHEN u.branch_id IS NOT NULL THEN 2
                WHEN u.province_id IS NOT NULL THEN 1 ELSE 0 END
$$
"""

# The highest effective limit that anybody holds on the level ``wanted`` of the chain of ``u``; NULL where nobody holds any.
# A holder's grant of the line goes before the one for all lines, as in the service.
HELD = """
CREATE FUNCTION organisation_held(u organisation_unit, wanted integer, op text, of_line text, of_measure text, on_day date)
RETURNS numeric LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT max(best."limit") FROM (
        SELECT DISTINCT ON (g.unit_id, g.post_id, g.staff_id) g."limit"
          FROM organisation_authoritygrant g JOIN organisation_unit o ON o.id = g.unit_id
         WHERE g.operation = op AND g.measure = of_measure AND g.line IN ('', of_line) AND g.effective @> on_day
           AND organisation_level(o) = wanted
           AND (wanted < 1 OR o.province_id IS NOT DISTINCT FROM u.province_id)
           AND (wanted < 2 OR o.branch_id = u.branch_id) AND (wanted < 3 OR o.sub_branch_id = u.sub_branch_id)
         ORDER BY g.unit_id, g.post_id, g.staff_id, g.line DESC) best
$$
"""

# The level of the chain directly above: a branch without a province is directly under the head office.
ABOVE = """
CREATE FUNCTION organisation_level_above(u organisation_unit) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE organisation_level(u)
        WHEN 3 THEN CASE WHEN u.branch_id IS NOT NULL THEN 2 WHEN u.province_id IS NOT NULL THEN 1 ELSE 0 END
        WHEN 2 THEN CASE WHEN u.province_id IS NOT NULL THEN 1 ELSE 0 END
        WHEN 1 THEN 0 END
$$
"""

# What is wrong with a grant on one day and for one line; NULL when it stands (AUT-02, AUT-07).
FAULT = """
CREATE FUNCTION organisation_grant_fault(g organisation_authoritygrant, for_line text, on_day date)
RETURNS text LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE u organisation_unit; above integer; ceiling numeric;
BEGIN
    SELECT * INTO u FROM organisation_unit WHERE id = g.unit_id;
    above := organisation_level_above(u);
    IF above IS NOT NULL THEN
        ceiling := organisation_held(u, above, g.operation, for_line, g.measure, on_day);
        IF ceiling IS NULL OR g."limit" > ceiling THEN
            RETURN format('above the %s that the level above holds on %s', coalesce(ceiling::text, 'nothing'), on_day);
        END IF;
    END IF;
    IF g.operation = 'claims.approve' AND g.measure = 'payable' THEN
        ceiling := organisation_held(u, organisation_level(u), 'claims.assess', for_line, 'assessed', on_day);
        IF ceiling IS NULL OR g."limit" > ceiling THEN
            RETURN format('above the assessment authority %s of the same level on %s', coalesce(ceiling::text, 'nothing'), on_day);
        END IF;
        SELECT a."limit" INTO ceiling FROM organisation_authoritygrant a
         WHERE a.operation = 'claims.assess' AND a.measure = 'assessed' AND a.unit_id = g.unit_id
           AND a.post_id IS NOT DISTINCT FROM g.post_id AND a.staff_id IS NOT DISTINCT FROM g.staff_id
           AND a.line IN ('', for_line) AND a.effective @> on_day ORDER BY a.line DESC LIMIT 1;
        IF g."limit" > ceiling THEN
            RETURN format('above the assessment authority %s of the same holder on %s', ceiling, on_day);
        END IF;
    END IF;
    RETURN NULL;
END $$
"""

# A grant is looked at on every day on which something about it may change, from today on: the past is history.
# Limits of a measure of an operation are changed one transaction at a time.
TREE = f"""
CREATE FUNCTION organisation_guard_grant_tree() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE n organisation_unit; of_level integer; broken record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('authority:' || split_part(NEW.operation, '.', 1), 0));
    IF EXISTS (SELECT 1 FROM organisation_authoritygrant g
                WHERE g.operation = NEW.operation AND (g.measure = '') <> (NEW.measure = '')) THEN
        RAISE EXCEPTION 'authority: % is granted either with limits or without', NEW.operation USING ERRCODE = '42501';
    END IF;
    SELECT * INTO n FROM organisation_unit WHERE id = NEW.unit_id;
    of_level := organisation_level(n);
    SELECT g.id, g.operation, g."limit", f.fault INTO broken
      FROM organisation_authoritygrant g
      JOIN organisation_unit u ON u.id = g.unit_id AND (of_level < 1 OR u.province_id IS NOT DISTINCT FROM n.province_id)
           AND (of_level < 2 OR u.branch_id = n.branch_id) AND (of_level < 3 OR u.sub_branch_id = n.sub_branch_id)
     CROSS JOIN LATERAL (
           SELECT g.line UNION SELECT o.line FROM organisation_authoritygrant o
            WHERE g.line = '' AND o.line <> '' AND o.operation IN (g.operation, 'claims.assess')
              AND NOT EXISTS (SELECT 1 FROM organisation_authoritygrant own
                   WHERE own.operation = g.operation AND own.measure = g.measure AND own.unit_id = g.unit_id
                     AND own.post_id IS NOT DISTINCT FROM g.post_id AND own.staff_id IS NOT DISTINCT FROM g.staff_id
                     AND own.line = o.line AND own.effective && g.effective)) l
     CROSS JOIN LATERAL (
           SELECT greatest(lower(g.effective), {TODAY}) AS day
            UNION SELECT bound FROM organisation_authoritygrant o
            CROSS JOIN LATERAL (VALUES (lower(o.effective)), (upper(o.effective))) b(bound)
            WHERE o.operation IN (g.operation, 'claims.assess') AND bound >= {TODAY}) d
     CROSS JOIN LATERAL organisation_grant_fault(g, l.line, d.day) f(fault)
     WHERE (g.operation = NEW.operation OR (NEW.operation = 'claims.assess' AND g.operation = 'claims.approve'))
       AND g.effective @> d.day AND f.fault IS NOT NULL
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'authority: grant % of % % is %', broken.id, broken.operation, broken."limit", broken.fault
            USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$
"""

# History is never rewritten: a row may only end earlier than it said, not in the past, or be withdrawn before it begins.
KEEP = f"""
CREATE FUNCTION organisation_guard_effective() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'authority: % is closed, never deleted', TG_TABLE_NAME USING ERRCODE = '42501';
    END IF;
    IF to_jsonb(NEW) - 'effective' IS DISTINCT FROM to_jsonb(OLD) - 'effective' OR isempty(OLD.effective) THEN
        RAISE EXCEPTION 'authority: % is replaced by a new row, never rewritten', TG_TABLE_NAME USING ERRCODE = '42501';
    END IF;
    IF isempty(NEW.effective) AND lower(OLD.effective) > {TODAY} THEN RETURN NEW; END IF;
    IF isempty(NEW.effective) OR lower(NEW.effective) IS DISTINCT FROM lower(OLD.effective) OR upper(NEW.effective) IS NULL
       OR upper(NEW.effective) > upper(OLD.effective) OR upper(NEW.effective) < {TODAY} THEN
        RAISE EXCEPTION 'authority: % may only be closed, and not in the past', TG_TABLE_NAME USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

# In place of somebody: the grant is the holder's, the delegation runs, names the operation, and caps the amount.
AUTHORITY = f"""
CREATE FUNCTION organisation_guard_authority() RETURNS trigger LANGUAGE plpgsql
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


def _kept(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION organisation_guard_effective()",
        f"DROP TRIGGER {table}_keep ON {table}",
    )


class Migration(migrations.Migration):
    replaces = [("organisation", "0017_guarded_posts")]
    dependencies = [("organisation", "0002_segregation")]

    operations = [
        migrations.RunSQL(LEVEL, "DROP FUNCTION organisation_level"),
        migrations.RunSQL(HELD, "DROP FUNCTION organisation_held"),
        migrations.RunSQL(ABOVE, "DROP FUNCTION organisation_level_above"),
        migrations.RunSQL(FAULT, "DROP FUNCTION organisation_grant_fault"),
        migrations.RunSQL(TREE, "DROP FUNCTION organisation_guard_grant_tree()"),
        migrations.RunSQL(
            "CREATE CONSTRAINT TRIGGER authoritygrant_tree AFTER INSERT OR UPDATE ON organisation_authoritygrant "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation_guard_grant_tree()",
            "DROP TRIGGER authoritygrant_tree ON organisation_authoritygrant",
        ),
        migrations.RunSQL(KEEP, "DROP FUNCTION organisation_guard_effective()"),
        *(_kept(table) for table in EFFECTIVE),
        migrations.RunSQL(AUTHORITY, "DROP FUNCTION organisation_guard_authority()"),
        migrations.RunSQL(
            "CREATE TRIGGER caseact_authority BEFORE INSERT ON core_caseact "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_authority()",
            "DROP TRIGGER caseact_authority ON core_caseact",
        ),
        migrations.RunSQL(DELEGATION, "DROP FUNCTION organisation_guard_delegation()"),
        migrations.RunSQL(
            "CREATE TRIGGER delegation_guard BEFORE INSERT OR UPDATE OR DELETE ON organisation_delegation "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_delegation()",
            "DROP TRIGGER delegation_guard ON organisation_delegation",
        ),
        *(restrict_application(table, "DELETE", "TRUNCATE") for table in (*EFFECTIVE, "organisation_delegation")),
    ]
