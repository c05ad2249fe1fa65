-- What the dashboard's shop sells and how its customers like it: a product and a market for each
-- order of the demo's generator, and answers to a survey. The same rows everywhere, as there.

CREATE FUNCTION pg_temp.draw(key text, below integer) RETURNS integer LANGUAGE sql IMMUTABLE
    RETURN ('x' || substr(md5(key), 1, 7))::bit(28)::integer % below;

-- Of 1000 orders: how many are of the product on the first day and how many on the last.
CREATE TEMPORARY TABLE range AS
SELECT product, market,
       sum(first) OVER before - first AS first_from, sum(first) OVER before AS first_to,
       sum(last) OVER before - last AS last_from, sum(last) OVER before AS last_to
FROM (VALUES
    (1, 'Storm lantern', 'Lighting', 74, 46), (2, 'Fairy lights', 'Lighting', 50, 28), (3, 'Desk lamp', 'Lighting', 34, 14),
    (4, 'Cast iron pan', 'Kitchen', 110, 124), (5, 'Coffee press', 'Kitchen', 66, 84), (6, 'Spice rack', 'Kitchen', 30, 34),
    (7, 'Herb planter', 'Garden', 36, 98), (8, 'Bird feeder', 'Garden', 30, 58), (9, 'Watering can', 'Garden', 18, 26),
    (10, 'Linen throw', 'Textiles', 130, 88), (11, 'Wool cushion', 'Textiles', 74, 42), (12, 'Tea towels', 'Textiles', 44, 28),
    (13, 'Wooden blocks', 'Toys', 52, 84), (14, 'Puzzle', 'Toys', 44, 66), (15, 'Kite', 'Toys', 22, 34),
    (16, 'Notebook', 'Stationery', 92, 78), (17, 'Fountain pen', 'Stationery', 58, 44), (18, 'Gift wrap', 'Stationery', 36, 24))
    AS v (place, product, market, first, last)
WINDOW before AS (ORDER BY place ROWS UNBOUNDED PRECEDING);

ALTER TABLE orders ADD COLUMN product text, ADD COLUMN market text;
CREATE TEMPORARY TABLE purchase AS
SELECT o.customer_id, o.ordered_at, o.amount, r.product, r.market
FROM (SELECT *, ordered_at::date - DATE '2024-01-01' AS day,
             pg_temp.draw(customer_id || ' ' || ordered_at || ' ' || amount, 730000) AS place
      FROM orders WHERE amount >= 0) AS o
JOIN range AS r ON o.place >= r.first_from * (730 - o.day) + r.last_from * o.day
               AND o.place < r.first_to * (730 - o.day) + r.last_to * o.day;
CREATE INDEX ON purchase (customer_id);
ANALYZE purchase;

-- What comes back is what was bought: the last purchase before of that price, or of twice that.
CREATE TEMPORARY TABLE returned AS
SELECT o.customer_id, o.ordered_at, o.amount, p.product, p.market
FROM orders AS o
CROSS JOIN LATERAL (
    SELECT * FROM purchase AS p
    WHERE p.customer_id = o.customer_id AND p.ordered_at::date <= o.ordered_at::date - 3
      AND (p.amount = -o.amount OR p.amount BETWEEN -2 * o.amount AND -2 * o.amount + 0.01)
    ORDER BY p.ordered_at DESC, p.product LIMIT 1) AS p
WHERE o.amount < 0;

DELETE FROM orders;
INSERT INTO orders SELECT * FROM purchase;
INSERT INTO orders SELECT * FROM returned;
CREATE INDEX ON orders (customer_id) INCLUDE (ordered_at, amount);

-- Every ninth purchase is answered within ten days. The first winter's parcels were late.
CREATE TABLE answers (customer_id integer, answered_at date, answer integer);
INSERT INTO answers
SELECT customer_id, day,
       CASE WHEN place < detractors THEN (ARRAY[6, 6, 5, 5, 4, 3, 2, 0])[1 + place % 8]
            WHEN place < detractors + 300 THEN 7 + place % 2
            ELSE 9 + place % 2 END
FROM (SELECT *, 270 - 130 * (day - DATE '2024-01-01') / 730
                + CASE WHEN day BETWEEN DATE '2024-11-20' AND DATE '2025-01-31' THEN 150 ELSE 0 END AS detractors
      FROM (SELECT customer_id, ordered_at::date + 2 + pg_temp.draw(key, 8) AS day, pg_temp.draw('answer ' || key, 1000) AS place
            FROM (SELECT customer_id, ordered_at, customer_id || ' ' || ordered_at AS key FROM purchase) AS p
            WHERE pg_temp.draw('asked ' || key, 9) = 0) AS asked) AS said
WHERE day <= DATE '2025-12-31';

DROP TABLE range, purchase, returned;
ANALYZE;
