#include "survey/text.h"

#include <inttypes.h>
#include <stdio.h>

static const char *
skip_space(const char *s)
{
	while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		s++;
	return s;
}

/* Reads digits that are at most `most`; NULL where there are none, or more. */
static const char *
read_digits(const char *s, uint64_t most, uint64_t *value)
{
	const char *start = s;

	for (*value = 0; *s >= '0' && *s <= '9'; s++)
	{
		uint64_t	digit = (uint64_t) (*s - '0');

		if (*value > (most - digit) / 10)
			return NULL;
		*value = *value * 10 + digit;
	}
	return s == start ? NULL : s;
}

static const char *
read_answer(const char *s, int32_t *answer)
{
	bool		negative = *s == '-';
	uint64_t	value;

	s = read_digits(s + negative, (uint64_t) INT32_MAX + negative, &value);
	if (s != NULL)
		*answer = (int32_t) (negative ? -(int64_t) value : (int64_t) value);
	return s;
}

/* Answers what is wrong, or NULL; *at is moved to where reading has come. */
static const char *
parse(const char **at, crm_answers *out, crm_answers_status *status)
{
	int64_t		total = 0;
	const char *s;

	out->n = 0;
	*at = skip_space(*at);
	if (**at != '{')
		return "an opening brace was expected";
	*at = skip_space(*at + 1);
	while (**at != '}' || out->n > 0)
	{
		int32_t		answer;
		uint64_t	count;

		if ((s = read_answer(*at, &answer)) == NULL)
			return "an answer, a whole number from -2147483648 to 2147483647, was expected";
		*at = s;
		if (*s != ':')
			return "a colon was expected after the answer";
		*at = s + 1;
		if ((s = read_digits(*at, INT64_MAX, &count)) == NULL || count == 0)
			return "a number of responses from 1 to 9223372036854775807 was expected";
		if (__builtin_add_overflow(total, (int64_t) count, &total))
		{
			*status = CRM_ANSWERS_RANGE;
			return "there are too many responses";
		}
		crm_answers_add(out->at, &out->n, answer, (int64_t) count);
		if (out->n > CRM_ANSWERS_MAX)
		{
			*status = CRM_ANSWERS_TOO_MANY;
			return "there are too many distinct answers";
		}
		*at = skip_space(s);
		if (**at != ',')
			break;
		*at = skip_space(*at + 1);
	}
	if (**at != '}')
		return "a comma or a closing brace was expected";
	*at = skip_space(*at + 1);
	return **at == '\0' ? NULL : "nothing was expected after the closing brace";
}

bool
crm_answers_parse(const char *text, crm_answers *out, crm_answers_error *error)
{
	const char *at = text;

	error->status = CRM_ANSWERS_MALFORMED;
	error->what = parse(&at, out, &error->status);
	error->at = (size_t) (at - text);
	return error->what == NULL;
}

void
crm_answers_print(char *out, const crm_answers *a)
{
	*out++ = '{';
	for (int i = 0; i < a->n; i++)
		out += sprintf(out, "%s%" PRId32 ":%" PRId64, i ? ", " : "", a->at[i].answer, a->at[i].count);
	*out++ = '}';
	*out = '\0';
}
