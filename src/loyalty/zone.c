/*
 * The window function loyalty_zone.
 */
#include "core/partition.h"

#include "core/check.h"
#include "core/enums.h"
#include "tier/shares.h"

#define DEFAULT_SHARE 0.15

typedef enum zone
{
	DEFECTION, INDIFFERENCE, AFFECTION, ZONES
} zone;

static const char *const zone_name[ZONES] = {"defection", "indifference", "affection"};
static const char *const value_name = "satisfaction";

typedef struct zone_state
{
	bool		ready;
	double		low;
	double		high;
	double		most_of_low;	/* the highest satisfaction of the least satisfied */
	double		least_of_high;	/* the lowest of the most satisfied */
} zone_state;

static void
cut_partition(WindowObject window, zone_state *state)
{
	double	   *values;
	size_t		rows = crm_partition_read(window, 1, &value_name, &values);

	if (state->low + state->high > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("low and high must not sum to more than 1"),
				 errdetail("They are the shares of the least and of the most satisfied.")));
	if (rows > 0)
	{
		crm_column	column = crm_partition_column(values, rows);

		state->least_of_high = crm_top_value(&column, state->high);
		/* The least satisfied are the best of the negated. */
		for (size_t i = 0; i < rows; i++)
			values[i] = 0.0 - values[i];
		column = crm_partition_column(values, rows);
		state->most_of_low = 0.0 - crm_top_value(&column, state->low);
	}
	pfree(values);
	state->ready = true;
}

/* loyalty_zone(satisfaction [, low, high]) OVER (...) */
CRM_FUNCTION(crm_loyalty_zone)
{
	WindowObject window = PG_WINDOW_OBJECT();
	zone_state *state;
	double		low,
				high,
				value;
	zone		zone = INDIFFERENCE;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(zone_state));
	low = crm_partition_share(window, fcinfo, 1, DEFAULT_SHARE, "low");
	high = crm_partition_share(window, fcinfo, 2, DEFAULT_SHARE, "high");
	if (!state->ready)
	{
		state->low = low;
		state->high = high;
		cut_partition(window, state);
	}
	crm_partition_same(low == state->low, "low");
	crm_partition_same(high == state->high, "high");
	if (!crm_partition_row(window, 1, &value_name, &value))
		PG_RETURN_NULL();
	/* Who is in both, by ties, is as satisfied as most. */
	if (value <= state->most_of_low && value < state->least_of_high)
		zone = DEFECTION;
	else if (value >= state->least_of_high && value > state->most_of_low)
		zone = AFFECTION;
	PG_RETURN_OID(crm_result_enum(fcinfo, zone_name, ZONES)->label[zone]);
}
