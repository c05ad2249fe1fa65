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

RESET search_path;
-- Survival

-- The aml data of R's package survival (Miller 1981, Survival Analysis): weeks in remission, with
-- and without maintenance; + is censored there, false here.
CREATE TABLE aml (maintained boolean, week integer, relapse boolean);
INSERT INTO aml SELECT true, * FROM unnest('{9,13,13,18,23,28,31,34,45,48,161}'::integer[], '{t,t,f,t,t,f,t,t,f,t,f}'::boolean[]);
INSERT INTO aml SELECT false, * FROM unnest('{5,5,8,8,12,16,23,27,30,33,43,45}'::integer[], '{t,t,t,t,t,f,t,t,t,t,t,t}'::boolean[]);
CREATE VIEW aml_all AS SELECT crm.durations(week, relapse) AS d FROM aml;
CREATE VIEW aml_groups AS SELECT maintained, crm.durations(week, relapse) AS d FROM aml GROUP BY maintained;

-- summary(survfit(Surv(time, status) ~ 1, data = aml)) of R, to ten digits
SELECT k."time", at_risk, k.events, round(survival::numeric, 11) AS survival, round(std_error::numeric, 11) AS std_error
FROM aml_all, crm.kaplan_meier(d) k ORDER BY 1;
-- and its intervals by conf.type
SELECT c, k."time", round(lower::numeric, 10) AS lower, round(upper::numeric, 10) AS upper
FROM aml_all, unnest(enum_range(NULL::crm.conf_type)) c, crm.kaplan_meier(d, c) k WHERE k."time" IN (5, 48) ORDER BY 1, 2;
-- print(survfit(... ~ x)), rmean = 24, survdiff(... ~ x)
SELECT maintained, crm.subjects(d), crm.events(d), crm.median_survival(d), crm.median_survival_interval(d),
	round((r).mean::numeric, 4) AS mean, round((r).std_error::numeric, 5) AS std_error
FROM (SELECT *, crm.restricted_mean(d, 24) AS r FROM aml_groups) g ORDER BY 1 DESC;
SELECT round(chi_square::numeric, 10) AS chi_square, round(p::numeric, 11) AS p, events_a, round(expected_a::numeric, 9) AS expected_a,
	events_b, round(expected_b::numeric, 9) AS expected_b
FROM aml_groups a, aml_groups b, crm.log_rank(a.d, b.d) WHERE a.maintained AND NOT b.maintained;

-- The lung data of the same package (Loprinzi et al. 1994): days, below 0 where censored.
-- survfit there: 228 patients, 165 deaths, median 310 (285, 363), quartiles 170, 310, 550
CREATE VIEW lung AS SELECT crm.durations(abs(days), days > 0) AS d FROM unnest('{306,455,-1010,210,883,-1022,310,361,218,
	166,170,654,728,71,567,144,613,707,61,88,301,81,624,371,394,520,574,118,390,12,473,26,533,107,53,122,814,-965,93,731,460,
	153,433,145,583,95,303,519,643,765,735,189,53,246,689,65,5,132,687,345,444,223,175,60,163,65,208,-821,428,230,-840,305,11,
	132,226,426,705,363,11,176,791,95,-196,167,-806,284,641,147,-740,163,655,239,88,245,-588,30,179,310,477,166,-559,450,364,
	107,177,156,-529,11,429,351,15,181,283,201,524,13,212,524,288,363,442,199,550,54,558,207,92,60,-551,-543,293,202,353,-511,
	267,-511,371,387,457,337,201,-404,222,62,-458,-356,353,163,31,340,229,-444,-315,182,156,329,-364,291,179,-376,-384,268,
	-292,142,-413,-266,194,320,181,285,-301,348,197,-382,-303,-296,180,186,145,-269,-300,-284,350,-272,-292,-332,285,-259,110,
	286,270,81,131,-225,269,-225,-243,-279,-276,135,79,59,-240,-202,-235,105,-224,239,-237,-173,-252,-221,-185,-92,13,-222,
	-192,183,-211,-175,-197,-203,116,-188,-191,-105,-174,-177}'::integer[]) days;
SELECT crm.subjects(d), crm.events(d), crm.median_survival(d), crm.median_survival_interval(d),
	crm.survival_quantile(d, 0.25) AS q25, crm.survival_quantile(d, 0.5) AS q50, crm.survival_quantile(d, 0.75) AS q75 FROM lung;
SELECT crm.survival_quantile_interval(d, 0.5) = crm.median_survival_interval(d) AS same FROM lung;

