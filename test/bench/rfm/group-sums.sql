SELECT customer_id, count(*), min(ordered_on), max(ordered_on), sum(amount)
FROM orders GROUP BY customer_id
