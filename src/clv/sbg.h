/*
 * The shifted beta-geometric model of contracts (Fader and Hardie 2007): at
 * each renewal a customer leaves with a probability of his own, which is
 * Beta(alpha, beta) over customers. p is alpha, beta; both above 0.
 */
#ifndef CRM_CLV_SBG_H
#define CRM_CLV_SBG_H

#include <stdbool.h>

/* The share of customers who renew t times at least; t a whole number >= 0. */
extern double crm_sbg_survival(const double *p, double t);

/* The share of those who came to the t-th renewal who renew; t a whole number >= 1. */
extern double crm_sbg_retention(const double *p, double t);

/*
 * The number of the next n renewals that a customer is expected to make, the
 * k-th of them counting e^(-delta k), delta >= 0; n a whole number, or INFINITY
 * where delta > 0. One who has renewed m times already has p alpha, beta + m.
 */
extern double crm_sbg_renewals(const double *p, double n, double delta);

/*
 * DERL (Fader and Hardie 2010): the expected number of periods still to be
 * paid for, after so many renewals and just before the next, which is not
 * discounted; each later one counts 1 / (1 + discount) of the one before.
 * False where that is infinite: without discount and alpha <= 1.
 */
extern bool crm_sbg_residual_lifetime(const double *p, double renewals, double discount, double *lifetime);

#endif
