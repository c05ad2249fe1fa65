#include "core/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
crm_print_text(char *out, const char *text)
{
	size_t		len = strlen(text);

	memcpy(out, text, len);
	return out + len;
}

char *
crm_print_whole(char *out, uint64_t n)
{
	char		digits[20];
	int			len = 0;

	do
		digits[len++] = (char) ('0' + n % 10);
	while ((n /= 10) > 0);
	while (len > 0)
		*out++ = digits[--len];
	return out;
}

char *
crm_print_number(char *out, double value)
{
	int			len = 0;

	/* As %g has it, and sooner. */
	if (!signbit(value) && value < 1e15 && value == floor(value))
		return crm_print_whole(out, (uint64_t) value);
	for (int digits = 15; digits <= 17; digits++)
	{
		len = snprintf(out, CRM_NUMBER_TEXT, "%.*g", digits, value);
		if (strtod(out, NULL) == value)
			break;
	}
	return out + len;
}

static void
skip_space(crm_scan *s)
{
	s->p += strspn(s->p, " \t\r\n");
}

bool
crm_scan_next_is(crm_scan *s, char c)
{
	skip_space(s);
	if (*s->p != c)
		return false;
	s->p++;
	return true;
}

bool
crm_scan_char(crm_scan *s, char c, const char *expected)
{
	if (crm_scan_next_is(s, c))
		return true;
	s->expected = expected;
	return false;
}

bool
crm_scan_end(crm_scan *s)
{
	return crm_scan_char(s, '\0', "the end of the text") && s->p--;
}

bool
crm_scan_number(crm_scan *s, double *value)
{
	char	   *end;

	skip_space(s);
	s->expected = "a finite number";
	/* strtod knows more than decimals: infinity, nan, 0x1p3. */
	if (*s->p == '\0' || strchr("-+.0123456789", *s->p) == NULL)
		return false;
	*value = strtod(s->p, &end);
	if (end == s->p || !isfinite(*value) ||
		strspn(s->p, "-+.0123456789eE") < (size_t) (end - s->p))
		return false;
	*value += 0.0;				/* -0 is 0 */
	s->p = end;
	return true;
}

bool
crm_scan_string(crm_scan *s, const char **string, size_t *len, const char *expected)
{
	const char *end;

	skip_space(s);
	s->expected = expected;
	if (*s->p != '"')
		return false;
	for (end = s->p + 1; *end != '"'; end++)
		if (*end == '\0' || (*end == '\\' && *++end == '\0'))
			return false;
	*string = s->p + 1;
	*len = (size_t) (end - *string);
	s->p = end + 1;
	return true;
}

int
crm_name_place(const char *const *names, int n, const char *string, size_t len)
{
	for (int i = 0; i < n; i++)
		if (strlen(names[i]) == len && memcmp(names[i], string, len) == 0)
			return i;
	return -1;
}

int
crm_scan_name(crm_scan *s, const char *const *names, int n, const char *expected)
{
	const char *string;
	size_t		len;
	int			place = -1;

	if (crm_scan_string(s, &string, &len, expected) &&
		(place = crm_name_place(names, n, string, len)) < 0)
		s->p = string - 1;
	return place;
}

int
crm_scan_key(crm_scan *s, const char *const *names, int n, const char *expected)
{
	int			place = crm_scan_name(s, names, n, expected);

	return place >= 0 && crm_scan_char(s, ':', "a colon") ? place : -1;
}

bool
crm_scan_bool(crm_scan *s, bool *value)
{
	size_t		len;

	skip_space(s);
	s->expected = "true or false";
	len = strspn(s->p, "abcdefghijklmnopqrstuvwxyz");
	*value = len == 4;
	if (!(len == 4 && memcmp(s->p, "true", 4) == 0) && !(len == 5 && memcmp(s->p, "false", 5) == 0))
		return false;
	s->p += len;
	return true;
}

bool
crm_scan_skip(crm_scan *s)
{
	size_t		depth = 0,
				len;
	const char *string;

	do
	{
		skip_space(s);
		s->expected = "a value";
		if (*s->p == '"')
		{
			if (!crm_scan_string(s, &string, &len, "a string that ends"))
				return false;
			continue;
		}
		if (*s->p == '\0' || (depth == 0 && strchr("]},:", *s->p) != NULL))
			return false;
		depth += *s->p == '[' || *s->p == '{';
		depth -= *s->p == ']' || *s->p == '}';
		len = strcspn(s->p, "[]{},:\" \t\r\n");
		s->p += len > 0 ? len : 1;
	} while (depth > 0);
	return true;
}

bool
crm_scan_numbers(crm_scan *s, double *values, int most, int *n, const char *too_many)
{
	*n = 0;
	if (!crm_scan_char(s, '[', "an opening bracket"))
		return false;
	if (crm_scan_next_is(s, ']'))
		return true;
	do
	{
		if (*n == most)
		{
			s->expected = too_many;
			return false;
		}
		if (!crm_scan_number(s, &values[*n]))
			return false;
		++*n;
	} while (crm_scan_next_is(s, ','));
	return crm_scan_char(s, ']', "a comma or a closing bracket");
}
