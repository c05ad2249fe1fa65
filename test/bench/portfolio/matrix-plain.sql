WITH markets AS (
    SELECT market, year, sales / nullif(sum(sales) OVER (PARTITION BY market ORDER BY year RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING), 0) - 1 AS growth
    FROM (SELECT market, year, sum(amount) AS sales FROM sales GROUP BY market, year) m),
companies AS (
    SELECT market, year, company, sales,
           sales / nullif(CASE row_number() OVER ordered WHEN 1 THEN nth_value(sales, 2) OVER whole ELSE first_value(sales) OVER whole END, 0) AS share
    FROM (SELECT market, year, company, sum(amount) AS sales FROM sales GROUP BY market, year, company) c
    WINDOW ordered AS (PARTITION BY market, year ORDER BY sales DESC),
           whole AS (PARTITION BY market, year ORDER BY sales DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
SELECT market, year, company, sales, growth, share,
       CASE WHEN growth >= 0.10 THEN CASE WHEN share >= 1 THEN 'star' WHEN share < 1 THEN 'question_mark' END
            WHEN growth < 0.10 THEN CASE WHEN share >= 1 THEN 'cash_cow' WHEN share < 1 THEN 'dog' END END AS class
FROM companies JOIN markets USING (market, year)
