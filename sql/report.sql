\set SHOW_CONTEXT never
-- Reports over an orders table. What writers, partitions and dumps do to them is in test/t/report.pl.
SET timezone = 'UTC';
SET client_min_messages = error;    -- of so few customers models are doubtful, and said to be

CREATE TABLE "My Orders" ("Customer Id" text, "when" timestamptz, "Amount €" numeric(12, 2), sku text, aisle text);
INSERT INTO "My Orders" VALUES
    ('ann', '2025-01-05 10:00+00', 50, 'tea', 'drinks'), ('ann', '2025-02-10 10:00+00', 70.50, 'jam', 'food'), ('ann', '2025-04-02 10:00+00', 20, 'tea', 'drinks'),
    ('bob', '2025-01-20 10:00+00', 10, 'tea', 'drinks'), ('bob', '2025-01-31 23:30+00', 15.25, 'milk', 'drinks'),
    ('cid', '2025-02-14 10:00+00', 100, 'milk', 'drinks'), ('cid', '2025-02-20 10:00+00', -30, 'milk', 'drinks'),
    ('dot', '2025-03-03 10:00+00', 5, 'jam', 'food'), ('eve', '2025-03-08 10:00+00', -8, 'jam', 'food'),
    (NULL, '2025-03-09 10:00+00', 1000, 'jam', 'food');
CREATE TABLE answers (answer smallint, at date);
INSERT INTO answers VALUES (10, '2025-01-02'), (9, '2025-01-09'), (7, '2025-01-31'), (3, '2025-02-01'), (NULL, '2025-02-02'), (11, '2025-02-03'), (0, '2026-01-01');

SELECT report, as_of, orders_read, customers, changed, scored, recut, refit, seconds >= 0 AS timed
FROM crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', product => 'sku', market => 'aisle',
    survey => 'answers', answer => 'answer', answered_at => 'at');
SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'crm_report'::regnamespace AND relkind IN ('r', 'v') GROUP BY relkind ORDER BY relkind;
-- Each view and each column of it is commented, and of a plain type.
SELECT c.relname, a.attname FROM pg_class c LEFT JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0
WHERE relnamespace = 'crm_report'::regnamespace AND relkind IN ('v', 'r') AND (obj_description(c.oid, 'pg_class') IS NULL
    OR relkind = 'v' AND relname <> 'source' AND (col_description(c.oid, attnum) IS NULL OR atttypid NOT IN
        ('text'::regtype, 'date'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'float8'::regtype, 'boolean'::regtype)));

SELECT customer, first_order, last_order, recency, frequency, monetary, round(average_order, 2) AS average_order, r, f, m, score FROM crm_report.customers ORDER BY customer;
SELECT customer, segment, tier, class, status, stage, overdue FROM crm_report.customers ORDER BY customer;
SELECT segment, customers, customer_share, orders, revenue, round(average_recency, 2) AS average_recency FROM crm_report.segments ORDER BY segment;
SELECT tier, customers, customer_share, orders, revenue, least_monetary FROM crm_report.tiers ORDER BY revenue DESC, tier;
SELECT month, complete, customers, new_customers, returning_customers, customers_so_far, orders, revenue, round(average_order, 2) AS average_order,
    round(revenue_per_customer, 2) AS per_customer, revenue_so_far FROM crm_report.kpis ORDER BY month;
SELECT cohort, period, month, complete, cohort_customers, customers, retention, revenue, round(revenue_per_customer, 2) AS per_customer FROM crm_report.cohorts ORDER BY cohort, period;
SELECT count(*), min(customer_share), max(customer_share), min(revenue_share), max(revenue_share) FROM crm_report.concentration;
SELECT stage, status, customers, customer_share, revenue FROM crm_report.lifecycle ORDER BY stage, status;
SELECT sum(customers), count(DISTINCT segment) > 1 AS segments FROM crm_report.clv_summary;
SELECT product, market, orders, revenue, round(revenue_share::numeric, 4) AS revenue_share, revenue_last_year, revenue_year_before, growth, class FROM crm_report.products ORDER BY product, market;
SELECT product, market, revenue, market_growth, round(relative_share::numeric, 4) AS relative_share, class FROM crm_report.bcg ORDER BY product, market;
SELECT month, responses, promoters, passives, detractors, round(nps::numeric, 2) AS nps,
    round(nps_low::numeric, 2) AS nps_low, round(nps_high::numeric, 2) AS nps_high, round(mean_answer::numeric, 2) AS mean_answer FROM crm_report.satisfaction ORDER BY month;

