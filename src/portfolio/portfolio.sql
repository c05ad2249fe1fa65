-- Pictures

-- @type chart ALIGNMENT = int4, STORAGE = extended
COMMENT ON TYPE crm.chart IS
'Partial result of bcg_svg and grid_svg: the rows seen, the cuts and the title; mergeable.';

CREATE FUNCTION crm.chart_merge(crm.chart, crm.chart) RETURNS crm.chart
    AS 'MODULE_PATHNAME', 'crm_chart_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.chart_merge(crm.chart, crm.chart) IS
'The rows of two charts of one aggregate in one: combine function of bcg_svg and grid_svg.';

CREATE FUNCTION crm.bcg_svg_add(crm.chart, text, double precision, double precision, numeric) RETURNS crm.chart
    AS 'MODULE_PATHNAME', 'crm_bcg_svg_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg_svg_add(crm.chart, text, double precision, double precision, numeric) IS
'Transition function of crm.bcg_svg.';

CREATE FUNCTION crm.bcg_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision) RETURNS crm.chart
    AS 'MODULE_PATHNAME', 'crm_bcg_svg_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision) IS
'Transition function of crm.bcg_svg.';

CREATE FUNCTION crm.bcg_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision, text) RETURNS crm.chart
    AS 'MODULE_PATHNAME', 'crm_bcg_svg_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision, text) IS
'Transition function of crm.bcg_svg.';

CREATE FUNCTION crm.bcg_svg_final(crm.chart) RETURNS text
    AS 'MODULE_PATHNAME', 'crm_bcg_svg_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION crm.bcg_svg_final(crm.chart) IS
'Final function of crm.bcg_svg.';

CREATE AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric) (
    SFUNC = crm.bcg_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.bcg_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric) IS
'The growth-share matrix as an SVG picture, one row a product: growth as a fraction (0.10 is 10 %), relative share times the largest rival''s, sales of 0 and above as the area of the bubble; cuts at a growth of 0.10 and a share of 1. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision) (
    SFUNC = crm.bcg_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.bcg_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision) IS
'The growth-share matrix as an SVG picture, one row a product: growth as a fraction (0.10 is 10 %), relative share times the largest rival''s, sales of 0 and above as the area of the bubble; growth_cut between -0.5 and 1, share_cut between 0.01 and 100. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision, title text) (
    SFUNC = crm.bcg_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.bcg_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision, title text) IS
'The growth-share matrix as an SVG picture, one row a product: growth as a fraction (0.10 is 10 %), relative share times the largest rival''s, sales of 0 and above as the area of the bubble; growth_cut between -0.5 and 1, share_cut between 0.01 and 100, a title of your own. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE FUNCTION crm.grid_svg_add(crm.chart, text, double precision, double precision, numeric) RETURNS crm.chart
    AS 'MODULE_PATHNAME', 'crm_grid_svg_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.grid_svg_add(crm.chart, text, double precision, double precision, numeric) IS
'Transition function of crm.grid_svg.';

CREATE FUNCTION crm.grid_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision) RETURNS crm.chart
    AS 'MODULE_PATHNAME', 'crm_grid_svg_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.grid_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision) IS
'Transition function of crm.grid_svg.';

CREATE FUNCTION crm.grid_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision, text) RETURNS crm.chart
    AS 'MODULE_PATHNAME', 'crm_grid_svg_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.grid_svg_add(crm.chart, text, double precision, double precision, numeric, double precision, double precision, text) IS
'Transition function of crm.grid_svg.';

CREATE FUNCTION crm.grid_svg_final(crm.chart) RETURNS text
    AS 'MODULE_PATHNAME', 'crm_grid_svg_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION crm.grid_svg_final(crm.chart) IS
'Final function of crm.grid_svg.';

CREATE AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric) (
    SFUNC = crm.grid_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.grid_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric) IS
'The nine-cell grid of market attractiveness and business strength as an SVG picture, one row a unit: ratings between -1000 and 1000, sales of 0 and above as the area of the bubble; cuts at 2.33 and 3.67. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric, low double precision, high double precision) (
    SFUNC = crm.grid_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.grid_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric, low double precision, high double precision) IS
'The nine-cell grid of market attractiveness and business strength as an SVG picture, one row a unit: ratings between -1000 and 1000, sales of 0 and above as the area of the bubble; cuts low and high, low not above high. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric, low double precision, high double precision, title text) (
    SFUNC = crm.grid_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.grid_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric, low double precision, high double precision, title text) IS
'The nine-cell grid of market attractiveness and business strength as an SVG picture, one row a unit: ratings between -1000 and 1000, sales of 0 and above as the area of the bubble; cuts low and high, low not above high, a title of your own. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

