SET search_path = crm, public;
SET datestyle = ISO;
-- Published: the example of ClickHouse's function retention (documentation,
-- "Parametric aggregate functions"): users 0-4, 0-9 and 0-14 on three days, of
-- whom those of the first day are 5, 5, 5
CREATE TEMP TABLE visits AS
SELECT u AS c, date '2020-01-01' + d AS day FROM generate_series(0, 2) d, LATERAL generate_series(0, 5 * d + 4) u;
SELECT cohort(h, 'day'), retention_curve(h, 'day', 2, '2020-01-03')
FROM (SELECT c, history(day, 0) AS h FROM visits GROUP BY c) s GROUP BY 1 ORDER BY 1;

-- A customer over time: nothing is seen after as_of
SELECT as_of, mean_interval(h, as_of), round(overdue(h, as_of)::numeric, 6) AS overdue, round(trend(h, as_of, 30)::numeric, 6) AS trend, customer_status(h, as_of), lifecycle_stage(h, as_of), churn_signal(h, as_of)
FROM (VALUES ('{2025-01-10:2:60, 2025-02-09:1:40, 2025-03-11:1:50, 2025-03-20:0:-50, 2025-04-10:1:30.5, 2025-05-10:3:45, 2025-08-08:1:10, 2026-01-20:1:99}'::history)) v(h),
     (VALUES ('2025-01-09'::date), ('2025-01-10'), ('2025-02-08'), ('2025-02-09'), ('2025-03-31'), ('2025-05-10'), ('2025-07-08'), ('2025-07-09'), ('2025-07-10'),
             ('2025-11-08'), ('2026-01-20'), ('2026-12-31'), ('2027-01-20')) d(as_of);
-- no orders: a prospect, and nothing else; a return is no purchase
SELECT customer_status(h, '2026-01-31'), lifecycle_stage(h, '2026-01-31'), churn_signal(h, '2026-01-31'), mean_interval(h, '2026-01-31'), overdue(h, '2026-01-31'),
       trend(h, '2026-01-31', 30), activity(h, '2026-01-01', '2026-02-01'), cohort(h, 'month')
FROM (VALUES ('{}'::history), ('{2026-01-05:0:-5}'), (NULL)) v(h);
-- several orders of one day are one purchase
SELECT customer_status('{2026-01-05:9:90}', '2026-01-31'), mean_interval('{2026-01-05:9:90}', '2026-01-31'), mean_interval('{2026-01-05:9:90, 2026-01-06:1:1}', '2026-01-31');

-- Status: each threshold where it begins
SELECT as_of, customer_status(h, as_of) AS status, customer_status(h, as_of, 3) AS loyal_from_3, customer_status(h, as_of, lapsing_days => 30, lost_days => 60) AS early
FROM (VALUES ('{2025-01-01:1:1, 2025-02-01:1:1, 2025-03-01:1:1}'::history)) v(h),
     (VALUES ('2025-01-01'::date), ('2025-02-01'), ('2025-03-01'), ('2025-03-30'), ('2025-03-31'), ('2025-04-29'), ('2025-04-30'), ('2025-08-27'), ('2025-08-28'), ('2026-02-28'), ('2026-03-01')) d(as_of);

-- Trend: two windows of days, the last of which ends with as_of
SELECT days, trend('{2026-01-01:1:10, 2026-01-11:1:20, 2026-01-21:1:5, 2026-01-31:1:40}', '2026-01-31', days) FROM unnest(ARRAY[1, 10, 11, 15, 20, 30, 31, 2147483647]) days;
SELECT trend('{2026-01-01:1:70.20, 2026-01-31:1:35.10}', '2026-01-31', 30) = 0.5 AS half, trend('{2026-01-01:1:10.01, 2026-01-31:1:7.007}', '2026-01-31', 30) = 0.7 AS decimals,
       trend('{2026-01-01:1:10, 2026-01-31:0:-5}', '2026-01-31', 30) AS returns, trend('{2026-01-01:0:-1, 2026-01-31:1:5}', '2026-01-31', 30) AS from_below_0,
       trend('{2026-01-01:1:0, 2026-01-31:1:5}', '2026-01-31', 30) AS from_0,
       trend('{2026-01-01:1:0.00000000000000000001, 2026-01-31:1:999999999999999999999999999999999999}', '2026-01-31', 30) = 1e56 AS extreme;