-- Revenue is that of the orders that name a customer.
SELECT (SELECT sum(revenue) FROM crm_report.kpis) AS kpis, (SELECT sum(revenue) FROM crm_report.cohorts) AS cohorts, (SELECT sum(revenue) FROM crm_report.products) AS products,
    sum("Amount €") AS orders FROM "My Orders" WHERE "Customer Id" IS NOT NULL;

-- What changed is folded in; the date stays, moves, and moves back.
INSERT INTO "My Orders" VALUES ('fay', '2025-04-01 12:00+00', 44, 'tea', 'drinks'), ('fay', '2025-05-01 12:00+00', 1, 'tea', 'drinks');
DELETE FROM "My Orders" WHERE "Customer Id" = 'dot';
SELECT as_of, orders_read, customers, changed, scored, recut, refit FROM crm.refresh();
SELECT customer, monetary FROM crm_report.customers ORDER BY customer;
SELECT as_of, orders_read, customers, changed, scored, recut, refit FROM crm.refresh(as_of => '2025-05-31');
SELECT customer, recency, monetary FROM crm_report.customers ORDER BY customer;
SELECT month, customers, revenue FROM crm_report.kpis ORDER BY month;
SELECT as_of, orders_read, customers, changed, scored, recut, refit FROM crm.refresh('crm_report', '2025-01-31', recut => true);
SELECT customer, recency, monetary, tier FROM crm_report.customers ORDER BY customer;
SELECT as_of, orders_read, customers, changed, scored FROM crm.refresh('crm_report', '2025-05-31', rebuild => true);

-- The columns are what the functions of the other rooms give, under the report's parameters: those it begins with, and others.
CREATE TABLE many AS SELECT i % 97 AS c, date '2024-01-01' + (i * i * 7 + i) % 700 AS d, ((i * 37 % 9000) / 100.0 - 6)::numeric(9, 2) AS a FROM generate_series(1, 700) i;
SELECT scored, recut, refit FROM crm.create_report('many', 'c', 'd', 'a', report => 'own', as_of => '2025-10-31');
CREATE VIEW otherwise AS
SELECT h.customer, crm.first_day(history), p.as_of - crm.recency(history, as_of), crm.recency(history, as_of), crm.frequency(history, as_of), crm.monetary(history, as_of),
    crm.average_order(history, as_of), crm.r(s), crm.f(s), crm.m(s), s::integer, crm.segment(s, rules), crm.tier(crm.monetary(history, as_of)::float8, tier_cuts)::text,
    CASE WHEN crm.monetary(history, as_of) <= 0 THEN 'Z' WHEN crm.monetary(history, as_of) >= class_a THEN 'A' WHEN crm.monetary(history, as_of) >= class_b THEN 'B' ELSE 'C' END,
    crm.customer_status(history, as_of, loyal_purchases, lapsing_days, lost_days)::text,
    crm.lifecycle_stage(history, as_of, formation_purchases, stability_purchases, stability_days, late, falling, trend_days, least_interval, first_interval)::text,
    crm.overdue(history, as_of), crm.p_alive(purchase_model, history, as_of), crm.expected_purchases(purchase_model, history, as_of, horizon),
    crm.clv(purchase_model, spend_model, history, as_of, horizon, discount, margin)
