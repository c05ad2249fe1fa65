-- Survival: how long customers stay

-- @type durations ALIGNMENT = double, STORAGE = extended
COMMENT ON TYPE crm.durations IS
'How long customers were followed, and whether that ended by the event or by the end of observation; equal ones counted. As text, {"durations": [[duration, events, censored], ...]}, with a fourth number, entered, where customers entered late.';

-- @ordered durations

CREATE FUNCTION crm.durations_add(crm.durations, double precision, boolean) RETURNS crm.durations
    AS 'MODULE_PATHNAME', 'crm_durations_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.durations_add(crm.durations, double precision, boolean) IS
'Adds a subject: transition function of crm.durations.';

CREATE FUNCTION crm.durations_add(crm.durations, double precision, boolean, double precision) RETURNS crm.durations
    AS 'MODULE_PATHNAME', 'crm_durations_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.durations_add(crm.durations, double precision, boolean, double precision) IS
'Adds a subject that may have entered late: transition function of crm.durations.';

CREATE FUNCTION crm.durations_merge(crm.durations, crm.durations) RETURNS crm.durations
    AS 'MODULE_PATHNAME', 'crm_durations_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.durations_merge(crm.durations, crm.durations) IS
'The subjects of both in one: transition function of crm.rollup, combine function and operator ||.';

CREATE FUNCTION crm.durations_close(crm.durations) RETURNS crm.durations
    AS 'MODULE_PATHNAME', 'crm_durations_close' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.durations_close(crm.durations) IS
'Durations in order, without the slack that an aggregate keeps in its state: final function of crm.durations and crm.rollup.';

