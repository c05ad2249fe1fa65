-- Keeping a report fresh.
--
-- What may be lost? Each statement below sees what was committed when it began. A change is noted
-- in the transaction that makes it. The notes that are taken away are of transactions whose orders the
-- later statement, which reads the orders, sees as well; a note that comes in between stays, and its
-- customer, who may have been read already, is read again next time.

CREATE FUNCTION crm.refresh(report name DEFAULT 'crm_report', as_of date DEFAULT NULL,
    recut boolean DEFAULT false, refit boolean DEFAULT false, rebuild boolean DEFAULT false) RETURNS crm.report_work
    -- What a report holds was read just before: a few of its customers are found by index, not by reading all.
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, MDY' SET intervalstyle = postgres SET extra_float_digits = 1 SET jit = off SET random_page_cost = 1.1 AS $function$
DECLARE
    began timestamptz := clock_timestamp();
    step timestamptz;
    p record;
    read crm.orders_read := 'changed';
    keys bigint;
    changed bigint;
    scored bigint;
    stale boolean;
    last_day date;
BEGIN
    PERFORM crm.report_check(report);
    IF recut IS NULL OR refit IS NULL OR rebuild IS NULL THEN
        RAISE EXCEPTION 'recut, refit and rebuild must not be NULL' USING ERRCODE = '22004';
    END IF;
    IF NOT as_of BETWEEN '0001-01-01' AND '9999-12-31' THEN
        RAISE EXCEPTION 'as_of must be a date of the years 1 to 9999' USING ERRCODE = '22008';
    END IF;
    -- One refresh at a time; the second waits here.
    EXECUTE format('SELECT * FROM %I.parameters FOR UPDATE', report) INTO p;
    IF p IS NULL THEN
        RAISE EXCEPTION 'the parameters of report "%" are gone', report USING ERRCODE = '55000', HINT = 'Drop the report and make it anew.';
    ELSIF to_regclass(format('%I.source', report)) IS NULL THEN
        RAISE EXCEPTION 'the orders of report "%" are gone', report USING ERRCODE = '55000', HINT = 'Drop the report and make it anew.';
    END IF;

    IF crm.report_follow_renames(report) OR rebuild OR crm.report_untracked(report) THEN
        read := 'all';
        PERFORM crm.report_check_isolation('a refresh that reads all orders');
        PERFORM crm.report_track(report);
    END IF;
    step := clock_timestamp();
    EXECUTE format($sql$
        WITH noted AS (DELETE FROM %1$I.changes RETURNING customer)
        INSERT INTO %1$I.changed_keys SELECT DISTINCT customer FROM noted ORDER BY customer$sql$, report);
    GET DIAGNOSTICS keys = ROW_COUNT;
    IF read <> 'all' THEN
        EXECUTE format('SELECT ''all'' FROM %I.changed_keys WHERE customer IS NULL', report) INTO read;
        read := coalesce(read, CASE WHEN keys = 0 THEN 'none' ELSE 'changed' END::crm.orders_read);
    END IF;
    changed := 0;
    IF read <> 'none' THEN
        changed := crm.report_find_changed(report, read = 'all');
        PERFORM crm.report_step(CASE read WHEN 'all' THEN 'histories of all customers, changed' ELSE 'histories of changed customers' END, changed, step);
    END IF;
    EXECUTE format('DELETE FROM %I.changed_keys', report);

    IF changed > 0 THEN
        PERFORM crm.report_apply_changed(report);
    END IF;
    IF rebuild THEN
        PERFORM crm.report_fill_days(report);
    END IF;
    IF p.product_column IS NOT NULL THEN
        IF read = 'all' THEN
            PERFORM crm.report_fill_products(report);
        ELSE
            PERFORM crm.report_fold_products(report);
        END IF;
    END IF;

    EXECUTE format('SELECT max(day) FROM %I.days WHERE orders > 0', report) INTO last_day;
    as_of := coalesce(as_of, p.as_of, last_day);
    IF last_day > as_of THEN
        RAISE NOTICE 'the report is as of %, later orders are not shown', to_char(as_of, 'YYYY-MM-DD') USING HINT = format('The last is of %s: crm.refresh(as_of => ...) moves the date.', to_char(last_day, 'YYYY-MM-DD'));
    END IF;
    recut := recut OR (p.cuts IS NULL AND (changed > 0 OR as_of IS DISTINCT FROM p.as_of));
    refit := refit OR (p.purchase_model IS NULL AND (changed > 0 OR as_of IS DISTINCT FROM p.as_of));
    EXECUTE format('UPDATE %I.parameters SET as_of = $1, refreshed_at = clock_timestamp()', report) USING as_of;
    IF recut THEN
        PERFORM crm.report_recut(report);
    END IF;
    IF refit THEN
        PERFORM crm.report_refit(report, true);
    END IF;
    IF rebuild OR as_of IS DISTINCT FROM p.cohorts_as_of THEN
        PERFORM crm.report_fill_cohorts(report);
    ELSIF changed > 0 THEN
        PERFORM crm.report_fold_cohorts(report);
    END IF;
    -- Another date, cuts, models, and whatever else of the parameters somebody has set.
    EXECUTE format('SELECT scored_under IS DISTINCT FROM hashtextextended($1, 0) FROM %I.parameters', report)
    INTO stale USING crm.report_literals(report);
    IF rebuild OR stale THEN
        scored := crm.report_fill_scores(report);
    ELSE
        scored := crm.report_fold_scores(report);
    END IF;
    EXECUTE format('DELETE FROM %I.changed', report);
    RETURN (report, as_of, read, CASE WHEN read <> 'all' THEN keys END, changed, scored, recut, refit, crm.report_seconds(began))::crm.report_work;
