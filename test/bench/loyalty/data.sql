-- A customer a row: a history of about ten orders, answers, eight indicators and
-- their weights, what is spent here and in all. :customers may be set smaller.
SET client_min_messages = warning;
SELECT setseed(0.5);
CREATE UNLOGGED TABLE customers AS
SELECT history, random() AS a, random() AS b, 1 + (4 * random())::integer AS rating,
       ARRAY[random(), random(), random(), random(), random(), random(), random(), random()] AS indicators,
       '{3,2,1,1,1,1,1,2}'::double precision[] AS weights,
       crm.total(history) AS own, crm.total(history) + (1000 * random())::numeric(12,2) AS category
FROM (SELECT i % :customers AS customer, crm.history(date '2024-01-01' + (731 * random())::integer, (5 + 120 * random())::numeric(12,2)) AS history
      FROM generate_series(1::bigint, 10::bigint * :customers) i GROUP BY 1) h;
CREATE UNLOGGED TABLE lines AS
SELECT i % :customers AS customer, 1 + (9 * random())::integer AS quantity, 5 + random() AS price
FROM generate_series(1::bigint, 10::bigint * :customers) i;
VACUUM (ANALYZE) customers, lines;
