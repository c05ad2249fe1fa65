# Whatever takes long can be cancelled: a statement_timeout ends each of the heavy queries soon
# after it has passed.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use Test::More;
use Time::HiRes qw(time);

# The bound is for slow machines: it is told from a query that can't be cancelled by taking minutes.
use constant TIMEOUT_MS => 200;
use constant BOUND_S => 8;

my $node = CrmCluster->new('timeout', conf => "log_min_messages = panic\nwork_mem = '256MB'\njit = off\n");
my $million = 'generate_series(1, 1000000) i';
my $endless = 'generate_series(1, 100000000) i';

$node->safe_psql(
	'postgres', qq{
	CREATE TABLE huge AS SELECT
		'{' || string_agg(format('%s:1:%s.%s', date '0001-01-01' + i, i, i % 90 + 10), ', ' ORDER BY i * 7919::bigint % 1000003) || '}' AS history,
		'{"parameters": [], "columns": [[' || string_agg(format('[%s, 1]', i), ', ' ORDER BY i) || ']]}' AS sample
		FROM $million;
	CREATE TABLE wide AS SELECT crm.history(date '0001-01-01' + i, i) AS history FROM $million;
	CREATE TABLE rows AS SELECT i, (i * 7919::bigint % 1000003)::float8 AS v FROM $million;
	CREATE TABLE many AS SELECT history FROM wide, generate_series(1, 60);
	CREATE TABLE bases AS SELECT crm.customer_base(i % 37, (i % 37) * (i % 101) / 7.0, 600 + i * 7919::bigint % 1000003 / 1e4, 1 + i % 99991 / 100.0) AS base,
		crm.customer_base(i % 9, CASE WHEN i % 9 > 0 THEN 9 + i % 100 ELSE 0 END, 110 + i % 1000, NULL) AS opportunities FROM $million WHERE i <= 300000;
	CREATE TABLE cohorts (survivors bigint[]);
	ALTER TABLE cohorts ALTER survivors SET STORAGE EXTERNAL;
	INSERT INTO cohorts SELECT array_agg(20000000 - i) FROM generate_series(0, 8000000) i;
	CREATE TABLE models AS SELECT '{"model": "bg_nbd", "r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "unit_days": 7}'::crm.model AS bg,
		'{"model": "pareto_nbd", "r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669, "unit_days": 7}'::crm.model AS pareto,
		'{"model": "bg_bb", "alpha": 1.204, "beta": 0.75, "gamma": 0.657, "delta": 2.783}'::crm.model AS bb;
	ANALYZE});

