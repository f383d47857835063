"""A move of printed forms is written by one statement: what was, what is now, and the movement itself."""

from django.db import migrations

MOVE = """
CREATE FUNCTION archives_move_forms(gone bigint[], lots jsonb, movement jsonb) RETURNS bigint LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp AS $$
DECLARE
    made bigint;
BEGIN
    DELETE FROM archives_formlot WHERE id = ANY(gone);
    INSERT INTO archives_formlot (form_type_id, first, last, standing, holder_id, since, unit_id, sub_branch_id,
           branch_id, province_id)
    SELECT l.* FROM jsonb_to_recordset(lots) AS l(
           form_type_id bigint, first bigint, last bigint, standing text, holder_id bigint, since date, unit_id bigint,
           sub_branch_id bigint, branch_id bigint, province_id bigint);
    INSERT INTO archives_formmovement (form_type_id, step, first, last, quantity, unit_id, from_store_id, to_store_id,
           from_holder_id, to_holder_id, subject_kind, subject_id, subject_number, skipped, note, "on", at, actor_id,
           actor_name)
    SELECT m.* FROM jsonb_to_record(movement) AS m(
           form_type_id bigint, step text, first bigint, last bigint, quantity integer, unit_id bigint,
           from_store_id bigint, to_store_id bigint, from_holder_id bigint, to_holder_id bigint, subject_kind text,
           subject_id bigint, subject_number text, skipped integer, note text, "on" date, at timestamptz,
           actor_id bigint, actor_name text)
    RETURNING id INTO made;
    RETURN made;
END $$
"""


class Migration(migrations.Migration):
    replaces = [("archives", "0006_counts_and_low_stock")]
    dependencies = [("archives", "0002_kept")]

    operations = [
        migrations.RunSQL(MOVE, "DROP FUNCTION archives_move_forms(bigint[], jsonb, jsonb)"),
    ]
