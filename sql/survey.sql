SET search_path = crm, public;

-- Published: 250 promoters, 675 passives, 75 detractors are 17.5, with a
-- standard error of 1.7157359937; Wald 14.137219 to 20.862781 (the formula of
-- the R package NPS), adjusted Wald 14.085883 to 20.809431 (Rocks 2016)
SELECT nps(s), round((high - low)::numeric, 6) AS width, round(low::numeric, 6) AS low, round(high::numeric, 6) AS high
FROM (VALUES ('{6:75, 8:675, 10:250}'::survey)) v(s), nps_interval(s, method => 'wald');
SELECT round(low::numeric, 6) AS low, round(high::numeric, 6) AS high FROM nps_interval('{0:25, 6:50, 7:675, 9:250}');
SELECT nps(s), round(low::numeric, 6) AS low, round(high::numeric, 6) AS high
FROM (VALUES ('{3:6, 7:5, 10:9}'::survey)) v(s), nps_interval(s, 0.95, 'wald');
-- All are promoters: Wald has no error, adjusted Wald 47.50 to 106.34, which is clipped
SELECT method, nps(s), round(low::numeric, 2) AS low, high
FROM (VALUES ('{10:10}'::survey)) v(s), unnest(enum_range(NULL::nps_method)) method, nps_interval(s, 0.95, method);
SELECT nps(s), low = -100 AS clipped, round(high::numeric, 2) AS high FROM (VALUES ('{0:10}'::survey)) v(s), nps_interval(s);

-- Published: Wilson intervals as R's prop.test(correct = FALSE) gives them
SELECT k, n, round(low::numeric, 12) AS low, round(high::numeric, 12) AS high
FROM (VALUES (15, 50, '{1:35, 5:15}'::survey), (0, 20, '{2:20}'), (20, 20, '{4:20}'), (81, 263, '{3:182, 4:80, 5:1}')) v(k, n, s), csat_interval(s);
SELECT low = 0 AS none, round(high::numeric, 12) AS high FROM csat_interval('{2:20}', 4, 0.95);
SELECT high = 1 AS all_of_them FROM csat_interval('{9:20}', 8);

-- Published: the index of three ratings on 1 to 10 with equal weights is (x1 + x2 + x3 - 3) / 27 * 100 (ACSI)
SELECT round(satisfaction_index(x, 1, 1, 10)::numeric, 10) AS index, round((8 + 7 + 9 - 3) / 27.0 * 100, 10) AS formula FROM (VALUES (8), (7), (9)) v(x);
SELECT round(satisfaction_index(x, w, 1, 10, 'sum_to_1')::numeric, 10) AS index,
       round(((8 - 1) * 0.5 + (7 - 1) * 0.3 + (9 - 1) * 0.2) / 9 * 100, 10) AS formula FROM (VALUES (8, 0.5), (7, 0.3), (9, 0.2)) v(x, w);

-- What the text looks like, in and out
SELECT '{0:3, 9:12, 10:40}'::survey, ' { 10:40 ,9:5,0:3,9:7 } '::survey, '{}'::survey, '{-2147483648:1, -1:2, 2147483647:9223372036854775804}'::survey;

