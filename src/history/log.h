/*
 * The log in which a history is built: each row is appended, and the log
 * grows by doubling inside its own size. Order does not matter: days are put
 * in order, and a day's rows summed exactly, only when the log closes.
 */
#ifndef CRM_HISTORY_LOG_H
#define CRM_HISTORY_LOG_H

#include "history/history.h"

#include "utils/timestamp.h"

#define CRM_HISTORY_LOG 0x81	/* in the place of the version */

typedef struct crm_history_log
{
	int32		vl_len_;		/* the capacity: slack included */
	uint8		version;		/* CRM_HISTORY_LOG */
	uint8		scale;			/* of the entries that are not odd */
	uint16		unused;
	uint32		used;			/* bytes of entries */
	int32		last_day;		/* of the newest entry */
	uint8		entries[FLEXIBLE_ARRAY_MEMBER];
} crm_history_log;

#define CRM_LOG_HEADER offsetof(crm_history_log, entries)
#define CRM_LOG_CAPACITY(log) (VARSIZE(log) - CRM_LOG_HEADER)

/* An empty log, in the current context; the scale is best that of its first amount. */
extern crm_history_log *crm_new_log(int scale);

/* What crm_append does where an entry might not fit. */
extern crm_history_log *crm_append_growing(crm_history_log *log, const crm_entry *e);

/* The log with one more entry: this one, or a larger copy in the current context. */
static inline crm_history_log *
crm_append(crm_history_log *log, const crm_entry *e)
{
	if (unlikely(log->used + CRM_ENTRY_MAX > CRM_LOG_CAPACITY(log)))
		log = crm_append_growing(log, e);
	else
		log->used = (uint32) (crm_put_log_entry(log->entries + log->used, log->last_day, e, log->scale) - log->entries);
	log->last_day = e->day;
	return log;
}

/* The same with all entries of a history. */
extern crm_history_log *crm_append_history(crm_history_log *log, Datum history);

/* The history that a log has become. */
extern struct varlena *crm_close_log(const crm_history_log *log);

extern void crm_no_order_day(void) __attribute__((noreturn));

/* A row of an orders table; raises 22008 where the day is none. */
static inline crm_entry
crm_order(int32 day, crm_money amount)
{
	if (unlikely(!crm_day_valid(day)))
		crm_no_order_day();
	return (crm_entry) {day, amount.units >= 0, amount};
}

/* Days of times; of infinity none that is valid. A timestamptz has that of the session's zone. */
extern int32 crm_day_of_timestamp(Timestamp t);
extern int32 crm_day_of_timestamptz(TimestampTz t);

#endif
