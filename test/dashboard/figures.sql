-- What each page must show, a line of JSON a page: figures by their labels, the first rows of its
-- tables and their last one, and labels within its charts. Totals come from the orders themselves.
\pset format unaligned
\pset tuples_only on
CREATE TEMPORARY VIEW bought AS SELECT * FROM orders WHERE amount >= 0;
CREATE TEMPORARY VIEW all_orders AS
SELECT (SELECT count(*) FROM bought) AS orders, (SELECT sum(amount) FROM orders) AS revenue, (SELECT count(DISTINCT customer_id) FROM bought) AS customers,
       (SELECT sum(amount) FROM orders WHERE ordered_at >= '2025-01-01') AS revenue_last, (SELECT sum(amount) FROM orders WHERE ordered_at < '2025-01-01') AS revenue_first,
       (SELECT count(*) FROM bought WHERE ordered_at >= '2025-01-01') AS orders_last;

SELECT json_build_object('page', '', 'figures', json_build_object(
        'Revenue, last 12 months', revenue_last / 1e6, 'Orders, last 12 months', orders_last, 'Average order', revenue_last / orders_last,
        'New customers, last 12 months', (SELECT count(*) FROM (SELECT min(ordered_at) AS first FROM bought GROUP BY customer_id) AS c WHERE first >= '2025-01-01'),
        'Customers to date', customers, 'Likely active customers', (SELECT sum(p_alive) FROM crm_report.customers),
        'Customers who came back', 100.0 * (SELECT count(*) FROM (SELECT FROM bought GROUP BY customer_id HAVING count(*) > 1) AS c) / customers,
        'Value to come', (SELECT sum(clv) / 1e6 FROM crm_report.customers)),
    'tables', json_build_array((
        SELECT json_agg(row ORDER BY month DESC) FROM (
            SELECT date_trunc('month', ordered_at) AS month, json_build_array(to_char(date_trunc('month', ordered_at), 'Mon YYYY'), sum(amount),
                count(*) FILTER (WHERE amount >= 0), sum(amount) / count(*) FILTER (WHERE amount >= 0), count(DISTINCT customer_id) FILTER (WHERE amount >= 0)) AS row
            FROM orders GROUP BY 1 ORDER BY 1 DESC LIMIT 12) AS m)),
    'charts', 2)
FROM all_orders;

SELECT json_build_object('page', 'segments', 'tables', json_build_array((
        SELECT json_agg(json_build_array(segment, customers, 100 * customer_share, orders, revenue, 100 * revenue_share, average_monetary, average_recency, 100 * average_p_alive, average_clv)
            ORDER BY revenue DESC) FROM crm_report.segments)),
    'last', json_build_array('All', customers, 100, orders, revenue, 100, revenue / customers),
    'labels', (SELECT json_agg(label) FROM crm_report.segments, LATERAL (VALUES (100 * revenue_share), (100 * customer_share)) AS v (label)),
    'charts', 2)
FROM all_orders;

WITH wanted AS (SELECT * FROM crm_report.cohorts WHERE complete AND period > 0)
SELECT json_build_object('page', 'cohorts',
    'figures', json_build_object('Back in the month after', 100 * sum(customers) FILTER (WHERE period = 1) / sum(cohort_customers) FILTER (WHERE period = 1),
        'Back in month 12', 100 * sum(customers) FILTER (WHERE period = 12) / sum(cohort_customers) FILTER (WHERE period = 12)),
    'tables', json_build_array((
        SELECT json_agg(json_build_array(to_char(cohort, 'Mon YYYY'), customers, 100 * first, 100 * third, 100 * sixth, 100 * twelfth, revenue) ORDER BY cohort)
        FROM (SELECT cohort, min(cohort_customers) AS customers, max(retention) FILTER (WHERE period = 1) AS first, max(retention) FILTER (WHERE period = 3) AS third,
                  max(retention) FILTER (WHERE period = 6) AS sixth, max(retention) FILTER (WHERE period = 12) AS twelfth, sum(revenue) AS revenue
              FROM crm_report.cohorts GROUP BY cohort ORDER BY cohort LIMIT 12) AS c)),
    'labels', json_agg(100 * retention), 'charts', 2)
FROM wanted;

