/* sources: src/lifecycle/curve.c src/lifecycle/period.c src/history/codec.c src/core/varint.c src/core/money.c src/core/day.c */
#include "history_bytes.h"

#include "core/day.h"
#include "lifecycle/curve.h"

#define CUSTOMERS 40
#define DAYS 1500

/* A customer's entries in canonical form. */
typedef struct customer
{
	uint8_t		bytes[CRM_HISTORY_HEADER + 12 * CRM_ENTRY_MAX];
	size_t		len;
	crm_entry	entries[12];
	size_t		n;
} customer;

static customer
random_customer(void)
{
	customer	c;
	crm_entry	entries[12];
	size_t		n = below(12);

	for (size_t i = 0; i < n; i++)
	{
		entries[i] = random_entry(DAYS);
		entries[i].amount.scale %= 5;
	}
	c.len = encode(entries, n, c.bytes);
	assert_int_equal(validate(c.bytes, c.len, c.entries, &c.n), CRM_HISTORY_OK);
	return c;
}

static crm_curve_spec
random_spec(void)
{
	return (crm_curve_spec) {
		.what = (crm_curve_what) below(2), .period = (crm_period) below(CRM_PERIODS), .unbounded = below(2),
		.periods = (int32_t) below(below(2) ? 5 : 60), .as_of = (int32_t) below(DAYS) - DAYS / 2};
}

/* The customer's part of the curve, where there is one. */
static bool
add(int64_t *curve, const crm_curve_spec *spec, const customer *c)
{
	crm_reader	r = crm_read_canonical(c->bytes, c->len);
	crm_entry	first;

	if (!crm_curve_first(&r, spec->as_of, &first))
		return false;
	assert_true(crm_curve_header_valid(curve, crm_curve_length(spec->periods)));
	assert_true(crm_curve_add(curve, crm_curve_length(spec->periods), &first, r));
	return true;
}

/* What period k is to be, one customer and one entry after the other; false where it isn't over. */
static bool
expected(const crm_curve_spec *spec, const customer *all, int32_t k, crm_money *sum)
{
	bool		over = true;

	*sum = (crm_money) {0, 0};
	for (int i = 0; i < CUSTOMERS; i++)
	{
		const customer *c = &all[i];
		size_t		first = 0;
		bool		active = false;

		while (first < c->n && c->entries[first].orders == 0)
			first++;
		if (first == c->n || c->entries[first].day > spec->as_of)
			continue;
		for (size_t j = first; j < c->n && c->entries[j].day <= spec->as_of; j++)
		{
			int32_t		after = crm_period_number(spec->period, c->entries[j].day) - crm_period_number(spec->period, c->entries[first].day);

			if (spec->unbounded ? after < k : after != k)
				continue;
			active |= c->entries[j].orders > 0;
			if (spec->what == CRM_CURVE_REVENUE)
				assert_true(crm_money_add(sum, c->entries[j].amount));
		}
		if (spec->what == CRM_CURVE_CUSTOMERS)
			sum->units += active;
		over &= crm_period_begin(spec->period, crm_period_number(spec->period, c->entries[first].day) + k + 1) <= spec->as_of + 1;
	}
	return over;
}

/* Whole, or in two parts that are merged. */
static void
random_curves(void **state)
{
	int			over = 0;

	(void) state;
	for (int trial = 0; trial < 600; trial++)
	{
		static customer all[CUSTOMERS];
		crm_curve_spec spec = random_spec();
		size_t		n = crm_curve_length(spec.periods);
		int64_t    *whole = room(n * sizeof(int64_t)),
				   *part[2] = {room(n * sizeof(int64_t)), room(n * sizeof(int64_t))};
		crm_money  *values = room((spec.periods + 1) * sizeof(crm_money));
		int			added = 0;

		assert_int_equal(crm_curve_periods(n), spec.periods);
		crm_curve_begin(whole, &spec);
		crm_curve_begin(part[0], &spec);
		crm_curve_begin(part[1], &spec);
		for (int i = 0; i < CUSTOMERS; i++)
		{
			all[i] = random_customer();
			added += add(whole, &spec, &all[i]);
			add(part[below(2)], &spec, &all[i]);
		}
		assert_true(crm_curve_is(whole, n, &spec));
		assert_true(crm_curve_mergeable(part[0], n, part[1], n));
		assert_true(crm_curve_merge(part[0], part[1], n));
		assert_memory_equal(whole, part[0], n * sizeof(int64_t));
		assert_true(crm_curve_valid(whole, n));
		assert_true(crm_curve_finish(whole, n, values));
		for (int32_t k = 0; k <= spec.periods && added > 0; k++)
		{
			crm_money	want;

			assert_int_equal(expected(&spec, all, k, &want), k <= whole[CRM_CURVE_OVER]);
			assert_true(crm_money_rescale(&want, values[k].scale));
			assert_true(want.units == values[k].units);
			over += k <= whole[CRM_CURVE_OVER];
		}
		free(whole);
		free(part[0]);
		free(part[1]);
		free(values);
	}
	assert_true(over > 300);
}

