WITH rfm AS MATERIALIZED (
    SELECT customer_id, crm.recency(history, '2026-01-01') AS recency,
           crm.frequency(history, '2026-01-01') AS frequency, crm.monetary(history, '2026-01-01') AS monetary
    FROM histories)
SELECT customer_id, crm.rfm_score(recency, frequency, monetary, cuts) AS score
FROM rfm, (SELECT crm.rfm_cuts(recency, frequency, monetary) AS cuts FROM rfm) c
