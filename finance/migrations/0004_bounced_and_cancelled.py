"""A paid order may be sent back by the bank, an order not yet signed may be cancelled; what an amount is made of stays."""

from django.db import migrations

from core.database import append_only, restrict_application

GUARD_PAYMENT = """
CREATE OR REPLACE FUNCTION finance_guard_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    owed numeric;
    ordered numeric;
    steps CONSTANT text[] := ARRAY['requested>verified', 'requested>returned', 'verified>made', 'verified>returned',
        'made>checked', 'made>checked_once', 'made>returned', 'checked_once>checked', 'checked_once>returned',
        'checked>released', 'checked>returned', 'returned>requested', 'released>sent', 'sent>unknown', 'sent>settled',
        'sent>rejected', 'unknown>settled', 'unknown>rejected', 'rejected>reissued', 'settled>rejected',
        'requested>cancelled', 'returned>cancelled'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'requested' THEN
            RAISE EXCEPTION 'a payment order begins as requested' USING ERRCODE = '23514';
        END IF;
        SELECT amount INTO owed FROM finance_payable WHERE id = NEW.payable_id FOR UPDATE;
        SELECT coalesce(sum(amount), 0) INTO ordered FROM finance_paymentorder
         WHERE payable_id = NEW.payable_id AND state NOT IN ('rejected', 'reissued', 'cancelled');
        IF NOT ordered + NEW.amount <= owed THEN
            RAISE EXCEPTION 'payment orders of % exceed the payable of %', ordered + NEW.amount, owed USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = NEW.state THEN
        IF OLD.state IN ('settled', 'reissued', 'cancelled') AND to_jsonb(OLD) <> to_jsonb(NEW) THEN
            RAISE EXCEPTION 'a finished payment order stays as it is' USING ERRCODE = '42501';
        END IF;
    ELSIF NOT (OLD.state || '>' || NEW.state) = ANY (steps) THEN
        RAISE EXCEPTION 'a payment order does not go from % to %', OLD.state, NEW.state USING ERRCODE = '42501';
    END IF;
    IF (OLD.payee_name, OLD.bank_name, OLD.account_index, OLD.payee_id)
            IS DISTINCT FROM (NEW.payee_name, NEW.bank_name, NEW.account_index, NEW.payee_id)
            AND NOT (OLD.state = 'returned' AND NEW.state = 'requested') THEN
        RAISE EXCEPTION 'the payee is corrected only before a new verification' USING ERRCODE = '42501';
    END IF;
    IF OLD.sent_at IS NOT NULL AND NEW.sent_at IS DISTINCT FROM OLD.sent_at THEN
        RAISE EXCEPTION 'a payment is sent once' USING ERRCODE = '42501';
    END IF;
    IF (NEW.state IN ('made', 'checked_once', 'checked', 'released')
            AND (NEW.verifier_id IS NULL OR NEW.maker_id IS NULL))
            OR (NEW.state IN ('checked_once', 'checked', 'released') AND NEW.checker_id IS NULL)
            OR (NEW.state = 'released' AND NEW.releaser_id IS NULL) THEN
        RAISE EXCEPTION 'segregation: a signature of the payment order is missing' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""
KEPT = {
    "payable": ("purpose", "offset", "unearned", "income_id", "entered_by_id", "payee_id", "account_index"),
    "receivable": ("income_id", "net", "reason"),
    "unearnedmeasure": ("unit_id", "line", "as_of", "policies", "booked", "target"),
}


def _kept(table: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    name, listed = f"{table}_kept_too", ", ".join(f"'{column}'" for column in columns)
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON finance_{table} FOR EACH ROW"
        f" EXECUTE FUNCTION finance_keep_columns({listed})",
        f"DROP TRIGGER {name} ON finance_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_purposes_of_payment")]

    operations = [
        migrations.RunSQL(GUARD_PAYMENT, migrations.RunSQL.noop),
        *(_kept(table, columns) for table, columns in KEPT.items()),
        append_only("finance_unearneditem", "unearneditem"),
        restrict_application("finance_unearneditem", "UPDATE", "DELETE", "TRUNCATE"),
        restrict_application("finance_unearnedmeasure", "DELETE", "TRUNCATE"),
        # Income recognised before unearned premium was kept per policy: all of it was set up as unearned (JE-05).
        migrations.RunSQL(
            "UPDATE finance_premiumincome SET unearned = net WHERE state = 'recognised'", migrations.RunSQL.noop
        ),
    ]
