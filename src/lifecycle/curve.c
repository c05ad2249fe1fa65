#include "lifecycle/curve.h"

#include <string.h>

#include "core/day.h"

#define VERSION 1
#define LAST_AS_OF 2145031948	/* 5874897-12-31, the last date that there is */

static inline crm_int128
get_sum(const int64_t *curve, int32_t k)
{
	const int64_t *half = curve + CRM_CURVE_HEADER + 2 * (size_t) k;

	return (crm_int128) ((crm_uint128) (uint64_t) half[0] << 64 | (uint64_t) half[1]);
}

static inline void
put_sum(int64_t *curve, int32_t k, crm_int128 sum)
{
	int64_t    *half = curve + CRM_CURVE_HEADER + 2 * (size_t) k;

	half[0] = (int64_t) (sum >> 64);
	half[1] = (int64_t) (uint64_t) sum;
}

static inline bool
add_units(int64_t *curve, int32_t k, crm_int128 units)
{
	/* Of numbers that nobody has checked, a sum may wrap. */
	crm_int128	sum = (crm_int128) ((crm_uint128) get_sum(curve, k) + (crm_uint128) units);

	put_sum(curve, k, sum);
	return crm_money_in_range(sum);
}

void
crm_curve_begin(int64_t *curve, const crm_curve_spec *spec)
{
	memset(curve, 0, crm_curve_length(spec->periods) * sizeof(int64_t));
	curve[CRM_CURVE_VERSION] = VERSION;
	curve[CRM_CURVE_WHAT] = spec->what;
	curve[CRM_CURVE_PERIOD] = spec->period;
	curve[CRM_CURVE_UNBOUNDED] = spec->unbounded;
	curve[CRM_CURVE_AS_OF] = spec->as_of;
	curve[CRM_CURVE_OVER] = spec->periods;
}

static inline bool
within(int64_t value, int64_t low, int64_t high)
{
	return value >= low && value <= high;
}

bool
crm_curve_header_valid(const int64_t *curve, size_t n)
{
	return n >= crm_curve_length(0) && n <= crm_curve_length(CRM_CURVE_MOST_PERIODS) &&
		(n - CRM_CURVE_HEADER) % 2 == 0 &&
		curve[CRM_CURVE_VERSION] == VERSION &&
		within(curve[CRM_CURVE_WHAT], CRM_CURVE_CUSTOMERS, CRM_CURVE_REVENUE) &&
		within(curve[CRM_CURVE_PERIOD], 0, CRM_PERIODS - 1) &&
		within(curve[CRM_CURVE_UNBOUNDED], 0, 1) &&
		within(curve[CRM_CURVE_AS_OF], CRM_DAY_MIN, LAST_AS_OF) &&
		within(curve[CRM_CURVE_OVER], -1, crm_curve_periods(n)) &&
		within(curve[CRM_CURVE_SCALE], 0, curve[CRM_CURVE_WHAT] == CRM_CURVE_REVENUE ? CRM_MONEY_MAX_SCALE : 0);
}

bool
crm_curve_valid(const int64_t *curve, size_t n)
{
	if (!crm_curve_header_valid(curve, n))
		return false;
	for (int32_t k = 0; k <= crm_curve_periods(n); k++)
	{
		crm_int128	sum = get_sum(curve, k);

		if (!crm_money_in_range(sum))
			return false;
		if (curve[CRM_CURVE_WHAT] == CRM_CURVE_CUSTOMERS && (sum < 0 || sum > INT64_MAX))
			return false;
	}
	return true;
}

bool
crm_curve_is(const int64_t *curve, size_t n, const crm_curve_spec *spec)
{
	return n == crm_curve_length(spec->periods) && curve[CRM_CURVE_WHAT] == (int64_t) spec->what &&
		curve[CRM_CURVE_PERIOD] == (int64_t) spec->period && curve[CRM_CURVE_UNBOUNDED] == spec->unbounded &&
		curve[CRM_CURVE_AS_OF] == spec->as_of;
}

