"""The database wakes the relay, and refuses to begin ended work again except as a recorded replay."""

from django.db import migrations

from core.database import restrict_application

WAKE = """
CREATE FUNCTION core_job_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('core_job', '');
    RETURN NULL;
END $$
"""

# Done and cancelled are final: only a dead letter may be tried again. The fence token never goes back, so that a
# worker of an earlier lease can never be taken for the present one.
GUARD = """
CREATE FUNCTION core_job_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('done', 'cancelled') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'job % is % and stays so', OLD.id, OLD.state USING ERRCODE = '23514';
    END IF;
    IF OLD.state = 'dead' AND NEW.state NOT IN ('dead', 'ready', 'cancelled') THEN
        RAISE EXCEPTION 'job % was given up and can only be made ready again', OLD.id USING ERRCODE = '23514';
    END IF;
    IF NEW.token < OLD.token THEN
        RAISE EXCEPTION 'the fence token of job % cannot go back', OLD.id USING ERRCODE = '23514';
    END IF;
    IF (NEW.kind, NEW.key, NEW.payload) IS DISTINCT FROM (OLD.kind, OLD.key, OLD.payload) THEN
        RAISE EXCEPTION 'what job % is about cannot change', OLD.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    replaces = [("core", "0011_work_counted_from_indexes")]
    dependencies = [("core", "0003_chain_and_numbers")]

    operations = [
        migrations.RunSQL(WAKE, "DROP FUNCTION core_job_wake()"),
        migrations.RunSQL(
            "CREATE TRIGGER job_wake AFTER INSERT ON core_job FOR EACH STATEMENT EXECUTE FUNCTION core_job_wake()",
            "DROP TRIGGER job_wake ON core_job",
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION core_job_guard()"),
        migrations.RunSQL(
            "CREATE TRIGGER job_guard BEFORE UPDATE ON core_job FOR EACH ROW EXECUTE FUNCTION core_job_guard()",
            "DROP TRIGGER job_guard ON core_job",
        ),
        restrict_application("core_job", "TRUNCATE"),
        restrict_application("core_event", "UPDATE", "TRUNCATE"),
    ]
