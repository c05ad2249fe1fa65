# What make demo runs: the made-up shop is the same everywhere, its SQL and the loader's work on
# that shop and on the smallest data.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $demo = "$FindBin::Bin/../demo";
my @steps = qw(score segments tiers concentration customers);
my $node = CrmCluster->new('demo', extension => 0);

# Runs a file of the demo; its output, or undef and a failed test.
sub run_file
{
	my ($database, $file, %variable) = @_;
	my @command = ('psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr($database));
	push @command, '-v', "$_=$variable{$_}" foreach sort keys %variable;
	my ($output, $errors) = run_command([ @command, '-f', "$demo/$file.sql" ]);
	is($errors, '', "$file.sql on $database");
	return $output;
}

sub new_database
{
	my ($database) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql($database, 'CREATE EXTENSION crm_ext');
}

new_database('shop');
run_file('shop', 'generate');
is( $node->safe_psql('shop', 'SELECT count(*), count(DISTINCT customer_id), sum(amount) FROM orders'),
	'198963|20000|10085906.77', 'the shop has its orders');
is( $node->safe_psql(
		'shop', q{
	SELECT md5(string_agg(format('%s %s %s', customer_id, to_char(ordered_at, 'YYYY-MM-DD HH24:MI'), amount), E'\n'
	                      ORDER BY customer_id, ordered_at, amount)) FROM orders}),
	'b7f9ae8d1c449b3d614dd1848309c67e', 'the shop has the very same orders everywhere');

my %output = map { $_ => run_file('shop', $_, as_of => '2025-12-31') } @steps;
is($node->safe_psql('shop', 'SELECT count(*) FROM customer_scores'), 20000, 'every customer is scored');
is($node->safe_psql('shop', 'SELECT count(*) FROM customer_scores WHERE num_nulls(score, segment, tier, abc_class) > 0'),
	0, 'with a score, a segment, a tier and a class each');
is(scalar(split /\n/, $output{customers}), 10, 'ten customers are shown');
is($output{tiers} =~ s/\|.*//gr, "vip\nmajor\nordinary\nsmall", 'customers of all tiers');
my ($top) = $output{concentration} =~ /^20\|([0-9.]+)$/m;
cmp_ok($top, '>', 40, 'a fifth of the customers brings much of the revenue');
cmp_ok($top, '<', 90, 'but not all of it');

my %tiny = (
	one_order => "('a', '2025-03-01', 10)",
	all_zero => "('a', '2025-03-01', 0), ('b', '2025-03-02', 0)",
	only_returns => "('a', '2025-03-01', -5)",
	mixed => "('a', '2025-03-01', 0), ('a', '2025-03-02', -5), ('b', '2025-03-01', 7)",
	nothing => undef);
foreach my $database (sort keys %tiny)
{
	new_database($database);
	$node->safe_psql($database, 'CREATE TABLE orders (customer_id text, ordered_at timestamp, amount numeric)');
	$node->safe_psql($database, "INSERT INTO orders VALUES $tiny{$database}") if $tiny{$database};
	run_file($database, $_, as_of => '2025-03-02') foreach @steps;
}

# A file's cells become orders; blank ones are left out.
new_database('file');
$node->safe_psql(
	'file', q{
	CREATE TABLE cells (line bigint GENERATED ALWAYS AS IDENTITY, c1 text, c2 text, c3 text);
	INSERT INTO cells (c1, c2, c3) VALUES ('a', '2025-03-01 10:00', '1.234,50'), (' b ', '2025-03-02', '7'),
		('', '2025-03-02', '7'), ('c', NULL, '7'), ('c', '2025-03-02', ' ')});
run_file('file', 'load', customer => 'c1', date => 'c2', amount => 'c3', decimal_comma => 'on');
is( $node->safe_psql('file', 'SELECT customer_id, ordered_at, amount FROM orders ORDER BY customer_id'),
	"a|2025-03-01 10:00:00|1234.50\nb|2025-03-02 00:00:00|7", 'cells are loaded');
is($node->safe_psql('file', 'SELECT count(*) FROM unreadable'), 0, 'blank cells are no mistakes');
$node->safe_psql('file', q{INSERT INTO cells (c1, c2, c3) VALUES (E'x\ny', 'now', '7'), ('d', '2025-02-30', 'NaN')});
is( $node->safe_psql('file', 'SELECT line, kind, content FROM unreadable ORDER BY line, kind'),
	"7|date|now\n9|amount|NaN\n9|date|2025-02-30", 'what can not be read is named with its line');

# What the server would take, but no history
my @beyond = (
	[ date => 'infinity' ], [ date => '2025-03-01 BC' ], [ date => '12025-03-01' ],
	map { [ amount => $_ ] } 'NaN', 'Infinity', '1' x 16, '1e99', '1e-21', '$5');
foreach (@beyond)
{
	my ($kind, $content) = @$_;
	my ($day, $amount) = $kind eq 'date' ? ($content, 7) : ('2025-03-01', $content);
	$node->safe_psql('file', "TRUNCATE cells; INSERT INTO cells (c1, c2, c3) VALUES ('a', '$day', '$amount')");
	is($node->safe_psql('file', 'SELECT kind, content FROM unreadable'), "$kind|$content", "$kind $content can't be read");
}

# Amounts of a file, whether its columns' separator implies a decimal comma, how they are read
my @formats = (
	[ '12,50 1.234 1.234,50 -7', 'on', '12.50 1234 1234.50 -7', 'semicolons, a decimal comma' ],
	[ '12.50 1.234', 'on', '12.50 1.234', 'semicolons, a decimal point' ],
	[ '1.234', 'on', '1234', 'semicolons, and nothing tells' ],
	[ '1,234.50 1,234 1.234', 'off', '1234.50 1234 1.234', 'commas between thousands' ],
	[ '1,234', 'off', '1234', 'no semicolons, and nothing tells' ],
	[ '12,50 1.234', 'off', '12.50 1234', 'no semicolons, a decimal comma' ],
	[ '1.234.567 1,234', 'off', '1234567 1.234', 'points that group tell as well' ],
	[ '1.5e3 .5 +2.', 'off', '1500 0.5 2', 'exponents and bare points' ],
	[ '12,50 12.50 0.125', 'on', '12.50 - -', 'both: what the separator implies' ],
	[ '12.50 12,50', 'off', '12.50 -', 'both, without semicolons' ],
	[ '12,50 1.23.456 1.2345', 'on', '12.50 - -', 'groups of other than three' ]);
foreach my $n (0 .. $#formats)
{
	my ($amounts, $decimal_comma, $want, $name) = @{ $formats[$n] };
	my $database = "format_$n";
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql(
		$database, qq{
		CREATE TABLE cells (line bigint GENERATED ALWAYS AS IDENTITY, c1 text, c2 text, c3 text);
		INSERT INTO cells (c1, c2, c3) SELECT 'a', '2025-03-01', unnest(string_to_array('$amounts', ' '))});
	# It ends with an error where an amount can't be read.
	run_command([
		'psql', '-X', '-q', '-d', $node->connstr($database), '-f', "$demo/load.sql",
		map { ('-v', $_) } 'customer=c1', 'date=c2', 'amount=c3', "decimal_comma=$decimal_comma" ]);
	is($node->safe_psql($database, q{SELECT string_agg(coalesce(value::text, '-'), ' ' ORDER BY line) FROM usable}),
		$want, "amounts: $name");
}

sub header
{
	my ($line) = @_;
	open my $file, '>', (my $path = PostgreSQL::Test::Utils::tempdir() . '/header') or die $!;
	print $file "$line\n";
	close $file;
	return `awk -f $demo/header.awk $path` . ($? >> 8);
}
is(header('a,b;c,"d,e"'), ",\na\nb;c\nd,e\n0", 'header with commas');
is(header('"a ""b""";"c,d,e";f'), ";\na \"b\"\nc,d,e\nf\n0", 'header with semicolons and quotes');
is(header("a\tb"), "\t\na\nb\n0", 'header with tabs');
is(header('one'), ",\none\n0", 'header of one column');
like(header('a,"b'), qr/1$/, 'header with an open quote');

done_testing();
