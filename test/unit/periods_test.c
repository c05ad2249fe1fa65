/* sources: src/history/codec.c src/core/varint.c src/core/money.c */
#include "history_bytes.h"

#include "loyalty/periods.h"

#define DAYS 60

/* Against a calendar of which day had how many orders. */
static void
as_counted(void **state)
{
	(void) state;
	for (int round = 0; round < 3000; round++)
	{
		crm_entry	entries[ENTRIES];
		uint8_t		bytes[CRM_HISTORY_HEADER + ENTRIES * CRM_ENTRY_MAX];
		int64_t		calendar[DAYS] = {0};
		size_t		n = below(40),
					len;
		crm_reader	r;

		for (size_t i = 0; i < n; i++)
		{
			entries[i] = random_entry(DAYS);
			calendar[entries[i].day + DAYS / 2] += entries[i].orders;
		}
		len = encode(entries, n, bytes);
		r = crm_read_canonical(bytes, len);
		for (int trial = 0; trial < 20; trial++)
		{
			int64_t		before = (int64_t) below(DAYS + 20) - DAYS / 2 - 10,
						from = before + 1 + (int64_t) below(30),
						to = from + 1 + (int64_t) below(30);
			crm_purchases want = {0, 0},
						got = crm_purchases_in(r, from, to);
			crm_kept	kept = crm_kept_in(r, before, from, to);
			bool		early = false;

			for (int64_t day = -DAYS / 2; day < DAYS / 2; day++)
			{
				int64_t		orders = calendar[day + DAYS / 2];

				early |= day >= before && day < from && orders > 0;
				want.orders += day >= from && day < to ? orders : 0;
				want.days += day >= from && day < to && orders > 0;
			}
			assert_true(got.orders == want.orders && got.days == want.days);
			assert_true(kept.before == early && kept.both == (early && want.days > 0));
		}
	}
}

/* A period ends before its last day, and begins with its first, also where no date is. */
static void
boundaries(void **state)
{
	const crm_entry entries[] = {{10, 1, {5, 0}}, {20, 3, {5, 0}}, {25, 0, {-5, 0}}};
	uint8_t		bytes[CRM_HISTORY_HEADER + 3 * CRM_ENTRY_MAX];
	crm_reader	r = crm_read_canonical(bytes, encode(entries, 3, bytes));
	crm_kept	kept;

	(void) state;
	assert_int_equal(crm_purchases_in(r, 10, 20).orders, 1);
	assert_int_equal(crm_purchases_in(r, 10, 21).orders, 4);
	assert_int_equal(crm_purchases_in(r, 11, 21).days, 1);
	assert_int_equal(crm_purchases_in(r, 21, 30).days, 0);
	assert_int_equal(crm_purchases_in(r, INT64_MIN, INT64_MAX).orders, 4);
	kept = crm_kept_in(r, 10, 20, 21);
	assert_true(kept.before && kept.both);
	kept = crm_kept_in(r, 10, 20, 20);
	assert_true(kept.before && !kept.both);
	kept = crm_kept_in(r, 11, 20, 21);
	assert_true(!kept.before && !kept.both);
	kept = crm_kept_in(r, 20, 21, 30);
	assert_true(kept.before && !kept.both);
	kept = crm_kept_in(r, INT64_MIN, 11, INT64_MAX);
	assert_true(kept.before && kept.both);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(as_counted), cmocka_unit_test(boundaries)};

	return cmocka_run_group_tests_name("periods", tests, NULL, NULL);
}
