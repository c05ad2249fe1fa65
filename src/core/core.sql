-- Room core: what all rooms share.

CREATE TYPE crm.sample;

CREATE FUNCTION crm.sample_in(cstring) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_sample_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.sample_in(cstring) IS 'I/O';
CREATE FUNCTION crm.sample_out(crm.sample) RETURNS cstring
    AS 'MODULE_PATHNAME', 'crm_sample_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.sample_out(crm.sample) IS 'I/O';
CREATE FUNCTION crm.sample_recv(internal) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_sample_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.sample_recv(internal) IS 'I/O';
CREATE FUNCTION crm.sample_send(crm.sample) RETURNS bytea
    AS 'MODULE_PATHNAME', 'crm_sample_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.sample_send(crm.sample) IS 'I/O';

CREATE TYPE crm.sample (
    INPUT = crm.sample_in, OUTPUT = crm.sample_out,
    RECEIVE = crm.sample_recv, SEND = crm.sample_send,
    ALIGNMENT = double, STORAGE = extended);
COMMENT ON TYPE crm.sample IS
'Partial result of the aggregates over whole columns (cuts, tiers, shares): the multiset of the values seen, exact and mergeable.';

CREATE FUNCTION crm.sample_merge(crm.sample, crm.sample) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_sample_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.sample_merge(crm.sample, crm.sample) IS
'The rows of two samples of one aggregate in one: combine function of rfm_cuts, tier_cuts, pareto_share, gini and lorenz.';
