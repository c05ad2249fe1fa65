/*
 * Maximum likelihood: where the mean log likelihood of a base is largest, in
 * the logarithms of the parameters, and how sharply it is determined there.
 */
#ifndef CRM_CLV_FIT_H
#define CRM_CLV_FIT_H

#include <stdbool.h>

#include "clv/likelihood.h"

typedef struct crm_objective
{
	int			n;				/* parameters */
	double		customers;		/* that the log likelihood is a sum over */

	/*
	 * The log likelihood and its gradient at these logarithms; false where
	 * evaluating was cut short. It must return, for the optimiser holds memory
	 * of its own; nothing is evaluated again after false.
	 */
	bool		(*evaluate) (void *context, const double *log_p, double *value, double *gradient);
	void	   *context;
} crm_objective;

typedef struct crm_optimum
{
	double		log_p[CRM_PARAMETERS];
	double		log_likelihood;
	double		gradient_norm;	/* of the mean log likelihood */
	double		condition_number;	/* of the Hessian; 0 where it isn't positive definite */
	double		covariance[CRM_PARAMETERS][CRM_PARAMETERS]; /* of the logarithms; where it is */
	bool		positive_definite;
	bool		converged;
	bool		ridge;			/* some direction is hardly determined at all */
	int			iterations;		/* of the optimiser and Newton's method */
} crm_optimum;

/* Sets off from log_p; false where an evaluation was cut short. */
extern bool crm_maximise(const crm_objective *objective, const double *log_p, crm_optimum *optimum);

#endif
