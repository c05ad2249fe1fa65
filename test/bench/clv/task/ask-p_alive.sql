SELECT sum(crm.p_alive(model, history, '1997-09-30')) FROM histories, models WHERE kind = 'bg_nbd'
