SELECT count(crm.activity(history, '2025-10-01', '2026-01-01')) FROM histories
