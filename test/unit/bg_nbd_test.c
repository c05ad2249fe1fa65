/* sources: src/clv/bg_nbd.c src/clv/bg_nbd_alive.c src/clv/bg_nbd_discounted.c src/clv/bg_nbd_distribution.c src/clv/quadrature.c src/clv/special.c */
#include "vectors.h"

#include <fenv.h>

#include "clv/process.h"

#define KINDS 2000

static const crm_process *const models[] = {&crm_bg_nbd, &crm_mbg_nbd};
static const crm_process *const bg = &crm_bg_nbd,
		   *const mbg = &crm_mbg_nbd;

/* CDNOW sample, weeks: as published, and the exact maxima of both models. */
static const double published[] = {0.243, 4.414, 0.793, 2.426};
static const double exact[] = {0.24259452, 4.413602, 0.79292202, 2.4259068};
static const double modified[] = {0.52484316, 6.1830853, 0.89135939, 1.6140022};

static double
expected(const crm_process *m, const double *p, double x, double t_x, double T, double u)
{
	return m->p_alive(p, x, t_x, T) * m->purchases(p, x, T, u);
}

static bool
digits(double got, double printed, double unit)
{
	return fabs(got - printed) <= 0.5001 * unit;
}

/* What papers and packages print, to the digits that they print; 13 and more digits are from mpmath. */
static void
printed(void **state)
{
	/* Hardie's spreadsheet, by lifetimes: E[X(t)] of a new customer; its solver stopped at other fourth digits */
	static const double sheet[][2] = {{0.1429, 0.0078}, {1, 0.0532}, {3, 0.1506}, {31.8571, 1.0405}, {32, 1.0437}, {78, 1.8576}};
	/* The same, by pymc-marketing: x, t_x, log likelihood at T = 38.86 */
	static const double likelihoods[][3] = {
		{2, 30.43, -9.4596}, {1, 1.71, -4.4711}, {0, 0, -0.5538}, {7, 29.43, -21.8644}, {1, 5.00, -4.8651},
		{2, 35.71, -9.5367}, {5, 24.43, -17.3593}, {10, 34.14, -27.3144}, {1, 4.86, -4.8520}
	};
	/* R BTYD 2.4.3 and lifetimes: P(X(30) = n), n = 11 .. 20 */
	static const double counts[] = {
		0.0019995214, 0.0015170236, 0.0011633150, 0.0009003148, 0.0007023638,
		0.0005517902, 0.0004361913, 0.0003467171, 0.0002769613, 0.0002222260
	};
	static const double steep[] = {0.25, 4, 0.8, 2.5};
	double		count[32];

	(void) state;
	assert_true(near(expected(bg, published, 2, 30.43, 38.86, 39), 1.2260281747671444, 1e-14));
	/* Where hardly anybody drops out. */
	assert_true(near(bg->purchases((double[]) {2.3932236554515787, 25.24329627874979, 1.369564806889566e-05, 2324559.238992406}, 10, 90, 52),
					 5.5920617587440681403, 1e-15));
	assert_true(near(bg->purchases((double[]) {0.5, 4, 0.3, 2000}, 3, 20, 39), 5.6843918992192125105, 1e-15));
	assert_true(near(bg->purchases((double[]) {0.5, 4, 2, 40000}, 0, 0, 400), 49.813670965217345741, 1e-15));
	for (int i = 0; i < 6; i++)
		assert_true(digits(bg->purchases(exact, 0, 0, sheet[i][0]), sheet[i][1], 1e-3));
	for (int i = 0; i < 9; i++)
		assert_true(digits(bg->log_likelihood(exact, likelihoods[i][0], likelihoods[i][1], 38.86), likelihoods[i][2], 2e-3));
	bg->distribution(published, 0, 0, 30, count, 21);
	for (int i = 0; i < 10; i++)
		assert_true(digits(count[11 + i], counts[i], 1e-10));
	bg->distribution(published, 0, 0, 2, count, 11);
	assert_true(digits(count[10], 1.07869e-07, 1e-12));
	bg->distribution(published, 0, 0, 39, count, 1);
	assert_true(digits(count[0], 0.5737864, 1e-7));

	/* pymc-marketing: 200 purchases */
	assert_true(near(bg->log_likelihood(steep, 0, 0, 40), -0.59947381819959, 1e-13));
	assert_true(near(bg->log_likelihood(steep, 200, 38, 40), 100.79569309270645, 1e-13));
	assert_true(digits(mbg->log_likelihood(steep, 0, 0, 40), -0.41792826, 1e-8));
	assert_true(digits(mbg->log_likelihood(steep, 200, 38, 40), 100.7869, 1e-4));
	/* R BTYD 2.4.3 */
	assert_true(digits(bg->log_likelihood((double[]) {0.5, 6, 1.2, 3.3}, 3, 4, 6), -7.5763818767, 1e-10));

	/* Customer 1516: x = 26, t_x = 216 days, T = 217; R BTYD's vignette prints 25.75659 and .9688523 */
	assert_true(digits(bg->p_alive(exact, 26, 216 / 7.0, 31), 0.968854441316, 1e-8));
	assert_true(digits(expected(bg, exact, 26, 216 / 7.0, 31, 39), 20.7489028915, 1e-6));
	assert_true(digits(expected(bg, exact, 26, 216 / 7.0, 31, 52), 25.757336951, 1e-6));
	assert_true(digits(mbg->p_alive(modified, 26, 216 / 7.0, 31), 0.965484649139, 1e-8));
	assert_true(digits(expected(mbg, modified, 26, 216 / 7.0, 31, 39), 19.446607986, 1e-6));
	assert_true(digits(mbg->p_alive(modified, 0, 0, 39), 0.38933, 1e-5));

	assert_true(digits(bg->p_alive(published, 10, 35, 39), 0.842603188642, 1e-12));
	assert_true(digits(bg->p_alive(published, 1, 1.71, 38.86), 0.212100985377, 1e-12));
	assert_true(near(expected(bg, published, 10, 35, 39, 2), 0.3915692070911202, 1e-14));
	assert_true(near(bg->p_alive(published, 10, 35, 39) * bg->discounted(published, 10, 39, INFINITY, 0.05), 3.1940495921034, 1e-13));
	/* The increasing frequency paradox, as in R BTYD's vignette: x = 10, 20, 25; t_x = 20, T = 39, 52 weeks on */
	assert_true(digits(expected(bg, exact, 10, 20, 39, 52), 0.3474606, 1e-4));
	assert_true(digits(expected(bg, exact, 20, 20, 39, 52), 0.004158973, 1e-6));
	assert_true(digits(expected(bg, exact, 25, 20, 39, 52), 0.0003584, 1e-7));
}

