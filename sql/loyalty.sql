SET search_path = crm, public;

-- Published: U.S. demand for coffee, 1970 to 1980 (Gujarati, Basic Econometrics,
-- table 3.4 and example 6.2): ln Y = 0.7774 - 0.2530 ln X; nine digits by scipy
CREATE TEMP TABLE coffee (year int, cups numeric, price numeric);
INSERT INTO coffee VALUES (1970, 2.57, 0.77), (1971, 2.50, 0.74), (1972, 2.35, 0.72), (1973, 2.30, 0.73), (1974, 2.25, 0.76), (1975, 2.20, 0.75),
    (1976, 2.11, 1.08), (1977, 1.94, 1.81), (1978, 1.97, 1.39), (1979, 2.06, 1.20), (1980, 2.02, 1.17);
SELECT round(price_sensitivity(cups, price)::numeric, 4) AS published, abs(price_sensitivity(cups, price) + 0.2530461250) < 1e-9 AS scipy FROM coffee;

-- As core computes it, but for the order of rows
SELECT abs(price_sensitivity(cups, price) - regr_slope(ln(cups), ln(price))) < 1e-12 AS slope FROM coffee;
-- A demand of constant elasticity
SELECT e, abs(price_sensitivity(1000 * power(p, e), p) - e) < 1e-11 AS same FROM unnest(ARRAY[-2, -1, -0.3, 0, 0.5]::float8[]) e, generate_series(1, 20) p GROUP BY e ORDER BY e;
-- In other units, and of far prices, the same
SELECT abs(a - b) < 1e-12 AS units, abs(a - c) < 1e-9 AS tiny, abs(a - d) < 1e-9 AS huge FROM (
    SELECT price_sensitivity(cups, price) a, price_sensitivity(cups * 12, price * 0.79) b, price_sensitivity(cups * 1e-300, price * 1e-290) c, price_sensitivity(cups * 1e300, price::float8 * 1e290) d FROM coffee) s;
-- Too little to tell: two orders, one price, nothing
SELECT price_sensitivity(q, p) FROM (VALUES (1, 2), (3, 4), (NULL, 9), (9, NULL)) x(q, p);
SELECT price_sensitivity(q, 5) FROM generate_series(1, 9) q;
SELECT price_sensitivity(q, q) FROM generate_series(1, 0) q;
SELECT price_sensitivity(q, p) FROM (VALUES (8, 1), (8, 1), (2, 2)) x(q, p);
SELECT price_sensitivity(4, p) = 0 AS unmoved FROM generate_series(1, 5) p;
-- Prices that differ by their last digits, and the ends of a double's range
SELECT price_sensitivity(q, p) IS NULL AS one_price FROM (VALUES (1, 1), (2, 1.00000000000000022), (3, 1)) x(q, p);
SELECT abs(price_sensitivity(q, p) - regr_slope(ln(q), ln(p))) < 1e-12 AS ends FROM (VALUES (5e-324::float8, 1.7e308::float8), (1, 8.398988846554484e-16), (1.7e308, 5e-324)) x(q, p);

-- Rates: Ann bought four times, Bob twice on one day, Cid twice, Dan once; Eve only sent back, Fay never bought
CREATE TEMP TABLE shop (name text, h history);
INSERT INTO shop VALUES ('Ann', '{2026-01-05:1:10, 2026-02-03:1:10, 2026-02-20:1:10, 2026-04-01:1:10}'), ('Bob', '{2026-01-31:2:20}'),
    ('Cid', '{2026-01-01:1:5, 2026-03-01:1:5}'), ('Dan', '{2026-02-01:1:7}'), ('Eve', '{2026-01-09:0:-5}'), ('Fay', '{}'), ('Gus', NULL);
