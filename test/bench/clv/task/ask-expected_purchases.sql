SELECT sum(crm.expected_purchases(model, history, '1997-09-30', 273)) FROM histories, models WHERE kind = 'bg_nbd'
