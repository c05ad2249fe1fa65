SET search_path = crm, public;
SET datestyle = ISO;
SET timezone = 'UTC';

-- Published: the example with which the package lifetimes tests its summary
-- (tests/test_utils.py, MIT): x = repeat purchase days, t_x = last - first,
-- T = end - first, and the mean amount of the repeat days.
CREATE TEMP TABLE lifetimes_example (id int, day date, amount numeric);
INSERT INTO lifetimes_example VALUES
  (1, '2015-01-01', 1), (1, '2015-02-06', 2), (2, '2015-01-01', 2),
  (3, '2015-01-01', 3), (3, '2015-01-02', 1), (3, '2015-01-05', 5),
  (4, '2015-01-16', 6), (4, '2015-02-02', 3), (4, '2015-02-05', 3),
  (5, '2015-01-16', 3), (5, '2015-01-17', 1), (5, '2015-01-18', 8),
  (6, '2015-02-02', 5);
SELECT id, purchase_days(h) - 1 AS x, last_day(h) - first_day(h) AS t_x,
       date '2015-02-07' - first_day(h) AS t,
       round(total(since(h, first_day(h) + 1)) / nullif(purchase_days(h) - 1, 0), 1) AS mean
FROM (SELECT id, history(day, amount) AS h FROM lifetimes_example GROUP BY id) s
ORDER BY id;

-- What the text looks like, in and out
SELECT '{2026-01-05:2:59.80, 2026-03-01:1:12}'::history;
SELECT ' { 2026-03-01:1:12 ,2026-01-05:1:25.6,2026-01-05:1:34.20,2026-04-01:0:-3 } '::history;
SELECT '{}'::history, '{0001-01-01:1:0, 9999-12-31:2147483646:-0.00000000000000000001}'::history;
SELECT '{2024-02-29:1:999999999999999999999999999999999999}'::history;
SELECT '{2024-02-29:1:1e3, 2024-03-01:1:1.5e-3}'::history;

-- From rows: returns lower the day and are no order, 0 is one, NULLs are skipped
CREATE TEMP TABLE o (c int, day date, amount numeric);
INSERT INTO o VALUES
  (1, '2026-01-05', 25.60), (1, '2026-01-05', 34.20), (1, '2026-03-01', 12),
  (1, '2026-03-02', -12), (1, NULL, 5), (1, '2026-03-03', NULL), (1, '2026-03-04', 0),
  (2, NULL, NULL), (3, '2026-01-01', -0.5);
SELECT c, history(day, amount) AS h FROM o GROUP BY c ORDER BY c;
SELECT c, orders(h), purchase_days(h), first_day(h), last_day(h), total(h)
FROM (SELECT c, history(day, amount) AS h FROM o GROUP BY c) s ORDER BY c;
SELECT orders('{}'), purchase_days('{}'), first_day('{}'), last_day('{}'), total('{}');
SELECT history(day, amount) FROM o WHERE false;
SELECT history(day, amount) FILTER (WHERE c = 99) IS NULL AS none FROM o;
SELECT * FROM entries('{2026-01-05:2:59.80, 2026-03-01:1:12, 2026-03-02:0:-12}');
SELECT count(*) FROM entries('{}');
SELECT h, until(h, '2026-01-05'), since(h, '2026-01-06'), until(h, '2026-01-04'),
       until(h, 'infinity') = h AND since(h, '-infinity') = h AS all_of_it
FROM (VALUES ('{2026-01-05:2:59.80, 2026-03-01:1:12}'::history)) v(h);

-- The six forms see the same purchases
SELECT bool_and(h = '{2026-01-05:2:59.8, 2026-03-01:1:12}') AS same FROM (
  SELECT history(d::date, a::numeric) AS h FROM (VALUES ('2026-01-05 10:00', 25.6), ('2026-03-01 23:59:59.999', 12), ('2026-01-05', 34.2)) v(d, a)
  UNION ALL SELECT history(d::date, a::float8) FROM (VALUES ('2026-01-05 10:00', 25.6), ('2026-03-01 23:59:59.999', 12), ('2026-01-05', 34.2)) v(d, a)
  UNION ALL SELECT history(d::timestamp, a::numeric) FROM (VALUES ('2026-01-05 10:00', 25.6), ('2026-03-01 23:59:59.999', 12), ('2026-01-05', 34.2)) v(d, a)
  UNION ALL SELECT history(d::timestamp, a::float8) FROM (VALUES ('2026-01-05 10:00', 25.6), ('2026-03-01 23:59:59.999', 12), ('2026-01-05', 34.2)) v(d, a)
  UNION ALL SELECT history(d::timestamptz, a::numeric) FROM (VALUES ('2026-01-05 10:00', 25.6), ('2026-03-01 23:59:59.999', 12), ('2026-01-05', 34.2)) v(d, a)
  UNION ALL SELECT history(d::timestamptz, a::float8) FROM (VALUES ('2026-01-05 10:00', 25.6), ('2026-03-01 23:59:59.999', 12), ('2026-01-05', 34.2)) v(d, a)) s;
