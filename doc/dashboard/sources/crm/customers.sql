-- The most valuable: what a page can list.
SELECT rank() OVER (ORDER BY clv DESC) AS place, customer::text AS customer, segment, tier, frequency, monetary, last_order, p_alive, expected_purchases, clv
FROM customers WHERE clv IS NOT NULL ORDER BY clv DESC, customer LIMIT 100
