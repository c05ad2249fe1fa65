# A database that uses the extension goes through pg_dump and back, its values through COPY, and
# DROP EXTENSION leaves nothing.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CrmCluster->new('dump', conf => "timezone = 'UTC'\n");
my $folder = PostgreSQL::Test::Utils::tempdir();

# A column of each base type and enum, two histories among the values that are stored out of line.
$node->safe_psql(
	'postgres', q{
	CREATE TABLE customers (
		id integer PRIMARY KEY, history crm.history NOT NULL, cuts crm.rfm_cuts, score crm.rfm_score,
		tier_cuts crm.tier_cuts, sample crm.sample, tier crm.tier, abc crm.abc_class, class crm.value_class,
		rule_set crm.rule_set DEFAULT 'putler', problem crm.rule_problem, rules crm.segment_rule[],
		best crm.rfm_score DEFAULT '555' CHECK (crm.r(best) = 5),
		CHECK (crm.orders(history) >= 0));
	INSERT INTO customers
	SELECT i, crm.history(date '2024-01-01' + (i * k) % 700, (i * k % 97) * 0.25 - 2),
		crm.rfm_cuts(ARRAY[i], ARRAY[1.0 / 3, i], ARRAY[i, i, 1e300]), (111 + i % 5 * 110 + i % 3)::crm.rfm_score,
		crm.tier_cuts(ARRAY[i, 0.1, -1e-300]), crm.gini_add(crm.gini_add(NULL, i), 0.1),
		'vip', 'Z', 'below_zero', 'r_rfm', 'overlap', ARRAY(SELECT r FROM crm.segment_rules('putler') r)
	FROM generate_series(1, 50) i, generate_series(1, CASE i WHEN 7 THEN 5000 WHEN 8 THEN 700 ELSE i END) k GROUP BY i;
	INSERT INTO customers (id, history) VALUES (0, '{}');
	INSERT INTO customers (id, history) SELECT 100, crm.history(date '0001-01-01' + i * 37, (i * 7919 % 1000003)::numeric * 12345678901)
		FROM generate_series(0, 20000) i;
	CREATE TABLE models (id integer, base crm.customer_base, model crm.model, kind crm.model_kind DEFAULT 'sbg', first crm.first_margin);
	INSERT INTO models
	SELECT i, base, CASE i WHEN 1 THEN '{"model": "sbg", "alpha": 0.704, "beta": 1.182}' ELSE crm.fit(base, 'mbg_nbd', i) END, 'bg_bb', 'now'
	FROM (SELECT i, crm.customer_base(k % 7, CASE WHEN k % 7 > 0 THEN k % 29 + 1.0 / i ELSE 0 END, 30 + k % 11, k % 5) AS base
		FROM generate_series(1, 4) i, generate_series(1, 500) k GROUP BY i) b;
	CREATE TABLE units (id integer, class crm.bcg_class DEFAULT 'dog', unit_strategy crm.unit_strategy, cell crm.grid_cell, zone crm.grid_zone, ansoff crm.ansoff,
		growth crm.planned_growth, relationship crm.relationship_type, strategy crm.crm_strategy, balance crm.portfolio_balance);
	INSERT INTO units VALUES (1, 'star', 'hold', 'low_high', 'invest', 'diversification', 'integrative', 'proactive', 'service_support',
		crm.portfolio_balance_final('{1,1,0,0,7.50,1,0,0}'));
	INSERT INTO models (id, base) SELECT 9, crm.customer_base(history, '2025-06-30') FROM customers;
	CREATE TABLE lives (id integer, status crm.customer_status DEFAULT 'prospect', stage crm.lifecycle_stage, signal crm.churn_signal,
		activity crm.activity, period crm.period DEFAULT 'month', retention crm.retention DEFAULT 'bounded');
	INSERT INTO lives SELECT id, crm.customer_status(history, '2025-06-30'), crm.lifecycle_stage(history, '2025-06-30'), crm.churn_signal(history, '2025-06-30'),
		crm.activity(history, '2025-04-01', '2025-07-01') FROM customers;
	CREATE INDEX ON lives (status);
	CREATE INDEX ON customers (crm.customer_status(history, '2025-06-30'), crm.cohort(history, 'month'));
	CREATE VIEW cohorts AS SELECT crm.cohort(history, 'quarter') AS cohort, crm.retention_curve(history, 'quarter', 4, '2025-06-30') AS customers,
		crm.revenue_curve(history, 'quarter', 4, '2025-06-30', 'unbounded') AS revenue FROM customers GROUP BY 1;
	CREATE TABLE attitudes (id integer, kind crm.loyalty_kind DEFAULT 'latent', apostle crm.apostle, zone crm.loyalty_zone, cause crm.loyalty_cause, counted crm.purchase_count,
		indicator crm.loyalty_indicator, rules crm.cause_rule[] DEFAULT crm.cause_rules(), x double precision, CHECK (crm.loyalty_kind(x, 0.5) <> 'none'));
	INSERT INTO attitudes SELECT i, 'true', 'hostage', 'affection', 'habit', 'days', 'trust', (crm.cause_rules())[i:], 0.5 + i / 50.0 FROM generate_series(1, 12) i;
	INSERT INTO attitudes (id, x) VALUES (0, 1);
	CREATE VIEW causes AS SELECT id, crm.loyalty_cause(trust => x) AS by_default, crm.loyalty_cause(price => x, rules => rules) AS own, crm.loyalty_zone(x) OVER () AS zone FROM attitudes;
	CREATE MATERIALIZED VIEW rates AS SELECT crm.repeat_rate(history, '2025-06-30') AS repeats, crm.retention_rate(history, '2024-06-01', '2025-01-01') AS kept FROM customers;
	CREATE TABLE surveys (id integer, answer crm.nps_answer, rating crm.rating5 DEFAULT 3, ease crm.rating7, score crm.rating10, survey crm.survey,
		method crm.nps_method DEFAULT 'wald', version crm.ces_version, zone crm.satisfaction_zone, weighting crm.weighting, quadrant crm.importance_quadrant,
		split crm.satisfaction_split, dimension crm.satisfaction_dimension, level crm.satisfaction_level, quality crm.servqual_dimension);
	INSERT INTO surveys SELECT i, i % 11, 1 + i % 5, 7, 10, crm.survey(k % (1 + i * i) - i, k), 'adjusted_wald', 'ces_1', 'delighted', 'sum_to_100', 'keep_up', 'most',
		'mind', 'social', 'empathy' FROM generate_series(0, 20) i, generate_series(1, 2000) k GROUP BY i;
	CREATE UNIQUE INDEX ON surveys (survey);
	CREATE INDEX ON surveys USING hash (survey);
	CREATE VIEW nps AS SELECT id, crm.nps(survey) FROM surveys WHERE id = 0;
	CREATE TABLE lasting (id integer, d crm.durations UNIQUE, conf crm.conf_type DEFAULT 'log_log');
	INSERT INTO lasting SELECT i, crm.durations(k * 37 % 1000 / CASE i WHEN 1 THEN 1 ELSE 7.0 END, k % (i + 1) = 0, CASE WHEN i > 2 AND k * 37 % 1000 > 7 THEN 1 ELSE 0 END)
		FROM generate_series(1, 4) i, generate_series(1, 90) k GROUP BY i;
	CREATE INDEX ON lasting USING hash (d);
	CREATE TABLE charts AS SELECT i AS id, crm.bcg_svg_add(crm.bcg_svg_add(NULL, 'a "b" ' || chr(8364), 0.1, i, 5.50), 'c', -i / 10.0, 2, 7) AS chart FROM generate_series(1, 3) i;
	CREATE UNIQUE INDEX ON models (model);
	CREATE INDEX ON models USING hash (model);
	CREATE UNIQUE INDEX ON models (base, id);
	CREATE INDEX ON models (crm.customers(base)) WHERE kind = 'bg_bb';
	CREATE INDEX ON models (crm.param(model, 'alpha'), crm.kind(model)) WHERE model IS NOT NULL;
	CREATE TABLE worth (id integer, multiple double precision DEFAULT crm.margin_multiple(0.8, 0.1, 'now'),
		worth numeric GENERATED ALWAYS AS (crm.customer_worth(id, 1, 1, 1, 0.5)) STORED);
	INSERT INTO worth VALUES (7);
	CREATE VIEW fits AS SELECT id, crm.kind(model) AS kind, crm.aic(model) AS aic, crm.flags(model) AS flags, crm.repeaters(base) AS repeaters,
		CASE WHEN id BETWEEN 2 AND 4 THEN crm.purchase_interval(model, 2, 20, 30, 26, 0.9)::text END AS interval,
		CASE WHEN id BETWEEN 2 AND 4 THEN (SELECT sum(f.actual) FROM crm.frequency_check(model, base) f) END AS actual FROM models;
	CREATE INDEX ON customers (score);
	CREATE UNIQUE INDEX ON customers (cuts, score) WHERE cuts IS NOT NULL;
	CREATE INDEX ON customers USING hash (history);
	CREATE INDEX ON customers USING hash (tier_cuts);
	CREATE INDEX ON customers (crm.total(history));
	CREATE VIEW segments AS
		SELECT id, crm.segment(score) AS segment, crm.segment(score, rules) AS by_rules, crm.monetary(history, '2025-06-30') AS monetary,
			crm.tier(crm.total(history)::float8) OVER () AS tier, history OPERATOR(crm.||) history AS twice
		FROM customers WHERE score OPERATOR(crm.>) '111'::crm.rfm_score;
	CREATE MATERIALIZED VIEW totals AS SELECT crm.rollup(history) AS all_of_it, crm.gini(id) AS gini FROM customers;
	CREATE AGGREGATE public.merge(crm.history) (SFUNC = crm.history_merge, STYPE = crm.history, COMBINEFUNC = crm.history_merge)});

