from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("underwriting", "0044_persons_changed")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="line_deviation",
            field=models.DecimalField(
                db_default=Decimal(0),
                decimal_places=2,
                default=Decimal(0),
                max_digits=5,
                verbose_name="below the tariff (%)",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="claim_free_years",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="years in a row without a claim"
            ),
        ),
    ]
