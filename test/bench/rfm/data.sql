-- 10 million orders of about a million customers over two years, in random
-- order: a customer at rank u of 0..1 has a share of orders that falls with
-- sqrt(u), so that some have thousands and most have five to ten.
-- :orders and :customers may be set smaller.
SET client_min_messages = warning;
DROP TABLE IF EXISTS orders;
CREATE UNLOGGED TABLE orders (
    customer_id integer NOT NULL,
    ordered_on date NOT NULL,
    amount numeric(12,2) NOT NULL
);
SELECT setseed(0.5);
INSERT INTO orders
SELECT 1 + floor(:customers * power(random(), 2))::integer,
       date '2024-01-01' + floor(731 * random())::integer,
       round((5 + 120 * power(random(), 3) + 40 * random())::numeric, 2)
FROM generate_series(1, :orders);
VACUUM (ANALYZE) orders;

DROP TABLE IF EXISTS histories;
CREATE UNLOGGED TABLE histories AS
SELECT customer_id, crm.history(ordered_on, amount) AS history FROM orders GROUP BY customer_id;
VACUUM (ANALYZE) histories;
