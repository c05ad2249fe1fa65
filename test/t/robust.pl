# Whatever comes in is answered by a value that is valid, or by an error that says what is wrong:
# never by a crash, an internal error, NaN or infinity. Mutated texts and bytes of every base type
# of schema crm, and every function of it with the arguments that it is least ready for.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Chance;
use CrmCluster;
use RobustData;
use PostgreSQL::Test::Utils;
use Test::More;

use constant MUTANTS => 2000;
use constant CALLS => 300;
use constant PROMPT_S => 10;
use constant BATCH_S => 100;

my $node = CrmCluster->new('robust', conf => "timezone = 'UTC'\nlog_min_messages = panic\nlog_statement = none\n");
my $folder = PostgreSQL::Test::Utils::tempdir();
my $since_16 = $node->safe_psql('postgres', 'SHOW server_version_num') >= 160000;

$node->safe_psql(
	'postgres', q{
	CREATE SCHEMA robust;
	CREATE FUNCTION robust.bytes(anyelement) RETURNS bytea STABLE
		LANGUAGE sql AS 'SELECT pg_catalog.record_send(ROW($1))';
	-- What is wrong with a value that can't be written as text and read again; NULL for none.
	CREATE FUNCTION robust.reread(v anyelement) RETURNS text LANGUAGE plpgsql AS $$
	DECLARE again v%TYPE;
	BEGIN
		again := v::text;
		RETURN CASE WHEN robust.bytes(again) IS DISTINCT FROM robust.bytes(v) THEN 'its text is another value'
			WHEN again::text IS DISTINCT FROM v::text THEN 'its text is not steady' END;
	EXCEPTION WHEN OTHERS THEN
		RETURN format('its text is not read: %s %s', v, SQLERRM);
	END $$;
	CREATE TABLE robust.trial (id integer, about text, query text, input text);
	CREATE SEQUENCE robust.at;
	CREATE TABLE robust.outcome (about text, query text, input text, fault text, passed boolean, took interval);

	-- Each query answers what is wrong with its result, or NULL.
	CREATE PROCEDURE robust.try_all() LANGUAGE plpgsql AS $$
	DECLARE t record; fault text; said text; passed boolean; began timestamptz;
	BEGIN
		FOR t IN SELECT * FROM robust.trial ORDER BY id LOOP
			began := clock_timestamp();
			PERFORM setval('robust.at', t.id);
			BEGIN
				passed := true;
				EXECUTE t.query INTO fault USING t.input;
			EXCEPTION WHEN OTHERS THEN
				GET STACKED DIAGNOSTICS said = MESSAGE_TEXT;
				passed := false;
				fault := CASE WHEN SQLSTATE ~ '^XX' THEN SQLSTATE || ' ' || said END;
				BEGIN
					PERFORM convert_from(convert_to(said, 'UTF8'), 'UTF8');
				EXCEPTION WHEN OTHERS THEN
					fault := 'the error message is cut within a character';
				END;
			END;
			INSERT INTO robust.outcome VALUES (t.about, t.query, t.input, fault, passed, clock_timestamp() - began);
		END LOOP;
	END $$});

# Rows (about, query, input) through COPY, then all of them tried.
sub try_all
{
	my ($copy, $id) = ('', 0);
	foreach my $row (@_)
	{
		my @cells = map { defined $_ ? s/([\\\t\n])/"\\" . { "\t" => 't', "\n" => 'n', "\\" => "\\" }->{$1}/ger : '\N' } ++$id, @$row;
		$copy .= join("\t", @cells) . "\n";
	}
	open my $file, '>:encoding(UTF-8)', "$folder/trials" or die $!;
	print $file $copy;
	close $file;
	$node->safe_psql('postgres', "TRUNCATE robust.trial; COPY robust.trial FROM '$folder/trials'");
	my (undef, undef, $error) = $node->psql('postgres',
		'SET client_min_messages = error; SET statement_timeout = ' . 1000 * BATCH_S . '; CALL robust.try_all()',
		timeout => 2 * BATCH_S, timed_out => \my $hangs);
	return if !$error && !$hangs;
	my ($about, $query) = @{ $_[ $node->safe_psql('postgres', 'SELECT last_value FROM robust.at') - 1 ] };
	# What can't even be cancelled goes down with the server.
	BAIL_OUT("this does not end: $query") if $hangs;
	fail($about);
	diag("$error: $query");
}

