-- Tracking: triggers on the orders note what changes.

CREATE FUNCTION crm.report_parts(orders regclass, OUT part regclass, OUT kind "char", OUT depth integer) RETURNS SETOF record
    LANGUAGE sql STABLE STRICT ROWS 10
    BEGIN ATOMIC
        WITH RECURSIVE parts AS (
            SELECT orders::pg_catalog.oid AS oid, 0 AS depth
            UNION
            SELECT i.inhrelid, p.depth OPERATOR(pg_catalog.+) 1 FROM parts p JOIN pg_catalog.pg_inherits i ON i.inhparent OPERATOR(pg_catalog.=) p.oid)
        SELECT c.oid::pg_catalog.regclass, c.relkind, pg_catalog.max(p.depth) FROM parts p JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) p.oid
        GROUP BY c.oid, c.relkind;
    END;
COMMENT ON FUNCTION crm.report_parts(regclass) IS
'A table with its partitions and children of all levels: each can be written to by itself.';

CREATE FUNCTION crm.report_obstacle(report name) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
    parts oid[];
BEGIN
    EXECUTE format('SELECT orders_table, product_column FROM %I.parameters', report) INTO p;
    parts := ARRAY(SELECT part::oid FROM crm.report_parts(p.orders_table));
    RETURN (SELECT string_agg(DISTINCT CASE
            WHEN relkind NOT IN ('r', 'p') THEN c.oid::regclass || ' is no table'
            WHEN relpersistence = 'u' THEN c.oid::regclass || ' is unlogged, and empty after a crash'
            WHEN NOT has_table_privilege(c.oid, 'TRIGGER') THEN 'no privilege TRIGGER on ' || c.oid::regclass
            WHEN p.product_column IS NOT NULL AND row_security_active(c.oid) THEN 'row security is active on ' || c.oid::regclass
            WHEN EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid AND inhparent <> ALL (parts))
                THEN c.oid::regclass || ' is part of another table, and may be written to by way of that' END, ', ')
        FROM pg_class c WHERE c.oid = ANY (parts));
END
$function$;
COMMENT ON FUNCTION crm.report_obstacle(name) IS 'Why changes of the orders cannot be tracked; NULL where they can.';