my %query = (
	'history of one huge group' => "SELECT crm.history(date '0001-01-01' + i % 3000000, i) FROM $endless",
	'history of one day' => "SELECT crm.history(date '2026-01-05', 1) FROM $endless",
	'rollup of large histories' => 'SELECT crm.rollup(history) FROM many',
	'entries of a large history' => 'SELECT count(*) FROM many, generate_series(1, 100), crm.entries(history)',
	'text of large histories' => 'SELECT sum(length(history::text)) FROM many',
	'values of large histories' => "SELECT sum(crm.monetary(history, '9999-12-31')) FROM many, generate_series(1, 100)",
	'parts of large histories' => "SELECT sum(crm.orders(crm.until(history, '9999-12-31'))) FROM many, generate_series(1, 100)",
	'comparison of large histories' => 'SELECT count(*) FROM many a, many b WHERE a.history OPERATOR(crm.>=) b.history',
	'text of a huge history read' => 'SELECT sum(crm.orders(h.history::crm.history)) FROM huge h, generate_series(1, 1000)',
	'text of a huge sample read' => 'SELECT sum(crm.gini_final(h.sample::crm.sample)) FROM huge h, generate_series(1, 1000)',
	'rfm_cuts' => "SELECT crm.rfm_cuts(i, i % 1000, i * 7919::bigint % 1000003) FROM $endless",
	'tier_cuts' => "SELECT crm.tier_cuts(i * 7919::bigint % 1000003) FROM $endless",
	'gini' => "SELECT crm.gini(i * 7919::bigint % 10000019) FROM $endless",
	'lorenz' => "SELECT crm.lorenz(i * 7919::bigint % 10000019, 10000) FROM $endless",
	'rfm_score over a partition' => "SELECT sum(crm.r(s)) FROM (SELECT crm.rfm_score(v, i, v) OVER () s FROM rows, generate_series(1, 3)) q",
	'tier over a partition' => 'SELECT count(t) FROM (SELECT crm.tier(v) OVER () t FROM rows, generate_series(1, 3)) q',
	'abc_class over a partition' => 'SELECT count(t) FROM (SELECT crm.abc_class(v) OVER () t FROM rows, generate_series(1, 3)) q',
	'value_class over a partition' => 'SELECT count(t) FROM (SELECT crm.value_class(v, i) OVER () t FROM rows, generate_series(1, 3)) q',
	(map { ("fit of $_" => "SELECT crm.fit(base, '$_') FROM bases, generate_series(1, 1000)") } qw(bg_nbd mbg_nbd pareto_nbd gamma_gamma)),
	'fit of bg_bb' => "SELECT crm.fit(opportunities, 'bg_bb') FROM bases, generate_series(1, 1000)",
	'fit of sbg' => 'SELECT crm.fit_sbg(survivors) FROM cohorts, generate_series(1, 100)',
	'base of triples' => "SELECT crm.customer_base(i % 1000, i % 1000 + 1, 2000 + i / 3.0, i % 77) FROM $endless",
	'base of histories' => "SELECT crm.customer_base(history, '9999-12-31') FROM many, generate_series(1, 100)",
	'rollup of large bases' => 'SELECT crm.rollup(base) FROM bases, generate_series(1, 1000)',
	'text of a large base' => 'SELECT sum(length(base::text)) FROM bases, generate_series(1, 1000)',
	'frequency check of a large base' => 'SELECT count(*) FROM bases, models, generate_series(1, 100), crm.frequency_check(pareto, base, 1000)',
	'tracking' => "SELECT count(*) FROM models, (SELECT crm.customer_base(history, '4000-01-01') AS base FROM wide) b, generate_series(1, 100), crm.tracking(bg, base, 1)",
	'back-test' => "SELECT crm.backtest(history, '4000-01-01', '4001-01-01', bg) FROM many, models, generate_series(1, 100)",
	'probability of very many purchases' => 'SELECT sum(crm.purchase_probability(pareto, 100, 38, 39, 100000, 5000 + i)) FROM models, generate_series(1, 1000) i',
	'interval of very many purchases' => 'SELECT sum((crm.purchase_interval(pareto, 100, 38, 39, 40000 + i, 0.99)).low) FROM models, generate_series(1, 1000) i',
	'probability at many opportunities' => 'SELECT sum(crm.purchase_probability(bb, 20, 40, 60, 9000, 10000 - i)) FROM models, generate_series(1, 1000) i',
	'interval of many opportunities' => 'SELECT sum((crm.purchase_interval(bb, 20, 60, 60, 10000 - i, 0.99)).low) FROM models, generate_series(1, 1000) i',
	'silence of many opportunities' => 'SELECT sum(crm.p_alive(bb, 1, 1, 1000000 - i)) FROM models, generate_series(1, 100000) i',
	'frequency check of many opportunities' => 'SELECT count(*) FROM models, (SELECT crm.customer_base(1, 1, 900000 + i) AS base FROM generate_series(1, 100) i) b, crm.frequency_check(bb, base, 100)',
	'value of many customers' => 'SELECT sum(crm.residual_purchases(bg, i % 50, i % 50, 50 + i / 1e5, 0.1)) FROM models, generate_series(1, 10000000) i',
	'check of many rules' => q{SELECT count(*) FROM (SELECT ARRAY(SELECT r FROM generate_series(1, 20000), crm.segment_rules('r_rfm') r) rules OFFSET 0) q,
		crm.check_rules(rules, 9)});

# Time passes in many places of a query; two timeouts meet more of them.
foreach my $name (sort keys %query)
{
	my ($ended, $cancelled, $worst) = (0, 0, 0);
	foreach my $timeout (TIMEOUT_MS, 3 * TIMEOUT_MS)
	{
		my $began = time;
		my (undef, undef, $error) = $node->psql('postgres', "\\set VERBOSITY sqlstate\nSET statement_timeout = $timeout;\n$query{$name}");
		my $over = time - $began - $timeout / 1000;
		$worst = $over if $over > $worst;
		$cancelled += $error =~ /ERROR:\s+57014/;
		$ended++;
	}
	ok($cancelled == $ended, "$name is cancelled") or diag("$cancelled of $ended times");
	cmp_ok($worst, '<', BOUND_S, "$name is cancelled soon");
	note(sprintf '%s: %.2f s after the timeout', $name, $worst);
}

done_testing();