SELECT repeat_rate(h, '2026-06-30'), repeat_rate(h, '2026-06-30', 'orders') AS orders, repeat_rate(h, '2026-06-30', 'days') AS days FROM shop;
SELECT day, count(*) FILTER (WHERE orders(until(h, day)) > 0) AS buyers, count(*) FILTER (WHERE orders(until(h, day)) > 1) AS again, round(repeat_rate(h, day)::numeric, 4) AS rate
FROM shop, unnest('{2025-12-31,2026-01-01,2026-01-31,2026-02-02,2026-02-28,2026-03-01}'::date[]) day GROUP BY day ORDER BY day;
-- January's three customers: Ann came in February, none other. February's Ann and Dan: none in March
SELECT retention_rate(h, '2026-01-01', '2026-02-01', '2026-03-01') * 3 AS february, churn_rate(h, '2026-01-01', '2026-02-01', '2026-03-01') * 3 AS lost,
    retention_rate(h, '2026-02-01', '2026-03-01', '2026-04-01') AS march, churn_rate(h, '2026-02-01', '2026-03-01', '2026-04-01') AS lost, retention_rate(h, '2026-03-01', '2026-04-01', '2026-05-01') AS april FROM shop;
-- The period before has as many days: 28 before February begin on January 4, which leaves Cid out
SELECT retention_rate(h, '2026-02-01', '2026-03-01') = retention_rate(h, '2026-01-04', '2026-02-01', '2026-03-01') AS same, retention_rate(h, '2026-02-01', '2026-03-01') FROM shop;
-- Half-open: a first day is in, a last day is not
SELECT from_day, retention_rate('{2026-01-01:1:1, 2026-02-01:1:1}'::history, before_day, from_day, to_day) FROM (VALUES
    ('2026-01-01'::date, '2026-02-01'::date, '2026-02-02'::date), ('2026-01-01', '2026-01-31', '2026-02-01'), ('2026-01-02', '2026-02-01', '2026-03-01'), ('2025-12-01', '2026-01-01', '2026-03-01'))
    p(before_day, from_day, to_day) GROUP BY before_day, from_day, to_day ORDER BY 1, before_day;
SELECT purchase_frequency(h, '2026-01-01', '2026-02-01') * 3 AS january, purchase_frequency(h, '2026-01-01', '2026-02-01', 'days') AS days, purchase_frequency(h, '2026-02-01', '2026-03-01') AS february, purchase_frequency(h, '2027-01-01', '2027-02-01') AS none FROM shop;
-- Identities over many customers
CREATE TEMP TABLE base AS SELECT i, history(date '2024-01-01' + (i * k * 7919 % 700), 1) AS h FROM generate_series(1, 500) i, generate_series(1, 9) k WHERE k <= i % 9 + 1 GROUP BY i;
SELECT bool_and(abs(r + c - 1) < 1e-15 AND r BETWEEN 0 AND 1) AS sum_1, bool_and(r = (SELECT avg((orders(until(since(h, d), d + 29)) > 0)::int::float8) FROM base WHERE orders(until(since(h, d - 30), d - 1)) > 0)) AS as_counted
FROM (SELECT d, retention_rate(h, d, d + 30) r, churn_rate(h, d, d + 30) c FROM base, unnest('{2024-02-15,2024-06-01,2025-01-01,2025-11-01}'::date[]) d GROUP BY d) s;
SELECT repeat_rate(h, '2025-12-31') = count(*) FILTER (WHERE orders(h) > 1) / count(*)::float8 AS repeats, repeat_rate(h, '2025-12-31', 'days') = count(*) FILTER (WHERE purchase_days(h) > 1) / count(*)::float8 AS days,
    purchase_frequency(h, '2024-01-01', '2026-01-01') = sum(orders(h)) / count(*)::float8 AS frequency FROM base;
SELECT repeat_rate(h, '2026-06-30') AS r, retention_rate(h, '2026-01-01', '2026-02-01') AS k, churn_rate(h, '2026-01-01', '2026-02-01') AS c, purchase_frequency(h, '2026-01-01', '2026-02-01') AS f FROM shop WHERE name > 'E';
SELECT repeat_rate(h, NULL) AS no_day, retention_rate(h, NULL, '2026-02-01') AS no_start, repeat_rate(h, '2026-06-30', NULL) AS no_count FROM shop;