SELECT history(t, 1) FROM (VALUES ('1999-12-31 23:59:59.999999'::timestamp), ('1969-07-20 00:00:00'), ('2000-01-01 00:00:00')) v(t);
BEGIN;
SET LOCAL timezone = 'Asia/Shanghai';
SELECT history('2026-01-05 20:00+00'::timestamptz, 1) AS next_day_there;
ROLLBACK;
SELECT history('2026-01-01'::date, a) FROM (VALUES (0.1::float8), (0.2), (1e-7), (123456789.12), (-5e-324)) v(a);
SELECT total(history('2026-01-01'::date, a)) FROM generate_series(1, 10) i, LATERAL (SELECT 0.1::float8) v(a);

-- bigint is exact where double precision is not
SELECT total(history('2026-01-01'::date, a)) FROM (VALUES (9007199254740993), (9007199254740993)) v(a);
SELECT history(t, 5::bigint) = history(t::date, 5::bigint) AND history(t::timestamptz, 5::bigint) = history(t, 5::numeric) AS same FROM (VALUES ('2026-01-05 20:00'::timestamp)) v(t);

-- Merging
SELECT '{2026-01-05:2:59.80}'::history || '{2026-01-05:1:0.2, 2025-01-01:1:7}';
SELECT rollup(h) FROM (VALUES ('{2026-01-05:1:1}'::history), (NULL), ('{2026-01-04:1:1.5}'), ('{2026-01-05:0:-0.25}')) v(h);
SELECT rollup(h) IS NULL AS none FROM (VALUES (NULL::history)) v(h);

-- Exact against sum(): big groups, many decimals, the digits shown included
SELECT total(h)::text = s::text AS total, orders(h) = n AS orders, purchase_days(h) = d AS days
FROM (SELECT history(day, amount) AS h, sum(amount) AS s, count(*) FILTER (WHERE amount >= 0) AS n,
             count(DISTINCT day) FILTER (WHERE amount >= 0) AS d
      FROM (SELECT date '2020-01-01' + (i * 7919 % 1000)::integer AS day,
                   (CASE WHEN i % 17 = 0 THEN -1 ELSE 1 END) * ((i * 104729) % 1000003)::numeric / 1000 AS amount
            FROM generate_series(1::bigint, 50000) i) r) s;
SELECT count(*), bool_and(total(h)::text = a::text) AS same FROM (
  SELECT a, history('2026-01-01'::date, a) AS h FROM (
    SELECT (sign || repeat('9', n) || '.' || repeat('5', m))::numeric AS a
    FROM (VALUES (''), ('-')) s(sign), generate_series(1, 16) n, generate_series(1, 20) m) v GROUP BY a) w;
SELECT i, history('2026-01-01'::date, a)
FROM (VALUES (1, 0.0001), (1, 0.00010), (2, 10000), (3, 1e20), (4, 123456789012345678901234567890.12), (5, 5e-20), (6, 1.50000000000000000000000000)) v(i, a)
GROUP BY i ORDER BY i;

-- A day costs a few bytes
SELECT pg_column_size(history(date '2024-01-01' + i * 31, 59.80)) <= 16 + 5 * 20 AS small FROM generate_series(1, 20) i;

-- Comparison
SELECT a = b, a < b, a <> b, a IS NOT DISTINCT FROM b FROM (VALUES ('{2026-01-05:1:1}'::history, '{2026-01-05:1:2}'::history)) v(a, b);
SELECT count(*) FROM (SELECT DISTINCT h FROM (VALUES ('{2026-01-05:1:1,2026-01-06:1:1}'::history), ('{2026-01-06:1:1, 2026-01-05:1:1}'), ('{}')) v(h)) s;

-- Of all customers of a query at once: the same as the aggregate gives
CREATE TEMP TABLE many_orders AS
SELECT ((i * 7919 % 20011) % 5003)::integer AS customer, timestamp '2024-01-01 01:30' + (i * 7919 % 700)::integer * interval '1 day' AS ordered_at,
       (i * 104729 % 100003 - 5000)::numeric / 100 AS amount