-- From rows
CREATE TEMP TABLE answers (id int, shop int, answer nps_answer, weight int);
INSERT INTO answers SELECT i, i % 4, CASE WHEN i % 17 > 0 THEN i * 7919 % 97 % 11 END, i % 3 FROM generate_series(1, 2000) i;
SELECT shop, survey(answer), responses(survey(answer)), round(mean(survey(answer))::numeric, 6) AS mean, round(avg(answer), 6) AS avg
FROM answers GROUP BY shop ORDER BY shop;
SELECT survey(answer, weight) = survey(answer) FILTER (WHERE weight > 0) || survey(answer) FILTER (WHERE weight = 2) AS weighted FROM answers;
SELECT survey(a, 5) FROM (VALUES (1), (NULL)) v(a);
SELECT survey(a, w) FROM (VALUES (5, 4294967295), (5, 4294967295), (-1, 1), (5, 4294967296), (5, 1), (11, 1), (4, 2)) v(a, w);
SELECT survey(a, w) FROM (VALUES (1, NULL), (NULL, 1), (3, 0), (-70, 2)) v(a, w);
SELECT survey(a) IS NULL AS none, survey(a, 1) IS NULL AS none_weighted FROM (VALUES (NULL::int)) v(a);
SELECT survey(answer) FILTER (WHERE shop = 99) IS NULL AS none FROM answers;
SELECT survey(i % 1024 - 500) = survey(500 - (i + 23) % 1024 + 23) AS same, responses(survey(i % 1024)) FROM generate_series(1, 4096) i;
SELECT * FROM counts('{0:1, 5:1, -3:2}');
SELECT count(*) FROM counts('{}');
SELECT sum(c.responses) = n AS whole, round(sum(share)::numeric, 12) AS shares
FROM (SELECT survey(answer) AS s, count(answer) AS n FROM answers) q, counts(s) c GROUP BY n;

-- Merging: of a rollup all is as of the whole
SELECT rollup(s) = (SELECT survey(answer) FROM answers) AS same, nps(rollup(s)) = (SELECT nps(survey(answer)) FROM answers) AS nps,
       csat(rollup(s), 7) = (SELECT csat(survey(answer), 7) FROM answers) AS csat, count(*)
FROM (SELECT survey(answer) AS s FROM answers GROUP BY shop) q;
SELECT '{1:2}'::survey || '{1:1, 7:9}', '{}'::survey || '{}', rollup(s) IS NULL AS none FROM (VALUES (NULL::survey)) v(s);
SELECT nps(survey(answer)) = (100.0 * (count(*) FILTER (WHERE answer >= 9) - count(*) FILTER (WHERE answer <= 6)) / count(answer))::float8 AS as_counted FROM answers;
SELECT survey(answer) OVER (ORDER BY id ROWS 2 PRECEDING) FROM answers ORDER BY id LIMIT 4;
SELECT array_agg(s ORDER BY s) = array_agg(s ORDER BY s USING <) AS ordered, count(DISTINCT s)
FROM (VALUES ('{1:2}'::survey), ('{1:1, 1:1}'), ('{2:1}'), ('{}')) v(s);

-- No answers
SELECT responses('{}'), mean('{}'), nps('{}'), csat('{}'), csat('{}', 3), ces('{}');
SELECT nps_interval('{}') IS NULL AS nps, csat_interval('{}') IS NULL AS csat, nps_difference('{}', '{9:1}') IS NULL AS difference;

-- Is the change real?
SELECT difference, round(low::numeric, 4) AS low, round(high::numeric, 4) AS high, round(p_value::numeric, 6) AS p_value, significant
FROM nps_difference('{6:75, 8:675, 10:250}', '{6:150, 8:650, 10:200}');
SELECT difference, round(low::numeric, 4) AS low, round(high::numeric, 4) AS high, round(p_value::numeric, 6) AS p_value, significant
FROM nps_difference('{3:6, 7:5, 10:9}', '{3:9, 7:5, 10:6}', 0.9, 'wald');
SELECT * FROM nps_difference('{10:5}', '{10:7}', method => 'wald');
-- One answer weighs little beside its pseudo-answers: an interval of the adjusted scores, which differ
SELECT difference, round(low::numeric, 2) AS low, round(high::numeric, 2) AS high FROM nps_difference('{10:1}', '{10:1000000}');
SELECT difference, low, high, p_value, significant FROM nps_difference('{10:5}', '{0:7}', method => 'wald');
SELECT bool_and(significant = (p_value < 1 - confidence)) AS agree, bool_and(low >= -200 AND high <= 200 AND low <= high) AS within
FROM generate_series(0, 30) i, (VALUES (0.5), (0.9), (0.99)) c(confidence),
     nps_difference(format('{3:%s, 7:9, 10:%s}', 1 + i, 31 - i)::survey, '{3:10, 7:9, 10:20}', confidence);

