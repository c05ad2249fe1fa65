# Reports: kept fresh under writers, over every kind of source, with the rights of their owner, and
# through pg_dump.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CrmCluster->new('report', conf => "timezone = 'UTC'\nclient_min_messages = error\n");
my $folder = PostgreSQL::Test::Utils::tempdir();

sub sql { return $node->safe_psql('postgres', $_[0]) }

sub fails
{
	my ($query, $message, $name) = @_;
	my ($status, undef, $error) = $node->psql('postgres', $query, on_error_stop => 1);
	ok($status != 0 && $error =~ $message, $name) or diag("got: $error");
}

# All that a report holds but its models, for comparing; cuts are those of its last recut.
sub content
{
	my ($report, $database) = @_;
	return $node->safe_psql($database // 'postgres', qq{
		SELECT 'histories', count(*), md5(string_agg(concat(customer, ' ', history), E'\n' ORDER BY customer::text COLLATE "C")) FROM $report.histories
		UNION ALL SELECT 'days', count(*), md5(string_agg(concat(day, ' ', orders, ' ', trim_scale(revenue)), E'\n' ORDER BY day)) FROM $report.days
		UNION ALL SELECT 'cohorts', count(*), md5(string_agg(concat(cohort, ' ', month, ' ', customers, ' ', trim_scale(revenue)), E'\n' ORDER BY cohort, month)) FROM $report.cohort_months
		UNION ALL SELECT 'products', count(*), md5(string_agg(concat(product, ' ', market, ' ', day, ' ', orders, ' ', trim_scale(revenue)), E'\n' ORDER BY product, market, day)) FROM $report.product_days
		UNION ALL SELECT 'scores', count(*), md5(string_agg(concat(customer, ' ', first_order, recency, ' ', frequency, ' ', trim_scale(monetary), ' ', score, segment, tier, class, status, stage, overdue), E'\n'
			ORDER BY customer::text COLLATE "C")) FROM $report.scores ORDER BY 1});
}

# A report, refreshed and cut anew, holds what one made afresh holds.
sub same_as_afresh
{
	my ($report, $arguments, $name) = @_;
	my $as_of = sql("SELECT as_of FROM (SELECT (crm.refresh('$report', recut => true)).*) r");
	sql("SELECT crm.create_report($arguments, report => 'afresh', as_of => '$as_of')");
	my $afresh = content('afresh');
	sql("SELECT crm.drop_report('afresh')");
	is(content($report), $afresh, $name);
	return $afresh;
}

# Every way in which orders change.

sql(q{
	CREATE TABLE shops (shop text PRIMARY KEY);
	INSERT INTO shops VALUES ('a'), ('b'), ('c');
	CREATE TABLE orders (id integer PRIMARY KEY, customer integer, ordered_at timestamptz, amount numeric, product text, note text,
		shop text REFERENCES shops ON DELETE CASCADE ON UPDATE CASCADE);
	INSERT INTO orders SELECT i, i * 7919 % 400, timestamptz '2024-01-01' + i * 31 % 700 * interval '1 day', (i * 37 % 1000) / 4.0 - 10, 'p' || i % 9, '', chr(97 + i % 3)
	FROM generate_series(1, 4000) i;
	CREATE INDEX ON orders (customer)});
my $arguments = q{'orders', 'customer', 'ordered_at', 'amount', product => 'product', market => 'shop'};
sql("SELECT crm.create_report($arguments)");

sub step
{
	my ($statement, $row, $name) = @_;
	sql($statement);
	is(sql('SELECT orders_read, customers, changed FROM crm.refresh()'), $row, $name);
}

