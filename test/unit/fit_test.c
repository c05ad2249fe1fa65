/* sources: src/clv/fit.c */
#include "unit.h"

#include <math.h>

#include "clv/fit.h"

#define CUSTOMERS 1000.0

static int	evaluations;
static int	allowed;

/* A quadratic form around (1, -2, 3): A has rows (2 1 0), (1 3 0), (0 0 0.5). */
static bool
quadratic(void *context, const double *p, double *value, double *gradient)
{
	double		x = p[0] - 1,
				y = p[1] + 2,
				z = p[2] - 3;

	(void) context;
	assert_true(evaluations < allowed || allowed == 0);
	if (++evaluations == allowed)
		return false;
	*value = -CUSTOMERS * (7 + 0.5 * (2 * x * x + 2 * x * y + 3 * y * y + 0.5 * z * z));
	gradient[0] = -CUSTOMERS * (2 * x + y);
	gradient[1] = -CUSTOMERS * (x + 3 * y);
	gradient[2] = -CUSTOMERS * 0.5 * z;
	return true;
}

/* Far from its maximum at (2, 2) it is flat one way and steep the other. */
static bool
uneven(void *context, const double *p, double *value, double *gradient)
{
	(void) context;
	*value = 0;
	for (int i = 0; i < 2; i++)
	{
		*value -= CUSTOMERS * (exp(p[i] - 2) - (p[i] - 2));
		gradient[i] = -CUSTOMERS * (exp(p[i] - 2) - 1);
	}
	return true;
}

/* Only the difference of its parameters is determined. */
static bool
ridge(void *context, const double *p, double *value, double *gradient)
{
	double		d = p[0] - p[1] - 1;

	(void) context;
	*value = -CUSTOMERS * d * d;
	gradient[0] = -2 * CUSTOMERS * d;
	gradient[1] = 2 * CUSTOMERS * d;
	return true;
}

/* Grows without end. */
static bool
runaway(void *context, const double *p, double *value, double *gradient)
{
	(void) context;
	*value = CUSTOMERS * p[0];
	gradient[0] = CUSTOMERS;
	assert_true(fabs(p[0]) <= CRM_LOG_BOUND);
	return true;
}

static void
optimum(void **state)
{
	crm_objective o = {3, CUSTOMERS, quadratic, NULL};
	crm_optimum best;
	const double inverse[3][3] = {{0.6, -0.2, 0}, {-0.2, 0.4, 0}, {0, 0, 2}};

	(void) state;
	evaluations = allowed = 0;
	assert_true(crm_maximise(&o, (double[]) {0, 0, 0}, &best));
	assert_true(best.converged && best.positive_definite && !best.ridge);
	assert_true(fabs(best.log_p[0] - 1) < 1e-9 && fabs(best.log_p[1] + 2) < 1e-9 && fabs(best.log_p[2] - 3) < 1e-9);
	assert_true(fabs(best.log_likelihood + 7 * CUSTOMERS) < 1e-9);
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++)
			assert_true(fabs(best.covariance[i][j] * CUSTOMERS - inverse[i][j]) < 1e-6);
	/* The eigenvalues of A are (5 +- sqrt(5)) / 2 and 0.5. */
	assert_true(fabs(best.condition_number - (5 + sqrt(5))) < 1e-5);
	assert_true(best.gradient_norm < 1e-9);
}

static void
far_away(void **state)
{
	crm_objective o = {2, CUSTOMERS, uneven, NULL};
	crm_optimum best;
	double		starts[][2] = {{12, -12}, {-12, 12}, {15, 15}, {-15, -15}, {2, 2}};

	(void) state;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
	{
		assert_true(crm_maximise(&o, starts[i], &best));
		assert_true(best.converged && fabs(best.log_p[0] - 2) < 1e-9 && fabs(best.log_p[1] - 2) < 1e-9);
	}
}

static void
doubtful(void **state)
{
	crm_objective o = {2, CUSTOMERS, ridge, NULL};
	crm_optimum best;

	(void) state;
	assert_true(crm_maximise(&o, (double[]) {3, 0}, &best));
	assert_true(best.ridge && !best.positive_definite && best.condition_number == 0);
	assert_true(fabs(best.log_p[0] - best.log_p[1] - 1) < 1e-6);

	o = (crm_objective) {1, CUSTOMERS, runaway, NULL};
	assert_true(crm_maximise(&o, (double[]) {0}, &best));
	assert_true(!best.converged && isfinite(best.log_likelihood) && fabs(best.log_p[0]) <= CRM_LOG_BOUND);
}

/* Cut short at any evaluation, it evaluates no more. */
static void
cut_short(void **state)
{
	crm_objective o = {3, CUSTOMERS, quadratic, NULL};
	crm_optimum best;
	int			all;

	(void) state;
	evaluations = allowed = 0;
	assert_true(crm_maximise(&o, (double[]) {0, 0, 0}, &best));
	all = evaluations;
	for (int i = 1; i <= all; i++)
	{
		evaluations = 0;
		allowed = i;
		assert_false(crm_maximise(&o, (double[]) {0, 0, 0}, &best));
		assert_int_equal(evaluations, i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(optimum),
		cmocka_unit_test(far_away),
		cmocka_unit_test(doubtful),
		cmocka_unit_test(cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
