# What the catalogs say of every object of the extension: how it is marked, that it is commented,
# that its types are whole, and that neither a search_path nor a lack of privilege changes it.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;

my $root = "$FindBin::Bin/../..";
my $node = CrmCluster->new('catalog');

sub lines { return split /\n/, $node->safe_psql('postgres', $_[0]) }

# A list that should be empty; what is in it is shown.
sub none
{
	my ($name, $query) = @_;
	is($node->safe_psql('postgres', $query), '', $name);
}

# How functions are marked: the first line that matches counts, and each has to match something.
# Taking or giving an enum of the extension leaves a function immutable: see src/core/enums.h.
my $plain = 'function immutable strict safe';
my @marks = (
	[ qr/^crm\.\w+_(eq|ne|lt|le|gt|ge|cmp|hash|hash_extended)\(/, "$plain leakproof" ],
	[ qr/^crm\.history_add\(.*timestamp with time zone/, 'function stable not-strict safe' ],    # asks TimeZone
	[ qr/^crm\.\w+_add\(/, 'function immutable not-strict safe' ],    # skips rows, not states
	[ qr/^crm\.(history|rollup|rfm_cuts|tier_cuts|pareto_share|gini|lorenz|customer_base|backtest)\((?!.*\[\],)(?!double precision\[\]\)$)/,
		'aggregate immutable not-strict safe' ],
	[ qr/^crm\.(retention_curve|revenue_curve)\(/, 'aggregate immutable not-strict safe' ],
	# A start may be NULL, and so may the mean spend of who never came back.
	[ qr/^crm\.fit\(/, 'function immutable not-strict safe' ],
	[ qr/^crm\.expected_spend\(crm\.model,double precision,double precision\)/, 'function immutable not-strict safe' ],
	[ qr/^crm\.clv\(crm\.model,crm\.model,double precision,/, 'function immutable not-strict safe' ],
	[ qr/^crm\.rfm_score\(double precision,double precision,double precision(,integer)?\)/, 'window immutable not-strict safe' ],
	[ qr/^crm\.tier\(double precision(,double precision\[\])?\)/, 'window immutable not-strict safe' ],
	[ qr/^crm\.(abc_class|value_class)\(/, 'window immutable not-strict safe' ],
	# Room portfolio
	[ qr/^crm\.(weighted_score|portfolio_balance)\(/, 'aggregate immutable not-strict safe' ],
	[ qr/^crm\.(relative_share\((numeric|double precision)\)|bcg_internal\()/, 'window immutable not-strict safe' ],
	[ qr/^crm\.(survey|satisfaction_index|gap|weighted_gap)\(/, 'aggregate immutable not-strict safe' ],
	[ qr/^crm\.satisfaction_split\(/, 'window immutable not-strict safe' ],
	[ qr/^crm\.(bcg|grid)_svg\(/, 'aggregate immutable not-strict safe' ],
	[ qr/^crm\.histories\(/, 'function stable not-strict not-safe' ],    # runs a query; its key is best NULL
	# Of the room report: what makes and keeps tables, what reads them, what only writes SQL.
	[ qr/^crm\.(create_report|refresh|drop_report|report_(apply|create|describe|fill|find|fold|follow|grant|recut|refit|step|track$|track\()\w*)/, 'function volatile not-strict not-safe' ],
	[ qr/^crm\.report_(seconds|cost)\(/, 'function volatile strict not-safe' ],
	[ qr/^crm\.report_(check|untracked)\w*\(/, 'function stable not-strict not-safe' ],
	[ qr/^crm\.(customers_as_of|segment_moves|report_(column_type|columns_stand|equality|obstacle|parts|numbers|tracked_columns|trackers|note_products|literals|cohort_query))\(/, 'function stable strict not-safe' ],
	[ qr/^crm\.report_(views|scorer|scores|label)\(/, 'function immutable not-strict safe' ],
	[ qr/^crm\.check_rules\(/, 'function immutable not-strict safe' ],    # no rules are not no problems
	# loyalty
	[ qr/^crm\.(repeat_rate|retention_rate|churn_rate|purchase_frequency|price_sensitivity)\(/, 'aggregate immutable not-strict safe' ],
	[ qr/^crm\.loyalty_index\(double precision,double precision\)/, 'aggregate immutable not-strict safe' ],
	[ qr/^crm\.loyalty_zone\(/, 'window immutable not-strict safe' ],
	[ qr/^crm\.loyalty_cause\(/, 'function immutable not-strict safe' ],    # what is not known is NULL
	[ qr/^crm\.durations\(/, 'aggregate immutable not-strict safe' ],
	[ qr/^crm\.exact_(sum|average)\(/, 'aggregate immutable not-strict safe' ],
	[ qr/^crm\./, $plain ]);
my %matched;
foreach my $line (lines(q{
	SELECT p.oid::regprocedure, concat_ws(' ', CASE prokind WHEN 'f' THEN 'function' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' END,
		CASE provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
		CASE WHEN proisstrict THEN 'strict' ELSE 'not-strict' END,
		CASE proparallel WHEN 's' THEN 'safe' ELSE 'not-safe' END, CASE WHEN proleakproof THEN 'leakproof' END)
	FROM pg_proc p WHERE pronamespace = 'crm'::regnamespace ORDER BY 1::text}))
{
	my ($signature, $marks) = split /\|/, $line;
	my ($i) = grep { $signature =~ $marks[$_][0] } 0 .. $#marks;
	$matched{$i} = 1;
	is($marks, $marks[$i][1], "$signature is marked");
}
is(scalar(keys %matched), scalar(@marks), 'each line of the table of marks is about some function');

none('all functions are C of this library, run as the caller and leave settings alone', q{
	SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = prolang
	WHERE pronamespace = 'crm'::regnamespace AND prokind <> 'a' AND lanname NOT IN ('plpgsql', 'sql')
	AND (lanname <> 'c' OR probin <> 'crm_ext' OR prosecdef OR proconfig IS NOT NULL OR prosrc NOT LIKE 'crm\_%')});
none('but those of the room report, run as the caller too, whose search_path is nobody else\'s', q{
	SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = prolang
	WHERE pronamespace = 'crm'::regnamespace AND prokind <> 'a' AND lanname <> 'c'
	AND (prosecdef OR proname !~ 'report|^(refresh|customers_as_of|segment_moves)$'
		OR lanname = 'plpgsql' AND (proconfig[1] IS DISTINCT FROM 'search_path=pg_catalog, pg_temp'
			OR NOT proconfig[2:] <@ ARRAY['DateStyle=ISO, MDY', 'IntervalStyle=postgres', 'extra_float_digits=1', 'jit=off', 'random_page_cost=1.1'])
		OR lanname = 'sql' AND prosqlbody IS NULL)});
none('functions of many rows say how many', q{
	SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'crm'::regnamespace AND proretset AND prorows IN (0, 1000)});
none('aggregates combine, on a state of an SQL type whose size they estimate', q{
	SELECT aggfnoid FROM pg_aggregate JOIN pg_proc p ON p.oid = aggfnoid WHERE pronamespace = 'crm'::regnamespace
	AND (aggcombinefn = 0 OR aggtranstype = 'internal'::regtype OR aggtransspace <= 0 OR aggfinalmodify <> 'r')});

none('every object of the extension is commented', q{
	SELECT pg_describe_object(classid, objid, 0) FROM pg_depend d
	WHERE deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'crm_ext')
	AND classid <> 'pg_opfamily'::regclass -- made with its operator class, and named like it
	AND NOT EXISTS (SELECT FROM pg_type t WHERE classid = 'pg_type'::regclass AND t.oid = objid AND typelem <> 0)
	AND coalesce(obj_description(objid, classid::regclass::name), '') = ''});
none('columns of composite types are commented', q{
	SELECT attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
	WHERE relnamespace = 'crm'::regnamespace AND attnum > 0 AND col_description(attrelid, attnum) IS NULL});
cmp_ok($node->safe_psql('postgres', q{
	SELECT count(DISTINCT classid) FROM pg_depend WHERE deptype = 'e'
	AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'crm_ext')}), '>=', 5, 'and there are objects of many kinds');
none('nothing in schema crm is not of the extension', q{
	SELECT pg_describe_object('pg_proc'::regclass, oid, 0) FROM pg_proc p WHERE pronamespace = 'crm'::regnamespace
		AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
	UNION ALL SELECT pg_describe_object('pg_class'::regclass, oid, 0) FROM pg_class
		WHERE relnamespace = 'crm'::regnamespace AND relkind <> 'c'});
none('the extension has no object outside of schema crm', q{
	SELECT identity FROM pg_depend, LATERAL pg_identify_object(classid, objid, 0)
	WHERE deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'crm_ext')
	AND type <> 'cast' AND schema IS DISTINCT FROM 'crm'});

none('base types are sent and received, and all but the state types are compared and hashed', q{
	SELECT t.oid::regtype FROM pg_type t
	WHERE typnamespace = 'crm'::regnamespace AND typtype = 'b' AND typelem = 0
	AND (typsend = 0 OR typreceive = 0 OR (typlen = -1 AND typstorage <> 'x')
	     OR (t.oid NOT IN ('crm.sample'::regtype, 'crm.chart'::regtype)) IS DISTINCT FROM ((
		SELECT coalesce(array_agg(amname::text ORDER BY amname), '{}') FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod
		WHERE opcintype = t.oid AND opcdefault) = '{btree,hash}'))});
none('comparison operators have a commutator and estimators, = is hashed and merged', q{
	SELECT oid::regoperator FROM pg_operator WHERE oprnamespace = 'crm'::regnamespace AND oprresult = 'boolean'::regtype
	AND (oprcom = 0 OR oprnegate = 0 OR oprrest = 0 OR oprjoin = 0 OR (oprname = '=') <> oprcanhash OR (oprname = '=') <> oprcanmerge)});
none('operator classes are valid', q{
	SELECT opcname FROM pg_opclass WHERE opcnamespace = 'crm'::regnamespace AND NOT amvalidate(oid)});

# Everything of the same name in a schema that comes first, and any of it ends the query.
my $trap = q{
	CREATE SCHEMA trap;
	CREATE FUNCTION trap.trap() RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trapped''; END';
	DO $$
	DECLARE t text; o text; f text;
	BEGIN
		FOREACH t IN ARRAY '{integer,bigint,numeric,double precision,text,date,bytea,oid,boolean}'::text[] LOOP
			EXECUTE format('CREATE FUNCTION trap.op(%1$s, %1$s) RETURNS boolean LANGUAGE plpgsql AS ''BEGIN RAISE EXCEPTION ''''trapped''''; END''', t);
			FOREACH o IN ARRAY '{=,<>,<,<=,>,>=,+,-,*,/,||}'::text[] LOOP
				EXECUTE format('CREATE OPERATOR trap.%1$s (FUNCTION = trap.op, LEFTARG = %2$s, RIGHTARG = %2$s)', o, t);
			END LOOP;
			FOREACH f IN ARRAY '{numeric_div,numeric_add,numeric_sub,int4,date,float8,sum,count,segment,rfm_score,history,fit,model,clv,bcg,planning_gap,
					cause_rules,loyalty_index,survey,nps,mean,responses,gap}'::text[] LOOP
				EXECUTE format('CREATE FUNCTION trap.%I(%2$s) RETURNS %2$s LANGUAGE plpgsql AS ''BEGIN RAISE EXCEPTION ''''trapped''''; END''', f, t);
			END LOOP;
		END LOOP;
		FOREACH t IN ARRAY '{history,rfm_cuts,rfm_score,tier,tier_cuts,sample,segment_rule,customer_base,model,model_kind,first_margin,backtest_result,
				customer_status,lifecycle_stage,churn_signal,activity,period,retention,durations,conf_type,bcg_class,grid_cell,portfolio_balance,
				balance_warning,chart,cause_rule,purchase_count,loyalty_kind,apostle,loyalty_zone,loyalty_cause,loyalty_indicator,survey,nps_method,
				nps_answer,rating5,ces_version,satisfaction_zone,satisfaction_split,weighting,importance_quadrant,
				text,numeric,integer,date,jsonb}'::text[] LOOP
			EXECUTE format('CREATE DOMAIN trap.%I AS pg_catalog.int4 CHECK (trap.trap() IS NULL)', t);
		END LOOP;
	END $$;};
my $query = q{
	SELECT pg_catalog.md5(pg_catalog.string_agg(r::pg_catalog.text, ' ' ORDER BY r::pg_catalog.text)) FROM (
		SELECT c, h, crm.average_order(h, '2026-01-31'), crm.recency(h, '2026-01-31'), h OPERATOR(crm.||) h,
			crm.rfm_score(crm.recency(h, '2026-01-31'), crm.frequency(h, '2026-01-31'), crm.monetary(h, '2026-01-31')::pg_catalog.float8) OVER (),
			crm.tier(crm.monetary(h, '2026-01-31')::pg_catalog.float8) OVER (), crm.abc_class(crm.total(h)) OVER (),
			crm.customer_status(h, '2026-01-31'), crm.lifecycle_stage(h, '2026-01-31'), crm.churn_signal(h, '2026-01-31'), crm.trend(h, '2026-01-31', 9),
			crm.activity(h, '2026-01-01', '2026-01-08'), crm.overdue(h, '2026-01-31'), crm.cohort(h, 'week'), crm.revenue_curve(h, 'week', 3, '2026-01-31', 'unbounded') OVER (),
			crm.restricted_mean(crm.durations(c, true) OVER (), 2), crm.median_survival_interval('{"durations": [[1, 9, 1], [3, 2, 2, 1]]}'),
			crm.value_class(c, 5) OVER (), crm.exact_sum(c) OVER (), crm.exact_average(c) OVER (), crm.segment('543'::crm.rfm_score), crm.segment('543'::crm.rfm_score, rules),
			(SELECT pg_catalog.count(*) FROM crm.check_rules(rules))
		FROM (SELECT c, crm.history(d, a) h, ARRAY(SELECT s FROM crm.segment_rules('putler') s) rules FROM (VALUES
			(1, '2026-01-05'::pg_catalog.date, 59.80), (1, '2026-01-09', 3), (2, '2026-01-02', 7), (3, '2026-01-01', 0)) o(c, d, a)
			GROUP BY c) b) r;
	WITH base AS (SELECT h::crm.history FROM (VALUES ('{2026-01-01:1:5}'), ('{2026-01-03:1:9, 2026-01-17:1:8, 2026-02-20:1:3}'), ('{2026-01-04:1:6, 2026-01-09:1:2}'),
			('{2026-01-05:1:1}'), ('{2026-01-05:1:7, 2026-02-01:1:7, 2026-03-20:1:5}'), ('{2026-01-08:1:2, 2026-02-26:1:4}'), ('{2026-02-07:1:3}'), ('{2026-02-09:1:8}')) o(h)),
		fits AS (SELECT b, crm.fit(b, 'pareto_nbd') m, crm.fit(b, 'gamma_gamma') s FROM (SELECT crm.customer_base(h, '2026-03-01') b FROM base) q)
	SELECT pg_catalog.md5(pg_catalog.string_agg(r::pg_catalog.text, ' ' ORDER BY r::pg_catalog.text)) FROM (
		SELECT m, s, crm.p_alive(m, h, '2026-03-01'), crm.clv(m, s, h, '2026-03-01', 365, 0.1), crm.purchase_interval(m, h, '2026-03-01', 30, 0.9),
			crm.expected_spend(s, 0, NULL), crm.residual_purchases(m, 0.1), crm.fit(b, 'pareto_nbd', start => m::pg_catalog.jsonb::crm.model),
			(SELECT pg_catalog.string_agg(t::pg_catalog.text, ' ') FROM crm.tracking(m, b) t), (SELECT pg_catalog.string_agg(f::pg_catalog.text, ' ') FROM crm.frequency_check(m, b) f),
			crm.param(m, 'alpha'), crm.kind(m), crm.flags(m), crm.repeaters(b OPERATOR(crm.||) b), crm.backtest(h, '2026-01-31', '2026-03-01', m) OVER (),
			(SELECT crm.bcg_svg(n, x, x, 5) FROM (VALUES ('a'::pg_catalog.text, 0.1::pg_catalog.float8)) v(n, x)), crm.survival(crm.fit_sbg('{9,5,3,2}'), 7), crm.retention_uplift(0.8, 0.1), crm.customer_worth(9, 1, 1, 1, 1)
		FROM base, fits) r;
	SELECT pg_catalog.md5(pg_catalog.string_agg(r::pg_catalog.text, ' ' ORDER BY r::pg_catalog.text)) FROM (
		SELECT crm.portfolio_balance(class, sales), crm.weighted_score(3, 0.5, true), crm.grid_zone(crm.grid_cell(3, 4)), crm.ansoff(true, false),
			pg_catalog.max(crm.unit_strategy(class, true)), (SELECT pg_catalog.string_agg(g::pg_catalog.text, ' ') FROM crm.planning_gap('{1}', '{9}', '{5}', '{1}', '{2}', '{0}') g)
		FROM (SELECT sales, crm.bcg(crm.market_growth(sales, 100), crm.relative_share(sales) OVER ()) AS class, crm.bcg_internal(sales, 100) OVER () FROM
			(VALUES (110.0), (130)) v(sales)) s) r;
	SELECT pg_catalog.md5(pg_catalog.string_agg(r::pg_catalog.text, ' ' ORDER BY r::pg_catalog.text)) FROM (
		SELECT crm.repeat_rate(h, '2026-01-31', 'days'), crm.retention_rate(h, '2026-02-01', '2026-03-01'), crm.churn_rate(h, '2026-01-01', '2026-02-01', '2026-03-01'),
			crm.purchase_frequency(h, '2026-01-01', '2026-02-01'), crm.price_sensitivity(y, x), crm.loyalty_index(z, x), crm.share_of_wallet(3, 4),
			crm.loyalty_kind(0.9, 0.1), crm.apostle(4, 5, ARRAY[4, 4]), crm.loyalty_index(1, 1, 1, 0, 0, 0, 1, 1), crm.loyalty_index(ARRAY[1, 0.5], ARRAY[2, 1]),
			crm.loyalty_cause(trust => 0.9), crm.loyalty_cause(trust => 0.9, rules => ARRAY[('habit', 'trust', 0.5, NULL)]::crm.cause_rule[]),
			(SELECT pg_catalog.string_agg(z::pg_catalog.text, ' ') FROM (SELECT crm.loyalty_zone(x) OVER () z FROM (VALUES (1), (2), (3)) v(x)) s)
		FROM (VALUES ('{2026-01-05:2:5, 2026-02-03:1:9}'::crm.history, 1, 9, 0.5), ('{2026-01-09:1:1}', 2, 5, 1), ('{}', 5, 4, 0.25)) v(h, x, y, z)) r;
	SELECT pg_catalog.md5(pg_catalog.string_agg(r::pg_catalog.text, ' ' ORDER BY r::pg_catalog.text)) FROM (
		SELECT crm.survey(a), crm.rollup(w OPERATOR(crm.||) '{9:3}'), crm.mean(crm.survey(a, 3)), crm.nps(crm.survey(a)), crm.nps_interval(crm.survey(a)),
			crm.nps_difference(crm.survey(a), '{0:5}', 0.9, 'wald'), crm.csat(crm.survey(a), 9), crm.csat_interval(crm.survey(a), 9), crm.csat_interval('{5:1, 2:3}'),
			crm.ces('{3:4}'), crm.ces('{3:4}', 'ces_1'), crm.satisfaction_zone(3, 4), crm.importance_quadrant(3, 4), crm.gap(a, 5), crm.weighted_gap(a, 2, 'normalise'),
			crm.satisfaction_index(a, 1, 0, 10), crm.delivered_value(9, 1, 1, 1, 5, 1, 1, 1), crm.delivered_value_ratio(9, 1, 1, 1, 5, 1, 1, 1), 7::crm.nps_answer, 4::crm.rating5,
			(SELECT pg_catalog.string_agg(c::pg_catalog.text, ' ') FROM crm.counts('{9:3, 1:2}') c),
			(SELECT pg_catalog.string_agg(z::pg_catalog.text, ' ') FROM (SELECT crm.satisfaction_split(x) OVER () z FROM (VALUES (1), (2), (3)) v(x)) s)
		FROM (VALUES (10, '{1:2}'::crm.survey), (7, '{}'), (3, NULL)) v(a, w)) r};
my $hostile = 'SET search_path = trap, pg_catalog, crm;';
my $result = $node->safe_psql('postgres', $query);
like($result, qr/^[0-9a-f]{32}(\n[0-9a-f]{32})+$/, 'queries over many functions');
$node->safe_psql('postgres', $trap);
is($node->safe_psql('postgres', $hostile . $query), $result, 'give the same with a hostile search_path');
my ($status) = $node->psql('postgres', "$hostile SELECT 1 = 1");
isnt($status, 0, 'which is a trap indeed');
$node->safe_psql('postgres', 'CREATE DATABASE other');
$node->safe_psql('other', "$trap $hostile CREATE EXTENSION crm_ext");
is($node->safe_psql('other', $query), $result, 'so do those of an extension created with it');

# Trusted: whoever owns the database may install it, use it and drop it; others may not install it.
$node->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE ROLE guest LOGIN; CREATE DATABASE owned OWNER owner');
sub as { return $node->psql('owned', "SET SESSION AUTHORIZATION $_[0]; $_[1]", on_error_stop => 1) }
is((as('guest', 'CREATE EXTENSION crm_ext'))[0], 3, 'who owns nothing can not create the extension');
is((as('owner', 'CREATE EXTENSION crm_ext'))[0], 0, 'the owner of the database can');
is((as('owner', $query))[1], $result, 'and use it');
is((as('owner', 'GRANT USAGE ON SCHEMA crm TO guest'))[0], 0, 'and let others use it');
is((as('guest', $query))[1], $result, 'who then can');
is((as('owner', 'DROP EXTENSION crm_ext'))[0], 0, 'and drop it');

# The library gives away no other names than those that the server looks up.
my ($path) = map { s/\$libdir/`pg_config --pkglibdir`/er =~ s/\s//gr } grep { -e (s/\$libdir/`pg_config --pkglibdir`/er =~ s/\s//gr) . '/crm_ext.so' }
  split /:/, $node->safe_psql('postgres', 'SHOW dynamic_library_path');
SKIP:
{
	skip 'there is no nm here, or no library that it reads', 2 if !$path || `nm -D --defined-only $path/crm_ext.so 2>/dev/null` eq '';
	my @names = map { (split)[2] } split /\n/, `nm -D --defined-only $path/crm_ext.so`;
	is(join(' ', grep { !/^(crm_|pg_finfo_crm_|Pg_magic_func$|_init$|_fini$|_PG_init$)/ } @names), '', 'exported names are those of the extension');
	my %exported = map { $_ => 1 } @names;
	is(join(' ', grep { !$exported{$_} || !$exported{"pg_finfo_$_"} } lines(q{
		SELECT DISTINCT prosrc FROM pg_proc JOIN pg_language l ON l.oid = prolang WHERE pronamespace = 'crm'::regnamespace AND prokind <> 'a' AND lanname = 'c'})), '', 'and all of its functions are among them');
}

# One version, wherever it is written.
my ($version) = slurp_file("$root/crm_ext.control") =~ /^default_version = '(.*)'$/m;
my $meta = decode_json(slurp_file("$root/META.json"));
my ($change) = slurp_file("$root/CHANGELOG.md") =~ /^##\s+\[?v?(\d+\.\d+\.\d+)/m;
is($node->safe_psql('postgres', q{SELECT extversion FROM pg_extension WHERE extname = 'crm_ext'}), $version, 'the version is that of the control file');
is($meta->{version}, $version, 'of META.json');
is($meta->{provides}{crm_ext}{version}, $version, 'of what it provides');
is($meta->{provides}{crm_ext}{file}, "src/crm_ext--$version.sql", 'of its file');
is($change, $version, 'and of the newest heading of the changelog');

done_testing();
