"""The audit chain, append-only tables and number series are kept by the database itself."""

from django.db import migrations

from core.database import allow_function, append_only, restrict_application

REFUSE_CHANGE = """
CREATE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$
"""

# Everything but the place in the chain goes into the digest. Times as epoch seconds: the text of a timestamp depends on
# the session's time zone, the digest must not.
DIGEST = """
CREATE FUNCTION core_audit_digest(e core_auditentry) RETURNS bytea LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        e.stream, e.seq, encode(e.previous, 'hex'), extract(epoch FROM e.at), e.action, e.outcome, e.staff_id,
        e.assignment_id, e.actor_name, e.post, e.unit_id, e.subject_kind, e.subject_id, e.subject_number,
        e.state_before, e.state_after, e.before, e.after, e.reason, e.basis, e.edition, e.command_key, e.context
    )::text, 'UTF8'))
$$
"""

CHAIN = """
CREATE FUNCTION core_chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO core_audithead AS h (stream, seq, digest) VALUES (NEW.stream, 1, ''::bytea)
        ON CONFLICT (stream) DO UPDATE SET seq = h.seq + 1
        RETURNING h.seq, h.digest INTO NEW.seq, NEW.previous;
    NEW.digest := core_audit_digest(NEW);
    UPDATE core_audithead SET digest = NEW.digest WHERE stream = NEW.stream;
    RETURN NEW;
END $$
"""

NUMBERS = """
CREATE FUNCTION core_next_number(wanted text) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    INSERT INTO core_numberseries AS s (series, last) VALUES (wanted, 1)
        ON CONFLICT (series) DO UPDATE SET last = s.last + 1 RETURNING s.last
$$
"""

ORDINARY = """
CREATE FUNCTION core_next_ordinary(wanted text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE name text := 'core_series_' || md5(wanted);
BEGIN
    IF to_regclass('public.' || name) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(name));
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS public.%I', name);
    END IF;
    RETURN nextval('public.' || name);
END $$
"""


class Migration(migrations.Migration):
    replaces = [("core", "0011_work_counted_from_indexes")]
    dependencies = [("core", "0002_tables")]

    operations = [
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION core_refuse_change()"),
        migrations.RunSQL(DIGEST, "DROP FUNCTION core_audit_digest(core_auditentry)"),
        migrations.RunSQL(CHAIN, "DROP FUNCTION core_chain_audit()"),
        migrations.RunSQL(
            "CREATE TRIGGER auditentry_chain BEFORE INSERT ON core_auditentry FOR EACH ROW EXECUTE FUNCTION core_chain_audit()",
            "DROP TRIGGER auditentry_chain ON core_auditentry",
        ),
        append_only("core_auditentry", "auditentry"),
        append_only("core_caseact", "caseact"),
        restrict_application("core_auditentry", "UPDATE", "DELETE", "TRUNCATE"),
        restrict_application("core_caseact", "UPDATE", "DELETE", "TRUNCATE"),
        restrict_application("core_audithead", "INSERT", "UPDATE", "DELETE", "TRUNCATE"),
        migrations.RunSQL(NUMBERS, "DROP FUNCTION core_next_number(text)"),
        migrations.RunSQL(ORDINARY, "DROP FUNCTION core_next_ordinary(text)"),
        restrict_application("core_numberseries", "INSERT", "UPDATE", "DELETE", "TRUNCATE"),
        allow_function("core_next_number(text)"),
        allow_function("core_next_ordinary(text)"),
    ]
