/*
 * A history's text: {2026-01-05:2:59.80, 2026-03-01:1:12}, for each day its
 * orders and its amount. What is read may have its days in any order, and a
 * day more than once; what is written is canonical.
 */
#ifndef CRM_HISTORY_TEXT_H
#define CRM_HISTORY_TEXT_H

#include "history/codec.h"

/* Characters that an entry takes at most, with what separates it. */
#define CRM_ENTRY_TEXT (CRM_DAY_TEXT + CRM_MONEY_TEXT + 16)

/* What was wrong, and at which byte of the text. */
typedef struct crm_text_error
{
	const char *what;
	size_t		at;
} crm_text_error;

/* How many entries a text can hold. */
extern size_t crm_history_text_bound(const char *s);

/* Reads entries, in the order of the text; false at an error. */
extern bool crm_history_parse(const char *s, crm_entry *entries, size_t *n,
							  crm_text_error *error);

/* Writes one entry, with a comma where it is not the first. */
extern char *crm_entry_print(char *out, const crm_entry *e, bool first);

#endif
