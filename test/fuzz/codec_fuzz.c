/* sources: src/history/codec.c src/core/varint.c src/core/money.c src/core/day.c */
/*
 * Any bytes as a stored history: they are refused, or they are the very bytes that their entries
 * are written as, in whatever order these come.
 */
#include <stdlib.h>
#include <string.h>

#include "core/tick.h"
#include "history/codec.h"

void
crm_tick(void)
{
}

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t		bound = crm_entries_bound(size);
	crm_entry  *entries = malloc(bound * sizeof(crm_entry));
	uint64_t   *order = malloc(bound * sizeof(uint64_t));
	uint8_t    *copy = malloc(size + CRM_ENTRY_MAX);

	if (crm_validate(data, size, entries, order, copy) == CRM_HISTORY_OK)
	{
		crm_reader	r = crm_read_canonical(data, size);
		uint8_t    *again = malloc(CRM_HISTORY_HEADER + bound * CRM_ENTRY_MAX);
		size_t		n = 0,
					len;

		while (crm_next_entry(&r, &entries[n]))
			n++;
		for (size_t i = 0; i < n / 2; i++)
		{
			crm_entry	e = entries[i];

			entries[i] = entries[n - 1 - i];
			entries[n - 1 - i] = e;
		}
		if (crm_encode(entries, n, order, again, &len) != CRM_HISTORY_OK || len != size || memcmp(again, data, size) != 0)
			abort();
		free(again);
	}
	free(entries);
	free(order);
	free(copy);
	return 0;
}