-- Customer satisfaction and effort
SELECT csat('{1:1, 3:2, 4:5, 5:2}'), csat('{1:1, 3:2, 4:5, 5:2}', 5), csat('{1:1, 9:3}', 100), ces('{1:2, 7:6}'), ces('{1:3, 2:1}', 'ces_1');
SELECT bool_and(low <= p AND p <= high AND low >= 0 AND high <= 1) AS around
FROM generate_series(0, 50) k, LATERAL (SELECT survey(CASE WHEN i <= k THEN 5 ELSE 1 END) AS s FROM generate_series(1, 50) i) q,
     LATERAL (SELECT csat(s) AS p) c, csat_interval(s, 0.99);

-- Perceived and expected
SELECT p, e, round(satisfaction(p, e)::numeric, 10) AS ratio, satisfaction_zone(p, e), satisfaction_zone(p, e, 0.1) AS tolerant
FROM (VALUES (4, 5), (4.5, 5), (5, 5), (5.5, 5), (5.51, 5), (0, 1)) v(p, e);
SELECT bool_and(satisfaction_zone(e * 1.1, e, 0.1) = 'satisfied' AND satisfaction_zone(e * 0.9, e, 0.1) = 'satisfied') AS both_ends FROM generate_series(1, 1000) e;
SELECT dimension, gap(p, e), gap(p, e) FILTER (WHERE p IS NULL) IS NULL AS none
FROM (VALUES ('reliability'::servqual_dimension, 5, 6), ('reliability', 4, 6), ('empathy', 6, 5), ('empathy', NULL, 5)) v(dimension, p, e) GROUP BY dimension ORDER BY dimension;
SELECT weighted_gap(g, w), round(weighted_gap(g, w / 100.0, 'sum_to_1')::numeric, 12) AS of_1, weighted_gap(g, w, 'sum_to_100')
FROM (VALUES (-1.5, 40), (1, 20), (0, 40)) v(g, w);
SELECT weighted_gap(g, 0) IS NULL AS no_weight, satisfaction_index(5, 0, 1, 10) IS NULL AS no_weight_either FROM (VALUES (1), (2)) v(g);
SELECT satisfaction_index(x, w, 1, 5) FROM (VALUES (5, 1), (1, 1), (NULL, 7), (3, NULL)) v(x, w);
SELECT satisfaction_index(1, 0.1, 1, 5), satisfaction_index(5, 0.1, 1, 5), satisfaction_index(0, 1, -1, 1);
SELECT satisfaction_index(0.5, 0.0001, 0, 1, 'sum_to_1') = 50 AS many_weights FROM generate_series(1, 10000);
SELECT importance, performance, importance_quadrant(importance, performance), importance_quadrant(importance, performance, '{4, 4.5}') AS other_cuts
FROM (VALUES (5, 2), (5, 5), (1, 1), (1, 5), (3, 3)) v(importance, performance);

-- The most and the least satisfied 20 %: ties together, per product and region
SELECT v, satisfaction_split(v) OVER (), satisfaction_split(v, 0.1) OVER () AS tenth, satisfaction_split(v, 0.5) OVER () AS half
FROM generate_series(1, 10) v ORDER BY v;
SELECT v, satisfaction_split(v) OVER () FROM (VALUES (1), (1), (1), (2), (3), (4), (5), (5), (5), (NULL)) s(v) ORDER BY v;
SELECT DISTINCT satisfaction_split(7) OVER () AS all_equal FROM generate_series(1, 10);
SELECT satisfaction_split(7) OVER () AS alone, satisfaction_split(NULL::float8) OVER () AS none;
SELECT region, satisfaction_split, count(*), min(v), max(v)
FROM (SELECT region, v, satisfaction_split(v) OVER (PARTITION BY region) FROM (SELECT i % 2 AS region, i % 2 * 100 + i AS v FROM generate_series(1, 100) i) r) q
GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) AS split_ties FROM (SELECT v FROM (SELECT v, satisfaction_split(v, 0.3) OVER () AS side FROM (SELECT i * 7919 % 97 % 13 AS v FROM generate_series(1, 500) i) r) q
GROUP BY v HAVING count(DISTINCT side) > 1) t;