bool
crm_curve_first(crm_reader *r, int32_t as_of, crm_entry *first)
{
	while (crm_next_entry(r, first) && first->day <= as_of)
		if (first->orders > 0)
			return true;
	return false;
}

/* Brings all sums to a larger scale. */
static bool
rescale(int64_t *curve, size_t n, int scale)
{
	for (int32_t k = 0; k <= crm_curve_periods(n); k++)
	{
		crm_money	sum = {get_sum(curve, k), (int) curve[CRM_CURVE_SCALE]};

		if (!crm_money_rescale(&sum, scale))
			return false;
		put_sum(curve, k, sum.units);
	}
	curve[CRM_CURVE_SCALE] = scale;
	return true;
}

static inline bool
add_money(int64_t *curve, size_t n, int32_t k, crm_money amount)
{
	if (amount.scale > curve[CRM_CURVE_SCALE] && !rescale(curve, n, amount.scale))
		return false;
	return crm_money_rescale(&amount, (int) curve[CRM_CURVE_SCALE]) && add_units(curve, k, amount.units);
}

bool
crm_curve_add(int64_t *curve, size_t n, const crm_entry *first, crm_reader r)
{
	crm_period	period = (crm_period) curve[CRM_CURVE_PERIOD];
	bool		revenue = curve[CRM_CURVE_WHAT] == CRM_CURVE_REVENUE;
	bool		unbounded = curve[CRM_CURVE_UNBOUNDED] != 0;
	int32_t		as_of = (int32_t) curve[CRM_CURVE_AS_OF];
	int32_t		last = crm_curve_periods(n);
	int32_t		number = crm_period_number(period, first->day);
	int32_t		begin = crm_period_begin(period, number);
	/* The period that the day after as_of lies in is the first that isn't over. */
	int64_t		over = (int64_t) crm_period_number(period, as_of + 1) - number - 1;
	int32_t		reached = 0;
	int32_t		counted = -1;
	crm_entry	e = *first;

	if (over < curve[CRM_CURVE_OVER])
		curve[CRM_CURVE_OVER] = over;
	do
	{
		reached = crm_periods_after(period, number, begin, e.day, reached, last + 1);
		if (reached > last && !unbounded)
			break;
		if (revenue)
		{
			if (!add_money(curve, n, reached > last ? last : reached, e.amount))
				return false;
		}
		else if (e.orders > 0 && reached > counted)
		{
			counted = reached > last ? last : reached;
			if (!unbounded)
				add_units(curve, counted, 1);
		}
	} while (crm_next_entry(&r, &e) && e.day <= as_of);

	/* A number of customers does not leave its range. */
	if (!revenue && unbounded)
		add_units(curve, counted, 1);
	return true;
}

bool
crm_curve_mergeable(const int64_t *a, size_t a_n, const int64_t *b, size_t b_n)
{
	return a_n == b_n && memcmp(a, b, CRM_CURVE_OVER * sizeof(int64_t)) == 0;
}

bool
crm_curve_merge(int64_t *a, const int64_t *b, size_t n)
{
	if (b[CRM_CURVE_OVER] < a[CRM_CURVE_OVER])
		a[CRM_CURVE_OVER] = b[CRM_CURVE_OVER];
	for (int32_t k = 0; k <= crm_curve_periods(n); k++)
		if (!add_money(a, n, k, (crm_money) {get_sum(b, k), (int) b[CRM_CURVE_SCALE]}))
			return false;
	return true;
}

bool
crm_curve_finish(const int64_t *curve, size_t n, crm_money *values)
{
	crm_int128	later = 0;

	for (int32_t k = crm_curve_periods(n); k >= 0; k--)
	{
		crm_int128	sum = get_sum(curve, k) + later;

		if (!crm_money_in_range(sum))
			return false;
		values[k] = (crm_money) {sum, (int) curve[CRM_CURVE_SCALE]};
		if (curve[CRM_CURVE_UNBOUNDED])
			later = sum;
	}
	return true;
}
