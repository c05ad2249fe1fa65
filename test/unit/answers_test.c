/* sources: src/survey/answers.c src/survey/text.c src/core/varint.c */
#include "unit.h"

#include "survey/text.h"

/* Reads a text, writes it again, and its bytes as well. */
static void
reads(const char *text, const char *printed)
{
	crm_answers *a = room(sizeof(crm_answers)),
			   *again = room(sizeof(crm_answers));
	crm_answers_error error;
	uint8_t    *bytes = room(CRM_ANSWERS_BYTES),
			   *exact;
	char	   *out;
	size_t		len;

	if (!crm_answers_parse(text, a, &error))
		fail_msg("%s: at %zu: %s", text, error.at, error.what);
	len = crm_answers_encode(a, bytes);
	exact = room(len);
	memcpy(exact, bytes, len);
	assert_int_equal(crm_answers_validate(exact, len, again), CRM_ANSWERS_OK);
	assert_int_equal(again->n, a->n);
	assert_true(crm_answers_total(again) == crm_answers_total(a));
	out = room((size_t) again->n * CRM_ANSWER_TEXT + 3);
	crm_answers_print(out, again);
	assert_string_equal(out, printed);
	free(out);
	free(exact);
	free(bytes);
	free(again);
	free(a);
}

static void
refuses(const char *text, size_t at, const char *what)
{
	crm_answers *a = room(sizeof(crm_answers));
	crm_answers_error error;

	if (crm_answers_parse(text, a, &error))
		fail_msg("read as a survey: %s", text);
	if (error.at != at || strstr(error.what, what) == NULL)
		fail_msg("%s: at %zu: %s", text, error.at, error.what);
	free(a);
}

static void
surveys(void **state)
{
	(void) state;
	reads("{0:3, 9:12, 10:40}", "{0:3, 9:12, 10:40}");
	reads("{}", "{}");
	reads(" \t\n{ \r\n}  ", "{}");
	reads("{10:1,9:2 , 10:3}", "{9:2, 10:4}");
	reads("{-0:1, 007:08}", "{0:1, 7:8}");
	reads("{-2147483648:1, 2147483647:9223372036854775806}", "{-2147483648:1, 2147483647:9223372036854775806}");
}

static void
no_surveys(void **state)
{
	(void) state;
	refuses("", 0, "opening brace");
	refuses(" 1:1", 1, "opening brace");
	refuses("{", 1, "an answer");
	refuses("{,}", 1, "an answer");
	refuses("{1}", 2, "colon");
	refuses("{1 :1}", 2, "colon");
	refuses("{1:}", 3, "number of responses");
	refuses("{1:0}", 3, "number of responses");
	refuses("{1:-1}", 3, "number of responses");
	refuses("{1:9223372036854775808}", 3, "number of responses");
	refuses("{1:99999999999999999999999}", 3, "number of responses");
	refuses("{--1:1}", 1, "an answer");
	refuses("{+1:1}", 1, "an answer");
	refuses("{2147483648:1}", 1, "an answer");
	refuses("{-2147483649:1}", 1, "an answer");
	refuses("{1:1.5}", 4, "comma");
	refuses("{1:1,}", 5, "an answer");
	refuses("{1:1 2:1}", 5, "comma");
	refuses("{1:1", 4, "comma");
	refuses("{1:1}}", 5, "nothing");
	refuses("{} {}", 3, "nothing");
	refuses("{1:9223372036854775807,1:1}", 25, "too many responses");
}

/* The most distinct answers there may be, and one more. */
static void
many_answers(void **state)
{
	(void) state;
	for (int n = CRM_ANSWERS_MAX; n <= CRM_ANSWERS_MAX + 1; n++)
	{
		crm_answers *a = room(sizeof(crm_answers));
		crm_answers_error error;
		char	   *text = room((size_t) n * 20 + 3),
				   *p = text;

		for (int i = 0; i < n; i++)
			p += sprintf(p, "%s%d:1", i ? "," : "{", i * 7919 % 1000003 - 500000);
		strcpy(p, "}");
		assert_true(crm_answers_parse(text, a, &error) == (n == CRM_ANSWERS_MAX));
		assert_true(n == CRM_ANSWERS_MAX || error.status == CRM_ANSWERS_TOO_MANY);
		for (int i = 1; i < a->n; i++)
			assert_true(a->at[i].answer > a->at[i - 1].answer);
		free(text);
		free(a);
	}
}