/* 17 digits from mpmath. */
static void
golden(void **state)
{
	vectors		t;
	double		worst[8] = {0},
				count[KINDS];
	int			n = 0;

	(void) state;
	for (assert_true(open_vectors(&t, "test/accuracy/golden/bgnbd_ll_palive.csv")); next_vector(&t); n++)
		for (int i = 0; i < 2; i++)
		{
			note_error(&worst[0], models[i]->log_likelihood(t.v, t.v[4], t.v[5], t.v[6]), t.v[7 + 2 * i]);
			note_error(&worst[1], models[i]->p_alive(t.v, t.v[4], t.v[5], t.v[6]), t.v[8 + 2 * i]);
		}
	for (assert_true(open_vectors(&t, "test/accuracy/golden/bgnbd_cet.csv")); next_vector(&t); n++)
		for (int i = 0; i < 2; i++)
			note_error(&worst[2], expected(models[i], t.v, t.v[4], t.v[5], t.v[6], t.v[7]), t.v[8 + i]);
	for (assert_true(open_vectors(&t, "test/accuracy/golden/bgnbd_expectation.csv")); next_vector(&t); n++)
		for (int i = 0; i < 2; i++)
			note_error(&worst[3], expected(models[i], t.v, 0, 0, 0, t.v[4]), t.v[5 + i]);
	for (assert_true(open_vectors(&t, "test/accuracy/golden/bgnbd_pmf.csv")); next_vector(&t); n++)
	{
		int			k = (int) t.v[5];
		double		wanted = t.v[6];

		/* Two rows are a quadrature with an absolute tolerance; these are 20 digits of the sum of positive terms. */
		if (wanted == 2.3963728669765143e-40)
			wanted = 2.3963728600703313233e-40;
		if (wanted == 7.3242914404892874e-63)
			wanted = 7.987239750334837452e-63;
		bg->distribution(t.v, 0, 0, t.v[4], count, k + 1);
		note_error(&worst[4], count[k], wanted);
	}
	assert_int_equal(n, 73 + 440 + 67 + 167);
	assert_true(worst[0] < 1e-13 && worst[1] < 1e-13 && worst[2] < 1e-13 && worst[3] < 1e-14 && worst[4] < 1e-14);
}

