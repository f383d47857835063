"""The books defend themselves: balance, immutability, separate people, periods, numbers without gaps, hash chain.

Everything here holds for the application, for scripts and for the owner of the tables. Refusals that mean "another
person" carry SQLSTATE 42501 and the word segregation, so that the engine answers like for its own check.
"""

from django.db import migrations

from core.database import allow_function, append_only, restrict_application

# What a voucher says, without its place in the work flow. Bytes that the chain is made of.
DIGEST = """
CREATE FUNCTION finance_voucher_digest(v finance_voucher) RETURNS bytea LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        v.id, v.unit_id, v.unit_code, v.kind, v.origin, v.event, v.line, v.date, v.month, v.summary, v.attachments,
        v.reverses_id, v.maker_id, v.checker_id, v.cashier_id, v.poster_id, v.total, v.number, v.code,
        extract(epoch FROM v.posted_at), v.chain_no, encode(v.previous, 'hex'),
        (SELECT jsonb_agg(jsonb_build_array(l.id, l.entry_id, l.position, l.account_id, l.debit, l.credit, l.summary,
                    l.unit_id, l.line, l.channel, l.salesperson_id, l.document_kind, l.document_id, l.document_number,
                    l.counterparty_id, l.counterparty_name, l.cash_flow) ORDER BY l.id)
           FROM finance_voucherline l WHERE l.voucher_id = v.id)
    )::text, 'UTF8'))
$$
"""

# A period of the unit or of a unit above it governs; each that exists must allow, and one must exist.
PERIOD_ALLOWS = """
CREATE FUNCTION finance_require_period(v finance_voucher, allowed text[]) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    found text[];
BEGIN
    SELECT array_agg(p.state) INTO found FROM (
        SELECT state FROM finance_accountingperiod
         WHERE month = v.month AND unit_id IN (v.unit_id, v.sub_branch_id, v.branch_id, v.province_id)
           FOR SHARE) p;
    IF found IS NULL OR NOT found <@ allowed THEN
        RAISE EXCEPTION 'period % of unit % does not take vouchers: %', v.month, v.unit_id, coalesce(found::text, 'none')
            USING ERRCODE = '23514';
    END IF;
    IF date_trunc('month', v.date)::date <> v.month THEN
        RAISE EXCEPTION 'the date % is not in the period %', v.date, v.month USING ERRCODE = '23514';
    END IF;
END $$
"""

# Number, chain and balances are taken last, by the posting itself; the counter row is locked until the commit.
POST = """
CREATE FUNCTION finance_post(v finance_voucher) RETURNS finance_voucher LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO finance_vouchercounter AS c (unit_id, month, kind, last) VALUES (v.unit_id, v.month, v.kind, 1)
        ON CONFLICT (unit_id, month, kind) DO UPDATE SET last = c.last + 1 RETURNING c.last INTO v.number;
    v.code := 'F' || CASE v.kind WHEN 'receipt' THEN 'RCV' WHEN 'payment' THEN 'PAY' ELSE 'TRF' END
        || to_char(v.month, 'YYYY') || lpad(v.unit_code, 6, '0') || to_char(v.month, 'MM')
        || lpad(v.number::text, greatest(5, length(v.number::text)), '0');
    v.posted_at := clock_timestamp();
    INSERT INTO finance_ledgerhead AS h (unit_id, length, digest) VALUES (v.unit_id, 1, ''::bytea)
        ON CONFLICT (unit_id) DO UPDATE SET length = h.length + 1
        RETURNING h.length, h.digest INTO v.chain_no, v.previous;
    v.digest := finance_voucher_digest(v);
    UPDATE finance_ledgerhead SET digest = v.digest WHERE unit_id = v.unit_id;
    INSERT INTO finance_ledgerbalance AS b (unit_id, account_id, line, month, debit, credit)
        SELECT v.unit_id, account_id, line, v.month, sum(debit), sum(credit)
          FROM finance_voucherline WHERE voucher_id = v.id GROUP BY account_id, line ORDER BY account_id, line
        ON CONFLICT (unit_id, month, account_id, line)
        DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
    RETURN v;
END $$
"""

MEASURE = """
CREATE FUNCTION finance_measure_voucher(v finance_voucher) RETURNS finance_voucher LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    lines bigint;
    gap numeric;
BEGIN
    SELECT count(*), sum(l.debit - l.credit), sum(l.debit), bool_or(a.cash)
      INTO lines, gap, v.total, v.cash
      FROM finance_voucherline l JOIN finance_account a ON a.id = l.account_id WHERE l.voucher_id = v.id;
    IF lines < 2 OR gap IS DISTINCT FROM 0 THEN
        RAISE EXCEPTION 'voucher % does not balance: % lines, difference %', v.id, lines, gap USING ERRCODE = '23514';
    END IF;
    RETURN v;
END $$
"""