-- Late entry. By hand: at 2 the first three are at risk, at 5 those who entered at 1 and at 3; who
-- enters at 5 is at risk after 5.
CREATE VIEW late AS SELECT crm.durations(duration, event, entered) AS d
FROM (VALUES (2, true, 0), (4, false, 0), (5, true, 1), (7, true, 3), (7, true, 5), (9, false, 6)) v(duration, event, entered);
SELECT d FROM late;
SELECT k."time", at_risk, k.events, survival = expected AS survival, round(std_error::numeric, 10) AS std_error
FROM late, crm.kaplan_meier(d) k JOIN (VALUES (2, 2.0 / 3), (4, 2.0 / 3), (5, 1.0 / 3), (7, 1.0 / 9), (9, 1.0 / 9)) x("time", expected) USING ("time") ORDER BY 1;
SELECT crm.subjects(d), crm.events(d), crm.exposure(d), crm.median_survival(d), abs((r).mean - (2 + 3 * 2.0 / 3 + 2 * 1.0 / 3)) < 1e-12 AS mean
FROM (SELECT d, crm.restricted_mean(d, 7) AS r FROM late) l;
-- entered 0 is who is followed from the start
SELECT crm.durations(week, relapse, 0) OPERATOR(crm.=) (SELECT d FROM aml_all) AS same FROM aml;
-- All at risk have the event while others are yet to enter: nobody survives, and so it stays
SELECT k.* FROM (SELECT crm.durations(t, true, e) AS d FROM (VALUES (1, 0), (3, 2)) v(t, e)) q, crm.kaplan_meier(d) k ORDER BY 1;

-- Events and censored ones at the same time: the censored are at risk then. At 0 all are.
SELECT k."time", k.at_risk, k.events, round(k.survival::numeric, 10) AS survival FROM crm.kaplan_meier('{"durations": [[0, 1, 1], [3, 1, 2]]}') k ORDER BY 1;
-- No event: survival is 1, and known to be
SELECT k.* FROM crm.kaplan_meier('{"durations": [[2, 0, 1], [3, 0, 4]]}', 'log_log') k ORDER BY 1;
SELECT crm.median_survival(d), crm.median_survival_interval(d), crm.restricted_mean(d, 3), crm.restricted_mean(d, 3.5) IS NULL AS unknown
FROM (VALUES ('{"durations": [[2, 0, 1], [3, 0, 4]]}'::crm.durations)) v(d);
-- The curve runs along one half: the middle; as long as it is known to end
SELECT crm.median_survival('{"durations": [[2, 1, 0], [6, 1, 0]]}') AS middle, crm.median_survival('{"durations": [[2, 1, 0], [6, 0, 1]]}') AS start;
-- Survival at a time
SELECT t, round(crm.survival_at(d, t)::numeric, 11) AS survival FROM aml_all, unnest('{0,4.999,5,47,48,161,161.5}'::float8[]) t;
SELECT crm.survival_at(d, 1e300) AS all_gone FROM aml_groups WHERE NOT maintained;
-- Two groups that are alike; groups that never were at risk at once; no events; all at once
SELECT r.* FROM crm.log_rank('{"durations": [[1, 2, 1], [4, 1, 0]]}', '{"durations": [[1, 2, 1], [4, 1, 0]]}') r;
SELECT r.* FROM crm.log_rank('{"durations": [[1, 2, 1]]}', '{"durations": [[4, 1, 0, 2]]}') r;
SELECT r.* FROM crm.log_rank('{"durations": [[1, 0, 1]]}', '{"durations": [[4, 0, 1]]}') r;
SELECT r.* FROM crm.log_rank('{"durations": [[1, 5, 0]]}', '{"durations": [[1, 2, 0]]}') r;
-- However narrow, an interval holds its estimate
SELECT bool_and(lower <= survival AND survival <= upper) AS holds FROM aml_all, unnest(enum_range(NULL::crm.conf_type)) c, crm.kaplan_meier(d, c, 1e-300);

-- Identities over many: without censoring survival is the share that stays longer, and the
-- restricted mean is the mean of the shorter of duration and horizon, its error that of a mean
CREATE TABLE stays AS SELECT i, (i * 7919 % 1009) % 60 AS t, i * 31 % 7 > 1 AS gone, i * 17 % 4 AS part FROM generate_series(1, 3000) i;
SELECT bool_and(abs(k.survival - share) < 1e-12) AS share, bool_and(abs(k.std_error - sqrt(share * (1 - share) / 3000)) < 1e-12 OR share = 0) AS binomial
FROM (SELECT crm.durations(t, true) AS d FROM stays) q, crm.kaplan_meier(d) k,
	LATERAL (SELECT avg((s.t > k."time")::integer)::float8 AS share FROM stays s) s;
SELECT abs((r).mean - mean) < 1e-10 AS mean, abs((r).std_error - error) < 1e-10 AS std_error
FROM (SELECT crm.restricted_mean(crm.durations(t, true), 20) AS r, avg(least(t, 20))::float8 AS mean,
	(stddev_pop(least(t, 20)) / sqrt(count(*)))::float8 AS error FROM stays) q;
