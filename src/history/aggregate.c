/*
 * The aggregates crm.history and crm.rollup: each row is appended to a log
 * that grows by doubling inside its own size. Order does not matter: days are
 * put in order, and a day's rows summed exactly, only when the log closes.
 */
#include "history/history.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "core/call.h"
#include "core/numeric.h"

/* The size that a state begins with, and from which closing up pays. */
#define FIRST_SIZE 128
#define CLOSE_UP_FROM 1024

static crm_history_log *
alloc_log(Size size, int scale)
{
	crm_history_log *log;

	if (!AllocSizeIsValid(size))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("purchase history exceeds 1 GB"),
				 errhint("Group by customer: one history is one customer's.")));
	log = palloc(size);
	SET_VARSIZE(log, size);
	log->version = CRM_HISTORY_LOG;
	log->scale = (uint8) scale;
	log->unused = 0;
	log->used = 0;
	log->last_day = 0;
	return log;
}

/* Merges the rows of a day in place, where that frees half of the room. */
static bool
close_up(crm_history_log *log)
{
	struct varlena *closed = crm_close_log(log);
	size_t		half = CRM_LOG_CAPACITY(log) / 2;
	crm_reader	r = crm_open_history(PointerGetDatum(closed));
	crm_entry	e;
	uint8	   *begin = palloc(half + CRM_ENTRY_MAX);
	uint8	   *p = begin;
	int32		last_day = 0;

	while (crm_next_entry(&r, &e) && p - begin <= half)
	{
		p = crm_put_log_entry(p, last_day, &e, log->scale);
		last_day = e.day;
	}
	if (p - begin <= half)
	{
		memcpy(log->entries, begin, p - begin);
		log->used = (uint32) (p - begin);
		log->last_day = last_day;
	}
	pfree(begin);
	pfree(closed);
	return log->used <= half;
}

/* A log with room for `need` more bytes: this one, or a copy twice its size. */
static crm_history_log *
make_room(crm_history_log *log, size_t need)
{
	crm_history_log *larger;
	Size		size = VARSIZE(log);

	if (size >= CLOSE_UP_FROM && close_up(log))
		return log;
	while (CRM_LOG_HEADER + log->used + need > size)
		size *= 2;
	larger = alloc_log(size, log->scale);
	memcpy(larger->entries, log->entries, log->used);
	larger->used = log->used;
	larger->last_day = log->last_day;
	return larger;
}

static inline crm_history_log *
append(crm_history_log *log, const crm_entry *e)
{
	uint8	   *place = log->entries + log->used;

	if (likely(log->used + CRM_ENTRY_MAX <= CRM_LOG_CAPACITY(log)))
		log->used = (uint32) (crm_put_log_entry(place, log->last_day, e, log->scale) - log->entries);
	else
	{
		uint8		bytes[CRM_ENTRY_MAX];
		size_t		len = (size_t) (crm_put_log_entry(bytes, log->last_day, e, log->scale) - bytes);

		if (log->used + len > CRM_LOG_CAPACITY(log))
		{
			log = make_room(log, CRM_ENTRY_MAX);
			len = (size_t) (crm_put_log_entry(bytes, log->last_day, e, log->scale) - bytes);
		}
		memcpy(log->entries + log->used, bytes, len);
		log->used += (uint32) len;
	}
	log->last_day = e->day;
	return log;
}

static crm_history_log *
append_history(crm_history_log *log, Datum history)
{
	crm_reader	r = crm_open_history(history);
	crm_entry	e;

	while (crm_next_entry(&r, &e))
		log = append(log, &e);
	return log;
}

/* The state as a log that may be changed: as it is, or a copy. */
static inline crm_history_log *
open_state(FunctionCallInfo fcinfo, bool ours, int scale)
{
	Datum		state = PG_GETARG_DATUM(0);
	struct varlena *v = (struct varlena *) DatumGetPointer(state);

	if (likely(ours && VARATT_IS_4B_U(v) && *(uint8 *) VARDATA(v) == CRM_HISTORY_LOG))
		return (crm_history_log *) v;
	return append_history(alloc_log(FIRST_SIZE, scale), state);
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
	crm_entry	e = {day, amount.units >= 0, amount};
	bool		ours = crm_in_aggregate(fcinfo);
	crm_history_log *log;

	if (unlikely(!crm_day_valid(day)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("day out of range for a purchase history"),
				 errdetail("Days lie between 0001-01-01 and 9999-12-31; infinity is none."),
				 errhint("Leave such rows out, or store NULL: rows with a NULL day are skipped.")));
	log = PG_ARGISNULL(0) ? alloc_log(FIRST_SIZE, amount.scale) : open_state(fcinfo, ours, amount.scale);
	return close_state(ours, append(log, &e));
}

static inline int32
day_of_timestamp(Timestamp t)
{
	if (TIMESTAMP_NOT_FINITE(t))
		return PG_INT32_MAX;
	return (int32) (t >= 0 ? t / USECS_PER_DAY : -((USECS_PER_DAY - 1 - t) / USECS_PER_DAY));
}

static inline int32
day_of_timestamptz(TimestampTz t)
{
	if (TIMESTAMP_NOT_FINITE(t))
		return PG_INT32_MAX;
	return DatumGetDateADT(DirectFunctionCall1(timestamptz_date, TimestampTzGetDatum(t)));
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
HISTORY_ADD(crm_history_add_timestamp_numeric, day_of_timestamp(PG_GETARG_TIMESTAMP(1)), NUMERIC_AMOUNT)
HISTORY_ADD(crm_history_add_timestamp_int8, day_of_timestamp(PG_GETARG_TIMESTAMP(1)), INT8_AMOUNT)
HISTORY_ADD(crm_history_add_timestamp_float8, day_of_timestamp(PG_GETARG_TIMESTAMP(1)), FLOAT8_AMOUNT)
HISTORY_ADD(crm_history_add_timestamptz_numeric, day_of_timestamptz(PG_GETARG_TIMESTAMPTZ(1)), NUMERIC_AMOUNT)
HISTORY_ADD(crm_history_add_timestamptz_int8, day_of_timestamptz(PG_GETARG_TIMESTAMPTZ(1)), INT8_AMOUNT)
HISTORY_ADD(crm_history_add_timestamptz_float8, day_of_timestamptz(PG_GETARG_TIMESTAMPTZ(1)), FLOAT8_AMOUNT)

/* Transition of rollup, combine function of both aggregates, and operator ||. */
CRM_FUNCTION(crm_history_merge)
{
	crm_reader	other = crm_open_history(PG_GETARG_DATUM(1));
	bool		ours = crm_in_aggregate(fcinfo);

	return close_state(ours, append_history(open_state(fcinfo, ours, other.scale), PG_GETARG_DATUM(1)));
}

CRM_FUNCTION(crm_history_close)
{
	struct varlena *v = pg_detoast_datum((struct varlena *) PG_GETARG_POINTER(0));

	if (*(uint8 *) VARDATA(v) == CRM_HISTORY_LOG)
		v = crm_close_log((crm_history_log *) v);
	PG_RETURN_POINTER(v);
}
