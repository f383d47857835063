-- From cars to proposals, sections, policies, premium due, search rows and open work. Steps are separated by "-- step:".
-- step: tables
CREATE TEMP TABLE scale_car (
    n bigint, owner bigint, unit text, plate text, vin text, engine_number text, model text, vehicle_class text, seats int,
    tonnes text, displacement text, new_price numeric(18, 2), first_registered_on date, last_start date, past_terms int,
    waiting boolean, compulsory boolean, commercial boolean, chance int
) ON COMMIT DROP;
CREATE TEMP TABLE scale_owner (n bigint, id bigint, name text) ON COMMIT DROP;
CREATE TEMP TABLE scale_state (kind text, state text, label text, tone text, queue text, clock text) ON COMMIT DROP;

-- step: terms
CREATE TEMP TABLE scale_term ON COMMIT DROP AS
WITH first_id AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('underwriting_proposal', 'id')) AS value)
SELECT first_id.value + row_number() OVER (ORDER BY t.created_at, t.n, t.k) AS id, t.*
  FROM first_id,
       (SELECT c.*, k, d.start_on, (d.start_on + interval '1 year' - interval '1 day')::date AS end_on,
               o.id AS party_id, o.name AS party_name,
               u.id AS unit_id, u.sub_branch_id, u.branch_id, u.province_id, s.id AS salesperson_id, s.name AS salesperson,
               c.past_terms - 1 + c.waiting::int - k AS insured_years,
               CASE WHEN NOT (c.waiting AND k = 0) THEN 'issued'
                    WHEN c.chance < 6500 THEN 'uw_queue' WHEN c.chance < 7500 THEN 'review'
                    WHEN c.chance < 8000 THEN 'draft' WHEN c.chance < 9000 THEN 'approved' ELSE 'issuable' END AS state,
               least(d.start_on::timestamp AT TIME ZONE 'Asia/Shanghai' - make_interval(days => 1 + c.chance %% 20)
                         + make_interval(hours => 9, secs => (c.chance * 7 + k * 977) %% 28000),
                     %(at)s - make_interval(secs => c.chance * 20)) AS created_at,
               round(c.new_price * greatest(0.2, 1 - 0.072 * extract(year FROM age(d.start_on, c.first_registered_on))), 2)
                   AS actual_value
          FROM scale_car c
          CROSS JOIN generate_series(0, c.past_terms - 1 + c.waiting::int) AS k
          CROSS JOIN LATERAL (SELECT (c.last_start - make_interval(years => k))::date AS start_on) AS d
          JOIN scale_owner o ON o.n = c.owner
          JOIN organisation_unit u ON u.code = c.unit
          LEFT JOIN LATERAL (SELECT st.id, st.name FROM organisation_postassignment a
                              JOIN organisation_staff st ON st.id = a.staff_id
                             WHERE a.unit_id = u.id AND a.post_id = 'SALES' ORDER BY a.id LIMIT 1) AS s ON true) AS t;
ALTER TABLE scale_term ADD COLUMN number text, ADD COLUMN compulsory_premium numeric(18, 2),
    ADD COLUMN vehicle_tax numeric(18, 2), ADD COLUMN damage_premium numeric(18, 2), ADD COLUMN limit_amount numeric(18, 2),
    ADD COLUMN third_premium numeric(18, 2);
CREATE TEMP TABLE scale_series ON COMMIT DROP AS
SELECT series, core_next_ordinary(series) AS first, count
  FROM (SELECT 'TMOT' || extract(year FROM created_at) || unit AS series, count(*) FROM scale_term GROUP BY 1) AS s;
