/* sources: src/clv/sbg.c src/clv/hyp2f1.c */
#include "vectors.h"

#include "clv/likelihood.h"
#include "clv/sbg.h"
#include "core/tick.h"

static int	ticks;

void
crm_tick(void)
{
	ticks++;
}

/* Fader and Hardie 2007, table 1, of 1000 customers: regular and high end, after 0 to 7 renewals. */
static const double cohort[][8] = {
	{1000, 631, 468, 382, 326, 289, 262, 241}, {1000, 869, 743, 653, 593, 551, 517, 491}, {50, 50, 50}, {7, 0, 0}
};
static const size_t cohort_size[] = {8, 8, 3, 3};

static double
likelihood(const double *p, int of, double *gradient)
{
	const crm_contract_data data = {cohort_size[of], cohort[of]};

	return crm_sbg_likelihood(&data, (double[]) {log(p[0]), log(p[1])}, gradient, NULL);
}

/*
 * Fader and Hardie 2007: survival at the printed parameters; 2010: DERL at 10 %
 * after 0 to 4 renewals; DEL, with the first payment at once, by mpmath.
 */
static void
published(void **state)
{
	static const double regular[] = {0.704, 1.182},
				high[] = {0.668, 3.806},
				mild[] = {3.80, 15.20},
				split[] = {0.067, 0.267};
	static const double survives[][12] = {
		{62.67, 47.38, 38.79, 33.20, 29.23, 26.24, 23.90, 22.01, 20.44, 19.12, 17.98, 17.00},
		{85.06, 74.68, 66.98, 60.99, 56.18, 52.22, 48.89, 46.04, 43.58, 41.42, 39.50, 37.80}
	};
	static const double lifetime[][5] = {
		{3.3098, 3.4510, 3.5865, 3.7168, 3.8421}, {7.6708, 9.4552, 9.8508, 10.056, 10.188}
	};
	double		derl;

	(void) state;
	for (int t = 1; t <= 12; t++)
	{
		/* Some digits of these are cut off, others rounded. */
		assert_true(fabs(100 * crm_sbg_survival(regular, t) - survives[0][t - 1]) < 0.01);
		assert_true(fabs(100 * crm_sbg_survival(high, t) - survives[1][t - 1]) < 0.01);
	}
	for (int m = 0; m < 5; m++)
	{
		assert_true(crm_sbg_residual_lifetime(mild, m, 0.1, &derl) && fabs(derl - lifetime[0][m]) < 5e-5);
		assert_true(crm_sbg_residual_lifetime(split, m, 0.1, &derl) && fabs(derl - lifetime[1][m]) < 1e-3);
	}
	assert_true(crm_sbg_residual_lifetime(regular, 0, 0.1, &derl) && near(1 + derl / 1.1, 3.69514740557, 1e-11));
	assert_true(crm_sbg_residual_lifetime(high, 0, 0.1, &derl) && near(1 + derl / 1.1, 5.92259640761, 1e-11));
}

/* Their log likelihoods at the maximum that mpmath finds, where the gradient vanishes. */
static void
maximum(void **state)
{
	double		gradient[2];

	(void) state;
	assert_true(fabs(likelihood((double[]) {0.7040773, 1.182043}, 0, gradient) + 1680.2651885) < 1e-6);
	assert_true(fabs(gradient[0]) < 1e-3 && fabs(gradient[1]) < 1e-3);
	assert_true(fabs(likelihood((double[]) {0.66808835, 3.806095}, 1, gradient) + 1611.1581474) < 1e-6);
	assert_true(fabs(gradient[0]) < 1e-3 && fabs(gradient[1]) < 1e-3);
}

static void
golden(void **state)
{
	vectors		t;
	double		worst[4] = {0, 0, 0, 0},
				derl;
	int			rows = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/golden/sbg.csv"));
	for (; next_vector(&t); rows++)
	{
		double		survives = crm_sbg_survival(t.v, t.v[2] - 1);

		/* Of those who survive, alpha / (alpha + beta + t - 1) leave. */
		note_error(&worst[0], survives * crm_sbg_retention((double[]) {t.v[1] + t.v[2] - 1, t.v[0]}, 1), t.v[3]);
		note_error(&worst[1], crm_sbg_survival(t.v, t.v[2]), t.v[4]);
		note_error(&worst[2], crm_sbg_retention(t.v, t.v[2]), t.v[5]);
		assert_true(crm_sbg_residual_lifetime(t.v, t.v[2] - 1, 0.1, &derl));
		note_error(&worst[3], derl, t.v[6]);
	}
	assert_int_equal(rows, 70);
	print_message("golden sbg.csv: pmf %.1e survival %.1e retention %.1e derl %.1e\n",
				  worst[0], worst[1], worst[2], worst[3]);
	assert_true(worst[0] < 1e-14 && worst[1] < 1e-14 && worst[2] < 1e-15 && worst[3] < 1e-14);
}

