#include "clv/fit.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <lbfgs.h>

/* liblbfgs rounds the number of variables up to a multiple of 8 and wants them aligned. */
#define VARIABLES 8

/* L-BFGS comes this near, as the norm of the mean gradient; Newton's method does the rest. */
#define NEAR 1e-5
#define MAX_ITERATIONS 500
#define MAX_NEWTON 50

/* Half the width of the central differences that make a Hessian of gradients. */
#define DIFFERENCE 1e-4

/* A Newton step is limited to this length: a factor of e in one parameter. */
#define MAX_STEP 1.0

/* Longer steps ask for a new Hessian, shorter ones make do with the last. */
#define CHORD 1e-2

/* Covariances are those of a place this far away, at most. */
#define SAME_CURVATURE 1e-5

/* Eigenvalues below this part of the largest are rounding errors of the differences. */
#define FLAT 1e-10

/* No parameter moves by more than this part of itself: Newton's method is done. */
#define STILL 1e-10

/* A fit has converged where the log likelihood is this near its maximum, by the Newton decrement. */
#define DECREMENT 1e-8

/* The ratio of the Hessian's eigenvalues from which on its flattest direction is a ridge. */
#define RIDGE 1e7

/* No long step is worth less than this; on a ridge, which may go on for ever, less than this for each customer. */
#define NO_RISE 1e-10

/* LAPACK: eigenvalues, ascending, and eigenvectors of a symmetric matrix. */
extern void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda,
				   double *w, double *work, const int *lwork, int *info);

typedef struct crm_search
{
	const crm_objective *objective;
	bool		stopped;
	int			iterations;
} crm_search;

/* A place, and minus the mean log likelihood there. */
typedef struct crm_place
{
	double		log_p[CRM_PARAMETERS];
	double		loss;
	double		gradient[CRM_PARAMETERS];
} crm_place;

/* Eigenvalues and, row by row, eigenvectors of minus the Hessian of the mean log likelihood. */
typedef struct crm_curvature
{
	double		value[CRM_PARAMETERS];
	double		vector[CRM_PARAMETERS][CRM_PARAMETERS];
} crm_curvature;

/*
 * Minus the mean log likelihood and its gradient. Beyond the bound the value
 * at the bound counts, and the way back is uphill.
 */
static double
mean_loss(crm_search *search, const double *log_p, double *gradient)
{
	const crm_objective *o = search->objective;
	double		inside[CRM_PARAMETERS],
				value,
				loss;

	for (int i = 0; i < o->n; i++)
		inside[i] = fmin(fmax(log_p[i], -CRM_LOG_BOUND), CRM_LOG_BOUND);
	if (search->stopped || !o->evaluate(o->context, inside, &value, gradient))
	{
		search->stopped = true;
		memset(gradient, 0, o->n * sizeof(double));
		return 0;
	}
	loss = -value / o->customers;
	for (int i = 0; i < o->n; i++)
	{
		double		excess = log_p[i] - inside[i];

		gradient[i] = excess - (excess == 0 ? gradient[i] / o->customers : 0);
		loss += 0.5 * excess * excess;
	}
	return loss;
}

static lbfgsfloatval_t
evaluate(void *instance, const lbfgsfloatval_t *x, lbfgsfloatval_t *g, const int n, const lbfgsfloatval_t step)
{
	(void) n;
	(void) step;
	return mean_loss(instance, x, g);
}

static int
progress(void *instance, const lbfgsfloatval_t *x, const lbfgsfloatval_t *g, const lbfgsfloatval_t fx,
		 const lbfgsfloatval_t xnorm, const lbfgsfloatval_t gnorm, const lbfgsfloatval_t step,
		 int n, int k, int ls)
{
	crm_search *search = instance;

	(void) x, (void) g, (void) fx, (void) xnorm, (void) gnorm, (void) step, (void) n, (void) ls;
	search->iterations = k;
	return search->stopped;
}

static double
norm(const double *v, int n)
{
	double		sum = 0;

	for (int i = 0; i < n; i++)
		sum += v[i] * v[i];
	return sqrt(sum);
}

static void
descend(crm_search *search, double *log_p)
{
	int			n = search->objective->n;
	double		x[VARIABLES] __attribute__((aligned(64))) = {0};
	lbfgs_parameter_t parameters;

	lbfgs_parameter_init(&parameters);
	parameters.epsilon = NEAR;
	parameters.max_iterations = MAX_ITERATIONS;
	memcpy(x, log_p, n * sizeof(double));

	/* Whatever made it stop, x is the best place it found: Newton's method judges it. */
	lbfgs(n, x, NULL, evaluate, progress, search, &parameters);
	for (int i = 0; i < n; i++)
		log_p[i] = isfinite(x[i]) ? fmin(fmax(x[i], -CRM_LOG_BOUND), CRM_LOG_BOUND) : log_p[i];
}

