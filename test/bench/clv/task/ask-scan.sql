SELECT sum(crm.orders(history)) FROM histories, models WHERE kind = 'bg_nbd'
