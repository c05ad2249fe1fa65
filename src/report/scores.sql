-- Scores of customers, as of a date, by the report's parameters.

CREATE FUNCTION crm.report_scores(
    history crm.history, as_of date,
    cuts crm.rfm_cuts, rules crm.segment_rule[], tier_cuts crm.tier_cuts, class_a numeric, class_b numeric,
    purchase_model crm.model, spend_model crm.model, horizon double precision, discount double precision, margin double precision,
    loyal_purchases integer, lapsing_days integer, lost_days integer,
    formation_purchases integer, stability_purchases integer, stability_days integer,
    late double precision, falling double precision, trend_days integer, least_interval integer, first_interval integer,
    OUT first_order date, OUT last_order date, OUT recency integer, OUT frequency integer,
    OUT r integer, OUT f integer, OUT m integer, OUT score integer,
    OUT p_alive double precision, OUT expected_purchases double precision, OUT clv double precision, OUT overdue double precision,
    OUT monetary numeric, OUT average_order numeric,
    OUT segment text, OUT tier text, OUT class text, OUT status text, OUT stage text) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_report_scores' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 800;
COMMENT ON FUNCTION crm.report_scores(crm.history, date, crm.rfm_cuts, crm.segment_rule[], crm.tier_cuts, numeric, numeric, crm.model, crm.model, double precision, double precision, double precision, integer, integer, integer, integer, integer, integer, double precision, double precision, integer, integer, integer) IS
'What view customers of a report shows of a customer, from one reading of the history; class A and B from these least values on, the other columns by the functions of their names. NULL where there is no order up to as_of.';

CREATE FUNCTION crm.report_scorer() RETURNS name[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{cuts,rules,tier_cuts,class_a,class_b,purchase_model,spend_model,horizon,discount,margin,loyal_purchases,lapsing_days,lost_days,formation_purchases,stability_purchases,stability_days,late,falling,trend_days,least_interval,first_interval}'::name[];
COMMENT ON FUNCTION crm.report_scorer() IS 'The parameters of a report that crm.report_scores takes, in its order.';

CREATE FUNCTION crm.report_literals(report name) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    literals text;
BEGIN
    EXECUTE (SELECT format('SELECT concat_ws('', '', %s) FROM %I.parameters', string_agg(
            format('format(%L, %I)', '%L::' || format_type(atttypid, atttypmod) || ' AS ' || quote_ident(attname), attname), ', ' ORDER BY attnum), report)
        FROM pg_attribute WHERE attrelid = format('%I.parameters', report)::regclass AND attnum > 0 AND NOT attisdropped
        AND attname = ANY (crm.report_scorer() || name 'as_of'))
    INTO literals;
    RETURN format('(SELECT %s)', literals);
END
$function$;
COMMENT ON FUNCTION crm.report_literals(name) IS
'SQL for as_of and the parameters that scores depend on, as constants: a join with their table would not run in parallel.';

CREATE FUNCTION crm.report_scores_query(histories text, parameters text, as_of text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    -- OFFSET: the history is read once and not for each column. As a constant of its own type it may still run in parallel.
    RETURN pg_catalog.format($sql$
        SELECT q.customer, (s).first_order, (s).last_order, (s).recency, (s).frequency, (s).monetary, (s).average_order,
            (s).r, (s).f, (s).m, (s).score, (s).segment, (s).tier, (s).class, (s).status, (s).stage, (s).overdue,
            (s).p_alive, (s).expected_purchases, (s).clv
        FROM (SELECT h.customer, crm.report_scores(h.history, %3$s, %4$s) AS s FROM %1$s h CROSS JOIN %2$s p OFFSET bigint '0') q
        WHERE (s).frequency IS NOT NULL$sql$, histories, parameters, as_of,
        'p.' || pg_catalog.array_to_string(crm.report_scorer(), ', p.'));
COMMENT ON FUNCTION crm.report_scores_query(text, text, text) IS
'SQL for the scores of histories as of a date, under the stored cuts and models; one row a customer with an order up to then.';

CREATE FUNCTION crm.report_fill_scores(report name) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    literals text := crm.report_literals(report);
    query text := crm.report_scores_query(format('%I.histories', report), literals, 'p.as_of');
    n bigint;
BEGIN
    IF to_regclass(format('%I.scores', report)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I.scores WITH (fillfactor = 90) AS %s', report, query);    -- unlike INSERT, in parallel
    ELSE
        -- Not TRUNCATE: readers go on reading what was.
        EXECUTE format('DELETE FROM %I.scores', report);
        EXECUTE format('INSERT INTO %I.scores %s', report, query);
    END IF;
    GET DIAGNOSTICS n = ROW_COUNT;
    EXECUTE format('UPDATE %I.parameters SET scored_under = hashtextextended($1, 0)', report) USING literals;
    PERFORM crm.report_step('scores of all customers', n, step);
    RETURN n;
END
$function$;
COMMENT ON FUNCTION crm.report_fill_scores(name) IS 'Scores all customers from the stored histories.';
