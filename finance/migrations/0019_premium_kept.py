"""What is kept of the premium of a contract that was given up before its start."""

from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("finance", "0018_red_invoices"),
    ]

    operations = [
        migrations.AddField(
            model_name='premiumincome',
            name='kept_net',
            field=models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), max_digits=18, verbose_name='net premium kept'),
        ),
        migrations.AddField(
            model_name='premiumincome',
            name='kept_tax',
            field=models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), max_digits=18, verbose_name='tax in what was kept'),
        ),
    ]