-- Customer delivered value
SELECT delivered_value(50, 20, 10, 5.50, 60, 5, 3, 2.25), delivered_value_ratio(50, 20, 10, 5, 60, 5, 3, 0),
       delivered_value(0, 0, 0, 0, 0.01, 0, 0, 0), delivered_value_ratio(5, 0, 0, 0, 0, 0, 0, 0) AS no_cost, delivered_value(NULL, 1, 1, 1, 1, 1, 1, 1) AS unknown;
SELECT delivered_value(product => 3, service => 2, personnel => 1, image => 1, money => 4, "time" => 1, energy => 1, effort => 0);

-- Domains refuse impossible answers
SELECT 0::nps_answer, 10::nps_answer, 5::rating5, 7::rating7, 10::rating10, NULL::rating5 AS none;
INSERT INTO answers VALUES (0, 0, 11);
SELECT (-1)::nps_answer;
SELECT 0::rating5;
SELECT 8::rating7;
SELECT 11::rating10;

-- Bad input
SELECT 'x'::survey;
SELECT '{1:0}'::survey;
SELECT '{1:1,}'::survey;
SELECT '{1.5:1}'::survey;
SELECT '{2147483648:1}'::survey;
SELECT '{1:9223372036854775808}'::survey;
SELECT '{1:9223372036854775807, 2:1}'::survey;
SELECT ('{' || string_agg(i || ':1', ',') || '}')::survey FROM generate_series(1, 1025) i;
SELECT survey(i) FROM generate_series(1, 1025) i;
SELECT survey(i - 1020) FROM generate_series(1, 1025) i;
SELECT survey(1, w) FROM (VALUES (9223372036854775807), (1)) v(w);
SELECT survey(1, -1);
SELECT '{1:9223372036854775807}'::survey || '{1:1}';
SELECT nps('{10:1, 11:1}');
SELECT nps('{-1:1}');
SELECT nps_interval('{10:1}', 1);
SELECT nps_interval('{10:1}', 95);
SELECT nps_interval('{10:1}', 'NaN');
SELECT nps_difference('{10:1}', '{12:1}');
SELECT csat('{9:1}');
SELECT csat_interval('{0:1}', 0.9);
SELECT ces('{8:1}');
SELECT ces('{6:1}', 'ces_1');
SELECT satisfaction(1, 0);
SELECT satisfaction(-1, 1);
SELECT satisfaction(1e308, 1e-308);
SELECT satisfaction('Infinity', 1);
SELECT satisfaction_zone(1, 1, 1);
SELECT satisfaction_index(11, 1, 1, 10);
SELECT satisfaction_index(1, -1, 1, 10);
SELECT satisfaction_index(1, 1, 10, 1);
SELECT satisfaction_index(1, 1, NULL, 10);
SELECT satisfaction_index(1, 1, 1, 10, NULL);
SELECT satisfaction_index(1, 1, 1, 9 + i) FROM generate_series(1, 2) i;
SELECT satisfaction_index(1, 0.9, 1, 10, 'sum_to_1');
SELECT weighted_gap(1, 1, 'sum_to_100');
SELECT weighted_gap(1e308, 10);
SELECT gap(1e308, -1e308);
SELECT gap(1e308, 0) FROM generate_series(1, 2);
SELECT importance_quadrant(1, 1, '{1}');
SELECT importance_quadrant(1, 'NaN');
SELECT satisfaction_split(1, 0.6) OVER ();
SELECT satisfaction_split(1, NULL) OVER ();
SELECT satisfaction_split('NaN'::float8) OVER ();
SELECT satisfaction_split(1, i / 10.0) OVER () FROM generate_series(1, 2) i;
SELECT delivered_value(1, 1, 1, 1, 1, -1, 1, 1);
SELECT delivered_value_ratio(1, 'NaN', 1, 1, 1, 1, 1, 1);
SELECT gap_final('{"parameters": [5], "columns": [[[1, 1]]]}');
