SET search_path = crm, public;
SET datestyle = ISO;
SET extra_float_digits = 0;

-- Published: the donations of Fader, Hardie and Shang 2010, table 2: BG/BB with
-- alpha = 1.204, beta = 0.750, gamma = 0.657, delta = 2.783, LL = -33225.6
CREATE TEMP TABLE donations (x, t_x, n, customers) AS VALUES
(6,6,6,1203), (5,6,6,728), (4,6,6,512), (3,6,6,357), (2,6,6,234), (1,6,6,129), (5,5,6,335), (4,5,6,284), (3,5,6,225),
(2,5,6,173), (1,5,6,119), (4,4,6,240), (3,4,6,181), (2,4,6,155), (1,4,6,78), (3,3,6,322), (2,3,6,255), (1,3,6,129),
(2,2,6,613), (1,2,6,277), (1,1,6,1091), (0,0,6,3464);
CREATE TEMP TABLE donors AS
SELECT base, fit(base, 'bg_bb', 365.25) AS m FROM (SELECT customer_base(x, t_x, n, NULL, customers) AS base FROM donations) s;
SELECT customers(base), repeaters(base), repeat_purchases(base), distinct_triples(base), customers_without_spend(base), spend_correlation(base) FROM donors;
SELECT name, round(param(m, name)::numeric, 5) AS estimate, round(std_error(m, name)::numeric, 4) AS std_error
FROM donors, unnest(ARRAY['alpha', 'beta', 'gamma', 'delta']) name;
SELECT round(log_likelihood(m)::numeric, 4) AS ll, round(aic(m)::numeric, 3) AS aic, round(bic(m)::numeric, 3) AS bic, converged(m), flags(m) FROM donors;
-- its table 6: P(alive) in 2002 of who gave in all years, and expected gifts in 2002 to 2006
SELECT x, t_x, round(p_alive(m, x, t_x, 6, 1)::numeric, 4) AS p_alive_2002, round(expected_purchases(m, x, t_x, 6, 5)::numeric, 4) AS gifts,
       round(residual_purchases(m, x, t_x, 6, 0.1)::numeric, 4) AS dert
FROM donors, (VALUES (6, 6), (5, 6), (5, 5), (4, 4), (1, 1), (0, 0)) v(x, t_x);
SELECT round(sum(customers * expected_purchases(m, x, t_x, n, 5))::numeric, 1) AS gifts_of_all FROM donors, donations;
SELECT purchases, or_more, actual, round(expected::numeric, 1) AS expected FROM donors, frequency_check(m, base, 6);
SELECT string_agg(round(expected_purchases(m, n)::numeric, 4)::text, ' ' ORDER BY n) AS new_customer FROM donors, generate_series(1, 11) n;

-- Published: the contracts of Fader and Hardie 2007, 7 renewals of 1000 customers: alpha = 0.704, beta = 1.182
CREATE TEMP TABLE contracts AS
SELECT name, fit_sbg(survivors) AS m FROM (VALUES
  ('regular', '{1000,631,468,382,326,289,262,241}'::bigint[]),
  ('high end', '{1000,869,743,653,593,551,517,491}')) v(name, survivors);
SELECT name, round(param(m, 'alpha')::numeric, 6) AS alpha, round(param(m, 'beta')::numeric, 6) AS beta,
       round(std_error(m, 'alpha')::numeric, 5) AS se_alpha, round(std_error(m, 'beta')::numeric, 5) AS se_beta, round(log_likelihood(m)::numeric, 5) AS ll
FROM contracts ORDER BY name DESC;
-- these fits, and that of four renewals, to the digits of maxima computed apart
SELECT name, abs(log_likelihood(m) - ll) < 1e-6 AS ll, bool_and(abs(param(m, n) / v - 1) < 1e-6) AS estimates, bool_and(e IS NULL OR abs(std_error(m, n) / e - 1) < 1e-4) AS std_errors
FROM (SELECT 'donations' AS name, m, -33225.5812743 AS ll, ARRAY['alpha', 'beta', 'gamma', 'delta'] AS names, '{1.2035224,0.74971636,0.65671821,2.7834422}'::float8[] AS values, '{0.069391,0.029448,0.05101,0.32082}'::float8[] AS errors FROM donors
      UNION ALL SELECT name, m, CASE name WHEN 'regular' THEN -1680.2651885 ELSE -1611.1581474 END, '{alpha,beta}', CASE name WHEN 'regular' THEN '{0.7040773,1.182043}'::float8[] ELSE '{0.66808835,3.806095}' END,
        CASE name WHEN 'regular' THEN '{0.065599,0.15248}'::float8[] ELSE '{0.10373,0.78553}' END FROM contracts
      UNION ALL SELECT 'four renewals', fit_sbg('{1000,631,468,382,326}'), -1401.5594236, '{alpha,beta}', '{0.76366506,1.2958303}', NULL) f,
     LATERAL unnest(names, values, errors) u(n, v, e) GROUP BY name, ll, log_likelihood(m) ORDER BY name;
