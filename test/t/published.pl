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
# The 1/10 sample up to 1997-09-30, in whole days
load('summary', 'c int, x int, t_x int, t int, x_star int, m_x float8', 'cdnow_sample_summary.csv');
load('sample', 'master int, c int, day date, cds int, amount numeric', 'cdnow_sample.csv');
is( ask("SELECT count(*), sum((h.x = s.x AND h.t_x = s.t_x AND h.t = s.t AND h.x_star = s.x_star)::int) FROM summary s JOIN
	(SELECT c, purchase_days(until(h, '1997-09-30')) - 1 AS x, last_day(until(h, '1997-09-30')) - first_day(h) AS t_x,
		'1997-09-30' - first_day(h) AS t, purchase_days(since(h, '1997-10-01')) AS x_star
	FROM (SELECT c, history(day, amount) AS h FROM sample GROUP BY c) q) h USING (c)"),
	'2357|2357', 'CDNOW sample: x, t_x, T and the repeats of the holdout');

# Online Retail II: ABC by cumulative share, and what the top 20 % bring (gross revenue)
load('retail', 'invoice text, customer text, at timestamp, last timestamp, country text, lines int, quantity int, amount numeric',
	'online_retail_invoices.csv');
is( ask("SELECT string_agg(k || ' ' || n, ', ' ORDER BY k), round(100 * (SELECT pareto_share(m) FROM
	(SELECT sum(amount) AS m FROM retail WHERE amount > 0 GROUP BY customer) g)::numeric, 4)
	FROM (SELECT k, count(*) AS n FROM (SELECT abc_class(m) OVER () AS k FROM
	(SELECT sum(amount) AS m FROM retail WHERE amount > 0 GROUP BY customer) g) s GROUP BY k) t"),
	'A 1176, B 1424, C 1712|73.4765', 'Online Retail II: ABC classes and the share of the top 20 %');

done_testing();
