SELECT round(100 * top) AS "the best % of customers",
       round(100 * crm.pareto_share(monetary, top)::numeric, 1) AS "bring % of revenue"
FROM customer_scores, unnest('{0.01, 0.05, 0.10, 0.20, 0.50}'::float8[]) AS top
WHERE monetary > 0
GROUP BY top
ORDER BY top;

SELECT round(crm.gini(monetary)::numeric, 3) AS "Gini coefficient (0: all alike, 1: one has all)"
FROM customer_scores
WHERE monetary > 0;