-- Share of wallet
SELECT share_of_wallet(30, 120) = 0.25 AS quarter, share_of_wallet(5, 5.00) = 1 AS whole, share_of_wallet(0, 7) = 0 AS nothing, share_of_wallet(0, 0) AS empty, share_of_wallet(NULL, 1) AS unknown,
    share_of_wallet(1, 3) BETWEEN 0.33333333333333333333 AND 0.33333333333333333334 AS third;

-- Kinds of loyalty, and the apostle model: on a line is high
SELECT a, r, loyalty_kind(a, r), apostle(a, r) FROM unnest(ARRAY[0.5, 0.49]) a, unnest(ARRAY[0.5, 0.49]) r;
SELECT loyalty_kind(4, 3, ARRAY[4, 4]), apostle(9, 10, ARRAY[8, 9]), apostle(-1, 0, ARRAY[0, 0]), loyalty_kind(NULL, 1), apostle(1, 1, NULL);
SELECT array_agg(k ORDER BY k) FROM unnest(enum_range(NULL::loyalty_kind)) k;

-- Zones: the least and the most satisfied 15 %
SELECT zone, count(*), min(v), max(v) FROM (SELECT v, loyalty_zone(v) OVER () AS zone FROM generate_series(1, 100) v) s GROUP BY zone ORDER BY zone;
SELECT v, loyalty_zone(v) OVER () AS by_15, loyalty_zone(v, 0.3, 0.1) OVER (ORDER BY v DESC) AS by_30_10 FROM unnest(ARRAY[5, 1, 2, 3, NULL, 4, 6, 8, 9, 7, 10]) v ORDER BY v;
-- Ties together; who is among both by ties is in neither
SELECT v, loyalty_zone(v) OVER () AS ties, loyalty_zone(v, 0.5, 0.5) OVER () AS halves FROM unnest(ARRAY[1, 2, 2, 2, 2, 2, 5, 5]) v;
SELECT loyalty_zone(v) OVER () AS alike FROM unnest(ARRAY[3, 3, 3]) v;
SELECT loyalty_zone(7) OVER () AS one;
SELECT loyalty_zone(v) OVER (), v FROM unnest(ARRAY[NULL, NULL]::float8[]) v;
-- 0.07 of 100 are 7, although 0.07 * 100 is 7.000000000000001; of both ends alike
SELECT zone, count(*) FROM (SELECT loyalty_zone(v, 0.07, 0.07) OVER () AS zone FROM generate_series(1, 100) v) s GROUP BY zone ORDER BY zone;

-- Causes: the default rules, one after the other
SELECT * FROM unnest(cause_rules());
SELECT loyalty_cause(alternatives => 0.3) AS c1, loyalty_cause(0.31, 0.7, attitude => 0.3) AS c2, loyalty_cause(0.31, 0.7, attitude => 0.31) AS none, loyalty_cause(price => 0.7, trust => 1) AS c3, loyalty_cause(incentive => 0.7) AS c4,
    loyalty_cause(convenience => 0.8, habit => 0.9) AS c5, loyalty_cause(habit => 0.7) AS c6, loyalty_cause(trust => 0.7, quality => 1, attitude => 1) AS c7, loyalty_cause(quality => 0.7, attitude => 1) AS c8, loyalty_cause(attitude => 0.7) AS c9;
SELECT loyalty_cause() AS nothing_known, loyalty_cause(switching_cost => 1) AS half_known, loyalty_cause(1, 0, 0, 0, 0, 0, 0, 0, 0.5) AS no_cause;
-- One's own
SELECT x, loyalty_cause(trust => x, price => 1, rules => ARRAY[('trust', 'trust', 0.5, NULL), ('price', 'price', 0.5, NULL), ('trust', 'price', NULL, 1)]::cause_rule[]) FROM unnest(ARRAY[0.4, 0.5]) x;
SELECT loyalty_cause(trust => 1, rules => '{}') AS no_rules, loyalty_cause(trust => 1, rules => ARRAY[('habit', 'trust', NULL, NULL)]::cause_rule[]) AS known, loyalty_cause(rules => ARRAY[('habit', 'trust', NULL, NULL)]::cause_rule[]) AS unknown;
CREATE TEMP TABLE rule (place int, r cause_rule);
INSERT INTO rule SELECT 100 - n, (r.cause, r.indicator, r.low, r.high)::cause_rule FROM unnest(cause_rules()) WITH ORDINALITY r(cause, indicator, low, high, n);
SELECT loyalty_cause(price => 0.9, trust => 0.9) AS by_default, loyalty_cause(price => 0.9, trust => 0.9, rules => ARRAY(SELECT r FROM rule ORDER BY place)) AS backwards;
-- Rules that change from row to row
SELECT i, loyalty_cause(trust => 0.5, rules => ARRAY[('trust', 'trust', i / 4.0, NULL)]::cause_rule[]) FROM generate_series(1, 4) i;

