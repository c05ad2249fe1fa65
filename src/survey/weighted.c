#include "survey/weighted.h"

#include <math.h>

/* What the sum of decimals may be off by: of 0.1, 0.2 and 0.7, a few parts of 10^16. */
#define ROUNDING 1e-9

bool
crm_weights_sum(crm_weighting weighting, double sum)
{
	double		want = weighting == CRM_WEIGHTS_SUM_TO_1 ? 1 : 100;

	return weighting == CRM_WEIGHTS_NORMALISE || fabs(sum - want) <= ROUNDING * want;
}
