WITH rfm AS (
    SELECT customer_id, date '2026-01-01' - max(ordered_on) AS recency, count(*) AS frequency, sum(amount) AS monetary
    FROM orders GROUP BY customer_id)
SELECT customer_id,
       ntile(5) OVER (ORDER BY recency DESC) AS r,
       ntile(5) OVER (ORDER BY frequency) AS f,
       ntile(5) OVER (ORDER BY monetary) AS m
FROM rfm
