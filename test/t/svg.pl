# Pictures are well-formed XML for any name, as another parser sees it, and the same bytes in a
# database of whatever encoding.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CrmCluster->new('svg');
my $folder = PostgreSQL::Test::Utils::tempdir();

# Names as byte strings in an encoding, through a file of it; the title is one of them.
sub picture
{
	my ($database, $encoding, @names) = @_;
	s/'/''/g foreach @names;
	my $rows = join ', ', map { "('$names[$_]', $_)" } 0 .. $#names;
	open my $file, '>:raw', "$folder/query.sql" or die $!;
	print $file "SET standard_conforming_strings = on; SET client_encoding = '$encoding';
		SELECT crm.bcg_svg(n, i % 7 / 30.0, i % 11 / 2.0, i, 0.1, 1, '$names[0]') FROM (VALUES $rows) v(n, i);";
	close $file;
	my ($out, $error) = ('', '');
	IPC::Run::run([ 'psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr($database), '-f', "$folder/query.sql" ], '>', \$out, '2>', \$error);
	is($error, '', "a picture in $database");
	return $out;
}

my @hostile = (
	'plain', '<script>alert(1)</script>', q{"double" and 'single'}, ']]> <!-- & &amp; &#0; <?xml?>', '', ' ', "\t\n\r", join('', map { chr } 1 .. 31, 127),
	'x' x 10000, '<' x 10000, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d 24", "\xd8\xb4\xd8\xb1\xd9\x83\xd8\xa9" x 3000, "\xe2\x80\xae" . 'gnp.exe', "\xe2\x81\xa6\xe2\x81\xa6",
	"\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\xbf\xbf\xf4\x8f\xbf\xbf", "\xef\xb7\x90", "\xc2\x80\xc2\x85\xc2\x9f\xc2\xa0", "\xe2\x80\xa8\xe2\x80\xa9",
	"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", "e\xcc\x81" x 500, '%s %n $ @ \\ {}', 'javascript:alert(1)', '&lt;', '--', 'Z' . "\xcc\x80" x 2000);

SKIP:
{
	skip 'xmllint is not here', 2 if system('xmllint --version >/dev/null 2>&1') != 0;
	my $svg = picture('postgres', 'UTF8', @hostile);
	# Each alone too, with names beside their bubbles
	my $i = 0;
	foreach my $text ($svg, map { picture('postgres', 'UTF8', $_) } @hostile)
	{
		open my $file, '>:raw', "$folder/" . $i++ . '.svg' or die $!;
		print $file $text;
		close $file;
	}
	is(system("xmllint --noout $folder/*.svg"), 0, 'xmllint finds pictures of hostile names well-formed');
	is(scalar(() = $svg =~ /<title>/g), scalar(@hostile), 'each bubble has its title');
	unlike($svg, qr/<script/, 'and no name is markup');
}

# The same names in encodings that have them; SQL_ASCII takes bytes as they are.
my %encoded = (
	LATIN1 => [ map { ([ $_, $_ =~ s/\xc3(.)/chr(ord($1) + 0x40)/ger ]) } "Caf\xc3\xa9", "\xc3\x9cber <&>", 'plain' ],
	EUC_JP => [ [ "\xe6\x97\xa5\xe6\x9c\xac", "\xc6\xfc\xcb\xdc" ], [ 'plain', 'plain' ] ],
	SQL_ASCII => [ [ "Caf\xc3\xa9", "Caf\xc3\xa9" ], [ "\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac" ] ]);
foreach my $encoding (sort keys %encoded)
{
	my $database = lc $encoding;
	$node->safe_psql('postgres', "CREATE DATABASE $database ENCODING '$encoding' LOCALE 'C' TEMPLATE template0");
	$node->safe_psql($database, 'CREATE EXTENSION crm_ext');
	my @pairs = @{ $encoded{$encoding} };
	my $there = picture($database, $encoding, map { $_->[1] } @pairs);
	like($there, qr/^<svg[^\x80-\xff]*<\/svg>\s*$/, "it is ASCII in $encoding");
	is($there, picture('postgres', 'UTF8', map { $_->[0] } @pairs), "and the same as in UTF-8");
}
my $svg = picture('sql_ascii', 'SQL_ASCII', "\xff\xfe\x80 caf\xe9 <", "\xed\xa0\x80\xc0\xaf");
like($svg, qr/&#65533;&#65533;&#65533; caf&#65533; &lt;/, 'bytes that are no UTF-8 are replaced');
# A chart is written in ASCII, so its text is read in any of them.
my $chart = $node->safe_psql('postgres', q{SELECT crm.bcg_svg_add(NULL, U&'Caf\00e9 \65e5', 0.1, 1, 5)});
like($chart, qr/Caf\\u00e9 \\u65e5/, 'the text of a chart is ASCII');
is($node->safe_psql($_, "SELECT '$chart'::crm.chart"), $chart, "and read in $_") foreach map { lc } sort keys %encoded;

# The pictures that the page shows are those of its statements.
my $page = slurp_file("$FindBin::Bin/../../doc/portfolio.md");
my @shown = $page =~ /```sql\n([^`]*?) AS picture FROM (\w+) \\gset\n```\s+!\[[^\]]*\]\((\w+\.svg)\)/g;
is(scalar(@shown), 6, 'the page shows two pictures');
while (my ($select, $table, $picture) = splice @shown, 0, 3)
{
	my ($rows) = $page =~ /```sql\n(CREATE TABLE $table .*?)```/s;
	my $drawn = $node->safe_psql('postgres', "$rows$select FROM $table");
	is($drawn =~ s/\s*$//r, slurp_file("$FindBin::Bin/../../doc/$picture") =~ s/\s*$//r, "$picture is drawn by its statement");
}

done_testing();
