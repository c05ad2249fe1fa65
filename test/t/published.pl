# Published values on the real data of the literature, which is not part of the project: it is
# looked for in $CRM_DATA. Sources: the tests of the R package rfm (MIT), the CDNOW data of Fader
# and Hardie, and Online Retail II of D. Chen (UCI repository).
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use Test::More;

my $data = $ENV{CRM_DATA} // '';
plan skip_all => 'no real data beside the checkout' if !-r "$data/cdnow_master.csv";

my $node = CrmCluster->new('published', conf => "datestyle = ISO\ntimezone = 'UTC'\n");

sub ask
{
	return $node->safe_psql('postgres', "SET search_path = public, crm; $_[0]");
}

sub load
{
	my ($table, $columns, $file) = @_;
	ask("CREATE TABLE $table ($columns)");
	$node->psql('postgres', "\\copy $table FROM '$data/$file' CSV HEADER", on_error_stop => 1);
}

# The values of customers as of a day, in the view NAME_values.
sub measure
{
	my ($name, $customer, $day, $amount, $as_of) = @_;
	ask("CREATE TABLE ${name}_values AS
		SELECT c, h, recency(h, '$as_of') AS r, frequency(h, '$as_of') AS f, monetary(h, '$as_of') AS m
		FROM (SELECT $customer AS c, history($day, $amount) AS h FROM $name GROUP BY 1) s");
}

# Customers by score, from 1 up.
sub counts
{
	my ($name, $cuts, $digit) = @_;
	return ask("SELECT string_agg(n::text, ' ' ORDER BY d) FROM (
		SELECT $digit(rfm_score(r, f, m, $cuts)) AS d, count(*) AS n FROM ${name}_values GROUP BY 1) s");
}

# R rfm: its printed cuts are these and 1 more, and its bins are open above, which for whole numbers
# is the same. Its monetary counts (200 200 198 202 195) differ where the cuts are no whole numbers.
load('rfm', 'customer text, day date, amount numeric', 'r_rfm_orders.csv');
measure('rfm', 'customer', 'day', 'amount', '2006-12-31');
is(ask('SELECT count(*), sum(f), sum(m) FROM rfm_values'), '995|4906|464158', 'R rfm: customers, orders, revenue');
is(ask('SELECT rfm_cuts(r, f, m) FROM rfm_values'),
	'{"recency": [114, 180, 296.4, 481], "frequency": [3, 4, 5, 7], "monetary": [254.8, 381, 505.4, 665]}',
	'R rfm: cuts, without the 1 that the package adds');
my $cuts = '(SELECT rfm_cuts(r, f, m) FROM rfm_values)';
is(counts('rfm', $cuts, 'f'), '268 187 176 244 120', 'R rfm: customers by frequency score');
is(counts('rfm', $cuts, 'r'), '197 201 198 199 200', 'R rfm: by recency score, as with its explicit whole cuts');
is(counts('rfm', $cuts, 'm'), '199 201 197 203 195', 'R rfm: by monetary score');
# The same by counting in SQL, without a function of ours.
is( ask("SELECT string_agg(n::text, ' ' ORDER BY s) FROM (SELECT 1 + (m > 254.8)::int + (m > 381)::int
	+ (m > 505.4)::int + (m > 665)::int AS s, count(*) AS n FROM rfm_values GROUP BY 1) x"),
	'199 201 197 203 195', 'R rfm: by monetary score, counted in SQL');

# CDNOW, the full cohort: frequency cuts coincide.
load('cdnow', 'customer int, day date, cds int, amount numeric', 'cdnow_master.csv');
measure('cdnow', 'customer', 'day', 'amount', '1998-06-30');
is(ask('SELECT count(*), sum(f), sum(m), count(*) FILTER (WHERE purchase_days(h) >= 2) FROM cdnow_values'),
	'23570|69659|2500315.63|11516', 'CDNOW: customers, orders, revenue, customers of two days and more');
is(ask('SELECT rfm_cuts(r, f, m) FROM cdnow_values'),
	'{"recency": [141, 432, 485, 512], "frequency": [1, 1, 2, 4], "monetary": [15.36, 31.35, 59.924, 133.95]}',
	'CDNOW: cuts');
is( ask('SELECT bool_and(recency_cuts(c) = r AND frequency_cuts(c) = f AND monetary_cuts(c) = m) FROM
	(SELECT rfm_cuts(r, f, m) AS c, percentile_cont(ARRAY[.2, .4, .6, .8]) WITHIN GROUP (ORDER BY r) AS r,
		percentile_cont(ARRAY[.2, .4, .6, .8]) WITHIN GROUP (ORDER BY f) AS f,
		percentile_cont(ARRAY[.2, .4, .6, .8]) WITHIN GROUP (ORDER BY m::float8) AS m FROM cdnow_values) s'),
	't', 'CDNOW: the cuts are those of percentile_cont');
is( ask("SELECT bool_and(rfm_score(r, f, m, k) = rfm_score(h, '1998-06-30', k)) AND min(k::text) = min(d::text)
	FROM cdnow_values, (SELECT rfm_cuts(r, f, m) AS k, rfm_cuts(h, '1998-06-30') AS d FROM cdnow_values) s"),
	't', 'CDNOW: values and histories score the same');
is( ask("SELECT count(*) FILTER (WHERE s <> t) FROM (SELECT rfm_score(r, f, m) OVER () AS s,
	rfm_score(r, f, m, (SELECT rfm_cuts(r, f, m) FROM cdnow_values)) AS t FROM cdnow_values) x"),
	'0', 'CDNOW: the window form scores the same');
# A customer's revenue is the plain sum, to the digit.
is( ask('SELECT count(*) FROM cdnow_values JOIN (SELECT customer AS c, sum(amount) AS s, count(*) AS n FROM cdnow GROUP BY 1) x
	USING (c) WHERE total(h)::text <> s::text OR orders(h) <> n'), '0', 'CDNOW: totals are those of sum()');
# Cohorts by the month of the first order: the counts of plain SQL
is( ask("SELECT array_to_string(retention_curve(h, 'month', 17, '1998-06-30'), ',', '-') FROM cdnow_values GROUP BY cohort(h, 'month') ORDER BY cohort(h, 'month')"),
	ask("SELECT string_agg(coalesce(n::text, '-'), ',' ORDER BY k) FROM generate_series(timestamp '1997-01-01', '1997-03-01', '1 month') m CROSS JOIN generate_series(0, 17) k
		LEFT JOIN LATERAL (SELECT count(DISTINCT customer) AS n FROM cdnow WHERE date_trunc('month', day) = m + make_interval(months => k)
			AND customer IN (SELECT customer FROM cdnow GROUP BY 1 HAVING date_trunc('month', min(day)) = m)) c ON m + make_interval(months => k) < '1998-07-01'
		GROUP BY m ORDER BY m"), 'CDNOW: monthly cohorts');
is( ask("SELECT array_to_string(retention_curve(h, 'month', 17, '1998-06-30'), ',') FROM cdnow_values WHERE cohort(h, 'month') = '1997-01-01'"),
	'7846,1157,964,810,679,736,720,582,559,594,673,634,528,511,664,472,497,498', 'CDNOW: the cohort of January 1997');
is( ask("SELECT retention_curve(h, 'month', 2, '1998-06-30') FROM cdnow_values GROUP BY cohort(h, 'month') ORDER BY cohort(h, 'month')"),
	"{7846,1157,964}\n{8476,1312,980}\n{7248,1032,752}", 'CDNOW: the first months of all three cohorts');
is( ask("SELECT sum(r) FROM (SELECT revenue_curve(h, 'month', 17, '1998-12-31') AS c FROM cdnow_values) s, unnest(c) r"),
	'2500315.63', 'CDNOW: the revenue of all months of life is all revenue');
# Who bought on two days or more: 48.8587 %. Rates by counting in SQL, without a function of ours.
is( ask("SELECT round(repeat_rate(h, '1998-06-30', 'days')::numeric, 6), repeat_rate(h, '1998-06-30') = (SELECT avg((n > 1)::int::float8) FROM (SELECT count(*) AS n FROM cdnow GROUP BY customer) q)
	FROM cdnow_values"), '0.488587|t', 'CDNOW: repeat rate');
is( ask("SELECT retention_rate(h, '1997-03-01', '1997-06-01', '1997-09-01') = kept, abs(churn_rate(h, '1997-03-01', '1997-06-01', '1997-09-01') - 1 + kept) < 1e-15,
	purchase_frequency(h, '1997-06-01', '1997-09-01') = (SELECT count(*) / count(DISTINCT customer)::float8 FROM cdnow WHERE day BETWEEN '1997-06-01' AND '1997-08-31')
	FROM cdnow_values, (SELECT avg((customer IN (SELECT customer FROM cdnow WHERE day BETWEEN '1997-06-01' AND '1997-08-31'))::int::float8) AS kept
		FROM (SELECT DISTINCT customer FROM cdnow WHERE day BETWEEN '1997-03-01' AND '1997-05-31') s) k GROUP BY kept"), 't|t|t', 'CDNOW: retention, churn and frequency');
# The 1/10 sample up to 1997-09-30, in whole days
load('summary', 'c int, x int, t_x int, t int, x_star int, m_x float8', 'cdnow_sample_summary.csv');
load('sample', 'master int, c int, day date, cds int, amount numeric', 'cdnow_sample.csv');
is( ask("SELECT count(*), sum((h.x = s.x AND h.t_x = s.t_x AND h.t = s.t AND h.x_star = s.x_star)::int) FROM summary s JOIN
	(SELECT c, purchase_days(until(h, '1997-09-30')) - 1 AS x, last_day(until(h, '1997-09-30')) - first_day(h) AS t_x,
		'1997-09-30' - first_day(h) AS t, purchase_days(since(h, '1997-10-01')) AS x_star
	FROM (SELECT c, history(day, amount) AS h FROM sample GROUP BY c) q) h USING (c)"),
	'2357|2357', 'CDNOW sample: x, t_x, T and the repeats of the holdout');

# The models of lifetime value on the 1/10 sample up to 1997-09-30, in weeks. Estimates and log
# likelihoods: maxima to eight digits, whose first digits Fader, Hardie and Lee (2005), Batislam,
# Denizel and Filiztekin (2007) and Fader and Hardie (2013) print; standard errors from the
# information matrix there.
ask("CREATE TABLE base AS SELECT customer_base(h, '1997-09-30') AS b FROM (SELECT c, history(day, amount) AS h FROM sample GROUP BY c) q");
is(ask('SELECT customers(b), repeaters(b), repeat_purchases(b), customers_without_spend(b), round(spend_correlation(b)::numeric, 4) FROM base'),
	'2357|946|2457|0|0.1139', 'CDNOW sample: the base');
is( ask("SELECT string_agg(r::text, ' ') = (SELECT string_agg(r::text, ' ') FROM base_rows((SELECT customer_base(x, t_x, t, m_x) FROM summary)) r) FROM base, base_rows(b) r"),
	't', 'CDNOW sample: the triples are those of the summary');
my %fit = (
	bg_nbd => [ -9582.4292067, r => [ .24259452, .012557 ], alpha => [ 4.413602, .37822 ], a => [ .79292202, .18573 ], b => [ 2.4259068, .70541 ] ],
	mbg_nbd => [ -9582.1357156, r => [ .52484316, .083268 ], alpha => [ 6.1830853, .69562 ], a => [ .89135939, .15479 ], b => [ 1.6140022, .53749 ] ],
	pareto_nbd => [ -9594.9761789, r => [ .55327705, .047628 ], alpha => [ 10.577683, .84272 ], s => [ .60623999, .18728 ], beta => [ 11.668735, 6.2111 ] ],
	gamma_gamma => [ -4055.9176948, p => [ 6.2495723, 1.1901 ], q => [ 3.7442247, .29013 ], gamma => [ 15.443521, 4.1594 ] ]);
foreach my $kind (sort keys %fit)
{
	my ($ll, %parameter) = @{ $fit{$kind} };
	ask("CREATE TABLE $kind AS SELECT fit(b, '$kind') AS m FROM base");
	is(ask("SELECT abs(log_likelihood(m) - $ll) < 1e-6, converged(m), flags(m) FROM $kind"), 't|t|{}', "CDNOW sample: log likelihood of $kind");
	foreach my $name (sort keys %parameter)
	{
		my ($value, $error) = @{ $parameter{$name} };
		is(ask("SELECT abs(param(m, '$name') / $value - 1) < 1e-6, abs(std_error(m, '$name') / $error - 1) < 1e-4 FROM $kind"),
			't|t', "CDNOW sample: $name of $kind and its standard error");
	}
}
# The same base in weeks and spends of two decimals, as lifetimes has it: other digits from the fourth on
my %rounded = (
	bg_nbd => [ -9582.4255606, r => .24259291, alpha => 4.4135316, a => .79288615, b => 2.4257534 ],
	mbg_nbd => [ -9582.1326849, r => .52483798, alpha => 6.182992, a => .89135616, b => 1.6139993 ],
	pareto_nbd => [ -9594.9739298, r => .55327551, alpha => 10.577612, s => .60621357, beta => 11.667911 ],
	gamma_gamma => [ -4055.9232435, p => 6.2488025, q => 3.7445885, gamma => 15.447748 ]);
ask("CREATE TABLE rounded AS SELECT customer_base(x, round(t_x / 7.0, 2), round(t / 7.0, 2), round(m_x::numeric, 2)) AS b FROM summary");
foreach my $kind (sort keys %rounded)
{
	my ($ll, %parameter) = @{ $rounded{$kind} };
	my $same = join ' AND ', map { "abs(param(m, '$_') / $parameter{$_} - 1) < 1e-6" } sort keys %parameter;
	is(ask("SELECT abs(log_likelihood(m) - $ll) < 1e-6, $same FROM (SELECT fit(b, '$kind') AS m FROM rounded) r"), 't|t', "CDNOW sample: $kind in weeks and spends of two decimals");
}
# What lifetimes, BTYD and CLVTools print or assert of single customers and of all
sub near
{
	my ($name, $tolerance, $query, @values) = @_;
	my @got = split /\||\n/, ask($query);
	my @far = grep { !(abs($got[$_] - $values[$_]) <= $tolerance) } 0 .. $#values;
	ok(@got == @values && !@far, $name) or diag("got @got, not @values");
}
ask('CREATE TABLE buyers AS SELECT c, history(day, amount) AS h FROM sample GROUP BY c');
my $as_of = "h, '1997-09-30'";
my $models = 'bg_nbd bg(bg), mbg_nbd mbg(mbg), pareto_nbd pa(pa), gamma_gamma gg(gg)';
near('CDNOW customer 1516', 1e-6, "SELECT p_alive(pa, $as_of), expected_purchases(pa, $as_of, 273), expected_purchases(pa, $as_of, 364), p_alive(bg, $as_of),
	expected_purchases(bg, $as_of, 273), expected_purchases(bg, $as_of, 364), expected_purchases(bg, $as_of, 7), p_alive(mbg, $as_of), expected_purchases(mbg, $as_of, 273)
	FROM buyers, $models WHERE c = 1516", .997873404696, 20.1148210765, 25.4551837465, .968854441316, 20.7489028915, 25.757336951, .71057375717, .965484649139, 19.446607986);
near('CDNOW, DERT of customers 1516, 1 and 3 at 15 % / 52 a week', 1e-6, "SELECT residual_purchases(pa, $as_of, exp(.15 / 52 * 365.25 / 7) - 1)
	FROM buyers, $models WHERE c IN (1, 3, 1516) ORDER BY c", 6.22617379897, .45810684657, 82.693444333);
near('lifetimes, weeks of two decimals: the five best customers of the next week', 1e-4, "SELECT expected_purchases(bg, $as_of, 7) FROM buyers, $models ORDER BY 1 DESC LIMIT 5",
	.710623, .662396, .486526, .474738, .424877);
near('CDNOW: expected purchases of all, as printed for weeks of two decimals', 0.2, "SELECT sum(expected_purchases(bg, $as_of, 273)), sum(expected_purchases(pa, $as_of, 273)) FROM buyers, $models", 1653.39, 1665.66);
near('CDNOW: mean P(alive)', 5e-5, "SELECT avg(p_alive(bg, $as_of)), avg(p_alive(pa, $as_of)) FROM buyers, $models", .81344, .44627);
near('BTYD: new customers in 52 weeks', 2e-3, "SELECT expected_purchases(pa, 52), expected_purchases(bg, 52) FROM $models", 1.473434, 1.444004);
near('BTYD: mean purchases of the holdout by frequency, actual, Pareto/NBD, BG/NBD', 2e-3, "SELECT avg(actual), avg(pareto), avg(bgnbd) FROM
	(SELECT least(purchase_days(until($as_of)) - 1, 7) AS x, purchase_days(since(h, '1997-10-01')) AS actual, expected_purchases(pa, $as_of, 273) AS pareto,
		expected_purchases(bg, $as_of, 273) AS bgnbd FROM buyers, $models) s GROUP BY x ORDER BY x",
	.237, .138, .2250893, .697, .600, .5231364, 1.393, 1.196, 1.044126, 1.560, 1.714, 1.520256,
	2.532, 2.399, 2.163824, 2.947, 2.907, 2.653789, 3.862, 3.819, 3.503957, 6.359, 6.403, 6.157036);
near('BTYD: the more purchases by week 20 of 39, the fewer to come', 5e-4, "SELECT expected_purchases(pa, x, 20, 39, 52) FROM $models, unnest(ARRAY[10, 15, 20, 25]) x",
	.7062289, .1442396, .02250658, .00309267);
near('CLVTools: purchases of a new customer in 272 days', 5e-6, "SELECT purchase_probability(pa, n, 272 / 7.0), purchase_probability(bg, n, 272 / 7.0) FROM $models, generate_series(0, 3) n",
	.5938074624, .5747665391, .1656461851, .1991198322, .08250611639, .08525250297, .04902972724, .04574166369);
near('pymc-marketing: MBG/NBD, purchases of a new customer in 1, 3 and 6 weeks', 1e-12, q{SELECT expected_purchases('{"model": "mbg_nbd", "r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}', t) FROM unnest(ARRAY[1, 3, 6]) t},
	.053084795263698685, .15086328860664794, .28136022398301175);
near('CDNOW: DERT of all at 15 % / 52 a week, as printed for weeks of two decimals', 3, "SELECT sum(residual_purchases(pa, $as_of, exp(.15 / 52 * 365.25 / 7) - 1)) FROM buyers, $models", 6908.79);
near('BTYD: donations expected in 1996 to 2006', 0.1, q{SELECT 11104 * (expected_purchases(m, n) - CASE WHEN n > 1 THEN expected_purchases(m, n - 1) ELSE 0 END) FROM generate_series(1, 11) n,
	(SELECT '{"model": "bg_bb", "alpha": 1.20352083040498, "beta": 0.749714243061896, "gamma": 0.656712169147878, "delta": 2.78345970988526}'::model AS m) p},
	5535.833, 4717.059, 4147.621, 3724.665, 3395.888, 3131.647, 2913.778, 2730.482, 2573.731, 2437.854, 2318.727);
near('BTYD: customers by frequency, Pareto/NBD', 0, "SELECT actual FROM $models, base, frequency_check(pa, b)", qw(1411 439 214 100 62 38 29 64));
# Repeat purchases by week: BTYD prints weeks 20 to 25, lifetimes days 11 to 14
ask("CREATE TABLE later AS SELECT customer_base(h, '1998-06-30') AS b FROM buyers");
near('BTYD: tracking of Pareto/NBD', 0.1, "SELECT actual_so_far, expected_so_far, expected FROM $models, later, tracking(pa, b) WHERE period IN (20, 25)",
	1359, 1308.856, 78.308, 1672, 1674.253, 69.933);
near('BTYD: tracking of BG/NBD', 0.01, "SELECT actual_so_far, expected_so_far FROM $models, later, tracking(bg, b) WHERE period BETWEEN 20 AND 25",
	1359, 1312.458, 1414, 1387.346, 1484, 1460.392, 1517, 1531.713, 1573, 1601.418, 1672, 1669.6);
near('lifetimes: tracking by day', 0.005, "SELECT actual_so_far, expected_so_far FROM $models, later, tracking(bg, b, 1) WHERE last_day BETWEEN '1997-01-11' AND '1997-01-14'",
	11, 10.67, 12, 12.67, 15, 14.87, 19, 17.24);
# The holdout has 1882 repeats; both models beat the naive rule
is( ask("SELECT (t).customers, (t).actual, (t).new_customers, (t).mae < (t).naive_mae, abs((t).bias) < abs((t).naive_bias) FROM
	(SELECT backtest(h, '1997-09-30', '1998-06-30', bg) t FROM buyers, $models UNION ALL SELECT backtest(h, '1997-09-30', '1998-06-30', pa) FROM buyers, $models) s"),
	"2357|1882|0|t|t\n2357|1882|0|t|t", 'CDNOW: the back-test');

# Online Retail II: ABC by cumulative share, and what the top 20 % bring (gross revenue)
load('retail', 'invoice text, customer text, at timestamp, last timestamp, country text, lines int, quantity int, amount numeric',
	'online_retail_invoices.csv');
is( ask("SELECT string_agg(k || ' ' || n, ', ' ORDER BY k), round(100 * (SELECT pareto_share(m) FROM
	(SELECT sum(amount) AS m FROM retail WHERE amount > 0 GROUP BY customer) g)::numeric, 4)
	FROM (SELECT k, count(*) AS n FROM (SELECT abc_class(m) OVER () AS k FROM
	(SELECT sum(amount) AS m FROM retail WHERE amount > 0 GROUP BY customer) g) s GROUP BY k) t"),
	'A 1176, B 1424, C 1712|73.4765', 'Online Retail II: ABC classes and the share of the top 20 %');

done_testing();
