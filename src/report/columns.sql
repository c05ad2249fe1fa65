-- Columns of the orders: their types, and their names, which may change.

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

CREATE FUNCTION crm.report_numbers(orders regclass, names name[]) RETURNS smallint[]
    LANGUAGE sql STABLE STRICT
    BEGIN ATOMIC
        SELECT pg_catalog.array_agg(a.attnum ORDER BY c.place) FROM pg_catalog.unnest(names) WITH ORDINALITY c(name, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) orders::pg_catalog.oid AND a.attname OPERATOR(pg_catalog.=) c.name
            AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped;
    END;
COMMENT ON FUNCTION crm.report_numbers(regclass, name[]) IS 'The numbers of these columns; NULL for a name that no column has.';

CREATE FUNCTION crm.report_columns_stand(relation oid, names name[], numbers smallint[]) RETURNS boolean
    AS 'MODULE_PATHNAME', 'crm_report_columns_stand' LANGUAGE C STABLE STRICT;
COMMENT ON FUNCTION crm.report_columns_stand(oid, name[], smallint[]) IS
'Do the columns of these numbers have these names, in the catalog as it is now? A trigger asks so.';

CREATE FUNCTION crm.report_follow_renames(report name) RETURNS boolean
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    p record;
    names name[];
    current name[];
    numbers smallint[];
    stored smallint[];    -- each once, in order, as seen
    seen smallint[];    -- the columns that the view reads, which follows them by itself
BEGIN
    EXECUTE format('SELECT * FROM %I.parameters', report) INTO p;
    names := array_remove(ARRAY[p.customer_column, p.ordered_at_column, p.amount_column, p.product_column, p.market_column], NULL);
    stored := ARRAY(SELECT DISTINCT unnest(p.column_numbers) ORDER BY 1);
    seen := ARRAY(SELECT DISTINCT refobjsubid FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
        WHERE d.classid = 'pg_rewrite'::regclass AND r.ev_class = format('%I.source', report)::regclass
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid = p.orders_table AND d.refobjsubid > 0 ORDER BY 1);
    IF stored = seen THEN
        numbers := p.column_numbers;
    ELSIF ARRAY(SELECT DISTINCT unnest(crm.report_numbers(p.orders_table, names)) ORDER BY 1) = seen THEN
        numbers := crm.report_numbers(p.orders_table, names);    -- made just now, or restored
    ELSIF cardinality(stored) = cardinality(seen) THEN    -- restored, in the same order, and renamed
        numbers := ARRAY(SELECT seen[array_position(stored, n)] FROM unnest(p.column_numbers) WITH ORDINALITY c(n, place) ORDER BY place);
    ELSE
        RAISE EXCEPTION 'the columns of % are not those that report "%" was made for', p.orders_table, report USING ERRCODE = '55000',
            HINT = 'Drop the report and make it anew.';
    END IF;
    current := ARRAY(SELECT attname FROM unnest(numbers) WITH ORDINALITY c(n, place)
        JOIN pg_attribute ON attrelid = p.orders_table AND attnum = n ORDER BY place);
    IF numbers = p.column_numbers AND current = names THEN
        RETURN false;
    END IF;
    EXECUTE format('UPDATE %I.parameters SET column_numbers = $1, customer_column = $2, ordered_at_column = $3, amount_column = $4, product_column = $5, market_column = $6', report)
    USING numbers, current[1], current[2], current[3], current[4], current[5];
    IF current = names THEN
        RETURN false;
    END IF;
    RAISE NOTICE 'columns of % were renamed: they are now %', p.orders_table, array_to_string(current, ', ');
    IF p.tracked THEN
        PERFORM crm.report_create_trackers(report);
    END IF;
    RETURN true;
END
$function$;
COMMENT ON FUNCTION crm.report_follow_renames(name) IS
'Takes over the names of columns that were renamed; were any? Raises 55000 where they can no longer be told.';
