/*
 * How long customers stayed: of each how long it was followed, whether that
 * ended by the event (the customer left) or by the end of observation
 * (censored), and from when on it was followed. Equals are one row, counted.
 *
 * The canonical bytes, of what is stored:
 *
 *   version (1)  flags  rows
 *   of each row: duration  [entered]  events  censored
 *
 * Numbers are varints without needless bytes. Bits of the flags: 0 set where
 * every time is whole, 1 where some subject entered late, without which there
 * is no `entered`. Where times are whole, a duration is the step from the one
 * before; else times are doubles, least significant byte first.
 */
#ifndef CRM_LIFECYCLE_DURATIONS_H
#define CRM_LIFECYCLE_DURATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/number.h"

#define CRM_DURATIONS_VERSION 1

/* Subjects at most: exact as doubles. */
#define CRM_DURATIONS_MOST ((int64_t) 1 << 53)

/* The longest time: sums of times and their squares stay finite. */
#define CRM_DURATION_MAX 1e12

typedef struct crm_duration
{
	double		duration;
	double		entered;		/* 0: followed from the start */
	int64_t		events;
	int64_t		censored;
} crm_duration;

/* Sorted by duration, then by entered, without equals; at least one row. */
typedef struct crm_durations
{
	size_t		n;
	crm_duration *rows;
} crm_durations;

/*
 * Sorts and joins equals; answers how many rows are left. Scratch has room
 * for n. A number past CRM_DURATIONS_MOST stays just past it.
 */
extern size_t crm_durations_tidy(crm_duration *rows, crm_duration *scratch, size_t n);

/* What keeps these times from being those of a subject; NULL for nothing. */
extern const char *crm_duration_fault(double duration, double entered);

/* What keeps rows from being durations; NULL for nothing. */
extern const char *crm_durations_fault(const crm_durations *d);

/* Subjects of valid durations, and how many of them had the event. */
extern int64_t crm_durations_subjects(const crm_durations *d);
extern int64_t crm_durations_events(const crm_durations *d);

/* The time that all of them together were followed. */
extern double crm_durations_exposure(const crm_durations *d);

/* Room for the bytes, and the bytes; answers how many. */
extern size_t crm_durations_bound(const crm_durations *d);
extern size_t crm_durations_encode(const crm_durations *d, uint8_t *out);

typedef enum crm_durations_status
{
	CRM_DURATIONS_OK,
	CRM_DURATIONS_MALFORMED,
	CRM_DURATIONS_VERSION_UNKNOWN	/* written by a later release, or none of ours */
} crm_durations_status;

/* How many rows bytes have, which is no more than there are bytes. */
extern crm_durations_status crm_durations_length(const uint8_t *bytes, size_t len, size_t *n);

/* Reads bytes whose length was asked into rows; false where they are malformed. */
extern bool crm_durations_decode(const uint8_t *bytes, size_t len, crm_durations *d);

/*
 * The text, {"durations": [[duration, events, censored], ...]}, with a fourth
 * number where a subject entered late. Read, it may have its rows in any
 * order, and equals among them.
 */

/* How many rows a text can hold. */
extern size_t crm_durations_text_bound(const char *text);

/* Reads into rows with room for as many, in the order of the text; false at an error, which is in s. */
extern bool crm_durations_parse(crm_scan *s, crm_durations *d);

/* Room for the text of one row and what is before or after it. */
#define CRM_DURATIONS_PIECE (4 * CRM_NUMBER_TEXT + 32)

/* Writes the text a row at a time, without a terminator; NULL past the last. */
extern char *crm_durations_print(char *out, const crm_durations *d, size_t row);

/*
 * The subjects at risk as time goes on: those who entered before and whose
 * duration is not over before. Who is followed from the start is at risk at 0.
 */
typedef struct crm_risk
{
	const crm_durations *d;
	size_t		entries;
	const crm_duration *entry;	/* late entries: (when, how many as events) */
	size_t		next;			/* the first row not yet over */
	size_t		next_entry;
	int64_t		at_risk;		/* until the next move */
	int64_t		events;			/* of the time moved to */
	int64_t		over;			/* events and censored of that time */
} crm_risk;

/* Room for the late entries and scratch: n each. */
extern void crm_risk_begin(crm_risk *r, const crm_durations *d, crm_duration *entries, crm_duration *scratch);

/* The next time at which a duration ends; infinite past the last. */
extern double crm_risk_next(const crm_risk *r);

/* Moves on to a time not before that of the move before, and not past the next. */
extern void crm_risk_move(crm_risk *r, double time);

#endif
