-- The demo's shop: 20,000 customers over 2024 and 2025, the same rows on every machine and
-- release. Whole numbers and md5 only: no random(), no floating point, no time zone.
--
-- A customer has a first day, most often at the start, a last day, and a number of orders: three
-- in ten buy once, a few a hundred times. Orders fall between the two days, more of them before
-- Christmas. Every 25th order is sent back within a month, all of it or the half.

CREATE TABLE orders (customer_id integer, ordered_at timestamp, amount numeric(12,2));

-- Draw number n, below 2^28, of a key: a slice of its md5.
CREATE FUNCTION pg_temp.draw(key text, n integer) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN ('x' || substr(md5(key), n * 7 + 1, 7))::bit(28)::integer::bigint;

CREATE TEMPORARY TABLE customer AS
WITH draws AS (
    SELECT id,
           pg_temp.draw('customer ' || id, 0) % 10000 AS kind,
           pg_temp.draw('customer ' || id, 1) % 1000 AS size,
           pg_temp.draw('customer ' || id, 2) % 731 AS start,
           pg_temp.draw('customer ' || id, 3) % 1000 AS stay
    FROM generate_series(10001, 30000) AS id
)
SELECT id,
       (CASE WHEN kind < 3000 THEN 1
             WHEN kind < 5700 THEN 2 + size % 4
             WHEN kind < 8200 THEN 6 + size % 8
             WHEN kind < 9550 THEN 14 + size % 20
             WHEN kind < 9960 THEN 40 + size % 40
             ELSE 90 + size % 70 END)::integer AS orders,
       -- How dear the things are that the customer buys.
       (size % 5)::integer AS level,
       (start * start / 731)::integer AS first_day,
       -- Half of them stay to the end, the others leave on the way.
       (CASE WHEN stay < 500 THEN 730
             ELSE start * start / 731 + (730 - start * start / 731) * (stay - 500) / 500 END)::integer AS last_day
FROM draws;

CREATE TEMPORARY TABLE purchase AS
WITH keyed AS (
    SELECT id, level, first_day, last_day, n, md5(id || ' ' || n) AS key
    FROM customer, generate_series(1, orders) AS n
), draws AS (
    SELECT id, level, first_day, last_day, n,
           ('x' || substr(key, 1, 7))::bit(28)::integer::bigint AS a,
           ('x' || substr(key, 8, 7))::bit(28)::integer::bigint AS b,
           ('x' || substr(key, 15, 7))::bit(28)::integer AS c,
           ('x' || substr(key, 22, 7))::bit(28)::integer AS d
    FROM keyed
), days AS (
    SELECT *,
           (first_day + (last_day - first_day + 1) * a / 268435456)::integer AS one,
           (first_day + (last_day - first_day + 1) * b / 268435456)::integer AS other
    FROM draws
), chosen AS (
    -- Of two possible days half of them take the one with more trade, by month: hence the season.
    SELECT id, level, c, d,
           CASE WHEN n = 1 OR c % 40 = 0 THEN first_day
                WHEN d / 8 % 2 = 0
                 AND ('{5,4,5,5,6,5,4,4,6,7,11,12}'::integer[])[extract(month FROM DATE '2024-01-01' + other)::integer]
                   > ('{5,4,5,5,6,5,4,4,6,7,11,12}'::integer[])[extract(month FROM DATE '2024-01-01' + one)::integer]
                THEN other ELSE one END AS day
    FROM days
)
SELECT id, day, c, d,
       -- One of the eight prices of the level, in cents, for one to three pieces.
       ('{499,799,999,1250,1495,1990,1999,2490,2999,3450,3990,4950,5900,7900,9900,14900}'::integer[])
           [1 + level * 2 + d % 8] * (1 + c / 7 % 6 / 3 + c / 7 % 18 / 17) AS cents
FROM chosen;

INSERT INTO orders
SELECT id,
       DATE '2024-01-01' + day + time '08:00' + (c / 64 % 840) * interval '1 minute',
       cents / 100.00
FROM purchase;

INSERT INTO orders
SELECT id,
       DATE '2024-01-01' + day + back + time '09:00' + (d / 64 % 480) * interval '1 minute',
       -(CASE WHEN c % 3 = 0 THEN cents / 2 ELSE cents END) / 100.00
FROM (SELECT *, 3 + d % 26 AS back FROM purchase WHERE (c + d) % 25 = 0) AS returned
WHERE day + back <= 730;

DROP TABLE customer, purchase;
ANALYZE orders;