SELECT setval(('core_series_' || md5(series))::regclass, first + count) FROM scale_series;
UPDATE scale_term t
   SET number = n.series || lpad(n.place::text, 7, '0'),
       compulsory_premium = CASE WHEN t.compulsory THEN round(b.premium * (1 - 0.1 * least(t.insured_years, 3)), 2) ELSE 0 END,
       vehicle_tax = CASE WHEN t.compulsory THEN b.tax ELSE 0 END,
       damage_premium = CASE WHEN t.commercial AND t.chance %% 10 < 7
                             THEN round((380 + t.actual_value * 0.0092) / 0.75 * (1 - 0.1 * least(t.insured_years, 4)), 2)
                             ELSE 0 END,
       limit_amount = CASE WHEN t.commercial THEN (ARRAY[500000, 1000000, 2000000, 3000000])[1 + t.chance %% 4] END,
       third_premium = CASE WHEN t.commercial THEN round((ARRAY[912.4, 1130.6, 1406.2, 1653.9])[1 + t.chance %% 4]
                                                         * (1 - 0.1 * least(t.insured_years, 4)), 2) ELSE 0 END
  FROM (SELECT i.id, s.series, s.first - 1 + row_number() OVER (PARTITION BY s.series ORDER BY i.id) AS place
          FROM scale_term i JOIN scale_series s ON s.series = 'TMOT' || extract(year FROM i.created_at) || i.unit) AS n,
       scale_term x JOIN (VALUES ('private_car', 950, 360), ('truck', 1470, 96), ('commercial_truck', 4480, 480),
                                 ('enterprise_bus', 1130, 480), ('motorcycle', 120, 36)) AS b (class, premium, tax)
                      ON b.class = x.vehicle_class
 WHERE n.id = t.id AND x.id = t.id;

-- step: proposals
INSERT INTO underwriting_proposal (id, state, version, created_at, updated_at, unit_id, sub_branch_id, branch_id, province_id,
    plate, vin, engine_number, model, vehicle_class, seats, tonnes, displacement, first_registered_on, new_price, owner_name,
    number, channel, salesperson_id, salesperson_name, entered_by_id, fleet, holder_id, holder_name, insured_id, insured_name,
    start_on, end_on, compulsory, own_damage, third_party_limit, sum_insured, autonomous_factor, accident_free_years,
    at_fault_accidents, at_fault_death, insured_years, claims_in_3_years, claims_last_year, loss_ratio, lapse_days,
    transferred, renewal_of, inspected, signed, disclosures, special_terms, return_reasons, actual_value, value_steps,
    compulsory_premium, compulsory_steps, vehicle_tax, damage_premium, damage_steps, third_party_premium,
    third_party_steps, table_versions, approved_at)
SELECT id, state, CASE state WHEN 'issued' THEN 7 WHEN 'draft' THEN 1 ELSE 4 END, created_at,
       CASE WHEN state = 'issued' THEN created_at + interval '3 hours' ELSE created_at + interval '40 minutes' END,
       unit_id, sub_branch_id, branch_id, province_id, plate, vin, engine_number, model, vehicle_class, seats, tonnes::numeric,
       displacement::numeric, first_registered_on, new_price, party_name, number,
       (ARRAY['DIRECT', 'DIRECT', 'AGENT', 'AGENT', 'AGENCY', 'ECOM'])[1 + n %% 6], salesperson_id, coalesce(salesperson, ''),
       salesperson_id, '', party_id, party_name, party_id, party_name, start_on, end_on, compulsory, damage_premium > 0,
       limit_amount, CASE WHEN damage_premium > 0 THEN actual_value END, 1, least(insured_years, 3), 0, false, insured_years,
       0, CASE WHEN insured_years > 0 THEN (chance %% 9 = 0)::int END, NULL, 0, false, '', true, true, '{}', '', '{}',
       actual_value, '[]', compulsory_premium, '[]', vehicle_tax, damage_premium, '[]', third_premium, '[]', '{}',
       CASE WHEN state IN ('issued', 'approved', 'issuable') THEN created_at + interval '30 minutes' END
  FROM scale_term ORDER BY id;
SELECT setval(pg_get_serial_sequence('underwriting_proposal', 'id'), max(id)) FROM underwriting_proposal;

-- step: sections and policies
CREATE TEMP TABLE scale_part ON COMMIT DROP AS
WITH first_id AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('underwriting_section', 'id')) AS value)
SELECT first_id.value + row_number() OVER (ORDER BY t.id, l.line DESC) AS id, t.id AS term_id, l.line, l.premium, l.tax,
       t.state = 'issued' AS issued, t.unit, extract(year FROM t.created_at) AS year
  FROM first_id,
       scale_term t
  CROSS JOIN LATERAL (VALUES ('MCI', t.compulsory_premium, t.vehicle_tax), ('MOD', t.damage_premium + t.third_premium, 0))
       AS l (line, premium, tax)
 WHERE l.premium > 0 AND t.state IN ('issued', 'approved', 'issuable');
