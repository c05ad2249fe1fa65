SET search_path = crm, public;

-- Published: Python's documentation of math.fsum, ten times 0.1
SELECT exact_sum(0.1) AS exact, exact_sum(0.1) = 1 AS one, exact_average(0.1) = 0.1 AS average FROM generate_series(1, 10);

-- What is lost in double precision, and where the sum on the way is out of range
SELECT name, exact_sum(v) AS sum, exact_average(v) AS average
FROM (VALUES ('lost', '{1e16, 1, -1e16}'::float8[]), ('range', '{1e308, 1e308, -1e308}'), ('tie', '{9007199254740992, 1}'), ('above a tie', '{9007199254740992, 1, 5e-324}'),
	('least', '{5e-324, 5e-324, 5e-324, -5e-324}'), ('nothing left', '{1e300, 1, -1e300, -1}'), ('-0', '{-0, -0}')) x(name, list), unnest(list) v
GROUP BY name ORDER BY name;
-- The mean of the largest is the largest; halves of the least go to even
SELECT exact_average(v) = 1.7976931348623157e308 AS largest FROM unnest(ARRAY[1.7976931348623157e308, 1.7976931348623157e308]) v;
SELECT exact_average(v) FROM unnest(ARRAY[5e-324, 0]) v;
SELECT exact_average(v) = 1e-323 AS to_even FROM unnest(ARRAY[5e-324, 1e-323]) v;
SELECT exact_average(v) = -1::float8 / 3 AS rounded_once FROM unnest(ARRAY[-1, 0, 0]) v;

-- As numeric has it
CREATE TEMP TABLE c AS SELECT i AS id, i % 7 AS grp, ((i * 7919::bigint % 1000003) - 500000) / 1024.0::float8 * (2::float8 ^ (i % 40)) AS v FROM generate_series(1, 20000) i;
INSERT INTO c VALUES (20001, 1, NULL), (20002, 9, NULL);
CREATE FUNCTION pg_temp.decimal(v float8) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT ($1 * 1024)::bigint * 0.0009765625';
SELECT bool_and(s IS NOT DISTINCT FROM n::float8) AS same FROM (SELECT exact_sum(v) AS s, sum(pg_temp.decimal(v)) AS n FROM c GROUP BY grp) q;

-- No order, plan or worker has a say in it: equal sums are equal states
CREATE AGGREGATE pg_temp.state(float8) (SFUNC = exact_add, STYPE = bigint[], COMBINEFUNC = exact_merge, PARALLEL = SAFE);
SELECT pg_temp.state(v ORDER BY id) = pg_temp.state(v ORDER BY v) AND pg_temp.state(v ORDER BY v) = pg_temp.state(v ORDER BY -v) AS same_state,
	exact_sum(v ORDER BY id) = exact_sum(v ORDER BY v DESC) AS same FROM c;
SELECT exact_merge(a, b) = whole AND exact_merge(b, a) = whole AS same FROM (SELECT pg_temp.state(v) FILTER (WHERE id % 3 = 0) AS a,
	pg_temp.state(v) FILTER (WHERE id % 3 > 0) AS b, pg_temp.state(v) AS whole FROM c) q;
CREATE TABLE public.exact_big AS SELECT * FROM c, generate_series(1, 5);
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; lines text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP lines := lines || line; END LOOP;
	RETURN lines;
END $$;
CREATE TEMP TABLE serial AS SELECT exact_sum(v) AS s, exact_average(v) AS a FROM exact_big;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.plan('SELECT crm.exact_sum(v), crm.exact_average(v) FROM exact_big') ~ 'Gather.*Workers Planned: 2.*Partial Aggregate' AS in_parallel;
SELECT exact_sum(v) = (SELECT s FROM serial) AS sum, exact_average(v) = (SELECT a FROM serial) AS average FROM exact_big;
RESET max_parallel_workers_per_gather;
DROP TABLE exact_big;

-- NULL, nothing, some rows, windows
SELECT exact_sum(v), exact_average(v) FROM (VALUES (1.5), (NULL), (2.5)) x(v);
SELECT exact_sum(v), exact_average(v) FROM (VALUES (NULL::float8)) x(v);
SELECT exact_sum(v), exact_average(v) FROM generate_series(1, 0) v;
SELECT exact_sum(v) FILTER (WHERE v < 3), exact_sum(v) FILTER (WHERE v > 9), exact_sum(DISTINCT v) FROM (VALUES (1), (2), (2), (4)) x(v);
SELECT v, exact_sum(v) OVER () AS whole, exact_sum(v) OVER (ORDER BY place) AS running, exact_average(v) OVER (ORDER BY place ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS moving
FROM unnest(ARRAY[1e16, 1, NULL, NULL, -1e16]::float8[]) WITH ORDINALITY x(v, place) ORDER BY place;

-- The state: how many, then balanced digits of 56 bits from the least double up
SELECT array_length(s, 1), s[1] AS count, s[20:22] AS around_the_point FROM (SELECT pg_temp.state(v) AS s FROM unnest(ARRAY[1, -1.5, 3]) v) q;
SELECT exact_sum_final(exact_add(exact_add(NULL, 2.5), -1)), exact_average_final(exact_add(exact_add(exact_add(NULL, 2.5), -1), NULL));

-- Bad input
SELECT exact_sum('NaN'::float8);
SELECT exact_sum(v) FROM unnest(ARRAY[1, 'Infinity'::float8]) v;
SELECT exact_average('-Infinity'::float8);
SELECT exact_sum(v) FROM unnest(ARRAY[1.7e308, 1e308]) v;
SELECT exact_sum(v) FROM unnest(ARRAY[-1.7e308, -1e308]) v;
SELECT exact_sum_final('{}');
SELECT exact_sum_final('{1,2,3}');
SELECT exact_sum_final(array_fill(0::bigint, '{40}'));
SELECT exact_sum_final(array_fill(NULL::bigint, '{40}'));
SELECT exact_sum_final(array_fill(1::bigint, '{40,1}'));
SELECT exact_sum_final(array_fill(9223372036854775807, '{40}'));
SELECT exact_sum_final(array_fill(36028797018963967, '{40}'));
SELECT exact_average_final(array_fill(36028797018963967, '{40}'));
SELECT exact_add(array_fill(-9223372036854775808, '{40}'), 1);
SELECT exact_add('{1}', 1);
SELECT exact_merge(array_fill(1::bigint, '{40}'), array_fill(1::bigint, '{39}'));
SELECT exact_merge(m, m) FROM (SELECT 9223372036854775807 || array_fill(0::bigint, '{39}')) x(m);
SELECT exact_merge(m, m) FROM array_fill(36028797018963967, '{40}') m;
-- An aggregate of one's own that begins with such a state
CREATE AGGREGATE pg_temp.wild(float8) (SFUNC = exact_add, STYPE = bigint[], FINALFUNC = exact_sum_final, INITCOND = '{1}');
SELECT pg_temp.wild(1);
CREATE AGGREGATE pg_temp.wilder(float8) (SFUNC = exact_add, STYPE = bigint[], FINALFUNC = exact_sum_final,
	INITCOND = '{9223372036854775807,-9223372036854775808,9223372036854775807,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,9223372036854775807,9223372036854775807}');
SELECT pg_temp.wilder(v) FROM unnest(ARRAY[1e308, 1, -5e-324]) v;