step('SELECT 1', 'none|0|0', 'nothing changed');
step(q{INSERT INTO orders VALUES (5001, 1, '2024-03-03', 12.345, 'p1'), (5002, 9001, '2023-02-01', 7, NULL)}, 'changed|2|2', 'INSERT, also of a late order');
step(q{COPY orders FROM PROGRAM 'printf "5003\t2\t2024-03-04\t5\tp2\t\ta\n"'}, 'changed|1|1', 'COPY');
step('UPDATE orders SET amount = amount + 1 WHERE customer = 3', 'changed|1|1', 'UPDATE of amounts');
step('UPDATE orders SET customer = 5 WHERE customer = 4', 'changed|2|2', 'UPDATE of customers');
step(q{UPDATE orders SET note = 'seen' WHERE customer < 100}, 'changed|99|0', 'UPDATE of what does not matter changes nothing');
step('DELETE FROM orders WHERE customer = 6', 'changed|1|1', 'DELETE of all orders of a customer');
step(q{INSERT INTO orders VALUES (5001, 7, '2024-03-03', 1) ON CONFLICT (id) DO UPDATE SET amount = 99}, 'changed|1|1', 'ON CONFLICT DO UPDATE');
step(q{MERGE INTO orders USING (VALUES (5001), (5009)) v(i) ON i = id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (i, 8, '2024-05-05', 5)}, 'changed|2|2', 'MERGE');
step(q{INSERT INTO orders VALUES (5010, NULL, '2024-03-03', 12), (5011, 11, NULL, 12), (5012, 12, '2024-03-03', NULL)}, 'changed|2|0', 'orders with NULLs count for nothing');
step(q{BEGIN; INSERT INTO orders VALUES (5020, 1, '2024-03-03', 1); ROLLBACK}, 'none|0|0', 'what is rolled back changes nothing');
sql(q{INSERT INTO orders VALUES (5030, 1, '2024-03-03', 'NaN', 'p1'), (5031, 1, 'infinity', 1, 'p1')});
fails('SELECT crm.refresh()', qr/NaN|infinit/, 'an order that is none is refused');
step('DELETE FROM orders WHERE id IN (5030, 5031)', 'changed|1|0', 'until it is gone');
same_as_afresh('crm_report', $arguments, 'equal to a report made afresh');
my $changed = sql(q{UPDATE shops SET shop = 'd' WHERE shop = 'b'; DELETE FROM shops WHERE shop = 'c'; SELECT changed > 100 FROM crm.refresh()});
is($changed, 't', 'CASCADE');
same_as_afresh('crm_report', $arguments, 'equal to a report made afresh, after CASCADE');
is(sql('SELECT (SELECT sum(revenue) FROM crm_report.kpis), (SELECT sum(revenue) FROM crm_report.products),
	(SELECT sum(orders) FROM crm_report.kpis)'),
	sql('SELECT sum(amount), sum(amount), count(*) FILTER (WHERE amount >= 0) FROM orders WHERE customer IS NOT NULL AND ordered_at IS NOT NULL'),
	'totals are those of the orders');
is(sql('SELECT sum(monetary), count(*) FROM crm_report.customers'),
	sql('SELECT sum(s), count(*) FROM (SELECT sum(amount) s FROM orders WHERE customer IS NOT NULL AND ordered_at IS NOT NULL GROUP BY customer HAVING bool_or(amount >= 0)) c'),
	'and so are those of customers');
step('CREATE TABLE kept AS TABLE orders; TRUNCATE orders', 'all||' . sql('SELECT count(*) FROM crm_report.histories'), 'TRUNCATE reads all orders');
is(sql('SELECT count(*) FROM crm_report.customers'), '0', 'of whom none are left');
sql('INSERT INTO orders TABLE kept; SELECT crm.refresh()');
same_as_afresh('crm_report', $arguments, 'equal to a report made afresh, after TRUNCATE');

# Back in time.

is(sql(q{SELECT md5(string_agg(c::text, E'\n' ORDER BY customer)) FROM crm_report.customers c}),
	sql(q{SELECT md5(string_agg(c::text, E'\n' ORDER BY customer)) FROM crm_report.parameters p, crm_report.customers_as_of(p.as_of) c}),
	'customers as of the report\'s date are the customers');
is( sql(q{
	SELECT count(*), sum(frequency), sum(monetary) FROM crm.customers_as_of('crm_report', '2024-09-30')}),
	sql(q{SELECT count(*), sum(n), sum(s) FROM (SELECT count(*) FILTER (WHERE amount >= 0) n, sum(amount) s FROM orders
		WHERE ordered_at < '2024-10-01' AND customer IS NOT NULL GROUP BY customer) c WHERE n > 0}),
	'customers as of an earlier date');
is( sql(q{SELECT sum(customers), sum(customers) FILTER (WHERE from_segment IS NOT NULL), bool_and(share > 0 AND share <= 1),
		sum(revenue) FROM crm.segment_moves('crm_report', '2024-09-30', '2025-06-30')}),
	sql(q{SELECT (SELECT count(*) FROM crm_report.customers_as_of('2025-06-30')), (SELECT count(*) FROM crm_report.customers_as_of('2024-09-30')), true,
		(SELECT sum(monetary) FROM crm_report.customers_as_of('2025-06-30')) - (SELECT sum(monetary) FROM crm_report.customers_as_of('2024-09-30'))}),
	'moves between segments');
is(sql(q{SELECT orders_read, scored > 0 FROM crm.refresh(as_of => '2024-09-30')}), 'none|t', 'another date reads no orders');
is(sql(q{SELECT (SELECT max(last_order) FROM crm_report.customers) <= date '2024-09-30', (SELECT sum(revenue) FROM crm_report.kpis)
		= (SELECT sum(amount) FROM orders WHERE ordered_at < '2024-10-01' AND customer IS NOT NULL),
		(SELECT sum(revenue) FROM crm_report.products) = (SELECT sum(revenue) FROM crm_report.kpis)}), 't|t|t', 'and shows nothing after it');
same_as_afresh('crm_report', $arguments, 'equal to a report made afresh as of that date');

# Writers that go on, refreshes at once.

sql('CREATE SEQUENCE ids START 100000');
sql('SELECT crm.refresh(as_of => $$2025-12-31$$)');
append_to_file("$folder/write.sql", q{
	\set c random(1, 60)
	\set d random(0, 700)
	\set a random(0, 10000)
	BEGIN;
	INSERT INTO orders SELECT nextval('ids'), :c, timestamptz '2024-01-01' + :d * interval '1 day', :a / 100.0, 'p' || :a % 9, 'a';
	UPDATE orders SET amount = amount + 0.25 WHERE customer = :c + 100;
	DELETE FROM orders WHERE id = (SELECT id FROM orders WHERE customer = :c + 200 ORDER BY id LIMIT 1);
	UPDATE orders SET customer = :c WHERE id = (SELECT id FROM orders WHERE customer = :c + 300 ORDER BY id LIMIT 1);
	COMMIT;
});
append_to_file("$folder/truncate.sql", "\\sleep 700 ms\nTRUNCATE orders;\n");
append_to_file("$folder/refresh.sql", "SELECT crm.refresh();\n");
my @pgbench = ('pgbench', '-n', '-d', $node->connstr('postgres'));
# A deadlock or a lost order is a failure; what waits is not.
my $writers = IPC::Run::start([ @pgbench, '-c', 4, '-T', 8, '--max-tries', 20, '-f', "$folder/write.sql" ], '>', \my $out, '2>', \my $err);
$node->command_ok([ @pgbench, '-c', 2, '-T', 6, '-f', "$folder/refresh.sql" ], 'two refreshes at once beside writers');
ok($writers->finish, 'none of the writers fails') or diag($err);
cmp_ok(sql('SELECT count(*) FROM crm_report.changes'), '>', 0, 'and changes came after the last refresh');
sql('SELECT crm.refresh()');
is(sql('SELECT count(*) FROM crm_report.changes'), '0', 'which the next one takes up');
same_as_afresh('crm_report', $arguments, 'equal to a report made afresh, after concurrent writers');
$writers = IPC::Run::start([ @pgbench, '-c', 3, '-T', 5, '--max-tries', 20, '-f', "$folder/write.sql" ], '>', \$out, '2>', \$err);
my $truncates = IPC::Run::start([ @pgbench, '-c', 1, '-T', 4, '-f', "$folder/truncate.sql" ], '>', \my $out2, '2>', \my $err2);
$node->command_ok([ @pgbench, '-c', 2, '-T', 4, '-f', "$folder/refresh.sql" ], 'refreshes beside TRUNCATE');
ok($writers->finish, 'writers beside TRUNCATE') or diag($err);
ok($truncates->finish, 'TRUNCATE beside them') or diag($err2);
same_as_afresh('crm_report', $arguments, 'equal to a report made afresh, after concurrent TRUNCATE');

# An order that is written before a refresh and committed after it.
sql('TRUNCATE orders; INSERT INTO orders TABLE kept; SELECT crm.refresh()');
my $late = IPC::Run::start([ 'psql', '-X', '-q', '-d', $node->connstr('postgres'), '-c', q{
	BEGIN}, '-c', q{INSERT INTO orders VALUES (7001, 77, '2024-07-07', 77, 'p7')}, '-c', 'SELECT pg_sleep(3)', '-c', 'COMMIT' ], '>', \$out, '2>', \$err);
$node->poll_query_until('postgres', q{SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid() AND state = 'active')});
is(sql('SELECT orders_read FROM crm.refresh()'), 'none', 'a refresh does not wait for writers, nor see what they have not committed');
$late->finish;
is(sql('SELECT orders_read, changed FROM crm.refresh()'), 'changed|1', 'the next one does');
fails(q{BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT crm.create_report('orders', 'customer', 'ordered_at', 'amount', report => 'x')},
	qr/needs isolation level read committed/, 'a snapshot that is older than the locks is refused');