static void
own_vectors(void **state)
{
	vectors		t;
	double		worst[4] = {0, 0, 0, 0},
				gradient[2],
				derl;
	int			rows = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/sbg.csv"));
	for (; next_vector(&t); rows++)
	{
		double		at = t.v[2],
					wanted = t.v[4];

		if (strcmp(t.name, "survival") == 0)
			note_error(&worst[0], crm_sbg_survival(t.v, at), wanted);
		else if (strcmp(t.name, "retention") == 0)
			note_error(&worst[0], crm_sbg_retention(t.v, at), wanted);
		else if (strcmp(t.name, "residual_lifetime") == 0)
		{
			assert_true(crm_sbg_residual_lifetime(t.v, at, t.v[3], &derl));
			note_error(&worst[1], derl, wanted);
		}
		else if (strcmp(t.name, "log_likelihood") == 0)
			note_error(&worst[2], likelihood(t.v, (int) at, NULL), wanted);
		else
		{
			likelihood(t.v, (int) at, gradient);
			worst[3] = fmax(worst[3], fabs(gradient[strcmp(t.name, "by_beta") == 0] - wanted) / fmax(1, fabs(wanted)));
		}
	}
	assert_true(rows > 400);
	print_message("sbg.csv: survival %.1e lifetime %.1e ll %.1e slope %.1e\n", worst[0], worst[1], worst[2], worst[3]);
	for (int i = 0; i < 4; i++)
		assert_true(worst[i] < 1e-12);
}

/* Whether added up or integrated, sums fit together: n renewals, then those of who is left. */
static void
renewals(void **state)
{
	static const double spans[] = {1, 50, 4000, 30000, 1e6, 1e12};
	double		worst = 0;

	(void) state;
	for (int i = 0; i < 300; i++)
	{
		double		p[] = {exp((double) below(16) - 8), exp((double) below(20) - 8)},
					first = spans[below(6)],
					then = spans[below(6)],
					delta = below(2) ? 0 : exp(-1 - (double) below(18)),
					later[] = {p[0], p[1] + first},
					sum = crm_sbg_renewals(p, first, delta) +
			crm_sbg_survival(p, first) * exp(-delta * first) * crm_sbg_renewals(later, then, delta);

		note_error(&worst, crm_sbg_renewals(p, first + then, delta), sum);
		if (delta > 0)
		{
			sum = crm_sbg_renewals(p, first, delta) +
				crm_sbg_survival(p, first) * exp(-delta * first) * crm_sbg_renewals(later, INFINITY, delta);
			note_error(&worst, crm_sbg_renewals(p, INFINITY, delta), sum);
		}
	}
	print_message("renewals: %.1e\n", worst);
	assert_true(worst < 1e-12);
}

static void
edges(void **state)
{
	double		derl,
				gradient[2];

	(void) state;
	/* No discount: b / (a - 1) periods where a is above 1, else no end of them. */
	assert_true(crm_sbg_residual_lifetime((double[]) {3, 4}, 2, 0, &derl) && derl == 3);
	assert_false(crm_sbg_residual_lifetime((double[]) {1, 4}, 2, 0, &derl));
	assert_false(crm_sbg_residual_lifetime((double[]) {0.5, 4}, 0, 0, &derl));
	assert_true(crm_sbg_renewals((double[]) {0.5, 4}, 0, 0) == 0);
	assert_true(crm_sbg_survival((double[]) {0.5, 4}, 0) == 1);
	for (int corner = 0; corner < 9; corner++)
	{
		double		p[] = {exp(CRM_LOG_BOUND * (corner % 3 - 1)), exp(CRM_LOG_BOUND * (corner / 3 - 1))};

		for (int i = 0; i < 4; i++)
		{
			assert_true(isfinite(likelihood(p, i, gradient)));
			assert_true(isfinite(gradient[0]) && isfinite(gradient[1]));
		}
		for (double t = 0; t < 3e9; t = 9 * t + 1)
		{
			double		s = crm_sbg_survival(p, t),
						sum = crm_sbg_renewals(p, t, 0);

			assert_true(s >= 0 && s <= 1 && sum >= 0 && sum <= t * (1 + 1e-12));
			for (double discount = 1e-9; discount < 1e9; discount *= 100)
			{
				assert_true(crm_sbg_residual_lifetime(p, t, discount, &derl));
				assert_true(derl > 0 && derl <= (1 + discount) / discount * (1 + 1e-12));
			}
		}
	}
}

/* A host that wants to stop is asked in good time, however many the periods are. */
static void
cancellable(void **state)
{
	const size_t n = 1000000;
	double	   *survivors = room(n * sizeof(double)),
				gradient[2];
	const crm_contract_data data = {n, survivors};

	(void) state;
	for (size_t i = 0; i < n; i++)
		survivors[i] = (double) (n - i);
	ticks = 0;
	assert_true(isfinite(crm_sbg_likelihood(&data, (double[]) {0, 1}, gradient, NULL)));
	assert_true(ticks > 9);
	free(survivors);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published), cmocka_unit_test(maximum), cmocka_unit_test(golden), cmocka_unit_test(own_vectors),
		cmocka_unit_test(renewals), cmocka_unit_test(edges), cmocka_unit_test(cancellable)
	};

	return cmocka_run_group_tests_name("sbg", tests, NULL, NULL);
}
