"""Versions of deadlines are history: one may end earlier, or never begin; nothing else about it changes."""

from django.db import migrations

from core.database import restrict_application


class Migration(migrations.Migration):
    dependencies = [("organisation", "0008_delegation_guards"), ("core", "0009_search_whole_name")]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER core_clockrule_keep BEFORE UPDATE OR DELETE ON core_clockrule "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_effective()",
            "DROP TRIGGER core_clockrule_keep ON core_clockrule",
        ),
        restrict_application("core_clockrule", "DELETE", "TRUNCATE"),
    ]
