-- The tables of a report, and the sums in them.

CREATE FUNCTION crm.report_create_tables(report name, key_type text, time_zone text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    -- The source's column has the collation of the orders' own.
    collate_clause text := (SELECT format(' COLLATE %I.%I', nspname, collname) FROM pg_attribute
        JOIN pg_collation c ON c.oid = attcollation JOIN pg_namespace n ON n.oid = collnamespace
        WHERE attrelid = format('%I.source', report)::regclass AND attname = 'customer' AND collname <> 'default');
    key text := key_type || coalesce(collate_clause, '');
BEGIN
    EXECUTE format($sql$
        CREATE TABLE %1$I.parameters (
            orders_table regclass NOT NULL, customer_column name NOT NULL, ordered_at_column name NOT NULL, amount_column name NOT NULL,
            product_column name, market_column name, column_numbers smallint[] NOT NULL DEFAULT '{}',
            time_zone text NOT NULL CHECK (time_zone = %3$L), as_of date, bins integer NOT NULL CHECK (bins BETWEEN 2 AND 9), tier_shares double precision[] NOT NULL,
            rules crm.segment_rule[] NOT NULL, purchase_kind crm.model_kind NOT NULL CHECK (purchase_kind IN ('bg_nbd', 'mbg_nbd', 'pareto_nbd')),
            horizon double precision NOT NULL CHECK (horizon > 0 AND horizon <= 36525),
            discount double precision NOT NULL CHECK (discount = 0 OR discount BETWEEN 1e-12 AND 1e6), margin double precision NOT NULL CHECK (margin BETWEEN 0 AND 1e6),
            loyal_purchases integer NOT NULL DEFAULT 5, lapsing_days integer NOT NULL DEFAULT 180, lost_days integer NOT NULL DEFAULT 365,
            formation_purchases integer NOT NULL DEFAULT 2, stability_purchases integer NOT NULL DEFAULT 5, stability_days integer NOT NULL DEFAULT 365,
            late double precision NOT NULL DEFAULT 2, falling double precision NOT NULL DEFAULT 0.5, trend_days integer NOT NULL DEFAULT 180,
            least_interval integer NOT NULL DEFAULT 30, first_interval integer NOT NULL DEFAULT 90,
            cuts crm.rfm_cuts, tier_cuts crm.tier_cuts, class_a numeric, class_b numeric, purchase_model crm.model, spend_model crm.model,
            cohorts_as_of date, scored_under bigint, tracked boolean NOT NULL, parts regclass[] NOT NULL, refreshed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            one boolean NOT NULL DEFAULT true UNIQUE CHECK (one));
        CREATE TABLE %1$I.changes (customer %2$s);
        -- Empty but within a refresh.
        CREATE UNLOGGED TABLE %1$I.changed_keys (customer %2$s);
        CREATE UNLOGGED TABLE %1$I.changed (customer %2$s, before crm.history, after crm.history);
        -- Room on each page, so that a change finds place there and the index need not know.
        CREATE TABLE %1$I.histories (customer %2$s NOT NULL, history crm.history NOT NULL) WITH (fillfactor = 90);
        CREATE TABLE %1$I.days (day date PRIMARY KEY, orders bigint NOT NULL, revenue numeric NOT NULL);
        CREATE TABLE %1$I.cohort_months (cohort date, month date, customers bigint NOT NULL, revenue numeric NOT NULL, PRIMARY KEY (cohort, month));
        CREATE TABLE %1$I.product_days (product text, market text, day date, orders bigint NOT NULL, revenue numeric NOT NULL, PRIMARY KEY (product, market, day));
        CREATE TABLE %1$I.product_changes (LIKE %1$I.product_days, part regclass NOT NULL);
        CREATE INDEX ON %1$I.product_days (day) WHERE orders = 0 AND revenue = 0;
        $sql$, report, key, time_zone);
END
$function$;
COMMENT ON FUNCTION crm.report_create_tables(name, text, text) IS 'Makes the tables of a report, empty.';

CREATE FUNCTION crm.report_equality(report name) RETURNS text
    LANGUAGE sql STABLE STRICT
    BEGIN ATOMIC
        -- The operator that the primary key goes by, wherever it is.
        SELECT coalesce(min(pg_catalog.format('OPERATOR(%I.%s)', n.nspname, o.oprname)), 'OPERATOR(pg_catalog.=)')
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_opclass c ON c.opcintype OPERATOR(pg_catalog.=) a.atttypid AND c.opcdefault
        JOIN pg_catalog.pg_am m ON m.oid OPERATOR(pg_catalog.=) c.opcmethod AND m.amname OPERATOR(pg_catalog.=) 'btree'
        JOIN pg_catalog.pg_amop s ON s.amopfamily OPERATOR(pg_catalog.=) c.opcfamily AND s.amopstrategy OPERATOR(pg_catalog.=) 3
            AND s.amoplefttype OPERATOR(pg_catalog.=) c.opcintype AND s.amoprighttype OPERATOR(pg_catalog.=) c.opcintype
        JOIN pg_catalog.pg_operator o ON o.oid OPERATOR(pg_catalog.=) s.amopopr
        JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) o.oprnamespace
        WHERE a.attrelid OPERATOR(pg_catalog.=) pg_catalog.format('%I.histories', report)::pg_catalog.regclass
            AND a.attname OPERATOR(pg_catalog.=) 'customer';
    END;
