SELECT count(crm.overdue(history, '2025-12-31')) FROM histories
