/* sources: src/history/codec.c src/core/varint.c src/core/money.c src/core/day.c */
#include "history_bytes.h"

static void
no_histories(void **state)
{
	static const struct
	{
		crm_history_status status;
		size_t		len;
		uint8_t		bytes[24];
	}			bad[] = {
		{CRM_HISTORY_MALFORMED, 0, {0}},
		{CRM_HISTORY_VERSION_UNKNOWN, 2, {0, 0}},
		{CRM_HISTORY_VERSION_UNKNOWN, 2, {2, 0}},
		{CRM_HISTORY_VERSION_UNKNOWN, 12, {0x81, 0}},	/* the log form */
		{CRM_HISTORY_MALFORMED, 1, {1}},
		{CRM_HISTORY_MALFORMED, 2, {1, CRM_MONEY_MAX_SCALE + 1}},
		{CRM_HISTORY_MALFORMED, 2, {1, 2}},	/* a scale that no entry has */
		{CRM_HISTORY_MALFORMED, 3, {1, 0, 0}},	/* no amount */
		{CRM_HISTORY_MALFORMED, 5, {1, 0, 0x80, 0, 24}},	/* a needless byte */
		{CRM_HISTORY_MALFORMED, 5, {1, 0, 2, 1, 24}},	/* one order, needlessly told */
		{CRM_HISTORY_MALFORMED, 5, {1, 0, 1, 0, 24}},	/* the scale, needlessly told */
		{CRM_HISTORY_EMPTY_DAY, 5, {1, 0, 2, 0, 24}},
		{CRM_HISTORY_DAY_RANGE, 8, {1, 0, 0xfc, 0xff, 0xff, 0xff, 0x0f, 24}},
		{CRM_HISTORY_MALFORMED, 10, {1, 0, 0, 24, 0xfc, 0xff, 0xff, 0xff, 0x3f, 24}},	/* back to the same day */
		{CRM_HISTORY_MALFORMED, 9, {1, 0, 2, 0x80, 0x80, 0x80, 0x80, 0x08, 24}}		/* 2^31 orders */
	};

	(void) state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (validate(bad[i].bytes, bad[i].len, NULL, NULL) != bad[i].status)
			fail_msg("case %zu", i);
}

/* What is taken for a history is one whose entries are written as the same bytes. */
static void
mutants(void **state)
{
	int			accepted = 0;

	(void) state;
	for (int round = 0; round < 200000; round++)
	{
		crm_entry	entries[ENTRIES];
		uint8_t		bytes[CRM_HISTORY_HEADER + 12 * CRM_ENTRY_MAX + 8],
					again[CRM_HISTORY_HEADER + ENTRIES * CRM_ENTRY_MAX];
		size_t		n = below(8),
					len;

		for (size_t i = 0; i < n; i++)
			entries[i] = random_entry(2000);
		len = encode(entries, n, bytes);
		for (uint64_t change = 1 + below(2); change > 0; change--)
		{
			size_t		at = below(len);

			if (below(3))
				bytes[at] ^= (uint8_t) (1 << below(8));
			else if (below(2))
				bytes[at] = (uint8_t) below(256);
			else if (len > 1)
				memmove(bytes + at, bytes + at + 1, --len - at);
		}
		if (validate(bytes, len, entries, &n) != CRM_HISTORY_OK)
			continue;
		accepted++;
		assert_int_equal(encode(entries, n, again), len);
		assert_memory_equal(again, bytes, len);
	}
	assert_in_range(accepted, 1000, 199000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(no_histories), cmocka_unit_test(mutants)};

	return cmocka_run_group_tests_name("validate", tests, NULL, NULL);
}
