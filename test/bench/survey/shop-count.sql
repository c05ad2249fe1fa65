SELECT shop, count(*) FROM responses GROUP BY shop
