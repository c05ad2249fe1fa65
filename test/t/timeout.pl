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
	CREATE AGGREGATE public.chart(text, double precision, double precision, numeric) (SFUNC = crm.bcg_svg_add, STYPE = crm.chart);
	CREATE TABLE charts AS SELECT chart('p' || i, i / 1e6, i % 100 / 10.0, i) c FROM $million WHERE i <= 200000;
	CREATE TABLE lasting AS SELECT crm.durations(v / 7, i % 3 = 0, CASE WHEN i % 4 = 0 AND v > 7 THEN 1 ELSE 0 END) AS d FROM rows;
	CREATE TABLE models AS SELECT '{"model": "bg_nbd", "r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "unit_days": 7}'::crm.model AS bg,
		'{"model": "pareto_nbd", "r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669, "unit_days": 7}'::crm.model AS pareto,
		'{"model": "bg_bb", "alpha": 1.204, "beta": 0.75, "gamma": 0.657, "delta": 2.783}'::crm.model AS bb;
	ANALYZE});

my %query = (
	'history of one huge group' => "SELECT crm.history(date '0001-01-01' + i % 3000000, i) FROM $endless",
	'history of one day' => "SELECT crm.history(date '2026-01-05', 1) FROM $endless",
	'histories in bulk' => "SELECT count(*) FROM crm.histories('SELECT i % 300000, date ''2026-01-05'', i FROM $endless', NULL::integer)",
	'histories in bulk, on disk' => "SELECT count(*) FROM crm.histories('SELECT i, date ''2026-01-05'', i FROM rows, generate_series(1, 1000)', NULL::integer)",
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
	'relative_share over a partition' => 'SELECT count(s) FROM (SELECT crm.relative_share(v) OVER () s FROM rows, generate_series(1, 10)) q',
	'bcg_internal over a partition' => 'SELECT count(c) FROM (SELECT crm.bcg_internal(v, i) OVER () c FROM rows, generate_series(1, 10)) q',
	'portfolio_balance' => "SELECT crm.portfolio_balance('dog', i) FROM $endless",
	'planning_gap of many years' => 'SELECT count(g) FROM (SELECT array_agg(i) y, array_agg(i::numeric) a FROM rows) p, crm.planning_gap(y, a, a, a, a, a) g, generate_series(1, 100)',
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
	'cohort curves' => "SELECT crm.retention_curve(history, 'day', 10000, '9999-12-31'), crm.revenue_curve(history, 'month', 10000, '9999-12-31') FROM many, generate_series(1, 100)",
	'churn signals of large histories' => "SELECT count(crm.churn_signal(history, '9999-12-31')) FROM many, generate_series(1, 100)",
	# loyalty
	'rates of large histories' => "SELECT crm.repeat_rate(history, '9999-12-31'), crm.retention_rate(history, '4000-01-01', '5000-01-01') FROM many, generate_series(1, 100)",
	'price sensitivity of all' => "SELECT crm.price_sensitivity(i % 97 + 1, i % 89 + 1) FROM $endless",
	'loyalty index of all' => "SELECT crm.loyalty_index(i % 1000003 / 1000003.0, i % 10000019) FROM $endless",
	'loyalty_zone over a partition' => 'SELECT count(z) FROM (SELECT crm.loyalty_zone(v) OVER () z FROM rows, generate_series(1, 3)) q',
	'cause by many rules' => q{SELECT count(crm.loyalty_cause(trust => i / 1e8, rules => rules)) FROM
		(SELECT ARRAY(SELECT r FROM generate_series(1, 20000), unnest(crm.cause_rules()) r) rules OFFSET 0) q, generate_series(1, 100000000) i},
	'survey' => "SELECT crm.survey(i % 11) FROM $endless",
	'survey of a long scale' => "SELECT crm.survey(i * 7919 % 1000, i) FROM generate_series(1, 100000000::bigint) q, LATERAL (SELECT (q % 100000)::integer) r(i)",
	'rollup of surveys' => "SELECT crm.rollup(s) FROM (SELECT crm.survey(i) s FROM generate_series(1, 1000) i) q, $endless",
	'satisfaction_index' => "SELECT crm.satisfaction_index(i % 11, i % 1000003, 0, 10) FROM $endless",
	'gap' => "SELECT crm.gap(i % 7, i * 7919::bigint % 1000003) FROM $endless",
	'satisfaction_split over a partition' => 'SELECT count(t) FROM (SELECT crm.satisfaction_split(v) OVER () t FROM rows, generate_series(1, 3)) q',
	'durations' => "SELECT crm.durations(i / 3.0, i % 3 = 0, CASE i % 4 WHEN 0 THEN 0.1 ELSE 0 END) FROM $endless",
	'durations of few kinds' => "SELECT crm.durations(i % 1000, i % 3 = 0) FROM $endless",
	'rollup of large durations' => 'SELECT crm.rollup(d) FROM lasting, generate_series(1, 1000)',
	'text of large durations' => 'SELECT sum(crm.subjects(d::text::crm.durations)) FROM lasting, generate_series(1, 1000)',
	'curve of large durations' => 'SELECT count(*) FROM lasting, generate_series(1, 1000), crm.kaplan_meier(d)',
	'restricted mean of large durations' => 'SELECT count(crm.restricted_mean(d, 1000 + i)) FROM lasting, generate_series(1, 10000) i',
	'log-rank test of large durations' => 'SELECT count(crm.log_rank(d, d)) FROM lasting, generate_series(1, 10000) i',
	'exact sums' => "SELECT crm.exact_sum(i / 7.0::float8), crm.exact_average(i / 7.0::float8) FROM $endless",
	'picture of many products' => "SELECT length(crm.bcg_svg('p' || i, i / 1e8, i % 100 / 10.0, i)) FROM generate_series(1, 3000000) i",
	'text of a large chart' => "SELECT sum(length(c::text)) FROM (SELECT crm.chart_merge(c, c) c FROM charts) q, generate_series(1, 1000)",
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
