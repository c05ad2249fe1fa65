/*
 * Integrals over the whole line of a positive function with one hump, given by
 * its logarithm f. Of what lives on (0, 1) take s = ln(p / (1 - p)), of what
 * lives on (0, infinity) s = ln y, the derivative of p or y included in f; best
 * measured from a point near the top, so that f there is a small number.
 *
 * The rule is the trapezoidal one in w, s = top + scale (w + sinh(w) / 10): it
 * doubles its digits when its step is halved, follows a hump however narrow, and
 * walks a tail as slow as e^(s / 1e9) in a few dozen steps. Full precision needs an f
 * that is smooth on the scale of 1 wherever it isn't the hump itself (true of
 * powers, exponentials and 1 + e^s); f may be -infinity, but not at start.
 *
 * start and width are a guess at the hump; a bad one costs evaluations only.
 */
#ifndef CRM_CLV_QUADRATURE_H
#define CRM_CLV_QUADRATURE_H

typedef double (*crm_log_integrand) (double s, const void *arg);

/* Where the hump lies: its top, about, and the scale of the rule. */
typedef struct crm_hump
{
	double		top;
	double		scale;
	double		height;			/* f(top) */
} crm_hump;

extern crm_hump crm_find_hump(crm_log_integrand f, const void *arg, double start, double width);

/* ln of the integral of e^f. */
extern double crm_log_integral(crm_log_integrand f, const void *arg, double start, double width);

/*
 * The integral of g e^f over that of e^f: the mean of g(s) >= 0 where e^f is a
 * density up to a factor. g may grow by up to 20 orders of magnitude away from
 * the hump; where it outgrows that, take the integral of e^(f + ln g).
 */
extern double crm_mean(crm_log_integrand f, double (*g) (double s, const void *arg), const void *arg,
					   double start, double width);

/*
 * The same rule as nodes and weights (their sum 1), for means over several
 * variables: nodes with w = 0, step, -step, ... in ascending order, returned in
 * s and weight, which have room for `room`. At 2 step the rule has every second
 * one of them, counted from *zero. Returns their number, or -1 without the room.
 */
extern int	crm_nodes(crm_log_integrand f, const void *arg, const crm_hump *hump, double step,
					  double *s, double *weight, int room, int *zero);

/* Gauss-Legendre rule with 20 points on [-1, 1]: the positive half. */
#define CRM_GAUSS_PAIRS 10
extern const double crm_gauss_node[CRM_GAUSS_PAIRS];
extern const double crm_gauss_weight[CRM_GAUSS_PAIRS];

#endif
