#include "tier/abc.h"

#include <stdlib.h>

#include "core/tick.h"

const char *const crm_abc_name[CRM_ABC_CLASSES] = {"A", "B", "C", "Z"};

static int
descending(const void *a, const void *b)
{
	crm_int128	x = *(const crm_int128 *) a,
				y = *(const crm_int128 *) b;

	return (x < y) - (x > y);
}

typedef struct product
{
	crm_uint128 high,
				low;
} product;

static product
multiply(crm_uint128 a, crm_uint128 b)
{
	crm_uint128 mask = UINT64_MAX;
	crm_uint128 al = a & mask,
				ah = a >> 64,
				bl = b & mask,
				bh = b >> 64;
	crm_uint128 middle = ah * bl + (al * bl >> 64);
	crm_uint128 cross = al * bh + (middle & mask);

	return (product) {ah * bh + (middle >> 64) + (cross >> 64), cross << 64 | (al * bl & mask)};
}

/* a * b < c * d, of numbers that are not negative, without rounding. */
static bool
product_below(crm_int128 a, crm_int128 b, crm_int128 c, crm_int128 d)
{
	product		x = multiply((crm_uint128) a, (crm_uint128) b);
	product		y = multiply((crm_uint128) c, (crm_uint128) d);

	return x.high != y.high ? x.high < y.high : x.low < y.low;
}

/* before / total < share */
static bool
share_below(crm_int128 before, crm_int128 total, crm_money share)
{
	return product_below(before, crm_power10[share.scale], share.units, total);
}

bool
crm_abc_cut(crm_int128 *units, size_t n, crm_money a, crm_money b, crm_abc_cuts *cuts)
{
	crm_int128	total = 0,
				before = 0,
				group = 0;

	qsort(units, n, sizeof(crm_int128), descending);
	crm_tick();
	for (size_t i = 0; i < n && units[i] > 0; i++)
	{
		total += units[i];
		if (!crm_money_in_range(total))
			return false;
	}

	cuts->a = cuts->b = crm_power10[CRM_MONEY_MAX_DIGITS];	/* above every value */
	for (size_t i = 0; i < n && units[i] > 0; i++)
	{
		if (i > 0 && units[i] != units[i - 1])
		{
			before += group;
			group = 0;
		}
		group += units[i];
		if (!share_below(before, total, b))
			break;
		cuts->b = units[i];
		if (share_below(before, total, a))
			cuts->a = units[i];
	}
	return true;
}

crm_abc
crm_abc_class(const crm_abc_cuts *cuts, crm_money value)
{
	if (value.units <= 0)
		return CRM_ABC_Z;
	(void) crm_money_rescale(&value, cuts->scale);
	return value.units >= cuts->a ? CRM_ABC_A : value.units >= cuts->b ? CRM_ABC_B : CRM_ABC_C;
}
