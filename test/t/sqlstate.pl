# The SQLSTATE of errors, which expected outputs do not show: by room, code and query. The page of
# the room has to name the code.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use CrmCluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $h = q{'{2026-01-05:1:40}'::crm.history};
my %errors = (
	survey => {
		22003 => [
			q{crm.satisfaction('NaN', 1)}, q{crm.satisfaction(1e308, 1e-308)}, q{crm.survey(1, 9223372036854775807) FROM generate_series(1, 2)},
			q{crm.delivered_value('NaN', 0, 0, 0, 1, 1, 1, 1)}, q{crm.delivered_value_ratio(0, 0, 0, 0, 1, 'Infinity', 1, 1)},
			q{crm.delivered_value(1e36, 0, 0, 0, 0, 0, 0, 0)}, q{crm.gap(1e308, -1e308)} ],
		22004 => [ q{crm.satisfaction_index(1, 1, NULL, 5)}, q{crm.weighted_gap(1, 1, NULL)}, q{crm.satisfaction_split(1, NULL) OVER ()} ],
		22023 => [
			q{crm.survey(1, -1)}, q{crm.nps('{11:1}')}, q{crm.csat('{0:1}')}, q{crm.ces('{8:1}')}, q{crm.nps_interval('{10:1}', 95)},
			q{crm.satisfaction(1, 0)}, q{crm.satisfaction(-1, 1)}, q{crm.satisfaction_zone(1, 1, 5)}, q{crm.satisfaction_index(1, 1, 5, 1)},
			q{crm.satisfaction_index(6, 1, 1, 5)}, q{crm.satisfaction_index(1, 1, 1, i + 1) FROM generate_series(1, 2) i},
			q{crm.weighted_gap(1, 0.9, 'sum_to_1')}, q{crm.importance_quadrant(1, 1, '{3}')}, q{crm.satisfaction_split(1, 20) OVER ()},
			q{crm.satisfaction_split(1, 0.6) OVER ()}, q{crm.delivered_value(0, 0, 0, 0, 0, -1, 0, 0)} ],
		'22P02' => [ q{'{1:0}'::crm.survey} ],
		23514 => [ q{11::crm.nps_answer} ],
		54000 => [ q{crm.survey(i) FROM generate_series(1, 1025) i} ],
	},
	loyalty => {
		22003 => [
			q{crm.price_sensitivity('NaN', 1)}, q{crm.share_of_wallet('NaN', 1)}, q{crm.share_of_wallet(1, 'Infinity')}, q{crm.share_of_wallet(1, 1e36)},
			q{crm.loyalty_kind('NaN', 1)}, q{crm.loyalty_cause(1, rules => ARRAY[('habit', 'habit', 'NaN', 1)]::crm.cause_rule[])} ],
		22004 => [
			q{crm.loyalty_cause(rules => NULL)}, q{crm.loyalty_cause(rules => '{NULL}')}, q{crm.loyalty_zone(1, NULL, 0.1) OVER ()},
			q{crm.loyalty_index('{NULL}'::float8[], '{1}')}, q{crm.loyalty_cause(rules => ARRAY[('habit', NULL, 0, 1)]::crm.cause_rule[])} ],
		22008 => [ qq{crm.repeat_rate($h, 'infinity')}, qq{crm.churn_rate($h, '-infinity', '2026-01-01', '2026-02-01')} ],
		22023 => [
			qq{crm.retention_rate($h, '2026-02-01', '2026-02-01')}, q{crm.share_of_wallet(2, 1)}, q{crm.share_of_wallet(-1, 1)}, q{crm.price_sensitivity(1, 0)},
			q{crm.loyalty_kind(4, 0)}, q{crm.apostle(1, 1, '{4}')}, q{crm.loyalty_zone(1, 0, 0.1) OVER ()}, q{crm.loyalty_zone(1, 0.6, 0.6) OVER ()},
			q{crm.loyalty_cause(rules => ARRAY[('trust', 'trust', 0.9, 0.1)]::crm.cause_rule[])},
			q{crm.loyalty_cause(rules => ARRAY[('trust', 'trust', 70, NULL)]::crm.cause_rule[])},
			q{crm.loyalty_index('{1}'::float8[], '{1,2}')}, q{crm.loyalty_index(1, -1)}, q{crm.loyalty_index(array_fill(1.0::float8, '{101}'), array_fill(1.0::float8, '{101}'))} ],
		'22P02' => [ qq{crm.repeat_rate($h, '2026-01-31', 'weeks')} ],
		42725 => [ q{crm.loyalty_index('{1}', '{1}')} ],
	},
	exact => {
		22003 => [
			q{crm.exact_sum('NaN'::float8)}, q{crm.exact_average('-Infinity'::float8)}, q{crm.exact_sum(v) FROM (VALUES (1.7e308::float8), (1e308)) x(v)},
			q{crm.exact_merge(m, m) FROM (SELECT 9223372036854775807 || array_fill(0::bigint, '{39}')) x(m)} ],
		22023 => [ q{crm.exact_sum_final('{1,2}')}, q{crm.exact_add(array_fill(0::bigint, '{40}'), 1)} ],
	},
	lifecycle => {
		22003 => [
			qq{crm.trend('{2026-01-05:1:999999999999999999999999999999999999, 2026-01-06:1:999999999999999999999999999999999999}', '2026-01-31', 30)},
			qq{crm.churn_signal($h, '2026-01-31', late => 'NaN')}, q{crm.durations('NaN', true)}, q{crm.restricted_mean('{"durations": [[1, 1, 0]]}', 'Infinity')},
			q{crm.rollup(d) FROM generate_series(1, 2), (VALUES ('{"durations": [[1, 9007199254740992, 0]]}'::crm.durations)) v(d)} ],
		22004 => [ qq{crm.retention_curve($h, NULL, 2, '2026-01-31')} ],
		22008 => [ qq{crm.customer_status($h, 'infinity')}, qq{crm.activity($h, '-infinity', '2026-01-31')} ],
		22023 => [
			qq{crm.trend($h, '2026-01-31', 0)}, qq{crm.customer_status($h, '2026-01-31', lapsing_days => 366)}, qq{crm.churn_signal($h, '2026-01-31', late => 0)},
			qq{crm.churn_signal($h, '2026-01-31', falling => -1)}, qq{crm.activity($h, '2026-01-31', '2026-01-31')}, qq{crm.retention_curve($h, 'day', -1, '2026-01-31')},
			qq{crm.retention_curve($h, 'day', i, '2026-01-31') FROM generate_series(1, 2) i}, q{crm.durations(-1, true)}, q{crm.durations(1e13, true)},
			q{crm.durations(5, true, 5)}, q{crm.median_survival_interval('{"durations": [[1, 1, 0]]}', 'log', 95)},
			q{crm.survival_quantile('{"durations": [[1, 1, 0]]}', 1)}, q{crm.restricted_mean('{"durations": [[1, 1, 0]]}', -1)} ],
		'22P02' => [ qq{crm.cohort($h, 'fortnight')}, q{'{"durations": []}'::crm.durations} ],
	});

my $root = "$FindBin::Bin/../..";
my $node = CrmCluster->new('sqlstate');
$node->safe_psql('postgres', q{
	CREATE FUNCTION state(query text) RETURNS text LANGUAGE plpgsql AS $$
	BEGIN EXECUTE query; RETURN 'no error'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$});
foreach my $room (sort keys %errors)
{
	my $page = slurp_file("$root/doc/$room.md");
	foreach my $state (sort keys %{ $errors{$room} })
	{
		my @queries = @{ $errors{$room}{$state} };
		my @states = split /\n/, $node->safe_psql('postgres', join "\n", map { "SELECT state(\$q\$SELECT $_\$q\$);" } @queries);
		is($states[$_], $state, "$room: $queries[$_]") for 0 .. $#queries;
		like($page, qr/^\| [^|]*\b$state\b[^|]* \|/m, "doc/$room.md names $state");
	}
}

done_testing();