/* What the golden vectors leave out: test/accuracy/oracle/bg_nbd.py. */
static void
oracle(void **state)
{
	vectors		t;
	double		worst[4] = {0},
				count[KINDS];
	int			n = 0;

	(void) state;
	for (assert_true(open_vectors(&t, "test/accuracy/bg_nbd_survival.csv")); next_vector(&t); n++)
		for (int i = 0; i < 2; i++)
			note_error(&worst[0], models[i]->survival(t.v, t.v[4], t.v[5], t.v[6]), t.v[7 + i]);
	for (assert_true(open_vectors(&t, "test/accuracy/bg_nbd_discounted.csv")); next_vector(&t); n++)
		for (int i = 0; i < 2; i++)
			note_error(&worst[1], models[i]->discounted(t.v, t.v[4], t.v[5], t.v[6], t.v[7]), t.v[8 + i]);
	for (assert_true(open_vectors(&t, "test/accuracy/bg_nbd_pmf.csv")); next_vector(&t); n++)
		for (int i = 0; i < 4; i++)
		{
			int			k = (int) t.v[7];

			/* The length of the list makes no difference. */
			models[i % 2]->distribution(t.v, t.v[4], t.v[5], t.v[6], count, i < 2 ? k + 1 : k + 700);
			note_error(&worst[2], count[k], t.v[8 + i % 2]);
		}
	assert_int_equal(n, 162 + 270 + 81);
	assert_true(worst[0] < 3e-13 && worst[1] < 1e-13 && worst[2] < 3e-13);
}

/* Parameters from the ordinary to the edges. */
static const double points[][4] = {
	{0.243, 4.414, 0.793, 2.426}, {0.525, 6.183, 0.891, 1.614}, {1, 1, 1, 1}, {0.3, 7, 0.5, 0.5}, {0.55, 13.4, 0.001, 0.039},
	{0.67, 38, 1222, 9043}, {25, 300, 2000, 900}, {10, 1, 0.2, 3}, {0.05, 0.01, 0.5, 20}, {3, 5, 1e6, 4e6}
};

#define POINTS (sizeof(points) / sizeof(points[0]))

