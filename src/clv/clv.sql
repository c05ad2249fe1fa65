-- Room clv: customer lifetime value by the models of the literature.

-- Customer bases

-- @type customer_base ALIGNMENT = double, STORAGE = extended
COMMENT ON TYPE crm.customer_base IS
'A customer base as the models of lifetime value need it: how many customers have each x (repeat purchases), t_x (time of the last) and T (time since the first), how many each mean spend, and repeat purchases by day. Text: {"triples": [[2, 213, 272, 1]], "spends": [[2, 22.345, 1]]}.';

-- @ordered customer_base

CREATE FUNCTION crm.base_add(crm.customer_base, crm.history, date) RETURNS crm.customer_base
    AS 'MODULE_PATHNAME', 'crm_base_add_history' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.base_add(crm.customer_base, crm.history, date) IS
'Adds a customer, as of a date, to a base: transition function of crm.customer_base.';

CREATE FUNCTION crm.base_add(crm.customer_base, double precision, double precision, double precision) RETURNS crm.customer_base
    AS 'MODULE_PATHNAME', 'crm_base_add_triple' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.base_add(crm.customer_base, double precision, double precision, double precision) IS
'Adds a customer of this x, t_x and t to a base: transition function of crm.customer_base.';

CREATE FUNCTION crm.base_add(crm.customer_base, double precision, double precision, double precision, double precision) RETURNS crm.customer_base
    AS 'MODULE_PATHNAME', 'crm_base_add_triple' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.base_add(crm.customer_base, double precision, double precision, double precision, double precision) IS
'Adds a customer of this x, t_x, t and mean spend to a base: transition function of crm.customer_base.';

CREATE FUNCTION crm.base_add(crm.customer_base, double precision, double precision, double precision, double precision, bigint) RETURNS crm.customer_base
    AS 'MODULE_PATHNAME', 'crm_base_add_triple' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.base_add(crm.customer_base, double precision, double precision, double precision, double precision, bigint) IS
'Adds customers of this x, t_x, t and mean spend to a base: transition function of crm.customer_base.';

CREATE FUNCTION crm.base_merge(crm.customer_base, crm.customer_base) RETURNS crm.customer_base
    AS 'MODULE_PATHNAME', 'crm_base_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.base_merge(crm.customer_base, crm.customer_base) IS
'The customers of both bases in one: what operator || and aggregate crm.rollup do.';

CREATE FUNCTION crm.base_close(crm.customer_base) RETURNS crm.customer_base
    AS 'MODULE_PATHNAME', 'crm_base_close' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.base_close(crm.customer_base) IS
'A base in order, without the slack that an aggregate keeps in its state: final function of crm.customer_base and crm.rollup.';

