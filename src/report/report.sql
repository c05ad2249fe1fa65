-- Room report: ready views over a table of orders that is there already, kept fresh.
--
-- A report is a schema of its own, which belongs to whoever makes it:
--   source           a view: the orders, under the names customer, ordered_at, amount
--   parameters       one row: what was asked for, the cuts and models in use
--   changes          customers whose orders changed since the last refresh; NULL: any may have
--   histories        one row a customer
--   days, cohort_months, scores, product_days    sums of them, from which the views read
-- crm.refresh carries changes from left to right through them. The functions of this room are
-- written in PL/pgSQL, for what they do is DDL and SQL over tables that they are told the names of.

CREATE TYPE crm.orders_read AS ENUM ('none', 'changed', 'all');
COMMENT ON TYPE crm.orders_read IS
'Which orders a refresh read: none, those of customers whose orders changed, all.';

CREATE TYPE crm.report_work AS (
    report name, as_of date, orders_read crm.orders_read, customers bigint, changed bigint, scored bigint,
    recut boolean, refit boolean, seconds double precision);
COMMENT ON TYPE crm.report_work IS
'What crm.create_report and crm.refresh did.';
COMMENT ON COLUMN crm.report_work.report IS 'The report: the name of its schema.';
COMMENT ON COLUMN crm.report_work.as_of IS 'The date that its views are as of; NULL where there is no order.';
COMMENT ON COLUMN crm.report_work.orders_read IS 'Which orders were read.';
COMMENT ON COLUMN crm.report_work.customers IS 'Customers whose orders were read; NULL where all were.';
COMMENT ON COLUMN crm.report_work.changed IS 'Customers whose history was found changed.';
COMMENT ON COLUMN crm.report_work.scored IS 'Customers who were scored: those who changed, or all.';
COMMENT ON COLUMN crm.report_work.recut IS 'Were cuts and tiers taken anew?';
COMMENT ON COLUMN crm.report_work.refit IS 'Were models fitted?';
COMMENT ON COLUMN crm.report_work.seconds IS 'How long it took, in seconds.';

CREATE FUNCTION crm.create_report(
    orders regclass, customer name, ordered_at name, amount name, report name DEFAULT 'crm_report',
    as_of date DEFAULT NULL, time_zone text DEFAULT NULL, bins integer DEFAULT 5,
    tier_shares double precision[] DEFAULT '{0.01,0.05,0.20}', rules crm.segment_rule[] DEFAULT NULL,
    purchase_model crm.model_kind DEFAULT 'bg_nbd', horizon double precision DEFAULT 365,
    discount double precision DEFAULT 0.10, margin double precision DEFAULT 1,
    product name DEFAULT NULL, market name DEFAULT NULL,
    survey regclass DEFAULT NULL, answer name DEFAULT NULL, answered_at name DEFAULT NULL,
    readers name DEFAULT NULL) RETURNS crm.report_work
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, MDY' SET intervalstyle = postgres SET extra_float_digits = 1 SET jit = off AS $function$
DECLARE
    began timestamptz := pg_catalog.clock_timestamp();
    step timestamptz;
    n bigint;
    key_type text;
BEGIN
    PERFORM crm.report_check_arguments(orders, customer, ordered_at, amount, report, bins, tier_shares, rules, purchase_model,
        horizon, discount, margin, product, market, survey, answer, answered_at, readers, time_zone);
    IF NOT as_of BETWEEN '0001-01-01' AND '9999-12-31' THEN
        RAISE EXCEPTION 'as_of must be a date of the years 1 to 9999' USING ERRCODE = '22008';
    END IF;
    PERFORM crm.report_check_isolation('crm.create_report');
    time_zone := coalesce(time_zone, pg_catalog.current_setting('TimeZone'));
    rules := coalesce(rules, ARRAY(SELECT r FROM crm.segment_rules('rf_map') r));
    key_type := crm.report_column_type(orders, customer);

    EXECUTE format('CREATE SCHEMA %I', report);
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', report, format('Report of crm_ext over %s; crm.drop_report(%L) takes it away.', orders, report));
    PERFORM crm.report_create_source(report, orders, customer, ordered_at, amount, product, market, time_zone);
    PERFORM crm.report_create_tables(report, key_type, time_zone);
    EXECUTE format($sql$
        INSERT INTO %I.parameters (orders_table, customer_column, ordered_at_column, amount_column, product_column, market_column, time_zone, as_of, bins, tier_shares, rules,
            purchase_kind, horizon, discount, margin, tracked, parts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, false, '{}')$sql$, report)
    USING orders, customer, ordered_at, amount, product, market, time_zone, as_of, bins, tier_shares, rules,
        purchase_model, horizon, discount, margin;

    EXECUTE format('ANALYZE %I.parameters', report);    -- one row, as who joins it should know

    PERFORM crm.report_follow_renames(report);    -- notes which columns they are

    -- From here on nobody writes to the orders, and the statements that follow see all that was written.
    PERFORM crm.report_track(report);

    step := pg_catalog.clock_timestamp();
    EXECUTE format('INSERT INTO %I.histories %s', report, crm.report_histories_query(report, key_type));
    GET DIAGNOSTICS n = ROW_COUNT;
    EXECUTE format('ALTER TABLE %I.histories ADD PRIMARY KEY (customer)', report);
    EXECUTE format('ANALYZE %I.histories (customer)', report);
    PERFORM crm.report_step('histories of all customers', n, step);

    PERFORM crm.report_fill_days(report);
    EXECUTE format($sql$
        UPDATE %1$I.parameters SET as_of = coalesce(as_of, (SELECT max(day) FROM %1$I.days d WHERE d.orders > 0))
        RETURNING as_of$sql$, report) INTO as_of;

    PERFORM crm.report_recut(report);
    PERFORM crm.report_refit(report, false);
    PERFORM crm.report_fill_cohorts(report);
    IF product IS NOT NULL THEN
        PERFORM crm.report_fill_products(report);
    END IF;
    n := crm.report_fill_scores(report);
    EXECUTE format('ALTER TABLE %I.scores ADD PRIMARY KEY (customer)', report);
    EXECUTE format('ANALYZE %I.scores (customer)', report);

    PERFORM crm.report_create_views(report, product, survey, answer, answered_at, time_zone);
    PERFORM crm.report_describe(report);
    IF readers IS NOT NULL THEN
        PERFORM crm.report_grant(report, readers);
    END IF;
    RETURN (report, as_of, 'all', NULL, n, n, true, true, crm.report_seconds(began))::crm.report_work;
