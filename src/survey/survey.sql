-- Room survey: answers of customers, indices of satisfaction and their intervals.

-- Answers

CREATE DOMAIN crm.nps_answer AS integer CHECK (VALUE BETWEEN 0 AND 10);
COMMENT ON DOMAIN crm.nps_answer IS
'An answer to "how likely are you to recommend us?", 0 (not at all) to 10.';

CREATE DOMAIN crm.rating5 AS integer CHECK (VALUE BETWEEN 1 AND 5);
COMMENT ON DOMAIN crm.rating5 IS
'An answer on a scale of 1 to 5.';

CREATE DOMAIN crm.rating7 AS integer CHECK (VALUE BETWEEN 1 AND 7);
COMMENT ON DOMAIN crm.rating7 IS
'An answer on a scale of 1 to 7.';

CREATE DOMAIN crm.rating10 AS integer CHECK (VALUE BETWEEN 1 AND 10);
COMMENT ON DOMAIN crm.rating10 IS
'An answer on a scale of 1 to 10.';

CREATE TYPE crm.satisfaction_dimension AS ENUM ('mind', 'behaviour', 'visual', 'product', 'service');
COMMENT ON TYPE crm.satisfaction_dimension IS
'What customers are satisfied with: the ideas a company stands for (mind), its conduct (behaviour), its appearance (visual), its products, its service.';

CREATE TYPE crm.satisfaction_level AS ENUM ('material', 'spiritual', 'social');
COMMENT ON TYPE crm.satisfaction_level IS
'On what level customers are satisfied: by what a product does (material), by how it makes them feel (spiritual), by its part in society (social).';

CREATE TYPE crm.servqual_dimension AS ENUM ('tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy');
COMMENT ON TYPE crm.servqual_dimension IS
'The five dimensions of service quality of SERVQUAL.';

-- The type

-- @type survey ALIGNMENT = double, STORAGE = extended
COMMENT ON TYPE crm.survey IS
'How often each answer of a question was given. Text: {0:3, 9:12, 10:40}.';

-- @ordered survey

CREATE FUNCTION crm.survey_add(crm.survey, integer) RETURNS crm.survey
    AS 'MODULE_PATHNAME', 'crm_survey_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.survey_add(crm.survey, integer) IS
'Counts an answer: transition function of crm.survey.';

CREATE FUNCTION crm.survey_add(crm.survey, integer, bigint) RETURNS crm.survey
    AS 'MODULE_PATHNAME', 'crm_survey_add_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.survey_add(crm.survey, integer, bigint) IS
'Counts an answer that so many respondents gave: transition function of crm.survey.';

CREATE FUNCTION crm.survey_merge(crm.survey, crm.survey) RETURNS crm.survey
    AS 'MODULE_PATHNAME', 'crm_survey_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.survey_merge(crm.survey, crm.survey) IS
'The answers of both surveys in one: what operator || and aggregate crm.rollup do.';

CREATE FUNCTION crm.survey_close(crm.survey) RETURNS crm.survey
    AS 'MODULE_PATHNAME', 'crm_survey_close' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.survey_close(crm.survey) IS
'A survey without the slack that an aggregate keeps in its state: final function of crm.survey and crm.rollup.';

