# The SQL of the documentation runs, and prints what the documentation shows.
#
# Every ```sql block of README.md and doc/*.md is run, in order, one database and one psql
# session a page. A plain or ```text fence that follows a block is its output, which must be
# psql's; a block without one must raise no ERROR. Unseen by the reader:
#   <!-- doctest: skip reason -->       on the line before a block: it is not run
#   <!-- doctest: setup SQL... -->      over as many lines as needed: run, its output not looked at
# The extension is there, unless the page creates it.
#
# DOCS_UPDATE=FOLDER rewrites the shown outputs of the pages below FOLDER instead of comparing
# them (test/docs-update does so for the checkout).
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use PostgreSQL::Test::Utils;
use Test::More;

# Pages of doc/ that need no SQL.
my %without_sql = map { $_ => 1 } ();

my $root = $ENV{DOCS_UPDATE} || "$FindBin::Bin/../..";
my @pages = map { s{^\Q$root\E/}{}r } grep { -e } "$root/README.md", sort glob("$root/doc/*.md");
my $blocks_run = 0;
my $node;

foreach my $page (@pages)
{
	my @lines = split /\n/, slurp_file("$root/$page"), -1;
	my @blocks = blocks_of($page, @lines);
	my @shown = grep { !$_->{setup} } @blocks;
	if (!@shown)
	{
		fail("$page has SQL") unless $page eq 'README.md' || $without_sql{$page};
		next;
	}
	$node //= CrmCluster->new('docs', extension => 0);
	my @output = run_blocks($page, @blocks);
	my @changes;
	foreach my $i (0 .. $#blocks)
	{
		my $block = $blocks[$i];
		next if $block->{setup} && $output[$i] !~ /^(?:psql:.*)?ERROR:/m;
		$blocks_run++ unless $block->{skip};
		my $change = check_block($block, $output[$i]);
		unshift @changes, $change if $change;
	}
	rewrite($page, \@lines, @changes) if @changes && $ENV{DOCS_UPDATE};
}
ok($blocks_run > 0, 'the documentation has SQL to run');
done_testing();

# The blocks of a page: name, sql, and for a shown output its text, first line and number of lines.
sub blocks_of
{
	my ($page, @lines) = @_;
	my (@blocks, $skip);
	for (my $i = 0; $i < @lines; $i++)
	{
		if ($lines[$i] =~ /^\s*<!--\s*doctest:\s*skip\b\s*(.*?)\s*-->\s*$/)
		{
			$skip = $1 || 'no reason given';
			next;
		}
		my %block = (name => "$page:" . ($i + 1), skip => $skip);
		$skip = undef if $lines[$i] =~ /\S/;
		if ($lines[$i] =~ /^\s*<!--\s*doctest:\s*setup\b(.*)$/)
		{
			my $sql = $1;
			$sql .= "\n" . ($lines[ ++$i ] // die "$block{name}: the setup has no end\n")
			  until $sql =~ s/\s*-->\s*$//;
			push @blocks, { %block, setup => 1, sql => $sql };
		}
		elsif ($lines[$i] =~ /^(\s*)```sql\s*$/)
		{
			($block{sql}, $i) = fenced($1, $i, @lines);
			my $next = $i + 1;
			$next++ while $next < @lines && $lines[$next] =~ /^\s*$/;
			if ($next < @lines && $lines[$next] =~ /^(\s*)```(?:text)?\s*$/)
			{
				$block{indent} = $1;
				$block{first} = $next + 1;
				($block{output}, $i) = fenced($1, $next, @lines);
				$block{count} = $i - $block{first};
			}
			push @blocks, {%block};
		}
		elsif ($lines[$i] =~ /^(\s*)```/)
		{
			(undef, $i) = fenced($1, $i, @lines);
		}
	}
	return @blocks;
}

# The text of the fence that opens at line $open, and the line at which it closes.
sub fenced
{
	my ($indent, $open, @lines) = @_;
	my @text;
	for my $i ($open + 1 .. $#lines)
	{
		return (join("\n", @text), $i) if $lines[$i] =~ /^\s*```\s*$/;
		push @text, $lines[$i] =~ s/^\Q$indent\E//r;
	}
	die "the fence at line " . ($open + 1) . " does not close\n";
}

# What psql prints for each block. It tells the blocks' outputs apart by lines that it echoes.
sub run_blocks
{
	my ($page, @blocks) = @_;
	my $database = $page =~ s/\W/_/gr;
	my $mark = 'doctest-end-of-block';
	$node->safe_psql('postgres', "CREATE DATABASE \"$database\"");
	$node->safe_psql($database, 'CREATE EXTENSION crm_ext')
	  unless grep { $_->{sql} =~ /CREATE\s+EXTENSION/i } @blocks;

	my $folder = PostgreSQL::Test::Utils::tempdir();
	open my $script, '>', "$folder/in" or die $!;
	print $script ($_->{skip} ? '' : $_->{sql}), "\n\\r\n\\echo $mark\n" foreach @blocks;
	close $script;

	local $ENV{PGOPTIONS} = '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres -c lc_messages=C';
	local $ENV{PGCLIENTENCODING} = 'UTF8';
	my $connection = $node->connstr($database);
	system("psql -X -q -P pager=off '$connection' < $folder/in > $folder/out 2>&1");
	my @output = split /^$mark\n/m, slurp_file("$folder/out"), -1;
	push @output, "psql ended before this block\n" while @output <= @blocks;
	return @output;
}

# One test point. With DOCS_UPDATE, a shown output that differs comes back as [first, count, lines].
sub check_block
{
	my ($block, $got) = @_;
	my $name = $block->{name};
  SKIP:
	{
		skip "$name: $block->{skip}", 1 if $block->{skip};
		if ($block->{sql} !~ /;\s*(?:--[^\n]*)?$/ && $block->{sql} !~ /^\s*\\[^\n]*$|\\g\w*[^\n]*$/m)
		{
			fail("$name ends its last statement");
			return;
		}
		if (!defined $block->{output})
		{
			ok($got !~ /^(?:psql:.*)?ERROR:|^psql ended/m, $name) or diag($got);
			return;
		}
		my ($expected, $actual) = (tidy($block->{output}), tidy($got));
		if ($ENV{DOCS_UPDATE})
		{
			pass($name);
			return if $expected eq $actual;
			return [ $block->{first}, $block->{count},
				map { $_ eq '' ? '' : $block->{indent} . $_ } split(/\n/, $actual) ];
		}
		ok($expected eq $actual, $name) or diag(difference($expected, $actual));
	}
	return;
}

# Without trailing blanks, and blank lines around.
sub tidy
{
	my ($text) = @_;
	$text =~ s/[ \t\r]+$//mg;
	$text =~ s/\A\n+//;
	$text =~ s/\n*\z/\n/;
	return $text;
}

sub difference
{
	my ($expected, $actual) = @_;
	my $folder = PostgreSQL::Test::Utils::tempdir();
	PostgreSQL::Test::Utils::append_to_file("$folder/shown", $expected);
	PostgreSQL::Test::Utils::append_to_file("$folder/printed", $actual);
	return `cd $folder && diff -U 100 shown printed`;
}

# Later changes come first, so that the line numbers of earlier ones hold.
sub rewrite
{
	my ($page, $lines, @changes) = @_;
	foreach my $change (@changes)
	{
		my ($first, $count, @text) = @$change;
		splice @$lines, $first, $count, @text;
		diag("$page:" . ($first + 1) . ' rewritten');
	}
	open my $file, '>', "$root/$page" or die "$root/$page: $!\n";
	print $file join("\n", @$lines);
	close $file;
}
