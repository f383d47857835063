"""Functions that the indexes of the search are made of."""

from django.db import migrations

# Single characters and pairs of neighbours. Trigrams cannot find a Chinese name of two characters.
GRAMS = """
CREATE FUNCTION core_search_grams(names text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(gram), '{}')
      FROM (SELECT unnest(ARRAY[substr(upper(names), place, 1), substr(upper(names), place, 2)]) AS gram
              FROM generate_series(1, length(names)) AS place) AS found
     WHERE gram !~ '^[[:space:]]|[[:cntrl:]]'
$$
"""

# What must occur when a text is looked for: its pairs, or the one character it consists of.
QUERY_GRAMS = """
CREATE FUNCTION core_search_query_grams(wanted text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(gram), '{}')
      FROM (SELECT substr(upper(wanted), place, 2) AS gram
              FROM generate_series(1, greatest(length(wanted) - 1, 1)) AS place) AS found
     WHERE gram !~ '^[[:space:]]|[[:cntrl:]]'
$$
"""


class Migration(migrations.Migration):
    initial = True
    replaces = [("core", "0011_work_counted_from_indexes")]
    dependencies = []

    operations = [
        migrations.RunSQL(GRAMS, "DROP FUNCTION core_search_grams(text)"),
        migrations.RunSQL(QUERY_GRAMS, "DROP FUNCTION core_search_query_grams(text)"),
    ]