INSERT INTO underwriting_section (id, proposal_id, line, premium, vehicle_tax, paid_at)
SELECT p.id, p.term_id, p.line, p.premium, p.tax, CASE WHEN t.state <> 'approved' THEN t.created_at + interval '2 hours' END
  FROM scale_part p JOIN scale_term t ON t.id = p.term_id ORDER BY p.id;
SELECT setval(pg_get_serial_sequence('underwriting_section', 'id'), max(id)) FROM underwriting_section;
CREATE TEMP TABLE scale_policy ON COMMIT DROP AS
WITH first_id AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('underwriting_policy', 'id')) AS value)
SELECT first_id.value + row_number() OVER (ORDER BY p.id) AS id, p.id AS part_id, p.term_id, p.line, p.premium, p.tax,
       s.series, coalesce(c.last, 0) + row_number() OVER (PARTITION BY s.series ORDER BY p.id) AS place
  FROM first_id,
       scale_part p
  CROSS JOIN LATERAL (SELECT 'P' || p.line || p.year || p.unit AS series) AS s
  LEFT JOIN core_numberseries c ON c.series = s.series
 WHERE p.issued;
INSERT INTO core_numberseries (series, last) SELECT series, max(place) FROM scale_policy GROUP BY series
    ON CONFLICT (series) DO UPDATE SET last = EXCLUDED.last;
INSERT INTO underwriting_policy (id, state, version, created_at, updated_at, unit_id, sub_branch_id, branch_id, province_id,
    plate, vin, engine_number, model, vehicle_class, seats, tonnes, displacement, first_registered_on, new_price, owner_name,
    number, line, proposal_id, section_id, holder_id, holder_name, insured_id, insured_name, period, start_on, end_on,
    premium, vehicle_tax, serial, explained_to, explained_at, issued_by_id, salesperson_id)