# Of all trials that are about this: none has a fault, and some passed.
sub judge
{
	my ($about) = @_;
	my ($tried, $passed, $faults) = split /\|/, $node->safe_psql('postgres', qq{
		SELECT count(*), count(*) FILTER (WHERE passed), count(fault) FROM robust.outcome WHERE about = '$about'});
	ok($tried > 0 && $passed > 0 && $faults == 0, $about) or diag(
		"$tried tried, $passed passed, $faults at fault, such as\n" . $node->safe_psql('postgres', qq{
		SELECT fault, query, left(input, 200) FROM robust.outcome WHERE about = '$about' AND fault IS NOT NULL
		ORDER BY length(query), length(input) LIMIT 3}));
}

my %send = map { split /\|/ } split /\n/, $node->safe_psql('postgres', q{
	SELECT oid::regtype, typsend FROM pg_type WHERE typnamespace = 'crm'::regnamespace AND typtype = 'b' AND typelem = 0});
is_deeply([ sort keys %RobustData::seed ], [ sort keys %send ], 'each base type has its values here');

foreach my $type (sort keys %send)
{
	my @text = @{ $RobustData::seed{$type} };
	# Wherever a message cuts a text short, one of these has a character there.
	my @wide = map { 'x' x $_ . "\x{e9}" x 200 } 0 .. 1;
	my @mutants = map { RobustData::mutate(pick(@text), pick(@text), @RobustData::characters) } 1 .. MUTANTS;
	try_all(map { [ "text of $type", "SELECT robust.reread(\$1::$type)", $_ ] } @text, @wide, @mutants);
	judge("text of $type");

  SKIP:
	{
		skip "pg_input_is_valid came with PostgreSQL 16", 1 unless $since_16;
		is( $node->safe_psql('postgres', qq{SELECT count(*) FROM robust.outcome
				WHERE about = 'text of $type' AND pg_input_is_valid(input, '$type') <> passed}),
			0, "$type answers pg_input_is_valid");
	}

	# Binary input is reached by COPY alone: a file for each mutant.
	my @bytes = map { pack 'H*', $_ } split /\n/, $node->safe_psql('postgres',
		join ' UNION ALL ', map { "SELECT encode($send{$type}('$_'), 'hex')" } @text);
	my $files = "$folder/$type";
	mkdir $files or die $!;
	$node->safe_psql('postgres', "CREATE TABLE robust.received (v $type)");
	foreach my $i (1 .. MUTANTS)
	{
		my $mutant = $i <= @bytes ? $bytes[ $i - 1 ] : RobustData::mutate(pick(@bytes), pick(@bytes), @RobustData::bytes);
		open my $file, '>:raw', "$files/$i" or die $!;
		print $file "PGCOPY\n\xff\r\n\0", pack('NNnN', 0, 0, 1, length $mutant), $mutant, pack('n', 0xffff);
		close $file;
	}
	$node->safe_psql('postgres', qq{
		CREATE FUNCTION robust.receive(file text) RETURNS $type LANGUAGE plpgsql AS \$\$
		DECLARE result $type;
		BEGIN
			EXECUTE format('COPY robust.received FROM %L (FORMAT binary)', file);
			DELETE FROM robust.received RETURNING v INTO result;
			RETURN result;
		END \$\$});
	# After 25 bytes of heading, before 2 of ending, lies what was received.
	my $same = "CASE WHEN $send{$type}(v) <> substr(f, 26, length(f) - 27) THEN 'other bytes than received' ELSE robust.reread(v) END";
	try_all(map {
		[ "binary of $type", "SELECT $same FROM (SELECT robust.receive(\$1) v, pg_read_binary_file(\$1) f OFFSET 0) q", "$files/$_" ]
	} 1 .. MUTANTS);
	judge("binary of $type");
	$node->safe_psql('postgres', 'DROP FUNCTION robust.receive; DROP TABLE robust.received');
}

