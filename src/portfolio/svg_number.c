#include "portfolio/svg_number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define PLAIN_BELOW 1e12

char *
crm_print_rounded(char *out, double value, int decimals)
{
	static const int power10[] = {1, 10, 100, 1000, 10000};
	double		size = fabs(value);
	int64_t		units;
	char	   *end;

	if (size >= PLAIN_BELOW)
		return out + snprintf(out, CRM_FIGURE_TEXT, "%.3g", value);
	units = (int64_t) floor(size * power10[decimals] + 0.5);
	end = out + snprintf(out, CRM_FIGURE_TEXT, "%s%lld", value < 0 && units > 0 ? "-" : "", (long long) (units / power10[decimals]));
	if (units % power10[decimals] != 0)
	{
		end += snprintf(end, 8, ".%0*d", decimals, (int) (units % power10[decimals]));
		while (end[-1] == '0')
			*--end = '\0';
	}
	return end;
}

/* A comma before each three digits from the end. */
static char *
group(char *digits, char *end)
{
	for (char *at = end - 3; at > digits; at -= 3)
	{
		memmove(at + 1, at, (size_t) (end - at) + 1);
		*at = ',';
		end++;
	}
	return end;
}

char *
crm_print_figure(char *out, double value)
{
	if (value >= PLAIN_BELOW || (value > 0 && value < 0.005))
		return out + snprintf(out, CRM_FIGURE_TEXT, "%.3g", value);
	if (value < 100)
		return crm_print_rounded(out, value, 2);
	return group(out, crm_print_rounded(out, value, 0));
}

double
crm_nice_below(double value)
{
	double		power = 1;

	while (power * 10 <= value)
		power *= 10;
	while (power > value)
		power /= 10;
	return power * 5 <= value ? power * 5 : power * 2 <= value ? power * 2 : power;
}
