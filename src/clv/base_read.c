#include "clv/base_bytes.h"

#include <math.h>

#include "core/day.h"
#include "core/tick.h"
#include "core/varint.h"

#define TICK_EVERY 0xffff

/* A varint of at most this, without needless bytes. */
static bool
get(crm_base_reader *r, uint64_t most, uint64_t *value)
{
	const uint8_t *begin = r->p,
			   *p = crm_get_varint64(begin, r->end, value);

	if (p == NULL || *value > most || (p - begin > 1 && p[-1] == 0))
		return false;
	r->p = p;
	return true;
}

static bool
get_double(crm_base_reader *r, double *value)
{
	const uint8_t *p = crm_get_double(r->p, r->end, value);

	if (p == NULL)
		return false;
	r->p = p;
	return isfinite(*value) && !signbit(*value);
}

/* Of the customers of a row or a spend. */
static bool
get_customers(crm_base_reader *r, bool many, int64_t *customers)
{
	uint64_t	n = 1;

	if (many && (!get(r, CRM_BASE_MOST, &n) || n < 2))
		return false;
	*customers = (int64_t) n;
	return true;
}

static bool
get_length(crm_base_reader *r, size_t *n)
{
	uint64_t	length;

	if (!get(r, (uint64_t) (r->end - r->p), &length))
		return false;
	*n = (size_t) length;
	return true;
}

crm_base_status
crm_base_open(crm_base_reader *r, const uint8_t *bytes, size_t len)
{
	uint64_t	value;
	bool		of_days;

	*r = (crm_base_reader) {.p = bytes + 2, .end = bytes + len, .row.x = -1, .before = -1};
	if (len < 1)
		return CRM_BASE_MALFORMED;
	if (bytes[0] != CRM_BASE_VERSION)
		return CRM_BASE_VERSION_UNKNOWN;
	if (len < 2 || (bytes[1] & 3) > CRM_CLOCK_MIXED || bytes[1] >> 6 != 0)
		return CRM_BASE_MALFORMED;
	r->head.clock = bytes[1] & 3;
	r->fractional = bytes[1] >> 2 & 1;
	r->decimals = bytes[1] >> 3;
	of_days = r->head.clock == CRM_CLOCK_DAYS;
	if (of_days)
	{
		if (!get(r, UINT32_MAX, &value) || !crm_day_valid(crm_unzigzag64(value)))
			return CRM_BASE_MALFORMED;
		r->head.as_of = (int32_t) crm_unzigzag64(value);
	}
	if (!get_length(r, &r->head.n_rows) || !get_length(r, &r->head.n_spends) ||
		(of_days && !get_length(r, &r->head.n_days)) || !get(r, CRM_BASE_MOST, &value))
		return CRM_BASE_MALFORMED;
	r->head.no_spend = (int64_t) value;
	r->rows_left = r->head.n_rows;
	r->spends_left = r->head.n_spends;
	r->days_left = r->head.n_days;
	return CRM_BASE_OK;
}

/* The start of a group, after which *x is its x. */
static bool
get_group(crm_base_reader *r, double *x, size_t left)
{
	uint64_t	step,
				others;

	if (!get(r, CRM_BASE_X_MAX, &step) || !get(r, left - 1, &others))
		return false;
	*x += (double) step + 1;
	r->group_left = others + 1;
	return *x <= CRM_BASE_X_MAX;
}

/* Moves the reader's row to the next. */
static bool
get_row(crm_base_reader *r)
{
	crm_base_row *row = &r->row;
	bool		first = r->group_left == 0;
	uint64_t	token,
				span;
	double		step;

	if (first)
	{
		if (!get_group(r, &row->x, r->rows_left))
			return false;
		row->t_x = -1;
	}
	if (!get(r, UINT64_MAX, &token) || !get_customers(r, token & 2, &row->customers) || (first && !(token & 1)))
		return false;
	step = (double) (token >> 2);
	if (r->fractional)
	{
		double		t_x = row->t_x,
					T = row->T;

		return step == 0 &&
			(!(token & 1) || (get_double(r, &row->t_x) && row->t_x > t_x)) &&
			get_double(r, &row->T) && row->T >= row->t_x && (token & 1 || row->T > T);
	}
	if (!(token & 1))
	{
		row->T += step + 1;
		return row->T <= CRM_TIME_WHOLE;
	}
	if (!get(r, (uint64_t) CRM_TIME_WHOLE, &span))
		return false;
	row->t_x += step + 1;
	row->T = row->t_x + (double) span;
	return row->T <= CRM_TIME_WHOLE;
}

bool
crm_base_next_row(crm_base_reader *r, crm_base_row *row)
{
	if (r->rows_left == 0 || r->malformed)
		return false;
	if (!get_row(r))
	{
		r->malformed = true;
		return false;
	}
	r->rows_left--;
	r->group_left--;
	*row = r->row;
	return true;
}

static bool
get_spend(crm_base_reader *r)
{
	crm_base_spend *spend = &r->spend;
	double		mean_before = spend->mean;
	uint64_t	token;

	if (r->group_left == 0)
	{
		if (!get_group(r, &spend->x, r->spends_left))
			return false;
		r->total = 0;
		mean_before = 0;
	}
	if (!get(r, 2 * (uint64_t) CRM_TOTAL_MAX, &token) || !get_customers(r, token & 1, &spend->customers))
		return false;
	if (r->decimals == CRM_SPENDS_DOUBLE)
		return token >> 1 == 0 && get_double(r, &spend->mean) && spend->mean > mean_before;
	r->total += (token >> 1) + 1;
	spend->mean = crm_mean_of_total((double) r->total, r->decimals, spend->x);
	return r->total < (uint64_t) CRM_TOTAL_MAX && spend->mean > mean_before;
}

bool
crm_base_next_spend(crm_base_reader *r, crm_base_spend *spend)
{
	if (r->spends_left == 0 || r->rows_left > 0 || r->malformed)
		return false;
	if (!get_spend(r))
	{
		r->malformed = true;
		return false;
	}
	r->spends_left--;
	r->group_left--;
	*spend = r->spend;
	return true;
}

bool
crm_base_next_day(crm_base_reader *r, crm_base_day *day)
{
	uint64_t	step,
				repeats;

	if (r->days_left == 0 || r->rows_left > 0 || r->spends_left > 0 || r->malformed)
		return false;
	if (!get(r, INT32_MAX, &step) || !get(r, CRM_BASE_MOST, &repeats) ||
		(r->before += (int64_t) step + 1) > INT32_MAX || repeats == 0)
	{
		r->malformed = true;
		return false;
	}
	r->days_left--;
	*day = (crm_base_day) {r->before, (int64_t) repeats};
	return true;
}

bool
crm_base_decode(crm_base_reader *r, crm_base *base)
{
	for (size_t i = 0; i < r->head.n_rows && crm_base_next_row(r, &base->rows[i]); i++)
		if ((i & TICK_EVERY) == 0)
			crm_tick();
	for (size_t i = 0; i < r->head.n_spends && crm_base_next_spend(r, &base->spends[i]); i++)
		if ((i & TICK_EVERY) == 0)
			crm_tick();
	for (size_t i = 0; i < r->head.n_days && crm_base_next_day(r, &base->days[i]); i++)
		continue;
	return !r->malformed && r->p == r->end;
}