END
$function$;
COMMENT ON FUNCTION crm.create_report(regclass, name, name, name, name, date, text, integer, double precision[], crm.segment_rule[], crm.model_kind, double precision, double precision, double precision, name, name, regclass, name, name, name) IS
'Makes a schema, named report, of views over a table of orders: customer, ordered_at and amount name its columns. Blocks writers of the orders until the transaction ends. Everything is the caller''s. Raises 42P06 where the schema is there, 42703 and 42804 for columns that are not or have another type.';

CREATE FUNCTION crm.drop_report(report name DEFAULT 'crm_report') RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    orders regclass;
    t record;
BEGIN
    PERFORM crm.report_check(report);
    -- The orders before their parts, as writers lock them; who may not lock them waits for them in some order.
    EXECUTE format('SELECT orders_table FROM %I.parameters WHERE tracked', report) INTO orders;
    IF EXISTS (SELECT FROM pg_class WHERE oid = orders) THEN
        BEGIN
            EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', orders);
        EXCEPTION WHEN insufficient_privilege THEN
            NULL;
        END;
    END IF;
    -- One by one and not CASCADE: what others built on the report is theirs, and refused with their names.
    EXECUTE format('DROP FUNCTION IF EXISTS %I.customers_as_of(date)', report);
    FOR t IN SELECT string_agg(format('%I.%I', report, relname), ', ') AS names
            FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = report) AND relkind = 'v'
            AND relname = ANY (crm.report_views()) LOOP
        EXECUTE 'DROP VIEW ' || t.names;
    END LOOP;
    -- With its triggers, which only the owner of the orders may drop by name.
    EXECUTE format('DROP FUNCTION IF EXISTS %1$I.track_rows(), %1$I.track_update(), %1$I.track_truncate() CASCADE', report);
    EXECUTE format('DROP TABLE IF EXISTS %1$I.scores, %1$I.cohort_months, %1$I.days, %1$I.product_days, %1$I.product_changes,
        %1$I.histories, %1$I.changed_keys, %1$I.changed, %1$I.changes, %1$I.parameters', report);
    EXECUTE format('DROP SCHEMA %I', report);
END
$function$;
COMMENT ON FUNCTION crm.drop_report(name) IS
'Takes a report away: its schema with all that crm.create_report made, and its triggers on the orders. Raises 3F000 and 42809 where there is no report of that name, 2BP01 where something else depends on it or lies in its schema.';

-- What is a report, and what is it made of?

CREATE FUNCTION crm.report_views() RETURNS name[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{source,customers,segments,tiers,cohorts,concentration,lifecycle,clv_summary,kpis,products,bcg,satisfaction}'::name[];
COMMENT ON FUNCTION crm.report_views() IS 'The views of a report: the source, and those to be read.';

CREATE FUNCTION crm.report_check(report name) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    IF report IS NULL THEN
        RAISE EXCEPTION 'report must not be NULL' USING ERRCODE = '22004';
    ELSIF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = report) THEN
        RAISE EXCEPTION 'there is no report "%"', report USING ERRCODE = '3F000', HINT = 'crm.create_report makes one.';
    ELSIF (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE nspname = report AND relname IN ('parameters', 'histories', 'changes') AND relkind = 'r') < 3
        OR NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(format('%I.parameters', report)) AND attname = 'scored_under') THEN
        RAISE EXCEPTION 'schema "%" is no report', report USING ERRCODE = '42809', HINT = 'Name a schema that crm.create_report made.';
    END IF;
END
$function$;
COMMENT ON FUNCTION crm.report_check(name) IS 'Raises an error where there is no report of that name.';

CREATE FUNCTION crm.report_check_isolation(what text) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION '% needs isolation level read committed', what USING ERRCODE = '25001',
            DETAIL = 'A snapshot that is older than its locks does not see what was written in between.';
    END IF;
END
$function$;
COMMENT ON FUNCTION crm.report_check_isolation(text) IS 'Raises 25001 in a transaction whose snapshot stays.';

-- Long work shows itself

CREATE FUNCTION crm.report_seconds(since timestamptz) RETURNS double precision
    LANGUAGE sql VOLATILE STRICT
    RETURN pg_catalog.round(EXTRACT(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) since), 3)::pg_catalog.float8;
COMMENT ON FUNCTION crm.report_seconds(timestamptz) IS 'Seconds since then, for showing.';

CREATE FUNCTION crm.report_step(what text, number_of_rows bigint, since timestamptz) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    RAISE NOTICE '%', concat(what, ': ' || number_of_rows || ' rows', ', ' || to_char(crm.report_seconds(since), 'FM999990.00') || ' s');
END
$function$;
COMMENT ON FUNCTION crm.report_step(text, bigint, timestamptz) IS 'Says what a step did, how many rows it has, how long it took.';
