#include "history/text.h"

#include <string.h>

#include "core/tick.h"

static const char *
skip_space(const char *s)
{
	while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		s++;
	return s;
}

size_t
crm_history_text_bound(const char *s)
{
	size_t		n = 1;

	for (; *s; s++)
		n += *s == ',';
	return n;
}

/* Reads DAY:ORDERS:AMOUNT; answers where it ends, or NULL with what is wrong. */
static const char *
parse_entry(const char **at, crm_entry *e, const char **wrong)
{
	const char *s = *at;
	const char *start;
	int64_t		orders = 0;

	if (!crm_day_parse(s, strnlen(s, CRM_DAY_TEXT), &e->day))
	{
		*wrong = "a day written YYYY-MM-DD, of the years 0001 to 9999, was expected";
		return NULL;
	}
	s += CRM_DAY_TEXT;
	*at = s;
	if (*s != ':')
	{
		*wrong = "a colon was expected after the day";
		return NULL;
	}
	*at = start = ++s;
	while (*s >= '0' && *s <= '9' && orders <= CRM_ORDERS_MAX)
		orders = orders * 10 + (*s++ - '0');
	if (s == start || orders > CRM_ORDERS_MAX)
	{
		*wrong = "a number of orders from 0 to 2147483647 was expected";
		return NULL;
	}
	e->orders = (int32_t) orders;
	*at = s;
	if (*s != ':')
	{
		*wrong = "a colon was expected after the number of orders";
		return NULL;
	}
	*at = start = ++s;
	s += strcspn(s, ",} \t\n\r");
	switch (crm_money_parse(start, (size_t) (s - start), CRM_EXCESS_ERROR, &e->amount))
	{
		case CRM_MONEY_OK:
			break;
		case CRM_MONEY_SYNTAX:
			*wrong = "an amount was expected";
			return NULL;
		case CRM_MONEY_RANGE:
			*wrong = "an amount has at most 36 digits";
			return NULL;
		case CRM_MONEY_DECIMALS:
			*wrong = "an amount has at most 20 decimals";
			return NULL;
	}
	if (e->orders == 0 && e->amount.units >= 0)
	{
		*wrong = "a day without orders holds returns: its amount is below zero";
		return NULL;
	}
	return s;
}

bool
crm_history_parse(const char *s, crm_entry *entries, size_t *n, crm_text_error *error)
{
	const char *begin = s;
	const char *next;

	*n = 0;
	error->what = "an opening brace was expected";
	s = skip_space(s);
	if (*s != '{')
		goto wrong;
	s = skip_space(s + 1);
	if (*s != '}')
	{
		for (;;)
		{
			next = parse_entry(&s, &entries[*n], &error->what);
			if (next == NULL)
				goto wrong;
			++*n;
			if ((*n & 0xffff) == 0)
				crm_tick();
			s = skip_space(next);
			if (*s == '}')
				break;
			error->what = "a comma or a closing brace was expected";
			if (*s != ',')
				goto wrong;
			s = skip_space(s + 1);
		}
	}
	s = skip_space(s + 1);
	error->what = "nothing was expected after the closing brace";
	if (*s == '\0')
		return true;
wrong:
	error->at = (size_t) (s - begin);
	return false;
}

char *
crm_entry_print(char *out, const crm_entry *e, bool first)
{
	char		digits[16];
	int			n = 0;
	uint32_t	orders = (uint32_t) e->orders;

	if (!first)
	{
		*out++ = ',';
		*out++ = ' ';
	}
	out = crm_day_print(out, e->day);
	*out++ = ':';
	do
		digits[n++] = (char) ('0' + orders % 10);
	while ((orders /= 10) > 0);
	while (n > 0)
		*out++ = digits[--n];
	*out++ = ':';
	return crm_money_print(out, e->amount);
}