CREATE FUNCTION crm.report_note_customers(report name, customer name, changed text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.format('INSERT INTO %1$I.changes SELECT DISTINCT c.%2$I FROM %3$s c WHERE c.%2$I IS NOT NULL;', report, customer, changed);
COMMENT ON FUNCTION crm.report_note_customers(name, name, text) IS 'SQL that notes the customers of changed orders.';

CREATE FUNCTION crm.report_note_products(report name, sign text, changed text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
BEGIN
    EXECUTE format('SELECT * FROM %I.parameters', report) INTO p;
    IF p.product_column IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN format($sql$
        INSERT INTO %1$I.product_changes
        SELECT product, market, day, %2$s pg_catalog.count(*) FILTER (WHERE amount >= 0), %2$s pg_catalog.sum(amount), TG_RELID
        FROM (SELECT %3$s, %4$s, %5$s, %10$s FROM %7$s c
            WHERE c.%8$I IS NOT NULL AND c.%9$I IS NOT NULL AND c.%6$I IS NOT NULL) q(product, market, day, amount)
        GROUP BY product, market, day;$sql$, report, sign, crm.report_label(format('c.%I', p.product_column)),
        crm.report_label(CASE WHEN p.market_column IS NOT NULL THEN format('c.%I', p.market_column) END),
        crm.report_day(format('c.%I', p.ordered_at_column), crm.report_column_type(p.orders_table, p.ordered_at_column), p.time_zone),
        p.amount_column, changed, p.customer_column, p.ordered_at_column,
        crm.report_money(format('c.%I', p.amount_column), crm.report_column_type(p.orders_table, p.amount_column)));
END
$function$;
COMMENT ON FUNCTION crm.report_note_products(name, text, text) IS 'SQL that notes what changed orders add to products (+) or take away (-); NULL for a report without products.';

CREATE FUNCTION crm.report_tracked_columns(report name) RETURNS name[]
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
BEGIN
    EXECUTE format('SELECT * FROM %I.parameters', report) INTO p;
    RETURN CASE WHEN p.product_column IS NULL THEN ARRAY[p.customer_column]
        ELSE array_remove(ARRAY[p.customer_column, p.ordered_at_column, p.amount_column, p.product_column, p.market_column], NULL) END;
END
$function$;
COMMENT ON FUNCTION crm.report_tracked_columns(name) IS 'The columns that triggers read.';

CREATE FUNCTION crm.report_create_trackers(report name) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    customer name := (crm.report_tracked_columns(report))[1];
    -- They write to the report for whoever writes to the orders, who need not know of it.
    head text := 'CREATE OR REPLACE FUNCTION %I.%I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp SET datestyle = ''ISO, MDY'' SET intervalstyle = postgres SET extra_float_digits = 1 AS %L';
    -- Where a column has another name by now, or its name is another column's, writers go on all the same, and the next refresh reads all.
    stand text := format('IF NOT crm.report_columns_stand(TG_RELID, %1$L, TG_ARGV::pg_catalog.int2[]) THEN
        INSERT INTO %2$I.changes SELECT NULL FROM %2$I.parameters WHERE TG_RELID = ANY (parts::pg_catalog.oid[]); RETURN NULL; END IF;',
        crm.report_tracked_columns(report), report);
    tracker record;
BEGIN
    FOR tracker IN VALUES
        (name 'track_rows', format('BEGIN %s %s %s RETURN NULL; END', stand, crm.report_note_customers(report, customer, 'changed'),
            'IF TG_OP = ''INSERT'' THEN ' || crm.report_note_products(report, '+', 'changed')
            || ' ELSE ' || crm.report_note_products(report, '-', 'changed') || ' END IF;'), 'Notes the customers of inserted and deleted orders.'),
        (name 'track_update', format('BEGIN %s %s %s RETURN NULL; END', stand,
            crm.report_note_customers(report, customer, format('(SELECT r.%1$I FROM removed r UNION ALL SELECT a.%1$I FROM added a)', customer)),
            crm.report_note_products(report, '-', 'removed') || crm.report_note_products(report, '+', 'added')), 'Notes the customers of updated orders.'),
        (name 'track_truncate', format('BEGIN INSERT INTO %I.changes VALUES (NULL); RETURN NULL; END', report), 'Notes that any customer may have changed.')
    LOOP
        EXECUTE format(head, report, tracker.column1, tracker.column2);
        EXECUTE format('REVOKE ALL ON FUNCTION %I.%I() FROM PUBLIC', report, tracker.column1);
        EXECUTE format('COMMENT ON FUNCTION %I.%I() IS %L', report, tracker.column1, tracker.column3);
        -- With the extension they go, and the triggers with them: writers do not need it.
        EXECUTE format('ALTER FUNCTION %I.%I() DEPENDS ON EXTENSION crm_ext', report, tracker.column1);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION crm.report_create_trackers(name) IS 'Writes the trigger functions of a report, for the columns as they are called now.';

CREATE FUNCTION crm.report_trackers(report name, part regclass) RETURNS bigint
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    numbers smallint[] := crm.report_numbers(part, crm.report_tracked_columns(report));
    arguments bytea := (SELECT string_agg(convert_to(number::text, 'UTF8') || '\x00'::bytea, '\x'::bytea ORDER BY place) FROM unnest(numbers) WITH ORDINALITY c(number, place));
BEGIN
    RETURN (SELECT count(*) FROM pg_trigger t JOIN pg_proc f ON f.oid = tgfoid JOIN pg_namespace n ON n.oid = pronamespace
        WHERE tgrelid = part AND nspname = report AND tgenabled IN ('O', 'A') AND tgargs = arguments);
END
$function$;
COMMENT ON FUNCTION crm.report_trackers(name, regclass) IS 'How many triggers of the report on this table are enabled and know its columns; all of them are four.';

CREATE FUNCTION crm.report_track(report name) RETURNS boolean
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
    obstacle text := crm.report_obstacle(report);
    part regclass;
    parts regclass[];
    numbers text;
    base text := CASE WHEN octet_length(report) <= 45 THEN report ELSE 'crm_' || md5(report) END;
    t record;
BEGIN
    EXECUTE format('SELECT orders_table FROM %I.parameters', report) INTO p;
    parts := ARRAY(SELECT q.part FROM crm.report_parts(p.orders_table) q ORDER BY q.depth, q.part::oid);
    IF obstacle IS NOT NULL THEN
        RAISE NOTICE 'changes of % are not tracked: %', p.orders_table, obstacle USING HINT = 'crm.refresh reads all orders each time.';
        EXECUTE format('UPDATE %I.parameters SET tracked = false, parts = $1', report) USING parts;
        RETURN false;
    END IF;

    IF to_regprocedure(format('%I.track_rows()', report)) IS NULL THEN
        PERFORM crm.report_create_trackers(report);
    END IF;
    -- The table before its parts, as writers lock them.
    FOREACH part IN ARRAY parts LOOP
        CONTINUE WHEN crm.report_trackers(report, part) = 4;
        numbers := (SELECT string_agg(quote_literal(n), ', ' ORDER BY place)
            FROM unnest(crm.report_numbers(part, crm.report_tracked_columns(report))) WITH ORDINALITY c(n, place));
        FOR t IN SELECT base || '_' || lower(event) AS name, * FROM (VALUES
                ('INSERT', 'REFERENCING NEW TABLE AS changed', 'track_rows'), ('DELETE', 'REFERENCING OLD TABLE AS changed', 'track_rows'),
                ('UPDATE', 'REFERENCING OLD TABLE AS removed NEW TABLE AS added', 'track_update'), ('TRUNCATE', '', 'track_truncate')) e(event, given, tracker) LOOP
            IF EXISTS (SELECT FROM pg_trigger g JOIN pg_proc f ON f.oid = tgfoid WHERE tgrelid = part AND tgname = t.name
                    AND pronamespace <> (SELECT oid FROM pg_namespace WHERE nspname = report)) THEN
                RAISE EXCEPTION 'trigger "%" of % already exists', t.name, part USING ERRCODE = '42710', HINT = 'Give the report another name.';
            END IF;
            EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %I.%I(%s)',
                t.name, t.event, part, t.given, report, t.tracker, numbers);
        END LOOP;
    END LOOP;
    EXECUTE format('UPDATE %I.parameters SET tracked = true, parts = $1', report) USING parts;
    RETURN true;
END
$function$;
COMMENT ON FUNCTION crm.report_track(name) IS
'Has triggers on the orders, each partition and child note changes from now on; false where there can be none. A statement fires those of the table that it names only, so each has its own.';

CREATE FUNCTION crm.report_untracked(report name) RETURNS boolean
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
BEGIN
    EXECUTE format('SELECT orders_table, tracked, parts FROM %I.parameters', report) INTO p;
    RETURN NOT p.tracked OR crm.report_obstacle(report) IS NOT NULL
        OR ARRAY(SELECT q.part::oid FROM crm.report_parts(p.orders_table) q ORDER BY 1) <> ARRAY(SELECT q::oid FROM unnest(p.parts) q ORDER BY 1)
        OR EXISTS (SELECT FROM unnest(p.parts) part WHERE crm.report_trackers(report, part) <> 4);
END
$function$;
COMMENT ON FUNCTION crm.report_untracked(name) IS
'Can there be changes that no trigger noted? So it is without triggers, and after a partition came, went or lost them.';
