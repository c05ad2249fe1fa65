# Over postgres_fdw: what the extension declares lets whole aggregates run on the foreign server,
# and what comes back merges to the same values.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CrmCluster->new('fdw', conf => "timezone = 'UTC'\nenable_partitionwise_aggregate = on\n");
plan skip_all => 'postgres_fdw is not installed here'
  unless $node->safe_psql('postgres', q{SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'});

# Two shards, and a database that sees them as partitions, all on one server.
my $columns = 'customer integer NOT NULL, day date, amount numeric';
my $rows = q{SELECT i * 7919 % 500 AS customer, date '2024-01-01' + i * 31 % 700 AS day, (i * 7907 % 9000)::numeric / 100 - 5 AS amount
	FROM generate_series(1, 8000) i};
my ($host, $port) = ($node->host, $node->port);
$node->safe_psql('postgres', "CREATE EXTENSION postgres_fdw; CREATE TABLE all_orders AS $rows; CREATE TABLE orders ($columns) PARTITION BY HASH (customer)");
foreach my $shard (0, 1)
{
	$node->safe_psql('postgres', "CREATE DATABASE shard_$shard");
	$node->safe_psql("shard_$shard", "CREATE EXTENSION crm_ext; CREATE TABLE orders ($columns)");
	$node->safe_psql(
		'postgres', qq{
		CREATE SERVER shard_$shard FOREIGN DATA WRAPPER postgres_fdw
			OPTIONS (host '$host', port '$port', dbname 'shard_$shard', extensions 'crm_ext', use_remote_estimate 'true');
		CREATE USER MAPPING FOR CURRENT_USER SERVER shard_$shard;
		CREATE FOREIGN TABLE orders_$shard PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER $shard)
			SERVER shard_$shard OPTIONS (table_name 'orders')});
}
$node->safe_psql('postgres', 'INSERT INTO orders SELECT * FROM all_orders; ANALYZE all_orders');
$node->safe_psql("shard_$_", 'ANALYZE') foreach 0, 1;
is($node->safe_psql('postgres', 'SELECT count(*) > 1000 AND count(*) < 7000 FROM orders_0'), 't', 'the orders are spread');

sub remote_sql { return join "\n", $node->safe_psql('postgres', "EXPLAIN (VERBOSE, COSTS OFF) $_[0]") =~ /Remote SQL: (.*)/g }

# The same query over one shard's rows, shipped and not.
sub shipped
{
	my ($name, $expression) = @_;
	my $query = "SELECT customer, $expression AS v FROM orders_0 GROUP BY customer";
	my $here = "SELECT customer, $expression AS v FROM all_orders WHERE customer IN (SELECT customer FROM orders_0) GROUP BY customer";
	my $sum = 'SELECT count(*), md5(string_agg(q::text, E\'\n\' ORDER BY customer))';
	my ($call) = $expression =~ /^(crm\.\w+)\(/;
	like(remote_sql($query), qr/\Q$call\E\(.*GROUP BY/, "$name is shipped");
	is($node->safe_psql('postgres', "$sum FROM ($query) q"), $node->safe_psql('postgres', "$sum FROM ($here) q"), "$name is the same");
}

shipped('an aggregate', 'crm.history(day, amount)');
shipped('an aggregate of some rows', "crm.history(day, amount) FILTER (WHERE day > '2024-06-30')");
shipped('a function of an aggregate', "crm.monetary(crm.history(day, amount), '2025-03-31')");
shipped('another aggregate', 'crm.gini(abs(amount)::double precision)');
shipped('a base', 'crm.customer_base(0::double precision, 0::double precision, customer::double precision)');
shipped('a balance', "crm.portfolio_balance('dog'::crm.bcg_class, abs(amount))");
shipped('cuts', 'crm.tier_cuts(amount::double precision)');
shipped('an elasticity', 'crm.price_sensitivity(abs(amount) + 1, customer + 1 + abs(amount))');
shipped('an exact sum', 'crm.exact_sum(amount::double precision)');
shipped('a survey', 'crm.survey((customer + day - date \'2024-01-01\') % 11)');
shipped('an index of a survey', 'crm.nps(crm.survey((customer + day - date \'2024-01-01\') % 11, 3))');
shipped('an index of satisfaction', 'crm.satisfaction_index(abs(amount)::double precision, 1, 0, 100)');

# Over both: each shard makes its own histories, and rollup merges them.
my $both = 'SELECT customer, crm.history(day, amount) AS h FROM orders GROUP BY customer';
is(scalar(() = remote_sql($both) =~ /crm\.history\(/g), 2, 'over partitions the aggregate is shipped to each');
is( $node->safe_psql('postgres', "SELECT crm.rollup(h) FROM ($both) q"),
	$node->safe_psql('postgres', 'SELECT crm.history(day, amount) FROM all_orders'), 'and rollup makes them one');
is( $node->safe_psql('postgres', 'SELECT crm.history(day, amount) FROM orders'),
	$node->safe_psql('postgres', 'SELECT crm.history(day, amount) FROM all_orders'), 'as the aggregate over all of them does');

# Stored histories are columns like any other.
foreach my $shard (0, 1)
{
	$node->safe_psql("shard_$shard", 'CREATE TABLE customers AS SELECT customer, crm.history(day, amount) AS history FROM orders GROUP BY customer');
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE customers_$shard (customer integer, history crm.history) SERVER shard_$shard OPTIONS (table_name 'customers')");
}
like( remote_sql("SELECT customer FROM customers_0 WHERE crm.recency(history, '2025-12-31') > 100"),
	qr/WHERE.*crm\.recency\(/, 'a condition is shipped');
is( $node->safe_psql('postgres', 'SELECT crm.rollup(history) FROM (TABLE customers_0 UNION ALL TABLE customers_1) c'),
	$node->safe_psql('postgres', 'SELECT crm.history(day, amount) FROM all_orders'), 'stored histories merge to the same');

# A rate counts on the shard.
like(remote_sql("SELECT crm.retention_rate(history, '2024-06-01', '2025-01-01') FROM customers_0"), qr/crm\.retention_rate\(/, 'a rate is asked of the shard');

# A base a shard, and a fit of both
my $bases = join ' UNION ALL ', map { "SELECT crm.customer_base(history, '2025-12-31') AS base FROM customers_$_" } 0, 1;
like(remote_sql("SELECT crm.customer_base(history, '2025-12-31') FROM customers_0"), qr/crm\.customer_base\(/, 'a base is made on its shard');
is( $node->safe_psql('postgres', "SELECT crm.fit(crm.rollup(base), 'mbg_nbd') FROM ($bases) b"),
	$node->safe_psql('postgres', "SELECT crm.fit(crm.customer_base(history, '2025-12-31'), 'mbg_nbd') FROM
		(SELECT crm.history(day, amount) AS history FROM all_orders GROUP BY customer) c"), 'and a fit of all shards is that of all customers');
my $model = q('{"model": "mbg_nbd", "r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614, "unit_days": 7}'::crm.model);
like(remote_sql("SELECT customer FROM customers_0 WHERE crm.$_ > 0.5"), qr/WHERE.*crm\.\w+\(/, "a condition on crm.$_ is shipped")
  foreach "p_alive($model, history, '2025-12-31')", "expected_purchases($model, history, '2025-12-31', 90)",
  "purchase_probability($model, history, '2025-12-31', 0, 90)", "margin_multiple(customer / 1000.0, 0.1, 'now')";
my $test = "crm.backtest(history, '2025-03-31', '2025-12-31', $model)";
like(remote_sql("SELECT $test FROM customers_0"), qr/crm\.backtest\(/, 'a back-test is made on its shard');
is( $node->safe_psql('postgres', "SELECT $test FROM customers_0"), $node->safe_psql('shard_0', "SELECT $test FROM customers"), 'and is that of the shard');

# Cohorts are counted on their shard, and the curves of both are those of all customers.
my $curve = "crm.cohort(history, 'quarter') AS cohort, crm.retention_curve(history, 'quarter', 4, '2025-12-31') AS customers";
like(remote_sql("SELECT $curve FROM customers_0 GROUP BY 1"), qr/crm\.retention_curve\(.*GROUP BY/, 'a curve is made on its shard');
is( $node->safe_psql('postgres', "SELECT cohort, array_agg(n ORDER BY k) FROM (SELECT cohort, k, sum(n) AS n FROM
		(SELECT $curve FROM customers_0 GROUP BY 1 UNION ALL SELECT $curve FROM customers_1 GROUP BY 1) c, unnest(customers) WITH ORDINALITY u(n, k) GROUP BY 1, 2) s GROUP BY 1 ORDER BY 1"),
	$node->safe_psql('postgres', "SELECT $curve FROM (SELECT crm.history(day, amount) AS history FROM all_orders GROUP BY customer) c GROUP BY 1 ORDER BY 1"),
	'and those of both are those of all customers');
# Durations likewise
my $stay = "crm.durations(crm.last_day(history) - crm.first_day(history), crm.recency(history, '2025-12-31') > 100)";
like(remote_sql("SELECT $stay FROM customers_0"), qr/crm\.durations\(/, 'durations are collected on their shard');
is( $node->safe_psql('postgres', "SELECT crm.rollup(d) FROM (" . join(' UNION ALL ', map { "SELECT $stay AS d FROM customers_$_" } 0, 1) . ') b'),
	$node->safe_psql('postgres', "SELECT $stay FROM (SELECT crm.history(day, amount) AS history FROM all_orders GROUP BY customer) c"), 'and merge to those of all customers');
# A picture: its names are a column of the foreign table, whose collation is the foreign server's.
my $lines = q{SELECT 'line ' || i AS name, i / 100.0::double precision AS growth, i / 4.0::double precision AS share, i * 1.5 AS sales FROM generate_series(1, 30) i};
$node->safe_psql('shard_0', "CREATE TABLE lines AS $lines");
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE lines (name text, growth double precision, share double precision, sales numeric) SERVER shard_0});
like(remote_sql('SELECT crm.bcg_svg(name, growth, share, sales) FROM lines'), qr/crm\.bcg_svg\(/, 'a picture is drawn on the foreign server');
is( $node->safe_psql('postgres', 'SELECT crm.bcg_svg(name, growth, share, sales) FROM lines'),
	$node->safe_psql('postgres', "SELECT crm.bcg_svg(name, growth, share, sales) FROM ($lines) l"), 'and is the same');

done_testing();
