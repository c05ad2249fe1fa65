SET search_path = crm, public;

-- Published: the pyramid of 1, 4, 15 and 80 % of customers (Curry, "The
-- Customer Marketing Method", 2000), on 1000 customers without ties
SELECT t, count(*), min(v), max(v) FROM (SELECT v, tier(v) OVER () AS t FROM generate_series(1, 1000) v) s GROUP BY t ORDER BY t;
SELECT tier_cuts(v) FROM generate_series(1, 1000) v;

-- Published: values 1..n have a Gini coefficient of (n - 1) / 3n; all equal 0; one has all (n - 1) / n
SELECT n, gini(v) = ((n - 1) / (3.0 * n))::float8 AS gini FROM (VALUES (2), (10), (100)) x(n), LATERAL generate_series(1, n) v GROUP BY n ORDER BY n;
SELECT gini(5) = 0 AS equal, gini(CASE WHEN v = 1 THEN 1e300 ELSE 0 END) = 0.99 AS one FROM generate_series(1, 100) v;

-- As cuts, then a scalar, and as a window function: the same
CREATE TEMP TABLE c AS SELECT i AS id, i % 4 AS part, (i * 7919 % 97)::float8 AS v FROM generate_series(1, 2000) i;
INSERT INTO c VALUES (2001, 1, NULL);
SELECT count(*), count(w), bool_and(w IS NOT DISTINCT FROM tier(v, cuts)) AS same
FROM (SELECT *, tier(v) OVER (PARTITION BY part) AS w FROM c) s JOIN (SELECT part, tier_cuts(v) AS cuts FROM c GROUP BY part) p USING (part);
SELECT bool_and(w IS NOT DISTINCT FROM tier(v, cuts)) AS same
FROM (SELECT *, tier(v, ARRAY[0.1,0.2,0.5]) OVER (ORDER BY id) AS w FROM c) s, (SELECT tier_cuts(v, '{0.1,0.2,0.5}') AS cuts FROM c) p;

-- In the best tier whose share exceeds the share ranked before; ties share the better tier
SELECT v, tier(v, ARRAY[0.1,0.3,0.5]) OVER () FROM unnest(ARRAY[10,9,8,7,6,5,4,3,2,1]) v;
SELECT v, tier(v, ARRAY[0.1,0.3,0.5]) OVER () FROM unnest(ARRAY[9,9,9,7,5,5,5,5,1,NULL]) v;
-- 0.07 of 100 are 7, although 0.07 * 100 is 7.000000000000001
SELECT tier_cuts(v, '{0.07,0.14,0.28}') FROM generate_series(1, 100) v;
SELECT tier_cuts(v) IS NULL AS no_rows FROM (VALUES (NULL::float8)) x(v);
SELECT cuts(c), c::text::tier_cuts = c AS round_trip, tier(10, c), tier(9.99, c), tier(1, c), tier(0, c)
FROM tier_cuts(ARRAY[10, 5, 1]) c;

-- ABC: the crossing customer is in, in exact arithmetic
SELECT v, abc_class(v) OVER () FROM (VALUES (80), (10), (5), (3), (2), (0), (-7), (NULL)) x(v);
SELECT v, abc_class(v) OVER () AS numeric, abc_class(v::float8) OVER () AS float8, abc_class(v, 0.7, 0.9) OVER () AS at_a_boundary
FROM (VALUES (0.7), (0.2), (0.1)) x(v);
SELECT v, abc_class(v) OVER (), abc_class(v, 0.2, 0.5) OVER () AS ties FROM unnest(ARRAY[5, 5, 5, 5, 1, 1]) v;
SELECT v, abc_class(v) OVER () FROM unnest(ARRAY[0, -1]) v;
SELECT count(*), k FROM (SELECT abc_class(v, 1, 1) OVER () AS k FROM generate_series(1, 10) v) s GROUP BY k;

-- Value classes: 5 customers, a share of 20 % is one of the 4 that are not below zero
SELECT actual, potential, value_class(actual, potential) OVER () FROM (VALUES (100, 120), (60, 200), (50, 90), (10, 5), (-5, -1), (-5, 1), (NULL, 1)) x(actual, potential);
SELECT actual, potential, value_class(actual, potential, 0.5) OVER () FROM (VALUES (100, 120), (60, 200), (50, 90), (10, 5), (-5, -1)) x(actual, potential);

-- Concentration
SELECT pareto_share(v) = 70 / 100.0 AS top_20, pareto_share(v, 1) AS all_of_them, lorenz(v, 4), lorenz(v, 5) FROM unnest(ARRAY[40, 30, 10, 5, 5, 4, 3, 1, 1, 1]) v;
SELECT lorenz(v, 2), pareto_share(v), gini(v) FROM (VALUES (1), (NULL), (3)) x(v);
SELECT pareto_share(0) AS p, gini(0) AS g, lorenz(0, 2) AS l FROM generate_series(1, 3);
SELECT gini(v) IS NULL AS none FROM generate_series(1, 0) v;
-- as large and as small as a double
SELECT gini(v) = 0.25 AS gini, pareto_share(v, 0.5) = 0.75 AS share FROM unnest(ARRAY[0.4e308, 1.2e308]) v;
SELECT gini(v) BETWEEN 0.24 AND 0.26 AS gini FROM unnest(ARRAY[1e-320, 3e-320]) v;

-- Bad input
SELECT tier_cuts(1, '{0.1,0.2}');
SELECT tier_cuts(1, '{0.2,0.1,0.3}');
SELECT tier_cuts(1, '{0.1,0.2,1.3}');
SELECT tier_cuts(1, NULL);
SELECT tier_cuts(1, s) FROM (VALUES ('{0.1,0.2,0.3}'::float8[]), ('{0.1,0.2,0.4}')) x(s);
SELECT tier_cuts('NaN'::float8);
SELECT tier('Infinity'::float8) OVER ();
SELECT tier('NaN'::float8, tier_cuts(ARRAY[10, 5, 1]));
SELECT tier_cuts(ARRAY[1, 5, 10]);
SELECT '{"vip": 1, "major": 2, "ordinary": 3}'::tier_cuts;
SELECT '{"vip": 1, "ordinary": 3}'::tier_cuts;
SELECT 'gold'::tier;
SELECT abc_class(1, 0.95, 0.8) OVER ();
SELECT abc_class(1, 0, 0.8) OVER ();
SELECT abc_class(1, NULL, 0.8) OVER ();
SELECT abc_class(i, i / 10.0, 0.9) OVER () FROM generate_series(1, 2) i;
SELECT value_class(i, i, i / 10.0) OVER () FROM generate_series(1, 2) i;
SELECT tier(i, ARRAY[0.1, 0.2, 0.2 + i / 10.0]) OVER () FROM generate_series(1, 2) i;
SELECT abc_class('NaN'::numeric) OVER ();
SELECT abc_class('NaN'::float8) OVER ();
SELECT value_class(1, 1, 0) OVER ();
SELECT value_class('-Infinity', 1) OVER ();
SELECT pareto_share(-1);
SELECT pareto_share(1, 1.5);
SELECT pareto_share(1, i / 10.0) FROM generate_series(1, 2) i;
SELECT gini('NaN'::float8);
SELECT lorenz(1, 0);
SELECT lorenz(1, NULL);
SELECT gini_final('{"parameters": [], "columns": [[[-1, 1]]]}');
SELECT gini_final('{"parameters": [3], "columns": [[[1, 1]]]}');
SELECT rfm_cuts_final('{"parameters": [2.5], "columns": [[[1, 1]], [[1, 1]], [[1, 1]]]}');
SELECT sample_merge('{"parameters": [5], "columns": [[[1, 1]]]}', '{"parameters": [4], "columns": [[[1, 1]]]}');
SELECT '{"parameters": [], "columns": [[[2, 1], [1, 1]]]}'::sample;
SELECT '{"parameters": [], "columns": [[[1, 0]]]}'::sample;
SELECT '{"parameters": [], "columns": [[[1, 1]], [[1, 2]]]}'::sample;
SELECT '{"parameters": [1, 2, 3, 4], "columns": [[]]}'::sample;
