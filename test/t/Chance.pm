# Random choices that are the same on every run and every machine, unlike rand().
package Chance;
use strict;
use warnings;
use Exporter 'import';

our @EXPORT = qw(below pick);

my $state = 20260105;

sub below
{
	my ($n) = @_;
	$state = ($state * 1103515245 + 12345) % 2147483648;
	return int($state / 65536) % $n;
}

sub pick { return $_[ below(scalar @_) ] }

1;
