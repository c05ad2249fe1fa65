#include "history/log.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"

#include "core/tick.h"

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

crm_history_log *
crm_new_log(int scale)
{
	return alloc_log(FIRST_SIZE, scale);
}

/*
 * Merges entries of the same day, in place; answers how many are left. Of a sum
 * over many histories, which has each day many times, that spares the sort.
 */
static size_t
merge_days(crm_entry *entries, size_t n)
{
	int32		first = entries[0].day,
				last = first;
	uint32	   *place;				/* of a day's entry, counted from 1 */
	size_t		merged = 0;

	for (size_t i = 1; i < n; i++)
	{
		first = Min(first, entries[i].day);
		last = Max(last, entries[i].day);
	}
	if ((size_t) (last - first) >= n / 2)
		return n;
	place = palloc0(((size_t) (last - first) + 1) * sizeof(uint32));
	for (size_t i = 0; i < n; i++)
	{
		uint32	   *at = &place[entries[i].day - first];
		crm_entry  *same;

		if ((i & 0xffff) == 0)
			crm_tick();
		if (*at == 0)
		{
			entries[merged++] = entries[i];
			*at = (uint32) merged;
			continue;
		}
		same = &entries[*at - 1];
		if (same->orders > CRM_ORDERS_MAX - entries[i].orders)
			crm_history_report(CRM_HISTORY_ORDERS_RANGE, ERRCODE_DATA_CORRUPTED, NULL);
		same->orders += entries[i].orders;
		if (!crm_money_add(&same->amount, entries[i].amount))
			crm_history_report(CRM_HISTORY_AMOUNT_RANGE, ERRCODE_DATA_CORRUPTED, NULL);
	}
	pfree(place);
	return merged;
}

struct varlena *
crm_close_log(const crm_history_log *log)
{
	crm_entry	small[CRM_STACK_ENTRIES];
	size_t		bound = crm_entries_bound(log->used);
	crm_entry  *entries = bound <= CRM_STACK_ENTRIES ? small : crm_alloc_entries(bound);
	crm_reader	r = crm_read_log(log->entries, log->used, log->scale);
	size_t		n = 0;
	struct varlena *result;

	while (crm_next_entry(&r, &entries[n]))
		n++;
	if (n > CRM_STACK_ENTRIES)
		n = merge_days(entries, n);
	result = crm_make_history(entries, n);
	if (entries != small)
		pfree(entries);
	return result;
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

crm_history_log *
crm_append_growing(crm_history_log *log, const crm_entry *e)
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
	return log;
}

crm_history_log *
crm_append_history(crm_history_log *log, Datum history)
{
	crm_reader	r = crm_open_history(history);
	crm_entry	e;

	while (crm_next_entry(&r, &e))
		log = crm_append(log, &e);
	return log;
}

void
crm_no_order_day(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("day out of range for a purchase history"),
			 errdetail("Days lie between 0001-01-01 and 9999-12-31; infinity is none."),
			 errhint("Leave such rows out, or store NULL: rows with a NULL day are skipped.")));
}

int32
crm_day_of_timestamp(Timestamp t)
{
	if (TIMESTAMP_NOT_FINITE(t))
		return PG_INT32_MAX;
	return (int32) (t >= 0 ? t / USECS_PER_DAY : -((USECS_PER_DAY - 1 - t) / USECS_PER_DAY));
}

int32
crm_day_of_timestamptz(TimestampTz t)
{
	if (TIMESTAMP_NOT_FINITE(t))
		return PG_INT32_MAX;
	return DatumGetDateADT(DirectFunctionCall1(timestamptz_date, TimestampTzGetDatum(t)));
}