/* The distribution sums to 1, its mean is the expectation, and more may happen without dropout. */
static void
consistent(void **state)
{
	static const double customers[][2] = {{0, 0}, {0, 39}, {1, 39}, {12, 30}, {300, 365}};
	static const double horizons[] = {0.01, 1, 13, 52, 300};
	static double count[400000];

	(void) state;
	for (size_t i = 0; i < 2 * POINTS; i++)
		for (int j = 0; j < 25; j++)
		{
			const crm_process *m = models[i % 2];
			const double *p = points[i / 2];
			double		x = customers[j / 5][0],
						T = customers[j / 5][1],
						u = horizons[j % 5],
						without_dropout = (p[0] + x) * u / (p[1] + T),
						purchases = m->purchases(p, x, T, u),
						survival = m->survival(p, x, T, u),
						sum = 0,
						mean = 0;
			int			n = (int) fmin(400000, 30 + 40 * without_dropout + 40 * u / (p[1] + T));

			m->distribution(p, x, T, u, count, n);
			for (int k = n - 1; k >= 0; k--)
			{
				assert_true(count[k] >= 0);
				sum += count[k];
				mean += k * count[k];
			}
			if (n < 400000)
				assert_true(near(sum, 1, 3e-13) && near(mean, purchases, 1e-12));
			assert_true(survival > 0 && survival < 1 && 1 - survival <= purchases * (1 + 1e-12) + 1e-15 && purchases <= without_dropout);
			assert_true(m->survival(p, x, T, 2 * u) < survival && m->purchases(p, x, T, 2 * u) >= purchases);
			assert_true(near(m->discounted(p, x, T, u, 1e-13), purchases, 1e-10));
			assert_true(near(m->discounted(p, x, T, u, 50 / u), m->discounted(p, x, T, INFINITY, 50 / u), 1e-12));
			assert_true(m->discounted(p, x, T, u, 0) == purchases);
		}
}

/* Nothing jumps where a formula is singular or where methods meet. */
static void
smooth(void **state)
{
	static const double gap[] = {-1e-7, -1e-10, -1e-13, 0, 1e-13, 1e-10, 1e-7};

	(void) state;
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 7; j++)
		{
			/* a = 1; a + b = 1; the horizon where the series ends; b = 1e-9 */
			double		at_1[] = {0.4, 6, 1 + gap[j], 0.7},
						sum_1[] = {0.4, 6, 0.3, 0.7 + gap[j]},
						usual[] = {0.4, 6, 0.8, 2};

			for (double u = 0.1; u < 1000; u *= 10)
			{
				const crm_process *m = models[i];

				assert_true(near(m->purchases(at_1, 0, 20, u), m->purchases((double[]) {0.4, 6, 1, 0.7}, 0, 20, u), 2 * fabs(gap[j]) + 1e-14));
				assert_true(near(m->purchases(sum_1, 0, 20, u), m->purchases((double[]) {0.4, 6, 0.3, 0.7}, 0, 20, u), 2 * fabs(gap[j]) + 1e-14));
				assert_true(near(m->discounted(at_1, 3, 20, u, 0.1), m->discounted((double[]) {0.4, 6, 1, 0.7}, 3, 20, u, 0.1), 2 * fabs(gap[j]) + 1e-13));
			}
			/* z is 0.97 and 0.99 there */
			for (double z = 0.97; z < 1; z += 0.02)
			{
				double		u = 6 * z / (1 - z);

				assert_true(near(models[i]->purchases(usual, 0, 0, u * (1 + gap[j])), models[i]->purchases(usual, 0, 0, u), fabs(gap[j]) + 1e-13));
				assert_true(near(models[i]->survival(usual, 0, 0, u * (1 + gap[j])), models[i]->survival(usual, 0, 0, u), fabs(gap[j]) + 1e-13));
				assert_true(near(models[i]->discounted(usual, 0, 0, u * (1 + gap[j]), 0.001), models[i]->discounted(usual, 0, 0, u, 0.001), fabs(gap[j]) + 1e-13));
			}
		}
}