FROM own.histories h, own.parameters p, crm.rfm_score(history, as_of, cuts) s WHERE s IS NOT NULL;
SELECT count(*), count(DISTINCT segment) > 3 AS segments, count(DISTINCT class) > 3 AS classes, count(clv) > 90 AS clv FROM own.customers;
(TABLE own.customers EXCEPT TABLE otherwise) UNION ALL (TABLE otherwise EXCEPT TABLE own.customers);
-- Thresholds begin as those of the functions.
SELECT count(*) FROM own.customers NATURAL JOIN own.histories WHERE status <> crm.customer_status(history, '2025-10-31')::text OR stage <> crm.lifecycle_stage(history, '2025-10-31')::text;
SELECT scored, recut, refit FROM crm.refresh('own');
UPDATE own.parameters SET loyal_purchases = 3, lapsing_days = 30, lost_days = 60, formation_purchases = 3, stability_purchases = 4, stability_days = 100,
    late = 1.5, falling = 0.8, trend_days = 200, least_interval = 20, first_interval = 50, horizon = 90, discount = 0, margin = 0.5, class_b = NULL, spend_model = NULL;
SELECT scored, recut, refit FROM crm.refresh('own');
(TABLE own.customers EXCEPT TABLE otherwise) UNION ALL (TABLE otherwise EXCEPT TABLE own.customers);
SELECT status, stage, count(*) FROM own.customers GROUP BY 1, 2 ORDER BY 1, 2;
UPDATE own.parameters SET purchase_model = NULL, cuts = NULL;
SELECT scored, recut, refit FROM crm.refresh('own');
SELECT count(*), count(score), count(segment), count(tier), count(p_alive), count(expected_purchases), count(clv) FROM own.customers;
UPDATE own.parameters SET lost_days = 1;
SELECT crm.refresh('own');
DROP VIEW otherwise;
SELECT crm.drop_report('own');

-- Back in time.
SELECT customer, recency, frequency, monetary, score FROM crm.customers_as_of('crm_report', '2025-02-28') ORDER BY customer;
SELECT customer, monetary FROM crm_report.customers_as_of('2025-01-31') ORDER BY customer;
SELECT count(*) FROM crm.customers_as_of('crm_report', '2024-12-31');
SELECT sum(customers) AS customers, sum(customers) FILTER (WHERE from_segment IS NULL) AS came, sum(revenue) AS revenue FROM crm.segment_moves('crm_report', '2025-01-31', '2025-05-31');
SELECT crm.segment_moves('crm_report', '2025-05-31', '2025-01-31');