# Through pg_dump.

sql(q{INSERT INTO orders VALUES (8001, 88, '2024-08-08', 88)});
my $before = content('crm_report');
$node->command_ok([ 'pg_dump', '-F', 'custom', '-f', "$folder/dump", $node->connstr('postgres') ], 'pg_dump');
$node->safe_psql('postgres', 'CREATE DATABASE restored');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('restored'), "$folder/dump" ], 'pg_restore');
is(content('crm_report', 'restored'), $before, 'a restored report holds the same');
is($node->safe_psql('restored', 'SELECT orders_read, changed FROM crm.refresh()'), 'changed|1', 'knows what was still to do');
is($node->safe_psql('restored', q{INSERT INTO orders VALUES (8002, 89, '2024-08-08', 88); SELECT orders_read, changed FROM crm.refresh()}),
	'changed|1', 'and tracks what comes');
is($node->safe_psql('restored', q{SELECT crm.drop_report(); SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal}), "\n0", 'and can be dropped');
sql('SELECT crm.drop_report()');
is(sql(q{SELECT (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal) + (SELECT count(*) FROM pg_namespace WHERE nspname = 'crm_report')}), '0', 'drop_report leaves nothing');

# Two reports over one table, and one over another.
sql(q{SELECT crm.create_report('orders', 'customer', 'ordered_at', 'amount', report => 'one');
	SELECT crm.create_report('orders', 'product', 'ordered_at', 'amount', report => 'Two "2"');
	SELECT crm.create_report('kept', 'customer', 'ordered_at', 'amount', report => 'three')});