static void
malformed(const uint8_t *bytes, size_t len, crm_answers_status want)
{
	crm_answers *a = room(sizeof(crm_answers));
	uint8_t    *exact = room(len);

	memcpy(exact, bytes, len);
	assert_int_equal(crm_answers_validate(exact, len, a), want);
	free(exact);
	free(a);
}

static void
no_bytes(void **state)
{
	(void) state;
	malformed((uint8_t[]) {1}, 0, CRM_ANSWERS_MALFORMED);
	malformed((uint8_t[]) {0}, 1, CRM_ANSWERS_VERSION_UNKNOWN);
	malformed((uint8_t[]) {2, 0, 1}, 3, CRM_ANSWERS_VERSION_UNKNOWN);
	malformed((uint8_t[]) {0x81, 0, 1}, 3, CRM_ANSWERS_VERSION_UNKNOWN);
	malformed((uint8_t[]) {1, 0}, 2, CRM_ANSWERS_MALFORMED);
	malformed((uint8_t[]) {1, 0, 0}, 3, CRM_ANSWERS_MALFORMED);
	malformed((uint8_t[]) {1, 0, 0x81, 0}, 4, CRM_ANSWERS_MALFORMED);	/* a longer 1 */
	malformed((uint8_t[]) {1, 0x80, 0x80, 0x80, 0x80, 0x10, 1}, 7, CRM_ANSWERS_MALFORMED);	/* 2^31 */
	malformed((uint8_t[]) {1, 0xfe, 0xff, 0xff, 0xff, 0x0f, 1, 0, 1}, 9, CRM_ANSWERS_MALFORMED);	/* one after 2^31 - 1 */
	malformed((uint8_t[]) {1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 1}, 13, CRM_ANSWERS_RANGE);
	malformed((uint8_t[]) {1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1}, 12, CRM_ANSWERS_RANGE);
	malformed((uint8_t[]) {1, 0, 1}, 3, CRM_ANSWERS_OK);
	malformed((uint8_t[]) {1}, 1, CRM_ANSWERS_OK);
}

/* Whatever bytes are valid are the only ones of their answers. */
static void
mutants(void **state)
{
	static const uint8_t seed[] = {1, 5, 3, 0, 0x81, 1, 7, 1, 0xff, 0x7f, 2, 1};
	int			accepted = 0;
	crm_answers *a = room(sizeof(crm_answers));
	uint8_t    *again = room(CRM_ANSWERS_BYTES);

	(void) state;
	for (int round = 0; round < 200000; round++)
	{
		size_t		len = 1 + below(sizeof(seed));
		uint8_t    *bytes = room(len);

		memcpy(bytes, seed, len);
		for (uint64_t change = below(4); change > 0; change--)
			bytes[below(len)] = (uint8_t) (below(2) ? below(4) : below(256));
		if (crm_answers_validate(bytes, len, a) == CRM_ANSWERS_OK)
		{
			accepted++;
			assert_true(crm_answers_encode(a, again) == len && memcmp(again, bytes, len) == 0);
			for (int i = 0; i < a->n; i++)
				assert_true(a->at[i].count > 0 && (i == 0 || a->at[i].answer > a->at[i - 1].answer));
		}
		free(bytes);
	}
	assert_in_range(accepted, 1000, 199000);
	free(again);
	free(a);
}

static void
text_mutants(void **state)
{
	static const char seed[] = "{0:3, -9:12, 10:9223372036854775000}";
	static const char letters[] = "0123456789-+.:,{} \tx";
	int			accepted = 0;
	crm_answers *a = room(sizeof(crm_answers));

	(void) state;
	for (int round = 0; round < 200000; round++)
	{
		char	   *text = room(sizeof(seed));
		crm_answers_error error;

		memcpy(text, seed, sizeof(seed));
		for (uint64_t change = 1 + below(3); change > 0; change--)
			text[below(sizeof(seed) - 1)] = below(20) ? letters[below(sizeof(letters) - 1)] : '\0';
		if (crm_answers_parse(text, a, &error))
			accepted++;
		else
			assert_true(error.at <= strlen(text));
		free(text);
	}
	assert_in_range(accepted, 1000, 199000);
	free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(surveys), cmocka_unit_test(no_surveys), cmocka_unit_test(many_answers),
		cmocka_unit_test(no_bytes), cmocka_unit_test(mutants), cmocka_unit_test(text_mutants)
	};

	return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
