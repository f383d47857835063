"""One set of values of a product is under way in a branch; what lies beyond its scope waits in a state of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0036_conditions_met"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE underwriting_rulefile SET state = 'awaiting' WHERE state = 'br_approved' AND scope <> 'own'",
            "UPDATE underwriting_rulefile SET state = 'br_approved' WHERE state = 'awaiting'",
        ),
        migrations.AlterField(
            model_name="rulefile",
            name="scope",
            field=models.CharField(
                choices=[
                    ("own", "within the scope of head office"),
                    ("head", "beyond the scope: head office decides"),
                    ("local", "local product: the province decides"),
                ],
                max_length=8,
                verbose_name="scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulefile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "br_approved", "awaiting"))),
                fields=("product", "unit"),
                name="rulefile_one_open",
            ),
        ),
    ]
