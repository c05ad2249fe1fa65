WITH markets AS (
    SELECT market, year, crm.market_growth(sales, sum(sales) OVER (PARTITION BY market ORDER BY year RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING)) AS growth
    FROM (SELECT market, year, sum(amount) AS sales FROM sales GROUP BY market, year) m),
companies AS (
    SELECT market, year, company, sales, crm.relative_share(sales) OVER (PARTITION BY market, year) AS share
    FROM (SELECT market, year, company, sum(amount) AS sales FROM sales GROUP BY market, year, company) c)
SELECT market, year, company, sales, growth, share, crm.bcg(growth, share) AS class
FROM companies JOIN markets USING (market, year)