CREATE AGGREGATE crm.survey(answer integer) (
    SFUNC = crm.survey_add, STYPE = crm.survey, SSPACE = 64,
    COMBINEFUNC = crm.survey_merge, FINALFUNC = crm.survey_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.survey(answer integer) IS
'How often each answer was given, one row a response. NULLs are skipped; no rows give NULL. More than 1024 distinct answers raise 54000.';

CREATE AGGREGATE crm.survey(answer integer, weight bigint) (
    SFUNC = crm.survey_add, STYPE = crm.survey, SSPACE = 64,
    COMBINEFUNC = crm.survey_merge, FINALFUNC = crm.survey_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.survey(answer integer, weight bigint) IS
'How often each answer was given; weight says how many respondents gave it and is 0 or above, else 22023. Rows with a NULL are skipped; no rows give NULL. More than 1024 distinct answers raise 54000, more than 2^63 - 1 responses 22003.';

CREATE AGGREGATE crm.rollup(survey crm.survey) (
    SFUNC = crm.survey_merge, STYPE = crm.survey, SSPACE = 64,
    COMBINEFUNC = crm.survey_merge, FINALFUNC = crm.survey_close, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rollup(survey crm.survey) IS
'All surveys in one: of months, of shops, of shards. NULLs are skipped; no rows give NULL.';

CREATE OPERATOR crm.|| (FUNCTION = crm.survey_merge, LEFTARG = crm.survey, RIGHTARG = crm.survey,
    COMMUTATOR = OPERATOR(crm.||));
COMMENT ON OPERATOR crm.|| (crm.survey, crm.survey) IS 'the answers of both surveys in one';

CREATE FUNCTION crm.responses(survey crm.survey) RETURNS bigint
    AS 'MODULE_PATHNAME', 'crm_survey_responses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.responses(survey crm.survey) IS
'Number of responses.';

CREATE FUNCTION crm.mean(survey crm.survey) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_survey_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.mean(survey crm.survey) IS
'The mean answer; NULL for an empty survey.';

CREATE FUNCTION crm.counts(survey crm.survey, OUT answer integer, OUT responses bigint, OUT share double precision) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_survey_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION crm.counts(survey crm.survey) IS
'One row an answer that was given, in ascending order: the answer, its number of responses, their share of all, 0..1.';

-- Indices

CREATE TYPE crm.nps_method AS ENUM ('wald', 'adjusted_wald');
COMMENT ON TYPE crm.nps_method IS
'Interval of a net promoter score: score and error of the answers as they are (wald), or with 3/4 of a promoter, 3/2 of a passive and 3/4 of a detractor added (adjusted_wald).';

CREATE FUNCTION crm.nps(survey crm.survey) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_survey_nps' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.nps(survey crm.survey) IS
'Net promoter score in points, -100..100: the percentage of answers 9 and 10 less that of answers 0 to 6. An answer outside of 0..10 raises 22023; an empty survey gives NULL.';

CREATE FUNCTION crm.nps_interval(survey crm.survey, confidence double precision DEFAULT 0.95, method crm.nps_method DEFAULT 'adjusted_wald',
    OUT low double precision, OUT high double precision) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_survey_nps_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.nps_interval(survey crm.survey, confidence double precision, method crm.nps_method) IS
'Two-sided confidence interval of the net promoter score, in points, clipped to -100..100. Confidence lies between 0 and 1. An answer outside of 0..10 raises 22023; an empty survey gives NULL.';

CREATE FUNCTION crm.nps_difference(a crm.survey, b crm.survey, confidence double precision DEFAULT 0.95, method crm.nps_method DEFAULT 'adjusted_wald',
    OUT difference double precision, OUT low double precision, OUT high double precision, OUT p_value double precision, OUT significant boolean) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_survey_nps_difference' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.nps_difference(a crm.survey, b crm.survey, confidence double precision, method crm.nps_method) IS
'The net promoter score of a less that of b, in points, of two independent samples: its confidence interval, the p-value of a difference at least so large between equal populations, and whether the interval leaves 0 out. An answer outside of 0..10 raises 22023; an empty survey gives NULL.';

CREATE FUNCTION crm.csat(survey crm.survey) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_survey_csat' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.csat(survey crm.survey) IS
'Share of satisfied respondents on a scale of 1 to 5, 0..1: of answers 4 and 5. An answer outside of 1..5 raises 22023; an empty survey gives NULL.';

CREATE FUNCTION crm.csat(survey crm.survey, top integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_survey_csat' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.csat(survey crm.survey, top integer) IS
'Share of satisfied respondents on any scale, 0..1: of answers of top and above. An empty survey gives NULL.';

CREATE FUNCTION crm.csat_interval(survey crm.survey, confidence double precision DEFAULT 0.95,
    OUT low double precision, OUT high double precision) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_survey_csat_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.csat_interval(survey crm.survey, confidence double precision) IS
'Two-sided confidence interval, after Wilson, of the share of satisfied respondents on a scale of 1 to 5, 0..1. Confidence lies between 0 and 1. An answer outside of 1..5 raises 22023; an empty survey gives NULL.';

CREATE FUNCTION crm.csat_interval(survey crm.survey, top integer, confidence double precision DEFAULT 0.95,
    OUT low double precision, OUT high double precision) RETURNS record
    AS 'MODULE_PATHNAME', 'crm_survey_csat_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.csat_interval(survey crm.survey, top integer, confidence double precision) IS
'Two-sided confidence interval, after Wilson, of the share of answers of top and above, 0..1. Confidence lies between 0 and 1. An empty survey gives NULL.';

CREATE TYPE crm.ces_version AS ENUM ('ces_2', 'ces_1');
COMMENT ON TYPE crm.ces_version IS
'What customers were asked about effort: whether it was made easy, 1 (no) to 7 (ces_2); how much effort it took, 1 (little) to 5 (ces_1).';

CREATE FUNCTION crm.ces(survey crm.survey, version crm.ces_version DEFAULT 'ces_2') RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_survey_ces' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.ces(survey crm.survey, version crm.ces_version) IS
'Customer effort score, higher where it was easier: the mean answer, 1..7, for ces_2; 6 less the mean answer, 1..5, for ces_1. An answer off the scale raises 22023; an empty survey gives NULL.';

-- Perceived and expected

CREATE FUNCTION crm.satisfaction(perceived double precision, expected double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_satisfaction' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.satisfaction(perceived double precision, expected double precision) IS
'Perceived over expected: 1 as expected, above 1 better. Perceived is 0 or above and expected above 0, else 22023.';

CREATE TYPE crm.satisfaction_zone AS ENUM ('dissatisfied', 'satisfied', 'delighted');
COMMENT ON TYPE crm.satisfaction_zone IS
'Less than was expected, as much, more.';

CREATE FUNCTION crm.satisfaction_zone(perceived double precision, expected double precision, tolerance double precision DEFAULT 0) RETURNS crm.satisfaction_zone
    AS 'MODULE_PATHNAME', 'crm_satisfaction_zone_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.satisfaction_zone(perceived double precision, expected double precision, tolerance double precision) IS
'satisfied while perceived over expected is within tolerance of 1, both ends included; below dissatisfied, above delighted. Perceived is 0 or above, expected above 0, tolerance 0 or above and below 1, else 22023.';

CREATE TYPE crm.weighting AS ENUM ('normalise', 'sum_to_1', 'sum_to_100');
COMMENT ON TYPE crm.weighting IS
'Whether weights are divided by their sum, or have to sum to 1, or to 100.';

CREATE FUNCTION crm.satisfaction_index_add(crm.sample, double precision, double precision, double precision, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_satisfaction_index_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.satisfaction_index_add(crm.sample, double precision, double precision, double precision, double precision) IS
'Transition function of crm.satisfaction_index.';

CREATE FUNCTION crm.satisfaction_index_add(crm.sample, double precision, double precision, double precision, double precision, crm.weighting) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_satisfaction_index_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.satisfaction_index_add(crm.sample, double precision, double precision, double precision, double precision, crm.weighting) IS
'Transition function of crm.satisfaction_index.';

CREATE FUNCTION crm.satisfaction_index_final(crm.sample) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_satisfaction_index_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.satisfaction_index_final(crm.sample) IS
'Final function of crm.satisfaction_index.';

CREATE AGGREGATE crm.satisfaction_index(rating double precision, weight double precision, low double precision, high double precision) (
    SFUNC = crm.satisfaction_index_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.satisfaction_index_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.satisfaction_index(rating double precision, weight double precision, low double precision, high double precision) IS
'The weighted mean of ratings on a scale from low to high, as 0..100: 0 where all are low, 100 where all are high. Weights are 0 or above and are divided by their sum. A rating off the scale raises 22023; rows with a NULL rating or weight are skipped; no rows, and weights that sum to 0, give NULL.';

CREATE AGGREGATE crm.satisfaction_index(rating double precision, weight double precision, low double precision, high double precision, weighting crm.weighting) (
    SFUNC = crm.satisfaction_index_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.satisfaction_index_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.satisfaction_index(rating double precision, weight double precision, low double precision, high double precision, weighting crm.weighting) IS
'The weighted mean of ratings on a scale from low to high, as 0..100: 0 where all are low, 100 where all are high. Weights are 0 or above; with weighting sum_to_1 or sum_to_100 another sum raises 22023. A rating off the scale raises 22023; rows with a NULL rating or weight are skipped; no rows, and weights that sum to 0, give NULL.';

CREATE FUNCTION crm.gap_add(crm.sample, double precision, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_gap_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.gap_add(crm.sample, double precision, double precision) IS
'Transition function of crm.gap.';

CREATE FUNCTION crm.gap_final(crm.sample) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_gap_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.gap_final(crm.sample) IS
'Final function of crm.gap.';

CREATE AGGREGATE crm.gap(perceived double precision, expected double precision) (
    SFUNC = crm.gap_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.gap_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.gap(perceived double precision, expected double precision) IS
'The mean of perceived - expected, as SERVQUAL takes it by dimension: below 0 where less is perceived than was expected. Rows with a NULL are skipped; no rows give NULL.';

CREATE FUNCTION crm.weighted_gap_add(crm.sample, double precision, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_weighted_gap_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.weighted_gap_add(crm.sample, double precision, double precision) IS
'Transition function of crm.weighted_gap.';

CREATE FUNCTION crm.weighted_gap_add(crm.sample, double precision, double precision, crm.weighting) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_weighted_gap_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.weighted_gap_add(crm.sample, double precision, double precision, crm.weighting) IS
'Transition function of crm.weighted_gap.';

CREATE FUNCTION crm.weighted_gap_final(crm.sample) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_weighted_gap_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.weighted_gap_final(crm.sample) IS
'Final function of crm.weighted_gap.';

CREATE AGGREGATE crm.weighted_gap(gap double precision, weight double precision) (
    SFUNC = crm.weighted_gap_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.weighted_gap_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.weighted_gap(gap double precision, weight double precision) IS
'The weighted mean of the gaps of dimensions, one row each. Weights are 0 or above, else 22023, and are divided by their sum. Rows with a NULL are skipped; no rows, and weights that sum to 0, give NULL.';

CREATE AGGREGATE crm.weighted_gap(gap double precision, weight double precision, weighting crm.weighting) (
    SFUNC = crm.weighted_gap_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.weighted_gap_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.weighted_gap(gap double precision, weight double precision, weighting crm.weighting) IS
'The weighted mean of the gaps of dimensions, one row each. Weights are 0 or above, and with weighting sum_to_1 or sum_to_100 have that sum, else 22023. Rows with a NULL are skipped; no rows, and weights that sum to 0, give NULL.';

CREATE TYPE crm.importance_quadrant AS ENUM ('concentrate_here', 'keep_up', 'low_priority', 'possible_overkill');
COMMENT ON TYPE crm.importance_quadrant IS
'Attributes by importance and performance: important and bad, important and good, unimportant and bad, unimportant and good.';

CREATE FUNCTION crm.importance_quadrant(importance double precision, performance double precision, cuts double precision[] DEFAULT '{3, 3}') RETURNS crm.importance_quadrant
    AS 'MODULE_PATHNAME', 'crm_importance_quadrant_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.importance_quadrant(importance double precision, performance double precision, cuts double precision[]) IS
'The quadrant of an attribute. cuts are that of importance and that of performance, by default the middle of scales of 1 to 5; a value on the cut is high.';

-- The most and the least satisfied

CREATE TYPE crm.satisfaction_split AS ENUM ('least', 'middle', 'most');
COMMENT ON TYPE crm.satisfaction_split IS
'Among the least satisfied, among the most satisfied, or neither.';

CREATE FUNCTION crm.satisfaction_split(value double precision) RETURNS crm.satisfaction_split
    AS 'MODULE_PATHNAME', 'crm_satisfaction_split' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.satisfaction_split(value double precision) IS
'Whether the row is among the 20 % of its partition with the highest value, or among those with the lowest, without an ORDER BY. Equal values stay together; where so many are equal that they would be both, they are middle. A NULL is neither and is not counted.';

CREATE FUNCTION crm.satisfaction_split(value double precision, share double precision) RETURNS crm.satisfaction_split
    AS 'MODULE_PATHNAME', 'crm_satisfaction_split' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.satisfaction_split(value double precision, share double precision) IS
'Whether the row is among the share of its partition with the highest value, or among those with the lowest, without an ORDER BY; share is above 0 and at most 0.5. Equal values stay together; where so many are equal that they would be both, they are middle. A NULL is neither and is not counted.';

-- Customer delivered value

CREATE FUNCTION crm.delivered_value(product numeric, service numeric, personnel numeric, image numeric, money numeric, "time" numeric, energy numeric, effort numeric) RETURNS numeric
    AS 'MODULE_PATHNAME', 'crm_delivered_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.delivered_value(product numeric, service numeric, personnel numeric, image numeric, money numeric, "time" numeric, energy numeric, effort numeric) IS
'Customer delivered value: the values of product, service, personnel and image less the costs in money, time, energy and effort, all in one unit and exact. None is below 0, else 22023.';

CREATE FUNCTION crm.delivered_value_ratio(product numeric, service numeric, personnel numeric, image numeric, money numeric, "time" numeric, energy numeric, effort numeric) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_delivered_value_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.delivered_value_ratio(product numeric, service numeric, personnel numeric, image numeric, money numeric, "time" numeric, energy numeric, effort numeric) IS
'Customer delivered value as a ratio: total value over total cost, above 1 where a customer gains. None is below 0, else 22023; NULL where nothing is a cost.';
