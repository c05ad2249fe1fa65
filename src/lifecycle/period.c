#include "lifecycle/period.h"

#include <stdbool.h>

#include "core/day.h"

const char *const crm_period_name[CRM_PERIODS] = {"day", "week", "month", "quarter", "year"};

/* Of periods of as many days, how many; of the others, how many months. */
static const int32_t days_of[CRM_PERIODS] = {1, 7, 0, 0, 0};
static const int32_t months_of[CRM_PERIODS] = {0, 0, 1, 3, 12};

#define FIRST_MONDAY 2			/* 2000-01-03 */

/* The months whose first days are kept: of the years 1970 to 2099. */
#define KEPT_FROM (1970 * 12)
#define KEPT_MONTHS (130 * 12)

static int32_t
divide_down(int32_t a, int32_t b)
{
	return a / b - (a % b < 0);
}

static int32_t
first_of_month(int32_t month)
{
	int32_t		year = divide_down(month, 12);

	return crm_civil_to_day(year, month - 12 * year + 1, 1);
}

/* The first day of a month, without arithmetic where orders are likely to lie. */
static inline int32_t
month_begin(int32_t month)
{
	static int32_t kept[KEPT_MONTHS];
	static bool ready = false;

	if (!ready)
	{
		for (int32_t i = 0; i < KEPT_MONTHS; i++)
			kept[i] = first_of_month(KEPT_FROM + i);
		ready = true;
	}
	if (month >= KEPT_FROM && month < KEPT_FROM + KEPT_MONTHS)
		return kept[month - KEPT_FROM];
	return first_of_month(month);
}

int32_t
crm_period_number(crm_period period, int32_t day)
{
	int			y,
				m,
				d;

	if (period == CRM_PERIOD_DAY)
		return day;
	if (period == CRM_PERIOD_WEEK)
		return divide_down(day - FIRST_MONDAY, 7);
	crm_day_to_civil(day, &y, &m, &d);
	return divide_down(12 * y + m - 1, months_of[period]);
}

int32_t
crm_period_begin(crm_period period, int32_t number)
{
	if (period == CRM_PERIOD_DAY)
		return number;
	if (period == CRM_PERIOD_WEEK)
		return 7 * number + FIRST_MONDAY;
	return month_begin(months_of[period] * number);
}

int32_t
crm_periods_after(crm_period period, int32_t number, int32_t begin, int32_t day, int32_t reached, int32_t most)
{
	if (days_of[period] > 0)
	{
		int32_t		after = (day - begin) / days_of[period];

		return after < most ? after : most;
	}
	while (reached < most && day >= month_begin(months_of[period] * (number + reached + 1)))
		reached++;
	return reached;
}
