"""Entries and their lines are written by one statement: the drafts of the day are found, locked and filled together."""

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

BOOK = """
CREATE FUNCTION finance_book(bookings jsonb)
RETURNS TABLE (unit_id bigint, line text, event text, kind text, "on" date) LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    groups jsonb;
    drafts jsonb;
    missing jsonb;
BEGIN
    SELECT jsonb_agg(DISTINCT value -> 'group') INTO groups FROM jsonb_array_elements(bookings);
    SELECT coalesce(jsonb_agg(to_jsonb(v)), '[]') INTO drafts FROM finance_open_drafts(groups, false) AS v;
    IF jsonb_array_length(drafts) < jsonb_array_length(groups) THEN
        SELECT jsonb_agg(g.value) INTO missing FROM jsonb_array_elements(groups) AS g
         WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(drafts) AS d
                            WHERE d.value @> ((g.value - 'on') || jsonb_build_object('date', g.value -> 'on')));
        SELECT drafts || coalesce(jsonb_agg(to_jsonb(v)), '[]') INTO drafts
          FROM finance_open_drafts(missing, true) AS v;
        IF jsonb_array_length(drafts) < jsonb_array_length(groups) THEN
            RETURN QUERY
                SELECT g.* FROM jsonb_to_recordset(missing)
                    AS g(unit_id bigint, line text, event text, kind text, "on" date)
                 WHERE NOT EXISTS (
                    SELECT FROM jsonb_to_recordset(drafts)
                        AS d(unit_id bigint, line text, event text, kind text, date date)
                     WHERE d.unit_id = g.unit_id AND d.line = g.line AND d.event = g.event AND d.kind = g.kind
                       AND d.date = g."on")
                 ORDER BY 1, 2, 3, 4, 5;
            RETURN;
        END IF;
    END IF;
    WITH given AS (
        SELECT b.n, e.*, b.value -> 'lines' AS lines, d.id AS voucher_id, d.date, d.unit_id, d.sub_branch_id,
               d.branch_id, d.province_id, d.line
          FROM jsonb_array_elements(bookings) WITH ORDINALITY AS b(value, n)
         CROSS JOIN LATERAL jsonb_to_record(b.value -> 'entry') AS e(
               key uuid, event text, document_kind text, document_id bigint, document_number text, source_kind text,
               source_id bigint, occurrence integer, summary text, total numeric, created_at timestamptz)
          JOIN LATERAL jsonb_to_record(b.value -> 'group') AS g(
               unit_id bigint, line text, event text, kind text, "on" date) ON true
          JOIN jsonb_to_recordset(drafts) AS d(
               id bigint, unit_id bigint, sub_branch_id bigint, branch_id bigint, province_id bigint, line text,
               event text, kind text, date date)
            ON d.unit_id = g.unit_id AND d.line = g.line AND d.event = g.event AND d.kind = g.kind AND d.date = g."on"
    ), entries AS (
        INSERT INTO finance_businessentry (key, event, line, date, document_kind, document_id, document_number,
               source_kind, source_id, occurrence, summary, total, created_at, voucher_id, unit_id, sub_branch_id,
               branch_id, province_id)
        SELECT key, event, line, date, document_kind, document_id, document_number, source_kind, source_id, occurrence,
               summary, total, created_at, voucher_id, unit_id, sub_branch_id, branch_id, province_id
          FROM given ORDER BY n
        RETURNING id, key
    )
    INSERT INTO finance_voucherline (voucher_id, entry_id, position, account_id, debit, credit, summary, unit_id, line,
           channel, salesperson_id, document_kind, document_id, document_number, counterparty_id, counterparty_name,
           cash_flow)
    SELECT given.voucher_id, entries.id, l.position, l.account_id, l.debit, l.credit, given.summary, given.unit_id,
           given.line, '', l.salesperson_id, l.document_kind, l.document_id, l.document_number, l.counterparty_id,
           l.counterparty_name, l.cash_flow
      FROM given JOIN entries USING (key)
     CROSS JOIN LATERAL jsonb_to_recordset(given.lines) AS l(
           position integer, account_id bigint, debit numeric, credit numeric, salesperson_id bigint,
           document_kind text, document_id bigint, document_number text, counterparty_id bigint,
           counterparty_name text, cash_flow text)
     ORDER BY given.n, l.position;
END $$
"""


class Migration(migrations.Migration):
    replaces = [("finance", "0021_issued_on_credit")]
    dependencies = [("finance", "0003_kept")]

    operations = [
        migrations.RunSQL(OPEN_DRAFTS, "DROP FUNCTION finance_open_drafts(jsonb, boolean)"),
        migrations.RunSQL(BOOK, "DROP FUNCTION finance_book(jsonb)"),
    ]
