"""What an entry later says otherwise than its paper, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0040_endorsement_voices"),
    ]

    operations = [
        migrations.AddField(
            model_name="backentry",
            name="differing",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="differs from the paper"),
        ),
        migrations.AddField(
            model_name="backentry",
            name="why_differing",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="why it differs"),
        ),
    ]
