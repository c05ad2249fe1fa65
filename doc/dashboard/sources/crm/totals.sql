SELECT count(*) AS customers, sum(frequency) AS orders, sum(monetary) AS revenue, max(last_order) AS last_order,
    avg((frequency > 1)::integer) AS repeat_share, sum(p_alive) AS expected_alive, sum(expected_purchases) AS expected_purchases, sum(clv) AS clv
FROM customers
