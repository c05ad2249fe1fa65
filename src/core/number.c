#include "core/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
crm_print_number(char *out, double value)
{
	int			len = 0;

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

int
crm_scan_key(crm_scan *s, const char *const *names, int n, const char *expected)
{
	skip_space(s);
	s->expected = expected;
	for (int i = 0; i < n; i++)
	{
		size_t		len = strlen(names[i]);

		if (*s->p == '"' && strncmp(s->p + 1, names[i], len) == 0 && s->p[len + 1] == '"')
		{
			s->p += len + 2;
			return crm_scan_char(s, ':', "a colon") ? i : -1;
		}
	}
	return -1;
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
