#include "clv/base.h"

#include <math.h>

#include "core/day.h"
#include "core/tick.h"

#define TICK_EVERY 0xffff

/* Adds n things of this weight; false past the most. */
static bool
add(int64_t *sum, int64_t n, int64_t weight)
{
	int64_t		product;

	return !__builtin_mul_overflow(n, weight, &product) && product <= CRM_BASE_MOST &&
		(*sum += product) <= CRM_BASE_MOST;
}

bool
crm_base_count(const crm_base *base, crm_base_totals *totals)
{
	*totals = (crm_base_totals) {0};
	for (size_t i = 0; i < base->n_rows; i++)
	{
		const crm_base_row *row = &base->rows[i];

		if ((i & TICK_EVERY) == 0)
			crm_tick();
		if (!add(&totals->customers, row->customers, 1) ||
			!add(&totals->repeats, row->customers, (int64_t) row->x))
			return false;
		if (row->x > 0)
			totals->repeaters += row->customers;
	}
	return true;
}

static bool
is_whole(double value)
{
	return value == floor(value);
}

static const char *
row_fault(const crm_base *base, const crm_base_row *row)
{
	if (!(row->x >= 0 && row->x <= CRM_BASE_X_MAX && is_whole(row->x)))
		return "x is a whole number from 0 to 2147483647.";
	if (!(row->t_x >= 0 && row->t_x <= row->T && isfinite(row->T)))
		return "t_x lies between 0 and T.";
	if (row->x == 0 && row->t_x > 0)
		return "Where x is 0, t_x is 0.";
	if (!(row->customers >= 1 && row->customers <= CRM_BASE_MOST))
		return "A number of customers is from 1 to 9007199254740992.";
	if (base->clock == CRM_CLOCK_CALLER)
		return NULL;
	if (!is_whole(row->t_x) || !is_whole(row->T))
		return "The times of histories are whole days.";
	if (row->x > row->t_x)
		return "Of histories, x is a number of days until t_x.";
	if (row->T > (base->clock == CRM_CLOCK_DAYS ? base->as_of : CRM_DAY_MAX) - CRM_DAY_MIN)
		return "T begins before the year 1.";
	return NULL;
}

/* Spends, of each x no more than it has customers, and those without are the repeaters. */
static const char *
spends_fault(const crm_base *base, const crm_base_totals *totals)
{
	int64_t		all = base->no_spend;
	size_t		row = 0;

	if (base->no_spend < 0)
		return "A number of customers is from 1 to 9007199254740992.";
	for (size_t begin = 0, end = 0; begin < base->n_spends; begin = end)
	{
		double		x = base->spends[begin].x;
		int64_t		spenders = 0,
					customers = 0;

		crm_tick();
		for (; end < base->n_spends && base->spends[end].x == x; end++)
		{
			const crm_base_spend *spend = &base->spends[end];

			if (!(spend->x >= 1))
				return "A spend is of one repeat purchase or more.";
			if (!(spend->mean > 0 && isfinite(spend->mean)))
				return "A mean spend is above 0.";
			if (spend->customers < 1 || !add(&spenders, spend->customers, 1))
				return "A number of customers is from 1 to 9007199254740992.";
		}
		while (row < base->n_rows && base->rows[row].x < x)
			row++;
		for (; row < base->n_rows && base->rows[row].x == x; row++)
			customers += base->rows[row].customers;
		if (spenders > customers || !add(&all, spenders, 1))
			return "There are more spends of an x than customers.";
	}
	if (all != totals->repeaters)
		return "Spends, and customers without spend, are not as many as customers with repeat purchases.";
	return NULL;
}

static const char *
days_fault(const crm_base *base, const crm_base_totals *totals)
{
	int64_t		all = 0;
	double		longest = 0;

	if (base->clock != CRM_CLOCK_DAYS)
		return base->n_days > 0 ? "Repeat purchases by day are known as of one day only." : NULL;
	for (size_t i = 0; i < base->n_rows; i++)
		if (base->rows[i].x > 0)
			longest = fmax(longest, base->rows[i].T);
	for (size_t i = 0; i < base->n_days; i++)
	{
		const crm_base_day *day = &base->days[i];

		if (day->before < 0 || day->before >= longest)
			return "Repeat purchases lie between the first purchase and as_of.";
		if (day->repeats < 1 || day->repeats > totals->repeaters || !add(&all, day->repeats, 1))
			return "A customer has at most one repeat purchase a day.";
	}
	if (all != totals->repeats)
		return "Repeat purchases by day are not as many as x says.";
	return NULL;
}

const char *
crm_base_fault(const crm_base *base)
{
	crm_base_totals totals;
	const char *fault;

	if (base->clock == CRM_CLOCK_DAYS && !crm_day_valid(base->as_of))
		return "as_of lies in the years 1 to 9999.";
	if (base->n_rows == 0)
		return "A base has at least one customer.";
	for (size_t i = 0; i < base->n_rows; i++)
	{
		if ((i & TICK_EVERY) == 0)
			crm_tick();
		if ((fault = row_fault(base, &base->rows[i])) != NULL)
			return fault;
	}
	if (!crm_base_count(base, &totals))
		return "A base has at most 9007199254740992 customers and as many repeat purchases.";
	if ((fault = spends_fault(base, &totals)) != NULL)
		return fault;
	return days_fault(base, &totals);
}
