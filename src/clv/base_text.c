#include "clv/base_text.h"

#include <math.h>
#include <string.h>

#include "core/day.h"
#include "core/tick.h"

#define TICK_EVERY 0x3fff

enum
{
	AS_OF, TRIPLES, SPENDS, WITHOUT_SPEND, REPEATS, KEYS
};

static const char *const keys[KEYS] = {"as_of", "triples", "spends", "without_spend", "repeats"};

size_t
crm_base_text_bound(const char *text)
{
	size_t		n = 0;

	for (; *text; text++)
		n += *text == '[';
	return n;
}

static bool
scan_whole(crm_scan *s, int64_t least, int64_t most, const char *expected, int64_t *n)
{
	double		value;

	if (!crm_scan_number(s, &value))
		return false;
	s->expected = expected;
	if (!(value >= (double) least && value <= (double) most && value == floor(value)))
		return false;
	*n = (int64_t) value;
	return true;
}

static bool
scan_customers(crm_scan *s, int64_t *n)
{
	return crm_scan_char(s, ',', "a comma") &&
		scan_whole(s, 1, CRM_BASE_MOST, "a whole number of customers above 0", n) &&
		crm_scan_char(s, ']', "a closing bracket");
}

/* [a, ... so many numbers of 0 and above, up to where customers follow. */
static bool
scan_numbers(crm_scan *s, double *values, int n)
{
	if (!crm_scan_char(s, '[', "an opening bracket"))
		return false;
	for (int i = 0; i < n; i++)
		if ((i > 0 && !crm_scan_char(s, ',', "a comma")) || !crm_scan_number(s, &values[i]))
			return false;
	return true;
}

static bool
scan_row(crm_scan *s, crm_base *base)
{
	crm_base_row *row = &base->rows[base->n_rows++];
	double		values[3];

	if (!scan_numbers(s, values, 3) || !scan_customers(s, &row->customers))
		return false;
	row->x = values[0];
	row->t_x = values[1];
	row->T = values[2];
	return true;
}

static bool
scan_spend(crm_scan *s, crm_base *base)
{
	crm_base_spend *spend = &base->spends[base->n_spends++];
	double		values[2];

	if (!scan_numbers(s, values, 2) || !scan_customers(s, &spend->customers))
		return false;
	spend->x = values[0];
	spend->mean = values[1];
	return true;
}

static bool
scan_day(crm_scan *s, crm_base *base)
{
	crm_base_day *day = &base->days[base->n_days++];

	return crm_scan_char(s, '[', "an opening bracket") &&
		scan_whole(s, 0, INT32_MAX, "a whole number of days before as_of", &day->before) &&
		crm_scan_char(s, ',', "a comma") &&
		scan_whole(s, 1, CRM_BASE_MOST, "a whole number of repeat purchases above 0", &day->repeats) &&
		crm_scan_char(s, ']', "a closing bracket");
}

static bool
scan_list(crm_scan *s, crm_base *base, bool (*scan) (crm_scan *, crm_base *))
{
	size_t		n = 0;

	if (!crm_scan_char(s, '[', "an opening bracket"))
		return false;
	if (crm_scan_next_is(s, ']'))
		return true;
	do
	{
		if (!scan(s, base))
			return false;
		if ((++n & TICK_EVERY) == 0)
			crm_tick();
	} while (crm_scan_next_is(s, ','));
	return crm_scan_char(s, ']', "a comma or a closing bracket");
}

static bool
scan_as_of(crm_scan *s, crm_base *base)
{
	if (crm_scan_next_is(s, '"'))
	{
		base->clock = CRM_CLOCK_DAYS;
		s->expected = "a day written YYYY-MM-DD";
		if (!crm_day_parse(s->p, strnlen(s->p, CRM_DAY_TEXT), &base->as_of) || s->p[CRM_DAY_TEXT] != '"')
			return false;
		s->p += CRM_DAY_TEXT + 1;
		return true;
	}
	base->clock = CRM_CLOCK_MIXED;
	s->expected = "a day in quotes, or null";
	if (strncmp(s->p, "null", 4) != 0)
		return false;
	s->p += 4;
	return true;
}

