SELECT shop, crm.survey(answer) FROM responses GROUP BY shop
