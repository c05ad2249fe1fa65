/* Encoding and validating histories in rooms of just the promised sizes. */
#ifndef CRM_TEST_HISTORY_BYTES_H
#define CRM_TEST_HISTORY_BYTES_H

#include "unit.h"

#include "core/tick.h"
#include "history/codec.h"

#define ENTRIES 200

void
crm_tick(void)
{
}

static inline bool
same_entries(const crm_entry *a, const crm_entry *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i].day != b[i].day || a[i].orders != b[i].orders ||
			a[i].amount.units != b[i].amount.units || a[i].amount.scale != b[i].amount.scale)
			return false;
	return true;
}

/* Validates in rooms of just the promised size; the entries go to `out`, where not NULL. */
static inline crm_history_status
validate(const uint8_t *bytes, size_t len, crm_entry *out, size_t *n)
{
	uint8_t    *exact = room(len),
			   *copy = room(len + CRM_ENTRY_MAX);
	uint64_t   *order = room(crm_entries_bound(len) * sizeof(uint64_t));
	crm_entry  *scratch = room(crm_entries_bound(len) * sizeof(crm_entry));
	crm_history_status status;

	memcpy(exact, bytes, len);
	status = crm_validate(exact, len, scratch, order, copy);
	if (status == CRM_HISTORY_OK && out)
	{
		crm_reader	r = crm_read_canonical(exact, len);

		for (*n = 0; crm_next_entry(&r, &out[*n]); ++*n)
			continue;
		assert_ptr_equal(r.p, r.end);
	}
	free(exact);
	free(copy);
	free(order);
	free(scratch);
	return status;
}

static inline crm_history_status
try_encode(const crm_entry *entries, size_t n, uint8_t *out, size_t *len)
{
	uint64_t   *order = room(n * sizeof(uint64_t));
	crm_history_status status = crm_encode(entries, n, order, out, len);

	free(order);
	return status;
}

static inline size_t
encode(const crm_entry *entries, size_t n, uint8_t *out)
{
	size_t		len;

	assert_int_equal(try_encode(entries, n, out, &len), CRM_HISTORY_OK);
	assert_true(len <= CRM_HISTORY_HEADER + n * CRM_ENTRY_MAX);
	return len;
}

static inline crm_entry
random_entry(int days)
{
	crm_int128	units = (crm_int128) below(below(4) ? 100000 : UINT64_MAX);
	int			kind = (int) below(4);
	crm_entry	e = {(int32_t) below((uint64_t) days) - days / 2, 1, {units, (int) below(3)}};

	if (below(20) == 0)
		e.amount.scale = (int) below(CRM_MONEY_MAX_SCALE - 7);
	if (kind == 0)
		e.orders = (int32_t) below(1000) + 1;
	else if (kind == 1)
	{
		e.orders = 0;
		e.amount.units = -units - 1;
	}
	return e;
}

#endif
