/* sources: src/core/number.c */
#include "unit.h"

#include <float.h>
#include <math.h>

#include "core/number.h"

static void
prints(double value, const char *text)
{
	char		out[CRM_NUMBER_TEXT];

	*crm_print_number(out, value) = '\0';
	assert_string_equal(out, text);
}

static void
shortest(void **state)
{
	(void) state;
	prints(0, "0");
	prints(0.1, "0.1");
	prints(-2.5, "-2.5");
	prints(365, "365");
	prints(0.1 + 0.2, "0.30000000000000004");
	prints(1.0 / 3, "0.3333333333333333");
	prints(9007199254740993.0, "9007199254740992");
	prints(1e300, "1e+300");
}

/* Any finite double, the smallest and the largest too. */
static void
printed_is_read(void **state)
{
	static const double edge[] = {DBL_MIN, DBL_MAX, -DBL_MAX, 4.9406564584124654e-324, DBL_EPSILON, 1e23, 123456789012345678.0};

	(void) state;
	for (int i = 0; i < 300000; i++)
	{
		uint64_t	bits = random_bits();
		double		value,
					back;
		char	   *text = room(CRM_NUMBER_TEXT);
		crm_scan	s;

		memcpy(&value, &bits, 8);
		if (i < (int) (sizeof(edge) / sizeof(edge[0])))
			value = edge[i];
		if (isfinite(value))
		{
			*crm_print_number(text, value) = '\0';
			s = crm_scan_text(text);
			assert_true(crm_scan_number(&s, &back) && crm_scan_end(&s));
			assert_memory_equal(&back, &value, 8);
		}
		free(text);
	}
}

static void
numbers(void **state)
{
	static const char *const bad[] = {
		"", "x", "nan", "NaN", "-nan", "inf", "-inf", "Infinity", "0x1p3", "-0x10", "1e999", "-1e999", "+", "-", ".",
		"e5", "--1", "\"1\"", ","
	};
	double		value;
	crm_scan	s;

	(void) state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		s = crm_scan_text(bad[i]);
		if (crm_scan_number(&s, &value) && crm_scan_end(&s))
			fail_msg("read as a number: %s", bad[i]);
	}
	s = crm_scan_text(" \t\r\n -0");
	assert_true(crm_scan_number(&s, &value));
	assert_true(value == 0 && !signbit(value));
	s = crm_scan_text("12.5e1]");
	assert_true(crm_scan_number(&s, &value) && value == 125);
	assert_false(crm_scan_end(&s));
	assert_string_equal(s.expected, "the end of the text");
	assert_true(crm_scan_next_is(&s, ']') && crm_scan_end(&s));
	assert_int_equal(s.p - s.begin, 7);
}

static void
lists(void **state)
{
	static const struct
	{
		const char *text;
		int			n;			/* -1: refused */
	}			list[] = {
		{"[]", 0}, {" [ ] ", 0}, {"[1]", 1}, {"[1, 2 ,3]", 3}, {"[1,2,3,4]", -1}, {"[1,]", -1}, {"[,1]", -1}, {"[1 2]", -1},
		{"[", -1}, {"1]", -1}, {"[1", -1}, {"[[1]]", -1}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
	{
		double	   *values = room(3 * sizeof(double));
		int			n;
		crm_scan	s = crm_scan_text(list[i].text);
		bool		read = crm_scan_numbers(&s, values, 3, &n, "at most three");

		if (read != (list[i].n >= 0) || (read && (n != list[i].n || !crm_scan_end(&s))))
			fail_msg("%s", list[i].text);
		for (int j = 0; read && j < n; j++)
			assert_true(values[j] == j + 1);
		free(values);
	}
}

static void
keys(void **state)
{
	static const char *const name[] = {"vip", "major"};
	static const char *const bad[] = {"vip: 1", "\"vip 1", "\"vi\": 1", "\"vips\": 1", "\"\": 1", "", "\"vip\" 1", "\"VIP\":"};
	crm_scan	s = crm_scan_text(" \"major\" : 1");

	(void) state;
	assert_int_equal(crm_scan_key(&s, name, 2, "a key"), 1);
	assert_true(crm_scan_next_is(&s, '1'));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		char	   *text = room(strlen(bad[i]) + 1);

		strcpy(text, bad[i]);
		s = crm_scan_text(text);
		if (crm_scan_key(&s, name, 2, "a key") >= 0)
			fail_msg("read as a key: %s", text);
		free(text);
	}
}