GUARD_VOUCHER = """
CREATE FUNCTION finance_guard_voucher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    steps CONSTANT text[] := ARRAY['draft>submitted', 'returned>submitted', 'submitted>checked', 'submitted>to_sign',
        'submitted>returned', 'to_sign>cashier_signed', 'checked>posted', 'cashier_signed>posted', 'checked>returned',
        'to_sign>returned', 'cashier_signed>returned', 'posted>reversed'];
    working CONSTANT text[] := ARRAY['state', 'version', 'updated_at'];
    people CONSTANT text[] := ARRAY['maker_id', 'checker_id', 'cashier_id', 'poster_id'];
    content jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'vouchers are never deleted' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR num_nonnulls(NEW.number, NEW.code, NEW.posted_at, NEW.chain_no, NEW.previous,
                NEW.digest, NEW.checker_id, NEW.cashier_id, NEW.poster_id) > 0 THEN
            RAISE EXCEPTION 'a voucher begins as a draft' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state) = ANY (steps) THEN
        RAISE EXCEPTION 'a voucher does not go from % to %', OLD.state, NEW.state USING ERRCODE = '42501';
    END IF;
    content := to_jsonb(OLD) - working;
    IF OLD.state IN ('posted', 'reversed') THEN
        IF content <> to_jsonb(NEW) - working THEN
            RAISE EXCEPTION 'posted vouchers are changed by reversal only' USING ERRCODE = '42501';
        END IF;
        IF NEW.state = 'reversed' AND OLD.state = 'posted' AND NOT EXISTS (
                SELECT FROM finance_voucher r WHERE r.reverses_id = OLD.id AND r.state = 'posted') THEN
            RAISE EXCEPTION 'no posted reversal of voucher %', OLD.id USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF num_nonnulls(NEW.number, NEW.code, NEW.posted_at, NEW.chain_no, NEW.previous, NEW.digest) > 0 THEN
        RAISE EXCEPTION 'numbers and chain are given by the posting' USING ERRCODE = '42501';
    END IF;
    IF OLD.state NOT IN ('draft', 'returned')
            AND content - people - ARRAY['total', 'cash'] <> to_jsonb(NEW) - working - people - ARRAY['total', 'cash'] THEN
        RAISE EXCEPTION 'a voucher under review is not edited' USING ERRCODE = '42501';
    END IF;
    IF (OLD.unit_id, OLD.unit_code, OLD.kind, OLD.origin, OLD.event, OLD.line, OLD.created_at)
            IS DISTINCT FROM (NEW.unit_id, NEW.unit_code, NEW.kind, NEW.origin, NEW.event, NEW.line, NEW.created_at)
            OR OLD.reverses_id IS DISTINCT FROM NEW.reverses_id THEN
        RAISE EXCEPTION 'unit, kind and origin of a voucher stay' USING ERRCODE = '42501';
    END IF;
    IF OLD.state = NEW.state THEN
        IF OLD.state IN ('draft', 'returned') OR content = to_jsonb(NEW) - working THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a voucher under review is not edited' USING ERRCODE = '42501';
    END IF;
    IF NEW.state IN ('checked', 'to_sign', 'cashier_signed', 'posted') AND OLD.maker_id IS DISTINCT FROM NEW.maker_id
            OR NEW.state IN ('cashier_signed', 'posted') AND OLD.checker_id IS DISTINCT FROM NEW.checker_id
            OR NEW.state = 'posted' AND OLD.cashier_id IS DISTINCT FROM NEW.cashier_id THEN
        RAISE EXCEPTION 'segregation: earlier signatures stay' USING ERRCODE = '42501';
    END IF;
    CASE NEW.state
        WHEN 'submitted' THEN
            IF NEW.maker_id IS NULL OR num_nonnulls(NEW.checker_id, NEW.cashier_id, NEW.poster_id) > 0 THEN
                RAISE EXCEPTION 'a submitted voucher has a maker and nobody else' USING ERRCODE = '23514';
            END IF;
            PERFORM finance_require_period(NEW, ARRAY['open']);
            NEW := finance_measure_voucher(NEW);
        WHEN 'checked', 'to_sign' THEN
            IF NEW.checker_id IS NULL THEN
                RAISE EXCEPTION 'segregation: nobody reviewed the voucher' USING ERRCODE = '42501';
            END IF;
            IF NEW.cash <> (NEW.state = 'to_sign') THEN
                RAISE EXCEPTION 'segregation: cash vouchers, and only they, go to the cashier' USING ERRCODE = '42501';
            END IF;
        WHEN 'cashier_signed' THEN
            IF NEW.cashier_id IS NULL THEN
                RAISE EXCEPTION 'segregation: no cashier signed the voucher' USING ERRCODE = '42501';
            END IF;
        WHEN 'posted' THEN
            IF NEW.poster_id IS NULL OR NEW.checker_id IS NULL OR NEW.maker_id IS NULL THEN
                RAISE EXCEPTION 'segregation: maker, reviewer and poster are three people' USING ERRCODE = '42501';
            END IF;
            NEW := finance_measure_voucher(NEW);
            IF NEW.cash AND OLD.state <> 'cashier_signed' THEN
                RAISE EXCEPTION 'segregation: no cashier signed the voucher' USING ERRCODE = '42501';
            END IF;
            PERFORM finance_require_period(NEW, ARRAY['open', 'hold']);
            IF NEW.poster_id IN (NEW.maker_id, NEW.checker_id, NEW.cashier_id) THEN
                RAISE EXCEPTION 'segregation: the poster did an earlier step' USING ERRCODE = '42501';
            END IF;
            NEW := finance_post(NEW);
        ELSE NULL;
    END CASE;
    IF NEW.checker_id = NEW.maker_id OR NEW.cashier_id IN (NEW.maker_id, NEW.checker_id) THEN
        RAISE EXCEPTION 'segregation: one person did two steps of a voucher' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""

# Lines are added to drafts and, in manual vouchers, taken out again; never edited, so never moved. The share lock makes
# a line wait for (or stop) whoever submits the voucher at the same moment.
GUARD_LINE = """
CREATE FUNCTION finance_guard_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    parent finance_voucher;
    line finance_voucherline;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'voucher lines are never edited' USING ERRCODE = '42501';
    END IF;
    line := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    SELECT * INTO parent FROM finance_voucher WHERE id = line.voucher_id FOR SHARE;
    IF parent.id IS NULL THEN
        RAISE EXCEPTION 'a line needs its voucher first' USING ERRCODE = '23503';
    END IF;
    IF parent.state NOT IN ('draft', 'returned') OR (parent.origin <> 'manual' AND parent.state <> 'draft') THEN
        RAISE EXCEPTION 'lines of voucher % are frozen (%)', parent.id, parent.state USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF parent.origin <> 'manual' THEN
            RAISE EXCEPTION 'lines of business events are never taken out' USING ERRCODE = '42501';
        END IF;
        RETURN OLD;
    END IF;
    IF (parent.origin = 'business') <> (line.entry_id IS NOT NULL) OR line.entry_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM finance_businessentry e WHERE e.id = line.entry_id AND e.voucher_id = line.voucher_id) THEN
        RAISE EXCEPTION 'line and business entry belong to one voucher' USING ERRCODE = '23514';
    END IF;
    IF NOT EXISTS (SELECT FROM finance_account a
                    WHERE a.id = line.account_id AND a.postable AND a.effective @> parent.date) THEN
        RAISE EXCEPTION 'account % takes no postings on %', line.account_id, parent.date USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$
