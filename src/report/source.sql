-- Where a report reads: the orders, checked, behind a view.

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
    IF report = '' THEN
        RAISE EXCEPTION 'report must have a name' USING ERRCODE = '22023';
    ELSIF EXISTS (SELECT FROM pg_namespace WHERE nspname = report) THEN
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

-- A column in the report's terms: the day in its time zone, the amount as crm.history has it, the text of a name.
CREATE FUNCTION crm.report_day(expression text, type text, time_zone text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN type OPERATOR(pg_catalog.~) 'with time zone$'
        THEN pg_catalog.format('(%s AT TIME ZONE %L)::pg_catalog.date', expression, time_zone)
        ELSE pg_catalog.format('%s::pg_catalog.date', expression) END;
COMMENT ON FUNCTION crm.report_day(text, text, text) IS 'SQL for the day of an expression of this type.';

CREATE FUNCTION crm.report_money(expression text, type text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN type IN ('real', 'double precision')
        THEN pg_catalog.format('%s::pg_catalog.float8::pg_catalog.text::pg_catalog.numeric', expression)
        ELSE pg_catalog.format('%s::pg_catalog.numeric', expression) END;
COMMENT ON FUNCTION crm.report_money(text, text) IS 'SQL for the amount, as exact as crm.history takes it, of an expression of this type.';

CREATE FUNCTION crm.report_label(expression text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    -- Not by a cast: whose type it is may define another.
    RETURN coalesce('pg_catalog.concat(' OPERATOR(pg_catalog.||) expression OPERATOR(pg_catalog.||) ')', '''all''::pg_catalog.text');
COMMENT ON FUNCTION crm.report_label(text) IS 'SQL for the text of an expression, empty for NULL; for no expression, all.';

CREATE FUNCTION crm.report_create_source(report name, orders regclass, customer name, ordered_at name, amount name, product name, market name, time_zone text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
    -- A view follows renames, and keeps others from dropping what it reads without a word.
    EXECUTE format('CREATE VIEW %I.source AS SELECT o.%I::%s AS customer, %s AS ordered_at, o.%I::%s AS amount', report,
            customer, crm.report_column_type(orders, customer),
            crm.report_day(format('o.%I', ordered_at), crm.report_column_type(orders, ordered_at), time_zone),
            amount, crm.report_column_type(orders, amount))
        || CASE WHEN product IS NULL THEN '' ELSE format(', %s AS product, %s AS market', crm.report_label(format('o.%I', product)),
            crm.report_label(CASE WHEN market IS NOT NULL THEN format('o.%I', market) END)) END
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