SELECT json_build_object('page', 'concentration',
    'figures', (SELECT json_build_object('From the best 1%', 100 * max(revenue_share) FILTER (WHERE customer_share = 0.01), 'From the best 10%', 100 * max(revenue_share) FILTER (WHERE customer_share = 0.1),
        'From the best 20%', 100 * max(revenue_share) FILTER (WHERE customer_share = 0.2), 'Gini coefficient', max(gini)) FROM crm_report.concentration),
    'tables', json_build_array((
        SELECT json_agg(json_build_array(CASE tier WHEN 'vip' THEN 'VIP' ELSE initcap(tier) END, customers, 100 * customer_share, orders, revenue, 100 * revenue_share, least_monetary, average_monetary)
            ORDER BY average_monetary DESC) FROM crm_report.tiers)),
    'last', json_build_array('All', customers, 100, orders, revenue, 100),
    'labels', (SELECT json_agg(100 * customer_share) FROM crm_report.tiers),
    'charts', 2)
FROM all_orders;

SELECT json_build_object('page', 'value',
    'figures', json_build_object('Value to come', sum(clv) / 1e6, 'Value to come, each', sum(clv) / count(*), 'Expected purchases', sum(expected_purchases), 'Likely active customers', sum(p_alive)),
    'tables', json_build_array((
        SELECT json_agg(json_build_array(place, customer::text, segment, CASE tier WHEN 'vip' THEN 'VIP' ELSE initcap(tier) END, frequency, monetary,
            to_char(last_order, 'FMDD Mon YYYY'), 100 * p_alive, expected_purchases, clv) ORDER BY place)
        FROM (SELECT rank() OVER (ORDER BY clv DESC) AS place, * FROM crm_report.customers ORDER BY clv DESC LIMIT 20) AS c)),
    'labels', (SELECT json_agg(DISTINCT segment) FROM crm_report.segments),
    'charts', 1)
FROM crm_report.customers;

SELECT json_build_object('page', 'lifecycle',
    'figures', (SELECT json_build_object('Loyal', count(*) FILTER (WHERE status = 'loyal'), 'New or repeat', count(*) FILTER (WHERE status IN ('first_time', 'repeat')),
        'Lapsing', count(*) FILTER (WHERE status = 'lapsing'), 'Lost', count(*) FILTER (WHERE status = 'lost')) FROM crm_report.customers),
    'tables', json_build_array((
        SELECT json_agg(json_build_array(initcap(stage), upper(left(status, 1)) || replace(substr(status, 2), '_', ' '), customers, 100 * customer_share, revenue)
            ORDER BY array_position('{exploration,formation,stability,decline}'::text[], stage), array_position('{first_time,repeat,loyal,lapsing,lost}'::text[], status))
        FROM crm_report.lifecycle)),
    'last', json_build_array('All', '', customers, 100, revenue),
    'labels', (SELECT json_agg(l.customers) FROM crm_report.lifecycle AS l WHERE l.customers > all_orders.customers / 40),
    'charts', 1)
FROM all_orders;

SELECT json_build_object('page', 'portfolio',
    'tables', json_build_array((
        SELECT json_agg(json_build_array(product, market, upper(left(b.class, 1)) || replace(substr(b.class, 2), '_', ' '), p.class, p.orders, o.revenue, 100 * p.revenue_share,
            o.last, o.before, 100 * p.growth) ORDER BY o.last DESC)
        FROM crm_report.products AS p JOIN crm_report.bcg AS b USING (product, market)
        JOIN (SELECT product, market, sum(amount) AS revenue, sum(amount) FILTER (WHERE ordered_at >= '2025-01-01') AS last,
                  sum(amount) FILTER (WHERE ordered_at < '2025-01-01' AND ordered_at >= '2024-01-01') AS before
              FROM orders GROUP BY product, market) AS o USING (product, market))),
    'last', json_build_array('All', '', '', '', orders, revenue, 100, revenue_last, revenue_first),
    'labels', (SELECT json_agg(product) FROM crm_report.bcg),
    'charts', 1)
FROM all_orders;

WITH month AS (
    SELECT date_trunc('month', answered_at) AS month, count(*) AS answers, count(*) FILTER (WHERE answer >= 9) AS promoters,
           count(*) FILTER (WHERE answer <= 6) AS detractors, avg(answer) AS mean
    FROM answers GROUP BY 1 ORDER BY 1 DESC LIMIT 12)
SELECT json_build_object('page', 'satisfaction',
    'figures', json_build_object('Twelve months', 100.0 * (sum(promoters) - sum(detractors)) / sum(answers), 'Answers', sum(answers)),
    'tables', json_build_array(json_agg(json_build_array(to_char(month, 'Mon YYYY'), answers, promoters, answers - promoters - detractors, detractors,
        100.0 * (promoters - detractors) / answers) ORDER BY month DESC)),
    'charts', 2)
FROM month;
