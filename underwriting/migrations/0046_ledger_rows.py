import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("underwriting", "0045_deviation_and_claim_free")]

    operations = [
        migrations.AddField(
            model_name="ledgerentry",
            name="agreement",
            field=models.CharField(blank=True, db_default="", default="", max_length=24, verbose_name="agreement"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="goods",
            field=models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="goods"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="why_late",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="why late"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="asked_because",
            field=models.JSONField(db_default=[], default=list, verbose_name="before an underwriter because"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="allowed_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="approved by"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="opinion",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="opinion"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="holder_id",
            field=models.BigIntegerField(null=True, verbose_name="policyholder"),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="policy",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="underwriting.policy"
            ),
        ),
        migrations.AddIndex(model_name="policy", index=models.Index(fields=["serial"], name="policy_serial")),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                condition=models.Q(("agreement", ""), _negated=True), fields=["agreement"], name="ledgerentry_agreement"
            ),
        ),
    ]
