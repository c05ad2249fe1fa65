#include "clv/deterministic.h"

#include <float.h>
#include <math.h>

/* False where out of range; decay is 1 + discount - retention, what is 0 but for rounding is not above 0. */
static bool
valid(double retention, double discount, double *decay)
{
	*decay = (1 - retention) + discount;
	return retention >= 0 && retention <= 1 && discount >= 0 && isfinite(discount) && *decay > DBL_EPSILON;
}

bool
crm_margin_multiple(double retention, double discount, crm_first_margin first, double *multiple)
{
	double		decay;

	if (!valid(retention, discount, &decay))
		return false;
	*multiple = (first == CRM_MARGIN_NOW ? 1 + discount : retention) / decay;
	return true;
}

bool
crm_retention_uplift(double retention, double points, double discount, crm_first_margin first, double *uplift)
{
	double		decay,
				raised;

	if (!valid(retention, discount, &decay) || !valid(retention + points, discount, &raised))
		return false;

	/* The ratio of the multiples, less 1, without the cancellation. */
	*uplift = points / raised;
	if (first == CRM_MARGIN_PERIOD_END)
		*uplift *= (1 + discount) / retention;
	return isfinite(*uplift);
}
