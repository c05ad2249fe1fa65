# What robust.pl tries: valid values of the types of schema crm to mutate, and for each type of
# argument the values that are likely to be handled badly.
package RobustData;
use strict;
use warnings;
use Chance;

# Valid values of each base type, as text.
our %seed = (
	'crm.history' => [
		'{}', '{2026-01-05:1:12}', '{2026-01-05:2:59.80, 2026-03-01:1:12}',
		'{0001-01-01:1:0.00, 2000-01-01:7:-3.5, 9999-12-31:0:-0.00000000000000000001}',
		'{2024-02-29:2147483647:999999999999999999999999999999999999}',
		'{' . join(', ', map { sprintf '2025-%02d-%02d:%d:%d.%02d', $_ % 12 + 1, $_ % 28 + 1, $_, $_ * 7, $_ } 1 .. 40) . '}' ],
	'crm.sample' => [
		'{"parameters": [], "columns": [[]]}', '{"parameters": [], "columns": [[[1.5, 1], [2, 3]]]}',
		'{"parameters": [5], "columns": [[[0, 1], [3, 2]], [[1, 3]], [[-2.5, 1], [1e300, 2]]]}',
		'{"parameters": [0.01, 0.05, 0.2], "columns": [[[-7, 1], [1, 9007199254740990]]]}',
		'{"parameters": [5], "columns": [[[0.1, 1], [0.2, 1], [0.3, 1]]]}' ],
	'crm.rfm_cuts' => [
		'{"recency": [7], "frequency": [1], "monetary": [10]}',
		'{"recency": [7, 30, 90, 365], "frequency": [1, 1, 2, 5], "monetary": [-1e10, 0, 99.99, 1e300]}',
		'{"recency": [1, 2, 3, 4, 5, 6, 7, 8], "frequency": [1, 2, 3, 4], "monetary": [0.1, 0.2]}' ],
	'crm.customer_base' => [
		'{"triples": [[0, 0, 0, 1]]}', '{"triples": [[0, 0, 27, 3], [2, 4.5, 27.25, 1], [7, 1e-300, 1e300, 2]], "spends": [[2, 22.345, 1], [7, 5e-324, 1], [7, 1e308, 1]]}',
		'{"as_of": "2026-02-01", "triples": [[0, 0, 27, 1000000], [1, 4, 27, 1], [1, 369, 392, 1]], "spends": [[1, 12.345, 1]], "without_spend": 1, "repeats": [[23, 2]]}',
		'{"as_of": null, "triples": [[0, 0, 27, 3], [0, 0, 30, 1], [1, 4, 27, 1], [1, 9, 27, 4], [2, 26, 30, 2], [5, 20, 21, 1]], "spends": [[1, 10, 3], [1, 12.5, 2], [5, 0.01, 1]], "without_spend": 2}',
		'{"as_of": "9999-12-31", "triples": [[0, 0, 9999, 1], [1, 9999, 9999, 1], [2, 2, 9999, 1]], "without_spend": 2, "repeats": [[0, 1], [9997, 1], [9998, 1]]}',
		'{"triples": [[0, 0, 6, 3464], [1, 1, 6, 1091], [1, 2, 6, 277], [2, 2, 6, 613], [3, 6, 6, 357], [6, 6, 6, 1203]], "without_spend": 3541}',
		'{"triples": [[1, 3, 5, 9007199254740992]], "spends": [[1, 3, 9007199254740992]]}', '{"triples": [[0, 0, 1, 1], [2147483647, 1, 2, 1]], "without_spend": 1}' ],
	'crm.model' => [
		'{"model": "bg_nbd", "r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "unit_days": 7}',
		'{"model": "gamma_gamma", "p": 6.25, "q": 3.74, "gamma": 15.44}', '{"model": "sbg", "alpha": 1e-12, "beta": 1e12}',
		'{"model": "sbg", "alpha": 0.5, "beta": 1.5, "unit_days": 365, "customers": 9, "log_likelihood": -16.5, "covariance": [[0.25, 0.125], [0.125, 1]], "gradient_norm": 1e-12, "condition_number": 4, "iterations": 9, "flags": ["ridge"]}',
		'{"model": "pareto_nbd", "r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669, "customers": 2357, "log_likelihood": -9594.976, "gradient_norm": 0, "iterations": 0, "converged": false, "flags": ["not_converged"]}' ],
	'crm.rfm_score' => [ '111', '555', '543', '999' ],
	'crm.durations' => [
		'{"durations": [[5, 1, 0]]}', '{"durations": [[0, 1, 0], [3, 0, 2], [9, 3, 1]]}', '{"durations": [[0, 0, 1], [0.25, 1, 0], [7, 1, 3, 0.5], [7, 2, 0, 6.75], [1e12, 1, 1, 1e-300]]}',
		'{"durations": [[2, 1, 0], [3, 1, 0, 2], [4, 9007199254740990, 0, 3]]}', '{"durations": [[1, 0, 9007199254740992]]}', '{"durations": [[5e-324, 1, 0], [1e12, 9007199254740991, 0, 999999999999]]}',
		'{"durations": [' . join(', ', map { sprintf '[%d, %d, %d]', 7 * $_, $_ % 4, $_ % 3 + 1 } 1 .. 60) . ']}' ],
	'crm.chart' => [
		'{"chart": "bcg", "cuts": [0.1, 1], "title": "", "bubbles": []}',
		'{"chart": "bcg", "cuts": [0.1, 1], "title": "Lines \\"A\\" \\u20ac", "bubbles": [["", -1, 0, 0], ["a \\\\ b", 0.1, 1.5, 12.50], ["c", 0.2, 150, 999999999999999999999999999999999999]]}',
		'{"chart": "grid", "cuts": [2.33, 3.67], "title": "Units", "bubbles": [["\\ud83d\\ude00", 1, 5, 0.00000000000000000001], ["a", -1000, 1000, 7], ["a", -1000, 1000, 7]]}',
		'{"chart": "bcg", "cuts": [-0.5, 100], "title": "x", "bubbles": [' . join(', ', map { sprintf '["p%02d", %s, %s, %d]', $_, $_ / 128, $_ / 16, $_ * 7 } 1 .. 40) . ']}' ],
	'crm.tier_cuts' =>
	  [ '{"vip": 1000, "major": 500.5, "ordinary": 0}', '{"vip": -1, "major": -1, "ordinary": -1e300}' ],
	'crm.survey' => [
		'{}', '{0:3, 9:12, 10:40}', '{1:1, 2:7, 3:9, 4:30, 5:128}', '{10:9223372036854775807}', '{-2147483648:1, -1:2, 5:300, 2147483647:9223372036854770000}',
		'{' . join(', ', map { $_ * 7 - 900 . ":$_" } 1 .. 1024) . '}' ]);