static bool
scan_key(crm_scan *s, crm_base *base, unsigned *seen)
{
	const char *at = s->p;
	int			key = crm_scan_key(s, keys, KEYS, "\"as_of\", \"triples\", \"spends\", \"without_spend\" or \"repeats\"");

	if (key < 0)
		return false;
	if (*seen >> key & 1)
	{
		s->p = at;
		s->expected = "each key once";
		return false;
	}
	*seen |= 1u << key;
	switch (key)
	{
		case AS_OF:
			return scan_as_of(s, base);
		case TRIPLES:
			return scan_list(s, base, scan_row);
		case SPENDS:
			return scan_list(s, base, scan_spend);
		case REPEATS:
			return scan_list(s, base, scan_day);
		default:
			return scan_whole(s, 0, CRM_BASE_MOST, "a whole number of customers", &base->no_spend);
	}
}

bool
crm_base_parse(crm_scan *s, crm_base *base)
{
	unsigned	seen = 0;

	if (!crm_scan_char(s, '{', "an opening brace"))
		return false;
	do
		if (!scan_key(s, base, &seen))
			return false;
	while (crm_scan_next_is(s, ','));
	return crm_scan_char(s, '}', "a comma or a closing brace") && crm_scan_end(s);
}

static char *
print_list(char *out, const double *values, int n, int64_t count, bool last)
{
	*out++ = '[';
	for (int i = 0; i < n; i++)
		out = crm_print_text(crm_print_number(out, values[i]), ", ");
	return crm_print_text(crm_print_whole(out, (uint64_t) count), last ? "]]" : "]");
}

static char *
print_head(char *out, const crm_base *base)
{
	*out++ = '{';
	if (base->clock == CRM_CLOCK_CALLER)
		return crm_print_text(out, "\"triples\": [");
	out = crm_print_text(out, "\"as_of\": ");
	if (base->clock == CRM_CLOCK_MIXED)
		out = crm_print_text(out, "null");
	else
	{
		*out++ = '"';
		out = crm_day_print(out, base->as_of);
		*out++ = '"';
	}
	return crm_print_text(out, ", \"triples\": [");
}

static char *
print_no_spend(char *out, const crm_base *base)
{
	if (base->no_spend > 0)
		out = crm_print_whole(crm_print_text(out, ", \"without_spend\": "), (uint64_t) base->no_spend);
	return out;
}

char *
crm_base_print(char *out, const crm_base *base, size_t place)
{
	const size_t spends = base->n_rows,
				after_spends = spends + base->n_spends,
				end = after_spends + base->n_days;

	if (place > end)
		return NULL;
	if (place < spends)
	{
		const crm_base_row *row = &base->rows[place];
		double		values[] = {row->x, row->t_x, row->T};

		out = place == 0 ? print_head(out, base) : crm_print_text(out, ", ");
		return print_list(out, values, 3, row->customers, place + 1 == spends);
	}
	if (place < after_spends)
	{
		const crm_base_spend *spend = &base->spends[place - spends];
		double		values[] = {spend->x, spend->mean};

		out = crm_print_text(out, place == spends ? ", \"spends\": [" : ", ");
		return print_list(out, values, 2, spend->customers, place + 1 == after_spends);
	}
	if (place == after_spends)
		out = print_no_spend(out, base);
	if (place < end)
	{
		const crm_base_day *day = &base->days[place - after_spends];
		double		before = day->before;

		out = crm_print_text(out, place == after_spends ? ", \"repeats\": [" : ", ");
		return print_list(out, &before, 1, day->repeats, place + 1 == end);
	}
	return crm_print_text(out, "}");
}