"""

# At commit every business entry and every voucher balances, on its own; an entry is small, so this stays cheap in a
# voucher of ten thousand lines.
BALANCE = """
CREATE FUNCTION finance_check_balance() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    line finance_voucherline;
    gap numeric;
    lines bigint;
BEGIN
    line := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    IF line.entry_id IS NOT NULL THEN
        SELECT sum(debit - credit), count(*) INTO gap, lines FROM finance_voucherline WHERE entry_id = line.entry_id;
    ELSE
        SELECT sum(debit - credit), count(*) INTO gap, lines FROM finance_voucherline
         WHERE voucher_id = line.voucher_id AND entry_id IS NULL;
    END IF;
    IF lines > 0 AND gap IS DISTINCT FROM 0 THEN
        RAISE EXCEPTION 'voucher % does not balance: difference %', line.voucher_id, gap USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$
"""

GUARD_ENTRY = """
CREATE FUNCTION finance_check_entry() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    booked numeric;
BEGIN
    SELECT sum(debit) INTO booked FROM finance_voucherline WHERE entry_id = NEW.id;
    IF booked IS DISTINCT FROM NEW.total THEN
        RAISE EXCEPTION 'business entry % of % is booked with %', NEW.id, NEW.total, booked USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$
"""

GUARD_PERIOD = """
CREATE FUNCTION finance_guard_period() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'a period begins open' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.unit_id, OLD.month) IS DISTINCT FROM (NEW.unit_id, NEW.month) THEN
        RAISE EXCEPTION 'unit and month of a period stay' USING ERRCODE = '42501';
    END IF;
    IF OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state) = ANY (
            ARRAY['open>hold', 'hold>open', 'hold>closed', 'closed>hold', 'closed>locked']) THEN
        RAISE EXCEPTION 'a period does not go from % to %', OLD.state, NEW.state USING ERRCODE = '42501';
    END IF;
    IF NEW.state = 'closed' AND OLD.state = 'hold' AND EXISTS (
            SELECT FROM finance_voucher v
             WHERE v.month = NEW.month AND v.state NOT IN ('posted', 'reversed')
               AND NEW.unit_id IN (v.unit_id, v.sub_branch_id, v.branch_id, v.province_id)) THEN
        RAISE EXCEPTION 'period % has unposted vouchers', NEW.month USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$