SELECT p.id, CASE WHEN t.start_on > %(today)s THEN 'issued' WHEN t.end_on < %(today)s THEN 'expired' ELSE 'in_force' END,
       1 + (t.start_on <= %(today)s)::int + (t.end_on < %(today)s)::int, t.created_at + interval '3 hours',
       least(greatest(t.created_at + interval '3 hours', (t.end_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'), %(at)s),
       t.unit_id, t.sub_branch_id, t.branch_id, t.province_id, t.plate, t.vin, t.engine_number, t.model, t.vehicle_class,
       t.seats, t.tonnes::numeric, t.displacement::numeric, t.first_registered_on, t.new_price, t.party_name,
       p.series || lpad(p.place::text, 7, '0'), p.line, t.id, p.part_id, t.party_id, t.party_name, t.party_id, t.party_name,
       daterange(t.start_on, t.end_on + 1), t.start_on, t.end_on, p.premium, p.tax, '', t.party_name,
       t.created_at + interval '3 hours', t.salesperson_id, t.salesperson_id
  FROM scale_policy p JOIN scale_term t ON t.id = p.term_id ORDER BY p.id;
SELECT setval(pg_get_serial_sequence('underwriting_policy', 'id'), max(id)) FROM underwriting_policy;

-- step: policy versions
INSERT INTO underwriting_policyversion (policy_id, number, effective, recorded_at, superseded_at, coverages, special_terms, steps)
SELECT p.id, 1, daterange(t.start_on, t.end_on + 1), t.created_at + interval '3 hours', NULL,
       CASE WHEN p.line = 'MCI'
            THEN jsonb_build_array(jsonb_build_object('code', 'MCI', 'sum_insured', NULL, 'limit', NULL, 'premium', p.premium::text))
            WHEN t.damage_premium > 0
            THEN jsonb_build_array(
                jsonb_build_object('code', 'MOD', 'sum_insured', t.actual_value::text, 'limit', NULL, 'premium', t.damage_premium::text),
                jsonb_build_object('code', 'MTP', 'sum_insured', NULL, 'limit', t.limit_amount::text, 'premium', t.third_premium::text))
            ELSE jsonb_build_array(
                jsonb_build_object('code', 'MTP', 'sum_insured', NULL, 'limit', t.limit_amount::text, 'premium', t.third_premium::text))
       END, '', '[]'
  FROM scale_policy p JOIN scale_term t ON t.id = p.term_id ORDER BY p.id;

-- step: premium due
INSERT INTO finance_receivable (state, version, created_at, updated_at, unit_id, sub_branch_id, branch_id, province_id,
    document_kind, document_id, document_number, instalment, case_ref, line, payer_id, payer_name, premium, tax_rate,
    vehicle_tax, amount, due_on, cover_start, salesperson_id, reason, settled_at, followers)
SELECT CASE WHEN t.state = 'approved' THEN 'due' ELSE 'settled' END, 1 + (t.state <> 'approved')::int, t.created_at,
       t.created_at + interval '2 hours', t.unit_id, t.sub_branch_id, t.branch_id, t.province_id, 'underwriting.section', p.id,
       t.number || '-' || p.line, 1, 'underwriting.proposal:' || t.id, p.line, t.party_id, t.party_name, p.premium, 0.06,
       p.tax, p.premium + p.tax, t.start_on, t.start_on, t.salesperson_id, '',
       CASE WHEN t.state <> 'approved' THEN t.created_at + interval '2 hours' END, 0
  FROM scale_part p JOIN scale_term t ON t.id = p.term_id ORDER BY p.id;

-- step: search
INSERT INTO core_searchentry (kind, object_id, number, plate, vin, names, phone, phone_tail, identity, title, detail, state,
    tone, unit_id, sub_branch_id, branch_id, province_id, updated_at)
SELECT e.kind, e.id, e.number, e.plate, e.vin, e.holder_name, '', '', '', e.holder_name,
       left(e.plate, 2) || '·' || substr(e.plate, 3) || ' · ' || e.model, s.label, s.tone,
       e.unit_id, e.sub_branch_id, e.branch_id, e.province_id, e.updated_at
  FROM (SELECT 'underwriting.proposal' AS kind, r.id, r.number, r.plate, r.vin, r.holder_name, r.model, r.state, r.unit_id,
               r.sub_branch_id, r.branch_id, r.province_id, r.updated_at
          FROM underwriting_proposal r JOIN scale_term t ON t.id = r.id
        UNION ALL
        SELECT 'underwriting.policy', r.id, r.number, r.plate, r.vin, r.holder_name, r.model, r.state, r.unit_id,
               r.sub_branch_id, r.branch_id, r.province_id, r.updated_at
          FROM underwriting_policy r JOIN scale_policy p ON p.id = r.id) AS e
  JOIN scale_state s ON s.kind = e.kind AND s.state = e.state;

-- step: work
INSERT INTO core_workitem (subject_kind, subject_id, subject_number, subject_state, queue, unit_id, sub_branch_id, branch_id,
    province_id, title, detail, line, customer, amount, urgent, assignee_id, claimed_at, clock, clock_rule_id, due_at,
    paused_at, pause_reason, opened_at, done_at, done_by_id)
SELECT 'underwriting.proposal', t.id, t.number, t.state, s.queue, t.unit_id, t.sub_branch_id, t.branch_id, t.province_id,
       t.number, left(t.plate, 2) || '·' || substr(t.plate, 3) || ' · ' || t.model, 'MOTOR', t.party_name,
       t.compulsory_premium + t.damage_premium + t.third_premium + t.vehicle_tax, false, NULL, NULL, s.clock, NULL,
       CASE WHEN s.clock <> '' THEN t.created_at + interval '3 days' END, NULL, '', t.created_at + interval '40 minutes',
       NULL, NULL
  FROM scale_term t JOIN scale_state s ON s.kind = 'underwriting.proposal' AND s.state = t.state
 WHERE s.queue <> '' ORDER BY t.id;
INSERT INTO core_workitem (subject_kind, subject_id, subject_number, subject_state, queue, unit_id, sub_branch_id, branch_id,
    province_id, title, detail, line, customer, amount, urgent, assignee_id, claimed_at, clock, clock_rule_id, due_at,
    paused_at, pause_reason, opened_at, done_at, done_by_id)
SELECT 'finance.receivable', r.id, r.document_number, r.state, s.queue, r.unit_id, r.sub_branch_id, r.branch_id, r.province_id,
       r.document_number, '', r.line, r.payer_name, r.amount, false, NULL, NULL, s.clock, NULL,
       r.created_at + interval '5 days', NULL, '', r.created_at, NULL, NULL
  FROM finance_receivable r JOIN scale_part p ON p.id = r.document_id AND r.document_kind = 'underwriting.section'
  JOIN scale_state s ON s.kind = 'finance.receivable' AND s.state = r.state
 WHERE s.queue <> '' ORDER BY r.id;
