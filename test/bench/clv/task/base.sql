SELECT crm.customers(crm.customer_base(history, '1997-09-30')) FROM histories
