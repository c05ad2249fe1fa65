/*
 * A customer of the BG/NBD model who is known to be alive: buys at a rate
 * lambda ~ Gamma(r, alpha) and drops out after each purchase with probability
 * p ~ Beta(a, b), independent of it; times count from now.
 *
 * MBG/NBD differs only in what a history leaves of the four parameters, so
 * both models, and customers to come, are asked about here.
 */
#ifndef CRM_CLV_BG_NBD_ALIVE_H
#define CRM_CLV_BG_NBD_ALIVE_H

#include "clv/quadrature.h"

typedef struct crm_bg_alive
{
	double		r;
	double		alpha;
	double		a;
	double		b;
} crm_bg_alive;

/* As in crm_process. */
extern double crm_bg_alive_survival(const crm_bg_alive *c, double u);
extern double crm_bg_alive_purchases(const crm_bg_alive *c, double u);
extern double crm_bg_alive_discounted(const crm_bg_alive *c, double u, double delta);
extern void crm_bg_alive_distribution(const crm_bg_alive *c, double u, double *probability, int n);

/*
 * For quadrature over p: s = ln(p / (1 - p)) less its value at the mean of p.
 * The kernel is ln p^a (1 - p)^b, the derivative of p included, 0 at s = 0,
 * where it has its top; arg is a const crm_bg_alive * (or begins with one).
 */
extern double crm_bg_alive_kernel(double s, const void *arg);
extern double crm_bg_alive_p(const crm_bg_alive *c, double s);

/* The kernel's hump; what its mean is taken of bends at p = 1 / bend, or nowhere (0). */
extern crm_hump crm_bg_alive_hump(const crm_bg_alive *c, double bend);

#endif
