SELECT sum(crm.clv(purchases.model, spends.model, history, '1997-09-30', 365, 0.15))
FROM histories, models AS purchases, models AS spends
WHERE purchases.kind = 'bg_nbd' AND spends.kind = 'gamma_gamma'
