SET search_path = crm, public;
SET datestyle = ISO;

-- Published: R's quantile(c(1,2,2,3,5,8,13,21,34,55), c(.2,.4,.6,.8)) of type 7
-- is 2, 4.2, 10, 23.6 (Hyndman and Fan, "Sample Quantiles in Statistical
-- Packages", 1996)
SELECT round(unnest(recency_cuts(rfm_cuts(x, x, x)))::numeric, 10) AS cut FROM unnest(ARRAY[1,2,2,3,5,8,13,21,34,55]) x;

-- Published: the tests of the R package rfm have 16.20, 18.92, 22.00, 25.08 for
-- mtcars$mpg: the package adds 1 to each cut
SELECT recency_cuts(rfm_cuts(x, x, x)) FROM unnest(ARRAY[21,21,22.8,21.4,18.7,18.1,14.3,24.4,22.8,19.2,17.8,16.4,17.3,15.2,10.4,10.4,14.7,32.4,30.4,33.9,21.5,15.5,15.2,13.3,19.2,27.3,26,30.4,15.8,19.7,15,21.4]) x;

-- The cuts are percentile_cont's, to the last bit, for any number of bins
SELECT bool_and(recency_cuts(c) = p) AS same FROM generate_series(2, 9) bins,
  LATERAL (SELECT rfm_cuts(r, r, r, bins) AS c,
                  percentile_cont(ARRAY(SELECT j::float8 / bins FROM generate_series(1, bins - 1) j)) WITHIN GROUP (ORDER BY r::float8) AS p
           FROM (SELECT (i * 7919 % 1009) * 0.37 AS r FROM generate_series(1, 2000) i) v) s;

-- Values, as of a date that nothing is seen after
SELECT as_of, recency(h, as_of), frequency(h, as_of), monetary(h, as_of), round(average_order(h, as_of), 4) AS average_order
FROM (VALUES ('{2026-01-05:2:59.80, 2026-03-01:1:12, 2026-03-05:0:-12, 2026-04-01:3:0}'::history)) v(h),
     (VALUES ('2026-01-04'::date), ('2026-01-05'), ('2026-02-28'), ('2026-03-31'), ('2026-04-01'), ('2027-01-01')) d(as_of);
SELECT recency('{2026-01-05:0:-5}', '2026-02-01'), frequency('{2026-01-05:0:-5}', '2026-02-01'),
       monetary('{2026-01-05:0:-5}', '2026-02-01'), average_order('{2026-01-05:0:-5}', '2026-02-01'), recency('{}', '2026-01-01');

-- Scores: F and M 1 + cuts strictly below, R bins - cuts strictly below
SELECT v, rfm_score(v, v, v, rfm_cuts(ARRAY[1,2,3,4], ARRAY[1,2,3,4], ARRAY[1,2,3,4]))
FROM unnest(ARRAY[-1, 0, 1, 1.0001, 2, 3, 4, 5]) v;
-- cuts that coincide leave bins empty (F cuts of CDNOW: 1,1,2,4)
SELECT v, f(rfm_score(1, v, 1, rfm_cuts(ARRAY[1.0], ARRAY[1,1,2,4], ARRAY[1.0]))) FROM generate_series(1, 5) v;
-- axes may have bins of their own
SELECT rfm_score(10, 1, 1, '{"monetary": [0.5, 1, 2], "recency": [30, 60], "frequency": [1, 2, 3, 4, 5, 6, 7, 8]}'::rfm_cuts);
SELECT frequency_cuts(c), monetary_cuts(c), c::text::rfm_cuts = c AS round_trip FROM rfm_cuts(ARRAY[1.5], ARRAY[0.1, 1e100], ARRAY[-1e-300, 0]) c;
SELECT rfm_score(NULL, 1, 1, rfm_cuts(ARRAY[1.0], ARRAY[1.0], ARRAY[1.0])) IS NULL AS null_in;
SELECT rfm_cuts(r, r, r) IS NULL AS no_rows FROM (VALUES (NULL::float8)) v(r);
SELECT rfm_cuts(i, i, i) FILTER (WHERE i > 10) IS NULL AS no_rows FROM generate_series(1, 5) i;
SELECT rfm_cuts(7, 7, 7), rfm_cuts(r, 1, 1, 2) FROM (VALUES (3.0), (NULL), (5.0)) v(r);

-- The window form gives the scores of the cuts of its partition
CREATE TEMP TABLE c AS
SELECT i AS id, i % 3 AS part, (i * 7919 % 365)::float8 AS r, 1 + i * i % 7 AS f, (i * 104729 % 10007)::numeric / 100 AS m
FROM generate_series(1, 1000) i;
INSERT INTO c VALUES (1001, 0, NULL, 1, 1), (1002, 1, 5, NULL, 1);
SELECT count(*) AS customers, count(w) AS scored,
       bool_and(w IS NOT DISTINCT FROM rfm_score(r, f, m, cuts)) AS same
FROM (SELECT c.*, rfm_score(r, f, m) OVER (PARTITION BY part) AS w FROM c) s
JOIN (SELECT part, rfm_cuts(r, f, m) AS cuts FROM c GROUP BY part) p USING (part);
SELECT bool_and(w IS NOT DISTINCT FROM rfm_score(r, f, m, cuts)) AS same
FROM (SELECT c.*, rfm_score(r, f, m, 9) OVER (ORDER BY id) AS w FROM c) s, (SELECT rfm_cuts(r, f, m, 9) AS cuts FROM c) p;
-- equal customers, equal scores
SELECT max(n) FROM (SELECT count(DISTINCT s) AS n FROM (SELECT r, f, m, rfm_score(r, f, m) OVER () AS s FROM (SELECT * FROM c UNION ALL SELECT * FROM c) d) e GROUP BY r, f, m) x;

-- The type
SELECT s, s::integer, s::text || '!', r(s), f(s), m(s), 543::rfm_score = s AS same FROM (VALUES ('543'::rfm_score)) v(s);
SELECT array_agg(s ORDER BY s) FROM unnest('{555,111,345,999}'::rfm_score[]) s;

-- Segments: the default map is a partition of the 25 cells of R and F
SELECT r, string_agg(segment((100 * r + 10 * f + 1)::rfm_score), ' | ' ORDER BY f) AS by_frequency
FROM generate_series(5, 1, -1) r, generate_series(1, 5) f GROUP BY r ORDER BY r DESC;
SELECT count(*) AS problems FROM check_rules(ARRAY(SELECT r FROM segment_rules('rf_map') r));
SELECT bool_and(segment(s) = segment(s, ARRAY(SELECT r FROM segment_rules('rf_map') r))) AS same
FROM (SELECT (100 * r + 10 * f + m)::rfm_score AS s FROM generate_series(1, 5) r, generate_series(1, 5) f, generate_series(1, 5) m) x;
-- Published: of 125 scores the package rfm's documented table leaves 10 to "Others" and lets 58 match more than one rule
SELECT problem, count(*) FROM check_rules(ARRAY(SELECT r FROM segment_rules('r_rfm') r)) GROUP BY 1 ORDER BY 1;
SELECT problem, count(*), min(segments) FILTER (WHERE problem = 'unreachable') FROM check_rules(ARRAY(SELECT r FROM segment_rules('putler') r)) GROUP BY 1 ORDER BY 1;
SELECT * FROM segment_rules('putler') LIMIT 2;
-- rules of one's own: the first match wins, none is NULL
SELECT s, segment(s, ARRAY[ROW('Best', 4, 5, 4, 5, NULL, NULL, NULL, NULL), ROW('Rich', NULL, NULL, NULL, NULL, 4, NULL, NULL, NULL),
                           ROW('Middle', NULL, NULL, NULL, NULL, NULL, NULL, 2.5, 3.5)]::segment_rule[])
FROM unnest('{555,545,115,133,111,342}'::rfm_score[]) s;
SELECT * FROM check_rules(ARRAY[ROW('A', 1, 1, 1, 2, NULL, NULL, NULL, NULL), ROW('B', 1, 1, 1, 1, NULL, NULL, NULL, NULL)]::segment_rule[], 2);
SELECT count(*) FROM check_rules('{}', 9);

-- Bad input
SELECT '54'::rfm_score;
SELECT '540'::rfm_score;
SELECT 5431::rfm_score;
SELECT segment('777');
SELECT segment('555', ARRAY[NULL]::segment_rule[]);
SELECT segment('555', ARRAY[ROW(NULL, 1, 2, 1, 2, 1, 2, 1, 2)]::segment_rule[]);
SELECT segment('555', ARRAY[ROW('Upside down', 5, 4, 1, 2, 1, 2, 1, 2)]::segment_rule[]);
SELECT check_rules('{}', 10);
SELECT check_rules(NULL);
SELECT check_rules('{}', NULL);
SELECT segment_rules('rf_mapp');
SELECT rfm_cuts(1, 1, 1, 1);
SELECT rfm_cuts(1, 1, 1, NULL);
SELECT rfm_cuts(1, 1, 1, i) FROM generate_series(3, 4) i;
SELECT rfm_cuts('NaN', 1::float8, 1::float8);
SELECT rfm_cuts(1::float8, 'Infinity', 1::float8);
SELECT rfm_score(1, 1, 'NaN', rfm_cuts(ARRAY[1.0], ARRAY[1.0], ARRAY[1.0]));
SELECT rfm_score(1, 1, 'Infinity') OVER ();
SELECT rfm_score(1, 1, 1, 10) OVER ();
SELECT rfm_score(1, 1, 1, i) OVER () FROM generate_series(3, 4) i;
SELECT rfm_cuts(ARRAY[2, 1], ARRAY[1.0], ARRAY[1.0]);
SELECT rfm_cuts(ARRAY[]::float8[], ARRAY[1.0], ARRAY[1.0]);
SELECT rfm_cuts(ARRAY[1.0], ARRAY[1,2,3,4,5,6,7,8,9], ARRAY[1.0]);
SELECT rfm_cuts(ARRAY[1.0], ARRAY[1.0, NULL], ARRAY[1.0]);
SELECT rfm_cuts(ARRAY[1.0], ARRAY[[1.0], [2.0]], ARRAY[1.0]);
SELECT rfm_cuts(ARRAY[1.0], ARRAY[1.0], ARRAY['NaN'::float8]);
SELECT '{"recency": [1], "frequency": [1]}'::rfm_cuts;
SELECT '{"recency": [1], "frequency": [1], "recency": [1]}'::rfm_cuts;
SELECT '{"recency": [2, 1], "frequency": [1], "monetary": [1]}'::rfm_cuts;
SELECT recency('{2026-01-05:1:1}', 'infinity');
SELECT monetary('{2026-01-05:1:999999999999999999999999999999999999, 2026-01-06:1:1}', '2026-02-01');
