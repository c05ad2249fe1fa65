-- Room tier: tiers by rank, ABC and value classes, concentration.

-- Tiers

CREATE TYPE crm.tier AS ENUM ('vip', 'major', 'ordinary', 'small');
COMMENT ON TYPE crm.tier IS
'A customer''s tier by rank of value, the best first: by default the top 1 %, the next 4 %, the next 15 %, the other 80 %.';

-- @type tier_cuts ALIGNMENT = double, STORAGE = extended
COMMENT ON TYPE crm.tier_cuts IS
'The least values of the tiers vip, major and ordinary.';

-- @ordered tier_cuts

CREATE FUNCTION crm.tier_cuts(cuts double precision[]) RETURNS crm.tier_cuts
    AS 'MODULE_PATHNAME', 'crm_tier_cuts_make' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.tier_cuts(cuts double precision[]) IS
'Cuts from one''s own least values of vip, major and ordinary; raises 22023 where they ascend.';

CREATE FUNCTION crm.cuts(cuts crm.tier_cuts) RETURNS double precision[]
    AS 'MODULE_PATHNAME', 'crm_tier_cuts_values' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.cuts(cuts crm.tier_cuts) IS
'The least values of vip, major and ordinary.';

CREATE FUNCTION crm.tier_sample_add(crm.sample, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_tier_sample_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.tier_sample_add(crm.sample, double precision) IS
'Transition function of crm.tier_cuts.';

CREATE FUNCTION crm.tier_sample_add(crm.sample, double precision, double precision[]) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_tier_sample_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.tier_sample_add(crm.sample, double precision, double precision[]) IS
'Transition function of crm.tier_cuts.';

CREATE FUNCTION crm.tier_cuts_final(crm.sample) RETURNS crm.tier_cuts
    AS 'MODULE_PATHNAME', 'crm_tier_cuts_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.tier_cuts_final(crm.sample) IS
'Final function of crm.tier_cuts.';

CREATE AGGREGATE crm.tier_cuts(value double precision) (
    SFUNC = crm.tier_sample_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.tier_cuts_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.tier_cuts(value double precision) IS
'The least value of each tier, one row a customer; the top 1 %, 5 % and 20 %. A customer is in the best tier whose share exceeds the share of customers ranked before. NULLs are skipped; no rows give NULL.';

CREATE AGGREGATE crm.tier_cuts(value double precision, shares double precision[]) (
    SFUNC = crm.tier_sample_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.tier_cuts_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.tier_cuts(value double precision, shares double precision[]) IS
'The least value of each tier, one row a customer; shares are cumulative, ascending, above 0 and at most 1. A customer is in the best tier whose share exceeds the share of customers ranked before. NULLs are skipped; no rows give NULL.';

CREATE FUNCTION crm.tier(value double precision, cuts crm.tier_cuts) RETURNS crm.tier
    AS 'MODULE_PATHNAME', 'crm_tier' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.tier(value double precision, cuts crm.tier_cuts) IS
'The best tier whose least value is not above the value.';

CREATE FUNCTION crm.tier(value double precision) RETURNS crm.tier
    AS 'MODULE_PATHNAME', 'crm_tier_window' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.tier(value double precision) IS
'The tier of the row in its partition, without an ORDER BY; the top 1 %, 5 % and 20 %. Equal values share the better tier. A NULL has no tier and is not counted.';

CREATE FUNCTION crm.tier(value double precision, shares double precision[]) RETURNS crm.tier
    AS 'MODULE_PATHNAME', 'crm_tier_window' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.tier(value double precision, shares double precision[]) IS
'The tier of the row in its partition, without an ORDER BY; shares are cumulative, ascending, above 0 and at most 1. Equal values share the better tier. A NULL has no tier and is not counted.';

-- Classes

CREATE TYPE crm.abc_class AS ENUM ('A', 'B', 'C', 'Z');
COMMENT ON TYPE crm.abc_class IS
'ABC class by cumulative share: A the few that bring most, B, C the many that bring least, Z what brings nothing or takes away.';

CREATE FUNCTION crm.abc_class(value numeric) RETURNS crm.abc_class
    AS 'MODULE_PATHNAME', 'crm_abc_class_numeric' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.abc_class(value numeric) IS
'The ABC class of the row in its partition, without an ORDER BY: A while the cumulative share before the value, from the largest down, is below 0.80, B while below 0.95, else C; Z for values of 0 and below, which are outside the total. Exact; equal values stay together. A NULL has no class.';

CREATE FUNCTION crm.abc_class(value numeric, a double precision, b double precision) RETURNS crm.abc_class
    AS 'MODULE_PATHNAME', 'crm_abc_class_numeric' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.abc_class(value numeric, a double precision, b double precision) IS
'The ABC class of the row in its partition, without an ORDER BY: A while the cumulative share before the value, from the largest down, is below a, B while below b, else C; Z for values of 0 and below, which are outside the total. Exact; equal values stay together. A NULL has no class.';

CREATE FUNCTION crm.abc_class(value double precision) RETURNS crm.abc_class
    AS 'MODULE_PATHNAME', 'crm_abc_class_float8' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.abc_class(value double precision) IS
'The ABC class of the row in its partition, without an ORDER BY: A while the cumulative share before the value, from the largest down, is below 0.80, B while below 0.95, else C; Z for values of 0 and below, which are outside the total. Exact; equal values stay together. A NULL has no class.';

CREATE FUNCTION crm.abc_class(value double precision, a double precision, b double precision) RETURNS crm.abc_class
    AS 'MODULE_PATHNAME', 'crm_abc_class_float8' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.abc_class(value double precision, a double precision, b double precision) IS
'The ABC class of the row in its partition, without an ORDER BY: A while the cumulative share before the value, from the largest down, is below a, B while below b, else C; Z for values of 0 and below, which are outside the total. Exact; equal values stay together. A NULL has no class.';

CREATE TYPE crm.value_class AS ENUM ('most_valuable', 'most_growable', 'migrator', 'below_zero');
COMMENT ON TYPE crm.value_class IS
'Customers by actual and potential value, after Peppers and Rogers.';

CREATE FUNCTION crm.value_class(actual double precision, potential double precision) RETURNS crm.value_class
    AS 'MODULE_PATHNAME', 'crm_value_class' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.value_class(actual double precision, potential double precision) IS
'The class of the row in its partition, without an ORDER BY: below_zero where actual and potential are both below 0; of the others most_valuable the top 20 % by actual; of the rest most_growable the top 20 % by potential - actual, if that is above 0; else migrator. Equal values share the better class. A NULL has no class.';

CREATE FUNCTION crm.value_class(actual double precision, potential double precision, share double precision) RETURNS crm.value_class
    AS 'MODULE_PATHNAME', 'crm_value_class' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.value_class(actual double precision, potential double precision, share double precision) IS
'The class of the row in its partition, without an ORDER BY: below_zero where actual and potential are both below 0; of the others most_valuable the top share by actual; of the rest most_growable the top share by potential - actual, if that is above 0; else migrator. Equal values share the better class. A NULL has no class.';

-- Concentration

CREATE FUNCTION crm.gini_add(crm.sample, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_gini_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.gini_add(crm.sample, double precision) IS
'Transition function of crm.gini.';

CREATE FUNCTION crm.gini_final(crm.sample) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_gini_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.gini_final(crm.sample) IS
'Final function of crm.gini.';

CREATE FUNCTION crm.pareto_add(crm.sample, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_pareto_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.pareto_add(crm.sample, double precision) IS
'Transition function of crm.pareto_share.';

CREATE FUNCTION crm.pareto_add(crm.sample, double precision, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_pareto_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.pareto_add(crm.sample, double precision, double precision) IS
'Transition function of crm.pareto_share.';

CREATE FUNCTION crm.pareto_final(crm.sample) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_pareto_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.pareto_final(crm.sample) IS
'Final function of crm.pareto_share.';

CREATE FUNCTION crm.lorenz_add(crm.sample, double precision, integer) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_lorenz_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.lorenz_add(crm.sample, double precision, integer) IS
'Transition function of crm.lorenz.';

CREATE FUNCTION crm.lorenz_final(crm.sample) RETURNS double precision[]
    AS 'MODULE_PATHNAME', 'crm_lorenz_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.lorenz_final(crm.sample) IS
'Final function of crm.lorenz.';

CREATE AGGREGATE crm.pareto_share(value double precision) (
    SFUNC = crm.pareto_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.pareto_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.pareto_share(value double precision) IS
'The share of the total, 0..1, that the top 20 % of the rows bring: those of whom fewer than 20 % rank before. Values below 0 raise 22023; NULLs are skipped; no rows, and rows that sum to 0, give NULL.';

CREATE AGGREGATE crm.pareto_share(value double precision, top double precision) (
    SFUNC = crm.pareto_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.pareto_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.pareto_share(value double precision, top double precision) IS
'The share of the total, 0..1, that the top share of the rows brings: those of whom less than that share ranks before. Values below 0 raise 22023; NULLs are skipped; no rows, and rows that sum to 0, give NULL.';

CREATE AGGREGATE crm.gini(value double precision) (
    SFUNC = crm.gini_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.gini_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.gini(value double precision) IS
'The Gini coefficient, 0..1: 0 where all are equal, near 1 where one has all. Values below 0 raise 22023; NULLs are skipped; no rows, and rows that sum to 0, give NULL.';

CREATE AGGREGATE crm.lorenz(value double precision, points integer) (
    SFUNC = crm.lorenz_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.lorenz_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.lorenz(value double precision, points integer) IS
'The Lorenz curve at 0, 1/points, ..., 1: the share of the total that the lowest part of the rows brings, as points + 1 values, 1 to 10000 points. Values below 0 raise 22023; NULLs are skipped; no rows, and rows that sum to 0, give NULL.';
