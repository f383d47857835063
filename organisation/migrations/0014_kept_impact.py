"""What a change touched is kept as the person who decided saw it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0013_norms"),
    ]

    operations = [
        migrations.AddField(
            model_name="controlchange",
            name="impact",
            field=models.JSONField(null=True, verbose_name="who was affected when it was decided"),
        ),
    ]