-- The index
SELECT loyalty_index(ARRAY[1, 0.5, 0], ARRAY[2, 1, 1]) AS three, loyalty_index(ARRAY[0.2, 0.4], ARRAY[0.3, 0.1]) = 25 AS quarter, loyalty_index(ARRAY[1, 1], ARRAY[0.1, 0.7]) = 100 AS full_marks, loyalty_index(ARRAY[0, 0], ARRAY[0.1, 0.7]) = 0 AS none, loyalty_index(ARRAY[1], ARRAY[0]) AS weightless, loyalty_index('{}'::float8[], '{}'::float8[]) AS empty, loyalty_index(NULL, '{1}'::float8[]) AS unknown;
-- Each of the eight for or against
SELECT loyalty_index(1, 1, 1, 0, 0, 0, 1, 1) AS best, loyalty_index(0, 0, 0, 1, 1, 1, 0, 0) AS worst, loyalty_index(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5) AS middle, loyalty_index(1, 0, 0, 1, 1, 1, 0, 0) AS repeats, loyalty_index(0, 0, 0, 0, 1, 1, 0, 0) AS no_rivals,
    loyalty_index(1, 0, 0, 1, 1, 1, 0, 0, ARRAY[3, 1, 0, 0, 0, 0, 0, 0]) AS weighted, loyalty_index(0, 0, 0, 0.25, 1, 1, 0, 0, weights => ARRAY[0, 0, 0, 1, 0, 0, 0, 0]) AS one;
-- Rows as arrays, to the bit, whatever their order
CREATE TEMP TABLE answer AS SELECT i % 50 AS customer, i AS place, i * 7919 % 101 / 100.0::float8 AS x, i * 31 % 17 / 7.0::float8 AS w FROM generate_series(1, 2000) i;
SELECT count(*), bool_and(a = s AND a = z) AS same, bool_and(abs(a - 100 * v) < 1e-12) AS as_divided FROM (
    SELECT loyalty_index(x, w ORDER BY place) a, loyalty_index(x, w ORDER BY x, w) z, loyalty_index(array_agg(x), array_agg(w)) s, sum(x * w) / sum(w) v FROM answer GROUP BY customer) q;
SELECT loyalty_index(x, 1) = 100 * avg(x) AS mean FROM unnest(ARRAY[0.25, 0.5, 0.75]) x;
SELECT loyalty_index(x, w) FROM (VALUES (1, 1), (NULL, 5), (0, NULL), (0, 0)) v(x, w);
SELECT loyalty_index(x, 0) AS weightless FROM unnest(ARRAY[0, 1]) x;
SELECT loyalty_index(x, 1) AS none FROM generate_series(1, 0) x;
SELECT loyalty_index(0.3, 1e100) <= 100 AS heavy, loyalty_index(ARRAY[1, 0], ARRAY[1e-100, 1e-100]) = 50 AS light;

