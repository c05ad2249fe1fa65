/* sources: src/clv/pareto_nbd.c src/clv/hyp2f1.c src/clv/special.c src/clv/quadrature.c */
#include "vectors.h"

#include "clv/process.h"
#include "core/tick.h"

void
crm_tick(void)
{
}

#define KINDS 3000

static const crm_process *const m = &crm_pareto_nbd;

/* Parameters of the CDNOW sample: as published, and as the exact maximum (weeks = days / 7). */
static const double published[] = {0.5534, 10.5802, 0.6061, 11.6562};
static const double exact[] = {0.55327705, 10.577683, 0.60623999, 11.668735};

/* What packages and papers print; digits as printed, but for those computed with mpmath. */
static void
printed(void **state)
{
	/* R BTYD 2.4.3: x = 0 .. 10, t_x = 20, T = 39 */
	static const double alive[] = {
		0.7244986, 0.6668946, 0.5994108, 0.5235915, 0.4426871, 0.3613165, 0.2844989, 0.2164281, 0.1595830, 0.1145398, 0.0803919
	};
	/* R BTYD 2.4.3, its manual: E[X(t)], t = 0 .. 9 */
	static const double manual[] = {0.55, 10.56, 0.61, 11.64};
	static const double expected[] = {
		0, 0.05077821, 0.09916088, 0.14542507, 0.18979930, 0.23247466, 0.27361274, 0.31335159, 0.35181024, 0.38909211
	};
	/* CLVTools issue 100: P(alive) was NaN */
	static const double heavy[] = {0.5143, 2.8845, 0.2856, 14.1087};
	static const double whales[][4] = {
		{221, 103.42857, 103.57143, 0.999596052}, {254, 97.14286, 97.28571, 0.999558226}, {161, 94.71429, 98, 0.749487752},
		{204, 98.57143, 99.42857, 0.994255080}
	};
	/* lifetimes: overflow, underflow */
	static const double overflow[] = {10.465, 7.98565181e-03, 3.0516, 2.820};
	static const double underflow[] = {0.55, 10.58, 0.61, 11.67};
	/* R BTYD 2.4.3: DERT at 78 weeks of CDNOW */
	static const double weeks78[] = {0.5629966, 12.5590370, 0.4081095, 10.5148048};
	static const double dert[][4] = {
		{4, 23, 77.86, 1.12365155621}, {14, 23, 77.86, 0.00104354577}, {4, 70, 77.86, 10.6516696954}, {7, 35, 77.86, 1.86418332807},
		{0, 0, 39, 0.85787791385}
	};
	double		count[41];

	(void) state;
	assert_true(fabs(m->p_alive(published, 0, 0, 39) - 0.294142239) < 6e-10);
	for (int x = 0; x <= 10; x++)
		assert_true(fabs(m->p_alive(published, x, 20, 39) - alive[x]) < 6e-8);
	for (int t = 0; t < 10; t++)
		assert_true(fabs(m->purchases(manual, 0, 0, t) - expected[t]) < 6e-9);
	for (int i = 0; i < 4; i++)
		assert_true(fabs(m->p_alive(heavy, whales[i][0], whales[i][1], whales[i][2]) - whales[i][3]) < 6e-10);
	for (int i = 0; i < 5; i++)
	{
		double		got = m->p_alive(weeks78, dert[i][0], dert[i][1], dert[i][2]) *
			m->discounted(weeks78, dert[i][0], dert[i][2], INFINITY, 0.0027);

		assert_true(fabs(got - dert[i][3]) < 6e-11 * fmax(1, 10 * dert[i][3]));
	}
	assert_true(near(m->p_alive(published, 7, 35, 39) * m->discounted(published, 7, 39, INFINITY, 0.0027), 20.554426058342546, 1e-14));
	assert_true(near(m->p_alive(published, 10, 35, 39) * m->purchases(published, 10, 39, 2), 0.388617478616604, 1e-14));
	assert_true(near(m->p_alive(underflow, 132, 200, 200) * m->purchases(underflow, 132, 200, 10), 6.2060517889632418, 1e-11));
	assert_true(near(m->p_alive(underflow, 133, 200, 200) * m->purchases(underflow, 133, 200, 10), 6.2528722475748113, 1e-11));
	assert_true(isfinite(m->log_likelihood(overflow, 400, 5, 6)) && isfinite(m->log_likelihood(overflow, 500, 1, 37)) &&
				isfinite(m->log_likelihood(overflow, 500, 4, 37)));
	assert_true(fabs(m->log_likelihood((double[]) {0.5, 8, 0.7, 10}, 3, 4, 6) - -7.77488611594948) < 1e-14);
	m->distribution(published, 0, 0, 30, count, 12);
	assert_true(near(count[11], 0.0019076372327307615, 1e-14));
	m->distribution(published, 0, 0, 39, count, 1);
	assert_true(fabs(count[0] - 0.593575937028) < 1e-12);
	/* R BTYD returns 1.88973681033e-9 */
	m->distribution(published, 0, 0, 2, count, 11);
	assert_true(near(count[10], 1.8897368128923514e-9, 1e-14));
	assert_true(fabs(m->purchases(exact, 0, 0, 52) - 1.473434) < 1e-4);
	/* Customer 1516 of CDNOW, by mpmath */
	assert_true(near(m->p_alive(exact, 26, 216 / 7.0, 31), 0.997873404696, 1e-8));
	assert_true(near(m->p_alive(exact, 26, 216 / 7.0, 31) * m->purchases(exact, 26, 31, 39), 20.1148210765, 1e-8));
	assert_true(near(m->p_alive(exact, 26, 216 / 7.0, 31) * m->purchases(exact, 26, 31, 52), 25.4551837465, 1e-8));
}

