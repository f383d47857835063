"""What of a loss is paid: reinsurers are asked for their part of it, the rest is reserved."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0028_form_of_back_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="lossexperience",
            name="paid",
            field=models.DecimalField(decimal_places=2, default=0, max_digits=18, verbose_name="paid"),
        ),
        migrations.RunSQL(
            "UPDATE underwriting_lossexperience SET paid = incurred WHERE closed", migrations.RunSQL.noop
        ),
    ]
