#include "history/codec.h"

#include <stdlib.h>
#include <string.h>

#include "core/tick.h"

/* Up to here insertion beats qsort's calls. */
#define INSERTION_SORT 32

static int
by_day(const void *a, const void *b)
{
	int32_t		x = ((const crm_entry *) a)->day;
	int32_t		y = ((const crm_entry *) b)->day;

	return (x > y) - (x < y);
}

static void
sort_by_day(crm_entry *entries, size_t n)
{
	size_t		sorted = 1;

	while (sorted < n && entries[sorted - 1].day <= entries[sorted].day)
		sorted++;
	if (sorted >= n)
		return;
	if (n > INSERTION_SORT)
	{
		qsort(entries, n, sizeof(crm_entry), by_day);
		return;
	}
	for (size_t i = sorted; i < n; i++)
	{
		crm_entry	e = entries[i];
		size_t		j = i;

		for (; j > 0 && entries[j - 1].day > e.day; j--)
			entries[j] = entries[j - 1];
		entries[j] = e;
	}
}

crm_history_status
crm_normalise(crm_entry *entries, size_t *n)
{
	size_t		kept = 0;
	int64_t		orders = 0;

	sort_by_day(entries, *n);
	for (size_t i = 0; i < *n; i++)
	{
		orders += entries[i].orders;
		if (kept > 0 && entries[kept - 1].day == entries[i].day)
		{
			if (!crm_money_add(&entries[kept - 1].amount, entries[i].amount))
				return CRM_HISTORY_AMOUNT_RANGE;
			if (orders > CRM_ORDERS_MAX)
				return CRM_HISTORY_ORDERS_RANGE;
			entries[kept - 1].orders += entries[i].orders;
		}
		else
			entries[kept++] = entries[i];
		if ((i & 0xffff) == 0xffff)
			crm_tick();
	}
	if (orders > CRM_ORDERS_MAX)
		return CRM_HISTORY_ORDERS_RANGE;
	*n = kept;
	return CRM_HISTORY_OK;
}

size_t
crm_encode(const crm_entry *entries, size_t n, uint8_t *out)
{
	uint8_t    *p = out + CRM_HISTORY_HEADER;
	int			scale = 0;

	for (size_t i = 0; i < n; i++)
		if (entries[i].amount.scale > scale)
			scale = entries[i].amount.scale;
	out[0] = CRM_HISTORY_VERSION;
	out[1] = (uint8_t) scale;
	for (size_t i = 0; i < n; i++)
	{
		uint64_t	gap = i == 0 ? crm_zigzag64(entries[i].day)
			: (uint64_t) (entries[i].day - entries[i - 1].day - 1);

		p = crm_put_entry(p, gap, &entries[i], scale);
	}
	return (size_t) (p - out);
}

crm_history_status
crm_validate(const uint8_t *bytes, size_t len, crm_entry *scratch, uint8_t *copy)
{
	crm_reader	r;
	size_t		n = 0;
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
	if (crm_encode(scratch, n, copy) != len || memcmp(copy, bytes, len) != 0)
		return CRM_HISTORY_MALFORMED;
	return CRM_HISTORY_OK;
}