static double
alive_times(const double *p, const double *of, double value)
{
	return m->p_alive(p, of[0], of[1], of[2]) * value;
}

/* 17 digits from mpmath. */
static void
golden(void **state)
{
	vectors		t;
	double		worst[5] = {0},
				count[KINDS];
	int			n = 0;

	(void) state;
	for (assert_true(open_vectors(&t, "test/accuracy/golden/pnbd_ll_palive.csv")); next_vector(&t); n++)
	{
		note_error(&worst[0], m->log_likelihood(t.v, t.v[4], t.v[5], t.v[6]), t.v[7]);
		note_error(&worst[1], m->p_alive(t.v, t.v[4], t.v[5], t.v[6]), t.v[8]);
	}
	for (assert_true(open_vectors(&t, "test/accuracy/golden/pnbd_cet.csv")); next_vector(&t); n++)
		note_error(&worst[2], alive_times(t.v, t.v + 4, m->purchases(t.v, t.v[4], t.v[6], t.v[7])), t.v[8]);
	for (assert_true(open_vectors(&t, "test/accuracy/golden/pnbd_dert.csv")); next_vector(&t); n++)
		note_error(&worst[3], alive_times(t.v, t.v + 4, m->discounted(t.v, t.v[4], t.v[6], INFINITY, t.v[7])), t.v[8]);
	for (assert_true(open_vectors(&t, "test/accuracy/golden/pnbd_pmf.csv")); next_vector(&t); n++)
	{
		int			k = (int) t.v[5];

		m->distribution(t.v, 0, 0, t.v[4], count, k + 1);
		note_error(&worst[4], count[k], t.v[6]);
	}
	assert_int_equal(n, 120 + 600 + 480 + 120);
	assert_true(worst[0] < 1e-13 && worst[1] < 1e-13 && worst[2] < 2e-13 && worst[3] < 2e-13 && worst[4] < 1e-14);
}

