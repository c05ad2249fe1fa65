/*
 * The state of a running aggregate: a log of customers, which is closed to a
 * base when it is full, and goes on behind that base's bytes.
 *
 * Its words are counters, of 32 bits each: of the repeat purchases on each of
 * the last `window` days, and of the customers without any by T, below
 * `window`. Then come records, whose first word has the kind in its highest
 * byte:
 *
 *   PLAIN  one customer: x, t_x and T of 15 bits each; then the total of the repeat purchases
 *          in units of 10^-decimals, or 0 where it isn't above 0
 *   ROW    then x, t_x, T and the mean spend (0 for none) as doubles; customers
 *   DAYS   a number of repeat purchases; then of each the days before as_of, 32 bits
 *   BASE   a number of bytes; then those, padded to whole words
 */
#ifndef CRM_CLV_BASE_LOG_H
#define CRM_CLV_BASE_LOG_H

#include <string.h>

#include "clv/base.h"
#include "core/alloc.h"

#define CRM_BASE_LOG 0x81		/* in the place of the version */

typedef struct crm_base_log
{
	int32_t		vl_len_;		/* the capacity: slack included */
	uint8_t		version;		/* CRM_BASE_LOG */
	uint8_t		clock;
	uint8_t		decimals;		/* of plain records */
	uint8_t		decimals_next;	/* the most that were met since */
	int32_t		as_of;
	uint32_t	window;			/* so many counters of each sort, and so many words of them */
	uint32_t	room;			/* words in all */
	uint32_t	used;			/* words of counters and records */
	uint64_t	words[];
} crm_base_log;

#define CRM_LOG_PLAIN 0
#define CRM_LOG_ROW 1
#define CRM_LOG_DAYS 2
#define CRM_LOG_BASE 3
#define CRM_LOG_KIND 56			/* bits below the kind */

#define CRM_PLAIN_WORDS 2
#define CRM_ROW_WORDS 6
#define CRM_DAYS_WORDS(n) (1 + ((n) + 1) / 2)
#define CRM_BASE_WORDS(bytes) (1 + ((bytes) + 7) / 8)

/* Bits of a time of a plain record, and of its total. */
#define CRM_PLAIN_TIME 15
#define CRM_PLAIN_TOTAL 47

/* Days that are counted one by one, at most. */
#define CRM_LOG_WINDOW 16384

/* The counters: of repeat purchases by days before as_of, and of customers with none by T. */
static inline uint32_t *
crm_log_repeats(const crm_base_log *log)
{
	return (uint32_t *) log->words;
}

static inline uint32_t *
crm_log_once(const crm_base_log *log)
{
	return (uint32_t *) log->words + log->window;
}

/* Each appends one record, for which there has to be room; or counts the customer. */
static inline void
crm_log_plain(crm_base_log *log, uint32_t x, uint32_t t_x, uint32_t T, uint64_t total)
{
	uint64_t   *place = log->words + log->used;

	if (x == 0 && T < log->window && crm_log_once(log)[T] < UINT32_MAX)
	{
		crm_log_once(log)[T]++;
		return;
	}
	place[0] = (uint64_t) x << (2 * CRM_PLAIN_TIME) | t_x << CRM_PLAIN_TIME | T;
	place[1] = total;
	log->used += CRM_PLAIN_WORDS;
}

extern void crm_log_row(crm_base_log *log, const crm_base_row *row, double mean);
extern void crm_log_base(crm_base_log *log, const uint8_t *bytes, size_t len);

/* Where the days of a record of kind DAYS are to be written, and the record once n of them are. */
static inline uint32_t *
crm_log_days_place(crm_base_log *log)
{
	return (uint32_t *) (log->words + log->used + 1);
}

static inline void
crm_log_days(crm_base_log *log, size_t n)
{
	log->words[log->used] = (uint64_t) CRM_LOG_DAYS << CRM_LOG_KIND | n;
	log->used += CRM_DAYS_WORDS(n);
}

/*
 * All that a log holds, as a base in order; false at bytes that are no log,
 * or no base in it. Numbers past CRM_BASE_MOST are left to crm_base_count.
 */
extern bool crm_log_close(const crm_base_log *log, crm_alloc alloc, crm_base *base);

#endif