SELECT name, string_agg(round(100 * survival(m, t)::numeric, 2)::text, ' ' ORDER BY t) AS survival
FROM (VALUES ('regular', '{"model": "sbg", "alpha": 0.704, "beta": 1.182}'::model), ('high end', '{"model": "sbg", "alpha": 0.668, "beta": 3.806}')) v(name, m),
     generate_series(1, 12) t GROUP BY name ORDER BY name DESC;
-- Fader and Hardie 2010: discounted residual lifetime at 10 % after 0 to 4 renewals
SELECT c, string_agg(round(residual_lifetime(m, n, 0.1)::numeric, 2)::text, ' ' ORDER BY n) AS derl, round(retention(m, 1)::numeric, 4) AS retention
FROM (VALUES (1, '{"model": "sbg", "alpha": 3.80, "beta": 15.20}'::model), (2, '{"model": "sbg", "alpha": 0.067, "beta": 0.267}')) v(c, m),
     generate_series(0, 4) n GROUP BY c, m ORDER BY c;

-- Published: BG/NBD of Fader, Hardie and Lee 2005: customer 1 of their spreadsheet has 1.226 purchases to come in 39 weeks
CREATE TEMP TABLE published AS SELECT
  '{"model": "bg_nbd", "r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "unit_days": 7}'::model AS bg,
  '{"model": "pareto_nbd", "r": 0.5534, "alpha": 10.5802, "s": 0.6061, "beta": 11.6562, "unit_days": 7}'::model AS pareto,
  '{"model": "gamma_gamma", "p": 6.25, "q": 3.74, "gamma": 15.44}'::model AS spend;
SELECT expected_purchases(bg, 2, 30.43, 38.86, 39) AS cet, p_alive(bg, 0, 0, 39) AS one_timer, round(p_alive(pareto, 0, 0, 39)::numeric, 9) AS pareto_one_timer FROM published;
SELECT string_agg(round(expected_purchases(bg, t)::numeric, 4)::text, ' ' ORDER BY t) AS new_customer FROM published, unnest(ARRAY[1, 31.8571, 32, 78]) t;
SELECT string_agg(round(purchase_probability(bg, n, 30)::numeric, 10)::text, ' ' ORDER BY n) AS pmf FROM published, generate_series(11, 15) n;
SELECT string_agg(round(expected_spend(spend, x, m)::numeric, 2)::text, ' ') AS spend
FROM published, (VALUES (2, 22.35), (1, 11.77), (0, 0), (0, NULL), (7, 73.74), (1, 11.77), (2, 25.76)) v(x, m);
SELECT round(residual_purchases(pareto, 7, 35, 39, exp(0.0027 * 365.25 / 7) - 1)::numeric, 8) AS dert FROM published;

-- History and raw forms agree; as_of hides what comes later
CREATE TEMP TABLE h AS SELECT '{2026-01-05:1:10, 2026-02-02:2:30, 2026-03-02:0:-6, 2026-03-09:1:18, 2026-06-01:1:99}'::history AS h;
SELECT p_alive(bg, h, d) = p_alive(bg, 2, 63 / 7.0::float8, 85 / 7.0::float8) AS p_alive,
       p_alive(bg, h, d, '2026-05-01') = p_alive(bg, 2, 63 / 7.0::float8, 85 / 7.0::float8, 31 / 7.0::float8) AS later,
       expected_purchases(bg, h, d, 273) = expected_purchases(bg, 2, 63 / 7.0::float8, 85 / 7.0::float8, 39) AS purchases,
       expected_spend(spend, h, d) = expected_spend(spend, 2, 21) AS spend,
       residual_purchases(bg, h, d, 0.15) = residual_purchases(bg, 2, 63 / 7.0::float8, 85 / 7.0::float8, 0.15) AS dert,
       purchase_probability(bg, h, d, 3, 70) = purchase_probability(bg, 2, 63 / 7.0::float8, 85 / 7.0::float8, 3, 10) AS probability,
       purchase_interval(bg, h, d, 273, 0.9) = purchase_interval(bg, 2, 63 / 7.0::float8, 85 / 7.0::float8, 39, 0.9) AS interval,
       clv(bg, spend, h, d, 273, 0.15, 0.3) = clv(bg, spend, 2, 63 / 7.0::float8, 85 / 7.0::float8, 21, 39, 0.15, 0.3) AS clv
