-- Orders from the text of a CSV's cells. The table cells has its lines and columns; the variables
-- customer, date and amount name three of them, decimal_comma is on where 12,50 is an amount.
\set ON_ERROR_STOP on

CREATE VIEW cell AS
SELECT line, all_cells,
       nullif(btrim(:"customer"), '') AS customer,
       CASE WHEN btrim(:"date") NOT IN ('', 'NA', 'NULL') THEN btrim(:"date") END AS day,
       CASE WHEN btrim(:"amount") NOT IN ('', 'NA', 'NULL') THEN
           CASE WHEN :'decimal_comma' = 'on' AND :"amount" ~ '^\s*[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+\s*$'
                THEN btrim(translate(:"amount", ',.', '.'))
                ELSE btrim(:"amount") END END AS amount
FROM (SELECT *, cells::text AS all_cells FROM cells) AS cells;

CREATE VIEW usable AS
SELECT * FROM cell WHERE customer IS NOT NULL AND day IS NOT NULL AND amount IS NOT NULL;

CREATE FUNCTION is_amount(text) RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN $1 ~ '^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$';

CREATE FUNCTION is_date(text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN $1 ~ '\d' AND $1::timestamp IS NOT NULL;
EXCEPTION WHEN data_exception THEN
    RETURN false;
END $$;

-- The first cells that can't be read. A cell may hold line ends of its own, so lines are counted.
CREATE VIEW unreadable AS
SELECT 1 + line + (SELECT coalesce(sum(length(all_cells) - length(replace(all_cells, E'\n', ''))), 0)
                   FROM cell WHERE cell.line < bad.line) AS line, kind, content
FROM (SELECT line, kind, content
      FROM usable
      CROSS JOIN LATERAL (VALUES ('date', day, is_date(day)), ('amount', amount, is_amount(amount)))
          AS v (kind, content, readable)
      WHERE NOT readable
      ORDER BY line
      LIMIT 5) AS bad;

-- Here a cell that can't be read is an error: a cast's, or NOT NULL's for what a cast would take
-- but no order has, such as the date "now".
CREATE TABLE orders (customer_id text NOT NULL, ordered_at timestamp NOT NULL, amount numeric NOT NULL);
INSERT INTO orders
SELECT customer,
       CASE WHEN day ~ '\d' THEN day::timestamp END,
       CASE WHEN is_amount(amount) THEN amount::numeric END
FROM usable;
ANALYZE orders;
