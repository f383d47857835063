"""Finding the open drafts of several groups in one statement, waiting for whoever is opening one of them."""

from django.db import migrations

# Locks and rows are taken in the order of the groups, so that two commands never wait for each other. Every statement
# of a volatile function sees what was committed before it began: a draft opened meanwhile is found.
OPEN_DRAFTS = """
CREATE FUNCTION finance_open_drafts(groups jsonb, wait boolean) RETURNS SETOF finance_voucher LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp AS $$
DECLARE
    one jsonb;
BEGIN
    IF wait THEN
        FOR one IN SELECT value FROM jsonb_array_elements(groups) ORDER BY value LOOP
            PERFORM pg_advisory_xact_lock(hashtextextended('finance.draft:' || one::text, 0));
        END LOOP;
    END IF;
    RETURN QUERY
        SELECT v.* FROM finance_voucher v
          JOIN jsonb_to_recordset(groups) AS g(unit_id bigint, line text, event text, kind text, "on" date)
            ON v.unit_id = g.unit_id AND v.line = g.line AND v.event = g.event AND v.kind = g.kind AND v.date = g."on"
         WHERE v.state = 'draft' AND v.origin = 'business'
         ORDER BY v.id FOR SHARE OF v;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0005_bank_statements")]

    operations = [
        migrations.RunSQL(OPEN_DRAFTS, "DROP FUNCTION finance_open_drafts(jsonb, boolean)"),
    ]