FROM published, h, (VALUES (date '2026-03-31')) v(d);
SELECT p_alive(bg, h, '2026-01-04'), expected_purchases(bg, h, '2026-01-04', 30), clv(bg, spend, h, '2026-01-04', 30, 0.1),
       purchase_interval(bg, h, '2026-01-04', 30, 0.9), expected_spend(spend, h, '2026-01-04') FROM published, h;

-- Laws: no discount is CET times spend; value grows with the horizon and falls with the discount; all of time is DERT times spend
SELECT clv(m, spend, 2, 30, 39, 21, 39, 0) = expected_purchases(m, 2, 30, 39, 39) * expected_spend(spend, 2, 21) AS no_discount,
       clv(m, spend, 2, 30, 39, 21, 39, 0.15) < clv(m, spend, 2, 30, 39, 21, 78, 0.15) AS longer,
       clv(m, spend, 2, 30, 39, 21, 39, 0.15) > clv(m, spend, 2, 30, 39, 21, 39, 0.3) AS dearer,
       clv(m, spend, 2, 30, 39, 21, 'Infinity', 0.15) = residual_purchases(m, 2, 30, 39, 0.15) * expected_spend(spend, 2, 21) AS ever,
       p_alive(m, 2, 30, 39, 0) = p_alive(m, 2, 30, 39) AS now,
       p_alive(m, 2, 30, 39, 10) < p_alive(m, 2, 30, 39) AS later,
       abs((SELECT sum(purchase_probability(m, 2, 30, 39, n, 39)) FROM generate_series(0, 200) n) - 1) < 1e-9 AS distribution,
       abs((SELECT sum(n * purchase_probability(m, 2, 30, 39, n, 39)) FROM generate_series(0, 200) n) - expected_purchases(m, 2, 30, 39, 39)) < 1e-9 AS mean
FROM published, LATERAL (VALUES (bg), (pareto), (jsonb_set(bg::jsonb, '{model}', '"mbg_nbd"')::model)) v(m);
-- no rounding error leads past 1: dropout is almost immediate here, and none of these buys again
SELECT bool_and(purchase_probability(m, 0, 0.001 * 1.7 ^ i) BETWEEN 0.999 AND 1) AS new_customer, bool_and(purchase_probability(m, 1, 0.5, 2, 0, 0.001 * 1.7 ^ i) BETWEEN 0.999 AND 1) AS customer
FROM (VALUES ('{"model": "pareto_nbd", "r": 1.5e-6, "alpha": 3.2e6, "s": 2.8e8, "beta": 4.4e-9}'::model), ('{"model": "pareto_nbd", "r": 23.4, "alpha": 121, "s": 5.5e8, "beta": 7.3e-8}'),
  ('{"model": "pareto_nbd", "r": 0.0078, "alpha": 2.3e5, "s": 9.4e11, "beta": 20.8}')) v(m), generate_series(0, 40) i;
-- an interval holds at least its confidence, and without either end it does not
SELECT i.*, sum(purchase_probability(bg, 10, 35, 39, n, 39)) FILTER (WHERE n BETWEEN low AND high) >= 0.9 AS holds,
       sum(purchase_probability(bg, 10, 35, 39, n, 39)) FILTER (WHERE n < low) < 0.05 AS below, sum(purchase_probability(bg, 10, 35, 39, n, 39)) FILTER (WHERE n > high) <= 0.05 AS above
FROM published, purchase_interval(bg, 10, 35, 39, 39, 0.9) i, generate_series(0, 300) n GROUP BY low, high;

