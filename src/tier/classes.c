/*
 * The window functions abc_class and value_class.
 */
#include "core/partition.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "core/check.h"
#include "core/enums.h"
#include "core/numeric.h"
#include "tier/abc.h"
#include "tier/shares.h"

typedef crm_money (*to_money) (Datum value);

static crm_money
from_float8(Datum value)
{
	return crm_money_from_float8(crm_finite(DatumGetFloat8(value), "value"));
}

typedef struct abc_state
{
	bool		ready;
	double		a,
				b;
	crm_abc_cuts cuts;
} abc_state;

static void
abc_cut_partition(WindowObject window, to_money convert, abc_state *state)
{
	crm_money	a = crm_money_from_float8(state->a);
	crm_money	b = crm_money_from_float8(state->b);
	int64		rows = WinGetPartitionRowCount(window);
	crm_money  *values = MemoryContextAllocHuge(CurrentMemoryContext, Max(rows, 1) * sizeof(crm_money));
	crm_int128 *units = MemoryContextAllocHuge(CurrentMemoryContext, Max(rows, 1) * sizeof(crm_int128));
	size_t		n = 0;

	if (state->a > state->b)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a must not be above b"),
				 errhint("Class A ends at the cumulative share a, class B at b; the default is 0.80, 0.95.")));

	state->cuts.scale = 0;
	for (int64 row = 0; row < rows; row++)
	{
		bool		isnull,
					isout;
		Datum		value = WinGetFuncArgInPartition(window, 0, (int) row, WINDOW_SEEK_HEAD,
													 false, &isnull, &isout);

		CHECK_FOR_INTERRUPTS();
		if (isnull)
			continue;
		values[n] = convert(value);
		state->cuts.scale = Max(state->cuts.scale, values[n].scale);
		n++;
	}
	for (size_t i = 0; i < n; i++)
	{
		if (!crm_money_rescale(&values[i], state->cuts.scale))
			crm_money_overflow();
		units[i] = values[i].units;
	}
	if (!crm_abc_cut(units, n, a, b, &state->cuts))
		crm_money_overflow();
	pfree(values);
	pfree(units);
	state->ready = true;
}

static Datum
abc_class(FunctionCallInfo fcinfo, to_money convert)
{
	WindowObject window = PG_WINDOW_OBJECT();
	abc_state  *state;
	bool		isnull;
	Datum		value;
	double		a,
				b;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(abc_state));
	a = crm_partition_share(window, fcinfo, 1, 0.80, "a");
	b = crm_partition_share(window, fcinfo, 2, 0.95, "b");
	if (!state->ready)
	{
		state->a = a;
		state->b = b;
		abc_cut_partition(window, convert, state);
	}
	crm_partition_same(a == state->a, "a");
	crm_partition_same(b == state->b, "b");
	value = WinGetFuncArgCurrent(window, 0, &isnull);
	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_OID(crm_result_enum(fcinfo, crm_abc_name, CRM_ABC_CLASSES)->label[crm_abc_class(&state->cuts, convert(value))]);
}

CRM_FUNCTION(crm_abc_class_numeric)
{
	return abc_class(fcinfo, crm_money_from_numeric);
}

CRM_FUNCTION(crm_abc_class_float8)
{
	return abc_class(fcinfo, from_float8);
}

typedef enum value_class
{
	MOST_VALUABLE, MOST_GROWABLE, MIGRATOR, BELOW_ZERO
} value_class;

#define VALUE_CLASSES 4

static const char *const value_class_name[VALUE_CLASSES] = {
	"most_valuable", "most_growable", "migrator", "below_zero"
};

/* The arguments that value_class ranks by. */
static const char *const value_name[2] = {"actual", "potential"};

typedef struct value_state
{
	bool		ready;
	double		share;
	double		valuable;		/* least actual value of the most valuable */
	double		growable;		/* least unrealised potential of the most growable */
} value_state;

static bool
below_zero(double actual, double potential)
{
	return actual < 0 && potential < 0;
}

static double
unrealised(double actual, double potential)
{
	return crm_finite(potential - actual, "potential - actual");
}

/* The least of the best share of values, which are sorted for it. */
static double
least_of_best(double *values, size_t n, double share)
{
	crm_column	column;

	if (n == 0)
		return INFINITY;
	column = crm_partition_column(values, n);
	return crm_top_value(&column, share);
}

static void
value_cut_partition(WindowObject window, value_state *state)
{
	double	   *column[2];
	size_t		rows = crm_partition_read(window, 2, value_name, column);
	double	   *ranked = MemoryContextAllocHuge(CurrentMemoryContext, Max(rows, 1) * sizeof(double));
	size_t		n = 0;

	for (size_t i = 0; i < rows; i++)
		if (!below_zero(column[0][i], column[1][i]))
			ranked[n++] = column[0][i];
	state->valuable = least_of_best(ranked, n, state->share);
	n = 0;
	for (size_t i = 0; i < rows; i++)
		if (!below_zero(column[0][i], column[1][i]) && column[0][i] < state->valuable)
			ranked[n++] = unrealised(column[0][i], column[1][i]);
	state->growable = least_of_best(ranked, n, state->share);
	pfree(column[0]);
	pfree(column[1]);
	pfree(ranked);
	state->ready = true;
}

CRM_FUNCTION(crm_value_class)
{
	WindowObject window = PG_WINDOW_OBJECT();
	value_state *state;
	double		row[2];
	double		share;
	value_class class;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(value_state));
	share = crm_partition_share(window, fcinfo, 2, 0.20, "share");
	if (!state->ready)
	{
		state->share = share;
		value_cut_partition(window, state);
	}
	crm_partition_same(share == state->share, "share");
	if (!crm_partition_row(window, 2, value_name, row))
		PG_RETURN_NULL();
	if (below_zero(row[0], row[1]))
		class = BELOW_ZERO;
	else if (row[0] >= state->valuable)
		class = MOST_VALUABLE;
	else if (unrealised(row[0], row[1]) >= state->growable && row[1] > row[0])
		class = MOST_GROWABLE;
	else
		class = MIGRATOR;
	PG_RETURN_OID(crm_result_enum(fcinfo, value_class_name, VALUE_CLASSES)->label[class]);
}
