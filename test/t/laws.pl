# The laws of every aggregate: a result depends on neither the order of rows nor how they are
# split over workers, partitions or shards, nor on the way that partial states travel. All of
# it is asked of each aggregate that pg_aggregate knows in schema crm, byte for byte.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use LawData;
use PostgreSQL::Test::Utils;
use Test::More;

my ($duration, $entered) = ('least(value, 1e12)', 'CASE WHEN y < least(value, 1e12) THEN y ELSE 0 END');
# What each aggregate is fed from the table law.data; a list, where there are several ways.
my $triple = 'y, CASE y WHEN 0 THEN 0 ELSE value END, value + abs(amount)::double precision';
my $model = q('{"model": "pareto_nbd", "r": 0.55, "alpha": 10.5, "s": 0.61, "beta": 11.6, "unit_days": 7}'::crm.model);
my $name = q(day::text || chr(8364 + y::integer) || ' <"');
my %row = (
	bcg => "$name, greatest(x / 1e3, -1), CASE WHEN x < 0 THEN -x ELSE value END, abs(amount)",
	grid => "$name, CASE WHEN abs(x) < 1000 THEN x ELSE 5 END, y, abs(amount)");
my %input = (
	'crm.history(date,numeric)' => 'day, amount',
	'crm.history(date,double precision)' => 'day, amount::double precision',
	'crm.history(date,bigint)' => 'day, amount::bigint',
	'crm.history(timestamp without time zone,bigint)' => 'at, amount::bigint',
	'crm.history(timestamp with time zone,bigint)' => "at AT TIME ZONE 'UTC', amount::bigint",
	'crm.history(timestamp without time zone,numeric)' => 'at, amount',
	'crm.history(timestamp without time zone,double precision)' => 'at, amount::double precision',
	'crm.history(timestamp with time zone,numeric)' => "at AT TIME ZONE 'UTC', amount",
	'crm.history(timestamp with time zone,double precision)' =>
	  "at AT TIME ZONE 'UTC', amount::double precision",
	'crm.rollup(crm.history)' => 'history',
	# As of one day, of one so late that times are large, of several
	'crm.customer_base(crm.history,date)' => [ map { "history, date '$_" } "2024-06-30'", "2150-01-01'", "2024-06-30' + y::integer" ],
	'crm.customer_base(double precision,double precision,double precision)' => $triple,
	'crm.customer_base(double precision,double precision,double precision,double precision)' => "$triple, x",
	'crm.customer_base(double precision,double precision,double precision,double precision,bigint)' => "$triple, x, y::bigint % 3",
	'crm.rollup(crm.customer_base)' =>
	  [ map { "crm.base_add(NULL, $_)" } "history, '2024-06-30'", "history, date '2024-06-30' + y::integer", "$triple, x" ],
	'crm.backtest(crm.history,date,date,crm.model)' => "history, date '2023-06-30', date '2024-06-30', $model",
	'crm.rfm_cuts(double precision,double precision,double precision)' => 'x, y, value',
	'crm.rfm_cuts(double precision,double precision,double precision,integer)' => 'x, y, value, 3',
	'crm.rfm_cuts(crm.history,date)' => "history, date '2024-06-30'",
	'crm.rfm_cuts(crm.history,date,integer)' => "history, date '2024-06-30', 3",
	'crm.tier_cuts(double precision)' => 'x',
	'crm.tier_cuts(double precision,double precision[])' => "x, '{0.1, 0.2, 0.5}'",
	'crm.pareto_share(double precision)' => 'value',
	'crm.pareto_share(double precision,double precision)' => 'value, 0.3',
	'crm.gini(double precision)' => 'value',
	'crm.lorenz(double precision,integer)' => 'value, 7',
	# As of the middle of the histories and after them, and by few and by many periods
	'crm.retention_curve(crm.history,crm.period,integer,date)' => [ "history, 'month', 12, date '2023-06-30'", "history, 'day', 800, date '2024-02-29'" ],
	'crm.retention_curve(crm.history,crm.period,integer,date,crm.retention)' => "history, 'quarter', 8, date '2026-12-31', 'unbounded'",
	'crm.revenue_curve(crm.history,crm.period,integer,date)' => [ "history, 'month', 12, date '2023-06-30'", "history, 'week', 200, date '2026-12-31'" ],
	'crm.revenue_curve(crm.history,crm.period,integer,date,crm.retention)' => "history, 'year', 3, date '2026-12-31', 'unbounded'",
	# Room portfolio. Weights of rows that are split anyhow sum to 1 only where there are none.
	'crm.weighted_score(double precision,double precision)' => 'y, CASE WHEN y IS NULL THEN y END',
	'crm.weighted_score(double precision,double precision,boolean)' => [ map { "$_, true" } '1 + y / 2, 0.1 + y / 7', '1 + y / 2, 1e-9 + least(value, 1e9)' ],
	(map { ("crm.portfolio_balance(crm.bcg_class,$_)" => "(enum_range(NULL::crm.bcg_class))[1 + y::integer % 4], abs(amount)::$_") } 'numeric', 'double precision'),
	# loyalty
	'crm.repeat_rate(crm.history,date)' => "history, date '2024-06-30'",
	'crm.repeat_rate(crm.history,date,crm.purchase_count)' => "history, date '2024-06-30' + least(y, 9)::integer, 'days'::crm.purchase_count",
	(map { ("crm.$_(crm.history,date,date)" => "history, date '2023-06-30', date '2024-06-30'",
		"crm.$_(crm.history,date,date,date)" => "history, date '2020-01-01', date '2023-06-30', date '2024-06-30'") } 'retention_rate', 'churn_rate'),
	'crm.purchase_frequency(crm.history,date,date)' => "history, date '2021-06-30', date '2024-06-30'",
	'crm.purchase_frequency(crm.history,date,date,crm.purchase_count)' => "history, date '2021-06-30', date '2024-06-30', 'days'::crm.purchase_count",
	'crm.price_sensitivity(double precision,double precision)' => 'nullif(abs(x), 0), nullif(value, 0)',
	'crm.loyalty_index(double precision,double precision)' => 'CASE WHEN value BETWEEN 1 AND 30000 THEN value / 30000 ELSE least(value, 1) END, CASE WHEN y BETWEEN 1e-100 AND 1e100 THEN y WHEN y IS NOT NULL THEN 0 END',
	# On a short scale, on a long one
	'crm.survey(integer)' => [ 'y::integer', 'least(greatest(x, -500), 500)::integer' ],
	'crm.survey(integer,bigint)' => [ 'y::integer - 3, least(value, 1e15)::bigint', 'least(greatest(x, -500), 500)::integer, y::bigint' ],
	'crm.rollup(crm.survey)' => [ 'crm.survey_add(NULL, y::integer)', 'crm.survey_add(NULL, least(greatest(x, -500), 500)::integer, y::bigint)' ],
	'crm.satisfaction_index(double precision,double precision,double precision,double precision)' => 'y, least(value, 1e100), 0, 8.5',
	'crm.satisfaction_index(double precision,double precision,double precision,double precision,crm.weighting)' => "y, least(value, 7), -1, 8, 'normalise'",
	'crm.gap(double precision,double precision)' => 'y, least(greatest(x, -1e300), 1e300)',
	'crm.weighted_gap(double precision,double precision)' => 'least(greatest(x, -1e300), 1e300), y',
	'crm.weighted_gap(double precision,double precision,crm.weighting)' => "y - 4, least(value, 1e100), 'normalise'",
	'crm.durations(double precision,boolean)' => "$duration, x > 3",
	'crm.durations(double precision,boolean,double precision)' => "$duration, x > 3, $entered",
	'crm.rollup(crm.durations)' => [ map { "crm.durations_add(NULL, $_)" } "$duration, x > 3", "$duration, x > 3, $entered" ],
	# Sums within range, averages of values as large as there are
	'crm.exact_sum(double precision)' => [ 'x / 1e6', 'least(value, 1e300)' ],
	'crm.exact_average(double precision)' => [ 'x', 'value' ],
	'crm.bcg_svg(text,double precision,double precision,numeric)' => $row{bcg},
	'crm.bcg_svg(text,double precision,double precision,numeric,double precision,double precision)' => "$row{bcg}, 0.05, 0.5",
	'crm.bcg_svg(text,double precision,double precision,numeric,double precision,double precision,text)' => "$row{bcg}, 0.05, 0.5, 'Lines & more'",
	'crm.grid_svg(text,double precision,double precision,numeric)' => $row{grid},
	'crm.grid_svg(text,double precision,double precision,numeric,double precision,double precision)' => "$row{grid}, -1, 3",
	'crm.grid_svg(text,double precision,double precision,numeric,double precision,double precision,text)' => "$row{grid}, -1, 3, 'Units'");

