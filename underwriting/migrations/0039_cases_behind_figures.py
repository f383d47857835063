"""The daily report keeps the cases behind its figures."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0038_suspend_any_line"),
    ]

    operations = [
        migrations.AddField(
            model_name="dailyreport",
            name="cases",
            field=models.JSONField(db_default={}, default=dict, verbose_name="cases behind the figures"),
        ),
        migrations.AlterField(
            model_name="discrepancy",
            name="figure",
            field=models.CharField(
                choices=[
                    ("carried", "Carried over"),
                    ("submitted", "Submitted"),
                    ("automatic", "Passed automatically"),
                    ("manual", "Passed by hand"),
                    ("declined", "Declined"),
                    ("returned", "Returned"),
                    ("ended", "Withdrawn or lapsed"),
                    ("pending", "To be underwritten"),
                    ("escalated", "With the level above"),
                    ("in_work", "Otherwise in work"),
                    ("sum_insured", "Sum insured passed"),
                    ("premium", "Premium passed"),
                ],
                max_length=12,
                verbose_name="figure of the report",
            ),
        ),
        migrations.AlterField(
            model_name="offsystembusiness",
            name="accepted_on",
            field=models.DateField(null=True, verbose_name="day of acceptance"),
        ),
    ]
