-- Room lifecycle: where customers stand in their life with us, who is about to go, cohorts, and survival.
-- A purchase is a day with an order.

-- Rhythm and trend

CREATE FUNCTION crm.mean_interval(history crm.history, as_of date) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_mean_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.mean_interval(history crm.history, as_of date) IS
'Days from one purchase to the next on average, up to as_of, 1 and above; a purchase is a day with an order. NULL with fewer than two.';

CREATE FUNCTION crm.overdue(history crm.history, as_of date) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_overdue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.overdue(history crm.history, as_of date) IS
'Days since the last purchase over the customer''s own mean interval, 0 and above: 2 is twice as long as usual. NULL with fewer than two purchases.';

CREATE FUNCTION crm.trend(history crm.history, as_of date, days integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_trend' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.trend(history crm.history, as_of date, days integer) IS
'Spend, net of returns, of the last days up to and including as_of over that of as many days before them; below 0 where returns outweigh. NULL where the earlier spend is not above 0. Raises 22023 for days below 1.';

-- Status, stage, churn

CREATE TYPE crm.customer_status AS ENUM ('prospect', 'first_time', 'repeat', 'loyal', 'lapsing', 'lost');
COMMENT ON TYPE crm.customer_status IS
'Where a customer stands by what was bought and how long ago.';

CREATE FUNCTION crm.customer_status(history crm.history, as_of date, loyal_purchases integer DEFAULT 5, lapsing_days integer DEFAULT 180, lost_days integer DEFAULT 365) RETURNS crm.customer_status
    AS 'MODULE_PATHNAME', 'crm_customer_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.customer_status(history crm.history, as_of date, loyal_purchases integer, lapsing_days integer, lost_days integer) IS
'As of a date: prospect without a purchase; lost and lapsing from lost_days and lapsing_days since the last one on; else loyal from loyal_purchases on, repeat from 2 on, first_time. A purchase is a day with an order. Raises 22023 for thresholds below 1 or lost_days below lapsing_days.';

CREATE TYPE crm.churn_signal AS ENUM ('none', 'spends_less', 'overdue', 'lost');
COMMENT ON TYPE crm.churn_signal IS
'Why a customer seems about to go, in order of urgency.';

CREATE FUNCTION crm.churn_signal(history crm.history, as_of date, late double precision DEFAULT 2, lost double precision DEFAULT 4, falling double precision DEFAULT 0.5, trend_days integer DEFAULT 180, least_interval integer DEFAULT 30, first_interval integer DEFAULT 90) RETURNS crm.churn_signal
    AS 'MODULE_PATHNAME', 'crm_churn_signal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 15;
COMMENT ON FUNCTION crm.churn_signal(history crm.history, as_of date, late double precision, lost double precision, falling double precision, trend_days integer, least_interval integer, first_interval integer) IS
'As of a date, the first that holds: lost and overdue where the days since the last purchase are at least lost and late usual intervals; spends_less where the trend of trend_days is below falling; else none. The usual interval is the mean one but at least least_interval days, and first_interval days after the first purchase. NULL without a purchase.';

CREATE TYPE crm.lifecycle_stage AS ENUM ('exploration', 'formation', 'stability', 'decline');
COMMENT ON TYPE crm.lifecycle_stage IS
'The stages of a relation with a customer.';

CREATE FUNCTION crm.lifecycle_stage(history crm.history, as_of date, formation_purchases integer DEFAULT 2, stability_purchases integer DEFAULT 5, stability_days integer DEFAULT 365, late double precision DEFAULT 2, falling double precision DEFAULT 0.5, trend_days integer DEFAULT 180, least_interval integer DEFAULT 30, first_interval integer DEFAULT 90) RETURNS crm.lifecycle_stage
    AS 'MODULE_PATHNAME', 'crm_lifecycle_stage' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 15;
COMMENT ON FUNCTION crm.lifecycle_stage(history crm.history, as_of date, formation_purchases integer, stability_purchases integer, stability_days integer, late double precision, falling double precision, trend_days integer, least_interval integer, first_interval integer) IS
'As of a date, the first that holds: decline where crm.churn_signal with the same late, falling, trend_days, least_interval and first_interval gives one; stability from stability_purchases and stability_days since the first purchase on; formation from formation_purchases on; else exploration. NULL without a purchase.';

-- Activity in a period

CREATE TYPE crm.activity AS ENUM ('new', 'returning', 'resurrected', 'dormant');
COMMENT ON TYPE crm.activity IS
'A customer''s activity in a period, beside the period before it.';

CREATE FUNCTION crm.activity(history crm.history, from_day date, to_day date) RETURNS crm.activity
    AS 'MODULE_PATHNAME', 'crm_activity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.activity(history crm.history, from_day date, to_day date) IS
'In the period from from_day up to but not including to_day: new with the first purchase ever, returning with purchases in the period before too, resurrected with purchases earlier only, dormant with purchases in the period before but none now; else NULL. The period before has as many months where both days begin a month, else as many days. Raises 22023 where from_day is not before to_day.';

CREATE FUNCTION crm.activity(history crm.history, from_day date, to_day date, previous_from date) RETURNS crm.activity
    AS 'MODULE_PATHNAME', 'crm_activity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.activity(history crm.history, from_day date, to_day date, previous_from date) IS
'In the period from from_day up to but not including to_day: new with the first purchase ever, returning with purchases in the period before too, resurrected with purchases earlier only, dormant with purchases in the period before but none now; else NULL. The period before begins with previous_from. Raises 22023 where the days do not ascend.';

-- Cohorts

CREATE TYPE crm.period AS ENUM ('day', 'week', 'month', 'quarter', 'year');
COMMENT ON TYPE crm.period IS
'A period of the calendar; weeks begin on Monday.';

CREATE TYPE crm.retention AS ENUM ('bounded', 'unbounded');
COMMENT ON TYPE crm.retention IS
'Who is retained in a period: who bought in it (bounded), or in it or later (unbounded).';

CREATE FUNCTION crm.cohort(history crm.history, period crm.period) RETURNS date
    AS 'MODULE_PATHNAME', 'crm_cohort' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION crm.cohort(history crm.history, period crm.period) IS
'The first day of the period of the first order, which names the customer''s cohort; NULL without an order.';

CREATE FUNCTION crm.retention_add(bigint[], crm.history, crm.period, integer, date) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_retention_add' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.retention_add(bigint[], crm.history, crm.period, integer, date) IS
'Transition function of crm.retention_curve.';

CREATE FUNCTION crm.retention_add(bigint[], crm.history, crm.period, integer, date, crm.retention) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_retention_add' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.retention_add(bigint[], crm.history, crm.period, integer, date, crm.retention) IS
'Transition function of crm.retention_curve.';

CREATE FUNCTION crm.revenue_add(bigint[], crm.history, crm.period, integer, date) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_revenue_add' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.revenue_add(bigint[], crm.history, crm.period, integer, date) IS
'Transition function of crm.revenue_curve.';

CREATE FUNCTION crm.revenue_add(bigint[], crm.history, crm.period, integer, date, crm.retention) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_revenue_add' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.revenue_add(bigint[], crm.history, crm.period, integer, date, crm.retention) IS
'Transition function of crm.revenue_curve.';

CREATE FUNCTION crm.curve_merge(bigint[], bigint[]) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_curve_merge_states' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.curve_merge(bigint[], bigint[]) IS
'Combine function of crm.retention_curve and crm.revenue_curve.';

CREATE FUNCTION crm.retention_final(bigint[]) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_retention_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.retention_final(bigint[]) IS
'Final function of crm.retention_curve.';

CREATE FUNCTION crm.revenue_final(bigint[]) RETURNS numeric[]
    AS 'MODULE_PATHNAME', 'crm_revenue_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.revenue_final(bigint[]) IS
'Final function of crm.revenue_curve.';

CREATE AGGREGATE crm.retention_curve(history crm.history, period crm.period, periods integer, as_of date) (
    SFUNC = crm.retention_add, STYPE = bigint[], SSPACE = 512,
    COMBINEFUNC = crm.curve_merge, FINALFUNC = crm.retention_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.retention_curve(history crm.history, period crm.period, periods integer, as_of date) IS
'Customers with an order in period k after that of their first order, for k from 0 to periods, one row a customer. Element 1 is the period of the first order; periods is 0 to 10000. A period that is not over at as_of for every customer is NULL, and nothing after as_of is seen. NULL histories and those without an order are skipped; no rows give NULL.';

CREATE AGGREGATE crm.retention_curve(history crm.history, period crm.period, periods integer, as_of date, retention crm.retention) (
    SFUNC = crm.retention_add, STYPE = bigint[], SSPACE = 512,
    COMBINEFUNC = crm.curve_merge, FINALFUNC = crm.retention_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.retention_curve(history crm.history, period crm.period, periods integer, as_of date, retention crm.retention) IS
'Customers with an order in period k after that of their first order, or with unbounded in it or later, for k from 0 to periods, one row a customer. Element 1 is the period of the first order; periods is 0 to 10000. A period that is not over at as_of for every customer is NULL, and nothing after as_of is seen. NULL histories and those without an order are skipped; no rows give NULL.';

CREATE AGGREGATE crm.revenue_curve(history crm.history, period crm.period, periods integer, as_of date) (
    SFUNC = crm.revenue_add, STYPE = bigint[], SSPACE = 512,
    COMBINEFUNC = crm.curve_merge, FINALFUNC = crm.revenue_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.revenue_curve(history crm.history, period crm.period, periods integer, as_of date) IS
'Exact revenue, net of returns, in period k after that of a customer''s first order, for k from 0 to periods, one row a customer. What lies before the first order is not counted. Element 1 is the period of the first order; periods is 0 to 10000. A period that is not over at as_of for every customer is NULL, and nothing after as_of is seen. NULL histories and those without an order are skipped; no rows give NULL.';

CREATE AGGREGATE crm.revenue_curve(history crm.history, period crm.period, periods integer, as_of date, retention crm.retention) (
    SFUNC = crm.revenue_add, STYPE = bigint[], SSPACE = 512,
    COMBINEFUNC = crm.curve_merge, FINALFUNC = crm.revenue_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.revenue_curve(history crm.history, period crm.period, periods integer, as_of date, retention crm.retention) IS
'Exact revenue, net of returns, in period k after that of a customer''s first order, or with unbounded in it and later, for k from 0 to periods, one row a customer. What lies before the first order is not counted. Element 1 is the period of the first order; periods is 0 to 10000. A period that is not over at as_of for every customer is NULL, and nothing after as_of is seen. NULL histories and those without an order are skipped; no rows give NULL.';

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
'How long customers were followed, one row a customer: duration, 0 to 1e12 in any unit, and whether it ended by the event (true: left) or not yet (false: censored). Rows with a NULL are skipped; no rows give NULL. Other durations raise 22023, NaN and infinity 22003.';

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
