SELECT customer::text AS customer, first_order, last_order, recency, frequency, monetary, score, segment, tier, status, p_alive, expected_purchases, clv
FROM customers WHERE clv IS NOT NULL ORDER BY clv DESC, customer LIMIT 500
