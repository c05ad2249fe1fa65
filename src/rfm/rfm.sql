-- Room rfm: recency, frequency and monetary value, their cuts and scores, and segments.

-- Values of a history

CREATE FUNCTION crm.recency(history crm.history, as_of date) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_recency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.recency(history crm.history, as_of date) IS
'Days from the last order up to as_of, to as_of; NULL where there is none. What lies after as_of is not seen.';

CREATE FUNCTION crm.frequency(history crm.history, as_of date) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_frequency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.frequency(history crm.history, as_of date) IS
'Number of orders up to as_of; NULL where there is none.';

CREATE FUNCTION crm.monetary(history crm.history, as_of date) RETURNS numeric
    AS 'MODULE_PATHNAME', 'crm_monetary' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.monetary(history crm.history, as_of date) IS
'Exact total of orders and returns up to as_of; NULL where there is no order.';

CREATE FUNCTION crm.average_order(history crm.history, as_of date) RETURNS numeric
    AS 'MODULE_PATHNAME', 'crm_average_order' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.average_order(history crm.history, as_of date) IS
'Monetary value over number of orders, up to as_of; NULL where there is no order.';

-- Cuts

-- @type rfm_cuts ALIGNMENT = double, STORAGE = extended
COMMENT ON TYPE crm.rfm_cuts IS
'Ascending thresholds of recency, frequency and monetary value, 1 to 8 each, that divide customers into bins.';

-- @ordered rfm_cuts

CREATE FUNCTION crm.rfm_cuts(recency double precision[], frequency double precision[], monetary double precision[]) RETURNS crm.rfm_cuts
    AS 'MODULE_PATHNAME', 'crm_rfm_cuts_make' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_cuts(recency double precision[], frequency double precision[], monetary double precision[]) IS
'Cuts from one''s own thresholds, 1 to 8 an axis, in ascending order: recency in days, frequency in orders, monetary in money. Raises 22023 where they do not ascend.';

CREATE FUNCTION crm.recency_cuts(cuts crm.rfm_cuts) RETURNS double precision[]
    AS 'MODULE_PATHNAME', 'crm_rfm_cuts_recency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.recency_cuts(cuts crm.rfm_cuts) IS
'The thresholds of recency, in days, ascending.';

CREATE FUNCTION crm.frequency_cuts(cuts crm.rfm_cuts) RETURNS double precision[]
    AS 'MODULE_PATHNAME', 'crm_rfm_cuts_frequency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.frequency_cuts(cuts crm.rfm_cuts) IS
'The thresholds of frequency, in orders, ascending.';

CREATE FUNCTION crm.monetary_cuts(cuts crm.rfm_cuts) RETURNS double precision[]
    AS 'MODULE_PATHNAME', 'crm_rfm_cuts_monetary' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.monetary_cuts(cuts crm.rfm_cuts) IS
'The thresholds of monetary value, ascending.';

CREATE FUNCTION crm.rfm_sample_add(crm.sample, double precision, double precision, double precision) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_rfm_sample_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_sample_add(crm.sample, double precision, double precision, double precision) IS
'Transition function of crm.rfm_cuts.';

CREATE FUNCTION crm.rfm_sample_add(crm.sample, double precision, double precision, double precision, integer) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_rfm_sample_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_sample_add(crm.sample, double precision, double precision, double precision, integer) IS
'Transition function of crm.rfm_cuts.';

CREATE FUNCTION crm.rfm_sample_add(crm.sample, crm.history, date) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_rfm_sample_add_history' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_sample_add(crm.sample, crm.history, date) IS
'Transition function of crm.rfm_cuts.';

CREATE FUNCTION crm.rfm_sample_add(crm.sample, crm.history, date, integer) RETURNS crm.sample
    AS 'MODULE_PATHNAME', 'crm_rfm_sample_add_history' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_sample_add(crm.sample, crm.history, date, integer) IS
'Transition function of crm.rfm_cuts.';

CREATE FUNCTION crm.rfm_cuts_final(crm.sample) RETURNS crm.rfm_cuts
    AS 'MODULE_PATHNAME', 'crm_rfm_cuts_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_cuts_final(crm.sample) IS
'Final function of crm.rfm_cuts.';

