SELECT customer, count(*) FROM responses GROUP BY customer
