/*
 * Tiers by rank: the aggregate crm.tier_cuts, and crm.tier as scalar and as
 * window function.
 */
#include "tier/cuts.h"

#include "core/check.h"
#include "core/enums.h"
#include "core/partition.h"
#include "core/sample.h"
#include "tier/shares.h"

static const char *const value_name = "value";
static const double default_shares[CRM_TIER_CUTS] = {0.01, 0.05, 0.20};

/* Cumulative shares of customers, from the best. */
static void
check_shares(const double *shares, int n)
{
	bool		valid = n == CRM_TIER_CUTS;

	for (int i = 0; i < CRM_TIER_CUTS && valid; i++)
		valid = shares[i] > (i ? shares[i - 1] : 0) && shares[i] <= 1;
	if (!valid)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("shares must be %d ascending numbers above 0 and at most 1", CRM_TIER_CUTS),
				 errdetail("They are cumulative: of all customers, the share in vip, in vip or major, and in vip, major or ordinary."),
				 errhint("The default is {0.01, 0.05, 0.20}.")));
}

static void
get_shares(Datum array, double *shares)
{
	check_shares(shares, crm_numbers(array, "shares", shares, CRM_TIER_CUTS));
}

static crm_tier_cuts
cut_column(const crm_column *column, const double *shares)
{
	crm_tier_cuts	cuts;

	for (int i = 0; i < CRM_TIER_CUTS; i++)
		cuts.least[i] = crm_top_value(column, shares[i]);
	return cuts;
}

/* Transition: with or without a third argument, the shares. */
CRM_FUNCTION(crm_tier_sample_add)
{
	double		shares[CRM_TIER_CUTS];
	double		value;

	memcpy(shares, default_shares, sizeof(shares));
	if (PG_NARGS() > 2)
	{
		crm_not_null(PG_ARGISNULL(2), "shares");
		get_shares(PG_GETARG_DATUM(2), shares);
	}
	if (PG_ARGISNULL(1))
		CRM_SKIP_ROW();
	value = crm_finite(PG_GETARG_FLOAT8(1), value_name);
	return crm_sample_add(fcinfo, 1, &value, CRM_TIER_CUTS, shares, "shares");
}

CRM_FUNCTION(crm_tier_cuts_final)
{
	crm_sample_view sample;
	crm_tier_cuts	cuts;

	crm_sample_read(PG_GETARG_DATUM(0), &sample);
	crm_sample_expect(&sample, 1, CRM_TIER_CUTS);
	check_shares(sample.param, sample.params);
	if (sample.column[0].n == 0)
		PG_RETURN_NULL();
	cuts = cut_column(&sample.column[0], sample.param);
	return crm_make_tier_cuts(&cuts);
}

static Datum
tier_of(FunctionCallInfo fcinfo, const crm_tier_cuts *cuts, double value)
{
	const crm_enum *tier = crm_result_enum(fcinfo, crm_tier_name, CRM_TIERS);

	PG_RETURN_OID(tier->label[crm_tier_place(cuts, value)]);
}

CRM_FUNCTION(crm_tier)
{
	crm_tier_cuts	cuts = crm_get_tier_cuts(PG_GETARG_DATUM(1));

	return tier_of(fcinfo, &cuts, crm_finite(PG_GETARG_FLOAT8(0), value_name));
}

typedef struct window_state
{
	bool		ready;
	double		shares[CRM_TIER_CUTS];
	crm_tier_cuts	cuts;
} window_state;

/* The shares of the current row. */
static void
shares_of_row(WindowObject window, FunctionCallInfo fcinfo, double *shares)
{
	bool		isnull;
	Datum		array;

	memcpy(shares, default_shares, sizeof(default_shares));
	if (PG_NARGS() <= 1)
		return;
	array = WinGetFuncArgCurrent(window, 1, &isnull);
	crm_not_null(isnull, "shares");
	get_shares(array, shares);
}

static void
cut_partition(WindowObject window, window_state *state)
{
	double	   *values;
	size_t		rows = crm_partition_read(window, 1, &value_name, &values);
	crm_column	column = crm_partition_column(values, rows);

	if (rows > 0)
		state->cuts = cut_column(&column, state->shares);
	pfree(values);
	state->ready = true;
}

/* tier(value [, shares]) OVER (...) */
CRM_FUNCTION(crm_tier_window)
{
	WindowObject window = PG_WINDOW_OBJECT();
	window_state *state;
	double		shares[CRM_TIER_CUTS];
	double		value;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(window_state));
	shares_of_row(window, fcinfo, shares);
	if (!state->ready)
	{
		memcpy(state->shares, shares, sizeof(shares));
		cut_partition(window, state);
	}
	crm_partition_same(memcmp(shares, state->shares, sizeof(shares)) == 0, "shares");
	if (!crm_partition_row(window, 1, &value_name, &value))
		PG_RETURN_NULL();
	return tier_of(fcinfo, &state->cuts, value);
}
