SELECT customer_id, crm.history(ordered_on, amount)
FROM orders GROUP BY customer_id
