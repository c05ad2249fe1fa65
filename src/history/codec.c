#include "history/codec.h"

#include <stdlib.h>
#include <string.h>

#include "core/tick.h"

/* Up to here insertion beats qsort's calls. */
#define INSERTION_SORT 64

static int
ascending(const void *a, const void *b)
{
	uint64_t	x = *(const uint64_t *) a;
	uint64_t	y = *(const uint64_t *) b;

	return (x > y) - (x < y);
}

/* Entries' places in order of days: the day above, the place below. */
static void
sort_by_day(const crm_entry *entries, size_t n, uint64_t *order)
{
	size_t		sorted = 1;

	for (size_t i = 0; i < n; i++)
		order[i] = (uint64_t) ((uint32_t) entries[i].day ^ 0x80000000u) << 32 | (uint32_t) i;
	while (sorted < n && order[sorted - 1] <= order[sorted])
		sorted++;
	if (sorted >= n)
		return;
	if (n > INSERTION_SORT)
	{
		qsort(order, n, sizeof(uint64_t), ascending);
		return;
	}
	for (size_t i = sorted; i < n; i++)
	{
		uint64_t	key = order[i];
		size_t		j = i;

		for (; j > 0 && order[j - 1] > key; j--)
			order[j] = order[j - 1];
		order[j] = key;
	}
}

/* Adds to an entry those from place *i on that are of its day. */
static crm_history_status
merge_day(const crm_entry *entries, size_t n, const uint64_t *order, size_t *i,
		  crm_entry *merged, int64_t *orders)
{
	for (; *i < n && order[*i] >> 32 == order[*i - 1] >> 32; ++*i)
	{
		const crm_entry *same = &entries[(uint32_t) order[*i]];

		*orders += same->orders;
		if (*orders > CRM_ORDERS_MAX)
			return CRM_HISTORY_ORDERS_RANGE;
		merged->orders += same->orders;
		if (!crm_money_add(&merged->amount, same->amount))
			return CRM_HISTORY_AMOUNT_RANGE;
		if ((*i & 0xffff) == 0)
			crm_tick();
	}
	return CRM_HISTORY_OK;
}

crm_history_status
crm_encode(const crm_entry *entries, size_t n, uint64_t *order, uint8_t *out, size_t *len)
{
	uint8_t    *p = out + CRM_HISTORY_HEADER;
	int			scale = 0;
	int64_t		orders = 0;
	int32_t		before = 0;

	sort_by_day(entries, n, order);
	for (size_t i = 0; i < n; i++)
		if (entries[i].amount.scale > scale)
			scale = entries[i].amount.scale;
	out[0] = CRM_HISTORY_VERSION;
	out[1] = (uint8_t) scale;

	for (size_t i = 0; i < n;)
	{
		const crm_entry *e = &entries[(uint32_t) order[i]];
		uint64_t	gap = i == 0 ? crm_zigzag64(e->day) : (uint64_t) (e->day - before - 1);
		crm_entry	merged;

		orders += e->orders;
		before = e->day;
		if (++i < n && order[i] >> 32 == order[i - 1] >> 32)
		{
			crm_history_status status;

			merged = *e;
			status = merge_day(entries, n, order, &i, &merged, &orders);
			if (status != CRM_HISTORY_OK)
				return status;
			e = &merged;
		}
		p = crm_put_entry(p, gap, e, scale);
	}
	if (orders > CRM_ORDERS_MAX)
		return CRM_HISTORY_ORDERS_RANGE;
	*len = (size_t) (p - out);
	return CRM_HISTORY_OK;
}

crm_history_status
crm_validate(const uint8_t *bytes, size_t len, crm_entry *scratch, uint64_t *order, uint8_t *copy)
{
	crm_reader	r;
	size_t		n = 0,
				encoded;
	int64_t		orders = 0;

	if (len < 1)
		return CRM_HISTORY_MALFORMED;
	if (bytes[0] != CRM_HISTORY_VERSION)
		return CRM_HISTORY_VERSION_UNKNOWN;
	if (len < CRM_HISTORY_HEADER || bytes[1] > CRM_MONEY_MAX_SCALE)
		return CRM_HISTORY_MALFORMED;

	r = crm_read_canonical(bytes, len);
	while (crm_next_entry(&r, &scratch[n]))
	{
		const crm_entry *e = &scratch[n];

		if (!crm_day_valid(e->day))
			return CRM_HISTORY_DAY_RANGE;
		if (n > 0 && e->day <= scratch[n - 1].day)
			return CRM_HISTORY_MALFORMED;
		if (!crm_money_in_range(e->amount.units))
			return CRM_HISTORY_AMOUNT_RANGE;
		if (e->orders == 0 && e->amount.units >= 0)
			return CRM_HISTORY_EMPTY_DAY;
		orders += e->orders;
		if (orders > CRM_ORDERS_MAX)
			return CRM_HISTORY_ORDERS_RANGE;
		n++;
		if ((n & 0xffff) == 0)
			crm_tick();
	}
	if (r.p != r.end)
		return CRM_HISTORY_MALFORMED;

	/*
	 * There is one way to write these entries. What they encode to is longer
	 * than what was read only if the header's scale was not the largest, and
	 * then the first differing byte is the header's: so compare that first.
	 */
	copy[1] = 0;
	for (size_t i = 0; i < n; i++)
		if (scratch[i].amount.scale > copy[1])
			copy[1] = (uint8_t) scratch[i].amount.scale;
	if (copy[1] != bytes[1])
		return CRM_HISTORY_MALFORMED;
	if (crm_encode(scratch, n, order, copy, &encoded) != CRM_HISTORY_OK ||
		encoded != len || memcmp(copy, bytes, len) != 0)
		return CRM_HISTORY_MALFORMED;
	return CRM_HISTORY_OK;
}
