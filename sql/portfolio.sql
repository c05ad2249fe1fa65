SET search_path = crm, public;

-- Published: the hydraulic pumps of General Electric's grid, 3.70 and 3.40: invest to
-- build (L. T. Hosmer, "Strategic Management", 1982, in Kotler, "Marketing Management")
CREATE TEMP TABLE pumps (axis text, factor text, weight numeric, rating numeric);
INSERT INTO pumps VALUES
    ('attractiveness', 'overall market size', 0.20, 4), ('attractiveness', 'annual market growth rate', 0.20, 5),
    ('attractiveness', 'historical profit margin', 0.15, 4), ('attractiveness', 'competitive intensity', 0.15, 2),
    ('attractiveness', 'technological requirements', 0.15, 4), ('attractiveness', 'inflationary vulnerability', 0.05, 3),
    ('attractiveness', 'energy requirements', 0.05, 2), ('attractiveness', 'environmental impact', 0.05, 3),
    ('strength', 'market share', 0.10, 4), ('strength', 'share growth', 0.15, 2), ('strength', 'product quality', 0.10, 4),
    ('strength', 'brand reputation', 0.10, 5), ('strength', 'distribution network', 0.05, 4),
    ('strength', 'promotional effectiveness', 0.05, 3), ('strength', 'productive capacity', 0.05, 3),
    ('strength', 'productive efficiency', 0.05, 2), ('strength', 'unit costs', 0.15, 3), ('strength', 'material supplies', 0.05, 5),
    ('strength', 'research and development', 0.10, 3), ('strength', 'managerial personnel', 0.05, 4);
SELECT a = 3.70 AS attractiveness, s = 3.40 AS strength, cell, grid_zone(cell) AS zone, grid_strategy(cell) AS strategy
FROM (SELECT weighted_score(rating, weight) FILTER (WHERE axis = 'attractiveness') AS a,
             weighted_score(rating, weight) FILTER (WHERE axis = 'strength') AS s FROM pumps) p, grid_cell(a, s) AS cell;

-- Published: of eight businesses three are question marks, two stars, one a cash cow and
-- two dogs (Kotler, the same); where in the quadrants they lie is made up here
CREATE TEMP TABLE units (name text, growth float8, share float8, sales numeric);
INSERT INTO units VALUES
    ('1', 0.185, 0.14, 40), ('2', 0.155, 0.32, 60), ('3', 0.125, 0.55, 50), ('4', 0.175, 1.6, 90),
    ('5', 0.135, 3.5, 120), ('6', 0.055, 7.0, 300), ('7', 0.065, 0.4, 70), ('8', 0.02, 0.18, 45);
SELECT name, class, unit_strategy(class, true) AS strong, unit_strategy(class, false) AS weak
FROM units, bcg(growth, share) AS class ORDER BY name;
SELECT b.stars, b.question_marks, b.cash_cows, b.dogs, round(b.cash_cow_share::numeric, 4) AS cash_cow_share, b.sales, b.warnings
FROM (SELECT (portfolio_balance(bcg(growth, share), sales)).* FROM units) b;

-- Growth: the double nearest to the exact quotient
SELECT market_growth(110, 100) = 0.10 AS integer, market_growth(110::numeric, 100) = 0.10 AS numeric, market_growth(0.33::float8, 0.3) = 0.1 AS float8,
       market_growth(1.21, 1.1) = 0.10 AS decimals, market_growth(123456789012345678901234567890.11 * 1.1, 123456789012345678901234567890.11) = 0.10 AS large;
SELECT market_growth(100, 100) AS same, market_growth(0, 100) AS gone, market_growth(100, 0) AS new, market_growth(0, 0) AS none, market_growth(NULL, 1) AS unknown;
SELECT market_growth(121, 100, 2) = 0.10 AS two_years, market_growth(133.1, 100, 3) = 0.10 AS three, market_growth(1.61051::float8, 1, 5) = 0.10 AS five,
       market_growth(110, 100, 1) = 0.10 AS one, market_growth(81, 100, 2) = -0.10 AS down, market_growth(0, 100, 7) AS gone, market_growth(5, 0, 7) AS new,
       market_growth(2, 1, 1000) = 0.0006933874625806325 AS a_thousand;