# The bytes that are sent, since those of a whole row tell the types' oids as well.
my $image = q{
	SELECT (SELECT md5(string_agg(c::text, E'\n' ORDER BY id)) FROM customers c),
		(SELECT md5(string_agg(concat(crm.history_send(history), crm.rfm_cuts_send(cuts), crm.rfm_score_send(score),
			crm.tier_cuts_send(tier_cuts), crm.sample_send(sample)), ' ' ORDER BY id)) FROM customers),
		(SELECT md5(string_agg(concat(crm.customer_base_send(base), crm.model_send(model), m), ' ' ORDER BY id)) FROM models m),
		(SELECT md5(string_agg(l::text, E'\n' ORDER BY id)) FROM lives l), (SELECT md5(string_agg(c::text, E'\n' ORDER BY cohort)) FROM cohorts c),
		(SELECT md5(string_agg(concat(crm.survey_send(survey), s), ' ' ORDER BY id)) FROM surveys s),
		(SELECT md5(string_agg(concat(crm.durations_send(d), l), ' ' ORDER BY id)) FROM lasting l),
		(SELECT md5(string_agg(concat(crm.chart_send(chart), chart), ' ' ORDER BY id)) FROM charts),
		(SELECT md5(string_agg(s::text, E'\n' ORDER BY id)) FROM segments s), (SELECT u::text FROM units u),
		(SELECT md5(string_agg(f::text, E'\n' ORDER BY id)) FROM fits f), (SELECT string_agg(w::text, ' ') FROM worth w),
		(SELECT md5(t::text) FROM totals t), (SELECT crm.total(merge(history)) FROM customers),
		(SELECT md5(string_agg(concat(l, ' ', c), E'\n' ORDER BY id)) FROM attitudes l JOIN causes c USING (id)), (SELECT r::text FROM rates r),
		(SELECT string_agg(pg_get_indexdef(indexrelid), E'\n' ORDER BY indexrelid::regclass::text)
			FROM pg_index WHERE indrelid = 'customers'::regclass)};
