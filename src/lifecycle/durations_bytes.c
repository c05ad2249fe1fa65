#include "lifecycle/durations.h"

#include <math.h>

#include "core/tick.h"
#include "core/varint.h"

#define FLAG_WHOLE 1
#define FLAG_DELAYED 2
#define HEAD 2
#define TICK_EVERY 0xffff

/* A varint of at most this, without needless bytes. */
static const uint8_t *
get_number(const uint8_t *p, const uint8_t *end, uint64_t most, uint64_t *value)
{
	const uint8_t *begin = p;

	if (p == NULL || (p = crm_get_varint64(p, end, value)) == NULL || *value > most || (p - begin > 1 && p[-1] == 0))
		return NULL;
	return p;
}

static uint8_t
flags_of(const crm_durations *d)
{
	uint8_t		flags = FLAG_WHOLE;

	for (size_t i = 0; i < d->n; i++)
	{
		const crm_duration *row = &d->rows[i];

		if ((i & TICK_EVERY) == 0)
			crm_tick();
		if (row->duration != floor(row->duration) || row->entered != floor(row->entered))
			flags &= (uint8_t) ~FLAG_WHOLE;
		if (row->entered > 0)
			flags |= FLAG_DELAYED;
	}
	return flags;
}

size_t
crm_durations_bound(const crm_durations *d)
{
	return HEAD + CRM_VARINT64_MAX + d->n * 4 * CRM_VARINT64_MAX;
}

size_t
crm_durations_encode(const crm_durations *d, uint8_t *out)
{
	uint8_t		flags = flags_of(d);
	uint8_t    *p = out;
	double		before = 0;

	*p++ = CRM_DURATIONS_VERSION;
	*p++ = flags;
	p = crm_put_varint64(p, d->n);
	for (size_t i = 0; i < d->n; i++)
	{
		const crm_duration *row = &d->rows[i];

		if ((i & TICK_EVERY) == 0)
			crm_tick();
		if (flags & FLAG_WHOLE)
			p = crm_put_varint64(p, (uint64_t) (row->duration - before));
		else
			p = crm_put_double(p, row->duration);
		before = row->duration;
		if (flags & FLAG_DELAYED)
			p = flags & FLAG_WHOLE ? crm_put_varint64(p, (uint64_t) row->entered) : crm_put_double(p, row->entered);
		p = crm_put_varint64(p, (uint64_t) row->events);
		p = crm_put_varint64(p, (uint64_t) row->censored);
	}
	return (size_t) (p - out);
}

crm_durations_status
crm_durations_length(const uint8_t *bytes, size_t len, size_t *n)
{
	uint64_t	rows;

	if (len == 0)
		return CRM_DURATIONS_MALFORMED;
	if (bytes[0] != CRM_DURATIONS_VERSION)
		return CRM_DURATIONS_VERSION_UNKNOWN;
	if (len < HEAD || bytes[1] > (FLAG_WHOLE | FLAG_DELAYED) ||
		get_number(bytes + HEAD, bytes + len, len, &rows) == NULL)
		return CRM_DURATIONS_MALFORMED;
	*n = (size_t) rows;
	return CRM_DURATIONS_OK;
}

bool
crm_durations_decode(const uint8_t *bytes, size_t len, crm_durations *d)
{
	const uint8_t *end = bytes + len;
	const bool	whole = bytes[1] & FLAG_WHOLE,
				delayed = bytes[1] & FLAG_DELAYED;
	uint64_t	n;
	const uint8_t *p = get_number(bytes + HEAD, end, len, &n);
	double		before = 0;

	d->n = (size_t) n;
	for (size_t i = 0; i < d->n && p != NULL; i++)
	{
		crm_duration *row = &d->rows[i];
		uint64_t	time = 0,
					entered = 0,
					events = 0,
					censored = 0;

		if ((i & TICK_EVERY) == 0)
			crm_tick();
		*row = (crm_duration) {0};
		if (whole)
		{
			p = get_number(p, end, (uint64_t) CRM_DURATION_MAX, &time);
			row->duration = before += (double) time;
		}
		else
			p = crm_get_double(p, end, &row->duration);
		if (delayed && whole)
		{
			p = get_number(p, end, (uint64_t) CRM_DURATION_MAX, &entered);
			row->entered = (double) entered;
		}
		else if (delayed)
			p = crm_get_double(p, end, &row->entered);
		p = get_number(p, end, CRM_DURATIONS_MOST, &events);
		p = get_number(p, end, CRM_DURATIONS_MOST, &censored);
		row->events = (int64_t) events;
		row->censored = (int64_t) censored;
	}
	return p == end && crm_durations_fault(d) == NULL && flags_of(d) == bytes[1];
}
