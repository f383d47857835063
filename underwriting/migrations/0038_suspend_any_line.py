"""Every line but compulsory cover can be suspended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0037_one_open_rule_file"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="moratorium", name="moratorium_lines"),
        migrations.AddConstraint(
            model_name="moratorium",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lines__overlap", ["MCI"]), _negated=True), models.Q(("lines", []), _negated=True)
                ),
                name="moratorium_lines",
            ),
        ),
    ]
