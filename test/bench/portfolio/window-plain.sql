SELECT market, year, company,
       (amount / nullif(CASE row_number() OVER ordered WHEN 1 THEN nth_value(amount, 2) OVER whole ELSE first_value(amount) OVER whole END, 0))::double precision
FROM sales
WINDOW ordered AS (PARTITION BY market, year ORDER BY amount DESC),
       whole AS (PARTITION BY market, year ORDER BY amount DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
