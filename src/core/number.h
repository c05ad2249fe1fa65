/*
 * Numbers as text, and a scanner for the small JSON objects that types of the
 * extension are written as.
 */
#ifndef CRM_CORE_NUMBER_H
#define CRM_CORE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CRM_NUMBER_TEXT 32		/* room for any printed number */

/*
 * Writes the shortest of 15 to 17 digits that read back as the same double,
 * without a terminator, and returns the place after it.
 */
extern char *crm_print_number(char *out, double value);

/* The same of a whole number, and of text. */
extern char *crm_print_whole(char *out, uint64_t n);
extern char *crm_print_text(char *out, const char *text);

/* Where a text is being read. After a failure, `expected` says what was not there. */
typedef struct crm_scan
{
	const char *begin;
	const char *p;
	const char *expected;
} crm_scan;

static inline crm_scan
crm_scan_text(const char *text)
{
	return (crm_scan) {text, text, "nothing"};
}

/* Each skips white space, reads one thing and moves past it, or fails. */
extern bool crm_scan_char(crm_scan *s, char c, const char *expected);
extern bool crm_scan_number(crm_scan *s, double *value);
extern bool crm_scan_end(crm_scan *s);

/* Is c next? Moves past it if so; not a failure if not. */
extern bool crm_scan_next_is(crm_scan *s, char c);

/* A string in double quotes: what lies between them as it stands, escapes and all. */
extern bool crm_scan_string(crm_scan *s, const char **string, size_t *len, const char *expected);

/* Which of the n names a string is, or -1. */
extern int	crm_name_place(const char *const *names, int n, const char *string, size_t len);

/* A string, or a key and its colon: which of the n names it is, or -1. */
extern int	crm_scan_name(crm_scan *s, const char *const *names, int n, const char *expected);
extern int	crm_scan_key(crm_scan *s, const char *const *names, int n, const char *expected);

/* true or false. */
extern bool crm_scan_bool(crm_scan *s, bool *value);

/* A value of whatever kind, which is not looked at: its brackets and strings have to end, no more. */
extern bool crm_scan_skip(crm_scan *s);

/* [a, b, ...] of at most `most` numbers; *n may be 0. */
extern bool crm_scan_numbers(crm_scan *s, double *values, int most, int *n, const char *too_many);

#endif