CREATE AGGREGATE crm.rfm_cuts(recency double precision, frequency double precision, monetary double precision) (
    SFUNC = crm.rfm_sample_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.rfm_cuts_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rfm_cuts(recency double precision, frequency double precision, monetary double precision) IS
'Cuts at the quantiles j/bins (type 7, as percentile_cont) of the customers'' values, one row a customer; 5 bins. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.rfm_cuts(recency double precision, frequency double precision, monetary double precision, bins integer) (
    SFUNC = crm.rfm_sample_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.rfm_cuts_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rfm_cuts(recency double precision, frequency double precision, monetary double precision, bins integer) IS
'Cuts at the quantiles j/bins (type 7, as percentile_cont) of the customers'' values, one row a customer; bins 2 to 9. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.rfm_cuts(history crm.history, as_of date) (
    SFUNC = crm.rfm_sample_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.rfm_cuts_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rfm_cuts(history crm.history, as_of date) IS
'The cuts of recency, frequency and monetary value of histories as of a date, one row a customer; 5 bins. A customer without an order up to as_of is skipped; no rows give NULL.';

CREATE AGGREGATE crm.rfm_cuts(history crm.history, as_of date, bins integer) (
    SFUNC = crm.rfm_sample_add, STYPE = crm.sample, SSPACE = 1024,
    COMBINEFUNC = crm.sample_merge, FINALFUNC = crm.rfm_cuts_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.rfm_cuts(history crm.history, as_of date, bins integer) IS
'The cuts of recency, frequency and monetary value of histories as of a date, one row a customer; bins 2 to 9. A customer without an order up to as_of is skipped; no rows give NULL.';

-- Scores

-- @type rfm_score INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4
COMMENT ON TYPE crm.rfm_score IS
'An RFM score: three digits from 1 to 9, those of recency, frequency and monetary value, the higher the better. Text: 543.';

-- @ordered rfm_score

CREATE FUNCTION crm.rfm_score(integer) RETURNS crm.rfm_score
    AS 'MODULE_PATHNAME', 'crm_rfm_score_from_integer' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_score(integer) IS
'The score that an integer like 543 writes; raises 22003 for one that is none.';
CREATE FUNCTION crm.rfm_score_to_integer(crm.rfm_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_rfm_score_to_integer' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_score_to_integer(crm.rfm_score) IS 'The score as the integer 100 R + 10 F + M.';
CREATE FUNCTION crm.rfm_score_to_text(crm.rfm_score) RETURNS text
    AS 'MODULE_PATHNAME', 'crm_rfm_score_to_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_score_to_text(crm.rfm_score) IS 'The score as text: 543.';
CREATE CAST (integer AS crm.rfm_score) WITH FUNCTION crm.rfm_score(integer);
CREATE CAST (crm.rfm_score AS integer) WITH FUNCTION crm.rfm_score_to_integer(crm.rfm_score);
CREATE CAST (crm.rfm_score AS text) WITH FUNCTION crm.rfm_score_to_text(crm.rfm_score) AS ASSIGNMENT;
COMMENT ON CAST (integer AS crm.rfm_score) IS 'the integer 543 is the score 543';
COMMENT ON CAST (crm.rfm_score AS integer) IS '100 R + 10 F + M';
COMMENT ON CAST (crm.rfm_score AS text) IS 'three digits';

CREATE FUNCTION crm.r(score crm.rfm_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_rfm_score_r' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.r(score crm.rfm_score) IS
'The digit of recency, from 1 to 9.';

CREATE FUNCTION crm.f(score crm.rfm_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_rfm_score_f' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.f(score crm.rfm_score) IS
'The digit of frequency, from 1 to 9.';

CREATE FUNCTION crm.m(score crm.rfm_score) RETURNS integer
    AS 'MODULE_PATHNAME', 'crm_rfm_score_m' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.m(score crm.rfm_score) IS
'The digit of monetary value, from 1 to 9.';

CREATE FUNCTION crm.rfm_score(recency double precision, frequency double precision, monetary double precision, cuts crm.rfm_cuts) RETURNS crm.rfm_score
    AS 'MODULE_PATHNAME', 'crm_rfm_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_score(recency double precision, frequency double precision, monetary double precision, cuts crm.rfm_cuts) IS
'The score under these cuts: F and M 1 + the number of cuts strictly below the value, R bins minus that number. Equal values score the same. Raises 22003 for NaN and infinity.';

CREATE FUNCTION crm.rfm_score(history crm.history, as_of date, cuts crm.rfm_cuts) RETURNS crm.rfm_score
    AS 'MODULE_PATHNAME', 'crm_rfm_score_history' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.rfm_score(history crm.history, as_of date, cuts crm.rfm_cuts) IS
'The score of a history as of a date: that of its recency, frequency and monetary value; NULL where it has no order up to as_of.';

CREATE FUNCTION crm.rfm_score(recency double precision, frequency double precision, monetary double precision) RETURNS crm.rfm_score
    AS 'MODULE_PATHNAME', 'crm_rfm_score_window' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_score(recency double precision, frequency double precision, monetary double precision) IS
'The score under the cuts of the partition, in 5 bins, without an ORDER BY: what crm.rfm_cuts and then crm.rfm_score give. A row with a NULL scores NULL.';

CREATE FUNCTION crm.rfm_score(recency double precision, frequency double precision, monetary double precision, bins integer) RETURNS crm.rfm_score
    AS 'MODULE_PATHNAME', 'crm_rfm_score_window' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.rfm_score(recency double precision, frequency double precision, monetary double precision, bins integer) IS
'The score under the cuts of the partition, in 2 to 9 bins, without an ORDER BY: what crm.rfm_cuts and then crm.rfm_score give. A row with a NULL scores NULL.';

-- Segments

CREATE TYPE crm.segment_rule AS (
    name text,
    r_low integer, r_high integer,
    f_low integer, f_high integer,
    m_low integer, m_high integer,
    fm_low double precision, fm_high double precision);
COMMENT ON TYPE crm.segment_rule IS
'A segment and the scores that it holds: low to high of R, F and M, and of (F + M) / 2; a NULL does not bound.';
COMMENT ON COLUMN crm.segment_rule.name IS 'The segment.';
COMMENT ON COLUMN crm.segment_rule.r_low IS 'Least score of recency.';
COMMENT ON COLUMN crm.segment_rule.r_high IS 'Greatest score of recency.';
COMMENT ON COLUMN crm.segment_rule.f_low IS 'Least score of frequency.';
COMMENT ON COLUMN crm.segment_rule.f_high IS 'Greatest score of frequency.';
COMMENT ON COLUMN crm.segment_rule.m_low IS 'Least score of monetary value.';
COMMENT ON COLUMN crm.segment_rule.m_high IS 'Greatest score of monetary value.';
COMMENT ON COLUMN crm.segment_rule.fm_low IS 'Least mean of the scores of frequency and monetary value.';
COMMENT ON COLUMN crm.segment_rule.fm_high IS 'Greatest mean of the scores of frequency and monetary value.';

CREATE TYPE crm.rule_set AS ENUM ('rf_map', 'r_rfm', 'putler');
COMMENT ON TYPE crm.rule_set IS
'The shipped segment rules: the common R x F map, the table of the R package rfm, the ranges of Putler.';

CREATE TYPE crm.rule_problem AS ENUM ('uncovered', 'overlap', 'unreachable');
COMMENT ON TYPE crm.rule_problem IS
'What crm.check_rules finds: a score that no rule covers, a score that several cover, a rule that is never the first to match.';

CREATE FUNCTION crm.segment(score crm.rfm_score) RETURNS text
    AS 'MODULE_PATHNAME', 'crm_segment' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.segment(score crm.rfm_score) IS
'The segment of a score of 5 bins by the common R x F map of ten segments. Raises 22023 for a score above 555; a score of fewer bins cannot be told apart and is misnamed: give it rules of its own.';

CREATE FUNCTION crm.segment(score crm.rfm_score, rules crm.segment_rule[]) RETURNS text
    AS 'MODULE_PATHNAME', 'crm_segment_by_rules' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.segment(score crm.rfm_score, rules crm.segment_rule[]) IS
'The name of the first rule that covers the score; NULL where none does.';

CREATE FUNCTION crm.segment_rules(rule_set crm.rule_set) RETURNS SETOF crm.segment_rule
    AS 'MODULE_PATHNAME', 'crm_segment_rules' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;
COMMENT ON FUNCTION crm.segment_rules(rule_set crm.rule_set) IS
'A shipped rule set as rows, in the order in which they are tried.';

CREATE FUNCTION crm.check_rules(rules crm.segment_rule[], bins integer DEFAULT 5,
    OUT problem crm.rule_problem, OUT score crm.rfm_score, OUT segments text[]) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_check_rules' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 50;
COMMENT ON FUNCTION crm.check_rules(rules crm.segment_rule[], bins integer) IS
'What is wrong with rules over the scores of so many bins: each score that none covers, each that several cover (with their names), each rule that is never the first to match. No rows: the rules are a partition. Raises 22004 for NULL.';
