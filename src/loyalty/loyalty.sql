-- Room loyalty: repeat, retention and churn, share of wallet, price sensitivity, kinds and causes of loyalty, an index.

-- Rates of a customer base

CREATE TYPE crm.purchase_count AS ENUM ('orders', 'days');
COMMENT ON TYPE crm.purchase_count IS
'What counts as a purchase: each order, or each day with an order.';

CREATE FUNCTION crm.repeat_rate_add(bigint[], crm.history, date) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_repeat_rate_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.repeat_rate_add(bigint[], crm.history, date) IS
'Transition function of crm.repeat_rate.';

CREATE FUNCTION crm.repeat_rate_add(bigint[], crm.history, date, crm.purchase_count) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_repeat_rate_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.repeat_rate_add(bigint[], crm.history, date, crm.purchase_count) IS
'Transition function of crm.repeat_rate.';

CREATE FUNCTION crm.retained_add(bigint[], crm.history, date, date) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_retained_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.retained_add(bigint[], crm.history, date, date) IS
'Transition function of crm.retention_rate and crm.churn_rate.';

CREATE FUNCTION crm.retained_add(bigint[], crm.history, date, date, date) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_retained_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.retained_add(bigint[], crm.history, date, date, date) IS
'Transition function of crm.retention_rate and crm.churn_rate.';

CREATE FUNCTION crm.purchase_frequency_add(bigint[], crm.history, date, date) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_purchase_frequency_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.purchase_frequency_add(bigint[], crm.history, date, date) IS
'Transition function of crm.purchase_frequency.';

CREATE FUNCTION crm.purchase_frequency_add(bigint[], crm.history, date, date, crm.purchase_count) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_purchase_frequency_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.purchase_frequency_add(bigint[], crm.history, date, date, crm.purchase_count) IS
'Transition function of crm.purchase_frequency.';

CREATE FUNCTION crm.loyalty_counts_merge(bigint[], bigint[]) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_loyalty_counts_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_counts_merge(bigint[], bigint[]) IS
'Combine function of crm.repeat_rate, crm.retention_rate, crm.churn_rate and crm.purchase_frequency.';