my $before = $node->safe_psql('postgres', $image);

foreach my $format (qw(plain custom directory))
{
	my $database = "restored_$format";
	my $file = "$folder/$format";
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->command_ok([ 'pg_dump', '-F', $format, '-f', $file, $node->connstr('postgres') ], "pg_dump, $format");
	$node->command_ok(
		$format eq 'plain' ? [ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr($database), '-f', $file ]
		: [ 'pg_restore', '--exit-on-error', '-d', $node->connstr($database), $file ], "restored, $format");
	is($node->safe_psql($database, $image), $before, "all is as before, $format");
}
unlike(slurp_file("$folder/plain"), qr/CREATE (FUNCTION|TYPE|OPERATOR) crm/, 'the dump has none of what the extension makes');

# The indexes of the restored database are used, and find the same.
is( $node->safe_psql(
		'restored_custom', q{
	SET enable_seqscan = off;
	SELECT count(*) FROM customers a JOIN customers b ON b.history OPERATOR(crm.=) a.history JOIN customers c ON c.score OPERATOR(crm.=) a.score AND c.id = b.id}),
	50, 'its indexes find the same');

foreach my $format (qw(text csv binary))
{
	my $columns = 'id, history, cuts, score, tier_cuts, sample, tier, abc, class, rule_set, problem, rules, best';
	$node->safe_psql(
		'postgres', qq{
		COPY customers ($columns) TO '$folder/copy.$format' (FORMAT $format);
		CREATE TABLE again (LIKE customers);
		COPY again ($columns) FROM '$folder/copy.$format' (FORMAT $format)});
	is( $node->safe_psql('postgres', q{
		SELECT count(*), count(*) FILTER (WHERE a.history OPERATOR(crm.=) c.history AND a::text = c::text)
		FROM customers c JOIN again a USING (id)}),
		'52|52', "COPY, $format");
	$node->safe_psql(
		'postgres', qq{
		DROP TABLE again;
		COPY models TO '$folder/copy.$format' (FORMAT $format);
		CREATE TABLE again (LIKE models);
		COPY again FROM '$folder/copy.$format' (FORMAT $format)});
	is( $node->safe_psql('postgres', q{
		SELECT count(*), count(*) FILTER (WHERE a.base OPERATOR(crm.=) m.base AND a::text = m::text)
		FROM models m JOIN again a USING (id)}),
		'5|5', "COPY of bases and models, $format");
	$node->safe_psql('postgres', 'DROP TABLE again');
}

# What depends on it keeps the extension; alone it goes, and all with it.
my ($status, undef, $error) = $node->psql('restored_plain', 'DROP EXTENSION crm_ext');
isnt($status, 0, 'DROP EXTENSION minds the tables');
like($error, qr/cannot drop extension crm_ext because other objects depend on it/, 'and says so');
$node->safe_psql('restored_plain', 'DROP EXTENSION crm_ext CASCADE; DROP SCHEMA IF EXISTS crm');
is( $node->safe_psql('restored_plain', q{
	SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = 'crm') + (SELECT count(*) FROM pg_proc WHERE probin LIKE '%crm_ext%')
		+ (SELECT count(*) FROM pg_type WHERE oid >= 16384 AND typname ~ 'history|rfm|tier|sample|segment_rule|loyalty|cause_rule|durations|conf_type|chart$|survey$')}), 0, 'then nothing of it is left');
$node->safe_psql('restored_plain', 'CREATE EXTENSION crm_ext');
is($node->safe_psql('restored_plain', q{SELECT crm.orders('{2026-01-05:2:5}')}), 2, 'and it can come again');

done_testing();
