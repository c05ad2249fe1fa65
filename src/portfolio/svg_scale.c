#include "portfolio/svg_scale.h"

#include <math.h>

#define LN2 0.693147180559945309417
#define SQRT_HALF 0.70710678118654752440
#define TERMS 12

/* Of the ticks that are always shown. */
#define LOG_FROM 3
#define LOG_TO 9

/* A tick is not passed by less than this part of a step, which is rounding. */
#define ROUNDING 1e-9

const double crm_log_tick[CRM_LOG_TICKS] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};
const char *const crm_log_label[CRM_LOG_TICKS] = {
	"0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50", "100"
};

/* ln m = 2 artanh((m - 1) / (m + 1)), with m between 0.7 and 1.4. */
double
crm_steady_log(double value)
{
	int			exponent;
	double		m = frexp(value, &exponent);
	double		z,
				sum = 0;

	if (m < SQRT_HALF)
	{
		m *= 2;
		exponent--;
	}
	z = (m - 1) / (m + 1);
	for (int k = 2 * TERMS - 1; k >= 1; k -= 2)
		sum = sum * z * z + 1.0 / k;
	return exponent * LN2 + 2 * z * sum;
}

int
crm_round(double value)
{
	return (int) (value < 0 ? ceil(value - 0.5) : floor(value + 0.5));
}

static double
within(double place)
{
	return place < 0 ? 0 : place > 1 ? 1 : place;
}

crm_linear_axis
crm_fit_axis(double low, double high, double unit, const int *steps, int n)
{
	crm_linear_axis axis = {.unit = unit};

	for (int i = 0; i < n; i++)
	{
		axis.step = steps[i];
		axis.first = axis.step * (int) floor(low / unit / axis.step + ROUNDING);
		axis.last = axis.step * (int) ceil(high / unit / axis.step - ROUNDING);
		if ((axis.last - axis.first) / axis.step < CRM_TICKS_MOST)
			break;
	}
	return axis;
}

double
crm_linear_place(const crm_linear_axis *axis, double value)
{
	return within((value / axis->unit - axis->first) / (axis->last - axis->first));
}

crm_log_axis
crm_fit_log_axis(double low, double high)
{
	crm_log_axis axis = {LOG_FROM, LOG_TO};

	while (axis.first > 0 && low < crm_log_tick[axis.first])
		axis.first--;
	while (axis.last < CRM_LOG_TICKS - 1 && high > crm_log_tick[axis.last])
		axis.last++;
	return axis;
}

double
crm_log_place(const crm_log_axis *axis, double value)
{
	double		low = crm_steady_log(crm_log_tick[axis->first]);
	double		high = crm_steady_log(crm_log_tick[axis->last]);

	if (value <= crm_log_tick[axis->first])
		return 0;
	return within((crm_steady_log(value) - low) / (high - low));
}
