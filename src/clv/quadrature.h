/*
 * Integrals over the whole line of a positive function with one hump, given by
 * its logarithm f. Of what lives on (0, 1) take s = ln(p / (1 - p)), of what
 * lives on (0, infinity) s = ln y, the derivative of p or y included in f; best
 * measured from a point near the top, so that f there is a small number.
 *
 * The rule is the trapezoidal one in w, where s moves like w as far as anything
 * bends and exponentially beyond: it doubles its digits when its step is
 * halved, follows a hump however narrow, and walks a tail as slow as e^(s / 1e9)
 * in a few dozen steps. Full precision needs an f that is smooth on the scale of
 * 1 wherever it isn't the hump itself (true of powers, exponentials and 1 + e^s).
 */
#ifndef CRM_CLV_QUADRATURE_H
#define CRM_CLV_QUADRATURE_H

#include <stdbool.h>

typedef double (*crm_log_integrand) (double s, const void *arg);

/* Where the hump lies, as the rule needs it. */
typedef struct crm_hump
{
	double		top;			/* about */
	double		height;			/* f(top) */
	double		scale;			/* s moves by it as w moves by 1 */
	double		left;			/* e^-(distance in w from the top to where steps begin to grow) */
	double		right;
} crm_hump;

/*
 * The hump of e^f. start and width are a guess at it; a bad one costs
 * evaluations only. f may be -infinity, but not at start.
 */
extern crm_hump crm_find_hump(crm_log_integrand f, const void *arg, double start, double width);

/*
 * Says that f, or what its mean is taken of, bends as far from the hump as low
 * or high: where a factor 1 + c e^s turns from 1 to a power of e^s, or as far as
 * e^(-c e^s) isn't 0 yet.
 */
extern void crm_bends_at(crm_hump *hump, double low, double high);

/* ln of the integral of e^f. */
extern double crm_log_integral(crm_log_integrand f, const void *arg, const crm_hump *hump);

/*
 * The integral of g e^f over that of e^f: the mean of g(s) >= 0 where e^f is a
 * density up to a factor. g may grow by up to 20 orders of magnitude away from
 * the hump; where it outgrows that, take the integral of e^(f + ln g).
 */
extern double crm_mean(crm_log_integrand f, double (*g) (double s, const void *arg), const void *arg,
					   const crm_hump *hump);

/*
 * The same rule as nodes and weights, for means over several variables: nodes
 * at w = 0, step, -step, ... until weights fall below cut of their sum, in
 * ascending order. s and weight have room for `room`. At 2 step the rule has
 * every second one of them, counted from *zero. Returns their number, or -1
 * without the room. The sum of the weights is 1.
 */
extern int	crm_nodes(crm_log_integrand f, const void *arg, const crm_hump *hump, double step, double cut,
					  double *s, double *weight, int room, int *zero);

/*
 * Whether a value of the rule is exact after a change from the value at twice
 * the step, which itself came after a change `before`.
 */
extern bool crm_settled(double value, double change, double before);

/* Gauss-Legendre rule with 20 points on [-1, 1]: the positive half. */
#define CRM_GAUSS_PAIRS 10
extern const double crm_gauss_node[CRM_GAUSS_PAIRS];
extern const double crm_gauss_weight[CRM_GAUSS_PAIRS];

#endif