is(sql(q{INSERT INTO orders VALUES (9001, 1, '2024-08-08', 88, 'px'); SELECT changed FROM crm.refresh('one'); SELECT changed FROM crm.refresh('Two "2"'); SELECT changed FROM crm.refresh('three')}), "1\n1\n0", 'several reports');
sql(q{SELECT crm.drop_report('Two "2"'); SELECT crm.drop_report('one'); SELECT crm.drop_report('three')});

# Partitions, also written to by themselves, and that come and go.

sql(q{
	CREATE TABLE parts (c uuid, d date, a double precision) PARTITION BY RANGE (d);
	CREATE TABLE p24 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
	CREATE TABLE p25 PARTITION OF parts FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY HASH (c);
	CREATE TABLE p25a PARTITION OF p25 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
	CREATE TABLE p25b PARTITION OF p25 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
	INSERT INTO parts SELECT md5((i % 50)::text)::uuid, date '2024-01-01' + i % 700, i / 8.0 FROM generate_series(1, 1000) i;
	SELECT crm.create_report('parts', 'c', 'd', 'a', product => 'd')});
my $of_parts = q{'parts', 'c', 'd', 'a', product => 'd'};
step(q{INSERT INTO parts VALUES (md5('1')::uuid, '2024-02-02', 1), (md5('new')::uuid, '2025-02-02', 1)}, 'changed|2|2', 'INSERT into the parent');
step(q{INSERT INTO p24 VALUES (md5('2')::uuid, '2024-02-02', 1)}, 'changed|1|1', 'INSERT into a partition');
step(q{DELETE FROM p25 WHERE c = md5('new')::uuid}, 'changed|1|1', 'DELETE from a partition that has some');
step(q{UPDATE parts SET d = '2025-03-03' WHERE d = '2024-02-02'}, 'changed|' . sql(q{SELECT count(DISTINCT c) || '|' || count(DISTINCT c) FROM parts WHERE d = '2024-02-02'}), 'UPDATE that moves rows to another partition');
step(q{CREATE TABLE p26 (c uuid, d date, a double precision); INSERT INTO p26 VALUES (md5('3')::uuid, '2026-02-02', 1);
	ALTER TABLE parts ATTACH PARTITION p26 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')}, 'all||1', 'ATTACH of a partition with orders');
step(q{INSERT INTO p26 VALUES (md5('4')::uuid, '2026-02-02', 1)}, 'changed|1|1', 'which is tracked from then on');
same_as_afresh('crm_report', $of_parts, 'equal to a report made afresh, partitions');
sql(q{ALTER TABLE parts DETACH PARTITION p24});
is(sql('SELECT orders_read, changed > 0 FROM crm.refresh()'), 'all|t', 'DETACH');
sql(q{INSERT INTO p24 VALUES (md5('1')::uuid, '2024-02-02', 1); SELECT crm.refresh()});
same_as_afresh('crm_report', $of_parts, 'what comes into a detached partition counts for nothing');
step('TRUNCATE p26', 'all||2', 'TRUNCATE of a partition');
same_as_afresh('crm_report', $of_parts, 'equal to a report made afresh, partitions gone');
step(q{DROP TRIGGER crm_report_insert ON p26; INSERT INTO p26 VALUES (md5('5')::uuid, '2026-02-02', 1)}, 'all||1', 'a trigger that someone dropped');
step(q{INSERT INTO p26 VALUES (md5('5')::uuid, '2026-02-03', 1)}, 'changed|1|1', 'is made again');
sql('SELECT crm.drop_report()');
is(sql(q{SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal}), '0', 'no trigger is left, nor on what was detached');
sql(q{CREATE TABLE parent (c integer, d date, a integer); CREATE TABLE child () INHERITS (parent); SELECT crm.create_report('parent', 'c', 'd', 'a')});
step(q{INSERT INTO child VALUES (1, '2024-01-01', 5)}, 'changed|1|1', 'children by inheritance');
sql('SELECT crm.drop_report()');

# Sources without triggers.

sql(q{
	CREATE VIEW v AS SELECT customer::text AS who, ordered_at::date AS day, amount::float8 AS paid FROM orders;
	CREATE MATERIALIZED VIEW mv AS TABLE v;
	CREATE EXTENSION postgres_fdw;
	CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '} . $node->host . q{', port '} . $node->port . q{', dbname 'postgres');
	CREATE USER MAPPING FOR CURRENT_USER SERVER loop;
	CREATE FOREIGN TABLE ft (who text, day date, paid float8) SERVER loop OPTIONS (table_name 'v')});
foreach my $source (qw(v mv ft))
{
	sql("SELECT crm.create_report('$source', 'who', 'day', 'paid')");
	like(sql('SELECT orders_read, customers, changed FROM crm.refresh()'), qr/^all\|\|0$/, "$source: a refresh reads all");
	sql(q{INSERT INTO orders VALUES (nextval('ids'), 1, '2024-08-08', 8); REFRESH MATERIALIZED VIEW mv});
	like(sql('SELECT orders_read, customers, changed FROM crm.refresh()'), qr/^all\|\|1$/, "$source: and finds what changed");
	same_as_afresh('crm_report', "'$source', 'who', 'day', 'paid'", "$source: equal to a report made afresh");
	my (undef, undef, $notice) = $node->psql('postgres', "SET client_min_messages = notice; SELECT crm.refresh(), crm.drop_report()");
	like($notice, qr/changes of public\.$source|changes of $source/, "$source: says so");
}

# Real orders, where they are there: all views are filled, and add up to the orders.
SKIP:
{
	my $data = "$ENV{CRM_DATA}/online_retail_invoices.csv";
	skip 'the real orders are not here', 6 unless $ENV{CRM_DATA} && -r $data;
	sql(qq{
		CREATE TABLE invoices (invoice text, customer_id integer, invoice_ts timestamp, last_ts timestamp, country text, n_lines integer, quantity integer, amount numeric(12, 2));
		COPY invoices FROM '$data' (FORMAT csv, HEADER);
		SELECT crm.create_report('invoices', 'customer_id', 'invoice_ts', 'amount', product => 'country')});
	is(sql(join ' UNION ALL ', map { "SELECT '$_' FROM (SELECT count(*) FROM crm_report.$_) v(n) WHERE n = 0" } qw(customers segments tiers lifecycle clv_summary concentration cohorts kpis products bcg)),
		'', 'real orders: every view is filled');
	my $sums = sql('SELECT sum(amount), count(*) FILTER (WHERE amount >= 0) FROM invoices WHERE customer_id IS NOT NULL');
	is(sql("SELECT sum(revenue), sum(orders) FROM crm_report.$_"), $sums, "real orders: $_ add up to them") foreach qw(kpis products);
	is(sql('SELECT count(*), sum(monetary), count(p_alive) FROM crm_report.customers'),
		sql('SELECT count(*), sum(s), count(*) FROM (SELECT sum(amount) s FROM invoices GROUP BY customer_id HAVING bool_or(amount >= 0)) c'), 'real orders: so do customers');
	is( sql(q{SELECT md5(string_agg(concat(month, ' ', customers, ' ', orders, ' ', revenue), ',' ORDER BY month)) FROM crm_report.kpis}),
		sql(q{SELECT md5(string_agg(concat(month, ' ', customers, ' ', orders, ' ', revenue), ',' ORDER BY month)) FROM (
			SELECT date_trunc('month', invoice_ts)::date AS month, count(DISTINCT customer_id) FILTER (WHERE amount >= 0) AS customers,
				count(*) FILTER (WHERE amount >= 0) AS orders, sum(amount) AS revenue FROM invoices GROUP BY 1) m}), 'real orders: months are those of plain SQL');
	is( sql(q{SELECT md5(string_agg(concat(cohort, ' ', month, ' ', customers), ',' ORDER BY cohort, month)) FROM crm_report.cohorts WHERE customers > 0}),
		sql(q{SELECT md5(string_agg(concat(cohort, ' ', month, ' ', customers), ',' ORDER BY cohort, month)) FROM (
			SELECT cohort, date_trunc('month', invoice_ts)::date AS month, count(DISTINCT customer_id) AS customers
			FROM invoices JOIN (SELECT customer_id, date_trunc('month', min(invoice_ts))::date AS cohort FROM invoices WHERE amount >= 0 GROUP BY 1) f USING (customer_id)
			WHERE amount >= 0 GROUP BY 1, 2) c}), 'real orders: cohorts are those of plain SQL');
	sql('SELECT crm.drop_report(); DROP TABLE invoices');
}

# Keys of many types, some with equality elsewhere than in pg_catalog.
$node->safe_psql('postgres', q{
	CREATE EXTENSION citext SCHEMA public;
	CREATE DOMAIN email AS varchar(40) CHECK (VALUE LIKE '%@%');
	CREATE TYPE pair AS (a integer, b text);
	CREATE TYPE color AS ENUM ('red', 'green', 'blue');
	CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)});