-- Bad input
SELECT repeat_rate(h, 'infinity') FROM shop;
SELECT repeat_rate(h, '2026-06-30', 'weeks') FROM shop;
SELECT retention_rate(h, '2026-02-01', '2026-02-01') FROM shop;
SELECT churn_rate(h, '2026-02-01', '2026-02-01', '2026-03-01') FROM shop;
SELECT retention_rate(h, '-infinity', '2026-02-01', '2026-03-01') FROM shop;
SELECT retention_rate(h, '4713-01-01 BC', '5874897-12-31') FROM shop;
SELECT purchase_frequency(h, '2026-02-01', '2026-01-01') FROM shop;
SELECT price_sensitivity(0, 5);
SELECT price_sensitivity(1, -5);
SELECT price_sensitivity(1, 'NaN');
SELECT price_sensitivity('Infinity', 1);
SELECT share_of_wallet(120, 30);
SELECT share_of_wallet(-1, 30);
SELECT share_of_wallet(0, -30);
SELECT share_of_wallet('NaN', 30);
SELECT share_of_wallet(1, 'Infinity');
SELECT loyalty_kind(4, 5);
SELECT apostle(0.5, -0.1);
SELECT loyalty_kind('NaN', 0.5);
SELECT loyalty_kind(0.5, 0.5, ARRAY[0.5]);
SELECT apostle(4, 5, ARRAY[4, 4, 4]);
SELECT apostle(4, 5, ARRAY[4, NULL]);
SELECT 'terrorist'::apostle;
SELECT loyalty_zone('NaN'::float8) OVER ();
SELECT loyalty_zone(1, 0, 0.1) OVER ();
SELECT loyalty_zone(1, 0.6, 0.5) OVER ();
SELECT loyalty_zone(1, NULL, 0.5) OVER ();
SELECT loyalty_zone(i, i / 10.0, 0.5) OVER () FROM generate_series(1, 2) i;
SELECT loyalty_cause(1.5);
SELECT loyalty_cause(trust => 'NaN');
SELECT loyalty_cause(trust => -0.1);
SELECT loyalty_cause(rules => NULL);
SELECT loyalty_cause(rules => '{NULL}');
SELECT loyalty_cause(rules => ARRAY[('trust', NULL, 0, 1)]::cause_rule[]);
SELECT loyalty_cause(rules => ARRAY[('trust', 'trust', 0.9, 0.1)]::cause_rule[]);
SELECT loyalty_cause(rules => ARRAY[('trust', 'trust', 'NaN', 0.1)]::cause_rule[]);
SELECT loyalty_cause(rules => ARRAY[('trust', 'faith', 0, 1)]::cause_rule[]);
SELECT loyalty_cause(trust => 0.9, rules => ARRAY[('trust', 'trust', 70, NULL)]::cause_rule[]);
SELECT loyalty_cause(trust => 0.9, rules => ARRAY[('trust', 'trust', NULL, -0.5)]::cause_rule[]);
SELECT loyalty_index(ARRAY[0.5, 1.1], ARRAY[1, 1]);
SELECT loyalty_index(ARRAY[0.5, NULL], ARRAY[1, 1]);
SELECT loyalty_index(ARRAY[0.5, 0.5], ARRAY[1]);
SELECT loyalty_index(ARRAY[0.5], ARRAY[-1]);
SELECT loyalty_index(ARRAY[0.5], ARRAY[1e101]);
SELECT loyalty_index(ARRAY[0.5], ARRAY['NaN'::float8]);
SELECT loyalty_index(array_agg(0.5::float8), array_agg(1::float8)) FROM generate_series(1, 101);
SELECT loyalty_index(1, 1, 1, 0, 3, 0, 1, 1);
SELECT loyalty_index(1, 1, 1, 0, 0, 0, 1, 1, '{1}');
SELECT loyalty_index(5, 1);
SELECT loyalty_index(0.5, -1);
SELECT loyalty_index(0.5, 'Infinity');
SELECT kept_rate_final('{1,2}');
SELECT lost_rate_final('{2,-1}');
SELECT per_buyer_final('{2,1,5}');
SELECT loyalty_counts_merge('{9223372036854775807,0}', '{1,0}');
SELECT price_sensitivity_final('{3,0,0,0,0,-1,-1,0,0,0,0}');
SELECT price_sensitivity_merge('{1,0,0,0,0,0,2305843009213693951,0,0,0,0}', '{1,0,0,0,0,0,2305843009213693951,0,0,0,0}');
SELECT loyalty_index_final('{"parameters": [], "columns": [[[-1, 1]], [[1, 1]]]}');
SELECT loyalty_index_final('{"parameters": [], "columns": [[[1, 1]]]}');
