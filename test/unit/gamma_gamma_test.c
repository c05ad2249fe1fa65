/* sources: src/clv/gamma_gamma.c src/clv/special.c */
#include "vectors.h"

#include "clv/gamma_gamma.h"
#include "clv/likelihood.h"
#include "core/tick.h"

void
crm_tick(void)
{
}

/* The maximum for the 946 repeat customers of the CDNOW sample, found with mpmath. */
static const double best[] = {6.2495723, 3.7442247, 15.443521};

/* Fader and Hardie 2013: expected spend of the first ten customers of that sample. */
static void
published(void **state)
{
	static const double customer[][3] = {
		{2, 22.345, 24.6540}, {1, 11.77, 18.9103}, {0, 0, 35.1704}, {0, 0, 35.1704}, {0, 0, 35.1704},
		{7, 73.7414285714286, 71.4646}, {1, 11.77, 18.9103}, {0, 0, 35.1704}, {2, 25.55, 27.2820}, {0, 0, 35.1704}
	};
	double		spend;

	(void) state;
	for (size_t i = 0; i < sizeof(customer) / sizeof(customer[0]); i++)
	{
		assert_true(crm_gamma_gamma_spend(best, customer[i][0], customer[i][1], &spend));
		assert_true(fabs(spend - customer[i][2]) < 5e-4);
	}
}

static void
golden(void **state)
{
	vectors		t;
	double		worst_ll = 0,
				worst_mean = 0,
				spend;
	int			rows = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/golden/gg.csv"));
	for (; next_vector(&t); rows++)
	{
		bool		finite = crm_gamma_gamma_spend(t.v, t.v[3], t.v[4], &spend);

		/* A customer is known, or q is above 1; else the column holds infinity or a number below 0. */
		assert_true(finite == (isfinite(t.v[6]) && t.v[6] > 0));
		assert_true(finite || t.v[1] <= 1);
		if (finite)
			note_error(&worst_mean, spend, t.v[6]);
		if (t.v[3] > 0)
			note_error(&worst_ll, crm_gamma_gamma_log_likelihood(t.v, t.v[3], t.v[4]), t.v[5]);
	}
	assert_int_equal(rows, 36);
	print_message("golden gg.csv: ll %.1e mean %.1e\n", worst_ll, worst_mean);
	/* q = 1.0001, less 1, is known to 1e-12 as a double. */
	assert_true(worst_ll < 1e-13 && worst_mean < 1e-12);
}

/* One customer as a base. */
static double
alone(const double *fit, double x, double mean, double *gradient)
{
	uint32_t	place = 0;
	double		log_mean = log(mean),
				one = 1,
				log_p[3] = {log(fit[0]), log(fit[1]), log(fit[2])};
	const crm_spend_data data = {1, &place, &mean, &log_mean, &one, 1, &x};

	assert_int_equal(crm_gamma_gamma_scratch(&data), 0);
	return crm_gamma_gamma_likelihood(&data, log_p, gradient, NULL);
}

/* A slope is the small difference of terms as large as p x or q, whichever is less. */
static void
own_vectors(void **state)
{
	vectors		t;
	double		worst_ll = 0,
				worst_spend = 0,
				worst_slope = 0;
	int			rows = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/gamma_gamma.csv"));
	for (; next_vector(&t); rows++)
	{
		double		x = t.v[3],
					mean = t.v[4],
					wanted = t.v[5],
					gradient[3],
					got = alone(t.v, x, mean, gradient);

		if (strcmp(t.name, "log_likelihood") == 0)
		{
			note_error(&worst_ll, got, wanted);
			note_error(&worst_ll, crm_gamma_gamma_log_likelihood(t.v, x, mean), wanted);
		}
		else if (strcmp(t.name, "spend") == 0)
		{
			assert_true(crm_gamma_gamma_spend(t.v, x, mean, &got));
			note_error(&worst_spend, got, wanted);
		}
		else
		{
			double		terms = fmax(1, fmin(t.v[0] * x, t.v[1]));

			got = gradient[strcmp(t.name, "by_p") == 0 ? 0 : strcmp(t.name, "by_q") == 0 ? 1 : 2];
			worst_slope = fmax(worst_slope, fabs(got - wanted) / fmax(terms, fabs(wanted)));
		}
	}
	assert_true(rows > 200);
	print_message("gamma_gamma.csv: ll %.1e spend %.1e slope %.1e\n", worst_ll, worst_spend, worst_slope);
	assert_true(worst_ll < 5e-14 && worst_spend < 1e-14 && worst_slope < 5e-14);
}

