# What laws.pl feeds the aggregates: random rows, the same on every run, in the tables
#   law.data    sets of rows, each a kind of trouble of its own
#   law.split   trials that put each row of a set into one of 1 to 7 parts, in a random order
#   law.part    all parts of a trial, also those that got no row, in a random order
#   law.big, law.parted   many rows, to be scanned in parallel and by partition
package LawData;
use strict;
use warnings;
use Chance;

use constant TRIALS => 4;

sub day { return sprintf '20%02d-%02d-%02d', 20 + below(6), 1 + below(12), 1 + below(28) }

# Money of up to this many decimals, below zero in so many of ten cases.
sub money
{
	my ($decimals, $returns) = @_;
	my $scale = below($decimals + 1);
	my $sign = below(10) < $returns ? '-' : '';
	return $sign . below(2000) . ($scale ? '.' . join('', map { below(10) } 1 .. $scale) : '');
}

sub history
{
	my @entries = map {
		my $orders = below(3);
		day() . ":$orders:" . ($orders ? money(4, 1) : '-' . (1 + below(50)) . '.5')
	} 1 .. below(4);
	return '{' . join(', ', @entries) . '}';
}

# day, at, amount, x, y, value (of 0 and above), history
sub row
{
	my ($amount, $x, $value) = @_;
	my $at = day() . sprintf ' %02d:%02d:00', below(24), below(60);
	return [ day(), $at, $amount, $x, below(9), $value, history() ];
}

my %set = (
	one => sub { row('12.50', 3, 7) },
	ties => sub { row(pick(1, '1.0', 5), pick(1, 2, 2, 3), pick(0, 1, 4)) },
	returns => sub { row(money(2, 7), below(40) - 20, below(30)) },
	zeros => sub { row(pick(0, '0.00'), 0, 0) },
	decimals => sub { row(money(20, 3), below(1000) / 7, below(1000) / 7) },
	extremes => sub {
		row(pick('987654321098765.43', '-0.00000000000000000001', '1e15'), pick(-1.7e308, -1, 0, 1e-300, 1.7e308),
			pick(0, 5e-324, 1e-300, 1, 1.7e308));
	},
	nulls => sub { [ (undef) x 7 ] },
	some_nulls => sub { [ map { below(4) ? $_ : undef } @{ row(money(2, 2), below(9), below(9)) } ] },
	distinct => sub { row(money(6, 1), below(30000) / 3 - below(9999), below(30000) + below(30000) / 7) },
	many => sub { row(money(2, 1), below(300), below(300)) });

# Enough rows for what begins to work otherwise once a state has grown.
my %rows = (one => 1, nulls => 3, distinct => 1200, many => 2500);

sub literal { return join ', ', map { defined $_ ? "'$_'" : 'NULL' } @_ }

sub create
{
	my ($node) = @_;
	my $columns = 'day date, at timestamp, amount numeric, x double precision, y double precision,
		value double precision, history crm.history';
	my (@data, @split, @part);
	foreach my $name (sort keys %set)
	{
		my $rows = $rows{$name} // 60;
		push @data, map { "('$name', $_, " . literal(@{ $set{$name}->() }) . ')' } 1 .. $rows;
		foreach my $trial (1 .. TRIALS)
		{
			my $parts = 1 + below(7);
			push @part, map { "('$name', $trial, $_, " . below(30000) . ')' } 0 .. $parts - 1;
			push @split, map { "('$name', $trial, $_, " . below($parts) . ', ' . below(30000) . ')' } 1 .. $rows;
		}
	}
	$node->safe_psql('postgres', "CREATE SCHEMA law;
		CREATE TABLE law.data (set text, id integer, $columns);
		CREATE TABLE law.split (set text, trial integer, id integer, part integer, place integer);
		CREATE TABLE law.part (set text, trial integer, part integer, place integer);
		INSERT INTO law.data VALUES " . join(",\n", @data) . ';
		INSERT INTO law.split VALUES ' . join(",\n", @split) . ';
		INSERT INTO law.part VALUES ' . join(",\n", @part) . ";
		CREATE TABLE law.big (grp integer, LIKE law.data);
		INSERT INTO law.big SELECT (id * 7 + i) % 5, d.* FROM law.data d, generate_series(1, 6) i;
		CREATE TABLE law.parted (LIKE law.big) PARTITION BY HASH (id);
		CREATE TABLE law.parted_0 PARTITION OF law.parted FOR VALUES WITH (MODULUS 3, REMAINDER 0);
		CREATE TABLE law.parted_1 PARTITION OF law.parted FOR VALUES WITH (MODULUS 3, REMAINDER 1);
		CREATE TABLE law.parted_2 PARTITION OF law.parted FOR VALUES WITH (MODULUS 3, REMAINDER 2);
		INSERT INTO law.parted SELECT * FROM law.big;
		ANALYZE");
}

1;
