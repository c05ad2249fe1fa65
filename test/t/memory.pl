# Comparing values that are stored out of line takes no more memory than a few of them, however
# many comparisons there are; and neither do long aggregates and windows.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use Test::More;

plan skip_all => 'a process tells its memory in /proc, which is not here' unless -e '/proc/self/status';

# What is sorted is 20 MB, and shared buffers count as well; copies for each comparison take 400 MB.
use constant BOUND_MB => 200;

my $node = CrmCluster->new('memory', conf => "work_mem = '64MB'\njit = off\nmax_parallel_workers_per_gather = 0\n");
$node->safe_psql(
	'postgres', q{
	CREATE TABLE wide AS SELECT i, crm.history(date '2000-01-01' + (i * k) % 9000, (i * k) % 9973) AS history
		FROM generate_series(1, 2000) i, generate_series(1, 4000) k GROUP BY i;
	CREATE TABLE narrow AS SELECT i % 1000 AS customer, date '2020-01-01' + i % 1500 AS day, i % 9999 AS amount FROM generate_series(1, 500000) i;
	CREATE TABLE triples AS SELECT i % 20 AS x, CASE WHEN i % 20 > 0 THEN 1 + i % 250 ELSE 0 END AS t_x, 251 + i % 97 AS t, 1 + i % 777 AS mean FROM generate_series(1, 20000) i;
	CREATE TABLE bases AS SELECT crm.customer_base(x, t_x / 7.0, t / 7.0, mean) AS base FROM triples;
	CREATE TABLE shards AS SELECT crm.customer_base(i % 37, (i % 37) * (i % 101) / 7.0, 600 + (13 * i + j) * 7919::bigint % 1000003 / 1e4, 1 + i % 9991 / 100.0) AS base
		FROM generate_series(1, 200000) i, generate_series(1, 7) j GROUP BY j;
	ANALYZE});
cmp_ok($node->safe_psql('postgres', 'SELECT avg(pg_column_size(history)) FROM wide'), '>', 4000, 'the histories are large');

