-- Room portfolio: growth and shares of markets, the growth-share matrix, the nine-cell grid, planning.

-- Growth and shares

CREATE FUNCTION crm.market_growth(current numeric, base numeric) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_market_growth_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.market_growth(current numeric, base numeric) IS
'The growth of sales from one year to the next, current / base - 1: the double nearest to it, so that 110 after 100 is 0.10. At least -1; NULL where base is 0. Negative sales raise 22023.';

CREATE FUNCTION crm.market_growth(current double precision, base double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_market_growth_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.market_growth(current double precision, base double precision) IS
'The growth of sales from one year to the next, current / base - 1: the double nearest to it, so that 110 after 100 is 0.10. At least -1; NULL where base is 0. Negative sales raise 22023.';

CREATE FUNCTION crm.market_growth(current numeric, base numeric, years integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_market_growth_years_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.market_growth(current numeric, base numeric, years integer) IS
'The compound annual growth rate (CAGR) over 1 to 1000 years, (current / base)^(1/years) - 1. At least -1; NULL where base is 0. Negative sales raise 22023.';

CREATE FUNCTION crm.market_growth(current double precision, base double precision, years integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_market_growth_years_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.market_growth(current double precision, base double precision, years integer) IS
'The compound annual growth rate (CAGR) over 1 to 1000 years, (current / base)^(1/years) - 1. At least -1; NULL where base is 0. Negative sales raise 22023.';

CREATE FUNCTION crm.market_share(own numeric, industry numeric) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_market_share_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.market_share(own numeric, industry numeric) IS
'The share of own sales in those of the industry, 0..1; NULL where industry is 0. Negative sales, and own above industry, raise 22023.';

CREATE FUNCTION crm.market_share(own double precision, industry double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_market_share_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.market_share(own double precision, industry double precision) IS
'The share of own sales in those of the industry, 0..1; NULL where industry is 0. Negative sales, and own above industry, raise 22023.';

CREATE FUNCTION crm.relative_share(own numeric, largest_rival numeric) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_relative_share_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.relative_share(own numeric, largest_rival numeric) IS
'Own sales over those of the largest rival, from 0: above 1 for a leader. NULL where the rival sells nothing. Negative sales raise 22023.';

CREATE FUNCTION crm.relative_share(own double precision, largest_rival double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_relative_share_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.relative_share(own double precision, largest_rival double precision) IS
'Own sales over those of the largest rival, from 0: above 1 for a leader. NULL where the rival sells nothing. Negative sales raise 22023.';

CREATE FUNCTION crm.relative_share(sales numeric) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_relative_share_window_numeric' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.relative_share(sales numeric) IS
'The row''s sales over the largest of the other rows of its partition, one row a company, without an ORDER BY: the leader is divided by number two. NULL for NULL, for a sole company and where all others sell nothing. Negative sales raise 22023.';

CREATE FUNCTION crm.relative_share(sales double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_relative_share_window_float8' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.relative_share(sales double precision) IS
'The row''s sales over the largest of the other rows of its partition, one row a company, without an ORDER BY: the leader is divided by number two. NULL for NULL, for a sole company and where all others sell nothing. Negative sales raise 22023.';

-- The growth-share matrix

CREATE TYPE crm.bcg_class AS ENUM ('star', 'question_mark', 'cash_cow', 'dog');
COMMENT ON TYPE crm.bcg_class IS
'The quadrants of the growth-share matrix: high growth and share, high growth alone, high share alone, neither.';

CREATE FUNCTION crm.bcg(growth double precision, relative_share double precision, growth_cut double precision DEFAULT 0.10, share_cut double precision DEFAULT 1.0) RETURNS crm.bcg_class
    AS 'MODULE_PATHNAME', 'crm_bcg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg(growth double precision, relative_share double precision, growth_cut double precision, share_cut double precision) IS
'The quadrant of a business unit by the growth of its market and its relative share. On a cut counts as high. Growth below -1, a share below 0, a growth_cut outside -0.5..1 and a share_cut outside 0.01..100 raise 22023.';

CREATE FUNCTION crm.bcg_internal(current numeric, base numeric) RETURNS crm.bcg_class
    AS 'MODULE_PATHNAME', 'crm_bcg_internal_numeric' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg_internal(current numeric, base numeric) IS
'The quadrant of the row''s line in a portfolio, the partition, from own sales alone, without an ORDER BY: its growth against that of all lines, its sales against half of the largest line''s. On a cut counts as high. NULL for NULL and where base is 0. Negative sales raise 22023.';

CREATE FUNCTION crm.bcg_internal(current double precision, base double precision) RETURNS crm.bcg_class
    AS 'MODULE_PATHNAME', 'crm_bcg_internal_float8' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg_internal(current double precision, base double precision) IS
'The quadrant of the row''s line in a portfolio, the partition, from own sales alone, without an ORDER BY: its growth against that of all lines, its sales against half of the largest line''s. On a cut counts as high. NULL for NULL and where base is 0. Negative sales raise 22023.';

CREATE FUNCTION crm.bcg_internal(current numeric, base numeric, share_cut double precision) RETURNS crm.bcg_class
    AS 'MODULE_PATHNAME', 'crm_bcg_internal_numeric' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg_internal(current numeric, base numeric, share_cut double precision) IS
'The quadrant of the row''s line in a portfolio, the partition, from own sales alone, without an ORDER BY: its growth against that of all lines, its sales against share_cut of the largest line''s. On a cut counts as high. NULL for NULL and where base is 0. Negative sales raise 22023.';

CREATE FUNCTION crm.bcg_internal(current double precision, base double precision, share_cut double precision) RETURNS crm.bcg_class
    AS 'MODULE_PATHNAME', 'crm_bcg_internal_float8' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION crm.bcg_internal(current double precision, base double precision, share_cut double precision) IS
'The quadrant of the row''s line in a portfolio, the partition, from own sales alone, without an ORDER BY: its growth against that of all lines, its sales against share_cut of the largest line''s. On a cut counts as high. NULL for NULL and where base is 0. Negative sales raise 22023.';

CREATE TYPE crm.unit_strategy AS ENUM ('build', 'hold', 'harvest', 'divest');
COMMENT ON TYPE crm.unit_strategy IS
'What to do with a business unit: gain share, keep it, take cash out, sell or close.';

CREATE FUNCTION crm.unit_strategy(class crm.bcg_class, strong boolean) RETURNS crm.unit_strategy
    AS 'MODULE_PATHNAME', 'crm_class_strategy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.unit_strategy(class crm.bcg_class, strong boolean) IS
'The strategy for a strong or a weak unit of a quadrant: build a star and a strong question mark, hold a strong cash cow, harvest a weak one and a strong dog, divest a weak question mark and a weak dog.';

-- Exact sums, the state of the aggregates

CREATE FUNCTION crm.sums_merge(numeric[], numeric[]) RETURNS numeric[]
    AS 'MODULE_PATHNAME', 'crm_sums_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.sums_merge(numeric[], numeric[]) IS
'The sums of two partial results in one: combine function of weighted_score and portfolio_balance.';

CREATE TYPE crm.balance_warning AS ENUM ('no_cash_cow', 'no_star');
COMMENT ON TYPE crm.balance_warning IS
'What a portfolio lacks: a cash cow to fund its question marks, a star to follow its cash cows.';

CREATE TYPE crm.portfolio_balance AS (
    stars bigint, question_marks bigint, cash_cows bigint, dogs bigint,
    star_share double precision, question_mark_share double precision, cash_cow_share double precision, dog_share double precision,
    sales numeric, warnings crm.balance_warning[]);
COMMENT ON TYPE crm.portfolio_balance IS
'How the units and the sales of a portfolio lie over the quadrants of the growth-share matrix, and what it lacks.';
COMMENT ON COLUMN crm.portfolio_balance.stars IS 'Number of stars.';
COMMENT ON COLUMN crm.portfolio_balance.question_marks IS 'Number of question marks.';
COMMENT ON COLUMN crm.portfolio_balance.cash_cows IS 'Number of cash cows.';
COMMENT ON COLUMN crm.portfolio_balance.dogs IS 'Number of dogs.';
COMMENT ON COLUMN crm.portfolio_balance.star_share IS 'Share of the stars in sales, 0..1; NULL where there are no sales.';
COMMENT ON COLUMN crm.portfolio_balance.question_mark_share IS 'Share of the question marks in sales, 0..1; NULL where there are no sales.';
COMMENT ON COLUMN crm.portfolio_balance.cash_cow_share IS 'Share of the cash cows in sales, 0..1; NULL where there are no sales.';
COMMENT ON COLUMN crm.portfolio_balance.dog_share IS 'Share of the dogs in sales, 0..1; NULL where there are no sales.';
COMMENT ON COLUMN crm.portfolio_balance.sales IS 'Exact total of sales.';
COMMENT ON COLUMN crm.portfolio_balance.warnings IS 'What the portfolio lacks; empty where it lacks nothing.';

CREATE FUNCTION crm.portfolio_balance_add(numeric[], crm.bcg_class, numeric) RETURNS numeric[]
    AS 'MODULE_PATHNAME', 'crm_portfolio_balance_add_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.portfolio_balance_add(numeric[], crm.bcg_class, numeric) IS
'Transition function of crm.portfolio_balance.';

CREATE FUNCTION crm.portfolio_balance_add(numeric[], crm.bcg_class, double precision) RETURNS numeric[]
    AS 'MODULE_PATHNAME', 'crm_portfolio_balance_add_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.portfolio_balance_add(numeric[], crm.bcg_class, double precision) IS
'Transition function of crm.portfolio_balance.';

CREATE FUNCTION crm.portfolio_balance_final(numeric[]) RETURNS crm.portfolio_balance
    AS 'MODULE_PATHNAME', 'crm_portfolio_balance_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.portfolio_balance_final(numeric[]) IS
'Final function of crm.portfolio_balance.';

CREATE AGGREGATE crm.portfolio_balance(class crm.bcg_class, sales numeric) (
    SFUNC = crm.portfolio_balance_add, STYPE = numeric[], SSPACE = 256,
    COMBINEFUNC = crm.sums_merge, FINALFUNC = crm.portfolio_balance_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.portfolio_balance(class crm.bcg_class, sales numeric) IS
'Number of units and share of sales in each quadrant, one row a unit, and what the portfolio lacks. Rows with a NULL are skipped; no rows give NULL. Negative sales raise 22023.';

CREATE AGGREGATE crm.portfolio_balance(class crm.bcg_class, sales double precision) (
    SFUNC = crm.portfolio_balance_add, STYPE = numeric[], SSPACE = 256,
    COMBINEFUNC = crm.sums_merge, FINALFUNC = crm.portfolio_balance_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.portfolio_balance(class crm.bcg_class, sales double precision) IS
'Number of units and share of sales in each quadrant, one row a unit, and what the portfolio lacks. Rows with a NULL are skipped; no rows give NULL. Negative sales raise 22023.';

-- The nine-cell grid

CREATE FUNCTION crm.weighted_score_add(numeric[], double precision, double precision) RETURNS numeric[]
    AS 'MODULE_PATHNAME', 'crm_weighted_score_add' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.weighted_score_add(numeric[], double precision, double precision) IS
'Transition function of crm.weighted_score.';

CREATE FUNCTION crm.weighted_score_add(numeric[], double precision, double precision, boolean) RETURNS numeric[]
    AS 'MODULE_PATHNAME', 'crm_weighted_score_add' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.weighted_score_add(numeric[], double precision, double precision, boolean) IS
'Transition function of crm.weighted_score.';

CREATE FUNCTION crm.weighted_score_final(numeric[]) RETURNS double precision
    AS 'MODULE_PATHNAME', 'crm_weighted_score_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION crm.weighted_score_final(numeric[]) IS
'Final function of crm.weighted_score.';

CREATE AGGREGATE crm.weighted_score(rating double precision, weight double precision) (
    SFUNC = crm.weighted_score_add, STYPE = numeric[], SSPACE = 128,
    COMBINEFUNC = crm.sums_merge, FINALFUNC = crm.weighted_score_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.weighted_score(rating double precision, weight double precision) IS
'The weighted mean of ratings from 1 to 5, one row a factor. Weights that do not sum to 1 (within 1e-9), negative ones and other ratings raise 22023. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.weighted_score(rating double precision, weight double precision, normalise boolean) (
    SFUNC = crm.weighted_score_add, STYPE = numeric[], SSPACE = 128,
    COMBINEFUNC = crm.sums_merge, FINALFUNC = crm.weighted_score_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.weighted_score(rating double precision, weight double precision, normalise boolean) IS
'The weighted mean of ratings from 1 to 5, one row a factor; with normalise the weights sum to what they will, without it to 1 (within 1e-9) or 22023 is raised, as for negative ones and other ratings. Rows with a NULL are skipped; no rows give NULL.';

CREATE TYPE crm.grid_cell AS ENUM (
    'high_high', 'high_medium', 'high_low', 'medium_high', 'medium_medium', 'medium_low', 'low_high', 'low_medium', 'low_low');
COMMENT ON TYPE crm.grid_cell IS
'The nine cells of the grid of market attractiveness, named first, and business strength.';

CREATE TYPE crm.grid_zone AS ENUM ('invest', 'selectivity', 'harvest');
COMMENT ON TYPE crm.grid_zone IS
'The zones of the nine-cell grid: above its diagonal, on it, below it.';

CREATE FUNCTION crm.grid_cell(attractiveness double precision, strength double precision, low double precision DEFAULT 2.33, high double precision DEFAULT 3.67) RETURNS crm.grid_cell
    AS 'MODULE_PATHNAME', 'crm_grid_cell' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.grid_cell(attractiveness double precision, strength double precision, low double precision, high double precision) IS
'The cell of a business unit by two scores from 1 to 5: high from high on, medium from low on, else low. Scores and lines outside 1..5, and low that is not below high, raise 22023.';

CREATE FUNCTION crm.grid_zone(cell crm.grid_cell) RETURNS crm.grid_zone
    AS 'MODULE_PATHNAME', 'crm_cell_zone' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.grid_zone(cell crm.grid_cell) IS
'The zone of a cell: three cells each.';

CREATE FUNCTION crm.grid_strategy(cell crm.grid_cell) RETURNS text
    AS 'MODULE_PATHNAME', 'crm_cell_strategy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.grid_strategy(cell crm.grid_cell) IS
'What to do with a business unit of a cell, in the words of the literature.';

-- Growth and its planning

CREATE TYPE crm.ansoff AS ENUM ('market_penetration', 'market_development', 'product_development', 'diversification');
COMMENT ON TYPE crm.ansoff IS
'Growth by known or new products in known or new markets, the least risk first.';

CREATE FUNCTION crm.ansoff(new_product boolean, new_market boolean) RETURNS crm.ansoff
    AS 'MODULE_PATHNAME', 'crm_ansoff' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.ansoff(new_product boolean, new_market boolean) IS
'The growth strategy of Ansoff''s matrix.';

CREATE FUNCTION crm.planning_gap(desired numeric, current numeric, intensive numeric DEFAULT 0, integrative numeric DEFAULT 0, diversification numeric DEFAULT 0) RETURNS numeric
    AS 'MODULE_PATHNAME', 'crm_planning_gap' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.planning_gap(desired numeric, current numeric, intensive numeric, integrative numeric, diversification numeric) IS
'What is missing from desired sales after those that current business will have and what each kind of growth adds, exactly; below 0 where the plan exceeds what is desired. Negative growth raises 22023.';

CREATE TYPE crm.planned_growth AS ENUM ('intensive', 'integrative', 'diversification');
COMMENT ON TYPE crm.planned_growth IS
'Kinds of growth in the order in which they close a planning gap: within current business, by related business that is built or bought, in unrelated business.';

CREATE FUNCTION crm.planning_gap(years integer[], desired numeric[], current numeric[], intensive numeric[], integrative numeric[], diversification numeric[],
    OUT year integer, OUT gap numeric, OUT growth crm.planned_growth, OUT amount numeric, OUT closes numeric, OUT share double precision, OUT remaining numeric) RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'crm_planning_gap_years' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 15;
COMMENT ON FUNCTION crm.planning_gap(years integer[], desired numeric[], current numeric[], intensive numeric[], integrative numeric[], diversification numeric[]) IS
'A plan over years, three rows a year: the gap, what each kind of growth adds, how much of the gap that closes after those before it, as an amount and as a share, and what remains. Share is NULL where there is no gap. Raises 22023 where an array has not a value for each year, 22004 for a NULL among them.';

-- Customers as a portfolio

CREATE TYPE crm.relationship_type AS ENUM ('basic', 'reactive', 'accountable', 'proactive', 'partnership');
COMMENT ON TYPE crm.relationship_type IS
'Levels of relationship with customers after Kotler: sell; answer; ask after the sale; come back with advice; work together.';

CREATE FUNCTION crm.relationship_type(number_of_customers bigint, margin double precision, few bigint DEFAULT 100, many bigint DEFAULT 10000, low double precision DEFAULT 0.10, high double precision DEFAULT 0.30) RETURNS crm.relationship_type
    AS 'MODULE_PATHNAME', 'crm_relationship_type' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.relationship_type(number_of_customers bigint, margin double precision, few bigint, many bigint, low double precision, high double precision) IS
'The level of relationship that a segment of customers bears: many customers from many on, few below few; margin high from high on, low below low, in the unit of the lines. The lines by default are this extension''s. Raises 22023 for fewer than 0 customers and for lines that do not ascend.';

CREATE TYPE crm.crm_strategy AS ENUM ('product_sales', 'service_support', 'customer_marketing', 'individual_relationship');
COMMENT ON TYPE crm.crm_strategy IS
'CRM strategies by how complete the information about customers is and how far they are treated as individuals, after Payne.';

CREATE FUNCTION crm.crm_strategy(information double precision, individualisation double precision, information_cut double precision DEFAULT 0.5, individualisation_cut double precision DEFAULT 0.5) RETURNS crm.crm_strategy
    AS 'MODULE_PATHNAME', 'crm_crm_strategy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION crm.crm_strategy(information double precision, individualisation double precision, information_cut double precision, individualisation_cut double precision) IS
'The CRM strategy by completeness of customer information and degree of individualisation, each 0..1. On a cut counts as high. Values outside 0..1 raise 22023.';

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
'The growth-share matrix as an SVG picture, one row a product: growth as a fraction from -1 (0.10 is 10 %), relative share times the largest rival''s, sales of 0 and above as the area of the bubble; cuts at a growth of 0.10 and a share of 1. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision) (
    SFUNC = crm.bcg_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.bcg_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision) IS
'The growth-share matrix as an SVG picture, one row a product: growth as a fraction from -1 (0.10 is 10 %), relative share times the largest rival''s, sales of 0 and above as the area of the bubble; growth_cut between -0.5 and 1, share_cut between 0.01 and 100. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision, title text) (
    SFUNC = crm.bcg_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.bcg_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.bcg_svg(name text, growth double precision, relative_share double precision, sales numeric, growth_cut double precision, share_cut double precision, title text) IS
'The growth-share matrix as an SVG picture, one row a product: growth as a fraction from -1 (0.10 is 10 %), relative share times the largest rival''s, sales of 0 and above as the area of the bubble; growth_cut between -0.5 and 1, share_cut between 0.01 and 100, a title of your own. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

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
'The nine-cell grid of market attractiveness and business strength as an SVG picture, one row a unit: ratings between -1000 and 1000, sales of 0 and above as the area of the bubble; cuts low and high, low below high. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

CREATE AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric, low double precision, high double precision, title text) (
    SFUNC = crm.grid_svg_add, STYPE = crm.chart, SSPACE = 4096,
    COMBINEFUNC = crm.chart_merge, FINALFUNC = crm.grid_svg_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE crm.grid_svg(name text, attractiveness double precision, strength double precision, sales numeric, low double precision, high double precision, title text) IS
'The nine-cell grid of market attractiveness and business strength as an SVG picture, one row a unit: ratings between -1000 and 1000, sales of 0 and above as the area of the bubble; cuts low and high, low below high, a title of your own. Well-formed XML in ASCII for any name. Rows with a NULL are skipped; no rows give NULL.';