-- Columns may be renamed: writers go on, and the next refresh reads all.
ALTER TABLE "My Orders" RENAME "Customer Id" TO "who's";
INSERT INTO "My Orders" VALUES ('ann', '2025-05-30 10:00+00', 1, 'tea', 'drinks');
SELECT count(*) FROM crm_report.changes WHERE customer IS NULL;
SELECT orders_read, changed FROM crm.refresh();
SELECT customer_column, ordered_at_column, amount_column, product_column, market_column FROM crm_report.parameters;
UPDATE "My Orders" SET "Amount €" = 2 WHERE "when" = '2025-05-30 10:00+00';
SELECT orders_read, customers, changed FROM crm.refresh();
-- Another column takes over the name: the report goes on with the one that it was made for.
ALTER TABLE "My Orders" RENAME "Amount €" TO old_amount;
ALTER TABLE "My Orders" ADD "Amount €" numeric;
INSERT INTO "My Orders" ("who's", "when", old_amount, sku, aisle) VALUES ('bob', '2025-05-31 10:00+00', 3, 'tea', 'drinks');
SELECT orders_read, changed FROM crm.refresh();
DELETE FROM "My Orders" WHERE "when" >= '2025-05-30' AND old_amount IN (2, 3);
SELECT orders_read, customers, changed FROM crm.refresh();
SELECT sum(revenue) = (SELECT sum(old_amount) FROM "My Orders" WHERE "who's" IS NOT NULL) AS same FROM crm_report.kpis;
SELECT sum(revenue) = (SELECT sum(old_amount) FROM "My Orders" WHERE "who's" IS NOT NULL) AS same FROM crm_report.products;
ALTER TABLE "My Orders" DROP "Amount €";
ALTER TABLE "My Orders" RENAME old_amount TO "Amount €";
ALTER TABLE "My Orders" RENAME "who's" TO "Customer Id";
SELECT orders_read, changed FROM crm.refresh();
-- Two columns exchange their names, and a name goes to a column of another type.
ALTER TABLE "My Orders" RENAME sku TO t;
ALTER TABLE "My Orders" RENAME aisle TO sku;
ALTER TABLE "My Orders" RENAME t TO aisle;
INSERT INTO "My Orders" ("Customer Id", "when", "Amount €", aisle, sku) VALUES ('gus', '2025-05-31 10:00+00', 9, 'tea', 'drinks');
SELECT orders_read, changed FROM crm.refresh();
SELECT product_column, market_column, column_numbers FROM crm_report.parameters;
DELETE FROM "My Orders" WHERE "Customer Id" = 'gus';
SELECT orders_read, customers, changed FROM crm.refresh();
SELECT product, market, orders, revenue FROM crm_report.products ORDER BY product;
BEGIN;
ALTER TABLE "My Orders" RENAME "Customer Id" TO old_id;
ALTER TABLE "My Orders" ADD "Customer Id" uuid;
INSERT INTO "My Orders" (old_id, "when", "Amount €", "Customer Id") VALUES ('hal', '2025-05-31 10:00+00', 9, '01020304-0506-0708-090a-0b0c0d0e0f10');
UPDATE "My Orders" SET "Customer Id" = NULL WHERE old_id = 'hal';
SELECT count(*), count(customer) FROM crm_report.changes;
ROLLBACK;
ALTER TABLE "My Orders" RENAME sku TO t;
ALTER TABLE "My Orders" RENAME aisle TO sku;
ALTER TABLE "My Orders" RENAME t TO aisle;
SELECT orders_read, changed FROM crm.refresh();
-- As after a restore that numbers columns anew: by their names, and if they were renamed since by their order.
UPDATE crm_report.parameters SET column_numbers = '{2,3,4,5,6}';
SELECT orders_read FROM crm.refresh();
UPDATE crm_report.parameters SET customer_column = 'before', column_numbers = '{2,3,4,5,6}';
SELECT orders_read FROM crm.refresh();
SELECT customer_column, column_numbers FROM crm_report.parameters;
UPDATE crm_report.parameters SET customer_column = 'nowhere', column_numbers = '{2,3}';
SELECT crm.refresh();
UPDATE crm_report.parameters SET customer_column = 'Customer Id', column_numbers = '{}';
SELECT orders_read FROM crm.refresh();

-- Parameters that somebody sets.
CREATE TABLE regular AS SELECT i % 40 AS c, date '2024-01-01' + (i * 11) % 500 AS d, (i % 17)::real / 10 AS a, 'p' || i % 3 AS p FROM generate_series(1, 400) i;
SELECT as_of, scored FROM crm.create_report('regular', 'c', 'd', 'a', report => 'own', as_of => '2023-01-01', product => 'p');
SELECT as_of, scored, recut, refit FROM crm.refresh('own', '2025-05-15');
SELECT count(score), count(class), count(p_alive) FROM own.customers;
SELECT (SELECT sum(revenue) FROM own.kpis) = (SELECT sum(revenue) FROM own.products) AS same, (SELECT sum(revenue) FROM own.kpis) = (SELECT sum(a::float8::text::numeric) FROM regular) AS exact;
UPDATE own.parameters SET purchase_kind = 'pareto_nbd';
SELECT scored, refit FROM crm.refresh('own', refit => true);
SELECT crm.kind(purchase_model) FROM own.parameters;
SELECT count(p_alive) FROM own.customers;
UPDATE own.parameters SET as_of = '2024-06-30';
SELECT as_of, changed, scored FROM crm.refresh('own');
SELECT (SELECT sum(revenue) FROM own.cohorts) = (SELECT sum(monetary) FROM own.customers) AS same;
DELETE FROM own.cohort_months WHERE customers > 1;
UPDATE own.days SET orders = 7 * orders;
DELETE FROM own.scores WHERE customer < 20;
UPDATE own.product_days SET revenue = 0;
SELECT orders_read, changed, scored FROM crm.refresh('own', rebuild => true);
SELECT (SELECT sum(revenue) FROM own.cohorts) = (SELECT sum(monetary) FROM own.customers) AS same, (SELECT sum(orders) FROM own.kpis) = (SELECT sum(frequency) FROM own.customers) AS orders,
    (SELECT sum(revenue) FROM own.kpis) = (SELECT sum(revenue) FROM own.products) AS products;
