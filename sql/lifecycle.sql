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
