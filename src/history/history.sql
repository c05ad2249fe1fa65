-- Room history: one customer's purchases, an entry a day, exact and mergeable.

-- @type history ALIGNMENT = int4, STORAGE = extended
COMMENT ON TYPE crm.history IS
'One customer''s purchases: for each day the number of orders and the exact amount, net of returns. Text: {2026-01-05:2:59.80, 2026-03-01:1:12}.';

-- @ordered history

-- Building

CREATE FUNCTION crm.history_add(crm.history, date, numeric) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_date_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, date, numeric) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, date, bigint) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_date_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, date, bigint) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, date, double precision) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_date_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, date, double precision) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, timestamp, numeric) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_timestamp_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, timestamp, numeric) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, timestamp, bigint) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_timestamp_int8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, timestamp, bigint) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, timestamp, double precision) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_timestamp_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, timestamp, double precision) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, timestamptz, numeric) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_timestamptz_numeric' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, timestamptz, numeric) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, timestamptz, bigint) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_timestamptz_int8' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, timestamptz, bigint) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_add(crm.history, timestamptz, double precision) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_add_timestamptz_float8' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_add(crm.history, timestamptz, double precision) IS
'Adds an order, or a return where the amount is below 0, to a history: transition function of crm.history.';

CREATE FUNCTION crm.history_merge(crm.history, crm.history) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.history_merge(crm.history, crm.history) IS
'The purchases of both histories in one: what operator || and aggregate crm.rollup do.';

CREATE FUNCTION crm.history_close(crm.history) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_close' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.history_close(crm.history) IS
'A history without the slack that an aggregate keeps in its state: final function of crm.history and crm.rollup.';

CREATE AGGREGATE crm.history(day date, amount numeric) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(day date, amount numeric) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. Amounts are exact.';

CREATE AGGREGATE crm.history(day date, amount bigint) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(day date, amount bigint) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. Amounts are exact.';

CREATE AGGREGATE crm.history(day date, amount double precision) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(day date, amount double precision) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. An amount is read as the decimal that it prints as.';

CREATE AGGREGATE crm.history(ordered_at timestamp, amount numeric) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(ordered_at timestamp, amount numeric) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. The day is that of the timestamp. Amounts are exact.';

CREATE AGGREGATE crm.history(ordered_at timestamp, amount bigint) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(ordered_at timestamp, amount bigint) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. The day is that of the timestamp. Amounts are exact.';

CREATE AGGREGATE crm.history(ordered_at timestamp, amount double precision) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(ordered_at timestamp, amount double precision) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. The day is that of the timestamp. An amount is read as the decimal that it prints as.';

CREATE AGGREGATE crm.history(ordered_at timestamptz, amount numeric) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(ordered_at timestamptz, amount numeric) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. The day is that in the session''s TimeZone: set it, or convert with AT TIME ZONE. Amounts are exact.';

CREATE AGGREGATE crm.history(ordered_at timestamptz, amount bigint) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(ordered_at timestamptz, amount bigint) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. The day is that in the session''s TimeZone: set it, or convert with AT TIME ZONE. Amounts are exact.';

CREATE AGGREGATE crm.history(ordered_at timestamptz, amount double precision) (
    SFUNC = crm.history_add, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.history(ordered_at timestamptz, amount double precision) IS
'One customer''s purchases from one row an order; an amount below 0 is a return, which lowers its day''s amount and is no order. Rows with a NULL are skipped; no rows give NULL. The day is that in the session''s TimeZone: set it, or convert with AT TIME ZONE. An amount is read as the decimal that it prints as.';

CREATE AGGREGATE crm.rollup(history crm.history) (
    SFUNC = crm.history_merge, STYPE = crm.history, SSPACE = 128,
    COMBINEFUNC = crm.history_merge, FINALFUNC = crm.history_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rollup(history crm.history) IS
'All histories in one: of a customer''s shards or months, or of a segment''s customers. NULLs are skipped; no rows give NULL.';

CREATE FUNCTION crm.histories(query text, key anyelement, OUT customer anyelement, OUT history crm.history) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_histories' LANGUAGE C STABLE PARALLEL UNSAFE COST 1000000 ROWS 100000;
COMMENT ON FUNCTION crm.histories(query text, key anyelement) IS
'The histories of all customers of a query, one row a customer in no particular order: the same as crm.history with GROUP BY, in a fraction of the time. The query is one SELECT of three columns: the customer, the day or time of an order, and its amount; key is a NULL of the customers'' type, which can be any with a hash function. Customers of NULL are one; one without a row free of NULLs has the history NULL. Takes the memory of a hash table (work_mem times hash_mem_multiplier), then temporary files.';

CREATE OPERATOR crm.|| (FUNCTION = crm.history_merge, LEFTARG = crm.history, RIGHTARG = crm.history,
    COMMUTATOR = OPERATOR(crm.||));
COMMENT ON OPERATOR crm.|| (crm.history, crm.history) IS 'the purchases of both histories in one';

-- Asking

CREATE FUNCTION crm.orders(history crm.history) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_history_orders' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.orders(history crm.history) IS
'Number of orders; returns are none.';

CREATE FUNCTION crm.purchase_days(history crm.history) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_history_purchase_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.purchase_days(history crm.history) IS
'Number of days with an order.';

CREATE FUNCTION crm.first_day(history crm.history) RETURNS date
    AS 'MODULE_PATHNAME', 'crm_history_first_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.first_day(history crm.history) IS
'First day with an order; NULL where there is none.';

CREATE FUNCTION crm.last_day(history crm.history) RETURNS date
    AS 'MODULE_PATHNAME', 'crm_history_last_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.last_day(history crm.history) IS
'Last day with an order; NULL where there is none.';

CREATE FUNCTION crm.total(history crm.history) RETURNS numeric
    AS 'MODULE_PATHNAME', 'crm_history_total' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.total(history crm.history) IS
'Exact total of all amounts, net of returns; 0 for an empty history.';

CREATE FUNCTION crm.until(history crm.history, day date) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_until' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.until(history crm.history, day date) IS
'The part of a history up to and including the day.';

CREATE FUNCTION crm.since(history crm.history, day date) RETURNS crm.history
    AS 'MODULE_PATHNAME', 'crm_history_since' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.since(history crm.history, day date) IS
'The part of a history from the day on, the day included.';

CREATE FUNCTION crm.entries(history crm.history, OUT day date, OUT orders integer, OUT amount numeric) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_history_entries' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 10;
COMMENT ON FUNCTION crm.entries(history crm.history) IS
'One row a day with an order or a return: the day, its orders and its exact amount, in order of days.';
