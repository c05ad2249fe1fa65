SELECT market, year, company, crm.relative_share(amount) OVER (PARTITION BY market, year) FROM sales
