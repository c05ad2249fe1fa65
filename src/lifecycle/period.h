/*
 * Periods of the calendar, numbered one after the other: days, weeks that begin
 * on Monday as in ISO 8601, months, quarters and years.
 */
#ifndef CRM_LIFECYCLE_PERIOD_H
#define CRM_LIFECYCLE_PERIOD_H

#include <stdint.h>

typedef enum crm_period
{
	CRM_PERIOD_DAY,
	CRM_PERIOD_WEEK,
	CRM_PERIOD_MONTH,
	CRM_PERIOD_QUARTER,
	CRM_PERIOD_YEAR
} crm_period;

#define CRM_PERIODS 5

/* The labels of the enum crm.period. */
extern const char *const crm_period_name[CRM_PERIODS];

/* The number of the period that a day lies in; that of the next period is 1 more. */
extern int32_t crm_period_number(crm_period period, int32_t day);

/* The first day of a period. */
extern int32_t crm_period_begin(crm_period period, int32_t number);

/*
 * How many periods after the one of this number, which begins at `begin`, the
 * day lies, and `most` where it lies further. `reached` is what the answer is
 * at least: that of an earlier day, or 0.
 */
extern int32_t crm_periods_after(crm_period period, int32_t number, int32_t begin,
								 int32_t day, int32_t reached, int32_t most);

#endif
