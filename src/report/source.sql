-- Where a report reads: the orders, checked, behind a view, and tracked by triggers.

CREATE FUNCTION crm.report_column_type(orders regclass, name name) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    type oid;
    modifier integer;
    base record;
BEGIN
    SELECT atttypid, atttypmod INTO type, modifier FROM pg_attribute
    WHERE attrelid = orders AND attname = name AND attnum > 0 AND NOT attisdropped;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'column "%" of % does not exist', name, orders USING ERRCODE = '42703',
            HINT = (SELECT 'It has ' || string_agg(quote_ident(attname), ', ' ORDER BY attnum) || '.' FROM pg_attribute
                WHERE attrelid = orders AND attnum > 0 AND NOT attisdropped);
    END IF;
    LOOP
        SELECT typbasetype, typtypmod INTO base FROM pg_type WHERE oid = type AND typtype = 'd';
        EXIT WHEN NOT FOUND;
        type := base.typbasetype;
        modifier := base.typtypmod;
    END LOOP;
    RETURN format_type(type, modifier);
END
$function$;
COMMENT ON FUNCTION crm.report_column_type(regclass, name) IS
'The type of a column, of a domain what it is over; raises 42703 where there is no such column.';

CREATE FUNCTION crm.report_check_arguments(
    orders regclass, customer name, ordered_at name, amount name, report name, bins integer, tier_shares double precision[],
    rules crm.segment_rule[], purchase_model crm.model_kind, horizon double precision, discount double precision, margin double precision,
    product name, market name, survey regclass, answer name, answered_at name, readers name, time_zone text) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    missing text;
    kind "char";
    persistence "char";
    type text;
BEGIN
    SELECT string_agg(argument, ', ') INTO missing FROM (VALUES
        ('orders', orders IS NULL), ('customer', customer IS NULL), ('ordered_at', ordered_at IS NULL), ('amount', amount IS NULL),
        ('report', report IS NULL), ('bins', bins IS NULL), ('tier_shares', tier_shares IS NULL), ('purchase_model', purchase_model IS NULL),
        ('horizon', horizon IS NULL), ('discount', discount IS NULL), ('margin', margin IS NULL)) v(argument, absent) WHERE absent;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION '% must not be NULL', missing USING ERRCODE = '22004';
    END IF;
    IF EXISTS (SELECT FROM pg_namespace WHERE nspname = report) THEN
        RAISE EXCEPTION 'schema "%" already exists', report USING ERRCODE = '42P06',
            HINT = CASE WHEN to_regclass(format('%I.parameters', report)) IS NULL THEN 'Give the report another name.'
                ELSE 'crm.refresh brings a report up to date, crm.drop_report takes it away; or give this one another name.' END;
    END IF;

    SELECT relkind, relpersistence INTO kind, persistence FROM pg_class WHERE oid = orders;
    IF kind IS NULL OR kind NOT IN ('r', 'p', 'v', 'm', 'f') THEN
        RAISE EXCEPTION '% is no table or view', orders USING ERRCODE = '42809';
    ELSIF persistence = 't' THEN
        RAISE EXCEPTION '% is temporary, a report is not', orders USING ERRCODE = '42809';
    END IF;
    PERFORM crm.report_column_type(orders, customer);
    type := crm.report_column_type(orders, ordered_at);
    IF type !~ '^(date|timestamp(\(\d\))? with(out)? time zone)$' THEN
        RAISE EXCEPTION 'column "%" of % is of type %, not date or timestamp', ordered_at, orders, type USING ERRCODE = '42804',
            HINT = 'Make a view that casts it, and a report over the view.';
    END IF;
    type := crm.report_column_type(orders, amount);
    IF type !~ '^(smallint|integer|bigint|real|double precision|numeric(\(.*\))?)$' THEN
        RAISE EXCEPTION 'column "%" of % is of type %, not a number', amount, orders, type USING ERRCODE = '42804',
            HINT = 'Make a view that casts it, and a report over the view.';
    END IF;
    PERFORM crm.report_column_type(orders, product), crm.report_column_type(orders, market);
    IF market IS NOT NULL AND product IS NULL THEN
        RAISE EXCEPTION 'a market needs a product' USING ERRCODE = '22023', HINT = 'Name the column of the product too.';
    END IF;

    IF (survey IS NULL) <> (answer IS NULL) OR (survey IS NULL) <> (answered_at IS NULL) THEN
        RAISE EXCEPTION 'survey, answer and answered_at go together' USING ERRCODE = '22023';
    ELSIF survey IS NOT NULL THEN
        type := crm.report_column_type(survey, answer);
        IF type NOT IN ('smallint', 'integer', 'bigint') THEN
            RAISE EXCEPTION 'column "%" of % is of type %, not an integer', answer, survey, type USING ERRCODE = '42804';
        END IF;
        type := crm.report_column_type(survey, answered_at);
        IF type !~ '^(date|timestamp(\(\d\))? with(out)? time zone)$' THEN
            RAISE EXCEPTION 'column "%" of % is of type %, not date or timestamp', answered_at, survey, type USING ERRCODE = '42804';
        END IF;
    END IF;

    IF purchase_model NOT IN ('bg_nbd', 'mbg_nbd', 'pareto_nbd') THEN
        RAISE EXCEPTION 'purchase_model must be bg_nbd, mbg_nbd or pareto_nbd, not %', purchase_model USING ERRCODE = '22023';
    ELSIF NOT (horizon > 0 AND horizon <= 36525) THEN
        RAISE EXCEPTION 'horizon must be above 0 and at most 36525 days, not %', horizon USING ERRCODE = '22023';
    ELSIF NOT (discount = 0 OR discount BETWEEN 1e-12 AND 1e6) THEN
        RAISE EXCEPTION 'discount must be 0 or between 1e-12 and 1e6, not %', discount USING ERRCODE = '22023',
            HINT = '0.10 is 10 % a year.';
    ELSIF NOT (margin >= 0 AND margin <= 1e6) THEN
        RAISE EXCEPTION 'margin must be between 0 and 1e6, not %', margin USING ERRCODE = '22023';
    ELSIF bins NOT BETWEEN 2 AND 9 THEN
        RAISE EXCEPTION 'bins must be between 2 and 9, not %', bins USING ERRCODE = '22023';
    ELSIF rules IS NULL AND bins <> 5 THEN
        RAISE EXCEPTION 'rules are needed for % bins', bins USING ERRCODE = '22023',
            HINT = 'The rules that are taken by default are for scores of 5 bins.';
    ELSIF rules IS NOT NULL AND EXISTS (SELECT FROM crm.check_rules(rules, bins) WHERE problem = 'uncovered') THEN
        RAISE WARNING 'some scores are covered by no rule' USING
            DETAIL = 'Their segment is NULL.', HINT = 'crm.check_rules says which.';
    END IF;
    PERFORM crm.tier_cuts(v, tier_shares) FROM (VALUES (1.0::float8)) one(v);    -- raises what is wrong with them
    IF time_zone IS NOT NULL THEN
        PERFORM '2000-01-01'::timestamp AT TIME ZONE time_zone;
    END IF;
    IF readers IS NOT NULL AND readers <> 'public' AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = readers) THEN
        RAISE EXCEPTION 'role "%" does not exist', readers USING ERRCODE = '42704';
    END IF;
