/* sources: src/lifecycle/period.c src/core/day.c */
#include "unit.h"

#include "core/day.h"
#include "lifecycle/period.h"

/* The server's first and last date. */
#define SERVER_MIN (-2451545)
#define SERVER_MAX 2145031948

static int32_t
day_of(const char *text)
{
	int32_t		day;

	assert_true(crm_day_parse(text, strlen(text), &day));
	return day;
}

/* The first days as date_trunc of PostgreSQL gives them. */
static void
known_periods(void **state)
{
	static const struct
	{
		const char *day;
		const char *begin[CRM_PERIODS];
	}			known[] = {
		{"2000-01-01", {"2000-01-01", "1999-12-27", "2000-01-01", "2000-01-01", "2000-01-01"}},
		{"2000-01-03", {"2000-01-03", "2000-01-03", "2000-01-01", "2000-01-01", "2000-01-01"}},
		{"1969-12-31", {"1969-12-31", "1969-12-29", "1969-12-01", "1969-10-01", "1969-01-01"}},
		{"2024-02-29", {"2024-02-29", "2024-02-26", "2024-02-01", "2024-01-01", "2024-01-01"}},
		{"2026-06-30", {"2026-06-30", "2026-06-29", "2026-06-01", "2026-04-01", "2026-01-01"}},
		{"0001-01-01", {"0001-01-01", "0001-01-01", "0001-01-01", "0001-01-01", "0001-01-01"}},
		{"9999-12-31", {"9999-12-31", "9999-12-27", "9999-12-01", "9999-10-01", "9999-01-01"}}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		for (int p = 0; p < CRM_PERIODS; p++)
			assert_int_equal(crm_period_begin(p, crm_period_number(p, day_of(known[i].day))), day_of(known[i].begin[p]));
	assert_int_equal(crm_period_number(CRM_PERIOD_MONTH, day_of("2026-03-31")) - crm_period_number(CRM_PERIOD_MONTH, day_of("2025-12-01")), 3);
}

/* Every day lies in its period, and the next period begins where it ends. */
static void
check_days(int32_t from, int32_t to)
{
	for (int p = 0; p < CRM_PERIODS; p++)
	{
		int32_t		number = crm_period_number(p, from);

		for (int32_t day = from; day <= to; day++)
		{
			number += day >= crm_period_begin(p, number + 1);
			if (crm_period_number(p, day) != number || crm_period_begin(p, number) > day || crm_period_begin(p, number + 1) <= day)
				fail_msg("%s of day %d", crm_period_name[p], day);
		}
	}
}

static void
all_days(void **state)
{
	(void) state;
	check_days(SERVER_MIN, SERVER_MIN + 2000);
	check_days(CRM_DAY_MIN, CRM_DAY_MIN + 2000);
	check_days(day_of("1960-01-01"), day_of("2110-12-31"));
	check_days(CRM_DAY_MAX - 2000, CRM_DAY_MAX);
	check_days(SERVER_MAX - 2000, SERVER_MAX);
}

/* Counted from any earlier day, or from none. */
static void
periods_after(void **state)
{
	(void) state;
	for (int i = 0; i < 100000; i++)
	{
		crm_period	p = (crm_period) below(CRM_PERIODS);
		int32_t		first = CRM_DAY_MIN + (int32_t) below(CRM_DAY_MAX - CRM_DAY_MIN - 9000);
		int32_t		between = first + (int32_t) below(4000);
		int32_t		day = between + (int32_t) below(4000);
		int32_t		number = crm_period_number(p, first);
		int32_t		begin = crm_period_begin(p, number);
		int32_t		most = (int32_t) below(below(2) ? 20 : 10000);
		int32_t		after = crm_period_number(p, day) - number;
		int32_t		reached = crm_periods_after(p, number, begin, between, 0, most);

		assert_int_equal(crm_periods_after(p, number, begin, day, reached, most), after < most ? after : most);
		assert_int_equal(crm_periods_after(p, number, begin, day, 0, most), after < most ? after : most);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_periods), cmocka_unit_test(all_days), cmocka_unit_test(periods_after)
	};

	return cmocka_run_group_tests_name("period", tests, NULL, NULL);
}
