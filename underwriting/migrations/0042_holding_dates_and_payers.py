"""Refunds to another than the payer; entries changed while they were supplemented; the value at completion."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("underwriting", "0041_back_entry_differing"),
    ]

    operations = [
        migrations.AddField(
            model_name="endorsement",
            name="elsewhere",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="goes to another than the one who paid"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="check_again",
            field=models.BooleanField(db_default=False, default=False, verbose_name="changed since it was checked"),
        ),
        migrations.AlterField(
            model_name="endorsement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("names", "correction of names and addresses"),
                    ("plate", "plate and licence data changed"),
                    ("vehicle", "vehicle data changed"),
                    ("sum_insured", "sum insured changed"),
                    ("limit", "limit of indemnity changed"),
                    ("add_cover", "cover added"),
                    ("drop_cover", "cover dropped"),
                    ("deductible", "deductible changed"),
                    ("completion", "value of the works at completion"),
                    ("extension", "period made longer"),
                    ("transfer", "transfer of ownership"),
                    ("list", "insured persons or items changed"),
                    ("terms", "special terms changed"),
                    ("void", "void before cover begins"),
                    ("end_holder", "surrender by the policyholder"),
                    ("end_insurer", "termination by the insurer"),
                ],
                max_length=24,
                verbose_name="kind",
            ),
        ),
    ]
