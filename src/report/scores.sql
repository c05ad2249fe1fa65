-- Scores of customers, as of a date, by the report's parameters.

CREATE FUNCTION crm.report_literals(report name) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
BEGIN
    EXECUTE format('SELECT * FROM %I.parameters', report) INTO p;
    RETURN format('(SELECT %L::date AS as_of, %L::integer AS bins, %L::double precision[] AS tier_shares, %L::crm.segment_rule[] AS rules,
        %L::double precision AS horizon, %L::double precision AS discount, %L::double precision AS margin, %L::crm.rfm_cuts AS cuts,
        %L::crm.tier_cuts AS tier_cuts, %L::numeric AS class_a, %L::numeric AS class_b, %L::crm.model AS purchase_model, %L::crm.model AS spend_model)',
        p.as_of, p.bins, p.tier_shares, p.rules, p.horizon, p.discount, p.margin, p.cuts, p.tier_cuts, p.class_a, p.class_b, p.purchase_model, p.spend_model);
END
$function$;
COMMENT ON FUNCTION crm.report_literals(name) IS
'SQL for the parameters as constants: a join with their table would not run in parallel.';

CREATE FUNCTION crm.report_scores_query(histories text, parameters text, as_of text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    -- OFFSET: what is asked of a history is asked once. As a constant of its own type it may still run in parallel.
    RETURN pg_catalog.format($sql$
        SELECT s.customer, s.first_order, s.as_of - s.recency AS last_order, s.recency, s.frequency, s.monetary, s.average_order,
            crm.r(s.score) AS r, crm.f(s.score) AS f, crm.m(s.score) AS m, crm.rfm_score_to_integer(s.score) AS score,
            crm.segment(s.score, s.rules) AS segment, crm.tier(s.monetary::double precision, s.tier_cuts)::text AS tier,
            CASE WHEN s.monetary <= 0 THEN 'Z' WHEN s.monetary >= s.class_a THEN 'A' WHEN s.monetary >= s.class_b THEN 'B' ELSE 'C' END AS class,
            s.status::text AS status, s.stage::text AS stage, s.overdue, s.p_alive, s.expected_purchases, s.clv
        FROM (
            SELECT h.customer, crm.first_day(h.history) AS first_order, %3$s AS as_of, crm.recency(h.history, %3$s) AS recency,
                crm.frequency(h.history, %3$s) AS frequency, crm.monetary(h.history, %3$s) AS monetary, crm.average_order(h.history, %3$s) AS average_order,
                crm.rfm_score(h.history, %3$s, p.cuts) AS score, p.rules, p.tier_cuts, p.class_a, p.class_b,
                crm.customer_status(h.history, %3$s) AS status, crm.lifecycle_stage(h.history, %3$s) AS stage, crm.overdue(h.history, %3$s) AS overdue,
                crm.p_alive(p.purchase_model, h.history, %3$s) AS p_alive,
                crm.expected_purchases(p.purchase_model, h.history, %3$s, p.horizon) AS expected_purchases,
                crm.clv(p.purchase_model, p.spend_model, h.history, %3$s, p.horizon, p.discount, p.margin) AS clv
            FROM %1$s h CROSS JOIN %2$s p OFFSET bigint '0') s
        WHERE s.frequency IS NOT NULL$sql$, histories, parameters, as_of);
COMMENT ON FUNCTION crm.report_scores_query(text, text, text) IS
'SQL for the scores of histories as of a date, under the stored cuts and models; one row a customer with an order up to then.';

CREATE FUNCTION crm.report_fill_scores(report name) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    query text := crm.report_scores_query(format('%I.histories', report), crm.report_literals(report), 'p.as_of');
    n bigint;
BEGIN
    IF to_regclass(format('%I.scores', report)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I.scores AS %s', report, query);    -- unlike INSERT, in parallel
    ELSE
        -- Not TRUNCATE: readers go on reading what was.
        EXECUTE format('DELETE FROM %I.scores', report);
        EXECUTE format('INSERT INTO %I.scores %s', report, query);
    END IF;
    GET DIAGNOSTICS n = ROW_COUNT;
    PERFORM crm.report_step('scores of all customers', n, step);
    RETURN n;
END
$function$;
COMMENT ON FUNCTION crm.report_fill_scores(name) IS 'Scores all customers from the stored histories.';
