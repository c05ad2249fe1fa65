/*
 * What every model of repeat purchases answers about one customer.
 *
 * A customer is (x, t_x, T): x repeat purchases, the last of them at t_x, seen
 * until T, all since the first purchase; times in the model's unit. Given that
 * the customer is alive at T, t_x has no say any more, so most answers are of
 * (x, T) alone, conditional on being alive, and are multiplied by P(alive).
 * Someone who is not yet a customer is the case x = t_x = T = 0.
 *
 * p holds the parameters in the order of crm_model_parameters. Arguments are
 * valid: x a whole number >= 0, 0 <= t_x <= T, t_x = 0 where x = 0, u >= 0,
 * all times at most CRM_LONGEST but where said otherwise, and delta 0 or 1e-21
 * to 1e5. Every answer is finite, and every probability lies between 0 and 1.
 */
#ifndef CRM_CLV_PROCESS_H
#define CRM_CLV_PROCESS_H

#include <math.h>
#include <stdbool.h>

typedef struct crm_process
{
	/* ln of the likelihood of the customer's (x, t_x, T). */
	double		(*log_likelihood) (const double *p, double x, double t_x, double T);

	/* P(alive at T). */
	double		(*p_alive) (const double *p, double x, double t_x, double T);

	/* P(still alive at T + u), given alive at T. */
	double		(*survival) (const double *p, double x, double T, double u);

	/* The expected number of purchases in (T, T + u], given alive at T. */
	double		(*purchases) (const double *p, double x, double T, double u);

	/*
	 * The same, a purchase at T + v counting e^(-delta v), delta >= 0; u may be
	 * infinite where delta > 0 (DERT).
	 */
	double		(*discounted) (const double *p, double x, double T, double u, double delta);

	/* P(k purchases in (T, T + u]) for k = 0 .. n - 1, given alive at T. */
	void		(*distribution) (const double *p, double x, double T, double u,
								 double *probability, int n);
} crm_process;

/* Times, in the model's unit: what is longer than this no double tells apart from what is not. */
#define CRM_LONGEST 1e12

/* Opportunities are walked one by one: no customer of bg_bb has more. */
#define CRM_OPPORTUNITIES 1000000

/* Rounding errors must not lead past 1; what is no number stays none. */
static inline double
crm_probability(double p)
{
	return p > 1 ? 1 : p;
}

static inline bool
crm_is_opportunities(double x, double t_x, double T)
{
	return x <= t_x && t_x <= T && T <= CRM_OPPORTUNITIES && t_x == floor(t_x) && T == floor(T);
}

extern const crm_process crm_bg_nbd;	/* r alpha a b */
extern const crm_process crm_mbg_nbd;	/* r alpha a b */
extern const crm_process crm_pareto_nbd;	/* r alpha s beta */
extern const crm_process crm_bg_bb; /* alpha beta gamma delta; times are numbers of opportunities */

#endif