"""

KEEP_COLUMNS = """
CREATE FUNCTION finance_keep_columns() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY TG_ARGV LOOP
        IF to_jsonb(OLD) -> kept IS DISTINCT FROM to_jsonb(NEW) -> kept THEN
            RAISE EXCEPTION '%.% is made by the business and never altered', TG_TABLE_NAME, kept USING ERRCODE = '42501';
        END IF;
    END LOOP;
    RETURN NEW;
END $$
"""

# Live orders never exceed the payable: the payable is locked, so that sixty requests at once are added up one by one.
GUARD_PAYMENT = """
CREATE FUNCTION finance_guard_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    owed numeric;
    ordered numeric;
    steps CONSTANT text[] := ARRAY['requested>verified', 'requested>returned', 'verified>made', 'verified>returned',
        'made>checked', 'made>checked_once', 'made>returned', 'checked_once>checked', 'checked_once>returned',
        'checked>released', 'checked>returned', 'returned>requested', 'released>sent', 'sent>unknown', 'sent>settled',
        'sent>rejected', 'unknown>settled', 'unknown>rejected', 'rejected>reissued', 'settled>rejected',
        'requested>listed', 'listed>requested', 'listed>returned', 'listed>cancelled', 'requested>cancelled', 'returned>cancelled', 'rejected>cancelled'];
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

TRIGGERS = [
    (
        "voucher",
        "CREATE TRIGGER voucher_guard BEFORE INSERT OR UPDATE OR DELETE ON finance_voucher FOR EACH ROW EXECUTE FUNCTION finance_guard_voucher()",
    ),
    (
        "voucherline",
        "CREATE TRIGGER voucherline_guard BEFORE INSERT OR UPDATE OR DELETE ON finance_voucherline FOR EACH ROW EXECUTE FUNCTION finance_guard_line()",
    ),
    (
        "voucherline",
        "CREATE CONSTRAINT TRIGGER voucherline_balance AFTER INSERT OR DELETE ON finance_voucherline DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION finance_check_balance()",
    ),
    (
        "businessentry",
        "CREATE CONSTRAINT TRIGGER businessentry_booked AFTER INSERT ON finance_businessentry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION finance_check_entry()",
    ),
    (
        "accountingperiod",
        "CREATE TRIGGER accountingperiod_guard BEFORE INSERT OR UPDATE ON finance_accountingperiod FOR EACH ROW EXECUTE FUNCTION finance_guard_period()",
    ),
    (
        "paymentorder",
        "CREATE TRIGGER paymentorder_guard BEFORE INSERT OR UPDATE ON finance_paymentorder FOR EACH ROW EXECUTE FUNCTION finance_guard_payment()",
    ),
    (
        "paymentorder",
        "CREATE TRIGGER paymentorder_kept BEFORE UPDATE ON finance_paymentorder FOR EACH ROW EXECUTE FUNCTION finance_keep_columns('number', 'payable_id', 'amount', 'request_id', 'replaces_id', 'case_ref')",
    ),
    (
        "payable",
        "CREATE TRIGGER payable_kept BEFORE UPDATE ON finance_payable FOR EACH ROW EXECUTE FUNCTION finance_keep_columns('number', 'claim_kind', 'claim_id', 'amount', 'indemnity', 'expense', 'tax', 'case_ref')",
    ),
    (
        "receivable",
        "CREATE TRIGGER receivable_kept BEFORE UPDATE ON finance_receivable FOR EACH ROW EXECUTE FUNCTION finance_keep_columns('document_kind', 'document_id', 'instalment', 'premium', 'vehicle_tax', 'amount', 'tax_rate', 'line', 'payer_id')",
    ),
    (
        "receipt",
        "CREATE TRIGGER receipt_kept BEFORE UPDATE ON finance_receipt FOR EACH ROW EXECUTE FUNCTION finance_keep_columns('number', 'received_at', 'method', 'bank_reference', 'amount', 'payer_name', 'entered_by_id')",
    ),
    (
        "bankcredit",
        "CREATE TRIGGER bankcredit_kept BEFORE UPDATE ON finance_bankcredit FOR EACH ROW EXECUTE FUNCTION finance_keep_columns('number', 'received_on', 'amount', 'bank_reference', 'payer_name')",
    ),
    (
        "premiumincome",
        "CREATE TRIGGER premiumincome_kept BEFORE UPDATE ON finance_premiumincome FOR EACH ROW EXECUTE FUNCTION finance_keep_columns('document_kind', 'document_id', 'gross', 'net', 'tax', 'vehicle_tax', 'cover_start', 'line')",
    ),
]

