/*
 * Counts of answers, and the bytes that they are stored as: a version byte,
 * then for each answer, in ascending order, two varints: the distance to the
 * answer before, less 1 (of the first, the answer zigzag-coded), and how often
 * it was given, which is above 0. So equal counts are equal bytes.
 */
#ifndef CRM_SURVEY_ANSWERS_H
#define CRM_SURVEY_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/varint.h"

#define CRM_SURVEY_VERSION 1

/* A scale has a few answers; more than this are measurements. */
#define CRM_ANSWERS_MAX 1024

/* The answers that a running aggregate counts in place: 0 to 10. */
#define CRM_ANSWERS_DENSE 11

#define CRM_ANSWERS_BYTES (1 + CRM_ANSWERS_MAX * 2 * CRM_VARINT64_MAX)

typedef struct crm_answer
{
	int64_t		count;
	int32_t		answer;
} crm_answer;

/* In ascending order; with room for those that turn out to be too many. */
typedef struct crm_answers
{
	int			n;
	crm_answer	at[CRM_ANSWERS_MAX + CRM_ANSWERS_DENSE];
} crm_answers;

typedef enum crm_answers_status
{
	CRM_ANSWERS_OK,
	CRM_ANSWERS_MALFORMED,
	CRM_ANSWERS_VERSION_UNKNOWN,
	CRM_ANSWERS_TOO_MANY,		/* distinct answers */
	CRM_ANSWERS_RANGE			/* more than 2^63 - 1 responses */
} crm_answers_status;

/* Counts an answer in a sorted list with room for one more. The count may not overflow. */
extern void crm_answers_add(crm_answer *at, int *n, int32_t answer, int64_t count);

/* How many responses there are. */
extern int64_t crm_answers_total(const crm_answers *a);

/* Writes the bytes of at most CRM_ANSWERS_MAX answers, and returns how many. */
extern size_t crm_answers_encode(const crm_answers *a, uint8_t *out);

/* Reads bytes that were written so. */
extern crm_answers_status crm_answers_decode(const uint8_t *bytes, size_t len, crm_answers *out);

/* The same of bytes from anywhere: those of another form are malformed. */
extern crm_answers_status crm_answers_validate(const uint8_t *bytes, size_t len, crm_answers *out);

#endif