static void
strings(void **state)
{
	static const char *const name[] = {"vip", "major"};
	static const char *const bad[] = {"", "x", "\"", "\"vip", "\"\\\"", "\"\\", "'vip'"};
	const char *string;
	size_t		len;
	crm_scan	s = crm_scan_text(" \"a\\\"b\" ,");

	(void) state;
	assert_true(crm_scan_string(&s, &string, &len, "a string") && crm_scan_next_is(&s, ','));
	assert_int_equal(len, 4);
	assert_memory_equal(string, "a\\\"b", 4);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		char	   *text = room(strlen(bad[i]) + 1);

		strcpy(text, bad[i]);
		s = crm_scan_text(text);
		if (crm_scan_string(&s, &string, &len, "a string"))
			fail_msg("read as a string: %s", text);
		assert_string_equal(s.expected, "a string");
		free(text);
	}
	s = crm_scan_text("\"major\"]");
	assert_int_equal(crm_scan_name(&s, name, 2, "a name"), 1);
	assert_true(crm_scan_next_is(&s, ']'));
	s = crm_scan_text(" \"vips\"");
	assert_int_equal(crm_scan_name(&s, name, 2, "a name"), -1);
	assert_int_equal(s.p - s.begin, 1);
	assert_int_equal(crm_name_place(name, 2, "vipx", 3), 0);
	assert_int_equal(crm_name_place(name, 2, "vi", 2), -1);
	assert_int_equal(crm_name_place(name, 2, "", 0), -1);
}

static void
booleans(void **state)
{
	static const char *const bad[] = {"", "tru", "truely", "True", "1", "\"true\"", "fals", "null"};
	bool		value;
	crm_scan	s = crm_scan_text(" true,\nfalse ");

	(void) state;
	assert_true(crm_scan_bool(&s, &value) && value && crm_scan_next_is(&s, ','));
	assert_true(crm_scan_bool(&s, &value) && !value && crm_scan_end(&s));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		s = crm_scan_text(bad[i]);
		if (crm_scan_bool(&s, &value))
			fail_msg("read as a boolean: %s", bad[i]);
	}
}

static void
skipped(void **state)
{
	static const char *const good[] = {
		"1", "-1e3", "true", "null", "\"\"", "\"]}\\\"\"", "[]", "{}", "[1, [2, {\"a\": \"}\"}], []]", " { \"a\" : [ ] } "
	};
	static const char *const bad[] = {"", "]", "}", ",", ":", "\"", "[", "{\"a\": [1}", "[\"]", "[[]", "[1, 2"};

	(void) state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
	{
		char		text[100];
		crm_scan	s;

		snprintf(text, sizeof(text), "%s, 1", good[i]);
		s = crm_scan_text(text);
		if (!crm_scan_skip(&s) || !crm_scan_next_is(&s, ',') || !crm_scan_next_is(&s, '1') || !crm_scan_end(&s))
			fail_msg("not skipped: %s", text);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		char	   *text = room(strlen(bad[i]) + 1);
		crm_scan	s = crm_scan_text(strcpy(text, bad[i]));

		if (crm_scan_skip(&s))
			fail_msg("skipped: %s", text);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shortest), cmocka_unit_test(printed_is_read), cmocka_unit_test(numbers),
		cmocka_unit_test(lists), cmocka_unit_test(keys), cmocka_unit_test(strings), cmocka_unit_test(booleans),
		cmocka_unit_test(skipped)
	};

	return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