END
$function$;
COMMENT ON FUNCTION crm.report_check_arguments(regclass, name, name, name, name, integer, double precision[], crm.segment_rule[], crm.model_kind, double precision, double precision, double precision, name, name, regclass, name, name, name, text) IS
'Raises an error where arguments of crm.create_report are wrong.';

-- The day of a column in the report's time zone.
CREATE FUNCTION crm.report_day(expression text, type text, time_zone text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN type OPERATOR(pg_catalog.~) 'with time zone$'
        THEN pg_catalog.format('(%s AT TIME ZONE %L)::pg_catalog.date', expression, time_zone)
        ELSE pg_catalog.format('%s::pg_catalog.date', expression) END;
COMMENT ON FUNCTION crm.report_day(text, text, text) IS 'SQL for the day of an expression of this type.';

CREATE FUNCTION crm.report_create_source(report name, orders regclass, customer name, ordered_at name, amount name, product name, market name, time_zone text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    -- A view follows renames, and keeps others from dropping what it reads without a word.
    EXECUTE format('CREATE VIEW %I.source AS SELECT o.%I::%s AS customer, %s AS ordered_at, o.%I::%s AS amount', report,
            customer, crm.report_column_type(orders, customer),
            crm.report_day(format('o.%I', ordered_at), crm.report_column_type(orders, ordered_at), time_zone),
            amount, crm.report_column_type(orders, amount))
        || CASE WHEN product IS NULL THEN '' ELSE format(', coalesce(o.%I::pg_catalog.text, '''') AS product, %s AS market', product,
            CASE WHEN market IS NULL THEN '''all''::pg_catalog.text' ELSE format('coalesce(o.%I::pg_catalog.text, '''')', market) END) END
        || format(' FROM %s o', orders);
END
$function$;
COMMENT ON FUNCTION crm.report_create_source(name, regclass, name, name, name, name, name, text) IS
'Makes the view of the orders under the report''s own names.';

CREATE FUNCTION crm.report_histories_query(report name, key_type text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.format('SELECT customer, history FROM crm.histories(%L, NULL::%s) WHERE history IS NOT NULL',
        pg_catalog.format('SELECT customer, ordered_at, amount FROM %I.source WHERE customer IS NOT NULL', report), key_type);
COMMENT ON FUNCTION crm.report_histories_query(name, text) IS 'SQL for the histories of all customers from the orders.';

-- Columns by their names: the view of the orders follows a renamed column by itself, what is written for triggers does not.

CREATE FUNCTION crm.report_numbers(orders regclass, columns name[]) RETURNS smallint[]
    LANGUAGE sql STABLE STRICT
    BEGIN ATOMIC
        SELECT pg_catalog.array_agg(a.attnum ORDER BY c.place) FROM pg_catalog.unnest(columns) WITH ORDINALITY c(name, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) orders::pg_catalog.oid AND a.attname OPERATOR(pg_catalog.=) c.name
            AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
        WHERE c.name IS NOT NULL;
    END;
COMMENT ON FUNCTION crm.report_numbers(regclass, name[]) IS 'The numbers of these columns of the orders; NULL for a name that no column has.';

CREATE FUNCTION crm.report_follow_renames(report name) RETURNS boolean
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
    numbers smallint[];
    seen smallint[];    -- the columns that the view reads
    names name[];
BEGIN
    EXECUTE format('SELECT * FROM %I.parameters', report) INTO p;
    numbers := crm.report_numbers(p.orders_table, ARRAY[p.customer_column, p.ordered_at_column, p.amount_column, p.product_column, p.market_column]);
    seen := ARRAY(SELECT DISTINCT refobjsubid FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND r.ev_class = format('%I.source', report)::regclass
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid = p.orders_table AND d.refobjsubid > 0 ORDER BY 1);
    IF ARRAY(SELECT DISTINCT unnest(numbers) ORDER BY 1) = seen THEN
        EXECUTE format('UPDATE %I.parameters SET column_numbers = $1 WHERE column_numbers <> $1', report) USING numbers;
        RETURN false;
    ELSIF ARRAY(SELECT DISTINCT unnest(p.column_numbers) ORDER BY 1) <> seen THEN
        RAISE EXCEPTION 'the columns of % are not those that report "%" was made for', p.orders_table, report USING ERRCODE = '55000',
            HINT = 'Drop the report and make it anew.';
    END IF;
    names := ARRAY(SELECT attname FROM unnest(p.column_numbers) WITH ORDINALITY n(number, place)
        JOIN pg_attribute ON attrelid = p.orders_table AND attnum = number ORDER BY place);
    EXECUTE format('UPDATE %I.parameters SET customer_column = $1, ordered_at_column = $2, amount_column = $3, product_column = $4, market_column = $5', report)
    USING names[1], names[2], names[3], names[4], names[5];
    RAISE NOTICE 'columns of % were renamed: %', p.orders_table, array_to_string(names, ', ');
    RETURN true;
END
$function$;
COMMENT ON FUNCTION crm.report_follow_renames(name) IS
'Takes over the names of columns that were renamed; were any? Raises 55000 where they can no longer be told.';

-- Tracking

CREATE FUNCTION crm.report_parts(orders regclass, OUT part regclass, OUT kind "char") RETURNS SETOF record
    LANGUAGE sql STABLE STRICT ROWS 10
    BEGIN ATOMIC
        WITH RECURSIVE parts AS (
            SELECT orders::pg_catalog.oid AS oid
            UNION
            SELECT i.inhrelid FROM parts p JOIN pg_catalog.pg_inherits i ON i.inhparent OPERATOR(pg_catalog.=) p.oid)
        SELECT c.oid::pg_catalog.regclass, c.relkind FROM parts p JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) p.oid;
    END;
COMMENT ON FUNCTION crm.report_parts(regclass) IS
'A table with its partitions and children of all levels: each can be written to by itself.';

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
        FROM (SELECT coalesce(c.%3$I::pg_catalog.text, ''), %4$s, %5$s, c.%6$I::pg_catalog.numeric FROM %7$s c
            WHERE c.%8$I IS NOT NULL AND c.%9$I IS NOT NULL AND c.%6$I IS NOT NULL) q(product, market, day, amount)
        GROUP BY product, market, day;$sql$, report, sign, p.product_column,
        CASE WHEN p.market_column IS NULL THEN '''all''::pg_catalog.text' ELSE format('coalesce(c.%I::pg_catalog.text, '''')', p.market_column) END,
        crm.report_day(format('c.%I', p.ordered_at_column), crm.report_column_type(p.orders_table, p.ordered_at_column), p.time_zone),
        p.amount_column, changed, p.customer_column, p.ordered_at_column);
END
$function$;
COMMENT ON FUNCTION crm.report_note_products(name, text, text) IS 'SQL that notes what changed orders add to products (+) or take away (-); NULL for a report without products.';

CREATE FUNCTION crm.report_track(report name) RETURNS boolean
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
    schema_oid oid := (SELECT oid FROM pg_namespace WHERE nspname = report);
    obstacle text;
    part regclass;
    parts regclass[];
    columns name[];
    named text;
    base text := CASE WHEN octet_length(report) <= 45 THEN report ELSE 'crm_' || md5(report) END;
BEGIN
    EXECUTE format('SELECT * FROM %I.parameters', report) INTO p;
    parts := ARRAY(SELECT q.part FROM crm.report_parts(p.orders_table) q ORDER BY q.part::oid);
    SELECT string_agg(DISTINCT CASE WHEN kind NOT IN ('r', 'p') THEN q.part || ' is no table' ELSE 'no privilege TRIGGER on ' || q.part END, ', ')
        INTO obstacle FROM crm.report_parts(p.orders_table) q
        WHERE kind NOT IN ('r', 'p') OR NOT has_table_privilege(q.part, 'TRIGGER');
    IF obstacle IS NOT NULL THEN
        RAISE NOTICE 'changes of % are not tracked: %', p.orders_table, obstacle USING HINT = 'crm.refresh reads all orders each time.';
        EXECUTE format('UPDATE %I.parameters SET tracked = false, parts = $1', report) USING parts;
        RETURN false;
    END IF;

    columns := ARRAY(SELECT DISTINCT name FROM unnest(CASE WHEN p.product_column IS NULL THEN ARRAY[p.customer_column]
        ELSE ARRAY[p.customer_column, p.ordered_at_column, p.amount_column, p.product_column, p.market_column] END) name WHERE name IS NOT NULL);
    -- Where a column was renamed writers go on all the same, and the next refresh reads all.
    named := format('IF (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = TG_RELID AND attname = ANY (%L) AND NOT attisdropped) < %s
        THEN INSERT INTO %I.changes VALUES (NULL); RETURN NULL; END IF;', columns, cardinality(columns), report);
    -- They write to the report for whoever writes to the orders, who need not know of it.
    EXECUTE format('CREATE OR REPLACE FUNCTION %I.track_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L', report,
        format('BEGIN %s %s %s RETURN NULL; END', named, crm.report_note_customers(report, p.customer_column, 'changed'),
            'IF TG_OP = ''INSERT'' THEN ' || crm.report_note_products(report, '+', 'changed')
            || ' ELSE ' || crm.report_note_products(report, '-', 'changed') || ' END IF;'));
    EXECUTE format('CREATE OR REPLACE FUNCTION %I.track_update() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L', report,
        format('BEGIN %s %s %s RETURN NULL; END', named,
            crm.report_note_customers(report, p.customer_column, format('(SELECT %1$I FROM removed UNION ALL SELECT %1$I FROM added)', p.customer_column)),
            crm.report_note_products(report, '-', 'removed') || crm.report_note_products(report, '+', 'added')));
    EXECUTE format('CREATE OR REPLACE FUNCTION %I.track_truncate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS %L', report,
        format('BEGIN INSERT INTO %I.changes VALUES (NULL); RETURN NULL; END', report));
    EXECUTE format('REVOKE ALL ON FUNCTION %1$I.track_rows(), %1$I.track_update(), %1$I.track_truncate() FROM PUBLIC', report);
    EXECUTE format($sql$
        COMMENT ON FUNCTION %1$I.track_rows() IS 'Notes the customers of inserted and deleted orders.';
        COMMENT ON FUNCTION %1$I.track_update() IS 'Notes the customers of updated orders.';
        COMMENT ON FUNCTION %1$I.track_truncate() IS 'Notes that any customer may have changed.'$sql$, report);

    FOREACH part IN ARRAY parts LOOP
        CONTINUE WHEN (SELECT count(*) FROM pg_trigger t JOIN pg_proc f ON f.oid = tgfoid WHERE tgrelid = part AND pronamespace = schema_oid) = 4;
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I.track_rows()', base || '_insert', part, report);
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION %I.track_rows()', base || '_delete', part, report);
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER UPDATE ON %s REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION %I.track_update()', base || '_update', part, report);
        EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %I.track_truncate()', base || '_truncate', part, report);
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
    RETURN NOT p.tracked
        OR ARRAY(SELECT q.part::oid FROM crm.report_parts(p.orders_table) q ORDER BY 1) <> ARRAY(SELECT q::oid FROM unnest(p.parts) q ORDER BY 1)
        OR EXISTS (SELECT FROM crm.report_parts(p.orders_table) q WHERE 4 <> (
            SELECT count(*) FROM pg_trigger t JOIN pg_proc f ON f.oid = tgfoid JOIN pg_namespace n ON n.oid = pronamespace
            WHERE tgrelid = q.part AND nspname = report AND tgenabled IN ('O', 'A')));
END
$function$;
COMMENT ON FUNCTION crm.report_untracked(name) IS
'Can there be changes that no trigger noted? So it is without triggers, and after a partition came, went or lost them.';
