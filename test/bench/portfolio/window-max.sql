SELECT market, year, company, max(amount) OVER (PARTITION BY market, year) FROM sales
