/* sources: src/history/codec.c src/core/varint.c src/core/money.c src/core/day.c */
#include "history_bytes.h"

/* Stored values last: these bytes are read for ever. */
static void
stored_bytes(void **state)
{
	/* {2026-01-05:1:12, 2026-01-06:2:59.80, 2026-03-01:0:-5.25} */
	static const crm_entry entries[] = {{9501, 1, {12, 0}}, {9502, 2, {5980, 2}}, {9556, 0, {-525, 2}}};
	static const uint8_t bytes[] = {
		1, 2, 0xe9, 0xd1, 0x04, 0, 24, 0x02, 2, 0xb8, 0x5d, 0xd6, 0x01, 0, 0x99, 0x08
	};
	static const uint8_t empty[] = {1, 0};
	crm_entry	back[ENTRIES];
	uint8_t		out[ENTRIES * CRM_ENTRY_MAX];
	size_t		n;

	(void) state;
	assert_int_equal(encode(entries, 3, out), sizeof(bytes));
	assert_memory_equal(out, bytes, sizeof(bytes));
	assert_int_equal(validate(bytes, sizeof(bytes), back, &n), CRM_HISTORY_OK);
	assert_int_equal(n, 3);
	assert_true(same_entries(entries, back, n));
	assert_int_equal(encode(NULL, 0, out), 2);
	assert_memory_equal(out, empty, 2);
	assert_int_equal(validate(empty, 2, back, &n), CRM_HISTORY_OK);
	assert_int_equal(n, 0);
}

static void
shuffle(crm_entry *entries, size_t n)
{
	for (size_t i = n; i > 1; i--)
	{
		size_t		j = below(i);
		crm_entry	e = entries[i - 1];

		entries[i - 1] = entries[j];
		entries[j] = e;
	}
}

/* The day's orders and amounts among these entries. */
static crm_entry
day_of(const crm_entry *entries, size_t n, int32_t day)
{
	crm_entry	sum = {day, 0, {0, 0}};

	for (size_t i = 0; i < n; i++)
		if (entries[i].day == day)
		{
			sum.orders += entries[i].orders;
			assert_true(crm_money_add(&sum.amount, entries[i].amount));
		}
	return sum;
}

/* Entries in whatever order are the same bytes: of each of their days the sums. */
static void
any_order(void **state)
{
	(void) state;
	for (int round = 0; round < 3000; round++)
	{
		crm_entry	entries[ENTRIES],
					back[ENTRIES];
		uint8_t		bytes[2][CRM_HISTORY_HEADER + ENTRIES * CRM_ENTRY_MAX];
		size_t		n = below(below(2) ? 12 : ENTRIES),
					len,
					days;
		int			span = below(2) ? 20 : 20000;

		for (size_t i = 0; i < n; i++)
			entries[i] = random_entry(span);
		len = encode(entries, n, bytes[0]);
		shuffle(entries, n);
		assert_int_equal(encode(entries, n, bytes[1]), len);
		assert_memory_equal(bytes[0], bytes[1], len);

		assert_int_equal(validate(bytes[0], len, back, &days), CRM_HISTORY_OK);
		for (size_t i = 0; i < days; i++)
		{
			crm_entry	sum = day_of(entries, n, back[i].day);

			assert_true(i == 0 || back[i - 1].day < back[i].day);
			assert_true(same_entries(&sum, &back[i], 1));
		}
		for (size_t i = 0; i < n; i++)
		{
			size_t		at = 0;

			while (at < days && back[at].day != entries[i].day)
				at++;
			assert_true(at < days);
		}
	}
}

static void
logs(void **state)
{
	crm_entry	a[ENTRIES],
				back[ENTRIES + 1];
	uint8_t		bytes[ENTRIES * CRM_ENTRY_MAX];
	uint8_t    *p = bytes;
	size_t		n = 0;
	int32_t		last_day = 0;
	crm_reader	r;

	(void) state;
	for (int i = 0; i < ENTRIES; i++)
	{
		a[i] = random_entry(2000000);
		p = crm_put_log_entry(p, last_day, &a[i], 2);
		last_day = a[i].day;
	}
	for (r = crm_read_log(bytes, (size_t) (p - bytes), 2); crm_next_entry(&r, &back[n]); n++)
		continue;
	assert_int_equal(n, ENTRIES);
	assert_true(same_entries(a, back, n));
}

static void
limits(void **state)
{
	crm_int128	most = crm_power10[CRM_MONEY_MAX_DIGITS] - 1;
	const crm_entry widest[] = {{CRM_DAY_MIN, CRM_ORDERS_MAX, {most, 0}}, {CRM_DAY_MAX, 0, {-most, 3}}};
	const crm_entry amounts[] = {{0, 1, {most, 0}}, {0, 1, {1, 0}}};
	const crm_entry scales[] = {{0, 1, {most, 0}}, {0, 1, {0, 1}}};
	const crm_entry orders[] = {{0, CRM_ORDERS_MAX, {0, 0}}, {5, 1, {0, 0}}};
	const crm_entry orders_of_a_day[] = {{0, CRM_ORDERS_MAX, {0, 0}}, {0, 1, {0, 0}}};
	uint8_t		bytes[CRM_HISTORY_HEADER + 2 * CRM_ENTRY_MAX];
	crm_entry	back[2];
	size_t		n,
				len;

	(void) state;
	len = encode(widest, 2, bytes);
	assert_int_equal(validate(bytes, len, back, &n), CRM_HISTORY_OK);
	assert_int_equal(n, 2);
	assert_true(same_entries(widest, back, 2));

	/* A number that has to be written in full takes no more than it may. */
	for (int scale = 0; scale < 2; scale++)
		assert_true(crm_put_entry(bytes, UINT32_MAX, &(crm_entry) {0, CRM_ORDERS_MAX, {-most, 1}}, scale) - bytes <= CRM_ENTRY_MAX);
	assert_int_equal(try_encode(amounts, 2, bytes, &len), CRM_HISTORY_AMOUNT_RANGE);
	assert_int_equal(try_encode(scales, 2, bytes, &len), CRM_HISTORY_AMOUNT_RANGE);
	assert_int_equal(try_encode(orders, 2, bytes, &len), CRM_HISTORY_ORDERS_RANGE);
	assert_int_equal(try_encode(orders_of_a_day, 2, bytes, &len), CRM_HISTORY_ORDERS_RANGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stored_bytes), cmocka_unit_test(any_order), cmocka_unit_test(logs), cmocka_unit_test(limits)
	};

	return cmocka_run_group_tests_name("codec", tests, NULL, NULL);
}
