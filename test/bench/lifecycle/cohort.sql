SELECT count(crm.cohort(history, 'month')) FROM histories