-- A base of histories: first-day orders merge, returns lower the mean, what comes after as_of is not there
CREATE TEMP TABLE shop (customer, day, amount) AS VALUES
(1, date '2026-01-01', 10.00), (1, '2026-01-01', 5), (1, '2026-01-08', 20), (1, '2026-01-20', -2), (1, '2026-02-01', 30), (1, '2026-03-01', 1000),
(2, '2026-01-01', 8), (3, '2026-01-01', 8), (4, '2026-01-10', 5), (4, '2026-01-11', 5), (4, '2026-01-12', -20), (5, '2026-02-20', 9), (6, '2026-01-05', -3);
CREATE TEMP TABLE shoppers AS SELECT customer, history(day, amount) AS h FROM shop GROUP BY 1;
SELECT customer_base(h, '2026-02-10') FROM shoppers;
SELECT customers(b), repeaters(b), repeat_purchases(b), distinct_triples(b), customers_without_spend(b) FROM (SELECT customer_base(h, '2026-02-10') FROM shoppers) s(b);
SELECT customer_base(h, '2025-12-31') IS NULL AS nobody, customer_base(h, NULL) IS NULL AS no_date FROM shoppers;
SELECT rollup(b) = (SELECT customer_base(h, '2026-02-10') FROM shoppers) AS rolled_up FROM (SELECT customer_base(h, '2026-02-10') FROM shoppers GROUP BY customer % 3) s(b);
-- the summary example of lifetimes: ids 1 to 6 as of 2015-02-07, in days
SELECT customer_base(x, t_x, t, m) FROM (VALUES (1, 36, 37, 2), (0, 0, 37, 0), (2, 4, 37, 3), (2, 20, 22, 3), (2, 2, 22, 4.5), (0, 0, 5, 0)) v(x, t_x, t, m);

-- Customers drawn from the models: purchases with r = 1, alpha = 5 weeks; dropout with a = 1, b = 3 (bg) or s = 1, beta = 20
-- weeks (pareto); spends with p = 1, q = 3, gamma = 60
SELECT setseed(0.25);
CREATE TEMP TABLE drawn AS
SELECT customer, 140 + customer % 84 AS t, -ln(1 - random()) / 35 AS rate, 1 - power(random(), 1.0 / 3) AS dropout,
       140 * ln(1 - random()) / ln(1 - random()) AS lifetime, 60 / -ln((1 - random()) * (1 - random()) * (1 - random())) AS spend