my %keys = (
	bigint => 'i % 3', uuid => 'md5((i % 3)::text)::uuid', email => q{(i % 3) || '@x'}, citext => q{CASE WHEN i % 2 = 0 THEN 'Ann' ELSE 'aNN' END || i % 3},
	pair => q{ROW(i % 3, 'x')::pair}, color => q{(ARRAY['red', 'green', 'blue'])[1 + i % 3]::color}, 'text[]' => q{ARRAY['a', (i % 3)::text]}, 'char(5)' => q{'c' || i % 3},
	'text COLLATE nocase' => q{CASE WHEN i % 2 = 0 THEN 'Ann' ELSE 'aNN' END || i % 3}, 'numeric(8,2)' => 'i % 3', int4range => 'int4range(0, 1 + i % 3)', 'double precision' => 'i % 3');
foreach my $type (sort keys %keys)
{
	sql(qq{
		CREATE TABLE keyed (c $type, d date, a bigint);
		INSERT INTO keyed SELECT $keys{$type}, date '2024-01-01' + i, i FROM generate_series(1, 60) i;
		SELECT crm.create_report('keyed', 'c', 'd', 'a')});
	is(sql('SELECT count(*), sum(monetary) FROM crm_report.customers'), '3|1830', "key of type $type");
	sql("INSERT INTO keyed SELECT $keys{$type}, '2024-01-07', 5 FROM generate_series(1, 4) i; DELETE FROM keyed WHERE a = 1; UPDATE keyed SET a = a + 1");
	is(sql('SELECT orders_read, changed FROM crm.refresh()'), 'changed|3', 'changed');
	is(sql('SELECT count(*), sum(monetary) FROM crm_report.customers'), sql('SELECT count(DISTINCT c), sum(a) FROM keyed'), 'and folded in');
	sql('SELECT crm.drop_report(); DROP TABLE keyed');
}