END
$function$;
COMMENT ON FUNCTION crm.refresh(name, date, boolean, boolean, boolean) IS
'Brings a report up to date: reads the orders of customers whose orders changed, and rescores these, or all with another as_of date (NULL: the same as before), new cuts (recut), models (refit) or other parameters. Reads all orders where changes are not tracked, after TRUNCATE, after a partition came or went or a column was renamed, and with rebuild, which also writes all else anew. One at a time: a second one waits.';

CREATE FUNCTION crm.report_cost(query text) RETURNS double precision
    LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'Total Cost';
END
$function$;
COMMENT ON FUNCTION crm.report_cost(text) IS 'What the planner thinks that a query costs.';

CREATE FUNCTION crm.report_find_changed(report name, every boolean) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    equal text := crm.report_equality(report);
    key_type text := crm.report_column_type(format('%I.histories', report)::regclass, 'customer');
    one_by_one text;
    all_at_once text;
    n bigint;
BEGIN
    EXECUTE format('DELETE FROM %I.changed', report);
    IF every THEN
        EXECUTE format($sql$
            INSERT INTO %1$I.changed
            SELECT coalesce(h.customer, n.customer), h.history, n.history
            FROM %1$I.histories h FULL JOIN (%2$s) n ON h.customer %3$s n.customer
            WHERE (h.history OPERATOR(crm.=) n.history) IS NOT TRUE$sql$, report, crm.report_histories_query(report, key_type), equal);
    ELSE
        EXECUTE format('ANALYZE %I.changed_keys', report);    -- how many there are decides how orders are found
        one_by_one := format('SELECT k.customer, (SELECT crm.history(s.ordered_at, s.amount) FROM %1$I.source s WHERE s.customer %2$s k.customer) AS history FROM %1$I.changed_keys k', report, equal);
        all_at_once := format('SELECT k.customer, crm.history(s.ordered_at, s.amount) AS history FROM %1$I.changed_keys k LEFT JOIN %1$I.source s ON s.customer %2$s k.customer GROUP BY k.customer', report, equal);
        -- With an index the first is faster than the planner believes, without one it would never end.
        EXECUTE format($sql$
            INSERT INTO %1$I.changed
            SELECT n.customer, h.history, n.history
            FROM (%3$s OFFSET bigint '0') n LEFT JOIN %1$I.histories h ON h.customer %2$s n.customer
            WHERE (h.history OPERATOR(crm.=) n.history) IS NOT TRUE AND (h.history IS NOT NULL OR n.history IS NOT NULL)$sql$, report, equal,
            CASE WHEN crm.report_cost(one_by_one) < 2 * crm.report_cost(all_at_once) THEN one_by_one ELSE all_at_once END);
    END IF;
    GET DIAGNOSTICS n = ROW_COUNT;
    EXECUTE format('ANALYZE %I.changed (customer)', report);
    RETURN n;