FROM generate_series(1, 2000) customer;
CREATE TEMP TABLE repeats AS
SELECT customer, day, amount, law FROM (
  SELECT d.*, floor(sum(wait / rate) OVER w) AS day, spend * wanted AS amount,
         coalesce(bool_or(last) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS gone
  FROM (SELECT d.*, -ln(1 - random()) AS wait, -ln(1 - random()) AS wanted, k, random() < dropout AS last FROM drawn d, generate_series(1, 60) k) d
  WINDOW w AS (PARTITION BY customer ORDER BY k)) d, unnest(ARRAY['bg', 'pareto']) law
WHERE day BETWEEN 1 AND t AND CASE law WHEN 'bg' THEN NOT gone ELSE day <= lifetime END;
CREATE TEMP TABLE triples AS
SELECT law, customer, count(DISTINCT day) AS x, coalesce(max(day), 0) AS t_x, t, sum(amount) / nullif(count(DISTINCT day), 0) AS mean
FROM drawn CROSS JOIN unnest(ARRAY['bg', 'pareto']) law LEFT JOIN repeats USING (customer, law) GROUP BY law, customer, t;
CREATE TEMP TABLE fits AS
SELECT kind, law, fit(base, kind) AS m, base FROM (SELECT law, customer_base(x, t_x / 7, t / 7.0, mean) AS base FROM triples GROUP BY law) b
JOIN (VALUES ('bg', 'bg_nbd'::model_kind), ('bg', 'mbg_nbd'), ('pareto', 'pareto_nbd'), ('bg', 'gamma_gamma')) k(law, kind) USING (law);
SELECT kind, converged(m), flags(m), kind(m) = kind AS same_kind, m::text::model = m AS round_trip, m::jsonb::model = m AS jsonb,
       (SELECT string_agg(n || ' ' || round(param(m, n)::numeric, 2) || ' +- ' || round(std_error(m, n)::numeric, 2), ', ') FROM jsonb_object_keys(m::jsonb -> 'std_errors') n) AS estimates FROM fits ORDER BY kind;
-- neither the order of rows nor their split changes a bit of a fit
SELECT kind, count(*), bool_and(fit(b, kind)::text = m::text) AS same FROM fits JOIN
  (SELECT law, customer_base(x, t_x / 7, t / 7.0, mean ORDER BY md5(customer::text)) FROM triples GROUP BY law
   UNION ALL SELECT law, rollup(p) FROM (SELECT law, customer_base(x, t_x / 7, t / 7.0, mean) AS p FROM triples GROUP BY law, customer % 7) q GROUP BY law) r(law, b)
  USING (law) GROUP BY kind ORDER BY kind;
-- a warm start ends where a cold one does
SELECT kind, bool_and(abs(param(w, n) / param(m, n) - 1) < 1e-6) AS same, (w::jsonb ->> 'iterations')::int <= (m::jsonb ->> 'iterations')::int AS sooner
FROM (SELECT kind, m, fit(base, kind, 7, m) AS w FROM fits OFFSET 0) s, LATERAL (SELECT jsonb_object_keys(m::jsonb -> 'std_errors')) k(n) GROUP BY kind, m, w ORDER BY kind;
-- another unit is the same model
SELECT abs(param(d, 'alpha') / param(w, 'alpha') / 7 - 1) < 1e-6 AS alpha, abs(param(d, 'r') / param(w, 'r') - 1) < 1e-6 AS r,
       abs(log_likelihood(w) - log_likelihood(d) - ln(7) * repeat_purchases(b)) < 1e-4 AS ll, abs(param(v, 'alpha') / param(w, 'alpha') - 1) < 1e-6 AS warm
FROM (SELECT b, d, w, fit(b, 'bg_nbd', 7, d) AS v FROM (SELECT b, fit(b, 'bg_nbd', 1) AS d, fit(b, 'bg_nbd', 7) AS w FROM (
  SELECT customer_base(h, '2026-12-31') AS b FROM (
    SELECT history(date '2026-12-31' - t + day::integer, 10) AS h FROM drawn JOIN
      (SELECT customer, day FROM repeats WHERE law = 'bg' UNION ALL SELECT customer, 0 FROM drawn) r USING (customer) GROUP BY customer) q) s OFFSET 0) t OFFSET 0) u;

-- Checks of a model
SELECT sum(actual) = min(customers(base)) AS everyone, abs(sum(expected) - min(customers(base))) < 1e-6 AS expected FROM fits, frequency_check(m, base, 20) WHERE fits.kind = 'bg_nbd';
SELECT period, last_day, actual, actual_so_far, expected > 0 AS some, expected_so_far >= expected AS adds_up
FROM published, (SELECT customer_base(h, '2026-02-10') AS b FROM shoppers) s, tracking(bg, b, 14);
SELECT customers, new_customers, actual, round(predicted::numeric, 4) AS predicted, naive, round(mae::numeric, 4) AS mae, round(bias::numeric, 4) AS bias, round(naive_mae::numeric, 4) AS naive_mae, naive_bias
FROM (SELECT (backtest(h, '2026-01-31', '2026-03-03', bg)).* FROM published, shoppers) s;
SELECT backtest(h, '2026-01-31', '2026-03-03', NULL) IS NULL AS no_model FROM shoppers;
-- the naive rule counts, and does not stretch the week of a customer who came a week before the end
SELECT (t).actual, (t).naive, (t).naive_bias FROM (SELECT backtest('{2026-01-24:1:5, 2026-01-27:1:5, 2026-02-10:1:5}', '2026-01-31', '2026-03-03', bg) AS t FROM published) s;

-- Deterministic value. Published: Gupta and Lehmann 2003, margin multiples r / (1 + i - r)
SELECT r, string_agg(round(margin_multiple(r, i, 'period_end')::numeric, 2)::text, ' ' ORDER BY i) AS multiples FROM unnest(ARRAY[0.6, 0.7, 0.8, 0.9]) r, unnest(ARRAY[0.10, 0.12, 0.14, 0.16]) i GROUP BY r ORDER BY r;
SELECT abs(margin_multiple(0.8, 0.1, 'now') / margin_multiple(0.8, 0.1, 'period_end') - 1.1 / 0.8) < 1e-15 AS conventions,
       round(retention_uplift(0.8, 0.1, 0.05, 'period_end')::numeric, 6) AS period_end, round(retention_uplift(0.8, 0.1, 0.05, 'now')::numeric, 6) AS now, retention_uplift(0.8, 0.1) AS five_points;
SELECT margin_multiple(0.8, 0.1) = margin_multiple(0.8, 0.1, first_margin => 'period_end') AS without, retention_uplift(0.8, 0.1, first_margin => 'now') = retention_uplift(0.8, 0.1, 0.05, 'now') AS named;
SELECT customer_worth(1000.00, 400, 50.5, 30, 12.25);

-- Doubtful fits warn
SELECT 'ridge' = ANY (flags(fit(b, 'bg_nbd'))) AS ridge FROM (SELECT customer_base(1, 5, 10) AS b FROM generate_series(1, 10)) s;
SELECT flags(fit(b, 'gamma_gamma')) FROM (SELECT customer_base(x, 5, 10, 5 + x + y) AS b FROM generate_series(1, 9) x, generate_series(1, 9) y) s;
SELECT flags(fit(b, 'gamma_gamma')) FROM (SELECT customer_base(1 + y % 3, 5, 10, exp(y)) AS b FROM generate_series(0, 40) y) s;
-- a mean exists of those with p x + q > 1: one-timers and customers without spend have none, repeaters may
SELECT flags(fit(b, 'gamma_gamma')) FROM (SELECT customer_base(x, 5 * sign(x), 10, m, n) AS b FROM (SELECT 1 + y % 3, exp(y), 1 FROM generate_series(0, 40) y UNION ALL VALUES (0, NULL::float8, 30), (2, NULL, 9)) v(x, m, n)) s;
SELECT flags(fit(b, 'gamma_gamma')) FROM (SELECT customer_base(x, 5 * sign(x), 10, m, n) AS b FROM (SELECT 6, exp(y::float8 / 8), 1 FROM generate_series(0, 80) y UNION ALL VALUES (0, NULL::float8, 19)) v(x, m, n)) s;

-- Models look at repeat purchases: a first order beside which the others are out of scale does no harm.
SELECT p_alive(bg, h, '2024-03-01') = p_alive(bg, 1, 31 / 7.0::float8, 60 / 7.0::float8) AS p_alive, expected_purchases(bg, h, '2024-03-01', 30) > 0 AS purchases, clv(bg, spend, h, '2024-03-01', 30, 0.1) > 0 AS clv
FROM published, (VALUES ('{2024-01-01:1:999999999999999999999999999999999999, 2024-02-01:1:1.5}'::history), ('{2024-01-01:1:12345678901234567, 2024-02-01:1:0.33333333333333333333}')) v(h);

-- Bad input
\set VERBOSITY default
SELECT fit(b, 'bg_nbd') FROM (SELECT customer_base(0, 0, 10) AS b) s;
SELECT fit(b, 'bg_nbd') FROM (SELECT customer_base(1, 5, 10) AS b) s;
SELECT fit(b, 'gamma_gamma') FROM (SELECT customer_base(1, 5, 10) AS b) s;
SELECT fit(b, 'sbg') FROM (SELECT customer_base(1, 5, 10) AS b) s;
SELECT fit(b, 'bg_bb') FROM (SELECT customer_base(3, 2, 10) AS b) s;
SELECT fit(b, 'bg_bb') FROM (SELECT customer_base(h, '2026-02-10') AS b FROM shoppers) s;
SELECT fit(b, 'bg_nbd', 0) FROM (SELECT customer_base(1, 5, 10) AS b) s;
SELECT fit(b, 'bg_nbd', 7, spend) FROM published, (SELECT customer_base(1, 5, 10, 3, 9) AS b) s;
SELECT fit(NULL, 'bg_nbd') IS NULL AS nothing;
SELECT fit_sbg('{10}');
SELECT fit_sbg('{10,10,10}');
SELECT fit_sbg('{10,11,9}');
SELECT fit_sbg('{10,NULL,9}');
SELECT p_alive(bg, 1, 10, 9) FROM published;
SELECT p_alive(bg, 1.5, 8, 9) FROM published;
SELECT p_alive(bg, 0, 1, 9) FROM published;
SELECT p_alive(bg, 1, 'NaN', 9) FROM published;
SELECT p_alive(spend, 1, 8, 9) FROM published;
SELECT p_alive(bg, h, '2026-03-31', '2026-03-30') FROM published, h;
SELECT p_alive(bg, h, 'infinity') FROM published, h;
SELECT p_alive('{"model": "bg_nbd", "r": 1, "alpha": 1, "a": 1, "b": 1}', h, '2026-03-31') FROM h;
SELECT p_alive('{"model": "bg_bb", "alpha": 1, "beta": 1, "gamma": 1, "delta": 1}', h, '2026-03-31') FROM h;
SELECT p_alive('{"model": "bg_bb", "alpha": 1, "beta": 1, "gamma": 1, "delta": 1}', 3, 2, 6);
SELECT expected_purchases(bg, 1, 8, 9, -1) FROM published;
SELECT expected_purchases(bg, 1, 8, 9, 'Infinity') FROM published;
SELECT purchase_probability(bg, 1, 8, 9, -1, 5) FROM published;
SELECT purchase_interval(bg, 1, 8, 9, 5, 1) FROM published;
-- what reaches too far says so soon
SET statement_timeout = '10s';
SELECT purchase_interval('{"model": "pareto_nbd", "r": 1e12, "alpha": 1e12, "s": 1e-12, "beta": 1e-12}', 1000, 38, 40, 200000, 0.9);
SELECT purchase_interval('{"model": "bg_bb", "alpha": 1.2, "beta": 0.75, "gamma": 0.66, "delta": 2.8}', 6, 6, 6, 1000000, 0.9);
SELECT purchase_probability('{"model": "bg_bb", "alpha": 1.2, "beta": 0.75, "gamma": 0.66, "delta": 2.8}', 6, 6, 6, 101, 1000000);
RESET statement_timeout;
SELECT residual_purchases(bg, 1, 8, 9, 0) FROM published;
SELECT residual_purchases(bg, 1, 8, 9, -0.1) FROM published;
SELECT expected_spend(bg, 1, 8) FROM published;
SELECT expected_spend(spend, 1, -8) FROM published;
SELECT expected_spend('{"model": "gamma_gamma", "p": 1, "q": 0.9, "gamma": 5}', 0, 0);
SELECT clv(bg, bg, 1, 8, 9, 10, 52, 0.1) FROM published;
SELECT clv(bg, spend, 1, 8, 9, 10, 52, 0.1, -1) FROM published;
SELECT clv(bg, spend, 1, 8, 9, 10, 'Infinity', 0) FROM published;
SELECT backtest(h, '2026-03-01', '2026-03-01', bg) FROM published, h;
SELECT * FROM tracking('{"model": "bg_nbd", "r": 1, "alpha": 1, "a": 1, "b": 1, "unit_days": 7}', (SELECT customer_base(1, 5, 10)));
-- bg_bb and a base of days
SELECT f.* FROM (SELECT customer_base(h, '2026-02-10') AS b FROM shoppers) s, frequency_check('{"model": "bg_bb", "alpha": 1, "beta": 1, "gamma": 1, "delta": 1, "unit_days": 7}', b) f;
SELECT t.* FROM (SELECT customer_base(h, '2026-02-10') AS b FROM shoppers) s, tracking('{"model": "bg_bb", "alpha": 1, "beta": 1, "gamma": 1, "delta": 1, "unit_days": 7}', b) t;
SELECT f.* FROM frequency_check('{"model": "bg_bb", "alpha": 1, "beta": 1, "gamma": 1, "delta": 1}', (SELECT customer_base(2, 3.5, 7))) f;
SELECT f.purchases, f.or_more, f.actual, round(f.expected::numeric, 4) AS expected FROM frequency_check('{"model": "bg_bb", "alpha": 1, "beta": 1, "gamma": 1, "delta": 1}', (SELECT customer_base(x, x, 3) FROM generate_series(0, 3) x), 3) f;
SELECT survival('{"model": "sbg", "alpha": 1, "beta": 1}', -1);
SELECT residual_lifetime('{"model": "sbg", "alpha": 1, "beta": 1}', 0, 0);
SELECT margin_multiple(1.1, 0.1, 'now');
SELECT margin_multiple(1, 0, 'now');
SELECT customer_base(1, 9, 8);
SELECT customer_base(1, 5, 10, 'NaN');
SELECT customer_base(1, 5, 10) || customer_base(h, '2026-02-10') FROM shoppers;
SELECT param(bg, 's') FROM published;
SELECT '{"model": "bg_nbd", "r": 0.243, "alpha": 4.414, "a": 0.793}'::model;
SELECT '{"model": "bg_nbd", "r": 0.243, "alpha": 4.414, "a": -1, "b": 1}'::model;
SELECT '{"model": "bg_nbd", "r": 0.243, "alpha": 4.414, "s": 1, "b": 1}'::model;
SELECT '{"model": "nbd", "r": 1}'::model;
