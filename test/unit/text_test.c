/* sources: src/history/text.c src/history/codec.c src/core/varint.c src/core/money.c src/core/day.c */
#include "unit.h"

#include "core/tick.h"
#include "history/text.h"

void
crm_tick(void)
{
}

/* Reads a text, writes it again. */
static void
reads(const char *text, const char *printed)
{
	size_t		bound = crm_history_text_bound(text),
				n,
				len;
	crm_entry  *entries = room(bound * sizeof(crm_entry)),
				e;
	uint64_t   *order = room(bound * sizeof(uint64_t));
	uint8_t    *bytes = room(CRM_HISTORY_HEADER + bound * CRM_ENTRY_MAX);
	crm_text_error error;
	crm_reader	r;
	bool		first = true;
	char	   *out = room(bound * CRM_ENTRY_TEXT + 3),
			   *p = out;

	if (!crm_history_parse(text, entries, &n, &error))
		fail_msg("%s: at %zu: %s", text, error.at, error.what);
	assert_true(n <= bound);
	assert_int_equal(crm_encode(entries, n, order, bytes, &len), CRM_HISTORY_OK);
	*p++ = '{';
	for (r = crm_read_canonical(bytes, len); crm_next_entry(&r, &e); first = false)
		p = crm_entry_print(p, &e, first);
	*p++ = '}';
	*p = '\0';
	assert_string_equal(out, printed);
	free(out);
	free(order);
	free(bytes);
	free(entries);
}

static void
refuses(const char *text, size_t at, const char *what)
{
	crm_entry  *entries = room(crm_history_text_bound(text) * sizeof(crm_entry));
	size_t		n;
	crm_text_error error;

	if (crm_history_parse(text, entries, &n, &error))
		fail_msg("read as a history: %s", text);
	free(entries);
	if (error.at != at || strstr(error.what, what) == NULL)
		fail_msg("%s: at %zu: %s", text, error.at, error.what);
}

static void
histories(void **state)
{
	(void) state;
	reads("{2026-01-05:2:59.80, 2026-03-01:1:12}", "{2026-01-05:2:59.80, 2026-03-01:1:12}");
	reads("{}", "{}");
	reads(" \t\n{ \r\n}  ", "{}");
	reads("{2026-03-01:1:12,2026-01-05:2:59.80}", "{2026-01-05:2:59.80, 2026-03-01:1:12}");
	reads(" { 2026-01-05:1:1 , 2026-01-05:2:0.50 } ", "{2026-01-05:3:1.50}");
	reads("{2026-01-05:0:-5, 2026-01-05:1:5}", "{2026-01-05:1:0}");
	reads("{2026-01-05:1:-7.25}", "{2026-01-05:1:-7.25}");
	reads("{2026-01-05:001:1e3}", "{2026-01-05:1:1000}");
	reads("{0001-01-01:2147483647:999999999999999999999999999999999999}",
		  "{0001-01-01:2147483647:999999999999999999999999999999999999}");
	reads("{9999-12-31:0:-0.00000000000000000001}", "{9999-12-31:0:-0.00000000000000000001}");
}

static void
no_histories(void **state)
{
	(void) state;
	refuses("", 0, "opening brace");
	refuses("x", 0, "opening brace");
	refuses("  2026-01-05:1:1}", 2, "opening brace");
	refuses("{", 1, "a day");
	refuses("{,}", 1, "a day");
	refuses("{2026-02-30:1:1}", 1, "a day");
	refuses("{2026-1-5:1:1}", 1, "a day");
	refuses("{infinity:1:1}", 1, "a day");
	refuses("{2026-01-05}", 11, "colon");
	refuses("{2026-01-05 :1:1}", 11, "colon");
	refuses("{2026-01-05:}", 12, "number of orders");
	refuses("{2026-01-05:-1:1}", 12, "number of orders");
	refuses("{2026-01-05:2147483648:1}", 12, "number of orders");
	refuses("{2026-01-05:99999999999999999999:1}", 12, "number of orders");
	refuses("{2026-01-05:1}", 13, "colon");
	refuses("{2026-01-05:1:}", 14, "an amount");
	refuses("{2026-01-05:1:NaN}", 14, "an amount");
	refuses("{2026-01-05:1:1e36}", 14, "36 digits");
	refuses("{2026-01-05:1:1e-21}", 14, "20 decimals");
	refuses("{2026-01-05:0:5}", 14, "without orders");
	refuses("{2026-01-05:0:0}", 14, "without orders");
	refuses("{2026-01-05:1:1", 15, "closing brace");
	refuses("{2026-01-05:1:1,}", 16, "a day");
	refuses("{2026-01-05:1:1 2026-01-06:1:1}", 16, "closing brace");
	refuses("{2026-01-05:1:1}}", 16, "nothing");
	refuses("{} {}", 3, "nothing");
}

/* No text makes it read or write outside of its rooms: the sanitizer looks. */
static void
mutants(void **state)
{
	static const char seed[] = "{2026-01-05:2:59.80, 2026-03-01:1:12, 2026-03-02:0:-1e-3}";
	static const char letters[] = "0123456789-+.:,{}eE \tx";
	int			accepted = 0;

	(void) state;
	for (int round = 0; round < 200000; round++)
	{
		char	   *text = room(sizeof(seed));
		crm_entry  *entries;
		size_t		n;
		crm_text_error error;

		memcpy(text, seed, sizeof(seed));
		for (uint64_t change = 1 + below(3); change > 0; change--)
			text[below(sizeof(seed) - 1)] = below(20) ? letters[below(sizeof(letters) - 1)] : '\0';
		entries = room(crm_history_text_bound(text) * sizeof(crm_entry));
		if (crm_history_parse(text, entries, &n, &error))
			accepted++;
		else
			assert_true(error.at <= strlen(text));
		free(entries);
		free(text);
	}
	assert_in_range(accepted, 1000, 199000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(histories), cmocka_unit_test(no_histories), cmocka_unit_test(mutants)
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