-- Bounds hold, survival falls, all that are counted are at risk
SELECT bool_and(0 <= lower AND lower <= survival AND survival <= upper AND upper <= 1) AS bounds, bool_and(survival <= before) AS falls, bool_and(at_risk >= events) AS at_risk
FROM (SELECT k.*, lag(survival, 1, 1) OVER (PARTITION BY c ORDER BY k."time") AS before
	FROM (SELECT crm.durations(t, gone) AS d FROM stays) q, unnest(enum_range(NULL::crm.conf_type)) c, crm.kaplan_meier(d, c, 0.9) k) s;
-- Parts roll up to the whole, whatever the order
SELECT crm.rollup(d) OPERATOR(crm.=) whole AS rollup, crm.rollup(d ORDER BY part DESC) OPERATOR(crm.=) whole AS other_order,
	sum(crm.subjects(d)) = crm.subjects(whole) AS subjects, sum(crm.events(d)) = crm.events(whole) AS events, sum(crm.exposure(d)) = crm.exposure(whole) AS exposure
FROM (SELECT part, crm.durations(t, gone) AS d FROM stays GROUP BY part) p, (SELECT crm.durations(t, gone ORDER BY i * 7 % 3001) AS whole FROM stays) w GROUP BY whole;
SELECT a.d OPERATOR(crm.||) b.d OPERATOR(crm.=) w.d AS merged FROM aml_groups a, aml_groups b, aml_all w WHERE a.maintained AND NOT b.maintained;
SELECT count(*) = 3000 AS running FROM (SELECT i, crm.subjects(crm.durations(t, gone) OVER (ORDER BY i)) AS n FROM stays) s WHERE i = n;

-- Values of the type: any order of rows and equals among them are read; compared and hashed
SELECT '{"durations": [[3, 0, 1], [1.5, 1, 0, 0.5], [3, 1, 0], [3, 2, 2, 0]]}'::crm.durations;
SELECT count(*), count(DISTINCT d) FROM (SELECT crm.durations(t, gone) AS d FROM stays GROUP BY i % 3, i > 0 UNION ALL SELECT d FROM aml_groups UNION ALL TABLE aml_all UNION ALL TABLE aml_all) s;
SELECT crm.durations_send(d::text::crm.durations) = crm.durations_send(d) AS text_and_binary FROM late;
SELECT pg_column_size(crm.durations(t, gone)) < 400 AS small FROM stays;

-- No rows, rows with a NULL
SELECT crm.durations(week, relapse) FROM aml WHERE false;
SELECT crm.durations(d, e) FROM (VALUES (1, true), (NULL, true), (2, NULL)) v(d, e);
SELECT crm.durations(d, e, f) FROM (VALUES (1, true, 0), (3, true, NULL)) v(d, e, f);
SELECT crm.rollup(NULL::crm.durations), crm.median_survival(NULL), crm.log_rank(NULL, NULL), crm.restricted_mean(NULL, 1);
SELECT count(*) FROM crm.kaplan_meier(NULL);

-- Bad input
SELECT crm.durations(-1, true);
SELECT crm.durations(1.1e12, true);
SELECT crm.durations('NaN', true);
SELECT crm.durations('Infinity', true);
SELECT crm.durations(5, true, 5);
SELECT crm.durations(5, true, -1);
SELECT crm.durations(5, true, 'NaN');
SELECT crm.durations(0, true, 0);
SELECT crm.kaplan_meier('{"durations": [[1, 1, 0]]}', 'log', 1);
SELECT crm.kaplan_meier('{"durations": [[1, 1, 0]]}', 'log', 'NaN');
SELECT crm.kaplan_meier('{"durations": [[1, 1, 0]]}', 'loglog');
SELECT crm.restricted_mean('{"durations": [[1, 1, 0]]}', -1);
SELECT crm.restricted_mean('{"durations": [[1, 1, 0]]}', 'Infinity');
SELECT crm.restricted_mean('{"durations": [[1, 1, 0]]}', 1, 0);
SELECT crm.survival_at('{"durations": [[1, 1, 0]]}', -1);
SELECT crm.survival_quantile('{"durations": [[1, 1, 0]]}', 1);
SELECT '{"durations": []}'::crm.durations;
SELECT '{"durations": [[1, 1]]}'::crm.durations;
SELECT '{"durations": [[1, 0, 0]]}'::crm.durations;
SELECT '{"durations": [[1, 1, 0, 1]]}'::crm.durations;
SELECT '{"durations": [[1, 9007199254740992, 0], [1, 1, 0]]}'::crm.durations;
DROP VIEW aml_all, aml_groups, late, lung;
DROP TABLE aml, stays;
