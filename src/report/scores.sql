-- Scores of customers, as of a date, by the report's parameters.

CREATE FUNCTION crm.report_scores_query(report name, histories text, as_of text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    -- OFFSET 0: what is asked of a history is asked once.
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
            FROM %2$s h CROSS JOIN %1$I.parameters p OFFSET 0) s
        WHERE s.frequency IS NOT NULL$sql$, report, histories, as_of);
COMMENT ON FUNCTION crm.report_scores_query(name, text, text) IS
'SQL for the scores of histories as of a date, under the stored cuts and models; one row a customer with an order up to then.';

CREATE FUNCTION crm.report_fill_scores(report name) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    query text := crm.report_scores_query(report, format('%I.histories', report), 'p.as_of');
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
