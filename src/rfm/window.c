/*
 * rfm_score(recency, frequency, monetary [, bins]) OVER (...): the scores that
 * rfm_cuts over the partition and then rfm_score give, in one call.
 */
#include "core/partition.h"

#include "core/check.h"
#include "rfm/cuts.h"

typedef struct window_state
{
	bool		ready;
	int			bins;
	crm_cuts	cuts;
} window_state;

static int
bins_of_row(WindowObject window, FunctionCallInfo fcinfo)
{
	bool		isnull;
	Datum		bins;

	if (PG_NARGS() <= CRM_AXES)
		return CRM_BINS_DEFAULT;
	bins = WinGetFuncArgCurrent(window, CRM_AXES, &isnull);
	crm_not_null(isnull, "bins");
	return crm_check_bins(DatumGetInt32(bins));
}

static void
cut_partition(WindowObject window, window_state *state)
{
	double	   *columns[CRM_AXES];
	size_t		rows = crm_partition_read(window, CRM_AXES, crm_axis_name, columns);

	for (int i = 0; i < CRM_AXES && rows > 0; i++)
	{
		crm_column	column = crm_partition_column(columns[i], rows);

		state->cuts.axis[i] = crm_cut_column(&column, state->bins);
		pfree(columns[i]);
	}
}

CRM_FUNCTION(crm_rfm_score_window)
{
	WindowObject window = PG_WINDOW_OBJECT();
	window_state *state;
	double		row[CRM_AXES];
	int			bins;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(window_state));
	bins = bins_of_row(window, fcinfo);
	if (!state->ready)
	{
		state->bins = bins;
		cut_partition(window, state);
		state->ready = true;
	}
	crm_partition_same(bins == state->bins, "bins");
	if (!crm_partition_row(window, CRM_AXES, crm_axis_name, row))
		PG_RETURN_NULL();
	PG_RETURN_INT32(crm_score(&state->cuts, row[CRM_RECENCY], row[CRM_FREQUENCY], row[CRM_MONETARY]));
}
