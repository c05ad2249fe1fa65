-- Orders from the text of a CSV's cells. The table cells has its lines and columns; the variables
-- customer, date and amount name three of them, decimal_comma is on where 1,234 alone is below 2.
\set ON_ERROR_STOP on

CREATE VIEW cell AS
SELECT line, all_cells,
       nullif(btrim(:"customer"), '') AS customer,
       CASE WHEN btrim(:"date") NOT IN ('', 'NA', 'NULL') THEN btrim(:"date") END AS day,
       CASE WHEN btrim(:"amount") NOT IN ('', 'NA', 'NULL') THEN btrim(:"amount") END AS amount
FROM (SELECT *, cells::text AS all_cells FROM cells) AS cells;

-- An amount with a decimal point, without separators of thousands; NULL where those don't group by
-- three, so 0.125 and 12.50 are none with a decimal comma. In PL/pgSQL, as SQL functions that are
-- not inlined take several times as long.
CREATE FUNCTION plain(amount text, decimal_comma boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF decimal_comma THEN
        amount := translate(amount, ',.', '.,');
    END IF;
    RETURN CASE WHEN amount ~ '^[+-]?(([1-9]\d{0,2}(,\d{3})+|\d+)(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$'
                THEN replace(amount, ',', '') END;
END $$;

-- NULL for what passes the extension's exact money, with room for a sum. The length guards the cast.
CREATE FUNCTION exact(plain text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    value numeric := CASE WHEN length(plain) <= 200 THEN plain END;
BEGIN
    RETURN CASE WHEN abs(value) < 1e15 AND scale(trim_scale(value)) <= 20 THEN value END;
END $$;

-- The amounts that read in one way only decide for the whole file. Where there are none, or they
-- disagree, it is what the columns' separator implies.
CREATE TABLE amount_format AS
SELECT CASE WHEN (commas > 0) <> (points > 0) THEN commas > 0 ELSE :'decimal_comma' = 'on' END AS decimal_comma,
       commas + points > 0 AS decided
FROM (SELECT count(*) FILTER (WHERE comma IS NOT NULL AND point IS NULL) AS commas,
             count(*) FILTER (WHERE comma IS NULL AND point IS NOT NULL) AS points
      FROM (SELECT plain(amount, true) AS comma, plain(amount, false) AS point
            FROM (SELECT DISTINCT amount FROM cell WHERE amount ~ '[.,]') AS amounts) AS reading) AS counted;

CREATE VIEW usable AS
SELECT *, exact(plain(amount, (SELECT decimal_comma FROM amount_format))) AS value
FROM cell
WHERE customer IS NOT NULL AND day IS NOT NULL AND amount IS NOT NULL;

CREATE FUNCTION is_date(text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN $1 ~ '\d' AND extract(year FROM $1::timestamp) BETWEEN 1 AND 9999;
EXCEPTION WHEN data_exception THEN
    RETURN false;
END $$;

-- The first cells that can't be read. A cell may hold line ends of its own, so lines are counted.
CREATE VIEW unreadable AS
SELECT 1 + line + (SELECT coalesce(sum(length(all_cells) - length(replace(all_cells, E'\n', ''))), 0)
                   FROM cell WHERE cell.line < bad.line) AS line, kind, content
FROM (SELECT line, kind, content
      FROM usable
      CROSS JOIN LATERAL (VALUES ('date', day, is_date(day)), ('amount', amount, value IS NOT NULL))
          AS v (kind, content, readable)
      WHERE NOT readable
      ORDER BY line
      LIMIT 5) AS bad;

-- Here a cell that can't be read is an error: a cast's, or a constraint's for what a cast would
-- take but no order has, such as the date "now".
CREATE TABLE orders (
    customer_id text NOT NULL,
    ordered_at timestamp NOT NULL CHECK (extract(year FROM ordered_at) BETWEEN 1 AND 9999),
    amount numeric NOT NULL
);
INSERT INTO orders
SELECT customer,
       CASE WHEN day ~ '\d' THEN day::timestamp END,
       value
FROM usable;
ANALYZE orders;
