/*
 * The standard normal distribution, for intervals and tests.
 */
#ifndef CRM_CORE_NORMAL_H
#define CRM_CORE_NORMAL_H

/* The value below which a share p of the distribution lies; p above 0, below 1. */
extern double crm_normal_quantile(double p);

/* The z of a two-sided interval: crm_normal_quantile((1 + confidence) / 2), exact near 1 too. */
extern double crm_normal_z(double confidence);

/* The probability of a value at least as far from 0 as z is, on either side. */
extern double crm_normal_two_sided(double z);

#endif