static const crm_curve_spec some = {CRM_CURVE_REVENUE, CRM_PERIOD_MONTH, true, 2, 9000};

static void
out_of_range(void **state)
{
	crm_int128	most = crm_power10[CRM_MONEY_MAX_DIGITS] - 1;
	crm_entry	large = {8000, 1, {most, 0}},
				small = {8000, 1, {1, 0}},
				fine = {8000, 1, {1, 1}};
	crm_reader	end = crm_read_log(NULL, 0, 0);
	size_t		n = crm_curve_length(some.periods);
	int64_t		curve[16],
				other[16];
	crm_money	values[3];

	(void) state;
	crm_curve_begin(curve, &some);
	assert_true(crm_curve_add(curve, n, &large, end));
	memcpy(other, curve, sizeof(int64_t) * n);
	assert_false(crm_curve_add(other, n, &small, end));
	memcpy(other, curve, sizeof(int64_t) * n);
	assert_false(crm_curve_add(other, n, &fine, end));
	memcpy(other, curve, sizeof(int64_t) * n);
	assert_false(crm_curve_merge(other, curve, n));

	/* A sum of sums that are in range */
	memcpy(other, curve, sizeof(int64_t) * n);
	memcpy(other + CRM_CURVE_HEADER + 2, other + CRM_CURVE_HEADER, 2 * sizeof(int64_t));
	assert_true(crm_curve_valid(other, n));
	assert_false(crm_curve_finish(other, n, values));
}

static void
no_curves(void **state)
{
	static const struct
	{
		int			place;
		int64_t		value;
	}			bad[] = {
		{CRM_CURVE_VERSION, 0}, {CRM_CURVE_VERSION, 2}, {CRM_CURVE_WHAT, 2}, {CRM_CURVE_WHAT, -1}, {CRM_CURVE_PERIOD, CRM_PERIODS},
		{CRM_CURVE_PERIOD, -1}, {CRM_CURVE_UNBOUNDED, 2}, {CRM_CURVE_AS_OF, CRM_DAY_MIN - 1}, {CRM_CURVE_AS_OF, INT64_MAX},
		{CRM_CURVE_AS_OF, 2145031949}, {CRM_CURVE_OVER, 3}, {CRM_CURVE_OVER, -2}, {CRM_CURVE_SCALE, CRM_MONEY_MAX_SCALE + 1},
		{CRM_CURVE_SCALE, -1}, {CRM_CURVE_HEADER, INT64_MAX}, {CRM_CURVE_HEADER, INT64_MIN}
	};
	crm_curve_spec counts = some;
	size_t		n = crm_curve_length(some.periods);
	int64_t		curve[16];

	(void) state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		crm_curve_begin(curve, &some);
		assert_true(crm_curve_valid(curve, n));
		curve[bad[i].place] = bad[i].value;
		if (crm_curve_valid(curve, n))
			fail_msg("case %zu", i);
	}
	crm_curve_begin(curve, &some);
	for (size_t length = 0; length < 14; length++)
		assert_int_equal(crm_curve_valid(curve, length), length == n || length == n - 2 || length == n - 4 ? curve[CRM_CURVE_OVER] <= crm_curve_periods(length) : false);

	/* Customers are counted in whole numbers from 0 up. */
	counts.what = CRM_CURVE_CUSTOMERS;
	crm_curve_begin(curve, &counts);
	curve[CRM_CURVE_SCALE] = 1;
	assert_false(crm_curve_valid(curve, n));
	crm_curve_begin(curve, &counts);
	curve[CRM_CURVE_HEADER] = curve[CRM_CURVE_HEADER + 1] = -1;
	assert_false(crm_curve_valid(curve, n));
	curve[CRM_CURVE_HEADER] = 0;
	assert_false(crm_curve_valid(curve, n));
	curve[CRM_CURVE_HEADER + 1] = INT64_MAX;
	assert_true(crm_curve_valid(curve, n));
	assert_false(crm_curve_is(curve, n, &some));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_curves), cmocka_unit_test(out_of_range), cmocka_unit_test(no_curves)
	};

	return cmocka_run_group_tests_name("curve", tests, NULL, NULL);
}
