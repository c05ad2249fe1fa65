CREATE TABLE customer_scores AS
WITH histories AS (            -- one history a customer, up to the day
    SELECT customer_id,
           crm.until(crm.history(ordered_at, amount), DATE :'as_of') AS h
    FROM orders
    GROUP BY customer_id
), measures AS (               -- what it says as of that day
    SELECT customer_id,
           crm.first_day(h)                        AS first_order,
           crm.last_day(h)                         AS last_order,
           crm.orders(h)                           AS orders,
           crm.recency(h, DATE :'as_of')       AS recency,
           crm.frequency(h, DATE :'as_of')     AS frequency,
           crm.monetary(h, DATE :'as_of')      AS monetary,
           crm.average_order(h, DATE :'as_of') AS average_order
    FROM histories
    WHERE crm.orders(h) > 0
), cuts AS (                   -- where the bins of this customer base begin
    SELECT crm.rfm_cuts(recency, frequency, monetary) AS rfm,
           crm.tier_cuts(monetary)                    AS tiers
    FROM measures
), scored AS (
    SELECT measures.*,
           crm.rfm_score(recency, frequency, monetary, rfm) AS score,
           crm.tier(monetary, tiers)                        AS tier
    FROM measures, cuts
)
SELECT *, crm.segment(score) AS segment,
       crm.abc_class(monetary) OVER () AS abc_class
FROM scored;
