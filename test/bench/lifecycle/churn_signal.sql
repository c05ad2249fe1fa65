SELECT count(crm.churn_signal(history, '2025-12-31')) FROM histories