-- Churn: lateness before spend, and by rules of one's own
SELECT h, as_of, churn_signal(h, as_of), churn_signal(h, as_of, late => 1.5, lost => 1.5) AS early, churn_signal(h, as_of, falling => 0) AS by_time_only,
       churn_signal(h, as_of, least_interval => 1, first_interval => 30) AS short_intervals, lifecycle_stage(h, as_of, late => 1e300, falling => 0) AS grows_only
FROM (VALUES ('{2026-01-01:1:100}'::history), ('{2026-01-01:1:100, 2026-01-02:1:100}'), ('{2025-06-01:1:100, 2026-02-01:1:40}')) v(h),
     (VALUES ('2026-02-15'::date), ('2026-05-01'), ('2026-06-30')) d(as_of);
SELECT enum_range(NULL::churn_signal) AS signals, enum_range(NULL::lifecycle_stage) AS stages;
-- decline is a churn signal of the same rules, and nothing else
SELECT count(*), count(*) FILTER (WHERE lifecycle_stage(h, as_of) = 'decline') AS declining,
       bool_and((lifecycle_stage(h, as_of) = 'decline') = (churn_signal(h, as_of) <> 'none')) AS agree,
       bool_and(churn_signal(h, as_of, 2, 2) <> 'overdue') AS late_is_lost,
       bool_and(churn_signal(h, as_of) = churn_signal(until(h, as_of), as_of) AND customer_status(h, as_of) = customer_status(until(h, as_of), as_of)
                AND overdue(h, as_of) IS NOT DISTINCT FROM overdue(until(h, as_of), as_of)) AS blind_to_later
FROM (SELECT i % 400, history(date '2024-01-01' + i * 7919 % 900, 1 + i % 97) AS h FROM generate_series(1, 3000) i GROUP BY 1) s,
     (VALUES ('2025-01-01'::date), ('2026-09-01')) d(as_of) WHERE first_day(h) <= as_of;

-- Activity by month: before February is January, though it is longer
SELECT f AS from_day, activity(h, f, t), activity(h, f, t, f - 60) AS of_60_days_before
FROM (VALUES ('{2026-01-03:1:12, 2026-02-28:1:12, 2026-03-01:1:3, 2026-06-30:1:20}'::history)) v(h), generate_series(0, 8) i,
     LATERAL (SELECT (date '2025-12-01' + make_interval(months => i))::date, (date '2026-01-01' + make_interval(months => i))::date) p(f, t);
-- by other periods: as many days before, or months where both ends are the first of one
SELECT activity(h, '2026-01-05', '2026-01-12') AS week, activity(h, '2026-01-10', '2026-01-17') AS next_week, activity(h, '2026-01-11', '2026-01-18') AS week_after_none,
       activity(h, '2026-04-01', '2026-07-01') AS quarter, activity(h, '2027-01-01', '2028-01-01') AS year, activity(h, '2026-01-09', '2026-01-10') AS day
FROM (VALUES ('{2026-01-09:1:12}'::history)) v(h);
SELECT activity('{0001-01-01:1:1}', '0001-01-02', '5874897-12-31'), activity('{0001-01-01:1:1}', '0001-02-01', '9999-12-01'), activity('{9999-12-31:1:1}', '4713-01-01 BC', '5874897-12-01');

-- Cohorts: the first day of the period, weeks from Monday
SELECT day, cohort(history(day, 1), 'week') AS week, cohort(history(day, 1), 'month') AS month, cohort(history(day, 1), 'quarter') AS quarter, cohort(history(day, 1), 'year') AS year
FROM unnest('{0001-01-01, 1999-12-31, 2000-01-02, 2000-01-03, 2024-02-29, 2026-06-30, 2026-07-01, 9999-12-31}'::date[]) day GROUP BY day ORDER BY day;
SELECT count(*), bool_and(cohort(h, p) = date_trunc(p::text, day)::date) AS as_date_trunc
FROM unnest(enum_range(NULL::period)) p, (SELECT day, history(day, 1) AS h FROM (SELECT date '0004-01-01' + i * 997 AS day FROM generate_series(0, 3600) i) d GROUP BY day) s;