/* Edges that the golden vectors leave out: test/accuracy/oracle/pareto_nbd.py. */
static void
oracle(void **state)
{
	vectors		t;
	double		worst[6] = {0},
				count[KINDS];
	int			n = 0;

	(void) state;
	for (assert_true(open_vectors(&t, "test/accuracy/pareto_nbd_past.csv")); next_vector(&t); n++)
	{
		double		got = m->log_likelihood(t.v, t.v[4], t.v[5], t.v[6]);

		worst[0] = fmax(worst[0], fabs(got - t.v[7]) / fmax(1, fabs(t.v[7])));
		note_error(&worst[1], m->p_alive(t.v, t.v[4], t.v[5], t.v[6]), t.v[8]);
	}
	for (assert_true(open_vectors(&t, "test/accuracy/pareto_nbd_future.csv")); next_vector(&t); n++)
	{
		if (isfinite(t.v[6]))
		{
			note_error(&worst[2], m->survival(t.v, t.v[4], t.v[5], t.v[6]), t.v[8]);
			note_error(&worst[3], m->purchases(t.v, t.v[4], t.v[5], t.v[6]), t.v[9]);
		}
		note_error(&worst[4], m->discounted(t.v, t.v[4], t.v[5], t.v[6], t.v[7]), t.v[10]);
	}
	for (assert_true(open_vectors(&t, "test/accuracy/pareto_nbd_distribution.csv")); next_vector(&t); n++)
		for (int longer = 0; longer < 2; longer++)
		{
			int			k = (int) t.v[7];

			m->distribution(t.v, t.v[4], t.v[5], t.v[6], count, longer ? KINDS : k + 1);
			note_error(&worst[5], count[k], t.v[8]);
		}
	assert_int_equal(n, 96 + 264 + 192);
	assert_true(worst[0] < 1e-14 && worst[1] < 1e-13 && worst[2] < 1e-13 && worst[3] < 1e-14 && worst[4] < 1e-14 && worst[5] < 1e-12);
}

/* Probabilities are all there, and their mean is the expected number. */
static void
whole_distribution(void **state)
{
	static double count[KINDS];

	(void) state;
	for (int i = 0; i < 200; i++)
	{
		double		p[4],
					x = below(30),
					T = below(60),
					u = 0.1 + below(100),
					sum = 0,
					mean = 0;

		p[0] = exp(below(400) / 100.0 - 2);
		p[1] = exp(1 + below(300) / 100.0);
		p[2] = exp(below(600) / 100.0 - 4);
		p[3] = exp(below(900) / 100.0 - 2);
		m->distribution(p, x, T, u, count, KINDS);
		for (int k = KINDS - 1; k >= 0; k--)
		{
			sum += count[k];
			mean += k * count[k];
		}
		assert_true(near(sum, 1, 1e-13) && near(mean, m->purchases(p, x, T, u), 1e-11));
		m->distribution(p, x, T, u, count, 3);
		for (int k = 0; k < 3; k++)
		{
			double		again[3];

			m->distribution(p, x, T, u, again, k + 1);
			assert_true(near(again[k], count[k], 1e-13));
		}
	}
}

