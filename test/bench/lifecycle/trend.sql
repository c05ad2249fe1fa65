SELECT count(crm.trend(history, '2025-12-31', 90)) FROM histories
