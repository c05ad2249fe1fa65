SELECT shop, 100.0 * (count(*) FILTER (WHERE answer >= 9) - count(*) FILTER (WHERE answer <= 6)) / count(answer) FROM responses GROUP BY shop
