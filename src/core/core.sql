-- Room core: what all rooms share.

-- @type sample ALIGNMENT = double, STORAGE = extended
COMMENT ON TYPE crm.sample IS
'Partial result of the aggregates over whole columns (cuts, tiers, shares): the multiset of the values seen, exact and mergeable.';

CREATE FUNCTION crm.sample_merge(crm.sample, crm.sample) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_sample_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.sample_merge(crm.sample, crm.sample) IS
'The rows of two samples of one aggregate in one: combine function of the aggregates whose state is a sample.';