-- Curves, and the same by plain SQL
CREATE TEMP TABLE o AS
SELECT i * i % 211 AS c, date '2023-11-20' + i * 7919 % 800 AS day, (i * 104729 % 10007)::numeric / 100 - 20 AS amount FROM generate_series(1, 2000) i;
CREATE TEMP TABLE h AS SELECT c, history(day, amount) AS h FROM o GROUP BY c;
CREATE TEMP TABLE by_period AS
SELECT p, date_trunc(p::text, first) AS cohort, k, count(DISTINCT c) FILTER (WHERE amount >= 0) AS n, sum(amount) AS revenue
FROM (SELECT c, day, amount, first_day(h) AS first FROM o JOIN h USING (c)) s, unnest('{week,month,quarter,year}'::period[]) p,
     LATERAL (SELECT CASE p WHEN 'week' THEN (date_trunc('week', day)::date - date_trunc('week', first)::date) / 7
              ELSE (12 * (extract(year FROM date_trunc(p::text, day)) - extract(year FROM date_trunc(p::text, first)))
                    + extract(month FROM date_trunc(p::text, day)) - extract(month FROM date_trunc(p::text, first))) / CASE p WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 ELSE 12 END END::integer AS k) x
WHERE day <= '2025-09-30' AND day >= first GROUP BY 1, 2, 3;
SELECT p, count(*) FILTER (WHERE over) AS over, count(*) FILTER (WHERE NOT over) AS not_over,
       bool_and(CASE WHEN over THEN retained[k + 1] = coalesce(n, 0) AND money[k + 1] = coalesce(revenue, 0) ELSE retained[k + 1] IS NULL AND money[k + 1] IS NULL END) AS as_plain_sql
FROM (SELECT p, cohort(h, p) AS cohort, retention_curve(h, p, 110, '2025-09-30') AS retained, revenue_curve(h, p, 110, '2025-09-30') AS money
      FROM h, unnest('{week,month,quarter,year}'::period[]) p WHERE first_day(h) <= '2025-09-30' GROUP BY 1, 2) a
CROSS JOIN generate_series(0, 110) k LEFT JOIN by_period USING (p, cohort, k),
LATERAL (SELECT cohort + (k + 1) * CASE p WHEN 'week' THEN interval '7 days' WHEN 'month' THEN '1 month' WHEN 'quarter' THEN '3 months' ELSE '1 year' END <= '2025-10-01' AS over) l
GROUP BY p ORDER BY p;
-- unbounded never rises; its revenue falls by what the bounded one brings; all revenue is in period 0
SELECT count(*), bool_and(u[k] >= u[k + 1] AND u[k] >= b[k]) AS falls, bool_and(mu[k] - mu[k + 1] = mb[k]) AS differs_by_the_period,
       bool_and(mu[1] = total) AS all_of_it
FROM (SELECT cohort(h, 'month'), retention_curve(h, 'month', 8, '2026-12-31') AS b, retention_curve(h, 'month', 8, '2026-12-31', 'unbounded') AS u,
             revenue_curve(h, 'month', 8, '2026-12-31') AS mb, revenue_curve(h, 'month', 8, '2026-12-31', 'unbounded') AS mu, sum(monetary(since(h, first_day(h)), '2026-12-31')) AS total
      FROM h GROUP BY 1) s, generate_series(1, 8) k;
-- 'bounded' is what is done without a word
SELECT retention_curve(h, 'quarter', 5, '2025-12-31') = retention_curve(h, 'quarter', 5, '2025-12-31', 'bounded') AS retention,
       revenue_curve(h, 'quarter', 5, '2025-12-31') = revenue_curve(h, 'quarter', 5, '2025-12-31', 'bounded') AS revenue FROM h;
-- a period is over with its last day, and for a group with that of its youngest customer
SELECT as_of, retention_curve(h, 'month', 3, as_of) AS curve, retention_curve(h, 'month', 3, as_of) FILTER (WHERE c = 1) AS of_1, retention_curve(h, 'month', 3, as_of, 'unbounded') AS unbounded,
       revenue_curve(h, 'month', 3, as_of) AS revenue
FROM (VALUES (1, '{2025-12-30:0:-3, 2026-01-31:1:10, 2026-02-28:1:5.5, 2026-03-01:0:-1.25, 2026-04-02:2:8}'::history), (2, '{2026-02-01:1:7, 2026-04-30:1:7.000}')) v(c, h),
     (VALUES ('2026-01-30'::date), ('2026-01-31'), ('2026-02-27'), ('2026-02-28'), ('2026-03-31'), ('2026-04-30'), ('5874897-12-31')) d(as_of)