CREATE AGGREGATE crm.durations(duration double precision, event boolean) (
    SFUNC = crm.durations_add, STYPE = crm.durations, SSPACE = 1024,
    COMBINEFUNC = crm.durations_merge, FINALFUNC = crm.durations_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.durations(duration double precision, event boolean) IS
'How long customers were followed, one row a customer: duration, 0 to 1e12 in any unit, and whether it ended by the event (true: left) or not yet (false: censored). Rows with a NULL are skipped; no rows give NULL. NaN, infinite and other durations raise 22003.';

CREATE AGGREGATE crm.durations(duration double precision, event boolean, entered double precision) (
    SFUNC = crm.durations_add, STYPE = crm.durations, SSPACE = 1024,
    COMBINEFUNC = crm.durations_merge, FINALFUNC = crm.durations_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.durations(duration double precision, event boolean, entered double precision) IS
'How long customers were followed, one row a customer, of whom some came under observation late: entered is the duration at which they did, 0 for from the start, else below duration (22023). They are at risk from after that on. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.rollup(durations crm.durations) (
    SFUNC = crm.durations_merge, STYPE = crm.durations, SSPACE = 1024,
    COMBINEFUNC = crm.durations_merge, FINALFUNC = crm.durations_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rollup(durations crm.durations) IS
'The subjects of all durations in one; NULLs are skipped; no rows give NULL.';

CREATE OPERATOR crm.|| (FUNCTION = crm.durations_merge, LEFTARG = crm.durations, RIGHTARG = crm.durations,
    COMMUTATOR = OPERATOR(crm.||));
COMMENT ON OPERATOR crm.|| (crm.durations, crm.durations) IS 'the subjects of both in one';

CREATE FUNCTION crm.subjects(durations crm.durations) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_durations_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.subjects(durations crm.durations) IS
'How many customers were followed.';

CREATE FUNCTION crm.events(durations crm.durations) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_durations_event_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.events(durations crm.durations) IS
'How many of the customers had the event; the others are censored.';

CREATE FUNCTION crm.exposure(durations crm.durations) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_durations_total' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.exposure(durations crm.durations) IS
'The time that all customers together were followed, from entry to the end of each; events by it are a rate.';

CREATE TYPE crm.conf_type AS ENUM ('log', 'log_log', 'plain');
COMMENT ON TYPE crm.conf_type IS
'The scale on which an interval of survival is symmetric: log as in R, log_log (exponential Greenwood) as in lifelines and SAS, plain, cut off at 0 and 1.';

CREATE FUNCTION crm.kaplan_meier(durations crm.durations, conf_type crm.conf_type DEFAULT 'log', confidence double precision DEFAULT 0.95,
    OUT "time" double precision, OUT at_risk bigint, OUT events bigint, OUT survival double precision, OUT std_error double precision,
    OUT lower double precision, OUT upper double precision) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_kaplan_meier' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 200;
COMMENT ON FUNCTION crm.kaplan_meier(durations crm.durations, conf_type crm.conf_type, confidence double precision) IS
'The curve of survival, a row for each time at which a duration ends: customers at risk just before, events, the share 0..1 that survives it, its standard error after Greenwood, and its interval. Where nobody survives, error and interval are NULL. A confidence outside of 0..1 raises 22023.';

CREATE FUNCTION crm.survival_at(durations crm.durations, t double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_survival_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.survival_at(durations crm.durations, t double precision) IS
'The share 0..1 that survives t, by the curve of Kaplan and Meier. NULL past the longest duration, unless it is 0 there. A t below 0 raises 22023.';

CREATE FUNCTION crm.median_survival(durations crm.durations) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_median_survival' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.median_survival(durations crm.durations) IS
'The first time at which no more than half survive; where the curve runs along one half, the middle of that. NULL where more than half survive to the end.';

CREATE FUNCTION crm.median_survival_interval(durations crm.durations, conf_type crm.conf_type DEFAULT 'log', confidence double precision DEFAULT 0.95,
    OUT lower double precision, OUT upper double precision) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_median_survival_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.median_survival_interval(durations crm.durations, conf_type crm.conf_type, confidence double precision) IS
'The interval of crm.median_survival: where the bounds of the curve cross one half. NULL for a bound that does not.';

CREATE FUNCTION crm.survival_quantile(durations crm.durations, share double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_survival_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.survival_quantile(durations crm.durations, share double precision) IS
'The first time by which at least a share of the customers, between 0 and 1, has had the event, as crm.median_survival has it for 0.5. NULL where that is not reached.';

CREATE FUNCTION crm.survival_quantile_interval(durations crm.durations, share double precision, conf_type crm.conf_type DEFAULT 'log',
    confidence double precision DEFAULT 0.95, OUT lower double precision, OUT upper double precision) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_survival_quantile_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.survival_quantile_interval(durations crm.durations, share double precision, conf_type crm.conf_type, confidence double precision) IS
'The interval of crm.survival_quantile: where the bounds of the curve cross 1 - share. NULL for a bound that does not.';

CREATE FUNCTION crm.restricted_mean(durations crm.durations, horizon double precision, confidence double precision DEFAULT 0.95,
    OUT mean double precision, OUT std_error double precision, OUT lower double precision, OUT upper double precision) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_restricted_mean_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.restricted_mean(durations crm.durations, horizon double precision, confidence double precision) IS
'The mean time to the event within the horizon: the area below the curve up to it, with the standard error of that estimate and its interval, cut off at 0 and the horizon. NULL where the horizon lies past the longest duration and some survive that. A horizon below 0 raises 22023.';

CREATE FUNCTION crm.log_rank(a crm.durations, b crm.durations, OUT chi_square double precision, OUT p double precision,
    OUT events_a bigint, OUT expected_a double precision, OUT events_b bigint, OUT expected_b double precision) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_log_rank_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.log_rank(a crm.durations, b crm.durations) IS
'The log-rank test of whether two groups survive alike: chi-square of one degree of freedom and its p, and of each group the events and how many are expected if they do. chi_square and p are NULL where nothing can be told: no event came while both had customers at risk, or it came to all of these at once.';