/* Its log likelihood there, and that it is a maximum. */
static void
cdnow(void **state)
{
	vectors		t;
	enum {ROOM = 1000};
	uint32_t	place[ROOM];
	double		x[40],
				mean[ROOM],
				log_mean[ROOM],
				customers[ROOM],
				log_p[3],
				gradient[3],
				ll;
	crm_spend_data data = {0, place, mean, log_mean, customers, 0, x};

	(void) state;
	/* In order of x; that of means doesn't matter here. */
	for (int of = 1; of < 40; of++)
	{
		size_t		before = data.n;

		if (!begin_vectors(&t, open_data("cdnow_sample_summary.csv")))
			skip();
		while (next_vector(&t))
			if (t.v[1] == of && t.v[5] > 0)
			{
				assert_true(data.n < ROOM);
				place[data.n] = (uint32_t) data.n_x;
				mean[data.n] = t.v[5];
				log_mean[data.n] = log(t.v[5]);
				customers[data.n++] = 1;
			}
		if (data.n > before)
			x[data.n_x++] = of;
	}
	assert_int_equal(data.n, 946);
	for (int i = 0; i < 3; i++)
		log_p[i] = log(best[i]);
	ll = crm_gamma_gamma_likelihood(&data, log_p, gradient, NULL);
	assert_true(fabs(ll + 4055.9176948) < 1e-6);
	for (int i = 0; i < 3; i++)
		assert_true(fabs(gradient[i]) < 2e-4);
}

/* A counted base is that of its customers; at the bounds of the parameters all is finite. */
static void
base(void **state)
{
	uint32_t	place[] = {0, 0, 1, 2};
	double		x[] = {1, 3, 60000},
				mean[] = {1e-300, 20, 5, 1e300},
				log_mean[4],
				customers[] = {1, 3, 2, 7};
	const crm_spend_data data = {4, place, mean, log_mean, customers, 3, x};
	double		log_p[3],
				gradient[3],
				one[3],
				sum[3] = {0, 0, 0},
				ll = 0;

	(void) state;
	for (int i = 0; i < 4; i++)
		log_mean[i] = log(mean[i]);
	for (int corner = 0; corner < 27; corner++)
	{
		log_p[0] = CRM_LOG_BOUND * (corner % 3 - 1);
		log_p[1] = CRM_LOG_BOUND * (corner / 3 % 3 - 1);
		log_p[2] = CRM_LOG_BOUND * (corner / 9 - 1);
		assert_true(isfinite(crm_gamma_gamma_likelihood(&data, log_p, gradient, NULL)));
		assert_true(isfinite(gradient[0]) && isfinite(gradient[1]) && isfinite(gradient[2]));
	}
	for (int i = 0; i < 4; i++)
	{
		ll += customers[i] * alone((double[]) {1, 1, 1}, x[place[i]], mean[i], one);
		for (int j = 0; j < 3; j++)
			sum[j] += customers[i] * one[j];
	}
	assert_true(near(crm_gamma_gamma_likelihood(&data, (double[]) {0, 0, 0}, gradient, NULL), ll, 1e-14));
	for (int j = 0; j < 3; j++)
		assert_true(near(gradient[j], sum[j], 1e-12));
}

static void
infinite_spend(void **state)
{
	double		spend;

	(void) state;
	assert_false(crm_gamma_gamma_spend((double[]) {6, 1, 15}, 0, 0, &spend));
	assert_false(crm_gamma_gamma_spend((double[]) {6, 0.5, 15}, 0, 0, &spend));
	assert_true(crm_gamma_gamma_spend((double[]) {6, 0.5, 15}, 1, 20, &spend) && near(spend, 6 * 35 / 5.5, 1e-15));
	assert_false(crm_gamma_gamma_spend((double[]) {0.25, 0.5, 15}, 2, 20, &spend));
	assert_true(crm_gamma_gamma_spend((double[]) {0.25, 0.5, 15}, 3, 20, &spend) && near(spend, 0.25 * 75 / 0.25, 1e-15));
	/* The more purchases, the nearer their mean. */
	assert_true(crm_gamma_gamma_spend((double[]) {6, 4, 15}, 1e9, 20, &spend) && near(spend, 20, 1e-9));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published), cmocka_unit_test(golden), cmocka_unit_test(own_vectors), cmocka_unit_test(cdnow),
		cmocka_unit_test(base), cmocka_unit_test(infinite_spend)
	};

	return cmocka_run_group_tests_name("gamma_gamma", tests, NULL, NULL);
}