END
$function$;
COMMENT ON FUNCTION crm.report_find_changed(name, boolean) IS
'Builds histories from the orders, of noted customers or of all, and keeps those that are not as stored, with both.';

CREATE FUNCTION crm.report_apply_changed(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    EXECUTE format($sql$
        DELETE FROM %1$I.histories h USING %1$I.changed c WHERE c.after IS NULL AND h.customer %2$s c.customer;
        UPDATE %1$I.histories h SET history = c.after FROM %1$I.changed c WHERE c.after IS NOT NULL AND c.before IS NOT NULL AND h.customer %2$s c.customer;
        INSERT INTO %1$I.histories SELECT customer, after FROM %1$I.changed WHERE before IS NULL;
        INSERT INTO %1$I.days AS d
        SELECT day, sum(orders), sum(amount) FROM (
            SELECT e.day, e.orders, e.amount FROM (SELECT crm.rollup(after) AS h FROM %1$I.changed) a, LATERAL crm.entries(h) e
            UNION ALL SELECT e.day, - e.orders, - e.amount FROM (SELECT crm.rollup(before) AS h FROM %1$I.changed) b, LATERAL crm.entries(h) e) d
        GROUP BY day HAVING sum(orders) <> 0 OR sum(amount) <> 0
        ON CONFLICT (day) DO UPDATE SET orders = d.orders + excluded.orders, revenue = d.revenue + excluded.revenue;
        DELETE FROM %1$I.days WHERE orders = 0 AND revenue = 0$sql$, report, crm.report_equality(report));
END
$function$;
COMMENT ON FUNCTION crm.report_apply_changed(name) IS 'Carries changed histories into the stored ones and the days.';

CREATE FUNCTION crm.report_fold_cohorts(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    before text := format('(SELECT before AS history FROM %I.changed WHERE before IS NOT NULL)', report);
    after text := format('(SELECT after AS history FROM %I.changed WHERE after IS NOT NULL)', report);
BEGIN
    EXECUTE format($sql$
        INSERT INTO %1$I.cohort_months AS m
        SELECT cohort, month, sum(customers), sum(revenue) FROM (%2$s UNION ALL %3$s) c
        GROUP BY cohort, month HAVING sum(customers) <> 0 OR sum(revenue) <> 0
        ON CONFLICT (cohort, month) DO UPDATE SET customers = m.customers + excluded.customers, revenue = m.revenue + excluded.revenue;
        DELETE FROM %1$I.cohort_months WHERE customers = 0 AND revenue = 0$sql$,
        report, crm.report_cohort_query(report, before, '-'), crm.report_cohort_query(report, after, '+'));
END
$function$;
COMMENT ON FUNCTION crm.report_fold_cohorts(name) IS 'Carries changed histories into the months of cohorts.';

CREATE FUNCTION crm.report_fold_scores(report name) RETURNS bigint
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    equal text := crm.report_equality(report);
    columns name[] := ARRAY(SELECT attname FROM pg_attribute WHERE attrelid = format('%I.scores', report)::regclass
        AND attnum > 0 AND NOT attisdropped ORDER BY attnum);
    n bigint;
BEGIN
    EXECUTE format($sql$
        DELETE FROM %1$I.scores s USING %1$I.changed c, %1$I.parameters p
        WHERE s.customer %2$s c.customer AND (c.after IS NULL OR crm.recency(c.after, p.as_of) IS NULL)$sql$, report, equal);
    -- In place, so that the index need not know.
    EXECUTE format($sql$
        MERGE INTO %1$I.scores s USING (%3$s) n ON s.customer %2$s n.customer
        WHEN MATCHED THEN UPDATE SET %4$s
        WHEN NOT MATCHED THEN INSERT VALUES (%5$s)$sql$, report, equal,
        crm.report_scores_query(format('(SELECT customer, after AS history FROM %I.changed WHERE after IS NOT NULL)', report), crm.report_literals(report), 'p.as_of'),
        (SELECT string_agg(format('%1$I = n.%1$I', name), ', ') FROM unnest(columns) name WHERE name <> 'customer'),
        (SELECT string_agg(format('n.%I', name), ', ') FROM unnest(columns) name));
    GET DIAGNOSTICS n = ROW_COUNT;
    PERFORM crm.report_step('scores of changed customers', n, step);
    RETURN n;
END
$function$;
COMMENT ON FUNCTION crm.report_fold_scores(name) IS 'Scores the customers whose histories changed.';
