/*
 * The Gamma-Gamma model of spending per purchase (Fader and Hardie 2013,
 * Colombo and Jiang 1999): the amounts of one customer are Gamma(p, nu), nu is
 * Gamma(q, gamma) over customers. parameter is p, q, gamma, each above 0.
 */
#ifndef CRM_CLV_GAMMA_GAMMA_H
#define CRM_CLV_GAMMA_GAMMA_H

#include <stdbool.h>

/* ln of the density of a mean of `mean` over x purchases; x >= 1, mean > 0. */
extern double crm_gamma_gamma_log_likelihood(const double *parameter, double x, double mean);

/*
 * The expected amount of a purchase by a customer whose x purchases had this
 * mean; with x = 0 and mean = 0, by someone unknown. False where it is
 * infinite, which is so where p x + q <= 1: thus for someone unknown where q <= 1.
 */
extern bool crm_gamma_gamma_spend(const double *parameter, double x, double mean, double *spend);

#endif
