-- Room exact: sums and averages of double precision that no order of rows changes.

CREATE FUNCTION crm.exact_add(exact bigint[], value double precision) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_exact_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.exact_add(exact bigint[], value double precision) IS
'Transition function of crm.exact_sum and crm.exact_average.';

CREATE FUNCTION crm.exact_merge(exact bigint[], other bigint[]) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'crm_exact_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.exact_merge(exact bigint[], other bigint[]) IS
'Combine function of crm.exact_sum and crm.exact_average.';

CREATE FUNCTION crm.exact_sum_final(exact bigint[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_exact_sum_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.exact_sum_final(exact bigint[]) IS
'Final function of crm.exact_sum.';

CREATE FUNCTION crm.exact_average_final(exact bigint[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_exact_average_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.exact_average_final(exact bigint[]) IS
'Final function of crm.exact_average.';

CREATE AGGREGATE crm.exact_sum(value double precision) (
    SFUNC = crm.exact_add, STYPE = bigint[], SSPACE = 512,
    COMBINEFUNC = crm.exact_merge, FINALFUNC = crm.exact_sum_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.exact_sum(value double precision) IS
'The exact sum of the values, rounded once to the nearest double precision number: the same to the last bit whatever the order of rows, the plan and the workers. NaN, infinity and a sum out of range raise 22003; NULLs are skipped; no values give NULL.';

CREATE AGGREGATE crm.exact_average(value double precision) (
    SFUNC = crm.exact_add, STYPE = bigint[], SSPACE = 512,
    COMBINEFUNC = crm.exact_merge, FINALFUNC = crm.exact_average_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.exact_average(value double precision) IS
'The exact mean of the values, rounded once to the nearest double precision number, also where their sum is out of range: the same to the last bit whatever the order of rows, the plan and the workers. NaN and infinity raise 22003; NULLs are skipped; no values give NULL.';