UNDELETED = (
    "accountingperiod",
    "bankcredit",
    "claimreserve",
    "payable",
    "paymentorder",
    "premiumincome",
    "receipt",
    "receivable",
    "stubbankdebit",
)
NO_TRUNCATE = (*UNDELETED, "voucher", "voucherline", "vouchercounter", "ledgerhead", "ledgerbalance", "account")
DATABASE_ONLY = ("vouchercounter", "ledgerhead", "ledgerbalance")


def _refuse(table: str, operation: str, level: str) -> migrations.RunSQL:
    name = f"{table}_no_{operation.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {operation} ON finance_{table} FOR EACH {level} EXECUTE FUNCTION core_refuse_change()",
        f"DROP TRIGGER {name} ON finance_{table}",
    )


def _function(sql: str, signature: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"DROP FUNCTION {signature}")


def _trigger(table: str, sql: str) -> migrations.RunSQL:
    name = sql.split("TRIGGER ", 1)[1].split(" ", 1)[0]
    return migrations.RunSQL(sql, f"DROP TRIGGER {name} ON finance_{table}")


class Migration(migrations.Migration):
    replaces = [("finance", "0021_issued_on_credit")]
    dependencies = [("finance", "0001_tables"), ("core", "0003_chain_and_numbers")]

    operations = [
        _function(DIGEST, "finance_voucher_digest(finance_voucher)"),
        _function(PERIOD_ALLOWS, "finance_require_period(finance_voucher, text[])"),
        _function(POST, "finance_post(finance_voucher)"),
        # Called by the guarding trigger alone, which runs with the owner's rights.
        migrations.RunSQL("REVOKE ALL ON FUNCTION finance_post(finance_voucher) FROM PUBLIC", migrations.RunSQL.noop),
        _function(MEASURE, "finance_measure_voucher(finance_voucher)"),
        _function(GUARD_VOUCHER, "finance_guard_voucher()"),
        _function(GUARD_LINE, "finance_guard_line()"),
        _function(BALANCE, "finance_check_balance()"),
        _function(GUARD_ENTRY, "finance_check_entry()"),
        _function(GUARD_PERIOD, "finance_guard_period()"),
        _function(KEEP_COLUMNS, "finance_keep_columns()"),
        _function(GUARD_PAYMENT, "finance_guard_payment()"),
        *(_trigger(table, sql) for table, sql in TRIGGERS),
        append_only("finance_businessentry", "businessentry"),
        append_only("finance_receiptitem", "receiptitem"),
        *(_refuse(table, "DELETE", "ROW") for table in UNDELETED),
        *(_refuse(table, "TRUNCATE", "STATEMENT") for table in NO_TRUNCATE),
        *(restrict_application(f"finance_{table}", "DELETE", "TRUNCATE") for table in (*UNDELETED, "voucher")),
        *(
            restrict_application(f"finance_{table}", "UPDATE", "DELETE", "TRUNCATE")
            for table in ("businessentry", "receiptitem")
        ),
        *(
            restrict_application(f"finance_{table}", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
            for table in DATABASE_ONLY
        ),
        restrict_application("finance_voucherline", "UPDATE", "TRUNCATE"),
        restrict_application("finance_account", "UPDATE", "DELETE", "TRUNCATE"),
        allow_function("finance_voucher_digest(finance_voucher)"),
    ]
