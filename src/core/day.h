/*
 * Calendar days, as PostgreSQL counts them: days since 2000-01-01, in the
 * proleptic Gregorian calendar. Orders live in the years 1 to 9999.
 */
#ifndef CRM_CORE_DAY_H
#define CRM_CORE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CRM_DAY_MIN (-730119)	/* 0001-01-01 */
#define CRM_DAY_MAX 2921939		/* 9999-12-31 */
#define CRM_DAY_TEXT 10			/* characters of YYYY-MM-DD */

static inline bool
crm_day_valid(int64_t day)
{
	return day >= CRM_DAY_MIN && day <= CRM_DAY_MAX;
}

/* A day as year, month and day of the month, and back, for all that the server takes as a date. */
extern void crm_day_to_civil(int32_t day, int *y, int *m, int *d);
extern int32_t crm_civil_to_day(int y, int m, int d);

/* Reads YYYY-MM-DD at the start of s; false where it is no such day. */
extern bool crm_day_parse(const char *s, size_t len, int32_t *day);

/* Writes YYYY-MM-DD, without a terminator, and returns the place after it. */
extern char *crm_day_print(char *out, int32_t day);

#endif