CREATE AGGREGATE crm.customer_base(history crm.history, as_of date) (
    SFUNC = crm.base_add, STYPE = crm.customer_base, SSPACE = 1024,
    COMBINEFUNC = crm.base_merge, FINALFUNC = crm.base_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.customer_base(history crm.history, as_of date) IS
'The base of one history a customer, as of a date: x days with an order after the first one, t_x days from the first to the last, T days from the first to as_of, and the mean spend of the days after the first, net of returns. What lies after as_of is not seen. Customers without an order up to as_of and rows with a NULL are skipped; no customers give NULL.';

CREATE AGGREGATE crm.customer_base(x double precision, t_x double precision, t double precision) (
    SFUNC = crm.base_add, STYPE = crm.customer_base, SSPACE = 1024,
    COMBINEFUNC = crm.base_merge, FINALFUNC = crm.base_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.customer_base(x double precision, t_x double precision, t double precision) IS
'The base of one row a customer: x repeat purchases, the last of them at t_x, seen until t, both since the first purchase, in a unit of your own. Mean spends stay unknown. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.customer_base(x double precision, t_x double precision, t double precision, mean_spend double precision) (
    SFUNC = crm.base_add, STYPE = crm.customer_base, SSPACE = 1024,
    COMBINEFUNC = crm.base_merge, FINALFUNC = crm.base_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.customer_base(x double precision, t_x double precision, t double precision, mean_spend double precision) IS
'The base of one row a customer: x repeat purchases, the last of them at t_x, seen until t, both since the first purchase, in a unit of your own; mean_spend is the mean amount of the repeat purchases, unknown where it is NULL or not above 0. Rows with another NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.customer_base(x double precision, t_x double precision, t double precision, mean_spend double precision, customers bigint) (
    SFUNC = crm.base_add, STYPE = crm.customer_base, SSPACE = 1024,
    COMBINEFUNC = crm.base_merge, FINALFUNC = crm.base_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.customer_base(x double precision, t_x double precision, t double precision, mean_spend double precision, customers bigint) IS
'The base of rows that stand for several customers each: as of (x, t_x, t, mean_spend), and how many customers are like that. Rows of 0 customers and rows with a NULL, but for mean_spend, are skipped; no rows give NULL.';

CREATE AGGREGATE crm.rollup(base crm.customer_base) (
    SFUNC = crm.base_merge, STYPE = crm.customer_base, SSPACE = 1024,
    COMBINEFUNC = crm.base_merge, FINALFUNC = crm.base_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rollup(base crm.customer_base) IS
'All bases in one: of shards, segments or cohorts that have no customer in common. Bases of histories as of different days have no repeat purchases by day any more. Raises 22023 where some are of histories and some are not. NULLs are skipped; no rows give NULL.';

CREATE OPERATOR crm.|| (FUNCTION = crm.base_merge, LEFTARG = crm.customer_base, RIGHTARG = crm.customer_base,
    COMMUTATOR = OPERATOR(crm.||));
COMMENT ON OPERATOR crm.|| (crm.customer_base, crm.customer_base) IS 'the customers of both bases in one';

CREATE FUNCTION crm.customers(base crm.customer_base) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_base_customers' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.customers(base crm.customer_base) IS
'Number of customers.';

CREATE FUNCTION crm.repeaters(base crm.customer_base) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_base_repeaters' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.repeaters(base crm.customer_base) IS
'Number of customers with a repeat purchase: x above 0.';

CREATE FUNCTION crm.repeat_purchases(base crm.customer_base) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_base_repeat_purchases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.repeat_purchases(base crm.customer_base) IS
'Number of repeat purchases: the sum of x.';

CREATE FUNCTION crm.distinct_triples(base crm.customer_base) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_base_distinct_triples' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.distinct_triples(base crm.customer_base) IS
'How many different triples of x, t_x and T there are.';

CREATE FUNCTION crm.customers_without_spend(base crm.customer_base) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_base_customers_without_spend' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.customers_without_spend(base crm.customer_base) IS
'Number of customers with a repeat purchase whose mean spend is unknown or not above 0: no spend model sees them.';

CREATE FUNCTION crm.spend_correlation(base crm.customer_base) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_base_spend_correlation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.spend_correlation(base crm.customer_base) IS
'Pearson''s correlation of x and mean spend over the customers that have a mean spend, -1 to 1; NULL where one of them doesn''t vary. The gamma-gamma model takes them as independent.';

CREATE FUNCTION crm.base_rows(base crm.customer_base, OUT x integer, OUT t_x double precision, OUT t double precision, OUT customers bigint) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_base_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10000;
COMMENT ON FUNCTION crm.base_rows(base crm.customer_base) IS
'One row a triple: repeat purchases, time of the last and time since the first purchase, and how many customers have them, in order of the triple.';

CREATE FUNCTION crm.base_spends(base crm.customer_base, OUT x integer, OUT mean_spend double precision, OUT customers bigint) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_base_spends' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10000;
COMMENT ON FUNCTION crm.base_spends(base crm.customer_base) IS
'One row a spend: repeat purchases, their mean amount, and how many customers have them, in that order.';

-- Models

CREATE TYPE crm.model_kind AS ENUM ('bg_nbd', 'mbg_nbd', 'pareto_nbd', 'bg_bb', 'gamma_gamma', 'sbg');
COMMENT ON TYPE crm.model_kind IS
'Models of repeat purchases (bg_nbd, mbg_nbd, pareto_nbd; bg_bb at discrete opportunities), of spend (gamma_gamma) and of contracts (sbg).';

-- @type model ALIGNMENT = int4, STORAGE = extended
COMMENT ON TYPE crm.model IS
'A model of purchases, of spend or of contracts: its kind, its parameters and, where it was fitted, how well. Text: {"model": "sbg", "alpha": 0.7, "beta": 1.2, "unit_days": 365}.';

-- @ordered model

CREATE FUNCTION crm.model(jsonb) RETURNS crm.model
    AS 'MODULE_PATHNAME', 'crm_model_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.model(jsonb) IS
'The model that a JSON object describes. Raises 22P02 where a key is unknown or missing, 22003 where a number is out of range, 22023 where what it says does not agree.';
CREATE FUNCTION crm.model_to_jsonb(crm.model) RETURNS jsonb
    AS 'MODULE_PATHNAME', 'crm_model_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.model_to_jsonb(crm.model) IS 'The model as a JSON object.';
CREATE CAST (jsonb AS crm.model) WITH FUNCTION crm.model(jsonb);
CREATE CAST (crm.model AS jsonb) WITH FUNCTION crm.model_to_jsonb(crm.model);
COMMENT ON CAST (jsonb AS crm.model) IS 'the object is the text of a model';
COMMENT ON CAST (crm.model AS jsonb) IS 'the text of a model as an object';

CREATE FUNCTION crm.kind(model crm.model) RETURNS crm.model_kind
    AS 'MODULE_PATHNAME', 'crm_model_kind_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.kind(model crm.model) IS
'Which kind of model it is.';

CREATE FUNCTION crm.param(model crm.model, name text) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_model_param' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.param(model crm.model, name text) IS
'The parameter of that name; raises 22023 where the kind has none: bg_nbd and mbg_nbd have r, alpha, a, b; pareto_nbd r, alpha, s, beta; bg_bb alpha, beta, gamma, delta; gamma_gamma p, q, gamma; sbg alpha, beta.';

CREATE FUNCTION crm.std_error(model crm.model, name text) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_model_std_error' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.std_error(model crm.model, name text) IS
'The standard error of the parameter of that name; NULL where the model was not fitted or the data do not tell. Raises 22023 as param does.';

CREATE FUNCTION crm.log_likelihood(model crm.model) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_model_log_likelihood' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.log_likelihood(model crm.model) IS
'The log likelihood of the customers that the model was fitted to, with times in the model''s unit; NULL where it was not fitted.';

CREATE FUNCTION crm.aic(model crm.model) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_model_aic' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.aic(model crm.model) IS
'Akaike''s criterion, 2 k - 2 log likelihood of k parameters, the lower the better among models of the same customers in the same unit; NULL where it was not fitted.';

CREATE FUNCTION crm.bic(model crm.model) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_model_bic' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.bic(model crm.model) IS
'The Bayesian criterion, k ln(customers) - 2 log likelihood of k parameters, the lower the better among models of the same customers in the same unit; NULL where it was not fitted.';

CREATE FUNCTION crm.converged(model crm.model) RETURNS boolean
    AS 'MODULE_PATHNAME', 'crm_model_converged' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.converged(model crm.model) IS
'Did the fit reach the maximum? NULL where the model was not fitted.';

CREATE FUNCTION crm.flags(model crm.model) RETURNS text[]
    AS 'MODULE_PATHNAME', 'crm_model_flags' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.flags(model crm.model) IS
'What the fit found doubtful: not_converged; ridge, where the data do not determine all parameters; infinite_mean, of a gamma_gamma with q of at most 1; spend_correlated, where spend goes with frequency. NULL where the model was not fitted.';

-- Fitting

CREATE FUNCTION crm.fit(base crm.customer_base, kind crm.model_kind, unit_days double precision DEFAULT 7, start crm.model DEFAULT NULL) RETURNS crm.model
    AS 'MODULE_PATHNAME', 'crm_fit' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION crm.fit(base crm.customer_base, kind crm.model_kind, unit_days double precision, start crm.model) IS
'The model of this kind under which the base is most likely. Times of a base of histories are counted in units of unit_days days; those of another base are in units of that length already. start: a model of the same kind to set off from. NULL where base is NULL. Error where there is nothing to fit; a warning and a flag where the result is doubtful.';

CREATE FUNCTION crm.fit_sbg(survivors bigint[]) RETURNS crm.model
    AS 'MODULE_PATHNAME', 'crm_fit_sbg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION crm.fit_sbg(survivors bigint[]) IS
'The shifted beta-geometric model of a cohort of contracts: customers at the start, then those left after each renewal.';

-- Asking about a customer

CREATE FUNCTION crm.p_alive(model crm.model, history crm.history, as_of date) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_p_alive_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.p_alive(model crm.model, history crm.history, as_of date) IS
'The probability, 0 to 1, that the customer is still one at as_of; NULL without an order up to then.';

CREATE FUNCTION crm.p_alive(model crm.model, history crm.history, as_of date, at date) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_p_alive_history_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION crm.p_alive(model crm.model, history crm.history, as_of date, at date) IS
'The probability, 0 to 1, that the customer will still be one at a later date, as seen at as_of.';

CREATE FUNCTION crm.p_alive(model crm.model, x double precision, t_x double precision, t double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_p_alive_raw' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION crm.p_alive(model crm.model, x double precision, t_x double precision, t double precision) IS
'The probability, 0 to 1, that a customer with x repeat purchases, the last at t_x, is still one at t; times since the first purchase, in the model''s unit.';

CREATE FUNCTION crm.p_alive(model crm.model, x double precision, t_x double precision, t double precision, ahead double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_p_alive_raw_ahead' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION crm.p_alive(model crm.model, x double precision, t_x double precision, t double precision, ahead double precision) IS
'The probability, 0 to 1, that the customer will still be one at t + ahead, as seen at t; in the model''s unit.';

CREATE FUNCTION crm.expected_purchases(model crm.model, history crm.history, as_of date, horizon double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_expected_purchases_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION crm.expected_purchases(model crm.model, history crm.history, as_of date, horizon double precision) IS
'Purchases to expect in the horizon days after as_of; NULL without an order up to as_of.';

CREATE FUNCTION crm.expected_purchases(model crm.model, x double precision, t_x double precision, t double precision, horizon double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_expected_purchases_raw' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION crm.expected_purchases(model crm.model, x double precision, t_x double precision, t double precision, horizon double precision) IS
'Purchases to expect in the horizon after t; times in the model''s unit.';

CREATE FUNCTION crm.expected_purchases(model crm.model, horizon double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_expected_purchases_new' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION crm.expected_purchases(model crm.model, horizon double precision) IS
'Repeat purchases to expect of someone whose first purchase is still to come, in the horizon after it, in the model''s unit.';

CREATE FUNCTION crm.purchase_probability(model crm.model, history crm.history, as_of date, n integer, horizon double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_purchase_probability_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION crm.purchase_probability(model crm.model, history crm.history, as_of date, n integer, horizon double precision) IS
'The probability of exactly n purchases in the horizon days after as_of; NULL without an order up to as_of.';

CREATE FUNCTION crm.purchase_probability(model crm.model, x double precision, t_x double precision, t double precision, n integer, horizon double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_purchase_probability_raw' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION crm.purchase_probability(model crm.model, x double precision, t_x double precision, t double precision, n integer, horizon double precision) IS
'The probability of exactly n purchases in the horizon after t; times in the model''s unit.';

CREATE FUNCTION crm.purchase_probability(model crm.model, n integer, horizon double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_purchase_probability_new' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION crm.purchase_probability(model crm.model, n integer, horizon double precision) IS
'The probability of exactly n repeat purchases in the horizon after a first purchase, in the model''s unit.';

CREATE FUNCTION crm.purchase_interval(model crm.model, history crm.history, as_of date, horizon double precision, confidence double precision, OUT low integer, OUT high integer) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_purchase_interval_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION crm.purchase_interval(model crm.model, history crm.history, as_of date, horizon double precision, confidence double precision) IS
'The interval that purchases in the horizon days after as_of fall into with at least this probability, equal tails cut off, from the exact distribution; NULL without an order up to as_of.';

CREATE FUNCTION crm.purchase_interval(model crm.model, x double precision, t_x double precision, t double precision, horizon double precision, confidence double precision, OUT low integer, OUT high integer) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_purchase_interval_raw' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION crm.purchase_interval(model crm.model, x double precision, t_x double precision, t double precision, horizon double precision, confidence double precision) IS
'The interval that purchases in the horizon after t fall into with at least this probability, equal tails cut off, from the exact distribution; times in the model''s unit.';

CREATE FUNCTION crm.purchase_interval(model crm.model, horizon double precision, confidence double precision, OUT low integer, OUT high integer) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_purchase_interval_new' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION crm.purchase_interval(model crm.model, horizon double precision, confidence double precision) IS
'The interval that repeat purchases in the horizon after a first purchase fall into with at least this probability, equal tails cut off, from the exact distribution; in the model''s unit.';

CREATE FUNCTION crm.residual_purchases(model crm.model, history crm.history, as_of date, annual_discount double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_residual_purchases_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION crm.residual_purchases(model crm.model, history crm.history, as_of date, annual_discount double precision) IS
'All purchases to expect after as_of, each discounted to as_of (DERT); annual_discount above 0, 0.15 for 15 % a year. NULL without an order up to as_of.';

CREATE FUNCTION crm.residual_purchases(model crm.model, x double precision, t_x double precision, t double precision, annual_discount double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_residual_purchases_raw' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION crm.residual_purchases(model crm.model, x double precision, t_x double precision, t double precision, annual_discount double precision) IS
'All purchases to expect after t, each discounted to t (DERT); times in the model''s unit, annual_discount above 0, 0.15 for 15 % a year.';

CREATE FUNCTION crm.residual_purchases(model crm.model, annual_discount double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_residual_purchases_new' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION crm.residual_purchases(model crm.model, annual_discount double precision) IS
'All repeat purchases to expect after a first purchase, each discounted to it; annual_discount above 0, 0.15 for 15 % a year.';

CREATE FUNCTION crm.expected_spend(spend_model crm.model, history crm.history, as_of date) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_expected_spend_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.expected_spend(spend_model crm.model, history crm.history, as_of date) IS
'The mean amount to expect of the customer''s purchases, drawn towards that of all customers; without repeat purchases of a mean above 0 it is that of all. NULL without an order up to as_of.';

CREATE FUNCTION crm.expected_spend(spend_model crm.model, x double precision, mean_spend double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_expected_spend_raw' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.expected_spend(spend_model crm.model, x double precision, mean_spend double precision) IS
'The mean amount to expect of a customer''s purchases after x repeat purchases of this mean; with x = 0, or a mean that is NULL or 0, that of all customers.';

CREATE FUNCTION crm.expected_spend(spend_model crm.model) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_expected_spend_new' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.expected_spend(spend_model crm.model) IS
'The mean amount to expect of anybody''s purchases.';

CREATE FUNCTION crm.clv(purchase_model crm.model, spend_model crm.model, history crm.history, as_of date, horizon double precision, annual_discount double precision, margin double precision DEFAULT 1) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_clv_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION crm.clv(purchase_model crm.model, spend_model crm.model, history crm.history, as_of date, horizon double precision, annual_discount double precision, margin double precision) IS
'Customer lifetime value: purchases to expect in the horizon days after as_of (Infinity: ever), each discounted to as_of, times the spend to expect, times margin. NULL without an order up to as_of.';

CREATE FUNCTION crm.clv(purchase_model crm.model, spend_model crm.model, x double precision, t_x double precision, t double precision, mean_spend double precision, horizon double precision, annual_discount double precision, margin double precision DEFAULT 1) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_clv_raw' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION crm.clv(purchase_model crm.model, spend_model crm.model, x double precision, t_x double precision, t double precision, mean_spend double precision, horizon double precision, annual_discount double precision, margin double precision) IS
'Customer lifetime value: purchases to expect in the horizon after t (Infinity: ever), each discounted to t, times the spend to expect, times margin; times in the model''s unit. mean_spend may be NULL where x is 0.';

-- Does the model fit?

CREATE FUNCTION crm.frequency_check(model crm.model, base crm.customer_base, most integer DEFAULT 7,
    OUT purchases integer, OUT or_more boolean, OUT actual bigint, OUT expected double precision) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_frequency_check' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 8;
COMMENT ON FUNCTION crm.frequency_check(crm.model, crm.customer_base, integer) IS
'Customers of the base by number of repeat purchases, as they are and as the model expects them; the last row counts those with that many or more.';

CREATE FUNCTION crm.tracking(model crm.model, base crm.customer_base, period_days integer DEFAULT 7,
    OUT period integer, OUT last_day date, OUT actual bigint, OUT expected double precision,
    OUT actual_so_far bigint, OUT expected_so_far double precision) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_tracking' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION crm.tracking(crm.model, crm.customer_base, integer) IS
'Repeat purchases of the base by period since its first purchase, as they were and as the model expects them of each customer from his first purchase on; whole periods up to the base''s as_of.';

CREATE TYPE crm.backtest_result AS (
    customers bigint, new_customers bigint, actual bigint, predicted double precision, naive bigint,
    mae double precision, bias double precision, naive_mae double precision, naive_bias double precision);
COMMENT ON TYPE crm.backtest_result IS
'What crm.backtest yields: customers of the calibration, customers who came later, repeat purchases in the holdout as they were, as the model and as the naive rule foretold them (as many as in the time of the same length before), and the mean absolute error and the mean error (forecast less actual) a customer of both.';

CREATE FUNCTION crm.backtest_add(state bigint[], history crm.history, calibration_end date, holdout_end date, model crm.model) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_backtest_add' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500;
COMMENT ON FUNCTION crm.backtest_add(bigint[], crm.history, date, date, crm.model) IS
'Adds a customer to a back-test: transition function of crm.backtest.';

CREATE FUNCTION crm.backtest_merge(bigint[], bigint[]) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_backtest_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.backtest_merge(bigint[], bigint[]) IS
'Adds up two states of a back-test: combine function of crm.backtest.';

CREATE FUNCTION crm.backtest_report(bigint[]) RETURNS crm.backtest_result
    AS 'MODULE_PATHNAME', 'crm_backtest_report' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.backtest_report(bigint[]) IS
'The result of a back-test: final function of crm.backtest.';

CREATE AGGREGATE crm.backtest(history crm.history, calibration_end date, holdout_end date, model crm.model) (
    SFUNC = crm.backtest_add, STYPE = bigint[], SSPACE = 96,
    COMBINEFUNC = crm.backtest_merge, FINALFUNC = crm.backtest_report, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.backtest(history crm.history, calibration_end date, holdout_end date, model crm.model) IS
'The model''s forecast for the time from calibration_end to holdout_end, which looks at nothing after calibration_end, against what came, over all customers; and the same of a naive rule. Rows with a NULL are skipped; no rows give NULL.';

COMMENT ON COLUMN crm.backtest_result.customers IS 'Customers with an order up to calibration_end.';
COMMENT ON COLUMN crm.backtest_result.new_customers IS 'Customers whose first order lies in the holdout: not foretold.';
COMMENT ON COLUMN crm.backtest_result.actual IS 'Days with an order in the holdout, of all customers.';
COMMENT ON COLUMN crm.backtest_result.predicted IS 'The same as the model foretold it.';
COMMENT ON COLUMN crm.backtest_result.naive IS 'The same as the naive rule foretold it: as many as in the time of the same length before.';
COMMENT ON COLUMN crm.backtest_result.mae IS 'Mean absolute error of the model a customer, in purchases.';
COMMENT ON COLUMN crm.backtest_result.bias IS 'Mean error of the model a customer: above 0 where it foretold too much.';
COMMENT ON COLUMN crm.backtest_result.naive_mae IS 'Mean absolute error of the naive rule a customer.';
COMMENT ON COLUMN crm.backtest_result.naive_bias IS 'Mean error of the naive rule a customer.';

-- Contracts

CREATE FUNCTION crm.survival(model crm.model, t integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_contract_survival' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.survival(model crm.model, t integer) IS
'The share, 0 to 1, of a cohort of contracts that is left after t renewals; of a model of kind sbg.';

CREATE FUNCTION crm.retention(model crm.model, t integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_contract_retention' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION crm.retention(model crm.model, t integer) IS
'The share, 0 to 1, of those who came to the t-th renewal who renew, t from 1; of a model of kind sbg.';

CREATE FUNCTION crm.residual_lifetime(model crm.model, renewals integer, discount double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_contract_residual_lifetime' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION crm.residual_lifetime(model crm.model, renewals integer, discount double precision) IS
'The periods that a customer of so many renewals is expected to pay for from the next renewal on, each discounted to it by discount a period, 0.10 for 10 % (DERL); of a model of kind sbg.';

-- Value without a model

CREATE TYPE crm.first_margin AS ENUM ('now', 'period_end');
COMMENT ON TYPE crm.first_margin IS
'When the first of a customer''s margins falls due, which the field disputes: now, so that it is neither discounted nor at risk, or at the end of the first period, from those who are kept.';

CREATE FUNCTION crm.margin_multiple(retention double precision, discount double precision, first_margin crm.first_margin DEFAULT 'period_end') RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_value_multiple' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.margin_multiple(retention double precision, discount double precision, first_margin crm.first_margin) IS
'How many times a period''s margin a customer is worth who stays with probability retention, 0 to 1, at a discount a period, 0.10 for 10 %: (1 + d) / (1 + d - r) where the first margin falls due now, r / (1 + d - r) where at the period''s end (Gupta and Lehmann 2003).';

CREATE FUNCTION crm.retention_uplift(retention double precision, discount double precision, points double precision DEFAULT 0.05,
    first_margin crm.first_margin DEFAULT 'period_end') RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_value_uplift' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.retention_uplift(retention double precision, discount double precision, points double precision, first_margin crm.first_margin) IS
'By what part a customer''s value rises when retention rises by points: 0.27 for 27 % more.';

CREATE FUNCTION crm.customer_worth(revenue numeric, product_cost numeric, service_cost numeric, marketing_cost numeric, referral_profit numeric) RETURNS numeric
    AS 'MODULE_PATHNAME', 'crm_value_worth' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.customer_worth(revenue numeric, product_cost numeric, service_cost numeric, marketing_cost numeric, referral_profit numeric) IS
'What a customer is worth: future revenue less the costs of product, service and marketing, plus the profit through referrals; exact.';
