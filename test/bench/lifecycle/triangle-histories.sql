SELECT crm.cohort(history, 'month') AS cohort, crm.retention_curve(history, 'month', 12, '2025-12-31')
FROM histories GROUP BY 1