CREATE FUNCTION crm.kept_rate_final(bigint[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_kept_rate_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.kept_rate_final(bigint[]) IS
'Final function of crm.repeat_rate and crm.retention_rate.';

CREATE FUNCTION crm.lost_rate_final(bigint[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_lost_rate_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.lost_rate_final(bigint[]) IS
'Final function of crm.churn_rate.';

CREATE FUNCTION crm.per_buyer_final(bigint[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_per_buyer_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.per_buyer_final(bigint[]) IS
'Final function of crm.purchase_frequency.';

CREATE AGGREGATE crm.repeat_rate(history crm.history, as_of date) (
    SFUNC = crm.repeat_rate_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.kept_rate_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.repeat_rate(history crm.history, as_of date) IS
'Of the customers who bought up to as_of, the share who bought more than once, 0..1; orders count: two on one day are two. One row a customer; what lies after as_of is not seen. Rows with a NULL are skipped; no customers give NULL. An infinite as_of raises 22008.';

CREATE AGGREGATE crm.repeat_rate(history crm.history, as_of date, by crm.purchase_count) (
    SFUNC = crm.repeat_rate_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.kept_rate_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.repeat_rate(history crm.history, as_of date, by crm.purchase_count) IS
'Of the customers who bought up to as_of, the share who bought more than once, 0..1; by says what counts: orders (two on one day are two), or days with an order. One row a customer; what lies after as_of is not seen. Rows with a NULL are skipped; no customers give NULL. An infinite as_of raises 22008.';

CREATE AGGREGATE crm.retention_rate(history crm.history, from_day date, to_day date) (
    SFUNC = crm.retained_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.kept_rate_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.retention_rate(history crm.history, from_day date, to_day date) IS
'Of the customers who bought in the period of the same number of days before from_day, the share who bought in the period from from_day to to_day as well, 0..1. Periods are half-open: the first day is in, the last is not. Rows with a NULL are skipped; no customers give NULL. Raises 22023 unless from_day is before to_day, 22008 where one is infinite.';

CREATE AGGREGATE crm.retention_rate(history crm.history, before_day date, from_day date, to_day date) (
    SFUNC = crm.retained_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.kept_rate_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.retention_rate(history crm.history, before_day date, from_day date, to_day date) IS
'Of the customers who bought in the period from before_day to from_day, the share who bought in the period from from_day to to_day as well, 0..1. Periods are half-open: the first day is in, the last is not. Rows with a NULL are skipped; no customers give NULL. Raises 22023 unless the days ascend, 22008 where one is infinite.';

CREATE AGGREGATE crm.churn_rate(history crm.history, from_day date, to_day date) (
    SFUNC = crm.retained_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.lost_rate_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.churn_rate(history crm.history, from_day date, to_day date) IS
'Of the customers who bought in the period of the same number of days before from_day, the share who did not buy in the period from from_day to to_day, 0..1: 1 less the retention rate of the same customers. Periods are half-open: the first day is in, the last is not. Rows with a NULL are skipped; no customers give NULL. Raises 22023 unless from_day is before to_day, 22008 where one is infinite.';

CREATE AGGREGATE crm.churn_rate(history crm.history, before_day date, from_day date, to_day date) (
    SFUNC = crm.retained_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.lost_rate_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.churn_rate(history crm.history, before_day date, from_day date, to_day date) IS
'Of the customers who bought in the period from before_day to from_day, the share who did not buy in the period from from_day to to_day, 0..1: 1 less the retention rate of the same customers. Periods are half-open: the first day is in, the last is not. Rows with a NULL are skipped; no customers give NULL. Raises 22023 unless the days ascend, 22008 where one is infinite.';

CREATE AGGREGATE crm.purchase_frequency(history crm.history, from_day date, to_day date) (
    SFUNC = crm.purchase_frequency_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.per_buyer_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.purchase_frequency(history crm.history, from_day date, to_day date) IS
'Purchases over customers of the period from from_day to to_day, of those who bought in it: 1 and above; orders count: two on one day are two. Periods are half-open: the first day is in, the last is not. Rows with a NULL are skipped; no customers give NULL. Raises 22023 unless from_day is before to_day, 22008 where one is infinite.';

CREATE AGGREGATE crm.purchase_frequency(history crm.history, from_day date, to_day date, by crm.purchase_count) (
    SFUNC = crm.purchase_frequency_add, STYPE = bigint[], SSPACE = 48,
    COMBINEFUNC = crm.loyalty_counts_merge, FINALFUNC = crm.per_buyer_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.purchase_frequency(history crm.history, from_day date, to_day date, by crm.purchase_count) IS
'Purchases over customers of the period from from_day to to_day, of those who bought in it: 1 and above; by says what counts: orders (two on one day are two), or days with an order. Periods are half-open: the first day is in, the last is not. Rows with a NULL are skipped; no customers give NULL. Raises 22023 unless from_day is before to_day, 22008 where one is infinite.';

-- Share of wallet and price sensitivity

CREATE FUNCTION crm.share_of_wallet(own numeric, category numeric) RETURNS numeric
    AS 'MODULE_PATHNAME', 'crm_share_of_wallet' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.share_of_wallet(own numeric, category numeric) IS
'What a customer spends here over what the customer spends in the category, here included: 0..1; NULL where category is 0. Raises 22023 where own is above category or one is below 0, 22003 for NaN, infinity and more than 36 digits.';

CREATE FUNCTION crm.price_sensitivity_add(bigint[], double precision, double precision) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_price_sensitivity_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.price_sensitivity_add(bigint[], double precision, double precision) IS
'Transition function of crm.price_sensitivity.';

CREATE FUNCTION crm.price_sensitivity_merge(bigint[], bigint[]) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_price_sensitivity_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.price_sensitivity_merge(bigint[], bigint[]) IS
'Combine function of crm.price_sensitivity.';

CREATE FUNCTION crm.price_sensitivity_final(bigint[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_price_sensitivity_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.price_sensitivity_final(bigint[]) IS
'Final function of crm.price_sensitivity.';

CREATE AGGREGATE crm.price_sensitivity(quantity double precision, price double precision) (
    SFUNC = crm.price_sensitivity_add, STYPE = bigint[], SSPACE = 128,
    COMBINEFUNC = crm.price_sensitivity_merge, FINALFUNC = crm.price_sensitivity_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.price_sensitivity(quantity double precision, price double precision) IS
'Elasticity of quantity to price from one row an order: the least-squares slope of ln quantity on ln price, so -2 where a price higher by 1 % goes with a quantity lower by 2 %. NULL for fewer than 3 orders and where all are at one price. Rows with a NULL are skipped; values of 0 and below raise 22023, NaN and infinity 22003.';

-- Kinds of loyalty

CREATE TYPE crm.loyalty_kind AS ENUM ('true', 'latent', 'spurious', 'none');
COMMENT ON TYPE crm.loyalty_kind IS
'Loyalty after Dick and Basu: true (attached, buys again), latent (attached, buys little), spurious (buys again, not attached), none.';

CREATE FUNCTION crm.loyalty_kind(attachment double precision, repurchase double precision) RETURNS crm.loyalty_kind
    AS 'MODULE_PATHNAME', 'crm_loyalty_kind' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_kind(attachment double precision, repurchase double precision) IS
'The kind of loyalty by attachment and repurchase, both 0..1 and high from 0.5 on. Raises 22023 outside of 0..1, 22003 for NaN and infinity.';

CREATE FUNCTION crm.loyalty_kind(attachment double precision, repurchase double precision, cuts double precision[]) RETURNS crm.loyalty_kind
    AS 'MODULE_PATHNAME', 'crm_loyalty_kind' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_kind(attachment double precision, repurchase double precision, cuts double precision[]) IS
'The kind of loyalty by attachment and repurchase on scales of one''s own; cuts are where high begins on each, itself high. Raises 22023 unless there are two cuts, 22003 for NaN and infinity.';

CREATE TYPE crm.apostle AS ENUM ('apostle', 'mercenary', 'hostage', 'defector');
COMMENT ON TYPE crm.apostle IS
'Customers after Jones and Sasser: apostle (satisfied, loyal), mercenary (satisfied, not loyal), hostage (loyal, not satisfied), defector (neither).';

CREATE FUNCTION crm.apostle(satisfaction double precision, loyalty double precision) RETURNS crm.apostle
    AS 'MODULE_PATHNAME', 'crm_apostle' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.apostle(satisfaction double precision, loyalty double precision) IS
'Where a customer stands by satisfaction and loyalty, both 0..1 and high from 0.5 on. Raises 22023 outside of 0..1, 22003 for NaN and infinity.';

CREATE FUNCTION crm.apostle(satisfaction double precision, loyalty double precision, cuts double precision[]) RETURNS crm.apostle
    AS 'MODULE_PATHNAME', 'crm_apostle' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.apostle(satisfaction double precision, loyalty double precision, cuts double precision[]) IS
'Where a customer stands by satisfaction and loyalty on scales of one''s own; cuts are where high begins on each, itself high. Raises 22023 unless there are two cuts, 22003 for NaN and infinity.';

CREATE TYPE crm.loyalty_zone AS ENUM ('defection', 'indifference', 'affection');
COMMENT ON TYPE crm.loyalty_zone IS
'Customers by rank of satisfaction, after Heskett and others: the least satisfied, who look for alternatives, the middle, and the most satisfied, who stay.';

CREATE FUNCTION crm.loyalty_zone(satisfaction double precision) RETURNS crm.loyalty_zone
    AS 'MODULE_PATHNAME', 'crm_loyalty_zone' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_zone(satisfaction double precision) IS
'The zone of the row in its partition, without an ORDER BY: defection the least satisfied 15 %, affection the most satisfied 15 %, indifference between. Equal values share a zone; those that would be in both are indifferent. A NULL has no zone and is not counted.';

CREATE FUNCTION crm.loyalty_zone(satisfaction double precision, low double precision, high double precision) RETURNS crm.loyalty_zone
    AS 'MODULE_PATHNAME', 'crm_loyalty_zone' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_zone(satisfaction double precision, low double precision, high double precision) IS
'The zone of the row in its partition, without an ORDER BY: defection the least satisfied share low, affection the most satisfied share high, indifference between. Equal values share a zone; those that would be in both are indifferent. A NULL has no zone and is not counted. Raises 22023 where a share is not above 0 or they sum to more than 1.';

-- Causes of loyalty

CREATE TYPE crm.loyalty_cause AS ENUM ('monopoly', 'inertia', 'price', 'incentive', 'trust', 'convenience', 'habit', 'attitude', 'quality');
COMMENT ON TYPE crm.loyalty_cause IS
'Why a customer stays.';

CREATE TYPE crm.loyalty_indicator AS ENUM ('alternatives', 'switching_cost', 'price', 'incentive', 'convenience', 'habit', 'trust', 'quality', 'attitude');
COMMENT ON TYPE crm.loyalty_indicator IS
'What rules of loyalty''s causes ask, each 0..1: the arguments of crm.loyalty_cause by name.';

CREATE TYPE crm.cause_rule AS (
    cause crm.loyalty_cause, indicator crm.loyalty_indicator, low double precision, high double precision);
COMMENT ON TYPE crm.cause_rule IS
'A condition of a cause of loyalty: an indicator between low and high, both included; NULL is no bound. All conditions of a cause have to hold.';
COMMENT ON COLUMN crm.cause_rule.cause IS 'the cause; of those whose conditions hold, the one first named';
COMMENT ON COLUMN crm.cause_rule.indicator IS 'the indicator that is asked';
COMMENT ON COLUMN crm.cause_rule.low IS 'its least value, 0..1';
COMMENT ON COLUMN crm.cause_rule.high IS 'its greatest value, 0..1';

CREATE FUNCTION crm.cause_rules() RETURNS crm.cause_rule[]
    AS 'MODULE_PATHNAME', 'crm_cause_rules_array' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.cause_rules() IS
'The rules by which crm.loyalty_cause decides where it is given no others.';

CREATE FUNCTION crm.loyalty_cause(
    alternatives double precision DEFAULT NULL,
    switching_cost double precision DEFAULT NULL,
    price double precision DEFAULT NULL,
    incentive double precision DEFAULT NULL,
    convenience double precision DEFAULT NULL,
    habit double precision DEFAULT NULL,
    trust double precision DEFAULT NULL,
    quality double precision DEFAULT NULL,
    attitude double precision DEFAULT NULL,
    rules crm.cause_rule[] DEFAULT crm.cause_rules()) RETURNS crm.loyalty_cause
    AS 'MODULE_PATHNAME', 'crm_loyalty_cause' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_cause(double precision, double precision, double precision, double precision, double precision, double precision, double precision, double precision, double precision, crm.cause_rule[]) IS
'Why a customer stays: the first cause all of whose rules hold, or NULL. Indicators are 0 (none) to 1 (as much as can be): other suppliers within reach, trouble of switching, and how much price, incentives, convenience, habit, trust, quality and liking decide. One that is NULL is not known: no rule about it holds. Raises 22023 outside of 0..1, 22003 for NaN and infinity, 22004 where rules are NULL.';

-- Index

CREATE FUNCTION crm.loyalty_index(indicators double precision[], weights double precision[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_loyalty_index_arrays' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_index(indicators double precision[], weights double precision[]) IS
'Loyalty in points of 0..100: the weighted mean of indicators 0..1, times 100. Weights are relative, 0 or above; NULL where all are 0. Raises 22023 where an indicator is outside of 0..1, a weight below 0 or there are not as many of both, 22004 for a NULL among them; at most 100.';

CREATE FUNCTION crm.loyalty_index(
    repeat_purchase double precision,
    needs_met double precision,
    brand_attention double precision,
    rival_attention double precision,
    price_sensitivity double precision,
    choice_time double precision,
    fault_tolerance double precision,
    identification double precision,
    weights double precision[] DEFAULT '{1,1,1,1,1,1,1,1}') RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_loyalty_index_named' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_index(double precision, double precision, double precision, double precision, double precision, double precision, double precision, double precision, double precision[]) IS
'Loyalty in points of 0..100 from eight indicators 0..1: repeat purchase, share of needs met here, attention to the brand, tolerance of faults and identification speak for it, attention to rivals, price sensitivity and time taken to choose against it (as 1 - value). Weights are relative, by default equal. Raises as crm.loyalty_index of arrays.';

CREATE FUNCTION crm.loyalty_index_add(crm.sample, double precision, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_loyalty_index_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_index_add(crm.sample, double precision, double precision) IS
'Transition function of crm.loyalty_index.';

CREATE FUNCTION crm.loyalty_index_final(crm.sample) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_loyalty_index_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.loyalty_index_final(crm.sample) IS
'Final function of crm.loyalty_index.';

CREATE AGGREGATE crm.loyalty_index(indicator double precision, weight double precision) (
    SFUNC = crm.loyalty_index_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.loyalty_index_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.loyalty_index(indicator double precision, weight double precision) IS
'Loyalty in points of 0..100 from one row an indicator: the weighted mean of indicators 0..1, times 100. Weights are relative, 0 or above. Rows with a NULL are skipped; no rows, and weights that are all 0, give NULL. Raises 22023 where an indicator is outside of 0..1 or a weight below 0.';
