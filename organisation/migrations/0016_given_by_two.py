"""Posts given before the guard: the holder asked, somebody else agreed. Apart, because the table is altered next."""

from django.db import migrations

GIVEN = """
UPDATE organisation_postassignment p
   SET proposed_by_id = p.staff_id,
       approved_by_id = (SELECT min(s.id) FROM organisation_staff s WHERE s.id <> p.staff_id)
 WHERE p.approved_by_id IS NULL
"""

# A matrix that is there already: from three people on entry and check differ; which pairs an emergency may lift.
MATRIX = """
UPDATE organisation_incompatibleduties
   SET user_from = CASE WHEN number = 4 THEN 3 END, liftable = (level = 'case' AND number IN (4, 5, 8, 9, 14, 30))
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0015_overrides_and_reports")]

    operations = [migrations.RunSQL(GIVEN, migrations.RunSQL.noop), migrations.RunSQL(MATRIX, migrations.RunSQL.noop)]