\set VERBOSITY sqlstate
UPDATE own.parameters SET time_zone = 'Asia/Tokyo';
UPDATE own.parameters SET purchase_kind = 'gamma_gamma';
UPDATE own.parameters SET horizon = 'NaN';
UPDATE own.parameters SET bins = 1;
UPDATE own.parameters SET margin = -1;
SELECT crm.refresh('own', '5874897-12-31');
\set VERBOSITY default
SELECT crm.drop_report('own');

-- A name that PL/pgSQL has too; a trigger that is there already; what is written to by way of another table.
CREATE TABLE names (found text, new date, old numeric);
SELECT scored FROM crm.create_report('names', 'found', 'new', 'old', report => 'own', product => 'found');
INSERT INTO names VALUES ('a', '2025-01-01', 1);
UPDATE names SET old = 2;
SELECT orders_read, changed FROM crm.refresh('own');
SELECT sum(revenue) FROM own.products;
SELECT crm.drop_report('own');
CREATE FUNCTION theirs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER own_insert AFTER INSERT ON names FOR EACH STATEMENT EXECUTE FUNCTION theirs();
SELECT crm.create_report('names', 'found', 'new', 'old', report => 'own');
CREATE TABLE parent (c text, d date, a numeric) PARTITION BY RANGE (d);
CREATE TABLE part PARTITION OF parent FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
SELECT scored FROM crm.create_report('part', 'c', 'd', 'a', report => 'own');
INSERT INTO parent VALUES ('a', '2025-01-01', 1);
SELECT orders_read, changed FROM crm.refresh('own');
SELECT crm.drop_report('own');

-- Who owns the orders cannot have the report's owner run his code.
CREATE ROLE regress_shop;
CREATE SCHEMA shop AUTHORIZATION regress_shop;
SET ROLE regress_shop;
CREATE TYPE shop.evil AS (x text);
CREATE TABLE shop.orders (c text, d date, a numeric, p shop.evil);
RESET ROLE;
SELECT scored FROM crm.create_report('shop.orders', 'c', 'd', 'a', report => 'own', product => 'p');
SET ROLE regress_shop;
CREATE FUNCTION shop.run(shop.evil) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'run by %', current_user; END$$;
CREATE CAST (shop.evil AS text) WITH FUNCTION shop.run(shop.evil) AS ASSIGNMENT;
INSERT INTO shop.orders VALUES ('a', '2025-01-01', 1, ROW('x'));
ALTER TABLE shop.orders RENAME c TO k;
ALTER TABLE shop.orders ADD c shop.evil;
INSERT INTO shop.orders VALUES ('b', '2025-01-01', 2, ROW('y'), ROW('z'));
RESET ROLE;
SELECT orders_read, changed FROM crm.refresh('own');
SELECT product, revenue FROM own.products ORDER BY 1;
SELECT crm.drop_report('own');
DROP SCHEMA shop CASCADE;
DROP ROLE regress_shop;

-- The day is that in the report's time zone.
SELECT (crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', 'berlin', time_zone => 'Europe/Berlin', as_of => '2025-12-31')).as_of;
SELECT customer, last_order, recency FROM berlin.customers WHERE customer = 'bob';
SELECT crm.drop_report('berlin');

-- Rules, bins, shares of one's own.
SELECT (crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'own', bins => 2, tier_shares => '{0.3,0.5,0.8}',
    rules => ARRAY[('good', 2, 2, 1, 2, 1, 2, NULL, NULL), ('rest', 1, 2, 1, 2, 1, 2, NULL, NULL)]::crm.segment_rule[], discount => 0, horizon => 30)).scored;
