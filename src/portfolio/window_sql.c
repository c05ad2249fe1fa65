/*
 * The window functions relative_share and bcg_internal.
 */
#include "core/partition.h"

#include "miscadmin.h"

#include "core/enums.h"
#include "core/numeric.h"
#include "portfolio/amount.h"
#include "portfolio/matrix.h"
#include "portfolio/ratio.h"

/* Sales of a row of the partition; false for NULL. */
static bool
sales_at(WindowObject window, int arg, int64 row, crm_read_amount read, const char *name, crm_money *sales)
{
	bool		isnull,
				isout;
	Datum		value = WinGetFuncArgInPartition(window, arg, (int) row, WINDOW_SEEK_HEAD, false, &isnull, &isout);

	if (!isnull)
		*sales = crm_sales(read, value, name);
	return !isnull;
}

/* a < b */
static bool
is_below(crm_money a, crm_money b)
{
	crm_align(&a, &b);
	return a.units < b.units;
}

typedef struct share_state
{
	bool		ready;
	int			n;				/* of the largest that there are */
	crm_money	largest[2];
} share_state;

static void
find_largest(WindowObject window, crm_read_amount read, share_state *state)
{
	int64		rows = WinGetPartitionRowCount(window);

	for (int64 row = 0; row < rows; row++)
	{
		crm_money	sales;

		CHECK_FOR_INTERRUPTS();
		if (!sales_at(window, 0, row, read, "sales", &sales))
			continue;
		if (state->n == 0 || is_below(state->largest[0], sales))
		{
			state->largest[1] = state->largest[0];
			state->largest[0] = sales;
		}
		else if (state->n == 1 || is_below(state->largest[1], sales))
			state->largest[1] = sales;
		state->n = Min(state->n + 1, 2);
	}
	state->ready = true;
}

/* relative_share(sales) OVER (...) */
static Datum
relative_share(FunctionCallInfo fcinfo, crm_read_amount read)
{
	WindowObject window = PG_WINDOW_OBJECT();
	share_state *state;
	bool		isnull;
	Datum		value;
	crm_money	own,
				rival;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(share_state));
	if (!state->ready)
		find_largest(window, read, state);
	value = WinGetFuncArgCurrent(window, 0, &isnull);
	if (isnull || state->n < 2)
		PG_RETURN_NULL();
	own = crm_sales(read, value, "sales");
	/* Of two that are the largest each is the other's rival, and equal to it. */
	rival = state->largest[is_below(own, state->largest[0]) ? 0 : 1];
	if (rival.units == 0)
		PG_RETURN_NULL();
	crm_align(&own, &rival);
	PG_RETURN_FLOAT8(crm_ratio(own.units, rival.units));
}

CRM_FUNCTION(crm_relative_share_window_numeric)
{
	return relative_share(fcinfo, crm_amount_numeric);
}

CRM_FUNCTION(crm_relative_share_window_float8)
{
	return relative_share(fcinfo, crm_amount_float8);
}

typedef struct internal_state
{
	bool		ready;
	double		share_cut;
	double		growth_cut;
	crm_money	largest;
} internal_state;

static void
add_up(crm_money *total, crm_money m)
{
	if (!crm_money_add(total, m))
		crm_money_overflow();
}

static void
cut_partition(WindowObject window, crm_read_amount read, internal_state *state)
{
	int64		rows = WinGetPartitionRowCount(window);
	crm_money	current_total = {0, 0},
				base_total = {0, 0};

	for (int64 row = 0; row < rows; row++)
	{
		crm_money	current,
					base;

		CHECK_FOR_INTERRUPTS();
		if (!sales_at(window, 0, row, read, "current", &current) ||
			!sales_at(window, 1, row, read, "base", &base))
			continue;
		if (is_below(state->largest, current))
			state->largest = current;
		if (base.units == 0)
			continue;
		add_up(&current_total, current);
		add_up(&base_total, base);
	}
	crm_align(&current_total, &base_total);
	if (base_total.units > 0)
		state->growth_cut = crm_ratio(current_total.units - base_total.units, base_total.units);
	state->ready = true;
}

/* bcg_internal(current, base [, share_cut]) OVER (...) */
static Datum
bcg_internal(FunctionCallInfo fcinfo, crm_read_amount read)
{
	WindowObject window = PG_WINDOW_OBJECT();
	internal_state *state;
	bool		isnull[2];
	Datum		value[2];
	double		share_cut;
	crm_money	current,
				base,
				own,
				largest;
	crm_bcg_class class;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(internal_state));
	share_cut = crm_partition_share(window, fcinfo, 2, 0.5, "share_cut");
	if (!state->ready)
	{
		state->share_cut = share_cut;
		cut_partition(window, read, state);
	}
	crm_partition_same(share_cut == state->share_cut, "share_cut");
	for (int i = 0; i < 2; i++)
		value[i] = WinGetFuncArgCurrent(window, i, &isnull[i]);
	if (isnull[0] || isnull[1])
		PG_RETURN_NULL();
	own = current = crm_sales(read, value[0], "current");
	base = crm_sales(read, value[1], "base");
	largest = state->largest;
	if (base.units == 0 || largest.units == 0)
		PG_RETURN_NULL();
	crm_align(&current, &base);
	crm_align(&own, &largest);
	class = crm_bcg_class_of(crm_ratio(current.units - base.units, base.units) >= state->growth_cut,
							 crm_ratio(own.units, largest.units) >= share_cut);
	PG_RETURN_OID(crm_result_enum(fcinfo, crm_bcg_class_name, CRM_BCG_CLASSES)->label[class]);
}

CRM_FUNCTION(crm_bcg_internal_numeric)
{
	return bcg_internal(fcinfo, crm_amount_numeric);
}

CRM_FUNCTION(crm_bcg_internal_float8)
{
	return bcg_internal(fcinfo, crm_amount_float8);
}
