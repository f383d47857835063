"""What was sent stays as it was sent."""

from django.db import migrations

from core.database import append_only


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_merged_reports")]

    operations = [append_only("claims_sentnotice", "sentnotice")]
