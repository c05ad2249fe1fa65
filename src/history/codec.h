/*
 * One customer's purchases as bytes.
 *
 * The canonical form, which is what is stored, sent and compared:
 *
 *   version (1)  scale  entry ...
 *
 * with an entry for each day that saw an order or a return, in order of days.
 * An entry is
 *
 *   token    varint: gap << 2 | many << 1 | odd
 *   orders   varint, where many is set; otherwise the day has one order
 *   scale    byte, where odd is set; otherwise the day has the header's scale
 *   amount   zigzag varint: the day's total in units of 10^-scale
 *
 * The gap is the number of days without entry since the entry before; of the
 * first entry it is the zigzag-coded day itself, counted from 2000-01-01. The
 * header's scale is the largest among the entries (0 where there are none). A
 * flag is set only where it must be and numbers have no needless bytes, so
 * equal histories have equal bytes. A day without orders has a negative
 * amount; a history has at most 2^31 - 1 orders.
 *
 * The log form lives in memory while an aggregate runs. Its entries have the
 * same layout, but come in order of arrival, a day as often as it likes, and
 * the gap is the zigzag-coded difference to the entry before (to day 0 for the
 * first), whose scale may be odd in either direction.
 */
#ifndef CRM_HISTORY_CODEC_H
#define CRM_HISTORY_CODEC_H

#include "core/day.h"
#include "core/money.h"

#define CRM_HISTORY_VERSION 1
#define CRM_HISTORY_HEADER 2	/* bytes of version and scale */
#define CRM_ENTRY_MAX 32		/* bytes that an entry takes at most */
#define CRM_ORDERS_MAX INT32_MAX

typedef struct crm_entry
{
	int32_t		day;
	int32_t		orders;
	crm_money	amount;
} crm_entry;

typedef enum crm_history_status
{
	CRM_HISTORY_OK,
	CRM_HISTORY_MALFORMED,		/* bytes that are no history */
	CRM_HISTORY_VERSION_UNKNOWN,	/* written by a later release, or no history */
	CRM_HISTORY_DAY_RANGE,
	CRM_HISTORY_AMOUNT_RANGE,
	CRM_HISTORY_ORDERS_RANGE,
	CRM_HISTORY_EMPTY_DAY		/* a day with neither an order nor a return */
} crm_history_status;

/* Walks the entries of either form. */
typedef struct crm_reader
{
	const uint8_t *p;
	const uint8_t *end;
	int32_t		day;
	int			scale;
	bool		first;
	bool		is_log;
} crm_reader;

static inline crm_reader
crm_read_canonical(const uint8_t *bytes, size_t len)
{
	return (crm_reader) {bytes + CRM_HISTORY_HEADER, bytes + len, -1, bytes[1], true, false};
}

static inline crm_reader
crm_read_log(const uint8_t *entries, size_t len, int scale)
{
	return (crm_reader) {entries, entries + len, 0, scale, false, true};
}

/*
 * Reads the next entry; false at the end, and at bytes that are no entry, when
 * p is left short of end. Checks ranges only as far as memory safety and
 * defined arithmetic ask for it.
 */
static inline bool
crm_next_entry(crm_reader *r, crm_entry *e)
{
	const uint8_t *p = r->p;
	uint64_t	token,
				orders = 1;

	if (p >= r->end || (p = crm_get_varint64(p, r->end, &token)) == NULL)
		return false;
	if (token >> 2 > UINT32_MAX)
		return false;
	if (token & 2)
	{
		if ((p = crm_get_varint64(p, r->end, &orders)) == NULL || orders > CRM_ORDERS_MAX)
			return false;
	}
	e->amount.scale = r->scale;
	if (token & 1)
	{
		if (p >= r->end || *p > CRM_MONEY_MAX_SCALE)
			return false;
		e->amount.scale = *p++;
	}
	if ((p = crm_get_signed128(p, r->end, &e->amount.units)) == NULL)
		return false;
	e->orders = (int32_t) orders;
	if (r->is_log || r->first)
		e->day = (int32_t) ((uint32_t) (r->first ? 0 : r->day) +
							(uint32_t) crm_unzigzag64(token >> 2));
	else
		e->day = (int32_t) ((uint32_t) r->day + (uint32_t) (token >> 2) + 1);
	r->day = e->day;
	r->first = false;
	r->p = p;
	return true;
}

/* Writes an entry whose gap is known, at a place with CRM_ENTRY_MAX bytes. */
static inline uint8_t *
crm_put_entry(uint8_t *p, uint64_t gap, const crm_entry *e, int header_scale)
{
	bool		many = e->orders != 1;
	bool		odd = e->amount.scale != header_scale;

	p = crm_put_varint64(p, gap << 2 | (uint64_t) many << 1 | (uint64_t) odd);
	if (many)
		p = crm_put_varint64(p, (uint64_t) e->orders);
	if (odd)
		*p++ = (uint8_t) e->amount.scale;
	return crm_put_signed128(p, e->amount.units);
}

/* Appends to a log the entry after one of day `before`. */
static inline uint8_t *
crm_put_log_entry(uint8_t *p, int32_t before, const crm_entry *e, int header_scale)
{
	return crm_put_entry(p, crm_zigzag64((int64_t) e->day - before), e, header_scale);
}

/*
 * Writes entries, which come in any order and with a day as often as it likes,
 * in canonical form: in order of days, those of one day merged. `out` has room
 * for CRM_HISTORY_HEADER + n * CRM_ENTRY_MAX bytes, of which *len are used;
 * `order` is scratch for n. Fails where a sum passes its range.
 */
extern crm_history_status crm_encode(const crm_entry *entries, size_t n, uint64_t *order,
									 uint8_t *out, size_t *len);

/*
 * Is this one history in canonical form? Every way in asks here. `scratch`
 * and `order` have room for crm_entries_bound(len) and `copy` for len bytes
 * + CRM_ENTRY_MAX.
 */
extern crm_history_status crm_validate(const uint8_t *bytes, size_t len, crm_entry *scratch,
									   uint64_t *order, uint8_t *copy);

/* Room for the entries that this many bytes can hold. */
static inline size_t
crm_entries_bound(size_t len)
{
	return len / 2 + 1;
}

#endif