SELECT bool_and(market_growth((1 + p / 100.0) ^ y, 1, y) = (p / 100.0)::float8) AS every_percentage FROM generate_series(-99, 100) p, generate_series(1, 8) y;
SELECT market_share(25, 100) AS share, market_share(100.0, 100) AS alone, market_share(0, 100) AS nothing, market_share(0, 0) AS no_market, market_share(0.1::float8, 0.3) = 1 / 3.0::float8 AS a_third;
SELECT relative_share(60, 20) AS leader, relative_share(20, 60) = 1 / 3.0::float8 AS follower, relative_share(0.30, 0.3) AS level, relative_share(5, 0) AS no_rival, relative_share(0, 5) AS nothing;

-- The largest other row: the leader divides by number two; ties; NULLs; zeros; sole companies
SELECT market, company, sales, relative_share(sales) OVER (PARTITION BY market) AS share
FROM (VALUES ('leader', 'a', 60.0), ('leader', 'b', 30), ('leader', 'c', 15), ('tie', 'a', 50), ('tie', 'b', 50.00), ('tie', 'c', 25),
             ('sole', 'a', 7), ('sole but one unknown', 'a', 7), ('sole but one unknown', 'b', NULL), ('zeros', 'a', 5), ('zeros', 'b', 0), ('zeros', 'c', 0),
             ('nothing', 'a', 0), ('nothing', 'b', 0)) s(market, company, sales)
ORDER BY market, company;
CREATE TEMP TABLE sales AS SELECT i AS id, i % 17 AS market, round((i * 7919 % 1009)::numeric / (1 + i % 3), i % 5) AS sales FROM generate_series(1, 2000) i;
INSERT INTO sales VALUES (0, 3, NULL), (-1, 99, NULL), (-2, 98, 5);
SELECT count(*), count(share), bool_and(share IS NOT DISTINCT FROM relative_share(sales, rival)) AS by_definition, bool_and(share IS NOT DISTINCT FROM float) AS as_float8,
       bool_and(share IS NOT DISTINCT FROM ordered) AS whatever_the_order