my $node = CrmCluster->new('laws', conf => "timezone = 'UTC'\n");
my $file = PostgreSQL::Test::Utils::tempdir() . '/state';
LawData::create($node);
# A value's bytes, of whatever type: NULL has some as well.
$node->safe_psql('postgres', 'CREATE FUNCTION law.bytes(anyelement) RETURNS bytea STABLE
	LANGUAGE sql AS $$SELECT pg_catalog.record_send(ROW($1))$$');

# The query answers how much it compared and how much of it was different.
sub same
{
	my ($name, $query, $before) = @_;
	my ($compared, $different) = split /\|/, $node->safe_psql('postgres', ($before // '') . $query);
	ok($compared > 0 && $different == 0, $name) or diag("$different of $compared differ: $query");
}

sub compare
{
	my ($name, $rows, $before) = @_;
	same($name, "SELECT count(*), count(*) FILTER (WHERE law.bytes(a) IS DISTINCT FROM law.bytes(b)) FROM ($rows) r(a, b)", $before);
}

my @aggregates = map { [ split /\|/, $_, -1 ] } split /\n/, $node->safe_psql(
	'postgres', q{
	SELECT p.oid::regprocedure, aggtransfn, aggcombinefn, CASE aggfinalfn::oid WHEN 0 THEN '' ELSE aggfinalfn::text END, aggtranstype::regtype,
	       pg_get_function_identity_arguments(p.oid), t.proisstrict, agginitval IS NULL, aggkind,
	       array_to_string(array(SELECT format_type(a, NULL) FROM unnest(p.proargtypes) a), ',')
	FROM pg_aggregate a JOIN pg_proc p ON p.oid = aggfnoid JOIN pg_proc t ON t.oid = aggtransfn
	WHERE p.pronamespace = 'crm'::regnamespace ORDER BY 1::text});
ok(@aggregates > 0, 'there are aggregates');
is_deeply([ sort keys %input ], [ sort map { $_->[0] } @aggregates ], 'each aggregate has its input here');

my $n = 0;
foreach my $aggregate (map { my $a = $_; map { [ @$a, $_ ] } map { ref ? @$_ : $_ } $input{ $a->[0] } // () } @aggregates)
{
	my ($signature, $sfunc, $combine, $final, $state, undef, $strict, $no_initial, $kind, $types, $args) = @$aggregate;
	my ($name) = $signature =~ /^([^(]*)/;
	$signature .= " of $args" if ref $input{ $aggregate->[0] };
	$n++;
	ok($kind eq 'n' && $combine ne '-' && $state ne 'internal' && $no_initial eq 't',
		"$signature combines, on a state that SQL knows") or next;

	# The halves of the aggregate as aggregates of their own.
	my ($partial, $whole) = ("law.partial_$n", "law.combine_$n");
	$node->safe_psql(
		'postgres', qq{
		CREATE AGGREGATE $partial($types) (SFUNC = $sfunc, STYPE = $state);
		CREATE AGGREGATE $whole($state) (SFUNC = $combine, STYPE = $state)});
	my $finish = $final ? sub { "$final($_[0])" } : sub { $_[0] };
	my $direct = "SELECT set, $name($args) AS a FROM law.data GROUP BY set";

	compare("$signature: any order of rows",
		qq{SELECT a, b FROM ($direct) d JOIN (
			SELECT set, trial, $name($args ORDER BY place) AS b
			FROM law.split JOIN law.data USING (set, id) GROUP BY set, trial) o USING (set)});

	# Partial states, some of them of no rows, are combined in any order, twice over.
	$node->safe_psql(
		'postgres', qq{
		CREATE TABLE law.state AS
			SELECT set, trial, part, place, state FROM law.part LEFT JOIN (
				SELECT set, trial, part, $partial($args ORDER BY place) AS state
				FROM law.split JOIN law.data USING (set, id) GROUP BY set, trial, part) s
			USING (set, trial, part);
		COPY law.state TO '$file' (FORMAT binary);
		CREATE TABLE law.received (LIKE law.state);
		COPY law.received FROM '$file' (FORMAT binary)});
	my %travel = (
		'partial states as they are' => [ 'law.state', 'state' ],
		'partial states through text' => [ 'law.state', "state::text::$state" ],
		'partial states through binary' => [ 'law.received', 'state' ]);
	foreach my $way (sort keys %travel)
	{
		my ($table, $value) = @{ $travel{$way} };
		my $combined = "SELECT set, trial, $whole($value ORDER BY place) AS state FROM $table GROUP BY set, trial";
		my $nested = qq{SELECT set, trial, $whole(state) AS state FROM (
			SELECT set, trial, $whole($value ORDER BY place) AS state FROM $table
			GROUP BY set, trial, part % 3) i GROUP BY set, trial};
		compare("$signature: $way", "SELECT a, @{[$finish->('state')]} FROM ($direct) d JOIN ($combined) c USING (set)");
		compare("$signature: $way, combined in stages",
			"SELECT a, @{[$finish->('state')]} FROM ($direct) d JOIN ($nested) c USING (set)");
	}
	compare("$signature: nothing combined with a state is the state",
		qq{SELECT whole.s, either.s FROM (SELECT set, $partial($args) s FROM law.data GROUP BY set) whole,
			LATERAL (SELECT $whole(s ORDER BY o) FROM (VALUES (whole.s, 1), (NULL, 2)) v(s, o)
				UNION ALL SELECT $whole(s ORDER BY o) FROM (VALUES (NULL, 1), (whole.s, 2)) v(s, o)) either(s)});
	same("$signature: no rows give NULL",
		qq{SELECT 4, num_nonnulls(none, filtered, partial, combined) FROM
			(SELECT $name($args) none, $partial($args) partial FROM law.data WHERE false) a,
			(SELECT $name($args) FILTER (WHERE false) filtered FROM law.data) b,
			(SELECT $whole(NULL) combined FROM law.data) c});

	# A running aggregate's state leaks as a value here, in whatever form it has then.
	my $prefix = qq{LATERAL (SELECT $name($args) AS a FROM law.data i WHERE i.set = o.set AND i.id <= o.id) p};
	compare("$signature: running over a window",
		qq{SELECT w, a FROM (SELECT set, id, $name($args) OVER (PARTITION BY set ORDER BY id) AS w
			FROM law.data WHERE id <= 60) o, $prefix});
	compare("$signature: over a moving window",
		qq{SELECT w, a FROM (SELECT set, id, $name($args) OVER (PARTITION BY set ORDER BY id
				ROWS BETWEEN 4 PRECEDING AND 1 FOLLOWING) AS w FROM law.data WHERE id <= 60) o,
			LATERAL (SELECT $name($args) AS a FROM law.data i
				WHERE i.set = o.set AND i.id BETWEEN o.id - 4 AND o.id + 1 AND i.id <= 60) p});
	compare("$signature: the state at each row",
		qq{SELECT @{[$finish->('s')]}, a FROM (
			SELECT set, id, $partial($args) OVER (PARTITION BY set ORDER BY id) AS s FROM law.data WHERE id <= 60) o, $prefix});
	compare("$signature: states kept while their aggregate runs on",
		qq{WITH kept AS MATERIALIZED (
				SELECT set, id, $partial($args) OVER (PARTITION BY set ORDER BY id) AS s FROM law.data WHERE id <= 60)
			SELECT @{[$finish->('s')]}, a FROM kept o, $prefix});
	compare("$signature: a kept state is the value that it sends",
		qq{SELECT s, s::text::$state FROM (
			SELECT $partial($args) OVER (PARTITION BY set ORDER BY id) AS s FROM law.data WHERE id <= 60) o});

	# The transition function called row by row, outside of any aggregate.
	my $next = $strict eq 't' ? "CASE WHEN s IS NULL THEN $args WHEN $args IS NULL THEN s ELSE $sfunc(s, $args) END"
	  : "$sfunc(s, $args)";
	compare("$signature: its transition function on its own",
		qq{WITH RECURSIVE step(set, id, s) AS (
				SELECT set, 0, NULL::$state FROM (SELECT DISTINCT set FROM law.data) s
				UNION ALL SELECT set, d.id, $next FROM step JOIN law.data d USING (set) WHERE d.id = step.id + 1 AND d.id <= 30)
			SELECT @{[$finish->('s')]}, a FROM step o, $prefix WHERE o.id > 0});

	parallel($signature, "$name($args)");
	$node->safe_psql('postgres', 'DROP TABLE law.state, law.received');
}

# A state that has grown so large that it is closed on the way, again and again.
my $rows = q{(SELECT i % 1000 AS x, (i % 1000) * 1.5 AS t_x, 1500 + i % 450000 * 1.25 AS t, i % 977 - 1 AS mean, i FROM generate_series(1, 900000) i) r};
my %grown = (
	'in order' => "SELECT crm.customer_base(x, t_x, t, mean) FROM $rows",
	'in another order' => "SELECT crm.customer_base(x, t_x, t, mean) FROM (SELECT * FROM $rows ORDER BY i * 7919::bigint % 1000003) q",
	'in parts' => "SELECT crm.rollup(b) FROM (SELECT crm.customer_base(x, t_x, t, mean) AS b FROM $rows GROUP BY i % 7) q",
	'in counts' => "SELECT crm.customer_base(x, t_x, t, mean, n) FROM (SELECT x, t_x, t, mean, count(*) AS n FROM $rows GROUP BY 1, 2, 3, 4) q");
my %digest = map { $_ => $node->safe_psql('postgres', "SELECT md5(crm.customer_base_send(b)), crm.customers(b) FROM ($grown{$_}) g(b)") } keys %grown;
like($digest{'in order'}, qr/\|900000$/, 'a large base counts all');
is($digest{$_}, $digest{'in order'}, "a large base $_ is the same") foreach sort keys %grown;
is( $node->safe_psql('postgres', q{SELECT crm.customer_base((ARRAY['{2026-01-05:1:10}', '{2026-01-05:1:10, 2026-01-09:1:12.345}',
		'{2025-01-05:1:10, 2026-01-09:1:-12}']::crm.history[])[1 + i % 3], '2026-02-01') FROM generate_series(1, 3000000) i}),
	'{"as_of": "2026-02-01", "triples": [[0, 0, 27, 1000000], [1, 4, 27, 1000000], [1, 369, 392, 1000000]], "spends": [[1, 12.345, 1000000]], '
	  . '"without_spend": 1000000, "repeats": [[23, 2000000]]}', 'a large base of few kinds of customers');

# The same of durations: 32 bytes each, until equal ones are joined.
my $stays = q{(SELECT i % 250000 / 3.0 AS t, i % 3 = 0 AS e, CASE WHEN i % 5 = 0 AND i % 250000 > 9 THEN 1 ELSE 0 END AS a, i FROM generate_series(1, 600000) i) r};
my %lasting = (
	'in order' => "SELECT crm.durations(t, e, a) FROM $stays",
	'in another order' => "SELECT crm.durations(t, e, a) FROM (SELECT * FROM $stays ORDER BY i * 7919::bigint % 1000003) q",
	'in parts' => "SELECT crm.rollup(d) FROM (SELECT crm.durations(t, e, a) AS d FROM $stays GROUP BY i % 7) q");
%digest = map { $_ => $node->safe_psql('postgres', "SELECT md5(crm.durations_send(d)), crm.subjects(d) FROM ($lasting{$_}) g(d)") } keys %lasting;
like($digest{'in order'}, qr/\|600000$/, 'many durations count all');
is($digest{$_}, $digest{'in order'}, "many durations $_ are the same") foreach sort keys %lasting;

# Plans in which workers and partitions hold partial states.
sub parallel
{
	my ($signature, $call) = @_;
	my $serial = "SET max_parallel_workers_per_gather = 0; SET enable_partitionwise_aggregate = off;\n";
	# Whatever functions cost, it pays to send states in place of rows.
	my $workers = join '', map { "SET $_;\n" } 'max_parallel_workers_per_gather = 4', 'parallel_setup_cost = 0',
	  'parallel_tuple_cost = 0.001', 'cpu_operator_cost = 0', 'min_parallel_table_scan_size = 0', 'enable_partitionwise_aggregate = on';
	my %query = (
		'of a whole table' => "SELECT $call AS a FROM law.big",
		'of groups' => "SELECT grp, $call AS a FROM law.big GROUP BY grp",
		'of partitions' => "SELECT grp, $call AS a FROM law.parted GROUP BY grp");
	foreach my $of (sort keys %query)
	{
		my $bytes = "SELECT md5(string_agg(encode(law.bytes(a), 'hex'), ' ' ORDER BY r::text)) FROM ($query{$of}) r";
		my $plan = $node->safe_psql('postgres', "$workers EXPLAIN (COSTS OFF) $query{$of}");
		like($plan, qr/Gather.*Partial .*Aggregate/s, "$signature: $of, in partial states");
		is($node->safe_psql('postgres', $workers . $bytes), $node->safe_psql('postgres', $serial . $bytes),
			"$signature: $of, in parallel as serial");
	}
}

done_testing();
