/*
 * The Gauss hypergeometric function with one upper parameter 1, as the
 * Pareto/NBD and the shifted beta-geometric model need it.
 */
#ifndef CRM_CLV_HYP2F1_H
#define CRM_CLV_HYP2F1_H

/*
 * A race between two exponential clocks whose rates are independent and gamma
 * distributed, the first (a, alpha), the second (b, beta), ratio = beta / alpha:
 * the probability that the second rings first,
 *
 *		b / (a + b) 2F1(1, a; a + b + 1; 1 - ratio).
 *
 * crm_race(b, a, 1 / ratio) is the probability of the contrary, and as
 * accurate where it is small. a, b, ratio > 0.
 */
extern double crm_race(double a, double b, double ratio);

/*
 * The same for many ratios at the same a and b, with derivatives. Given the
 * rates where alpha = beta = 1, the second rings first at the odds mu / lambda;
 * these are distributed as p / (1 - p) of a beta distribution. Here as nodes of
 * a quadrature that holds for every ratio from low to high.
 */
#define CRM_RACE_NODES 1024		/* no a, b and range up to e^25 and e^+-50 need 700 */

typedef struct crm_race_nodes
{
	int			n;
	double		odds[CRM_RACE_NODES];
	double		weight[CRM_RACE_NODES];	/* their sum is 1 */
	/* Weights times the derivatives of their logarithms with respect to a and b. */
	double		weight_a[CRM_RACE_NODES];
	double		weight_b[CRM_RACE_NODES];
} crm_race_nodes;

typedef struct crm_race_result
{
	double		first,
				second;			/* who rings first; their sum is 1 */
	double		by_a,			/* derivatives of second, the opposite of those of first */
				by_b,
				by_log_ratio;
} crm_race_result;

extern void crm_race_prepare(crm_race_nodes *nodes, double a, double b, double low, double high);
extern crm_race_result crm_race_at(const crm_race_nodes *nodes, double ratio);

#endif