# Rights: the report is its maker's; who writes orders need not know of it; readers read views only.

sql(q{
	CREATE ROLE maker LOGIN; CREATE ROLE clerk LOGIN; CREATE ROLE reader LOGIN;
	GRANT CREATE ON DATABASE postgres TO maker; GRANT USAGE ON SCHEMA crm TO maker, reader;
	GRANT SELECT, TRIGGER ON orders TO maker; GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO clerk});
sql(q{SET SESSION AUTHORIZATION maker; SELECT crm.create_report('orders', 'customer', 'ordered_at', 'amount', readers => 'reader')});
is(sql(q{SELECT string_agg(DISTINCT pg_get_userbyid(o), ' ') FROM (SELECT relowner FROM pg_class WHERE relnamespace = 'crm_report'::regnamespace AND relkind <> 't'
	UNION SELECT proowner FROM pg_proc WHERE pronamespace = 'crm_report'::regnamespace UNION SELECT nspowner FROM pg_namespace WHERE nspname = 'crm_report') x(o)}), 'maker', 'all is the caller\'s');
sql(q{SET SESSION AUTHORIZATION clerk; INSERT INTO orders VALUES (990001, 1, '2024-01-01', 5); UPDATE orders SET amount = 6 WHERE id = 990001});
is(sql(q{SET SESSION AUTHORIZATION maker; SELECT orders_read, changed FROM crm.refresh()}), 'changed|1', 'others write to the orders without a right to the report');
is(sql(q{SET SESSION AUTHORIZATION reader; SELECT count(*) > 0 FROM crm_report.customers}), 't', 'readers read the views');
fails('SET SESSION AUTHORIZATION reader; TABLE crm_report.histories', qr/permission denied/, 'but no tables');
fails('SET SESSION AUTHORIZATION reader; TABLE crm_report.source', qr/permission denied/, 'nor the orders');
fails('SET SESSION AUTHORIZATION clerk; TABLE crm_report.customers', qr/permission denied/, 'others read nothing');
fails('SET SESSION AUTHORIZATION clerk; SELECT crm.refresh()', qr/permission denied/, 'nor refresh');
fails('SET SESSION AUTHORIZATION reader; SELECT crm.drop_report()', qr/must be owner|permission denied/, 'nor drop');
fails(q{SET SESSION AUTHORIZATION clerk; GRANT USAGE ON SCHEMA crm TO clerk; SELECT crm.create_report('orders', 'customer', 'ordered_at', 'amount', report => 'mine')},
	qr/permission denied/, 'no schema without the right to make one');
