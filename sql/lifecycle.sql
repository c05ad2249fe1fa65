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
