/*
 * The window function satisfaction_split.
 */
#include "core/partition.h"

#include "core/check.h"
#include "core/enums.h"
#include "survey/split.h"

#define SIDES 3

static const char *const side_name[SIDES] = {"least", "middle", "most"};
static const char *const value_name = "value";

typedef struct split_state
{
	bool		ready;
	double		share;
	crm_split	split;
} split_state;

static void
split_partition(WindowObject window, split_state *state)
{
	double	   *values;
	size_t		rows = crm_partition_read(window, 1, &value_name, &values);
	crm_column	column = crm_partition_column(values, rows);

	if (state->share > 0.5)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share must be at most 0.5, not %g", state->share),
				 errdetail("The most and the least satisfied would be the same.")));
	if (rows > 0)
		state->split = crm_split_column(&column, state->share);
	pfree(values);
	state->ready = true;
}

/* satisfaction_split(value [, share]) OVER (...) */
CRM_FUNCTION(crm_satisfaction_split)
{
	WindowObject window = PG_WINDOW_OBJECT();
	split_state *state;
	double		share,
				value;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(split_state));
	share = crm_partition_share(window, fcinfo, 1, 0.20, "share");
	if (!state->ready)
	{
		state->share = share;
		split_partition(window, state);
	}
	crm_partition_same(share == state->share, "share");
	if (!crm_partition_row(window, 1, &value_name, &value))
		PG_RETURN_NULL();
	PG_RETURN_OID(crm_result_enum(fcinfo, side_name, SIDES)->label[1 + crm_split_side(&state->split, value)]);
}
