/* sources: src/lifecycle/durations.c src/lifecycle/durations_bytes.c src/lifecycle/durations_text.c src/core/number.c src/core/varint.c */
/*
 * Any bytes as stored durations, and as their text: they are refused, or what is read is written
 * as those very bytes, and as a text that is read as the same durations.
 */
#include <stdlib.h>
#include <string.h>

#include "core/tick.h"
#include "lifecycle/durations.h"

void
crm_tick(void)
{
}

int			LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static crm_duration *
rows_for(size_t n)
{
	return malloc(n * sizeof(crm_duration) + 1);
}

static bool
read_bytes(const uint8_t *bytes, size_t len, crm_durations *d)
{
	size_t		n;

	if (crm_durations_length(bytes, len, &n) != CRM_DURATIONS_OK)
		return false;
	d->rows = rows_for(n);
	if (crm_durations_decode(bytes, len, d))
		return true;
	free(d->rows);
	return false;
}

static bool
read_text(const char *text, crm_durations *d)
{
	size_t		bound = crm_durations_text_bound(text);
	crm_scan	s = crm_scan_text(text);
	crm_duration *scratch = rows_for(bound);
	bool		valid;

	*d = (crm_durations) {0, rows_for(bound + 1)};
	valid = crm_durations_parse(&s, d);
	if (s.p < text || s.p > text + strlen(text) || s.expected == NULL || d->n > bound)
		abort();
	if (valid)
	{
		d->n = crm_durations_tidy(d->rows, scratch, d->n);
		valid = crm_durations_fault(d) == NULL;
	}
	free(scratch);
	if (!valid)
		free(d->rows);
	return valid;
}

/* Valid durations go through text and bytes as they are. */
static void
check(const crm_durations *d, const uint8_t *bytes, size_t len)
{
	char	   *text = malloc(d->n * CRM_DURATIONS_PIECE + 1),
			   *p = text,
			   *end;
	uint8_t    *again = malloc(crm_durations_bound(d));
	crm_durations other;

	for (size_t i = 0; (end = crm_durations_print(p, d, i)) != NULL; i++)
		p = end;
	*p = '\0';
	if (!read_text(text, &other) || crm_durations_encode(&other, again) != len || memcmp(again, bytes, len) != 0)
		abort();
	free(other.rows);
	free(again);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	crm_durations d;

	memcpy(text, data, size);
	text[size] = '\0';
	if (read_bytes(data, size, &d))
	{
		check(&d, data, size);
		free(d.rows);
	}
	if (read_text(text, &d))
	{
		uint8_t    *bytes = malloc(crm_durations_bound(&d));
		size_t		len = crm_durations_encode(&d, bytes);
		crm_durations again;

		check(&d, bytes, len);
		if (!read_bytes(bytes, len, &again))
			abort();
		free(again.rows);
		free(bytes);
		free(d.rows);
	}
	free(text);
	return 0;
}