/* The answers fit together. */
static void
laws(void **state)
{
	(void) state;
	for (int i = 0; i < 300; i++)
	{
		double		p[4],
					days[4],
					x = below(20),
					T = 1 + below(50),
					t_x = x == 0 ? 0 : T * below(11) / 10,
					u = below(500) / 10.0,
					delta = exp(-(double) below(12)),
					parts = 0;

		for (int j = 0; j < 4; j++)
			p[j] = exp(below(800) / 100.0 - 4);
		memcpy(days, p, sizeof(days));
		days[1] *= 7;
		days[3] *= 7;
		assert_true(near(m->p_alive(days, x, 7 * t_x, 7 * T), m->p_alive(p, x, t_x, T), 1e-12));
		assert_true(near(m->log_likelihood(days, x, 7 * t_x, 7 * T) + x * log(7), m->log_likelihood(p, x, t_x, T), 1e-11));
		/* Months add up to the year, each seen from its beginning; but nothing has been learnt of lambda until then. */
		for (int j = 0; j < 12; j++)
			parts += m->survival(p, x, T, u * j / 12) * exp(-delta * u * j / 12) * (p[1] + T + u * j / 12) / (p[1] + T) *
				m->discounted(p, x, T + u * j / 12, u / 12, delta);
		assert_true(near(m->discounted(p, x, T, u, delta), parts, 1e-13));
		assert_true(m->discounted(p, x, T, u, delta) <= m->purchases(p, x, T, u) * (1 + 1e-15));
		assert_true(m->discounted(p, x, T, u, delta) <= m->discounted(p, x, T, INFINITY, delta) * (1 + 1e-15));
		assert_true(near(m->discounted(p, x, T, u, 1e-30), m->purchases(p, x, T, u), 1e-14));
		assert_true(m->discounted(p, x, T, u, 0) == m->purchases(p, x, T, u));
		assert_true(m->p_alive(p, x, t_x, T + 1) < m->p_alive(p, x, t_x, T) || m->p_alive(p, x, t_x, T) == 0);
	}
}

static void
edges(void **state)
{
	static const double some[][4] = {
		{1, 5, 1, 5}, {1e-11, 1e-11, 1e-11, 1e-11}, {7e10, 7e10, 7e10, 7e10}, {1e-11, 7e10, 7e10, 1e-11}, {7e10, 1e-11, 1e-11, 7e10},
		{0.5, 38, 64, 7721}
	};
	double		count[50];

	(void) state;
	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++)
	{
		const double *p = some[i];

		assert_true(m->log_likelihood(p, 0, 0, 0) == 0 && m->p_alive(p, 0, 0, 0) == 1);
		assert_true(m->survival(p, 0, 0, 0) == 1 && m->purchases(p, 3, 9, 0) == 0);
		assert_true(m->discounted(p, 3, 9, 0, 0.1) == 0);
		m->distribution(p, 3, 9, 0, count, 2);
		assert_true(count[0] == 1 && count[1] == 0);
		m->distribution(p, 3, 9, 0, count, 0);
		for (double x = 0; x < 1e5; x = 10 * x + 1)
		{
			double		t_x = x == 0 ? 0 : 100,
						p_alive = m->p_alive(p, x, t_x, 101),
						sum = 0;

			assert_true(isfinite(m->log_likelihood(p, x, t_x, 101)) && p_alive >= 0 && p_alive <= 1);
			assert_true(m->p_alive(p, x, t_x, t_x) == 1);
			for (double u = 1e-9; u < 1e5; u *= 1000)
			{
				assert_true(isfinite(m->purchases(p, x, 101, u)) && m->purchases(p, x, 101, u) > 0);
				assert_true(isfinite(m->discounted(p, x, 101, u, 1e-4)) && m->discounted(p, x, 101, u, 1e3) > 0);
				assert_true(isfinite(m->discounted(p, x, 101, INFINITY, u)));
				assert_true(m->survival(p, x, 101, u) >= 0 && m->survival(p, x, 101, u) <= 1);
			}
			m->distribution(p, x, 101, 52, count, 50);
			for (int k = 0; k < 50; k++)
			{
				assert_true(count[k] >= 0);
				sum += count[k];
			}
			assert_true(sum <= 1 + 1e-12);
		}
	}
	/* Dropout is smooth through s = 1. */
	for (int i = -3; i <= 3; i++)
	{
		double		p[] = {1, 5, 1 + i * 1e-12, 5};

		assert_true(near(m->purchases(p, 2, 9, 52), 3.0 / 14 * 14 * log(66.0 / 14), 1e-11));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed), cmocka_unit_test(golden), cmocka_unit_test(oracle), cmocka_unit_test(whole_distribution),
		cmocka_unit_test(laws), cmocka_unit_test(edges)
	};

	return cmocka_run_group_tests_name("pareto_nbd", tests, NULL, NULL);
}
