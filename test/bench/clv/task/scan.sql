SELECT count(*) FROM histories WHERE crm.orders(history) > 0
