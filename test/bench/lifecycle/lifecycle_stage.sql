SELECT count(crm.lifecycle_stage(history, '2025-12-31')) FROM histories