static void
edges(void **state)
{
	double		count[3] = {-1, -1, -1};

	(void) state;
	for (size_t i = 0; i < POINTS; i++)
	{
		const double *p = points[i];

		/* No dropout before the first repeat purchase in one model, some in the other. */
		assert_true(bg->p_alive(p, 0, 0, 0) == 1 && bg->p_alive(p, 0, 0, 1e6) == 1);
		assert_true(near(mbg->p_alive(p, 0, 0, 0), p[3] / (p[2] + p[3]), 1e-14));
		assert_true(bg->log_likelihood(p, 0, 0, 0) == 0 && fabs(mbg->log_likelihood(p, 0, 0, 0)) == 0);
		for (int j = 0; j < 2; j++)
		{
			const crm_process *m = models[j];

			/* No horizon. */
			assert_true(m->purchases(p, 5, 20, 0) == 0 && m->discounted(p, 5, 20, 0, 0.1) == 0 && m->survival(p, 5, 20, 0) == 1);
			m->distribution(p, 5, 20, 0, count, 3);
			assert_true(count[0] == 1 && count[1] == 0 && count[2] == 0);
			m->distribution(p, 5, 20, 7, count, 0);
			assert_true(count[0] == 1);
			m->distribution(p, 5, 20, 7, count, 1);
			assert_true(count[0] > 0 && count[0] < 1);
			/* An instant. */
			assert_true(near(m->purchases(p, 5, 20, 1e-12), (p[0] + 5) / (p[1] + 20) * 1e-12, 1e-9));
			/* Little discount: as often as anybody buys before dropping out, 1 / p on average. */
			if (p[2] > 1.5)
				assert_true(near(m->discounted(p, 0, 0, INFINITY, 1e-12), (p[2] + p[3] + j - 1) / (p[2] - 1), 1e-4));
		}
	}
	/* lifetimes: no exception, 0 */
	feclearexcept(FE_ALL_EXCEPT);
	for (int j = 0; j < 2; j++)
		assert_true(models[j]->p_alive(published, 1000, 10, 100) == 0);
	assert_false(fetestexcept(FE_OVERFLOW | FE_UNDERFLOW | FE_INVALID | FE_DIVBYZERO));
}

/* Wherever a fit may stray, everything is a number in its bounds. */
static void
finite_everywhere(void **state)
{
	double		count[50];

	(void) state;
	for (int i = 0; i < 400; i++)
	{
		const crm_process *m = models[i % 2];
		double		p[4],
					x = below(3) == 0 ? 0 : below(4) == 0 ? below(100000) : below(30),
					T = below(6) == 0 ? 0 : exp(below(1500) / 100.0 - 5),
					t_x = x == 0 ? 0 : T * (double) below(11) / 10,
					u = exp(below(2000) / 100.0 - 10),
					delta = exp(below(1800) / 100.0 - 16),
					alive,
					survival,
					purchases,
					discounted,
					dert,
					sum = 0;

		for (int j = 0; j < 4; j++)
			p[j] = exp(below(5001) / 100.0 - 25);
		alive = m->p_alive(p, x, t_x, T);
		survival = m->survival(p, x, T, u);
		purchases = m->purchases(p, x, T, u);
		discounted = m->discounted(p, x, T, u, delta);
		dert = m->discounted(p, x, T, INFINITY, delta);
		assert_true(isfinite(m->log_likelihood(p, x, t_x, T)) && alive >= 0 && alive <= 1 && survival >= 0 && survival <= 1);
		assert_true(purchases >= 0 && purchases <= (p[0] + x) / (p[1] + T) * u * (1 + 1e-12) && isfinite(purchases));
		assert_true(discounted >= 0 && discounted <= purchases * (1 + 1e-6) && discounted <= dert * (1 + 1e-6) && isfinite(dert));
		m->distribution(p, x, T, u, count, 50);
		for (int k = 0; k < 50; k++)
		{
			assert_true(count[k] >= 0 && count[k] <= 1 + 1e-9);
			sum += count[k];
		}
		assert_true(sum <= 1 + 1e-9);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed), cmocka_unit_test(golden), cmocka_unit_test(oracle), cmocka_unit_test(consistent),
		cmocka_unit_test(smooth), cmocka_unit_test(edges), cmocka_unit_test(finite_everywhere)
	};

	return cmocka_run_group_tests_name("bg_nbd", tests, NULL, NULL);
}
