WITH histories AS (
    SELECT customer_id, crm.history(ordered_on, amount) AS history
    FROM orders GROUP BY customer_id),
cuts AS (
    SELECT crm.rfm_cuts(history, '2026-01-01') AS cuts FROM histories)
SELECT customer_id, crm.rfm_score(history, '2026-01-01', cuts) AS score
FROM histories, cuts