sql(q{SET SESSION AUTHORIZATION maker; SELECT crm.drop_report()});
sql('REVOKE TRIGGER ON orders FROM maker');
sql(q{SET SESSION AUTHORIZATION maker; SELECT crm.create_report('orders', 'customer', 'ordered_at', 'amount')});
is(sql(q{SET SESSION AUTHORIZATION maker; SELECT orders_read FROM crm.refresh()}), 'all', 'without the right to triggers a refresh reads all');
sql(q{SET SESSION AUTHORIZATION maker; SELECT crm.drop_report()});

# What is not the report's is not dropped with it.
sql(q{SELECT crm.create_report('orders', 'customer', 'ordered_at', 'amount'); CREATE VIEW public.mine AS TABLE crm_report.segments});
fails('SELECT crm.drop_report()', qr/other objects depend on it|depends on/, 'drop_report minds what depends on it');
sql('DROP VIEW public.mine; CREATE TABLE crm_report.mine ()');
fails('SELECT crm.drop_report()', qr/other objects depend on it/, 'and what lies in its schema');
sql('DROP TABLE crm_report.mine');
fails('DROP TABLE orders', qr/view crm_report.source depends on table orders/, 'the orders are not dropped below it');
fails('ALTER TABLE orders DROP COLUMN amount', qr/depends on/, 'nor their columns');
sql('CREATE TABLE passing AS TABLE kept; SELECT crm.create_report($$passing$$, $$customer$$, $$ordered_at$$, $$amount$$, report => $$passing_report$$); DROP TABLE passing CASCADE');
fails(q{SELECT crm.refresh('passing_report')}, qr/the orders of report "passing_report" are gone/, 'where they are dropped with CASCADE, a refresh says so');
sql(q{SELECT crm.drop_report('passing_report')});
sql('CREATE TABLE none (c integer, d date, a integer)');
fails(q{SELECT crm.create_report('none', 'c', 'd', 'a', report => 'x', as_of => 'infinity')}, qr/as_of must be a date of the years 1 to 9999/, 'a date that is none is refused without orders, too');
sql('SELECT crm.drop_report(); CREATE SCHEMA crm_report');
fails('SELECT crm.drop_report()', qr/is no report/, 'a schema that is no report is let be');
fails(q{SELECT crm.create_report('orders', 'customer', 'ordered_at', 'amount')}, qr/already exists/, 'by create_report too');

done_testing();