FROM (SELECT sales, relative_share(sales) OVER (PARTITION BY market) AS share, relative_share(sales::float8) OVER (PARTITION BY market) AS float,
             relative_share(sales) OVER (PARTITION BY market ORDER BY sales DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS ordered,
             (SELECT max(o.sales) FROM sales o WHERE o.market = s.market AND o.id <> s.id) AS rival FROM sales s) q;

-- Boundaries: on a line is beyond it
SELECT g AS growth, s AS share, bcg(g, s), bcg(g, s, 0.05, 1.5) AS other_cuts FROM unnest(ARRAY[0.0999, 0.10, 0.1001]) g, unnest(ARRAY[0.999, 1, 1.001, 1.5]) s;
SELECT bcg(market_growth(110, 100), relative_share(50, 50.0)) AS on_both, bcg(-1, 0) AS least, bcg(1e308, 1e308) AS most, bcg(NULL, 1) AS unknown,
       bcg(market_growth(109.99, 100), relative_share(49.99, 50)) AS below_both, bcg(0.05, 2, growth_cut => 0.03) AS named;
SELECT c AS class, unit_strategy(c, true) AS strong, unit_strategy(c, false) AS weak FROM unnest(enum_range(NULL::bcg_class)) c;

-- Own figures alone: 400 after 360 is the cut, 11.1 %, and half of 200
SELECT line, current, base, round(market_growth(current, base)::numeric, 4) AS growth, bcg_internal(current, base) OVER () AS class, bcg_internal(current, base, 0.25) OVER () AS of_a_quarter,
       bcg_internal(current::float8, base::float8) OVER () IS NOT DISTINCT FROM bcg_internal(current, base) OVER () AS as_float8
FROM (VALUES ('a', 200, 190), ('b', 100, 90), ('c', 60, 40), ('d', 40, 40), ('new', 50, 0), ('unknown', NULL, 5), ('stopped', 0, 0)) l(line, current, base);
SELECT bcg_internal(v, v) OVER () AS all_the_same FROM unnest(ARRAY[5, 5]) v;
SELECT bcg_internal(0, v) OVER () AS nothing_left FROM unnest(ARRAY[5, 5]) v;
SELECT bcg_internal(v, 0) OVER () AS all_new FROM unnest(ARRAY[5, 5]) v;

-- Balance
SELECT what, (portfolio_balance(class::bcg_class, sales)).* FROM (VALUES
    ('balanced', 'star', 30.00), ('balanced', 'cash_cow', 50), ('balanced', 'question_mark', 15), ('balanced', 'dog', 5),
    ('hungry', 'question_mark', 10), ('hungry', 'star', 30), ('old', 'cash_cow', 90), ('old', 'dog', 10), ('old', 'dog', 0), ('old', NULL, 5), ('old', 'dog', NULL),
    ('no sales', 'dog', 0), ('nothing known', NULL, 5)) u(what, class, sales) GROUP BY what ORDER BY what;
SELECT portfolio_balance(class, sales) IS NULL AS no_rows FROM (VALUES ('dog'::bcg_class, 1)) u(class, sales) WHERE false;
SELECT (portfolio_balance('star', v)).sales = 0.3 AS numeric, (portfolio_balance('star', v::float8)).sales = 0.3 AS float8 FROM unnest(ARRAY[0.1, 0.2]) v;

-- Scores: exact decimals; weights that sum to 1 but for rounding; normalised
SELECT weighted_score(r, 0.1) = 3.67 AS tenths FROM unnest(ARRAY[4, 4, 4, 4, 4, 4, 4, 3, 3, 2.7]) r;
SELECT weighted_score(r, 1 / 3.0) AS thirds FROM generate_series(1, 5, 2) r;
SELECT weighted_score(r, 20, true) AS normalised, weighted_score(r, 20, true) FILTER (WHERE r > 3) AS some FROM generate_series(1, 5) r;
SELECT weighted_score(r, w, true) FROM (VALUES (5, 0), (2, 1), (NULL, 7), (4, NULL)) x(r, w);
SELECT weighted_score(r, w) IS NULL AS no_rows FROM (VALUES (NULL::int, 1)) x(r, w);
SELECT a AS attractiveness, s AS strength, cell, grid_zone(cell) AS zone, grid_strategy(cell) AS strategy
FROM unnest(ARRAY[3.67, 2.33, 2.3299]) a, unnest(ARRAY[3.67, 3.6699, 2.3299]) s, grid_cell(a, s) AS cell ORDER BY cell;
SELECT grid_cell(1, 5), grid_cell(3, 3, 3, 4) AS other_lines, grid_cell(3, 3, 1, 5) AS all_medium, grid_cell(NULL, 3);

-- From sales to the matrix, by market and year
CREATE TEMP TABLE product_sales (market text, company text, product text, year integer, amount numeric);
INSERT INTO product_sales VALUES
    ('phones', 'us', 'p1', 2024, 20), ('phones', 'us', 'p2', 2024, 5), ('phones', 'them', 'q', 2024, 50), ('phones', 'others', 'r', 2024, 25),
    ('phones', 'us', 'p1', 2025, 20), ('phones', 'us', 'p2', 2025, 15), ('phones', 'them', 'q', 2025, 50), ('phones', 'others', 'r', 2025, 25),
    ('lamps', 'us', 'l1', 2024, 60), ('lamps', 'them', 'm', 2024, 60), ('lamps', 'us', 'l1', 2025, 65.5), ('lamps', 'them', 'm', 2025, 65.5),
    ('radios', 'us', 's', 2022, 9), ('radios', 'us', 's', 2025, 9), ('radios', 'them', 's', 2025, 3);
WITH totals AS (
    SELECT market, year, company, sum(amount) AS sales FROM product_sales GROUP BY market, year, company),
markets AS (
    SELECT market, year, sum(amount) AS sales,
           sum(sum(amount)) OVER (PARTITION BY market ORDER BY year RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS base
    FROM product_sales GROUP BY market, year)
SELECT market, year, company, t.sales, growth = 0.10 AS ten_percent, round(share::numeric, 4) AS share, bcg(growth, share) AS class
FROM (SELECT *, relative_share(sales) OVER (PARTITION BY market, year) AS share FROM totals) t
     JOIN (SELECT market, year, market_growth(sales, base) AS growth FROM markets) m USING (market, year)
ORDER BY market, year, company;

-- Growth strategies and the planning gap
SELECT p AS new_product, m AS new_market, ansoff(p, m) FROM unnest(ARRAY[false, true]) p, unnest(ARRAY[false, true]) m ORDER BY ansoff(p, m);
SELECT planning_gap(1000, 640.50) AS gap, planning_gap(1000, 640.50, 200, 100) AS two, planning_gap(1000, 640.50, 200, 100, 59.50) AS closed, planning_gap(1000, 640.50, 500) AS surplus,
       planning_gap(1000, 640.50, diversification => 59.5) AS named, planning_gap(1000, NULL) AS unknown, planning_gap(1e40, 1e-40) = 1e40 - 1e-40 AS any_size;
SELECT year, gap, growth, amount, closes, round(share::numeric, 6) AS share, remaining FROM planning_gap(ARRAY[2027, 2028, 2029, 2030], ARRAY[100, 130, 160.5, 90], ARRAY[90, 95, 100, 100], ARRAY[10, 20, 30, 5], ARRAY[5, 10, 30, 0], ARRAY[0, 0, 10, 1]);
SELECT year, max(gap) = sum(closes) + greatest(planning_gap(100, 60, 10, y, 10), 0) AS adds_up
FROM generate_series(5, 35, 10) y, planning_gap(ARRAY[y], '{100}', '{60}', '{10}', ARRAY[y::numeric], '{10}') GROUP BY year, y ORDER BY year;
SELECT count(*) AS none FROM planning_gap('{}', '{}', '{}', '{}', '{}', '{}');
SELECT count(*) AS unknown FROM planning_gap('{1}', NULL, '{1}', '{1}', '{1}', '{1}');

-- Customers as a portfolio
SELECT n AS customers, relationship_type(n, 0.40) AS high_margin, relationship_type(n, 0.20) AS medium_margin, relationship_type(n, 0.05) AS low_margin
FROM unnest(ARRAY[50000, 1000, 10]) n;
SELECT relationship_type(10000, 0.30) AS on_upper_lines, relationship_type(100, 0.10) AS on_lower_lines, relationship_type(99, 0.0999) AS below, relationship_type(0, -1) AS least,
       relationship_type(5, 900, 3, 10, 100, 1000) AS other_lines;
SELECT i AS information, d AS individualisation, crm_strategy(i, d), crm_strategy(i, d, 0.2, 0.9) AS other_cuts FROM unnest(ARRAY[0.4999, 0.5]) i, unnest(ARRAY[0.4999, 0.5]) d;

-- Bad input
SELECT market_growth(-1, 5);
SELECT market_growth(5::numeric, -1);
SELECT market_growth('NaN'::numeric, 5);
SELECT market_growth(5, 'Infinity'::float8);
SELECT market_growth(1e36, 1::numeric);
SELECT market_growth(1e30, 1e-10);
SELECT market_growth(5, 5, 0);
SELECT market_growth(5, 5, 1001);
SELECT market_share(6, 5);
SELECT market_share(-6, 5);
SELECT relative_share(1, -5);
SELECT relative_share(v) OVER () FROM unnest(ARRAY[5, -1]) v;
SELECT relative_share('NaN'::float8) OVER ();
SELECT relative_share('NaN'::numeric) OVER ();
SELECT relative_share(5);
SELECT bcg('NaN', 1);
SELECT bcg(-1.5, 1);
SELECT bcg(0.1, -1);
SELECT bcg(0.1, 1, 'Infinity');
SELECT bcg(0.1, 1, 10);
SELECT bcg(0.1, 1, share_cut => 0);
SELECT bcg_internal(5, -1) OVER ();
SELECT bcg_internal(5, 5, 0) OVER ();
SELECT bcg_internal(5, 5, NULL) OVER ();
SELECT bcg_internal(i, i, i / 10.0) OVER () FROM generate_series(1, 2) i;
SELECT 'cow'::bcg_class;
SELECT portfolio_balance('dog', -1);
SELECT portfolio_balance('dog', 'NaN'::numeric);
SELECT portfolio_balance('dog', 'Infinity'::float8);
SELECT portfolio_balance_final('{1,2,3}');
SELECT portfolio_balance_final('{1,2,3,4,5,6,7,NaN}');
SELECT portfolio_balance_final('{1,2,3,4,5,6,7,NULL}');
SELECT portfolio_balance_final('{1e30,2,3,4,5,6,7,8}');
SELECT weighted_score(3, 0.5);
SELECT weighted_score(3, 0, true);
SELECT weighted_score(6, 1);
SELECT weighted_score(0.9, 1);
SELECT weighted_score('NaN', 1);
SELECT weighted_score(3, -1);
SELECT weighted_score(3, 0.5, NULL);
SELECT weighted_score(3, 0.5, i = 1) FROM generate_series(1, 2) i;
SELECT weighted_score(3, 0.5, false);
SELECT weighted_score_final('{9,1,1,0}');
SELECT sums_merge('{1,2,3,4}', '{1}');
SELECT sums_merge('{{1,2},{3,4}}', '{{1,2},{3,4}}');
SELECT sums_merge('{1,2,3,4,5,6,7,8,9}', '{1,2,3,4,5,6,7,8,9}');
SELECT sums_merge('{-1}', '{1}');
SELECT weighted_score_add('{NaN}', NULL, NULL);
SELECT grid_cell(0, 3);
SELECT grid_cell(3, 5.1);
SELECT grid_cell(3, 'NaN');
SELECT grid_cell(3, 3, 4, 3);
SELECT grid_cell(3, 3, 0, 3);
SELECT planning_gap('NaN', 1);
SELECT planning_gap(5, '-Infinity');
SELECT planning_gap(5, 1, -1);
SELECT planning_gap('{1,2}', '{5,5}', '{1,1}', '{1,1}', '{1}', '{1,1}');
SELECT planning_gap('{1}', '{5}', '{1}', '{1}', '{NULL}', '{1}');
SELECT planning_gap('{{1}}', '{5}', '{1}', '{1}', '{1}', '{1}');
SELECT planning_gap('{1}', '{5}', '{NaN}', '{1}', '{1}', '{1}');
SELECT planning_gap('{1}', '{5}', '{1}', '{1}', '{1}', '{-1}');
SELECT relationship_type(-1, 0.1);
SELECT relationship_type(1, 'NaN');
SELECT relationship_type(1, 0.1, 10, 10);
SELECT relationship_type(1, 0.1, 10, 100, 0.3, 0.2);
SELECT crm_strategy(1.1, 0.5);
SELECT crm_strategy(0.5, 'NaN');
SELECT crm_strategy(0.5, 0.5, -0.1);

-- Room portfolio: pictures.
SET search_path = crm, public;

-- Eight product lines as on the classic chart: shares 0.1x to 10x, growth 0 to 20 %.
CREATE TABLE drawn_lines (name text, growth double precision, share double precision, sales numeric);
INSERT INTO drawn_lines VALUES
    ('Cloud storage', 0.18, 4, 620), ('Smart home', 0.16, 0.3, 180), ('E-bikes', 0.13, 1.8, 310), ('Meal kits', 0.11, 0.15, 90),
    ('Printers', 0.03, 10, 900), ('Landline', 0.01, 2.5, 410), ('Camcorders', 0.02, 0.4, 120), ('Fax machines', 0.20, 0.1, 40.50);
\a\t
SELECT bcg_svg(name, growth, share, sales) FROM drawn_lines;
\a\t

-- What a bubble says: its quadrant by growth >= cut and share >= cut, as crm.bcg has it, and its numbers.
CREATE FUNCTION svg_titles(svg text) RETURNS SETOF text LANGUAGE sql AS
$$ SELECT replace(m[1], '&#160;', ' ') FROM regexp_matches(svg, '<title>(.*?)</title>', 'g') m $$;
SELECT svg_titles(bcg_svg(name, growth, share, sales)) FROM (VALUES
    ('on both', 0.10, 1.0, 8), ('below growth', 0.0999999, 1, 7), ('below share', 0.1, 0.9999999, 6), ('below both', 0.09, 0.99, 5),
    ('shrinking', -0.05, 0.0001, 4.50), ('nothing', 0, 0, 0), ('beyond', 3, 150, 3), ('none', 1e308, 1e-300, 2)) v (name, growth, share, sales);
SELECT svg_titles(bcg_svg('other cuts', 0.05, 0.6, 1, 0.05, 0.5)), svg_titles(bcg_svg('other cuts', 0.05, 0.6, 1, 0.06, 0.7));
SELECT svg_titles(grid_svg(name, a, s, sales)) FROM (VALUES
    ('HH', 3.67, 3.67, 9), ('HM', 3.67, 3.6699, 8), ('HL', 5, 2.3299, 7), ('MH', 2.33, 5, 6), ('MM', 2.33, 2.33, 5), ('ML', 3, 1, 4),
    ('LH', 1, 5, 3), ('LM', 2.3299, 2.33, 2), ('LL', 1, 1, 1)) v (name, a, s, sales);
SELECT svg_titles(grid_svg('of 0 to 100', 80, 20, 1, 33, 67));
\a\t
SELECT grid_svg(name, growth * 20 + 1, share / 2.5 + 1, sales, 2.33, 3.67, 'Units') FROM drawn_lines WHERE sales > 300;
\a\t

-- Where a bubble is: the share axis is logarithmic and runs to the left, growth runs up. On the cuts is on their lines.
CREATE FUNCTION svg_circles(svg text) RETURNS TABLE (x numeric, y numeric, r numeric) LANGUAGE sql AS
$$ SELECT m[1]::numeric, m[2]::numeric, m[3]::numeric FROM regexp_matches(svg, '<circle cx="([0-9.]*)" cy="([0-9.]*)" r="([0-9.]*)"[^>]*><title', 'g') m $$;
SELECT svg_circles(bcg_svg(name, growth, share, sales)) FROM (VALUES
    ('10', 0.10, 10, 0), ('1', 0.10, 1, 0), ('0.1', 0.10, 0.1, 0), ('top', 0.20, 1, 0), ('bottom', 0, 1, 0)) v (name, growth, share, sales);
-- Areas go with sales.
SELECT round(max(r) ^ 2 / min(r) ^ 2) FROM (SELECT bcg_svg(name, 0.1, 1, sales) s FROM (VALUES ('a', 4), ('b', 64)) v (name, sales)) q, svg_circles(s);

-- Any order of rows is the same picture; so is a chart that travelled as text.
SELECT count(DISTINCT s) FROM (
    SELECT bcg_svg(name, growth, share, sales ORDER BY name) s FROM drawn_lines
    UNION ALL SELECT bcg_svg(name, growth, share, sales ORDER BY sales) FROM drawn_lines
    UNION ALL SELECT bcg_svg(name, growth, share, sales ORDER BY growth DESC) FROM drawn_lines) q;
SELECT bcg_svg_add(bcg_svg_add(NULL, E'b "\\" \u20ac \U0001F600', 0.1, 2, 1.50), 'a', -0.5, 0, 7, 0.1, 1, 'Growth-share matrix') AS chart;
SELECT '{"chart" : "grid", "cuts":[2.33,3.67],"title":"\u00E9\/","bubbles":[["b",1,2,1e1],["a",1,2,-0.0]]}'::chart;
SELECT svg_titles(bcg_svg_final('{"chart": "bcg", "cuts": [0.1, 1], "title": "", "bubbles": [["a", 0.5, 2, 7.00]]}'));

-- Names for the eye and names for the machine
SELECT svg_titles(bcg_svg(name, 0.05, 0.5, 1)) FROM (VALUES ('<script>alert(1)</script>'), ($$"' & ]]> <!--$$), (''), (E'tab\tline\nbell\x07 end'),
    (E'\u202Egnp.exe\u202C \u2066'), (E'\uFFFE\uFFFF\uFDD0\U0001FFFF'), ('$ @ % \'), (E'\u0634\u0631\u0643\u0629 24'), (E'\u65e5\u672c\u8a9e \U0001F600')) v (name);
SELECT length(t), t LIKE repeat('x', 10000) || ', dog: %' AS whole, s LIKE '%>xxxxxxxxxxxxxxxxxxxxxxx&#8230;</text>%' AS shortened
FROM (SELECT bcg_svg(repeat('x', 10000), 0.05, 0.5, 1) s) q, svg_titles(s) t;
-- An accent is not parted from its letter, nor a sign from what joins it to the next.
SELECT s LIKE '%' || repeat('&#8205;e&#769;', 3) || '&#8230;</text>%' AS parted,
    s ~ 'e&#769;&#8230;</text>' AS whole FROM (SELECT bcg_svg(repeat(E'e\u0301', 100), 0.05, 0.5, 1) s) q;
SELECT s LIKE '%direction="rtl"%' FROM (SELECT bcg_svg(E'\u0634\u0631\u0643\u0629 24', 0.05, 0.5, 1) s) q;

-- ASCII, and a document as PostgreSQL's own parser sees it, whatever it is called
CREATE TABLE drawn_characters AS SELECT c FROM generate_series(1, 70000) c
WHERE (c < 1500 OR c % 41 = 0 OR c BETWEEN 8190 AND 8310 OR c BETWEEN 65500 AND 65560) AND c NOT BETWEEN 55296 AND 57343;
SELECT count(*) = count(*) FILTER (WHERE s !~ '[^\x20-\x7e\n]') AS ascii
FROM (SELECT bcg_svg(name, 0.05, 0.5, 1, 0.1, 1, name) s FROM (SELECT '<' || chr(c) || '&"' AS name FROM drawn_characters) n GROUP BY name) q;
CREATE FUNCTION svg_is_document(svg text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN xmlparse(DOCUMENT svg) IS DOCUMENT;
EXCEPTION WHEN feature_not_supported THEN
    RETURN true; -- built without libxml
END $$;
SELECT bool_and(svg_is_document(s)) FROM (
    SELECT bcg_svg('<' || chr(c) || '&"''' || repeat(chr(c), c % 50), (c % 31 - 5) / 100.0, (c % 101) / 10.0, c) s
    FROM drawn_characters GROUP BY c / 40) q;
SELECT bool_and(svg_is_document(s)) FROM (
    SELECT grid_svg('<' || i, i % 5, i % 7, i, 2.33, 3.67, ']]>&<!--"') s FROM generate_series(1, 300) i GROUP BY i % 9) q;

-- Many: numbers and a key, of the largest
SELECT count(*) AS bubbles, s LIKE '%width="1200"%' AS keyed, s LIKE '%>and 60 smaller, without a number<%' AS rest
FROM (SELECT bcg_svg('line ' || i, i / 500.0, i / 10.0, i) s FROM generate_series(1, 100) i) q, svg_circles(s) GROUP BY s;
-- All in one place
SELECT count(*) AS bubbles, s LIKE '%width="1200"%' AS keyed FROM (SELECT bcg_svg('line ' || i, 0.05, 1.5, 1) s FROM generate_series(1, 20) i) q, svg_circles(s) GROUP BY s;

-- Rows with a NULL are skipped, and nothing left is NULL.
SELECT bcg_svg('a', 0.1, 1, 1) FILTER (WHERE first) = bcg_svg(name, growth, share, sales) AS same FROM (VALUES
    ('a', 0.1, 1, 1, true), (NULL, 0.1, 1, 1, false), ('b', NULL, 1, 1, false), ('b', 0.1, NULL, 1, false), ('b', 0.1, 1, NULL, false)) v (name, growth, share, sales, first);
SELECT bcg_svg(NULL, 0.1, 1, 1) IS NULL, bcg_svg(name, growth, share, sales) FILTER (WHERE false) IS NULL, grid_svg('a', NULL, 1, 1, 2, 3, 't') IS NULL FROM drawn_lines;

-- Bad input
SELECT bcg_svg('a', 'NaN', 1, 1);
SELECT bcg_svg('a', 0.1, 'Infinity', 1);
SELECT bcg_svg('a', -1.01, 1, 1);
SELECT bcg_svg('a', 0.1, -1, 1);
SELECT bcg_svg('a', 0.1, 1, -0.01);
SELECT bcg_svg('a', 0.1, 1, 'NaN');
SELECT bcg_svg('a', 0.1, 1, 1e40);
SELECT bcg_svg('a', 0.1, 1, 1, 10, 1);
SELECT bcg_svg('a', 0.1, 1, 1, 0.1, 0);
SELECT bcg_svg('a', 0.1, 1, 1, 0.1, NULL);
SELECT bcg_svg('a', 0.1, 1, 1, 0.1, 1, NULL);
SELECT bcg_svg(name, growth, share, sales, 0.1, 1, name) FROM drawn_lines;
SELECT bcg_svg(name, growth, share, sales, growth / 2, 1) FROM drawn_lines;
SELECT grid_svg('a', 1001, 1, 1);
SELECT grid_svg('a', 1, 'NaN', 1);
SELECT grid_svg('a', 1, 1, 1, 3, 2);
SELECT grid_svg('a', 1, 1, 1, 3, 3);
SELECT grid_svg_final(bcg_svg_add(NULL, 'a', 0.1, 1, 1));
SELECT chart_merge(bcg_svg_add(NULL, 'a', 0.1, 1, 1), grid_svg_add(NULL, 'a', 1, 1, 1));
SELECT chart_merge(bcg_svg_add(NULL, 'a', 0.1, 1, 1), bcg_svg_add(NULL, 'a', 0.1, 1, 1, 0.2, 1));
SELECT '{"chart": "bcg", "cuts": [0.1], "title": "", "bubbles": []}'::chart;
SELECT '{"chart": "bcg", "cuts": [0.1, 1], "title": "\u0007", "bubbles": []}'::chart;
SELECT '{"chart": "bcg", "cuts": [0.1, 1], "title": "\ud800", "bubbles": []}'::chart;
SELECT '{"chart": "bcg", "cuts": [0.1, 1], "title": "", "bubbles": [["a", 0.1, 1, -1]]}'::chart;
SELECT '{"chart": "bcg", "cuts": [0.1, 1], "title": "", "bubbles": [["a", 0.1, 1, x]]}'::chart;

DROP FUNCTION svg_titles, svg_circles, svg_is_document;
DROP TABLE drawn_lines, drawn_characters;
