-- The views of a report: plain columns of plain types, shares as fractions 0..1, one row a mark.

CREATE FUNCTION crm.report_create_views(report name, product name, survey regclass, answer name, answered_at name, time_zone text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    EXECUTE format($sql$
        CREATE VIEW %1$I.customers AS SELECT * FROM %1$I.scores;

        CREATE VIEW %1$I.segments AS
        SELECT segment, count(*) AS customers, (count(*) / sum(count(*)) OVER ())::double precision AS customer_share,
            sum(frequency) AS orders, sum(monetary) AS revenue, (sum(monetary) / nullif(sum(sum(monetary)) OVER (), 0))::double precision AS revenue_share,
            avg(recency) AS average_recency, avg(frequency) AS average_frequency, avg(monetary) AS average_monetary,
            crm.exact_average(p_alive) AS average_p_alive, crm.exact_average(clv) AS average_clv
        FROM %1$I.scores GROUP BY segment;

        CREATE VIEW %1$I.tiers AS
        SELECT tier, count(*) AS customers, (count(*) / sum(count(*)) OVER ())::double precision AS customer_share,
            sum(frequency) AS orders, sum(monetary) AS revenue, (sum(monetary) / nullif(sum(sum(monetary)) OVER (), 0))::double precision AS revenue_share,
            min(monetary) AS least_monetary, avg(monetary) AS average_monetary
        FROM %1$I.scores GROUP BY tier;

        CREATE VIEW %1$I.lifecycle AS
        SELECT stage, status, count(*) AS customers, (count(*) / sum(count(*)) OVER ())::double precision AS customer_share,
            sum(monetary) AS revenue, avg(recency) AS average_recency, crm.exact_average(overdue) AS average_overdue, crm.exact_average(p_alive) AS average_p_alive
        FROM %1$I.scores GROUP BY stage, status;

        CREATE VIEW %1$I.clv_summary AS
        SELECT segment, tier, count(*) AS customers, crm.exact_sum(p_alive) AS expected_alive, crm.exact_sum(expected_purchases) AS expected_purchases,
            crm.exact_sum(clv) AS clv, crm.exact_sum(clv) / nullif(crm.exact_sum(crm.exact_sum(clv)) OVER (), 0) AS clv_share, crm.exact_average(clv) AS average_clv
        FROM %1$I.scores GROUP BY segment, tier;

        CREATE VIEW %1$I.concentration AS
        SELECT (k - 1) / 100.0::double precision AS customer_share, 1 - lorenz[102 - k] AS revenue_share, gini
        FROM (SELECT crm.lorenz(value, 100) AS lorenz, crm.gini(value) AS gini
            FROM (SELECT greatest(monetary, 0)::double precision AS value FROM %1$I.scores) v) s, LATERAL generate_subscripts(lorenz, 1) k;

        CREATE VIEW %1$I.cohorts AS
        SELECT c.cohort, (extract(year FROM age(d.month, c.cohort)) * 12 + extract(month FROM age(d.month, c.cohort)))::integer AS period,
            d.month::date AS month, d.month + interval '1 month - 1 day' <= p.as_of AS complete, c.customers AS cohort_customers,
            coalesce(m.customers, 0) AS customers, coalesce(m.customers, 0) / c.customers::double precision AS retention, coalesce(m.revenue, 0) AS revenue,
            sum(coalesce(m.revenue, 0)) OVER (PARTITION BY c.cohort ORDER BY d.month) / c.customers AS revenue_per_customer
        FROM %1$I.parameters p CROSS JOIN %1$I.cohort_months c
        CROSS JOIN LATERAL generate_series(c.cohort::timestamp, p.as_of::timestamp, '1 month') d(month)
        LEFT JOIN %1$I.cohort_months m ON m.cohort = c.cohort AND m.month = d.month
        WHERE c.month = c.cohort AND c.customers > 0;

        CREATE VIEW %1$I.kpis AS
        SELECT d.month::date AS month, d.month + interval '1 month - 1 day' <= p.as_of AS complete,
            coalesce(c.customers, 0) AS customers, coalesce(c.new_customers, 0) AS new_customers,
            coalesce(c.customers, 0) - coalesce(c.new_customers, 0) AS returning_customers,
            coalesce(sum(c.new_customers) OVER (ORDER BY d.month), 0)::bigint AS customers_so_far,
            coalesce(o.orders, 0) AS orders, coalesce(o.revenue, 0) AS revenue,
            o.revenue / nullif(o.orders, 0) AS average_order, o.revenue / nullif(c.customers, 0) AS revenue_per_customer,
            coalesce(sum(o.revenue) OVER (ORDER BY d.month), 0) AS revenue_so_far
        FROM %1$I.parameters p
        CROSS JOIN LATERAL generate_series((SELECT date_trunc('month', min(day)::timestamp) FROM %1$I.days), p.as_of::timestamp, '1 month') d(month)
        LEFT JOIN (SELECT month, sum(customers)::bigint AS customers, sum(customers) FILTER (WHERE month = cohort)::bigint AS new_customers
            FROM %1$I.cohort_months GROUP BY month) c ON c.month = d.month
        LEFT JOIN (SELECT date_trunc('month', v.day::timestamp) AS month, sum(v.orders)::bigint AS orders, sum(v.revenue) AS revenue
            FROM %1$I.days v, %1$I.parameters q WHERE v.day <= q.as_of GROUP BY 1) o ON o.month = d.month$sql$, report);

    -- The same columns as of any date, with the key's own type.
    EXECUTE format('CREATE FUNCTION %1$I.customers_as_of(day date) RETURNS SETOF %1$I.customers LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 100000 BEGIN ATOMIC %2$s; END',
        report, crm.report_scores_query(format('%I.histories', report), format('%I.parameters', report), 'day'));

    IF product IS NOT NULL THEN
        EXECUTE format($sql$
            CREATE VIEW %1$I.products AS
            SELECT product, market, orders, revenue, (revenue / nullif(sum(revenue) OVER (), 0))::double precision AS revenue_share,
                revenue_last_year, revenue_year_before, crm.market_growth(greatest(revenue_last_year, 0), greatest(revenue_year_before, 0)) AS growth,
                crm.abc_class(revenue) OVER ()::text AS class
            FROM (SELECT d.product, d.market, sum(d.orders)::bigint AS orders, sum(d.revenue) AS revenue,
                    coalesce(sum(d.revenue) FILTER (WHERE d.day > p.as_of - interval '1 year'), 0) AS revenue_last_year,
                    coalesce(sum(d.revenue) FILTER (WHERE d.day <= p.as_of - interval '1 year' AND d.day > p.as_of - interval '2 years'), 0) AS revenue_year_before
                FROM %1$I.product_days d CROSS JOIN %1$I.parameters p WHERE d.day <= p.as_of GROUP BY d.product, d.market) s;

            CREATE VIEW %1$I.bcg AS
            SELECT product, market, revenue, market_growth, relative_share, crm.bcg(market_growth, relative_share)::text AS class
            FROM (SELECT product, market, revenue_last_year AS revenue,
                    crm.market_growth(sum(greatest(revenue_last_year, 0)) OVER (PARTITION BY market), sum(greatest(revenue_year_before, 0)) OVER (PARTITION BY market)) AS market_growth,
                    crm.relative_share(greatest(revenue_last_year, 0)) OVER (PARTITION BY market) AS relative_share
                FROM %1$I.products) s$sql$, report);
    END IF;

    IF survey IS NOT NULL THEN
        EXECUTE format($sql$
            CREATE VIEW %1$I.satisfaction AS
            SELECT m.month, crm.responses(m.survey) AS responses, m.promoters, m.passives, m.detractors,
                crm.nps(m.survey) AS nps, i.low AS nps_low, i.high AS nps_high, crm.mean(m.survey) AS mean_answer
            FROM (SELECT date_trunc('month', s.day::timestamp)::date AS month, crm.survey(s.answer) AS survey,
                    count(*) FILTER (WHERE s.answer >= 9) AS promoters, count(*) FILTER (WHERE s.answer IN (7, 8)) AS passives,
                    count(*) FILTER (WHERE s.answer <= 6) AS detractors
                FROM (SELECT CASE WHEN a.%2$I BETWEEN 0 AND 10 THEN a.%2$I::integer END AS answer, %3$s AS day FROM %4$s a) s CROSS JOIN %1$I.parameters p
                WHERE s.answer IS NOT NULL AND s.day <= p.as_of GROUP BY 1) m,
            LATERAL crm.nps_interval(m.survey) i$sql$,
            report, answer, crm.report_day(format('a.%I', answered_at), crm.report_column_type(survey, answered_at), time_zone), survey);
    END IF;
END
$function$;
COMMENT ON FUNCTION crm.report_create_views(name, name, regclass, name, name, text) IS 'Makes the views of a report.';

CREATE FUNCTION crm.report_grant(report name, readers name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    role text := CASE WHEN readers = 'public' THEN 'PUBLIC' ELSE quote_ident(readers) END;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %s', report, role);
    EXECUTE (SELECT format('GRANT SELECT ON %s TO %s', string_agg(format('%I.%I', report, relname), ', '), role)
        FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = report) AND relkind = 'v'
        AND relname = ANY (crm.report_views()) AND relname <> 'source');
END
$function$;
COMMENT ON FUNCTION crm.report_grant(name, name) IS 'Lets a role read the views of a report, and nothing else of it.';

CREATE FUNCTION crm.report_describe(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT v.* FROM (VALUES
        ('source', NULL, 'The orders, under the names that the report gives their columns.'),
        ('parameters', NULL, 'One row: what the report was made with, the cuts and models in use. To change one: UPDATE, then crm.refresh; bins and tier_shares count with recut, purchase_kind with refit.'),
        ('changes', NULL, 'Customers whose orders changed since the last refresh; NULL: any may have.'),
        ('changed_keys', NULL, 'Empty but within a refresh.'),
        ('changed', NULL, 'Empty but within a refresh.'),
        ('histories', NULL, 'One row a customer: the purchases.'),
        ('days', NULL, 'Orders and revenue of each day.'),
        ('cohort_months', NULL, 'Customers and revenue by month of the first order and month.'),
        ('scores', NULL, 'What view customers shows.'),
        ('product_days', NULL, 'Orders and revenue by product and day.'),
        ('product_changes', NULL, 'What changed in product_days since the last refresh.'),
        ('customers', NULL, 'One row a customer with an order up to the report''s date.'),
        ('customers', 'customer', 'The customer''s key.'),
        ('customers', 'first_order', 'Day of the first order.'),
        ('customers', 'last_order', 'Day of the last order up to the report''s date.'),
        ('customers', 'recency', 'Days since the last order.'),
        ('customers', 'frequency', 'Number of orders.'),
        ('customers', 'monetary', 'Revenue, net of returns.'),
        ('customers', 'average_order', 'Revenue an order.'),
        ('customers', 'r', 'Score of recency, 1 to the number of bins, the best highest.'),
        ('customers', 'f', 'Score of frequency, 1 to the number of bins, the best highest.'),
        ('customers', 'm', 'Score of monetary value, 1 to the number of bins, the best highest.'),
        ('customers', 'score', 'The three scores as one number, 555 for 5, 5 and 5.'),
        ('customers', 'segment', 'Name of the segment that the score is in; NULL where no rule covers it.'),
        ('customers', 'tier', 'vip, major, ordinary or small, by rank of monetary value when cuts were taken.'),
        ('customers', 'class', 'A, B, C or Z (nothing), by cumulative share of revenue when cuts were taken.'),
        ('customers', 'status', 'first_time, repeat, loyal, lapsing or lost.'),
        ('customers', 'stage', 'exploration, formation, stability or decline.'),
        ('customers', 'overdue', 'Days since the last purchase over the usual interval; NULL with fewer than two purchases.'),
        ('customers', 'p_alive', 'Probability, 0..1, of still being a customer; NULL without a model.'),
        ('customers', 'expected_purchases', 'Purchases to expect within the report''s horizon; NULL without a model.'),
        ('customers', 'clv', 'Discounted value of the purchases within the report''s horizon; NULL without a model.'),
        ('segments', NULL, 'One row a segment.'),
        ('segments', 'segment', 'Name of the segment; NULL for scores that no rule covers.'),
        ('segments', 'customers', 'Number of customers.'),
        ('segments', 'customer_share', 'Share of all customers, 0..1.'),
        ('segments', 'orders', 'Number of orders.'),
        ('segments', 'revenue', 'Revenue, net of returns.'),
        ('segments', 'revenue_share', 'Share of all customers'' revenue, 0..1.'),
        ('segments', 'average_recency', 'Mean days since the last order.'),
        ('segments', 'average_frequency', 'Mean number of orders.'),
        ('segments', 'average_monetary', 'Mean revenue a customer.'),
        ('segments', 'average_p_alive', 'Mean probability of still being a customer, 0..1.'),
        ('segments', 'average_clv', 'Mean value within the report''s horizon.'),
        ('tiers', NULL, 'One row a tier.'),
        ('tiers', 'tier', 'vip, major, ordinary or small.'),
        ('tiers', 'customers', 'Number of customers.'),
        ('tiers', 'customer_share', 'Share of all customers, 0..1.'),
        ('tiers', 'orders', 'Number of orders.'),
        ('tiers', 'revenue', 'Revenue, net of returns.'),
        ('tiers', 'revenue_share', 'Share of all customers'' revenue, 0..1.'),
        ('tiers', 'least_monetary', 'Revenue of the least customer of the tier.'),
        ('tiers', 'average_monetary', 'Mean revenue a customer.'),
        ('lifecycle', NULL, 'One row a stage and status that customers are in.'),
        ('lifecycle', 'stage', 'exploration, formation, stability or decline.'),
        ('lifecycle', 'status', 'first_time, repeat, loyal, lapsing or lost.'),
        ('lifecycle', 'customers', 'Number of customers.'),
        ('lifecycle', 'customer_share', 'Share of all customers, 0..1.'),
        ('lifecycle', 'revenue', 'Revenue, net of returns.'),
        ('lifecycle', 'average_recency', 'Mean days since the last order.'),
        ('lifecycle', 'average_overdue', 'Mean of overdue over customers who have one.'),
        ('lifecycle', 'average_p_alive', 'Mean probability of still being a customer, 0..1.'),
        ('clv_summary', NULL, 'One row a segment and tier: what its customers will do within the report''s horizon.'),
        ('clv_summary', 'segment', 'Name of the segment.'),
        ('clv_summary', 'tier', 'vip, major, ordinary or small.'),
        ('clv_summary', 'customers', 'Number of customers.'),
        ('clv_summary', 'expected_alive', 'How many of them are still customers, as expected.'),
        ('clv_summary', 'expected_purchases', 'Their purchases to expect.'),
        ('clv_summary', 'clv', 'The discounted value of these.'),
        ('clv_summary', 'clv_share', 'Share of the value of all customers, 0..1.'),
        ('clv_summary', 'average_clv', 'Mean value a customer.'),
        ('concentration', NULL, 'One row a percent of the customers, the best first: which share of revenue they bring.'),
        ('concentration', 'customer_share', 'Share of the customers, the best first, 0..1.'),
        ('concentration', 'revenue_share', 'Share of revenue that they bring, 0..1; of who returned more than bought it counts as 0.'),
        ('concentration', 'gini', 'Gini coefficient of revenue, 0..1, the same in each row.'),
        ('cohorts', NULL, 'One row a cohort, the customers whose first order was in one month, and month since.'),
        ('cohorts', 'cohort', 'First day of the month of the first order.'),
        ('cohorts', 'period', 'Months since, from 0.'),
        ('cohorts', 'month', 'First day of the month.'),
        ('cohorts', 'complete', 'Was the month over at the report''s date?'),
        ('cohorts', 'cohort_customers', 'Customers of the cohort.'),
        ('cohorts', 'customers', 'Those of them who ordered in the month.'),
        ('cohorts', 'retention', 'Their share of the cohort, 0..1.'),
        ('cohorts', 'revenue', 'Revenue of the cohort in the month, net of returns.'),
        ('cohorts', 'revenue_per_customer', 'Revenue of the cohort up to the end of the month over its customers.'),
        ('kpis', NULL, 'One row a month, from the first order to the report''s date.'),
        ('kpis', 'month', 'First day of the month.'),
        ('kpis', 'complete', 'Was the month over at the report''s date?'),
        ('kpis', 'customers', 'Customers who ordered in the month.'),
        ('kpis', 'new_customers', 'Those of them whose first order it was.'),
        ('kpis', 'returning_customers', 'Those of them who had ordered in an earlier month.'),
        ('kpis', 'customers_so_far', 'All who had ordered by the end of the month.'),
        ('kpis', 'orders', 'Number of orders.'),
        ('kpis', 'revenue', 'Revenue, net of returns.'),
        ('kpis', 'average_order', 'Revenue an order.'),
        ('kpis', 'revenue_per_customer', 'Revenue a customer who ordered.'),
        ('kpis', 'revenue_so_far', 'Revenue from the beginning to the end of the month.'),
        ('products', NULL, 'One row a product and market.'),
        ('products', 'product', 'The product; empty where the orders name none.'),
        ('products', 'market', 'The market it is sold in; all where the report has no markets.'),
        ('products', 'orders', 'Number of orders.'),
        ('products', 'revenue', 'Revenue, net of returns.'),
        ('products', 'revenue_share', 'Share of the revenue of all, 0..1.'),
        ('products', 'revenue_last_year', 'Revenue of the year up to the report''s date.'),
        ('products', 'revenue_year_before', 'Revenue of the year before that.'),
        ('products', 'growth', 'Growth of the one over the other, 0.10 for 10 %; NULL where there was none.'),
        ('products', 'class', 'A, B, C or Z (nothing), by cumulative share of revenue.'),
        ('bcg', NULL, 'One row a product and market: its place in the growth-share matrix of own sales.'),
        ('bcg', 'product', 'The product.'),
        ('bcg', 'market', 'The market it is sold in.'),
        ('bcg', 'revenue', 'Revenue of the year up to the report''s date.'),
        ('bcg', 'market_growth', 'Growth of the market''s revenue over the year before, 0.10 for 10 %.'),
        ('bcg', 'relative_share', 'Revenue over that of the largest other product of the market; NULL where there is none.'),
        ('bcg', 'class', 'star, question_mark, cash_cow or dog; NULL without growth or share.'),
        ('satisfaction', NULL, 'One row a month with answers from 0 to 10 to the question whether one would recommend us.'),
        ('satisfaction', 'month', 'First day of the month.'),
        ('satisfaction', 'responses', 'Number of answers.'),
        ('satisfaction', 'promoters', 'Answers 9 and 10.'),
        ('satisfaction', 'passives', 'Answers 7 and 8.'),
        ('satisfaction', 'detractors', 'Answers 0 to 6.'),
        ('satisfaction', 'nps', 'Net promoter score, -100 to 100.'),
        ('satisfaction', 'nps_low', 'Lower end of its 95 % confidence interval.'),
        ('satisfaction', 'nps_high', 'Upper end of its 95 % confidence interval.'),
        ('satisfaction', 'mean_answer', 'Mean of the answers, 0 to 10.'))
        v(relation, attribute, description)
        WHERE to_regclass(format('%I.%I', report, relation)) IS NOT NULL
    LOOP
        IF c.attribute IS NULL THEN
            EXECUTE format('COMMENT ON %s %I.%I IS %L',
                CASE WHEN c.relation = ANY (crm.report_views()) THEN 'VIEW' ELSE 'TABLE' END, report, c.relation, c.description);
        ELSE
            EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', report, c.relation, c.attribute, c.description);
        END IF;
    END LOOP;
    EXECUTE format('COMMENT ON FUNCTION %I.customers_as_of(date) IS %L', report, 'View customers as of another date, under the same cuts and models.');
END
$function$;
COMMENT ON FUNCTION crm.report_describe(name) IS 'Comments on the tables, views and columns of a report.';