GROUP BY as_of ORDER BY as_of;
SELECT retention_curve(h, 'day', 0, '2026-01-01') AS only_0, retention_curve(h, 'year', 2, '2030-12-31') AS years, revenue_curve(h, 'week', 1, '2026-01-11') AS weeks
FROM (VALUES ('{2026-01-01:1:10}'::history), (NULL), ('{}'), ('{2025-12-29:0:-4}')) v(h);
SELECT retention_curve(h, 'day', 2, '2026-01-01') IS NULL AS none, revenue_curve(h, 'day', 2, '2026-01-01') IS NULL AS none FROM (VALUES (NULL::history), ('{}'), ('{2026-01-02:1:1}')) v(h);
SELECT revenue_curve(h, 'month', 0, '2026-01-31') FROM (VALUES ('{2026-01-01:1:999999999999999999999999999999}'::history), ('{2026-01-01:1:0.000001}'), ('{2026-01-01:1:-0.5}')) v(h);
SELECT array_length(retention_curve(h, 'day', 10000, '9999-12-31'), 1), array_length(revenue_curve(h, 'year', 10000, '5874897-12-31'), 1) FROM (VALUES ('{0001-01-01:1:1, 9999-12-31:1:1}'::history)) v(h);

-- Bad input
SELECT customer_status('{}', 'infinity');
SELECT customer_status('{}', '2026-01-01', 0);
SELECT customer_status('{}', '2026-01-01', lapsing_days => 366);
SELECT customer_status('{}', '2026-01-01', lapsing_days => 0);
SELECT lifecycle_stage('{}', '2026-01-01', stability_purchases => 1);
SELECT lifecycle_stage('{}', '2026-01-01', stability_days => -1);
SELECT lifecycle_stage('{}', '2026-01-01', late => 0);
SELECT churn_signal('{}', '2026-01-01', late => 'NaN');
SELECT churn_signal('{}', '2026-01-01', lost => 1.5);
SELECT churn_signal('{}', '2026-01-01', falling => -0.5);
SELECT churn_signal('{}', '2026-01-01', trend_days => 0);
SELECT churn_signal('{}', '2026-01-01', least_interval => 0);
SELECT churn_signal('{}', '2026-01-01', first_interval => 0);
SELECT overdue('{2026-01-05:1:1}', '-infinity');
SELECT trend('{2026-01-05:1:1}', '2026-02-01', 0);
SELECT trend('{2026-01-05:1:999999999999999999999999999999999999, 2026-01-06:1:1}', '2026-02-01', 50);
SELECT activity('{}', '2026-02-01', '2026-02-01');
SELECT activity('{}', '2026-02-01', '2026-03-01', '2026-02-01');
SELECT activity('{}', '2026-02-01', 'infinity');
SELECT cohort('{}', 'fortnight');
SELECT retention_curve('{}'::history, 'month', 12, 'infinity');
SELECT retention_curve('{}'::history, 'month', -1, '2026-01-01');
SELECT revenue_curve('{}'::history, 'month', 10001, '2026-01-01');
SELECT retention_curve('{}'::history, 'month', NULL, '2026-01-01');
SELECT retention_curve('{}'::history, NULL, 12, '2026-01-01');
SELECT retention_curve('{}'::history, 'month', 12, NULL);
SELECT retention_curve('{}'::history, 'month', 12, '2026-01-01', NULL);
SELECT retention_curve('{2026-01-01:1:1}'::history, 'month', i, '2026-01-01') FROM generate_series(1, 2) i;
SELECT revenue_curve('{2026-01-01:1:999999999999999999999999999999999999}'::history, 'month', 1, '2026-01-31') FROM generate_series(1, 2) i;
SELECT retention_final('{1,2,3}');
SELECT revenue_final(retention_add(NULL, '{2026-01-01:1:1}', 'month', 1, '2026-01-01'));
SELECT curve_merge(retention_add(NULL, '{2026-01-01:1:1}', 'month', 1, '2026-01-01'), retention_add(NULL, '{2026-01-01:1:1}', 'month', 1, '2026-01-02'));