# Every combination of odd arguments, or as many as there is time for.
sub odd_arguments
{
	my @lists = map { my ($type, $name) = @$_; $RobustData::odd_named{$type}{$name} // $RobustData::odd{$type} // die "no odd values of type $type" } @_;
	my $all = 1;
	$all *= @$_ foreach @lists;
	return map {
		my $i = $all <= CALLS ? $_ : below(30000) * 30000 + below(30000);
		[ map { my $list = $_; my $value = $list->[ $i % @$list ]; $i = int($i / @$list); $value } @lists ]
	} 0 .. ($all < CALLS ? $all : CALLS) - 1;
}

# Those of the room report, which write and run SQL, meet theirs in sql/report.sql.
my @functions = map { [ split /\|/, $_, -1 ] } split /\n/, $node->safe_psql('postgres', q{
	SELECT p.oid::regprocedure, quote_ident(nspname) || '.' || quote_ident(proname), prokind, CASE WHEN typtype = 'c' THEN 'record' ELSE prorettype::regtype::text END,
	       array_to_string(array(SELECT format_type(a, NULL) FROM unnest(proargtypes) a), '; '), array_to_string(proargnames, '; ')
	FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace JOIN pg_type t ON t.oid = prorettype
	WHERE nspname = 'crm' AND NOT 'internal'::regtype = ANY (proargtypes)
	AND (prokind = 'a' OR prolang = (SELECT oid FROM pg_language WHERE lanname = 'c')) ORDER BY 1::text});
foreach my $label (split /\n/, $node->safe_psql('postgres', q{
	SELECT t.oid::regtype || '|' || enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = enumtypid
	WHERE typnamespace = 'crm'::regnamespace}))
{
	my ($type, $value) = split /\|/, $label;
	push @{ $RobustData::odd{$type} }, "'$value'";
}

foreach my $function (@functions)
{
	my ($signature, $name, $kind, $result, $types, $named) = @$function;
	my @types = split /; /, $types;
	my @named = split /; /, $named;
	my @calls = odd_arguments(map { [ $types[$_], $named[$_] // '' ] } 0 .. $#types);
	my $typed = sub { join ', ', map { $types[$_] =~ /^any/ ? $_[0][$_] : "CAST($_[0][$_] AS $types[$_])" } 0 .. $#types };
	my $names = join ', ', map { "a$_" } 0 .. $#types;
	my $call = sub {
		my ($arguments) = @_;
		return "SELECT $name(" . $typed->($arguments) . ') v' if $kind eq 'f';
		# Aggregates and window functions see a few rows, of which this is the first.
		my $rows = join ', ', map { '(' . $typed->($_) . ')' } $arguments, map { pick(@calls) } 1 .. below(3);
		return "SELECT $name($names)" . ($kind eq 'w' ? ' OVER ()' : '') . " v FROM (VALUES $rows) r($names)";
	};
	my $reread = $result =~ /^(record|cstring|void)$/ ? 'NULL' : 'robust.reread(v)';
	my $range = $name =~ /^crm\.(p_alive|purchase_probability|survival|retention)$/ ? "WHEN NOT v BETWEEN 0 AND 1 THEN 'no probability' || v" : '';
	my $fault = "CASE $range WHEN v::text ~* '\\m(nan|inf|infinity)\\M' THEN 'NaN or infinity' ELSE $reread END";
	try_all(map { [ "$signature with odd arguments", "SELECT min($fault) FROM (" . $call->($_) . ' OFFSET 0) q', undef ] } @calls);
	judge("$signature with odd arguments");
}

# No wait, whatever was asked: the bound is for slow machines.
my @slowest = split /\n/, $node->safe_psql('postgres', q{
	SELECT round(extract(epoch FROM took), 2) || ' s: ' || query FROM robust.outcome ORDER BY took DESC LIMIT 40});
note($_) foreach @slowest;
cmp_ok($slowest[0] =~ s/ s: .*//sr, '<', PROMPT_S, 'every call is prompt') or diag($slowest[0]);

done_testing();
