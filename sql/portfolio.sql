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