COMMENT ON FUNCTION crm.report_equality(name) IS 'The operator by which customers of a report are equal.';

-- Cuts and models

CREATE FUNCTION crm.report_recut(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    p record;
    cuts crm.rfm_cuts;
    tier_cuts crm.tier_cuts;
    class_a numeric;
    class_b numeric;
    n bigint;
BEGIN
    EXECUTE format('SELECT as_of, bins, tier_shares FROM %I.parameters', report) INTO p;
    -- Queries of their own and not parts of the UPDATE: the first runs in parallel. The second looks up each amount once.
    EXECUTE format('SELECT crm.rfm_cuts(history, %L, %L), count(*) FROM %I.histories', p.as_of, p.bins, report) INTO cuts, n;
    EXECUTE format($sql$
        SELECT min(value) FILTER (WHERE class = 'A'), min(value) FILTER (WHERE class = 'B'), crm.tier_cuts(value::float8, %3$L)
        FROM (SELECT value, crm.abc_class(value) OVER () AS class
            FROM (SELECT crm.monetary(h.history, %2$L) AS value FROM %1$I.histories h OFFSET bigint '0') v) c$sql$, report, p.as_of, p.tier_shares)
    INTO class_a, class_b, tier_cuts;
    EXECUTE format('UPDATE %I.parameters SET cuts = $1, tier_cuts = $2, class_a = $3, class_b = $4', report)
    USING cuts, tier_cuts, class_a, class_b;
    PERFORM crm.report_step('cuts and tiers', n, step);
END
$function$;
COMMENT ON FUNCTION crm.report_recut(name) IS 'Takes cuts, tiers and classes anew from the stored histories.';

CREATE FUNCTION crm.report_refit(report name, warm boolean) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    as_of date;
    base crm.customer_base;
    kinds crm.model_kind[];
    old crm.model[];
    fitted crm.model[] := '{NULL,NULL}';
BEGIN
    EXECUTE format('SELECT as_of, ARRAY[purchase_kind, ''gamma_gamma''], ARRAY[purchase_model, spend_model] FROM %I.parameters', report)
    INTO as_of, kinds, old;
    EXECUTE format('SELECT crm.customer_base(history, %L) FROM %I.histories', as_of, report) INTO base;
    IF base IS NOT NULL THEN
        FOR i IN 1 .. 2 LOOP
            BEGIN
                fitted[i] := crm.fit(base, kinds[i], start => CASE WHEN warm AND crm.kind(old[i]) = kinds[i] THEN old[i] END);
            EXCEPTION WHEN data_exception THEN
                -- Of few customers: the report does without.
                RAISE NOTICE 'there is no model of kind %: %', kinds[i], SQLERRM;
            END;
        END LOOP;
    END IF;
    EXECUTE format('UPDATE %I.parameters SET purchase_model = $1, spend_model = $2', report) USING fitted[1], fitted[2];
    PERFORM crm.report_step('models', crm.customers(base), step);
END
$function$;
COMMENT ON FUNCTION crm.report_refit(name, boolean) IS
'Fits the models to the stored histories, warm from those that are there; NULL where the customers are too few.';

-- Sums over histories. Each is told the histories it is over and whether they come or go, so that
-- filling and keeping up to date is the same query.

CREATE FUNCTION crm.report_cohort_query(report name, histories text, sign text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    as_of date;
    first_day date;
    last_day date;
BEGIN
    -- Of changed histories some cohorts, and what came after the date, may be gone from the days already.
    EXECUTE format('SELECT as_of, least((SELECT min(day) FROM %1$I.days), (SELECT min(cohort) FROM %1$I.cohort_months)) FROM %1$I.parameters', report)
    INTO as_of, first_day;
    EXECUTE format('SELECT max(day) FROM %I.days', report) INTO last_day;
    RETURN format($sql$
        SELECT cohort, (cohort + make_interval(months => k - 1))::date AS month, %2$s customers[k] AS customers, %2$s revenue[k] AS revenue
        FROM (SELECT crm.cohort(h, 'month') AS cohort,
                crm.retention_curve(h, 'month', %4$s, %5$L) AS customers, crm.revenue_curve(h, 'month', %4$s, %5$L) AS revenue
            FROM (SELECT %3$s AS h FROM %1$s q OFFSET bigint '0') u
            WHERE crm.cohort(h, 'month') IS NOT NULL GROUP BY 1) c,
        LATERAL generate_subscripts(customers, 1) k
        WHERE customers[k] <> 0 OR revenue[k] <> 0$sql$, histories, sign, CASE WHEN last_day > as_of OR histories <> format('%I.histories', report) THEN format('crm.until(q.history, %L)', as_of) ELSE 'q.history' END,
        coalesce(greatest(0, least(10000, 12 * (extract(year FROM as_of) - extract(year FROM first_day)) + 12)), 0)::integer,
        (date_trunc('month', as_of::timestamp) + interval '1 month - 1 day')::date);
END
$function$;
COMMENT ON FUNCTION crm.report_cohort_query(name, text, text) IS 'SQL for customers and revenue by month of the first order and month.';

CREATE FUNCTION crm.report_fill_cohorts(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    cohort date[];
    month date[];
    customers bigint[];
    revenue numeric[];
    n bigint;
BEGIN
    EXECUTE format('DELETE FROM %I.cohort_months', report);
    EXECUTE format('UPDATE %I.parameters SET cohorts_as_of = as_of', report);
    -- By way of arrays: a query of its own runs in parallel, INSERT does not.
    EXECUTE format('SELECT array_agg(cohort), array_agg(month), array_agg(customers), array_agg(revenue) FROM (%s) c',
        crm.report_cohort_query(report, format('%I.histories', report), '+')) INTO cohort, month, customers, revenue;
    EXECUTE format('INSERT INTO %I.cohort_months SELECT * FROM unnest($1, $2, $3, $4)', report) USING cohort, month, customers, revenue;
    GET DIAGNOSTICS n = ROW_COUNT;
    PERFORM crm.report_step('months of cohorts', n, step);
END
$function$;
COMMENT ON FUNCTION crm.report_fill_cohorts(name) IS 'Fills the months of cohorts from the stored histories.';

CREATE FUNCTION crm.report_fill_days(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    every crm.history;
    n bigint;
BEGIN
    EXECUTE format('DELETE FROM %I.days', report);
    EXECUTE format('SELECT crm.rollup(history) FROM %I.histories', report) INTO every;
    EXECUTE format('INSERT INTO %I.days SELECT day, orders, amount FROM crm.entries($1)', report) USING every;
    GET DIAGNOSTICS n = ROW_COUNT;
    PERFORM crm.report_step('days', n, step);
END
$function$;
COMMENT ON FUNCTION crm.report_fill_days(name) IS 'Fills the days from the stored histories.';

CREATE FUNCTION crm.report_fill_products(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    step timestamptz := clock_timestamp();
    n bigint;
BEGIN
    EXECUTE format('DELETE FROM %I.product_days', report);
    -- In one statement, so that it sees the orders of exactly those changes that it takes away.
    EXECUTE format($sql$
        WITH gone AS (DELETE FROM %1$I.product_changes)
        INSERT INTO %1$I.product_days
        SELECT product, market, ordered_at, count(*) FILTER (WHERE amount >= 0), sum(%2$s)
        FROM %1$I.source WHERE customer IS NOT NULL AND ordered_at IS NOT NULL AND amount IS NOT NULL
        GROUP BY product, market, ordered_at$sql$, report, crm.report_money('amount', crm.report_column_type(format('%I.source', report)::regclass, 'amount')));
    GET DIAGNOSTICS n = ROW_COUNT;
    PERFORM crm.report_step('days of products', n, step);
END
$function$;
COMMENT ON FUNCTION crm.report_fill_products(name) IS 'Fills the days of products from the orders.';

CREATE FUNCTION crm.report_fold_products(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    lasting boolean;
BEGIN
    -- A partition that went keeps its triggers, which only its owner may drop: what they note is not the report's.
    -- A NaN that came and went is still one in a sum.
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.product_changes WHERE revenue IN (''NaN'', ''Infinity'', ''-Infinity''))', report) INTO lasting;
    IF lasting THEN
        PERFORM crm.report_fill_products(report);
        RETURN;
    END IF;
    EXECUTE format($sql$
        WITH gone AS (DELETE FROM %1$I.product_changes RETURNING *)
        INSERT INTO %1$I.product_days AS d
        SELECT product, market, day, sum(orders)::bigint, sum(revenue) FROM gone
        WHERE part = ANY (ARRAY(SELECT unnest(parts) FROM %1$I.parameters)) GROUP BY product, market, day
        ON CONFLICT (product, market, day) DO UPDATE SET orders = d.orders + excluded.orders, revenue = d.revenue + excluded.revenue$sql$, report);
    EXECUTE format('DELETE FROM %I.product_days WHERE orders = 0 AND revenue = 0', report);
END
$function$;
COMMENT ON FUNCTION crm.report_fold_products(name) IS 'Adds noted changes to the days of products.';
