/* sources: src/core/day.c */
#include "unit.h"

#include "core/day.h"

static bool
parse(const char *s, int32_t *day)
{
	return crm_day_parse(s, strlen(s), day);
}

/* Days as PostgreSQL gives them for DATE '...' - DATE '2000-01-01'. */
static void
known_days(void **state)
{
	static const struct
	{
		const char *text;
		int32_t		day;
	}			known[] = {
		{"2000-01-01", 0}, {"1999-12-31", -1}, {"1970-01-01", -10957}, {"2024-02-29", 8825},
		{"2026-01-05", 9501}, {"1900-03-01", -36465}, {"1600-02-29", -146038}, {"1582-10-15", -152384},
		{"0004-02-29", -728965}, {"0001-01-01", CRM_DAY_MIN}, {"9999-12-31", CRM_DAY_MAX}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		int32_t		day;
		char		text[CRM_DAY_TEXT + 1] = {0};

		assert_true(parse(known[i].text, &day));
		assert_int_equal(day, known[i].day);
		assert_ptr_equal(crm_day_print(text, known[i].day), text + CRM_DAY_TEXT);
		assert_string_equal(text, known[i].text);
	}
}

/* One after the other, all days of the years 1 to 9999. */
static void
all_days(void **state)
{
	char		before[CRM_DAY_TEXT] = {0};

	(void) state;
	for (int32_t day = CRM_DAY_MIN; day <= CRM_DAY_MAX; day++)
	{
		char		text[CRM_DAY_TEXT];
		int32_t		back;

		crm_day_print(text, day);
		if (!crm_day_parse(text, CRM_DAY_TEXT, &back) || back != day || memcmp(before, text, CRM_DAY_TEXT) >= 0)
			fail_msg("day %d", day);
		memcpy(before, text, CRM_DAY_TEXT);
	}
}

static void
no_days(void **state)
{
	static const char *const text[] = {
		"", "2026", "2026-01-0", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32", "2026-04-31",
		"2025-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "0000-01-01", "2026/01/01", "2026-1-001",
		" 2026-01-01", "2026-01- 1", "-001-01-01", "+026-01-01", "2026-01:01", "infinity--"
	};
	int32_t		day;

	(void) state;
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		if (parse(text[i], &day))
			fail_msg("read as a day: %s", text[i]);
	assert_true(parse("2000-02-29 and more", &day));
	assert_false(crm_day_valid(CRM_DAY_MIN - 1));
	assert_false(crm_day_valid((int64_t) CRM_DAY_MAX + 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days), cmocka_unit_test(all_days), cmocka_unit_test(no_days)
	};

	return cmocka_run_group_tests_name("day", tests, NULL, NULL);
}