/* The Hessian, as central differences of gradients, taken apart. */
static void
look_around(crm_search *search, const double *log_p, crm_curvature *curvature)
{
	int			n = search->objective->n;
	double		hessian[CRM_PARAMETERS][CRM_PARAMETERS],
				flat[CRM_PARAMETERS * CRM_PARAMETERS],
				work[8 * CRM_PARAMETERS];
	int			lwork = 8 * CRM_PARAMETERS,
				info;

	for (int i = 0; i < n; i++)
	{
		double		aside[CRM_PARAMETERS],
					before[CRM_PARAMETERS],
					after[CRM_PARAMETERS];

		memcpy(aside, log_p, sizeof(aside));
		aside[i] = log_p[i] - DIFFERENCE;
		mean_loss(search, aside, before);
		aside[i] = log_p[i] + DIFFERENCE;
		mean_loss(search, aside, after);
		for (int j = 0; j < n; j++)
			hessian[i][j] = (after[j] - before[j]) / (2 * DIFFERENCE);
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			flat[i * n + j] = 0.5 * (hessian[i][j] + hessian[j][i]);
	dsyev_("V", "U", &n, flat, &n, curvature->value, work, &lwork, &info);
	if (info != 0)
		memset(curvature->value, 0, sizeof(curvature->value));
	for (int i = 0; i < n; i++)
		memcpy(curvature->vector[i], flat + i * n, n * sizeof(double));
}

/*
 * The Newton step downhill, along flat or concave directions too, and by how
 * much the log likelihood is expected to rise. Returns its largest component.
 */
static double
newton_step(const crm_search *search, const crm_curvature *curvature, const double *gradient,
			double *step, double *rise)
{
	int			n = search->objective->n;
	double		steepest = fmax(fabs(curvature->value[0]), fabs(curvature->value[n - 1])),
				length,
				largest = 0;

	*rise = 0;
	memset(step, 0, CRM_PARAMETERS * sizeof(double));
	for (int i = 0; i < n; i++)
	{
		double		slope = 0,
					value = fmax(fabs(curvature->value[i]), FLAT * steepest);

		for (int j = 0; j < n; j++)
			slope += curvature->vector[i][j] * gradient[j];
		if (value == 0)
			continue;
		for (int j = 0; j < n; j++)
			step[j] -= slope / value * curvature->vector[i][j];
		*rise += 0.5 * search->objective->customers * slope * slope / value;
	}
	length = norm(step, n);
	for (int i = 0; i < n; i++)
	{
		if (length > MAX_STEP)
			step[i] *= MAX_STEP / length;
		largest = fmax(largest, fabs(step[i]));
	}
	return largest;
}

/* Moves along the step, by half of it and so on until that is no way up. */
static bool
move(crm_search *search, crm_place *place, const double *step)
{
	for (double part = 1; part > 1e-3; part /= 2)
	{
		crm_place	there;

		for (int i = 0; i < search->objective->n; i++)
			there.log_p[i] = place->log_p[i] + part * step[i];
		there.loss = mean_loss(search, there.log_p, there.gradient);
		if (search->stopped)
			return false;
		if (there.loss <= place->loss + 4 * DBL_EPSILON * fabs(place->loss))
		{
			*place = there;
			return true;
		}
	}
	return false;
}

/* Newton's method, with the curvature of an earlier place while steps are short. */
static void
finish(crm_search *search, crm_place *place, crm_curvature *curvature, double *rise)
{
	double		step[CRM_PARAMETERS],
				last = INFINITY,
				since = 0;

	look_around(search, place->log_p, curvature);
	for (int i = 0; i < MAX_NEWTON && !search->stopped; i++)
	{
		double		largest = newton_step(search, curvature, place->gradient, step, rise),
					least = NO_RISE;

		if (curvature->value[0] * RIDGE < curvature->value[search->objective->n - 1])
			least *= search->objective->customers;
		/* Steps that no longer shrink are rounding errors; long ones for nothing follow a ridge. */
		if (largest < STILL || (largest < CHORD && largest > 0.5 * last && since > 0) ||
			(largest > CHORD && *rise < least))
			break;
		if (!move(search, place, step))
			break;
		search->iterations++;
		since += largest;
		last = largest;
		if (largest > CHORD)
		{
			look_around(search, place->log_p, curvature);
			since = 0;
		}
	}
	if (since > SAME_CURVATURE)
		look_around(search, place->log_p, curvature);
	newton_step(search, curvature, place->gradient, step, rise);
}

bool
crm_maximise(const crm_objective *objective, const double *log_p, crm_optimum *optimum)
{
	crm_search	search = {objective, false, 0};
	crm_curvature curvature;
	crm_place	place;
	int			n = objective->n;
	double		rise;

	memset(optimum, 0, sizeof(*optimum));
	memcpy(place.log_p, log_p, n * sizeof(double));
	descend(&search, place.log_p);
	place.loss = mean_loss(&search, place.log_p, place.gradient);
	finish(&search, &place, &curvature, &rise);
	if (search.stopped)
		return false;

	for (int i = 0; i < n; i++)
		optimum->log_p[i] = fmin(fmax(place.log_p[i], -CRM_LOG_BOUND), CRM_LOG_BOUND);
	optimum->log_likelihood = -place.loss * objective->customers;
	optimum->gradient_norm = norm(place.gradient, n);
	optimum->iterations = search.iterations;
	optimum->positive_definite = curvature.value[0] > FLAT * curvature.value[n - 1];
	optimum->converged = rise < DECREMENT;
	if (!optimum->positive_definite)
	{
		optimum->ridge = true;
		return true;
	}
	optimum->condition_number = curvature.value[n - 1] / curvature.value[0];
	optimum->ridge = optimum->condition_number > RIDGE;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				optimum->covariance[i][j] += curvature.vector[k][i] * curvature.vector[k][j] /
					(curvature.value[k] * objective->customers);
	return true;
}