my @float = (qw('NaN' 'Infinity' '-Infinity' 0 '-0' 1 0.2 0.5 0.8 0.9 -1 1e308 -1.7e308 5e-324 3 5), 'NULL');
my @sample = map { "'$_'" } @{ $seed{'crm.sample'} },
  map { s/\s+//gr }
  '{"parameters": [-1], "columns": [[[1, 2]]]}', '{"parameters": [1e300], "columns": [[[1, 2]]]}',
  '{"parameters": [0.5], "columns": [[[-1, 1], [1, 1]]]}', '{"parameters": [3], "columns": [[[5e-324, 9007199254740992]]]}',
  '{"parameters": [], "columns": [[[1e308, 9007199254740992]]]}',
  '{"parameters": [], "columns": [[[0, 3], [1.7e308, 9007199254740989]]]}',
  '{"parameters": [0, 0, 0], "columns": [[[1, 2]]]}', '{"parameters": [-1, -1, -1], "columns": [[[1, 2]]]}',
  '{"parameters": [0.6, 0.1, 0.01], "columns": [[[1, 50], [2, 50]]]}',
  '{"parameters": [0.1, 0.2, 2], "columns": [[[1, 2]]]}',
  '{"parameters": [0.5], "columns": [[], [], []]}', '{"parameters": [1000], "columns": [[], [], []]}',
  '{"parameters": [9], "columns": [[[-1.7e308, 1], [1.7e308, 1]], [[1, 2]], [[0, 1], [5e-324, 1]]]}';

# SQL expressions, a list for each type.
our %odd = (
	'double precision' => \@float,
	'integer' => [qw(NULL 0 -1 1 2 5 9 10 543 100000 2147483647 -2147483648)],
	'bigint' => [qw(NULL 0 -1 9223372036854775807)],
	'text' => [ 'NULL', "''", "'alpha'", "'r'", "'q'", "repeat('\x{e9}', 200)" ],
	'jsonb' => [ 'NULL', "'{}'", "'5'", "'[]'", map { "'$_'" } '{"model": "sbg", "alpha": 1, "beta": 1e-12}', '{"model": 5}' ],
	'boolean' => [qw(NULL true false)],
	'anyelement' => [ 'NULL::integer', 'NULL::text', '5', 'NULL::json', 'NULL::double precision' ],
	'numeric' => [
		qw(NULL 'NaN' 'Infinity' '-Infinity' 0 0.00 -5 12.50 1e35 1e36 -1e40 1e-20 1e-21 1e-30 1e100 -0.0000001),
		'999999999999999999999999999999999999', '-999999999999999999999999999999999999',
		'123456789012345678901234567890.1234567' ],
	'numeric[]' => [
		'NULL', map { "'$_'" } '{}', '{NULL}', '{NaN}', '{1}', '{1,2}', '{0.5,1,2,0}', '{2,1,1,1}', '{3,1,1,0}', '{1e1000,1e1000,1,1}', '{-1,0,0,0}',
		'{1,0,2,3,10,0,5.5,7}', '{0,0,0,0,0,0,0,0}', '{1,1,1,1,1e1000,1,1,1}', '{1,1,1,1,1,1,1,Infinity}', '{1e30,1,1,1,1,1,1,1}', '{{1,2,3,4}}', '[0:1]={1,2}' ],
	'integer[]' => [ 'NULL', map { "'$_'" } '{}', '{NULL}', '{2026}', '{2026,2027}', '{{1}}', '{2147483647,-2147483648}' ],
	'date' => [
		map { $_ eq 'NULL' ? $_ : "'$_'" } 'NULL', 'infinity', '-infinity', '0001-01-01', '9999-12-31', '10000-01-01',
		'4714-11-24 BC', '5874897-12-31', '2026-01-05', '2000-01-01', '1999-12-31' ],
	'double precision[]' => [
		map { $_ eq 'NULL' ? $_ : "'$_'" } 'NULL', '{}', '{NULL}', '{NaN}', '{1,2,3}', '{3,2,1}', '{0.1,0.2,0.5}',
		'{{1,2},{3,4}}', '{{0.1,0.2,0.5}}', '[0:2]={0.1,0.2,0.5}', '{1e308,0,-1e308}', '{Infinity,1,0}', '{-0,0,0}',
		'{0.5}', '{1,1,1}', '{1,NULL,2}', '{' . join(',', 1 .. 100) . '}' ],
	'cstring' => [ 'NULL', "''", "'x'", "'{'", "'{}'", "'111'" ],
	'bigint[]' => [
		'NULL', map { "'$_'" } '{}', '{NULL}', '{5,3,1}', '{1000,869,743,653,593,551,517,491}', '{9,9,9}', '{9,0,0,0}', '{5,3,NULL}', '{1,2,3}', '{{5,3,1}}',
		'[3:5]={5,3,1}', '{9007199254740992,9007199254740991,1}', '{9223372036854775807,5,3}', '{-1,-2,-3}', '{1,1,1,1,1,1,1}', '{0,0,0}',
		'{2,1,4,3221225472,1073741824,5,4}',
		'{1,0,2,0,9500,1,0,0,3,0,2}', '{1,1,2,1,9500,2,2,0,1200,-1,-50,0,7}', '{1,0,0,1,9500,0,0,0,9223372036854775807}', '{1,1,4,0,9500,0,20,1,0}', '{1,1,4,0,9500,0,0,9223372036854775807,-1}',
		'{' . join(',', ('9223372036854775807') x 7) . '}', '{0,0,0,-9223372036854775808,1,-9223372036854775808,1}' ],
	'crm.sample' => [ 'NULL', @sample ],
	'crm.model' => [
		'NULL', map { "'$_'" } @{ $seed{'crm.model'} }, '{"model": "bg_nbd", "r": 1e-12, "alpha": 1e12, "a": 1e12, "b": 1e-12, "unit_days": 1e-5}',
		'{"model": "bg_nbd", "r": 1e12, "alpha": 1e-12, "a": 1e-12, "b": 1e12, "unit_days": 1e6}',
		'{"model": "mbg_nbd", "r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614, "unit_days": 7}',
		'{"model": "mbg_nbd", "r": 1e12, "alpha": 1e12, "a": 1e12, "b": 1e12, "unit_days": 1}',
		'{"model": "pareto_nbd", "r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669, "unit_days": 7}',
		'{"model": "pareto_nbd", "r": 1e12, "alpha": 1e12, "s": 1e-12, "beta": 1e-12, "unit_days": 1}',
		'{"model": "pareto_nbd", "r": 1e-12, "alpha": 1e-12, "s": 1e12, "beta": 1e12, "unit_days": 1e6}',
		'{"model": "bg_bb", "alpha": 1.204, "beta": 0.75, "gamma": 0.657, "delta": 2.783, "unit_days": 365.25}',
		'{"model": "bg_bb", "alpha": 1e12, "beta": 1e-12, "gamma": 1e-12, "delta": 1e12}',
		'{"model": "gamma_gamma", "p": 1e-12, "q": 0.5, "gamma": 1e12}', '{"model": "sbg", "alpha": 0.704, "beta": 1.182, "unit_days": 365.25}' ],
	(map { my $type = $_; $type => [ 'NULL', map { "'$_'" } @{ $seed{$type} } ] }
	  qw(crm.history crm.customer_base crm.rfm_cuts crm.rfm_score crm.tier_cuts crm.survey crm.durations crm.chart)),
	'crm.segment_rule[]' => [
		'NULL', "'{}'", "'{NULL}'", "ARRAY(SELECT r FROM crm.segment_rules('rf_map') r)",
		"ARRAY(SELECT r FROM crm.segment_rules('putler') r)",
		map { "ARRAY[ROW($_)]" } "NULL, 1, 5, 1, 5, 1, 5, 1, 5", "'x', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
		"'x', 5, 1, NULL, NULL, NULL, NULL, NULL, NULL", "'x', 1, 5, 1, 5, 1, 5, 'NaN', 5",
		"'x', 1, 5, 1, 5, 1, 5, '-Infinity', 'Infinity'", "'', -2147483648, 2147483647, 0, 0, 9, 9, 1e308, 1e308" ]);
# loyalty
# Columns of a relation.
$odd{oid} = [ 'NULL', '0', '1259', '4294967295' ];
$odd{'name[]'} = [ 'NULL', "'{}'", "'{oid,relname}'", "'{NULL}'", "'{{oid},{relname}}'" ];
$odd{'smallint[]'} = [ 'NULL', "'{}'", "'{1,2}'", "'{0,-1}'", "'{NULL,1}'", "'{{32767},{-32768}}'" ];
push @{ $odd{'bigint[]'} }, map { "'$_'" } '{0,0}', '{5,3}', '{3,5}', '{-1,0}', '{9223372036854775807,9223372036854775807}',
  '{3,0,0,0,0,5,0,5,0,2,0}', '{4,9,0,7,0,99,1,99,1,-5,-1}', '{0,0,0,0,0,0,0,0,0,0,0}', '{3,0,0,0,0,-1,-1,0,0,0,0}',
  '{9007199254740992,-1,-1,-1,-1,-1,2305843009213693951,-1,2305843009213693951,0,-2305843009213693952}', '{' . join(',', ('-9223372036854775808') x 11) . '}';
push @{ $odd{'crm.sample'} }, map { "'$_'" } '{"parameters": [], "columns": [[[0.5, 2]], [[1, 2]]]}', '{"parameters": [], "columns": [[[0, 9007199254740992]], [[0, 9007199254740992]]]}',
  '{"parameters": [], "columns": [[[1e100, 9007199254740992]], [[1e100, 9007199254740992]]]}', '{"parameters": [], "columns": [[[1e100, 2]], [[1e308, 2]]]}', '{"parameters": [], "columns": [[], []]}';
push @{ $odd{'double precision[]'} }, "'{1,1,1,1,1,1,1,1}'", "'{3,0,0,0,0,0,0,0.5}'", "'{0,0,0}'", "'{1e-100,1e100,0}'", "'{4,4}'";
$odd{'crm.cause_rule[]'} = [
	'crm.cause_rules()', 'crm.cause_rules() || crm.cause_rules()', 'NULL', "'{}'", "'{NULL}'",
	map { "ARRAY[ROW($_)]" } "'trust', 'trust', 0.5, NULL", "NULL, 'trust', 0, 1", "'trust', NULL, 0, 1", "'habit', 'price', 0.9, 0.1",
	"'habit', 'price', NULL, NULL", "'habit', 'price', 'NaN', 1", "'habit', 'price', '-Infinity', 'Infinity'",
	"'habit', 'price', 0, 1", "'habit', 'price', 0.2, 7" ];
foreach my $type ('timestamp without time zone', 'timestamp with time zone')
{
	$odd{$type} = [ @{ $odd{date} }[ 0 .. 6, 8 .. 10 ], "'294276-12-31 23:59:59.999999'", "'1999-12-31 23:59:59.999999'" ];
}
# exact: sums of one value, of many, of the least and the largest; digits that are too large, one too few
my @exact = map { my ($count, $at, $digit) = @$_; my @digits = (0) x 39; $digits[$at] = $digit; "'{" . join(',', $count, @digits) . "}'" }
  [1, 0, 1], [2, 19, 2560], [3, 37, -(2**52)], [9, 38, 5], ['9223372036854775807', 20, -1], [7, 38, '-36028797018963968'], [0, 0, 0], [-1, 0, 1], [1, 20, '36028797018963968'];
push @exact, map { "'{" . join(',', @$_) . "}'" } [('36028797018963967') x 40], [('-36028797018963968') x 40], ['9223372036854775807', ('-9223372036854775808') x 39], [1, (0) x 38];

# The same for arguments of a name that says more than their type: most are to pass, one by one.
our %odd_named = (
	'double precision' => {
		x => [qw(0 0 1 2 5 40 1000 2147483647 -1 0.5 'NaN' NULL 1e308)],
		t_x => [qw(0 0 0.5 2 3 38 1e-300 1e6 1e300 -1 'Infinity' NULL)],
		t => [qw(0 5 38.86 40 400 1e7 1e300 1.7e308 -1 'NaN' NULL)],
		(map { $_ => [qw(0 1 39 273.5 1000 1e12 1e308 5e-324 'Infinity' -1 'NaN' NULL)] } qw(horizon ahead)),
		confidence => [qw(0.5 0.9 0.999999 1e-300 0.99999999 1 0 'NaN' NULL)],
		(map { $_ => [qw(0 1e-300 0.1 0.15 1 1e308 -0.1 'Infinity' NULL)] } qw(annual_discount discount)),
		retention => [qw(0 0.5 0.8 0.95 1 1e-300 1.5 -0.1 'NaN' NULL)],
		points => [qw(0 0.05 1 -0.5 1e-300 'NaN' NULL)],
		margin => [qw(1 1 0.3 0 1e308 -1 'NaN' NULL)],
		mean_spend => [qw(0 10 22.345 1e308 5e-324 -1 'NaN' NULL)],
		unit_days => [qw(1 7 365.25 1e-300 1e300 0 'Infinity' NULL)],
		# Names that several rooms share
		rating => [qw(1 2.33 3 3.67 5 4.999999 0 5.1 -1 1e308 5e-324 'NaN' NULL)],
		weight => [qw(1 0 0.1 0.3 0.5 1 3 1e-100 1e100 1e101 1e308 5e-324 -1 'NaN' NULL)],
		low => [qw(0 0 1 2.33 0.1 0.15 -5 -1.7e308 'NaN' NULL)],
		high => [qw(10 10 3.67 5 3 1 0 0.15 0.2 1.7e308 'Infinity' NULL)],
		# Room survey
		(map { $_ => [qw(1 3 5 5 0 -1 1e308 5e-324 'NaN' NULL)] } qw(perceived expected importance performance)),
		tolerance => [qw(0 0.1 0.999 1 -0.1 'NaN' NULL)],
		# Room portfolio
		(map { $_ => [qw(1 2.33 3 3.67 5 4.999999 0 5.1 'NaN' NULL)] } qw(attractiveness strength)),
		(map { $_ => [qw(0 0.5 1 5e-324 0.999 -0.1 1.1 'NaN' NULL)] } qw(information individualisation information_cut individualisation_cut)),
		# Room lifecycle
		(map { $_ => [qw(2 1e-300 4 1e308 0 'NaN' NULL)] } qw(late lost falling)),
		duration => [qw(0 1 39 273.5 1e12 5e-324 1e13 'Infinity' -1 'NaN' NULL)],
		entered => [qw(0 0 0.5 38 1e-300 272 999999999999 -1 'NaN' NULL)],
		# Room loyalty
		(map { $_ => [qw(0.2 0.9 '-0' 1 5e-324 NULL 'NaN')] } qw(alternatives switching_cost incentive convenience habit trust quality attitude
			repeat_purchase needs_met brand_attention rival_attention price_sensitivity choice_time fault_tolerance identification attachment repurchase loyalty indicator)),
		(map { $_ => [qw(1 0.5 0.9 5e-324 1.7e308 1.0000000000000002 0 -1 'Infinity' NULL)] } qw(quantity price)) },
	'integer' => {
		n => [qw(0 1 3 100 1000 1000001 -1 NULL)],
		(map { $_ => [qw(1 5 7 30 10000 2147483647 0 -1 NULL)] } qw(most period_days t renewals)),
		# Thresholds of customers' lives, in days and purchases
		(map { $_ => [qw(1 30 180 365 2147483647 0 NULL)] } qw(days periods loyal_purchases lapsing_days trend_days least_interval first_interval formation_purchases stability_days)),
		(map { $_ => [qw(400 2147483647 2 NULL)] } qw(lost_days stability_purchases)) },
	'bigint[]' => { map { $_ => [ 'NULL', @exact, "'{}'", "'{NULL}'", 'array_fill(NULL::bigint, ARRAY[40])', 'array_fill(1::bigint, ARRAY[40, 1])', "'[0:39]={1" . ',0' x 39 . "}'" ] } qw(exact other) },
	'numeric[]' => { map { $_ => [ "'{1,2}'", "'{3,0}'", "'{1e-20,1e100}'", "'{1,2}'", "'{5}'", "'{-1,1}'", "'{NaN,1}'" ] } qw(desired current intensive integrative diversification) },
	'integer[]' => { years => [ "'{2026,2027}'", "'{2147483647,-2147483648}'", "'{2026,2026}'", "'{5}'" ] },
	'text' => { query => [ 'NULL', "''", "'SELECT 1'", "'SELEC'", "'DROP TABLE x'", "'SELECT 1; SELECT 2'", "'TABLE pg_class'", "'SELECT 1, date ''2025-01-01'', 5'",
			"'SELECT 1.5::float8, date ''infinity'', 5'", "'SELECT NULL::int, now(), ''NaN''::numeric'", "'SELECT 1, date ''2025-01-01'', 1/0'",
			"'SELECT i % 7, date ''2025-01-01'' + i, i FROM generate_series(1, 1000) i'", "'SELECT NULL, NULL, NULL'" ],
		map { $_ => [ 'NULL', "''", "'alpha'", "'r'", "'q'", "'<&>'", "E'\\u202e\\u0007\\ufffe'", "repeat('\x{e9}', 200)", "repeat('x', 10000)" ] } qw(name title) },
	'bigint' => { weight => [qw(1 2 0 -1 9223372036854775807 NULL)], customers => [qw(1 2 0 -1 9007199254740992 9223372036854775807 NULL)] });

# One thing changed at random. The alphabet is what is put in; a list of bytes or of characters.
sub mutate
{
	my ($value, $other, @alphabet) = @_;
	foreach (0 .. below(3))
	{
		my $length = length $value;
		my $at = below($length + 1);
		my $span = 1 + below(below(2) ? 3 : $length + 1);
		my $what = below(7);
		if ($what == 0) { substr($value, $at, $at < $length ? 1 : 0) = pick(@alphabet) }
		elsif ($what == 1) { substr($value, $at, 0) = pick(@alphabet) }
		elsif ($what == 2) { substr($value, $at, $span) = '' }
		elsif ($what == 3) { substr($value, $at, 0) = substr $value, below($length + 1), $span }
		elsif ($what == 4) { $value = substr($value, 0, $at) }
		elsif ($what == 5) { $value = substr($value, 0, $at) . substr $other, below(length($other) + 1) }
		else { substr($value, $at, $span) = substr $other, below(length($other) + 1), $span }
	}
	return $value;
}

our @characters = (split(//, '0123456789-+.eE:,{}[]" x'), "\t", "\n", 'NaN', 'inf', '0x1p3', '1e999', '-0', '1e-999',
	'99999999999999999999', '00', '9' x 40, '0' x 40, '2026-02-30', ' ' x 99, 'a' x 150, "\x{e9}", "\x{1f600}");
our @bytes = (
	(map { chr } 0 .. 16, 127, 128, 129, 254, 255), "\x00" x 8, "\xff" x 8, "\x7f\xff\xff\xff\xff\xff\xff\xff",
	"\x7f\xf8" . "\x00" x 6, "\x7f\xf0" . "\x00" x 6, "\x80" . "\x00" x 7, "\x80" x 12, "\xff" x 19 . "\x03");

1;