my %query = (
	'sorting' => 'SELECT count(*) FROM (SELECT history FROM wide ORDER BY history USING OPERATOR(crm.<) OFFSET 0) q',
	'hashing' => 'SELECT count(*) FROM (SELECT DISTINCT history FROM wide) q',
	'comparing' => "SELECT count(*) FROM wide a, wide b WHERE b.i <= 20 AND a.history OPERATOR(crm.<) b.history",
	'reading' => "SELECT sum(crm.orders(crm.until(history, '2015-06-30'))) FROM wide, generate_series(1, 10)",
	'rolling up' => 'SELECT crm.orders(crm.rollup(history)) FROM wide',
	'building' => 'SELECT count(*) FROM (SELECT crm.history(day, amount) FROM narrow GROUP BY customer) q',
	'building in bulk' => q{SET work_mem = '4MB'; SELECT count(*) FROM crm.histories('SELECT i, date ''2026-01-05'', 1 FROM generate_series(1, 1000000) i', NULL::integer)},
	'a running aggregate' => 'SELECT count(h) FROM (SELECT crm.history(day, amount) OVER (PARTITION BY customer ORDER BY day) h FROM narrow WHERE customer < 50) q',
	'many fits' => "SELECT count(crm.fit(base, 'bg_nbd', i)) + count(crm.fit(base, 'gamma_gamma', i)) FROM bases, generate_series(1, 100) i",
	'many bases' => 'SELECT count(*) FROM (SELECT crm.customer_base(x, t_x, t + i, mean) FROM triples, generate_series(1, 20) i GROUP BY i) q',
	'a model a row' => q{SELECT sum(crm.p_alive(jsonb_build_object('model', 'bg_nbd', 'r', 0.2 + i / 1e6, 'alpha', 4, 'a', 1, 'b', 2)::crm.model, x, t_x, t)) FROM triples, generate_series(1, 20) i},
	'a back-test' => q{SELECT crm.backtest(history, '2010-01-01', '2015-01-01', '{"model": "bg_nbd", "r": 0.2, "alpha": 4, "a": 1, "b": 2, "unit_days": 7}') FROM wide, generate_series(1, 10)},
	'rolling up bases' => 'SELECT crm.customers(crm.rollup(base)) FROM shards',
	'many forecasts' => q{SELECT count(crm.purchase_interval('{"model": "pareto_nbd", "r": 0.55, "alpha": 10.6, "s": 0.6, "beta": 11.7, "unit_days": 7}', x, t_x, t, 52, 0.9)) FROM (SELECT * FROM triples LIMIT 4000) t},
	'cohorts' => q{SELECT crm.retention_curve(history, 'day', 10000, '2026-12-31'), crm.revenue_curve(history, 'month', 300, '2026-12-31') FROM wide, generate_series(1, 10)},
	'lives' => q{SELECT count(crm.churn_signal(history, '2026-12-31')) + count(crm.activity(history, '2015-01-01', '2016-01-01')) FROM wide, generate_series(1, 10)},
	'relative shares' => 'SELECT count(s), count(c) FROM (SELECT crm.relative_share(amount) OVER (PARTITION BY customer % 3) s, crm.bcg_internal(amount, 5) OVER () c FROM narrow) q',
	'balances and scores' => q{SELECT count(*) FROM (SELECT crm.portfolio_balance('dog', amount), crm.weighted_score(3, amount, true) FROM narrow GROUP BY customer) q},
	'loyalty by customer' => 'SELECT count(*) FROM (SELECT crm.price_sensitivity(amount + 1, customer + 1), crm.loyalty_index(customer / 1000.0, amount) FROM narrow GROUP BY customer) q',
	'causes' => 'SELECT count(crm.loyalty_cause(price => amount / 9999.0)) + count(crm.loyalty_index(ARRAY[amount / 9999.0, 1], ARRAY[1, amount])) FROM narrow, generate_series(1, 4)',
	'surveys of groups' => 'SELECT count(*) FROM (SELECT crm.survey(i % 11) FROM generate_series(1, 1000000) i GROUP BY i % 100000) q',
	'long surveys' => 'SELECT count(*) FROM (SELECT crm.survey(i % 1000) FROM generate_series(1, 1000000) i GROUP BY i / 1000 % 1000) q',
	'indices of surveys' => "SELECT sum(crm.mean(s OPERATOR(crm.||) s)) FROM (SELECT crm.survey(i) s FROM generate_series(1, 1000) i) q, generate_series(1, 200000)",
	'a split' => 'SELECT count(s) FROM (SELECT crm.satisfaction_split(amount) OVER () s FROM narrow) q',
	'curves' => 'SELECT count(*) FROM (SELECT crm.median_survival(d), (crm.log_rank(d, d)).p FROM (SELECT crm.durations(amount, day > date \'2022-01-01\', customer / 1e4) AS d FROM narrow, generate_series(1, 3) WHERE amount > 1 GROUP BY customer) g OFFSET 0) q',
	'exact sums' => 'SELECT count(*) FROM (SELECT crm.exact_sum(i / 7.0), crm.exact_average(i / 7.0) FROM generate_series(1, 1000000) i GROUP BY i % 100000) q',
	'a running exact sum' => 'SELECT count(s) FROM (SELECT crm.exact_sum(amount / 7.0) OVER (ORDER BY day, customer) s FROM narrow) q',
	'a picture' => "SELECT length(crm.bcg_svg('p' || x, t / 1e3, t_x / 1e2, mean)) FROM triples",
	'many pictures' => "SELECT sum(length(s)) FROM (SELECT crm.bcg_svg('p' || x, t / 1e3, t_x / 1e2, mean) s FROM triples, generate_series(1, 10) i GROUP BY t, i) q",
	'cuts and shares' => 'SELECT crm.gini(amount), crm.rfm_cuts(amount, amount, amount), crm.tier_cuts(amount) FROM narrow');
foreach my $name (sort keys %query)
{
	# The peak of the process that ran the query, in kB.
	my $peak = $node->safe_psql('postgres', qq{$query{$name} \\g /dev/null
		SELECT substring(pg_read_file('/proc/' || pg_backend_pid() || '/status') FROM 'VmHWM:\\s+(\\d+)')});
	like($peak, qr/^\d+$/, "$name: the peak is known");
	cmp_ok($peak / 1024, '<', BOUND_MB, "$name stays within bounds");
	note(sprintf '%s: %.0f MB', $name, $peak / 1024);
}

done_testing();
