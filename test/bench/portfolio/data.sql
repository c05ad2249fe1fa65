-- A million sales of 50 companies with 10 products each in 200 markets over ten years, in random
-- order. :sales may be set smaller.
SET client_min_messages = warning;
CREATE UNLOGGED TABLE sales (market integer NOT NULL, company integer NOT NULL, product integer NOT NULL,
    year integer NOT NULL, amount numeric(12,2) NOT NULL);
SELECT setseed(0.5);
INSERT INTO sales
SELECT i % 200, i / 200 % 50, i / 10000 % 10, 2016 + i / 100000, round((10 + 1000 * power(random(), 3))::numeric, 2)
FROM generate_series(0, :sales - 1) i ORDER BY random();
VACUUM (ANALYZE) sales;
