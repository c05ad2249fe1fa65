/*
 * The aggregates crm.history and crm.rollup, whose state is a log.
 */
#include "history/log.h"

#include "utils/date.h"

#include "core/call.h"
#include "core/numeric.h"

/* The state as a log that may be changed: as it is, or a copy. */
static inline crm_history_log *
open_state(FunctionCallInfo fcinfo, bool ours, int scale)
{
	Datum		state = PG_GETARG_DATUM(0);
	struct varlena *v = (struct varlena *) DatumGetPointer(state);

	if (likely(ours && VARATT_IS_4B_U(v) && *(uint8 *) VARDATA(v) == CRM_HISTORY_LOG))
		return (crm_history_log *) v;
	return crm_append_history(crm_new_log(scale), state);
}

/* What a transition function answers: inside an aggregate, the log itself. */
static inline Datum
close_state(bool ours, crm_history_log *log)
{
	if (ours)
		PG_RETURN_POINTER(log);
	PG_RETURN_POINTER(crm_close_log(log));
}

static inline Datum
add(FunctionCallInfo fcinfo, int32 day, crm_money amount)
{
	crm_entry	e = crm_order(day, amount);
	bool		ours = crm_in_aggregate(fcinfo);
	crm_history_log *log;

	log = PG_ARGISNULL(0) ? crm_new_log(amount.scale) : open_state(fcinfo, ours, amount.scale);
	return close_state(ours, crm_append(log, &e));
}

#define NO_ROW (PG_ARGISNULL(1) || PG_ARGISNULL(2))
#define NUMERIC_AMOUNT crm_money_from_numeric(PG_GETARG_DATUM(2))
#define INT8_AMOUNT ((crm_money) {PG_GETARG_INT64(2), 0})
#define FLOAT8_AMOUNT crm_money_from_float8(PG_GETARG_FLOAT8(2))

/* A row with a NULL leaves the state as it is. */
#define HISTORY_ADD(name, day, amount) \
	CRM_FUNCTION(name) \
	{ \
		if (NO_ROW && PG_ARGISNULL(0)) \
			PG_RETURN_NULL(); \
		if (NO_ROW) \
			PG_RETURN_DATUM(PG_GETARG_DATUM(0)); \
		return add(fcinfo, day, amount); \
	}

HISTORY_ADD(crm_history_add_date_numeric, PG_GETARG_DATEADT(1), NUMERIC_AMOUNT)
HISTORY_ADD(crm_history_add_date_int8, PG_GETARG_DATEADT(1), INT8_AMOUNT)
HISTORY_ADD(crm_history_add_date_float8, PG_GETARG_DATEADT(1), FLOAT8_AMOUNT)
HISTORY_ADD(crm_history_add_timestamp_numeric, crm_day_of_timestamp(PG_GETARG_TIMESTAMP(1)), NUMERIC_AMOUNT)
HISTORY_ADD(crm_history_add_timestamp_int8, crm_day_of_timestamp(PG_GETARG_TIMESTAMP(1)), INT8_AMOUNT)
HISTORY_ADD(crm_history_add_timestamp_float8, crm_day_of_timestamp(PG_GETARG_TIMESTAMP(1)), FLOAT8_AMOUNT)
HISTORY_ADD(crm_history_add_timestamptz_numeric, crm_day_of_timestamptz(PG_GETARG_TIMESTAMPTZ(1)), NUMERIC_AMOUNT)
HISTORY_ADD(crm_history_add_timestamptz_int8, crm_day_of_timestamptz(PG_GETARG_TIMESTAMPTZ(1)), INT8_AMOUNT)
HISTORY_ADD(crm_history_add_timestamptz_float8, crm_day_of_timestamptz(PG_GETARG_TIMESTAMPTZ(1)), FLOAT8_AMOUNT)

/* Transition of rollup, combine function of both aggregates, and operator ||. */
CRM_FUNCTION(crm_history_merge)
{
	crm_reader	other = crm_open_history(PG_GETARG_DATUM(1));
	bool		ours = crm_in_aggregate(fcinfo);

	return close_state(ours, crm_append_history(open_state(fcinfo, ours, other.scale), PG_GETARG_DATUM(1)));
}

CRM_FUNCTION(crm_history_close)
{
	struct varlena *v = pg_detoast_datum((struct varlena *) PG_GETARG_POINTER(0));

	if (*(uint8 *) VARDATA(v) == CRM_HISTORY_LOG)
		v = crm_close_log((crm_history_log *) v);
	PG_RETURN_POINTER(v);
}