FROM generate_series(1::bigint, 60000) i;
INSERT INTO many_orders VALUES (NULL, '2026-01-05', 1), (NULL, '2026-01-05', 2), (-1, NULL, 3), (-2, '2026-01-05', NULL), (-2, '2026-01-06', 4);
CREATE TEMP VIEW grouped AS
SELECT customer, history(ordered_at, amount) AS history FROM many_orders GROUP BY customer;
CREATE FUNCTION pg_temp.differences(key text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
  EXECUTE format('WITH bulk AS (SELECT * FROM crm.histories(%L, NULL::%s))
    SELECT count(*) FROM ((TABLE bulk EXCEPT ALL SELECT customer::%2$s, history FROM pg_temp.grouped)
                          UNION ALL (SELECT customer::%2$s, history FROM pg_temp.grouped EXCEPT ALL TABLE bulk)) d',
    format('SELECT customer::%s, ordered_at, amount FROM pg_temp.many_orders', key), key) INTO n;
  RETURN n;
END $$;
SELECT count(*) AS customers, count(history) AS with_history, count(*) FILTER (WHERE customer IS NULL) AS without_name
FROM histories('SELECT customer, ordered_at, amount FROM many_orders', NULL::integer);
SELECT key, pg_temp.differences(key)
FROM unnest('{integer,bigint,smallint,text,varchar(9),numeric,"double precision",name,"character(12)"}'::text[]) key;
BEGIN;
SET LOCAL work_mem = '64kB';
SELECT key, pg_temp.differences(key) AS on_disk FROM unnest('{integer,text,numeric}'::text[]) key;
ROLLBACK;
SELECT * FROM histories($$VALUES (true, date '2026-01-05', 5), (true, '2026-01-05', -2), (NULL, '2026-01-06', 1)$$, false) ORDER BY 1;
SELECT * FROM histories($$SELECT ARRAY[1, 2], timestamptz '2026-01-05 10:00+00', 0.1::float8 FROM generate_series(1, 3)$$, NULL::integer[]);
CREATE TYPE pg_temp.account AS (region text, number integer);
SELECT * FROM histories($$SELECT ROW('north', 7)::pg_temp.account, date '2026-01-05', 1.5::real$$, NULL::pg_temp.account);
CREATE DOMAIN pg_temp.customer_id AS integer CHECK (VALUE > 0);
SELECT * FROM histories($$SELECT 1::pg_temp.customer_id, date '2026-01-05', 12.50$$, NULL::integer);
SELECT (histories($$SELECT 'x'::text, date '2026-01-05', 1 WHERE false$$, ''::text)).*;

-- Bad input
\set SHOW_CONTEXT never
DO $$
DECLARE
  text text;
  detail text;
BEGIN
  FOREACH text IN ARRAY ARRAY[
    '', '{', '{2026-01-05}', '{2026-13-01:1:1}', '{2026-02-29:1:1}', '{2026-01-05:x:1}', '{2026-01-05:-1:1}',
    '{2026-01-05:1:x}', '{2026-01-05:1:NaN}', '{2026-01-05:1:1} x', '{2026-01-05:0:1}', '{2026-01-05:0:0}',
    '{2026-01-05:1:1,}', '{2026-01-05:1:1 2026-01-06:1:1}', '{2026-01-05:2147483648:1}', '{10000-01-01:1:1}',
    '{2026-01-05:1:1000000000000000000000000000000000000}', '{2026-01-05:1:0.000000000000000000001}',
    '{2026-01-05:2147483647:1, 2026-01-05:1:1}', '{2026-01-05:2147483647:1, 2026-01-06:1:1}',
    '{2026-01-05:1:999999999999999999999999999999999999, 2026-01-05:1:1}'] LOOP
    BEGIN
      PERFORM text::crm.history;
      RAISE NOTICE 'accepted: %', text;
    EXCEPTION WHEN others THEN
      GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
      RAISE NOTICE '% %: %', SQLSTATE, SQLERRM, detail;
    END;
  END LOOP;
END $$;
SELECT history('2026-01-01'::date, 'NaN'::numeric);
SELECT history('2026-01-01'::date, 'Infinity'::numeric);
SELECT history('2026-01-01'::date, '-Infinity'::float8);
SELECT history('2026-01-01'::date, 1e300::float8);
SELECT history('2026-01-01'::date, 1e36::numeric);
SELECT history('2026-01-01'::date, 1.000000000000000000001);
SELECT history('infinity'::date, 1);
SELECT history('-infinity'::timestamptz, 1);
SELECT history('0044-03-15 BC'::date, 1);
SELECT '{2026-01-05:2147483647:1}'::history || '{2026-01-05:1:1}';
SELECT count(*) FROM histories(NULL, 1);
SELECT count(*) FROM histories('SELECT 1', 1);
SELECT count(*) FROM histories('', 1);
SELECT count(*) FROM histories('SELECT 1; SELECT 2', 1);
SELECT count(*) FROM histories('DELETE FROM many_orders', 1);
SELECT count(*) FROM histories('DELETE FROM many_orders RETURNING customer, ordered_at, amount', 1);
SELECT count(*) FROM histories('SELECT customer FROM no_such_table', 1);
SELECT count(*) FROM histories('SELECT customer, ordered_at, amount FROM many_orders', 'x'::text);
-- a domain's constraint holds for what comes out
SELECT count(*) FROM histories($$SELECT -1, date '2026-01-05', 1$$, 1::pg_temp.customer_id);
SELECT count(*) FROM histories($$SELECT point(1, 2), ordered_at, amount FROM many_orders$$, NULL::point);
SELECT count(*) FROM histories('SELECT customer, amount, amount FROM many_orders', 1);
SELECT count(*) FROM histories('SELECT customer, ordered_at, ordered_at FROM many_orders', 1);
SELECT count(*) FROM histories($$SELECT 1, date 'infinity', 1$$, 1);
SELECT count(*) FROM histories($$SELECT 1, date '2026-01-05', 'NaN'::numeric$$, 1);
SELECT count(*) FROM histories($$SELECT 1, date '2026-01-05', 1 / (amount - amount) FROM many_orders$$, 1);
