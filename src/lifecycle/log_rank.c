#include "lifecycle/log_rank.h"

#include <math.h>

#include "core/varint.h"

crm_log_rank
crm_compare_risks(crm_risk *a, crm_risk *b)
{
	crm_log_rank r = {0};

	for (;;)
	{
		double		time = fmin(crm_risk_next(a), crm_risk_next(b)),
					na,
					nb,
					n,
					d;

		if (!isfinite(time))
			return r;
		crm_risk_move(a, time);
		crm_risk_move(b, time);
		if (a->events + b->events == 0)
			continue;
		na = (double) a->at_risk;
		nb = (double) b->at_risk;
		n = na + nb;
		d = (double) a->events + (double) b->events;
		/* Whole products are exact, so that the difference of (b, a) is that of (a, b) with the other sign. */
		r.difference += (double) ((crm_int128) a->events * b->at_risk - (crm_int128) b->events * a->at_risk) / n;
		r.expected_a += d * (na / n);
		r.expected_b += d * (nb / n);
		if (n > 1)
			r.variance += (na * nb) / n / n * d * (n - d) / (n - 1);
	}
}
