SELECT left(customer_id::text, 12) AS customer,
       first_order AS first, last_order AS last, orders,
       recency AS r, frequency AS f, monetary AS m, round(average_order, 2) AS avg,
       score, segment, tier, abc_class AS abc
FROM customer_scores
-- the best of each segment, then the second best
ORDER BY row_number() OVER (PARTITION BY segment ORDER BY monetary DESC, customer_id), monetary DESC
LIMIT 10;
