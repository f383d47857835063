"""What was decided stays: changes of rules are decided once and by another person, decisions on places keep their history."""

from django.db import migrations

from core.database import restrict_application

GUARD = """
CREATE FUNCTION organisation_guard_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a change of rules is kept: % refused', TG_OP USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' THEN
            RAISE EXCEPTION 'a change of rules begins as a proposal' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' THEN
        RAISE EXCEPTION 'change % is decided', OLD.number USING ERRCODE = '42501';
    END IF;
    IF (NEW.number, NEW.kind, NEW.subject, NEW.title, NEW.proposal, NEW.before, NEW.effective_on, NEW.reason,
        NEW.proposed_by_id, NEW.unit_id, NEW.created_at)
       IS DISTINCT FROM
       (OLD.number, OLD.kind, OLD.subject, OLD.title, OLD.proposal, OLD.before, OLD.effective_on, OLD.reason,
        OLD.proposed_by_id, OLD.unit_id, OLD.created_at)
    THEN
        RAISE EXCEPTION 'what change % proposes cannot be altered', OLD.number USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

# A decision stays as it was made: only its end is set when a later one follows. Nothing is deleted.
KEEP = """
CREATE FUNCTION organisation_keep_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND lower(NEW.effective) = lower(OLD.effective) AND NEW.effective <@ OLD.effective
       AND to_jsonb(NEW) - 'effective' = to_jsonb(OLD) - 'effective'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% keeps its history: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$
"""


def _kept(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON organisation_{table} "
        "FOR EACH ROW EXECUTE FUNCTION organisation_keep_decision()",
        f"DROP TRIGGER {table}_keep ON organisation_{table}",
    )


class Migration(migrations.Migration):
    replaces = [("organisation", "0017_guarded_posts")]
    dependencies = [("organisation", "0003_authority")]

    operations = [
        migrations.RunSQL(GUARD, "DROP FUNCTION organisation_guard_change()"),
        migrations.RunSQL(
            "CREATE TRIGGER controlchange_guard BEFORE INSERT OR UPDATE OR DELETE ON organisation_controlchange "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_change()",
            "DROP TRIGGER controlchange_guard ON organisation_controlchange",
        ),
        restrict_application("organisation_controlchange", "DELETE", "TRUNCATE"),
        migrations.RunSQL(KEEP, "DROP FUNCTION organisation_keep_decision()"),
        _kept("samecitydecision"),
        _kept("surveypointapproval"),
    ]
