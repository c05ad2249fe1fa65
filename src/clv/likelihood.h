/*
 * Log likelihoods of a whole base, with their gradients, as the optimiser
 * calls them. Customers that are equal are one row with a number; what depends
 * on x, on a time or on a pair of them is computed once for each.
 *
 * Sums run in the order of the rows, which the base keeps sorted, so that a
 * fit does not depend on the order that customers came in.
 */
#ifndef CRM_CLV_LIKELIHOOD_H
#define CRM_CLV_LIKELIHOOD_H

#include <stddef.h>
#include <stdint.h>

#define CRM_PARAMETERS 4		/* of any model, at most */

/* Customers as the purchase models see them, in order of (x, t_x, T). */
typedef struct crm_purchase_data
{
	size_t		n;
	const uint32_t *early;		/* the pair (x, t_x) of each row: its place among the pairs */
	const uint32_t *late;		/* the pair (x, T) */
	const double *customers;	/* how many are equal, at least 1 */

	size_t		n_pairs;		/* distinct pairs (x, time), in order of x and time */
	const uint32_t *pair_x;		/* place in x */
	const uint32_t *pair_time;	/* place in time */

	size_t		n_x;
	const double *x;			/* distinct, ascending; x[0] may be 0 */
	size_t		n_time;
	const double *time;			/* distinct, ascending, in the model's unit */
} crm_purchase_data;

/* Customers as the spend model sees them: those with repeat purchases and a mean above 0. */
typedef struct crm_spend_data
{
	size_t		n;				/* in order of (x, mean) */
	const uint32_t *x_place;	/* place in x */
	const double *mean;
	const double *log_mean;
	const double *customers;

	size_t		n_x;
	const double *x;			/* distinct, ascending, at least 1 */
} crm_spend_data;

/* A contract cohort: survivors[0] customers at the start, survivors[i] after i renewals. */
typedef struct crm_contract_data
{
	size_t		n;
	const double *survivors;
} crm_contract_data;

/*
 * The log likelihood at these logarithms of the parameters, which lie within
 * CRM_LOG_BOUND; its gradient in the logarithms where that is not NULL.
 * scratch has room for as many doubles as the model's _scratch function says
 * and is not kept between calls. Calls crm_tick() now and then, which may not
 * return. Always finite.
 */
typedef double (*crm_likelihood) (const void *data, const double *log_parameters,
								  double *gradient, double *scratch);

#define CRM_LOG_BOUND 25.0

extern double crm_bg_nbd_likelihood(const void *data, const double *log_p, double *gradient, double *scratch);
extern double crm_mbg_nbd_likelihood(const void *data, const double *log_p, double *gradient, double *scratch);
extern double crm_pareto_nbd_likelihood(const void *data, const double *log_p, double *gradient, double *scratch);
extern double crm_bg_bb_likelihood(const void *data, const double *log_p, double *gradient, double *scratch);
extern double crm_gamma_gamma_likelihood(const void *data, const double *log_p, double *gradient, double *scratch);
extern double crm_sbg_likelihood(const void *data, const double *log_p, double *gradient, double *scratch);

/* Doubles of scratch room that each wants. */
extern size_t crm_bg_nbd_scratch(const crm_purchase_data *data);	/* for mbg_nbd too */
extern size_t crm_pareto_nbd_scratch(const crm_purchase_data *data);
extern size_t crm_bg_bb_scratch(const crm_purchase_data *data);
extern size_t crm_gamma_gamma_scratch(const crm_spend_data *data);

#endif
