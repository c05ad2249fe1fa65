/*
 * The aggregates crm.durations and crm.rollup: each row is appended to the
 * state, a varlena with slack at its end. When it is full equal rows are
 * joined, and it doubles where that leaves little room.
 */
#include "lifecycle/durations_type.h"

#include "utils/memutils.h"

#include "core/call.h"
#include "core/check.h"
#include "core/ordering.h"
#include "core/sample.h"

#define FIRST_SIZE 1024
#define LAST_SIZE (MaxAllocSize & ~(Size) 7)
#define HEADER offsetof(crm_open_durations, rows)

static inline Size
room_of(Size size)
{
	return (size - HEADER) / sizeof(crm_duration);
}

/* The rows in an open state with room for n more. */
static crm_open_durations *
open_rows(const crm_duration *rows, Size used, Size n)
{
	Size		size = FIRST_SIZE;
	crm_open_durations *open;

	while (size < LAST_SIZE && room_of(size) / 2 < used + n)
		size *= 2;
	size = Min(size, LAST_SIZE);
	if (room_of(size) - room_of(size) / 8 < used + n)
		crm_durations_too_large();
	open = palloc(size);
	SET_VARSIZE(open, size);
	open->version = CRM_DURATIONS_OPEN;
	memset(open->unused, 0, sizeof(open->unused));
	open->used = used;
	if (used > 0)
		memcpy(open->rows, rows, used * sizeof(crm_duration));
	return open;
}

/* The state, argument 0, as one that may be changed: as it is, or a copy. */
static crm_open_durations *
open_state(FunctionCallInfo fcinfo, bool ours)
{
	struct varlena *v;
	crm_durations d;
	crm_open_durations *open;

	if (PG_ARGISNULL(0))
		return open_rows(NULL, 0, 1);
	v = (struct varlena *) DatumGetPointer(PG_GETARG_DATUM(0));
	if (likely(ours && VARATT_IS_4B_U(v) && *(uint8 *) VARDATA(v) == CRM_DURATIONS_OPEN))
		return (crm_open_durations *) v;
	crm_read_durations(PG_GETARG_DATUM(0), &d);
	open = open_rows(d.rows, d.n, 1);
	pfree(d.rows);
	return open;
}

/* A state with room for n rows more: this one, or a larger. */
static crm_open_durations *
reserve(crm_open_durations *open, Size n)
{
	crm_duration *scratch;

	if (likely(open->used + n <= room_of(VARSIZE(open))))
		return open;
	scratch = crm_alloc_durations(open->used, sizeof(crm_duration));
	open->used = crm_durations_tidy(open->rows, scratch, open->used);
	pfree(scratch);
	if (open->used + n <= room_of(VARSIZE(open)) / 2)
		return open;
	return open_rows(open->rows, open->used, n);
}

/* What a transition function answers: inside an aggregate, the state itself. */
static Datum
close_state(bool ours, crm_open_durations *open)
{
	if (likely(ours))
		PG_RETURN_POINTER(open);
	PG_RETURN_POINTER(crm_canonical_durations(PointerGetDatum(open)));
}

static void
check_times(double duration, double entered)
{
	if (unlikely(duration < 0 || duration > CRM_DURATION_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("duration must lie between 0 and 1e12, not be %g", duration),
				 errhint("It is how long the subject was followed since its start: until the event, or until the end of observation.")));
	if (unlikely(entered < 0 || (entered > 0 && entered >= duration)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("entered must be 0, or lie between 0 and duration, which is %g, and not be %g", duration, entered),
				 errhint("It is the duration at which the subject came under observation; one that had ended before was never seen, and is to be left out.")));
}

/* Transition over duration, event [, entered] a row. */
CRM_FUNCTION(crm_durations_add)
{
	bool		ours = crm_in_aggregate(fcinfo);
	crm_open_durations *open;
	crm_duration row = {0};

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (PG_NARGS() > 3 && PG_ARGISNULL(3)))
		CRM_SKIP_ROW();
	row.duration = crm_finite(PG_GETARG_FLOAT8(1), "duration");
	if (PG_NARGS() > 3)
		row.entered = crm_finite(PG_GETARG_FLOAT8(3), "entered");
	check_times(row.duration, row.entered);
	row.events = PG_GETARG_BOOL(2);
	row.censored = !row.events;
	open = reserve(open_state(fcinfo, ours), 1);
	open->rows[open->used++] = row;
	return close_state(ours, open);
}

/* Transition of rollup, combine function of all these aggregates, and operator ||. */
CRM_FUNCTION(crm_durations_merge)
{
	bool		ours = crm_in_aggregate(fcinfo);
	crm_open_durations *open = open_state(fcinfo, ours);
	crm_durations d;

	crm_read_durations(PG_GETARG_DATUM(1), &d);
	open = reserve(open, d.n);
	memcpy(open->rows + open->used, d.rows, d.n * sizeof(crm_duration));
	open->used += d.n;
	pfree(d.rows);
	return close_state(ours, open);
}

CRM_FUNCTION(crm_durations_close)
{
	PG_RETURN_POINTER(crm_canonical_durations(PG_GETARG_DATUM(0)));
}
