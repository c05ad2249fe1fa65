/*
 * A whole customer base reduced to what the models of customer lifetime value
 * need: customers that are equal to them are one row with a number.
 *
 * The canonical bytes, of a stored base:
 *
 *   version (1)  flags  [as_of]  rows  spends  [days]  without spend
 *   groups of rows    of each x: step from the x before, rows; rows
 *   groups of spends  of each x: step from the x before, spends; spends
 *   days              step from the day before, repeat purchases
 *
 * Numbers are varints without needless bytes. A step is the difference less 1
 * (at the start to -1, to 0 for the x of spends), and so is the number of a
 * group; as_of, zigzag-coded, and days are there where the clock is
 * CRM_CLOCK_DAYS. Bits of the flags: 0 and 1 the clock, 2 set where some time
 * isn't whole or is too large for a varint, 3 to 5 the decimals of spends, or 7.
 *
 *   row    token: step << 2 | many << 1 | next;  customers, where many is set
 *          next: the step is that from the t_x before, and T - t_x follows;
 *          else the row has the t_x of the row before, and the step is T's
 *          Where times aren't whole the step is 0, and t_x (where next is set)
 *          and T follow as doubles, least significant byte first.
 *   spend  token: step << 1 | many;  customers, where many is set
 *          The step is that of the total: the whole number of units of
 *          10^-decimals that has this mean. The decimals are the fewest at
 *          which all spends have one. Where there are none, the step is 0 and
 *          the mean follows as a double.
 *
 * So there is one way to write a base, and equal bases have equal bytes.
 */
#ifndef CRM_CLV_BASE_H
#define CRM_CLV_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CRM_BASE_VERSION 1
#define CRM_BASE_X_MAX INT32_MAX

/* Customers of a base at most, and their repeat purchases: exact as doubles. */
#define CRM_BASE_MOST ((int64_t) 1 << 53)

/* (x, t_x, T) as in process.h; times are days where the base is of histories. */
typedef struct crm_base_row
{
	double		x;
	double		t_x;
	double		T;
	int64_t		customers;
} crm_base_row;

/* A number of repeat purchases and their mean amount, above 0. */
typedef struct crm_base_spend
{
	double		x;
	double		mean;
	int64_t		customers;
} crm_base_spend;

/* Repeat purchases that fell on the day `before` days before as_of. */
typedef struct crm_base_day
{
	int64_t		before;
	int64_t		repeats;
} crm_base_day;

/* What becomes of as_of. */
typedef enum crm_base_clock
{
	CRM_CLOCK_CALLER,			/* made of triples: times in the caller's own unit */
	CRM_CLOCK_DAYS,				/* made of histories as of one day */
	CRM_CLOCK_MIXED				/* made of histories as of several days */
} crm_base_clock;

/*
 * Everything that a base holds, each list sorted by its fields in their order
 * and without equals. There is at least one customer.
 */
typedef struct crm_base
{
	crm_base_clock clock;
	int32_t		as_of;			/* where the clock is CRM_CLOCK_DAYS */
	size_t		n_rows;
	crm_base_row *rows;
	size_t		n_spends;
	crm_base_spend *spends;
	int64_t		no_spend;		/* repeaters whose mean spend is unknown or not above 0 */
	size_t		n_days;			/* 0 where the clock is CRM_CLOCK_CALLER or _MIXED */
	crm_base_day *days;			/* ascending by `before` */
} crm_base;

typedef struct crm_base_totals
{
	int64_t		customers;
	int64_t		repeaters;
	int64_t		repeats;		/* the sum of x */
} crm_base_totals;

/* False where there are more than CRM_BASE_MOST. */
extern bool crm_base_count(const crm_base *base, crm_base_totals *totals);

/* What keeps this, decoded or put in order, from being a base; NULL for nothing. */
extern const char *crm_base_fault(const crm_base *base);

/* Room for the bytes of a base, and the bytes; answers how many. */
extern size_t crm_base_bound(const crm_base *base);
extern size_t crm_base_encode(const crm_base *base, uint8_t *out);

/* Walks a base's bytes: rows, then spends, then days. */
typedef struct crm_base_reader
{
	const uint8_t *p;
	const uint8_t *end;
	crm_base	head;			/* without lists, but with their lengths */
	bool		fractional;
	int			decimals;
	bool		malformed;		/* set where reading met bytes that are no base */

	size_t		rows_left;
	size_t		spends_left;
	size_t		days_left;
	uint64_t	group_left;
	uint64_t	total;
	crm_base_row row;
	crm_base_spend spend;
	int64_t		before;
} crm_base_reader;

typedef enum crm_base_status
{
	CRM_BASE_OK,
	CRM_BASE_MALFORMED,
	CRM_BASE_VERSION_UNKNOWN	/* written by a later release, or no base */
} crm_base_status;

/* Lengths of the lists are within len. */
extern crm_base_status crm_base_open(crm_base_reader *r, const uint8_t *bytes, size_t len);

/* False at the end of the list, and at bytes that are no base. */
extern bool crm_base_next_row(crm_base_reader *r, crm_base_row *row);
extern bool crm_base_next_spend(crm_base_reader *r, crm_base_spend *spend);
extern bool crm_base_next_day(crm_base_reader *r, crm_base_day *day);

/*
 * Reads everything into lists that have room for the lengths in the reader's
 * head; false at bytes that are no base. What is read is sorted, without
 * equals and of sane numbers; crm_base_fault asks for the rest.
 */
extern bool crm_base_decode(crm_base_reader *r, crm_base *base);

/* Is this how crm_base_encode writes what was decoded? */
extern bool crm_base_is_canonical(const crm_base_reader *r, const crm_base *base);

/* Pearson's correlation of x and mean spend; false where either doesn't vary. */
extern bool crm_correlate_spend(const crm_base *base, double *r);

#endif
