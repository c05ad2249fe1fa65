/*
 * Special functions that the likelihoods share, and sums in logarithms.
 */
#ifndef CRM_CLV_SPECIAL_H
#define CRM_CLV_SPECIAL_H

#include <math.h>

/* ln Gamma(x), x > 0. */
extern double crm_log_gamma(double x);

/* Its derivative, x > 0; to 2e-16 of max(1, |value|). */
extern double crm_digamma(double x);

/* ln Beta(a, b), a, b > 0, without the cancellation of three log gammas. */
extern double crm_log_beta(double a, double b);

/* ln of the rising factorial (a)_n = Gamma(a + n) / Gamma(a), n >= 0, and its derivative in a. */
extern double crm_log_rising(double a, double n);
extern double crm_digamma_rising(double a, double n);

/* ln(e^u + e^v); either may be -infinity. */
static inline double
crm_log_add(double u, double v)
{
	double		high = u > v ? u : v,
				low = u > v ? v : u;

	return low == -INFINITY ? high : high + log1p(exp(low - high));
}

#endif
