SELECT count(crm.customer_status(history, '2025-12-31')) FROM histories
