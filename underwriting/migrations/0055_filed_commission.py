"""The commission that each insurer of a co-insured contract has filed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0054_occupants_and_trailers"),
    ]

    operations = [
        migrations.AddField(
            model_name="coinsuranceshare",
            name="filed_percent",
            field=models.DecimalField(decimal_places=4, max_digits=7, null=True, verbose_name="filed commission (%)"),
        ),
        migrations.AddConstraint(
            model_name="coinsuranceshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("filed_percent", None))
                | models.Q(("filed_percent__gte", 0), ("filed_percent__lte", 100)),
                name="coinsuranceshare_commission",
            ),
        ),
    ]
