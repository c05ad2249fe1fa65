/* sources: src/tier/abc.c src/core/money.c */
#include "unit.h"

#include "core/tick.h"
#include "tier/abc.h"

#define ROWS 40

void
crm_tick(void)
{
}

/* A number of up to 384 bits, the lowest 32 first, multiplied as on paper. */
typedef struct wide
{
	uint32_t	digit[12];
} wide;

static wide
multiply(crm_int128 a, crm_int128 b)
{
	wide		w = {{0}};

	for (int i = 0; i < 4; i++)
	{
		uint64_t	carry = 0;

		for (int j = 0; j < 8; j++)
		{
			uint64_t	x = (uint32_t) ((crm_uint128) a >> (32 * i)),
						y = j < 4 ? (uint32_t) ((crm_uint128) b >> (32 * j)) : 0;
			crm_uint128 sum = (crm_uint128) x * y + w.digit[i + j] + carry;

			w.digit[i + j] = (uint32_t) sum;
			carry = (uint64_t) (sum >> 32);
		}
	}
	return w;
}

static bool
is_below(wide a, wide b)
{
	for (int i = 11; i >= 0; i--)
		if (a.digit[i] != b.digit[i])
			return a.digit[i] < b.digit[i];
	return false;
}

/* By the definition: the share of the total before a value and its equals. */
static crm_abc
class_by_definition(const crm_int128 *units, size_t n, crm_int128 value, crm_money a, crm_money b)
{
	crm_int128	before = 0,
				total = 0;

	if (value <= 0)
		return CRM_ABC_Z;
	for (size_t i = 0; i < n; i++)
	{
		total += units[i] > 0 ? units[i] : 0;
		before += units[i] > value ? units[i] : 0;
	}
	if (is_below(multiply(before, crm_power10[a.scale]), multiply(a.units, total)))
		return CRM_ABC_A;
	return is_below(multiply(before, crm_power10[b.scale]), multiply(b.units, total)) ? CRM_ABC_B : CRM_ABC_C;
}

/* The classes of values, a letter each, under boundaries in hundredths. */
static void
classes(const char *expected, size_t n, const int *value, int a, int b)
{
	crm_int128	units[ROWS];
	crm_abc_cuts cuts = {.scale = 0};
	char		got[ROWS + 1] = {0};

	for (size_t i = 0; i < n; i++)
		units[i] = value[i];
	assert_true(crm_abc_cut(units, n, (crm_money) {a, 2}, (crm_money) {b, 2}, &cuts));
	for (size_t i = 0; i < n; i++)
		got[i] = "ABCZ"[crm_abc_class(&cuts, (crm_money) {value[i], 0})];
	assert_string_equal(got, expected);
}

#define CLASSES(expected, a, b, ...) \
	classes(expected, sizeof((int[]) {__VA_ARGS__}) / sizeof(int), (int[]) {__VA_ARGS__}, a, b)

/* Boundaries that doubles miss: 0.7 + 0.2 is below 0.9 there, and 0.1 + 0.2 above 0.3. */
static void
exact_boundaries(void **state)
{
	(void) state;
	CLASSES("ABC", 70, 90, 70, 20, 10);
	CLASSES("AAC", 90, 90, 70, 20, 10);
	CLASSES("AAB", 90, 91, 70, 20, 10);
	CLASSES("ABB", 70, 91, 70, 20, 10);
	CLASSES("ABACC", 50, 80, 30, 20, 30, 10, 10);
	CLASSES("ABC", 80, 95, 80, 15, 5);
	CLASSES("ACAB", 80, 95, 79, 1, 15, 5);
}

static void
ties_and_zeros(void **state)
{
	(void) state;
	/* Equal values stay together, in the better class, wherever they stand. */
	CLASSES("AAAA", 50, 75, 25, 25, 25, 25);
	CLASSES("BABB", 50, 90, 15, 55, 15, 15);
	/* What brings nothing or takes away is outside the total. */
	CLASSES("AZBZC", 80, 95, 80, 0, 15, -1000, 5);
	CLASSES("ZZ", 80, 95, 0, -1);
	CLASSES("A", 1, 1, 5);
	CLASSES("", 80, 95, );
}

/* Totals of up to 36 digits, boundaries of up to 20 decimals. */
static void
against_the_definition(void **state)
{
	int			seen[CRM_ABC_CLASSES] = {0};

	(void) state;
	for (int round = 0; round < 5000; round++)
	{
		size_t		n = below(ROWS) + 1;
		crm_int128	units[ROWS],
					kept[ROWS],
					most = crm_power10[below(35)];
		int			scale = (int) below(CRM_MONEY_MAX_SCALE) + 1;
		crm_money	a = {(crm_int128) (random_bits() % (uint64_t) crm_power10[scale > 19 ? 19 : scale]) + 1, scale},
					b = a;
		crm_abc_cuts cuts = {.scale = 0};

		b.units += (crm_power10[scale] - b.units) * (crm_int128) below(3) / 2;
		for (size_t i = 0; i < n; i++)
		{
			units[i] = ((crm_int128) random_bits() << 53 ^ (crm_int128) random_bits()) % (most + 1);
			if (units[i] < 0)
				units[i] = below(4) ? -units[i] : units[i];
			if (i > 0 && below(4) == 0)
				units[i] = units[i - 1];
			kept[i] = units[i];
		}
		assert_true(crm_abc_cut(units, n, a, b, &cuts));
		for (size_t i = 0; i < n; i++)
		{
			crm_abc		class = crm_abc_class(&cuts, (crm_money) {kept[i], 0});

			assert_int_equal(class, class_by_definition(kept, n, kept[i], a, b));
			seen[class]++;
		}
	}
	for (int i = 0; i < CRM_ABC_CLASSES; i++)
		assert_true(seen[i] > 100);
}

static void
limits(void **state)
{
	crm_int128	most = crm_power10[CRM_MONEY_MAX_DIGITS] - 1;
	crm_int128	over[] = {most, 1},
				just[] = {most - 1, 1};
	crm_abc_cuts cuts = {.scale = 2};

	(void) state;
	assert_false(crm_abc_cut(over, 2, (crm_money) {8, 1}, (crm_money) {95, 2}, &cuts));
	assert_true(crm_abc_cut(just, 2, (crm_money) {8, 1}, (crm_money) {95, 2}, &cuts));
	assert_int_equal(crm_abc_class(&cuts, (crm_money) {most - 1, 2}), CRM_ABC_A);
	assert_int_equal(crm_abc_class(&cuts, (crm_money) {1, 2}), CRM_ABC_C);
	assert_int_equal(crm_abc_class(&cuts, (crm_money) {-1, 0}), CRM_ABC_Z);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_boundaries), cmocka_unit_test(ties_and_zeros),
		cmocka_unit_test(against_the_definition), cmocka_unit_test(limits)
	};

	return cmocka_run_group_tests_name("abc", tests, NULL, NULL);
}
