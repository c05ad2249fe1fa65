-- Back in time.

CREATE FUNCTION crm.customers_as_of(report name, as_of date,
    OUT customer text, OUT first_order date, OUT last_order date, OUT recency integer, OUT frequency integer, OUT monetary numeric,
    OUT average_order numeric, OUT r integer, OUT f integer, OUT m integer, OUT score integer, OUT segment text, OUT tier text, OUT class text,
    OUT status text, OUT stage text, OUT overdue double precision, OUT p_alive double precision, OUT expected_purchases double precision,
    OUT clv double precision) RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT ROWS 100000 SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    PERFORM crm.report_check(report);
    RETURN QUERY EXECUTE format($sql$
        SELECT customer::text, first_order, last_order, recency, frequency, monetary, average_order, r, f, m, score,
            segment, tier, class, status, stage, overdue, p_alive, expected_purchases, clv
        FROM %I.customers_as_of($1)$sql$, report) USING as_of;
END
$function$;
COMMENT ON FUNCTION crm.customers_as_of(name, date) IS
'The view customers of a report as of another date, under the stored cuts and models: who had ordered by then, and nothing after it is looked at. The customer is text; the function of the same name in the report''s schema has the type of the orders'' column.';

CREATE FUNCTION crm.segment_moves(report name, from_day date, to_day date,
    OUT from_segment text, OUT to_segment text, OUT customers bigint, OUT share double precision, OUT revenue numeric) RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT ROWS 100 SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    PERFORM crm.report_check(report);
    IF from_day > to_day THEN
        RAISE EXCEPTION 'from_day must not be after to_day: % and %', from_day, to_day USING ERRCODE = '22023';
    END IF;
    RETURN QUERY EXECUTE format($sql$
        SELECT from_segment, to_segment, n, (n / sum(n) OVER (PARTITION BY from_segment, came))::double precision, total
        FROM (
            SELECT crm.segment(a, rules) AS from_segment, crm.segment(b, rules) AS to_segment, a IS NULL AS came,
                count(*) AS n, sum(value) AS total
            FROM (SELECT crm.rfm_score(h.history, $1, p.cuts) AS a, crm.rfm_score(h.history, $2, p.cuts) AS b, p.rules,
                    crm.monetary(h.history, $2) - coalesce(crm.monetary(h.history, $1), 0) AS value
                FROM %1$I.histories h CROSS JOIN %1$I.parameters p OFFSET 0) s
            WHERE b IS NOT NULL GROUP BY 1, 2, 3) g
        ORDER BY came, from_segment, to_segment$sql$, report) USING from_day, to_day;
END
$function$;
COMMENT ON FUNCTION crm.segment_moves(name, date, date) IS
'Customers by their segment at two dates, under the same cuts: from_segment is NULL for those who came in between. share is that of the customers of from_segment, 0..1; revenue what they brought after from_day up to to_day. Raises 22023 where from_day is after to_day.';
