#include "lifecycle/durations.h"

#include <math.h>

#include "core/tick.h"

#define TICK_EVERY 0xffff

size_t
crm_durations_text_bound(const char *text)
{
	size_t		brackets = 0;

	for (size_t i = 0; text[i] != '\0'; i++)
	{
		brackets += text[i] == '[';
		if ((i & 0xfffff) == 0xfffff)
			crm_tick();
	}
	return brackets;
}

static bool
scan_count(crm_scan *s, int64_t *count)
{
	double		value;

	if (!crm_scan_char(s, ',', "a comma") || !crm_scan_number(s, &value))
		return false;
	s->expected = "a whole number of subjects before here";
	if (!(value >= 0 && value <= (double) CRM_DURATIONS_MOST && value == floor(value)))
		return false;
	*count = (int64_t) value;
	return true;
}

static bool
scan_row(crm_scan *s, crm_duration *row)
{
	*row = (crm_duration) {0};
	if (!crm_scan_char(s, '[', "an opening bracket") || !crm_scan_number(s, &row->duration) ||
		!scan_count(s, &row->events) || !scan_count(s, &row->censored))
		return false;
	if (crm_scan_next_is(s, ',') && !crm_scan_number(s, &row->entered))
		return false;
	/* -0 is another way to write 0. */
	row->duration += 0.0;
	row->entered += 0.0;
	s->expected = "times of a subject, and at least one subject, before here";
	if (crm_duration_fault(row->duration, row->entered) != NULL || row->events + row->censored == 0)
		return false;
	return crm_scan_char(s, ']', "a closing bracket");
}

bool
crm_durations_parse(crm_scan *s, crm_durations *d)
{
	static const char *const key = "durations";

	d->n = 0;
	if (!crm_scan_char(s, '{', "an opening brace") || crm_scan_key(s, &key, 1, "\"durations\"") < 0 ||
		!crm_scan_char(s, '[', "an opening bracket"))
		return false;
	do
	{
		if ((d->n & TICK_EVERY) == 0)
			crm_tick();
		if (!scan_row(s, &d->rows[d->n]))
			return false;
		d->n++;
	} while (crm_scan_next_is(s, ','));
	return crm_scan_char(s, ']', "a comma or a closing bracket") && crm_scan_char(s, '}', "a closing brace") && crm_scan_end(s);
}

char *
crm_durations_print(char *out, const crm_durations *d, size_t row)
{
	const crm_duration *r = &d->rows[row];

	if (row >= d->n)
		return NULL;
	out = crm_print_text(out, row == 0 ? "{\"durations\": [[" : ", [");
	out = crm_print_text(crm_print_number(out, r->duration), ", ");
	out = crm_print_text(crm_print_whole(out, (uint64_t) r->events), ", ");
	out = crm_print_whole(out, (uint64_t) r->censored);
	if (r->entered > 0)
		out = crm_print_number(crm_print_text(out, ", "), r->entered);
	return crm_print_text(out, row + 1 == d->n ? "]]}" : "]");
}