SELECT customer, score, segment, tier FROM own.customers ORDER BY customer;
SELECT crm.drop_report('own');
SET client_min_messages = warning;
SELECT (crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'own', bins => 2, as_of => '2024-01-01',
    rules => ARRAY[('good', 2, 2, 1, 2, 1, 2, NULL, NULL)]::crm.segment_rule[])).scored;
SET client_min_messages = error;
SELECT crm.drop_report('own');

-- No orders at all, then some.
CREATE TABLE none (c integer, d date, a integer);
SELECT as_of, changed, scored FROM crm.create_report('none', 'c', 'd', 'a', report => 'empty');
SELECT (SELECT count(*) FROM empty.customers), (SELECT count(*) FROM empty.kpis), (SELECT count(*) FROM empty.cohorts), (SELECT count(*) FROM empty.segments),
    (SELECT count(*) FROM empty.concentration), (SELECT count(*) FROM empty.clv_summary);
SELECT as_of, orders_read, changed, scored, recut, refit FROM crm.refresh('empty');
INSERT INTO none VALUES (1, '2025-01-01', 5), (2, '2025-01-03', 6);
SELECT as_of, orders_read, changed, scored, recut, refit FROM crm.refresh('empty');
SELECT customer, recency, score FROM empty.customers ORDER BY 1;
SELECT crm.drop_report('empty');

-- What is wrong is said.
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €');
SELECT crm.create_report('"My Orders"', 'customer id', 'when', 'Amount €', report => 'x');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'sku', 'Amount €', report => 'x');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'sku', report => 'x');
\set VERBOSITY terse
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', product => 'nope');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', market => 'sku');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', survey => 'answers');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', survey => 'answers', answer => 'at', answered_at => 'at');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', survey => 'answers', answer => 'answer', answered_at => 'answer');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', bins => 1);
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', bins => 3);
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', tier_shares => '{0.5,0.2,0.8}');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', purchase_model => 'gamma_gamma');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', horizon => 'NaN');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', horizon => 0);
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', discount => -0.1);
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', discount => 'NaN');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', margin => 'Infinity');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', as_of => 'infinity');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', time_zone => 'Nowhere/Land');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'x', readers => 'nobody here');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => 'pg_x');
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => NULL);
SELECT crm.create_report('"My Orders"', 'Customer Id', 'when', 'Amount €', report => '');
SELECT crm.create_report(NULL, NULL, 'when', 'Amount €');
SELECT crm.create_report('pg_class_oid_index', 'oid', 'oid', 'oid', report => 'x');
CREATE TEMP TABLE brief (c integer, d date, a integer);
SELECT crm.create_report('brief', 'c', 'd', 'a', report => 'x');
CREATE TABLE odd (c json, d date, a money);
SELECT crm.create_report('odd', 'c', 'd', 'a', report => 'x');
ALTER TABLE odd ALTER a TYPE numeric;
SELECT crm.create_report('odd', 'c', 'd', 'a', report => 'x');
SELECT crm.refresh('nothing');
SELECT crm.refresh('public');
SELECT crm.refresh(NULL);
SELECT crm.refresh(recut => NULL);
SELECT crm.refresh(as_of => '-infinity');
SELECT crm.drop_report('nothing');
SELECT crm.drop_report('public');
SELECT count(*) FROM crm.customers_as_of('nothing', '2025-01-01');
SELECT count(*) FROM crm.segment_moves('nothing', '2025-01-01', '2025-01-01');

SELECT crm.drop_report();
SELECT count(*) FROM pg_namespace WHERE nspname IN ('crm_report', 'x', 'own', 'empty', 'berlin');
DROP TABLE "My Orders", answers, none, odd;
