SELECT tier,
       count(*) AS customers,
       round(100 * count(*) / sum(count(*)) OVER (), 1) AS "% of all",
       sum(monetary) AS revenue,
       round(100 * sum(monetary) / nullif(sum(sum(monetary)) OVER (), 0), 1) AS "% of revenue"
FROM customer_scores
GROUP BY tier
ORDER BY tier;
