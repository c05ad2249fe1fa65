/*
 * Counts of answers as text: {0:3, 9:12, 10:40}, answer and how often it was
 * given. Answers can come in any order, and more than once.
 */
#ifndef CRM_SURVEY_TEXT_H
#define CRM_SURVEY_TEXT_H

#include "survey/answers.h"

/* Room for the text of one answer, its comma included. */
#define CRM_ANSWER_TEXT 36

typedef struct crm_answers_error
{
	crm_answers_status status;
	size_t		at;				/* where in the text */
	const char *what;			/* of what is malformed */
} crm_answers_error;

/* Reads the whole of a text; false where it is no survey. */
extern bool crm_answers_parse(const char *text, crm_answers *out, crm_answers_error *error);

/* Writes the text, terminated, into n * CRM_ANSWER_TEXT + 3 bytes. */
extern void crm_answers_print(char *out, const crm_answers *a);

#endif
