/* sources: src/core/money.c */
#include "unit.h"

#include "core/money.h"

#define NINES18 "999999999999999999"
#define NINES NINES18 NINES18
#define ZEROS20 "00000000000000000000"

/* How a text is read and printed again; NULL where it is refused. */
static void
reads(const char *text, crm_money_excess excess, crm_money_status status, const char *printed)
{
	crm_money	m;
	char		out[CRM_MONEY_TEXT];
	crm_money_status got = crm_money_parse(text, strlen(text), excess, &m);

	if (got != status)
		fail_msg("%s: status %d, not %d", text, got, status);
	if (status != CRM_MONEY_OK)
		return;
	*crm_money_print(out, m) = '\0';
	assert_string_equal(out, printed);
}

static void
amounts(void **state)
{
	static const char *const text[][2] = {
		{"59.80", "59.80"}, {"12", "12"}, {"-0.05", "-0.05"}, {"+7.5", "7.5"}, {"0", "0"}, {"-0.00", "0.00"},
		{".5", "0.5"}, {"5.", "5"}, {"007", "7"}, {"1e3", "1000"}, {"1.5E-3", "0.0015"}, {"1.50e1", "15.0"},
		{"25e+0", "25"}, {"0e99999", "0"}, {"-12e-1", "-1.2"}, {NINES, NINES}, {"-" NINES, "-" NINES},
		{"1e35", "1" ZEROS20 "000000000000000"}, {"1e-20", "0.00000000000000000001"},
		{"1." ZEROS20 ZEROS20 ZEROS20, "1." ZEROS20}, {"0e-99999", "0." ZEROS20}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		reads(text[i][0], CRM_EXCESS_ERROR, CRM_MONEY_OK, text[i][1]);
}

static void
no_amounts(void **state)
{
	static const char *const syntax[] = {
		"", "-", "+", ".", "-.", "1.2.3", "1e", "1e+", "e5", ".e1", " 1", "1 ", "NaN", "Infinity", "0x10", "1,5",
		"--1", "1-", "1e5.0", "1ee5"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(syntax) / sizeof(syntax[0]); i++)
	{
		reads(syntax[i], CRM_EXCESS_ERROR, CRM_MONEY_SYNTAX, NULL);
		reads(syntax[i], CRM_EXCESS_ROUND, CRM_MONEY_SYNTAX, NULL);
	}
	reads("1" NINES, CRM_EXCESS_ERROR, CRM_MONEY_RANGE, NULL);
	reads("1e36", CRM_EXCESS_ERROR, CRM_MONEY_RANGE, NULL);
	reads("1e999999999999", CRM_EXCESS_ROUND, CRM_MONEY_RANGE, NULL);
	reads(NINES NINES NINES, CRM_EXCESS_ROUND, CRM_MONEY_RANGE, NULL);
	reads(NINES ".5", CRM_EXCESS_ERROR, CRM_MONEY_RANGE, NULL);
}

/* Half away from zero, at the twentieth decimal. */
static void
excess(void **state)
{
	(void) state;
	reads("1e-21", CRM_EXCESS_ERROR, CRM_MONEY_DECIMALS, NULL);
	reads("0." ZEROS20 "1", CRM_EXCESS_ERROR, CRM_MONEY_DECIMALS, NULL);
	reads("0." ZEROS20 ZEROS20 "1", CRM_EXCESS_ERROR, CRM_MONEY_DECIMALS, NULL);
	reads("0." ZEROS20 "000", CRM_EXCESS_ERROR, CRM_MONEY_OK, "0." ZEROS20);
	reads("4e-21", CRM_EXCESS_ROUND, CRM_MONEY_OK, "0." ZEROS20);
	reads("49999e-25", CRM_EXCESS_ROUND, CRM_MONEY_OK, "0." ZEROS20);
	reads("5e-21", CRM_EXCESS_ROUND, CRM_MONEY_OK, "0.00000000000000000001");
	reads("-5e-21", CRM_EXCESS_ROUND, CRM_MONEY_OK, "-0.00000000000000000001");
	reads("5e-22", CRM_EXCESS_ROUND, CRM_MONEY_OK, "0." ZEROS20);
	reads("1e-99999", CRM_EXCESS_ROUND, CRM_MONEY_OK, "0." ZEROS20);
	reads("0.999999999999999999999", CRM_EXCESS_ROUND, CRM_MONEY_OK, "1." ZEROS20);
	reads("0.3333333333333333333333333333333333333333333333", CRM_EXCESS_ROUND, CRM_MONEY_OK, "0.33333333333333333333");
}

static crm_money
random_money(int digits)
{
	crm_int128	units = 0;

	for (uint64_t n = below(digits + 1); n > 0; n--)
		units = units * 10 + (crm_int128) below(10);
	return (crm_money) {below(2) ? -units : units, (int) below(CRM_MONEY_MAX_SCALE + 1)};
}

static void
printed_is_read(void **state)
{
	(void) state;
	for (int i = 0; i < 100000; i++)
	{
		crm_money	m = random_money(CRM_MONEY_MAX_DIGITS),
					back;
		char		text[CRM_MONEY_TEXT];
		char	   *end = crm_money_print(text, m);

		assert_int_equal(crm_money_parse(text, (size_t) (end - text), CRM_EXCESS_ERROR, &back), CRM_MONEY_OK);
		assert_true(back.units == m.units && back.scale == m.scale);
	}
}

static void
sums(void **state)
{
	crm_money	sum = {1, 1};

	(void) state;
	assert_true(crm_money_add(&sum, (crm_money) {2, 1}));
	assert_true(sum.units == 3 && sum.scale == 1);
	assert_true(crm_money_add(&sum, (crm_money) {5, 3}));
	assert_true(sum.units == 305 && sum.scale == 3);
	assert_true(crm_money_add(&sum, (crm_money) {-1, 0}));
	assert_true(sum.units == -695 && sum.scale == 3);

	/* Whatever the order, the sum is the same: 15 digits and 20 decimals always fit. */
	for (int i = 0; i < 20000; i++)
	{
		crm_money	a = random_money(15),
					b = random_money(15),
					c = random_money(15),
					left = a,
					right = c;

		assert_true(crm_money_add(&left, b) && crm_money_add(&left, c));
		assert_true(crm_money_add(&right, b) && crm_money_add(&right, a));
		assert_true(left.units == right.units && left.scale == right.scale);
	}
}

static void
limits(void **state)
{
	crm_int128	most = crm_power10[CRM_MONEY_MAX_DIGITS] - 1;
	crm_money	m = {most, 0};

	(void) state;
	assert_true(crm_money_in_range(most) && crm_money_in_range(-most));
	assert_false(crm_money_in_range(most + 1) || crm_money_in_range(-most - 1));
	assert_false(crm_money_add(&m, (crm_money) {1, 0}));
	m = (crm_money) {-most, 0};
	assert_false(crm_money_add(&m, (crm_money) {-1, 0}));
	m = (crm_money) {most, 0};
	assert_true(crm_money_add(&m, (crm_money) {-1, 0}));
	assert_false(crm_money_rescale(&m, 1));
	assert_false(crm_money_rescale(&m, CRM_MONEY_MAX_SCALE));
	assert_true(m.units == most - 1 && m.scale == 0);
	m = (crm_money) {most, 7};
	assert_true(crm_money_rescale(&m, 3));
	assert_int_equal(m.scale, 7);
	m = (crm_money) {-7, 0};
	assert_true(crm_money_rescale(&m, CRM_MONEY_MAX_SCALE));
	assert_true(m.units == -7 * crm_power10[CRM_MONEY_MAX_SCALE]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts), cmocka_unit_test(no_amounts), cmocka_unit_test(excess),
		cmocka_unit_test(printed_is_read), cmocka_unit_test(sums), cmocka_unit_test(limits)
	};

	return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
