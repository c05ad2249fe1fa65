WITH active AS (
    SELECT customer_id, date_trunc('month', ordered_on)::date AS month
    FROM orders GROUP BY 1, 2),
cohorts AS (
    SELECT customer_id, min(month) AS cohort FROM active GROUP BY 1)
SELECT cohort, 12 * (extract(year FROM month) - extract(year FROM cohort)) + extract(month FROM month) - extract(month FROM cohort) AS k,
       count(*) AS customers
FROM active JOIN cohorts USING (customer_id)
GROUP BY 1, 2
