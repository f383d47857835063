"""A defect is found again after it was closed; the day of a comparison freezes the score of its month."""

from __future__ import annotations

from django.db import migrations, models

RULES = [
    ("duplicate", "same vehicle, line and period twice"),
    ("no_sum", "sum insured is zero"),
    ("rate", "a cover without premium"),
    ("region", "the risk lies outside the region"),
    ("premium", "premium is not what the formula gives"),
    ("no_phone", "telephone of the policyholder is missing"),
    ("no_identity", "identity number of the policyholder is missing"),
    ("start", "cover begins before the policy was issued"),
    ("paper", "papers of the policy were not handed over"),
]


class Migration(migrations.Migration):
    dependencies = [("underwriting", "0048_treaty_exclusions")]

    operations = [
        migrations.AddField("qualitycheck", "compared_on", models.DateField(null=True, verbose_name="compared on")),
        migrations.RemoveConstraint("datadefect", "datadefect_once"),
        migrations.AddConstraint(
            "datadefect",
            models.UniqueConstraint(
                fields=["rule", "policy"],
                condition=models.Q(state__in=["open", "answered"]),
                name="datadefect_open_once",
            ),
        ),
        migrations.AlterField(
            "datadefect", "rule", models.CharField(choices=RULES, max_length=20, verbose_name="rule")
        ),
    ]
