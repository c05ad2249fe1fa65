/*
 * Calendar arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms": years begin in March, so that the leap day is a year's last.
 */
#include "core/day.h"

#define DAYS_TO_2000 10957		/* from 1970-01-01, the algorithms' own zero */

int32_t
crm_civil_to_day(int y, int m, int d)
{
	int			era,
				yoe,
				doy,
				doe;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468 - DAYS_TO_2000;
}

void
crm_day_to_civil(int32_t day, int *y, int *m, int *d)
{
	int32_t		z = day + DAYS_TO_2000 + 719468;
	int			era = (z >= 0 ? z : z - 146096) / 146097;
	int			doe = z - era * 146097;
	int			yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int			doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int			mp = (5 * doy + 2) / 153;

	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp < 10 ? mp + 3 : mp - 9;
	*y = yoe + era * 400 + (*m <= 2);
}

bool
crm_day_parse(const char *s, size_t len, int32_t *day)
{
	int			part[3] = {0, 0, 0};
	int			y,
				m,
				d;

	if (len < CRM_DAY_TEXT || s[4] != '-' || s[7] != '-')
		return false;
	for (int i = 0; i < CRM_DAY_TEXT; i++)
	{
		if (i == 4 || i == 7)
			continue;
		if (s[i] < '0' || s[i] > '9')
			return false;
		part[(i > 4) + (i > 7)] = part[(i > 4) + (i > 7)] * 10 + (s[i] - '0');
	}
	if (part[0] < 1 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
		return false;
	*day = crm_civil_to_day(part[0], part[1], part[2]);

	/* The 30th of February reads as a day of March: it comes back another. */
	crm_day_to_civil(*day, &y, &m, &d);
	return d == part[2];
}

char *
crm_day_print(char *out, int32_t day)
{
	int			y,
				m,
				d;

	crm_day_to_civil(day, &y, &m, &d);
	for (int i = 3, v = y; i >= 0; i--, v /= 10)
		out[i] = (char) ('0' + v % 10);
	out[4] = out[7] = '-';
	out[5] = (char) ('0' + m / 10);
	out[6] = (char) ('0' + m % 10);
	out[8] = (char) ('0' + d / 10);
	out[9] = (char) ('0' + d % 10);
	return out + CRM_DAY_TEXT;
}
