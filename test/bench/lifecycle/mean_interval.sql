SELECT count(crm.mean_interval(history, '2025-12-31')) FROM histories
