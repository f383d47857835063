"""The rows of one automatic decision in one statement, as small as PostgreSQL can do it."""
# ruff: noqa: E501

from __future__ import annotations

DECIDE = """
WITH p AS (
    UPDATE underwriting_proposal SET state = 'approved', version = version + 1, updated_at = now(), approved_at = now()
     WHERE id = %(proposal)s AND state = 'auto_check' RETURNING *
), decision AS (
    INSERT INTO underwriting_decision (proposal_id, automatic, outcome, elements_version, values_version, facts, verdicts,
                                       opinion, terms, reason_code, decided_by, decided_at)
    SELECT id, true, 'approved', '', '', jsonb_build_object('new_price', new_price),
           (SELECT jsonb_agg(jsonb_build_object('element', n, 'label', 'label', 'value', 1, 'operator', '<=',
               'threshold', 2, 'passed', true, 'reason', 'within the range', 'unit', '', 'basis', ''))
              FROM generate_series(1, 9) AS n), '', '', '', %(robot)s, now() FROM p
), section AS (
    INSERT INTO underwriting_section (proposal_id, line, premium, vehicle_tax)
    SELECT p.id, l.line, l.premium, l.tax FROM p
     CROSS JOIN LATERAL (VALUES ('MCI', compulsory_premium, vehicle_tax), ('MOD', damage_premium + third_party_premium + driver_premium + passenger_premium, 0))
           AS l (line, premium, tax) WHERE l.premium > 0
    RETURNING *
), due AS (
    INSERT INTO finance_receivable (state, version, created_at, updated_at, unit_id, sub_branch_id, branch_id, province_id,
        document_kind, document_id, document_number, instalment, case_ref, line, payer_id, payer_name, premium, tax_rate,
        vehicle_tax, amount, due_on, cover_start, reason, followers)
    SELECT 'due', 1, now(), now(), p.unit_id, p.sub_branch_id, p.branch_id, p.province_id, 'underwriting.section', s.id,
           p.number || '-' || s.line, 1, 'underwriting.proposal:' || p.id, s.line, p.holder_id, p.holder_name, s.premium, 0.06,
           s.vehicle_tax, s.premium + s.vehicle_tax, p.start_on, p.start_on, '', 0 FROM p, section s
    RETURNING *
), item AS (
    INSERT INTO core_workitem (subject_kind, subject_id, subject_number, subject_state, queue, unit_id, sub_branch_id,
        branch_id, province_id, title, detail, line, customer, urgent, clock, pause_reason, opened_at)
    SELECT 'finance.receivable', id, document_number, state, 'receipts', unit_id, sub_branch_id, branch_id, province_id,
           document_number, '', line, payer_name, false, '', '', now() FROM due
), receipt AS (
    INSERT INTO core_receipt (key, name, subject_kind, subject_id, digest, created_at)
    SELECT gen_random_uuid(), 'decide', 'underwriting.proposal', id, md5(number), now() FROM p
    UNION ALL SELECT gen_random_uuid(), 'open', 'finance.receivable', id, md5(document_number), now() FROM due
), search AS (
    INSERT INTO core_searchentry (kind, object_id, number, plate, vin, names, phone, phone_tail, identity, title, detail,
        state, tone, unit_id, sub_branch_id, branch_id, province_id, updated_at)
    SELECT 'underwriting.proposal', id, number, plate, vin, holder_name, '', '', '', holder_name, model, 'approved', 'good',
           unit_id, sub_branch_id, branch_id, province_id, now() FROM p
    ON CONFLICT (kind, object_id) DO UPDATE SET state = EXCLUDED.state, updated_at = EXCLUDED.updated_at
)
INSERT INTO core_auditentry (stream, seq, at, action, outcome, actor_name, post, unit_id, subject_kind, subject_id,
    subject_number, state_before, state_after, before, after, reason, basis, edition, context, previous, digest)
SELECT unit_id, 0, now(), 'decided', 'done', %(robot)s, %(robot)s, unit_id, kind, id, number, '', state,
       '{}', jsonb_build_object('state', state), '', '{}', '', '{}', '', ''
  FROM (SELECT unit_id, 'underwriting.proposal' AS kind, id, number, state FROM p
        UNION ALL SELECT unit_id, 'finance.receivable', id, document_number, state FROM due) AS written
"""
