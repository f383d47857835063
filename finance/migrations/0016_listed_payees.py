"""A payment to a payee on the black list goes to the director, who may let it pass (5.19, LAW-23)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

STEPS = "'requested>listed', 'listed>requested', 'listed>returned', 'listed>cancelled', "
ALLOW = f"""
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('finance_guard_payment'::regproc), $s$'requested>cancelled'$s$,
                    $s${STEPS}'requested>cancelled'$s$);
END $$
"""
TAKE_BACK = f"""
DO $$ BEGIN
    EXECUTE replace(pg_get_functiondef('finance_guard_payment'::regproc), $s${STEPS}$s$, '');
END $$
"""
HANDS = ("verifier", "maker", "checker", "second_checker", "releaser", "corrector")


def _another_than(hand: str) -> migrations.AddConstraint:
    return migrations.AddConstraint(
        model_name="paymentorder",
        constraint=models.CheckConstraint(
            name=f"paymentorder_{hand}_not_passer",
            condition=Q(**{f"{hand}__isnull": True}) | Q(passer__isnull=True) | ~Q(**{hand: F("passer")}),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0015_commission_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="paymentorder",
            name="listed_as",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="entry of the black list"
            ),
        ),
        migrations.AddField(
            model_name="paymentorder",
            name="pass_reason",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="why it is paid all the same"
            ),
        ),
        migrations.AddField(
            model_name="paymentorder",
            name="passer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="let pass by",
            ),
        ),
        *(_another_than(hand) for hand in HANDS),
        migrations.RunSQL(ALLOW, TAKE_BACK),
    ]
