"""What all commissions of a co-insured contract stay within."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0019_premium_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="premiumincome",
            name="commission_percent",
            field=models.DecimalField(decimal_places=4, max_digits=7, null=True, verbose_name="commission at most (%)"),
        ),
    ]
