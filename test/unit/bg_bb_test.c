/* sources: src/clv/bg_bb.c src/clv/bg_bb_likelihood.c src/clv/sbg.c src/clv/hyp2f1.c src/clv/special.c */
#include "vectors.h"

#include "clv/likelihood.h"
#include "clv/process.h"
#include "core/tick.h"

void
crm_tick(void)
{
}

/*
 * Donations of a charity's 1995 cohort, as the R package BTYD 2.4.3 prints
 * them at its estimates (Fader, Hardie and Shang 2010, tables 1, 5 and 6):
 * customers; purchases expected in 5 years; P(alive at 7); DERT at 10 %; the
 * log likelihood.
 */
static const double fitted[] = {1.20352083040498, 0.749714243061896, 0.656712169147878, 2.78345970988526};
static const double donations[22][8] = {
	{6, 6, 1203, 3.7526, 0.9304, 5.9099, -2.181661}, {5, 6, 728, 3.2316, 0.9304, 5.0895, -4.294841},
	{4, 6, 512, 2.7107, 0.9304, 4.2691, -5.384724}, {3, 6, 357, 2.1898, 0.9304, 3.4487, -5.809150},
	{2, 6, 234, 1.6688, 0.9304, 2.6282, -5.651721}, {1, 6, 129, 1.1479, 0.9304, 1.8078, -4.883693},
	{5, 5, 335, 1.8130, 0.5220, 2.8552, -3.716815}, {4, 5, 284, 2.0300, 0.6968, 3.1971, -5.095575},
	{3, 5, 225, 1.8047, 0.7668, 2.8422, -5.615761}, {2, 5, 173, 1.4430, 0.8046, 2.2727, -5.506361},
	{1, 5, 119, 1.0217, 0.8281, 1.6091, -4.767230}, {4, 4, 240, 0.5832, 0.2002, 0.9185, -3.848294},
	{3, 4, 181, 1.0346, 0.4396, 1.6294, -5.059357}, {2, 4, 155, 1.0576, 0.5897, 1.6656, -5.195616},
	{1, 4, 78, 0.8394, 0.6804, 1.3220, -4.570702}, {3, 3, 322, 0.2236, 0.0950, 0.3521, -3.527452},
	{2, 3, 255, 0.5361, 0.2989, 0.8443, -4.516200}, {1, 3, 129, 0.5939, 0.4814, 0.9353, -4.224655},
	{2, 2, 613, 0.1191, 0.0664, 0.1876, -3.012002}, {1, 2, 277, 0.3142, 0.2547, 0.4949, -3.588178},
	{1, 1, 1091, 0.0857, 0.0695, 0.1350, -2.288834}, {0, 0, 3464, 0.0729, 0.1081, 0.1148, -1.167526}
};

static const crm_process *const m = &crm_bg_bb;

static void
published(void **state)
{
	/* Hardie's spreadsheet: E[X(n)], n = 1 .. 11 */
	static const double expected[] = {
		0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887
	};
	/* BTYD's vignette, with its estimates */
	static const double vignette[] = {1.203528, 0.7497260, 0.6567808, 2.783796};
	double		total = 0,
				p[7];

	(void) state;
	for (int i = 0; i < 22; i++)
	{
		const double *c = donations[i];
		double		alive = m->p_alive(fitted, c[0], c[1], 6),
					five_years = alive * m->purchases(fitted, c[0], 6, 5);

		assert_true(fabs(five_years - c[3]) < 6e-5);
		assert_true(fabs(alive * m->survival(fitted, c[0], 6, 1) - c[4]) < 6e-5);
		assert_true(fabs(alive * m->discounted(fitted, c[0], 6, INFINITY, log1p(0.1)) - c[5]) < 6e-5);
		assert_true(fabs(m->log_likelihood(fitted, c[0], c[1], 6) - c[6]) < 6e-7);
		total += c[2] * five_years;
	}
	assert_true(fabs(total - 12884.2) < 0.06);
	for (int n = 1; n <= 11; n++)
		assert_true(fabs(m->purchases(fitted, 0, 0, n) - expected[n - 1]) < 6e-5);
	assert_true(fabs(m->purchases(vignette, 0, 0, 10) - 3.179805) < 2e-6);
	assert_true(fabs(m->p_alive(vignette, 0, 0, 6) * m->purchases(vignette, 0, 6, 10) - 0.1302169) < 1e-7);
	assert_true(fabs(m->p_alive(vignette, 4, 5, 6) * m->purchases(vignette, 4, 6, 10) - 3.627858) < 1e-6);

	/* Of 11,104 donors, with no and with six repeat donations in six years */
	m->distribution(fitted, 0, 0, 6, p, 7);
	assert_true(fabs(11104 * p[0] - 3454.9) < 0.06 && fabs(11104 * p[6] - 1253.1) < 0.06);
}

static void
golden(void **state)
{
	vectors		t;
	double		worst[5] = {0, 0, 0, 0, 0};
	int			rows = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/golden/bgbb.csv"));
	for (; next_vector(&t); rows++)
	{
		double		x = t.v[4],
					T = t.v[6],
					alive = m->p_alive(t.v, x, t.v[5], T);

		note_error(&worst[0], m->log_likelihood(t.v, x, t.v[5], T), t.v[7]);
		note_error(&worst[1], alive * m->survival(t.v, x, T, 1), t.v[8]);
		note_error(&worst[2], alive * m->purchases(t.v, x, T, 5), t.v[9]);
		note_error(&worst[3], alive * m->purchases(t.v, x, T, 10), t.v[10]);
		note_error(&worst[4], alive * m->discounted(t.v, x, T, INFINITY, log1p(0.1)), t.v[11]);
	}
	assert_int_equal(rows, 70);
	print_message("golden bgbb.csv: ll %.1e palive %.1e cet5 %.1e cet10 %.1e dert %.1e\n",
				  worst[0], worst[1], worst[2], worst[3], worst[4]);
	for (int i = 0; i < 5; i++)
		assert_true(worst[i] < 1e-13);
}

/* One customer as a base. */
static double
alone(const double *fit, double x, double t_x, double T, double *gradient)
{
	uint32_t	early = 0,
				late = t_x < T,
				pair_x[] = {0, 0},
				pair_time[] = {0, 1};
	double		one = 1,
				time[] = {t_x, T},
				log_p[4];
	const crm_purchase_data data = {1, &early, &late, &one, 1 + late, pair_x, pair_time, 1, &x, 1 + late, time};

	for (int i = 0; i < 4; i++)
		log_p[i] = log(fit[i]);
	return crm_bg_bb_likelihood(&data, log_p, gradient, NULL);
}

static void
own_vectors(void **state)
{
	static const char *const quantity[] = {
		"log_likelihood", "p_alive", "slope", "survival", "discounted", "probability"
	};
	vectors		t;
	double		worst[6] = {0, 0, 0, 0, 0, 0},
				gradient[4],
				p[400];
	int			rows = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/bg_bb.csv"));
	for (; next_vector(&t); rows++)
	{
		double		x = t.v[4],
					t_x = t.v[5],
					T = t.v[6],
					u = t.v[7],
					k = t.v[9],
					wanted = t.v[10],
					got = 0;
		int			i = 0;

		while (strcmp(t.name, quantity[i]) != 0)
			assert_true(++i < 6);
		if (i == 0)
		{
			note_error(&worst[0], alone(t.v, x, t_x, T, NULL), wanted);
			got = m->log_likelihood(t.v, x, t_x, T);
		}
		else if (i == 1)
			got = m->p_alive(t.v, x, t_x, T);
		else if (i == 2)
		{
			alone(t.v, x, t_x, T, gradient);
			got = gradient[(int) k];
			worst[2] = fmax(worst[2], fabs(got - wanted) / fmax(1, fabs(wanted)));
			continue;
		}
		else if (i == 3)
			got = m->survival(t.v, x, T, u);
		else if (i == 4)
			got = t.v[8] == 0 ? m->purchases(t.v, x, T, u) : m->discounted(t.v, x, T, u, log1p(t.v[8]));
		else
		{
			m->distribution(t.v, x, T, u, p, (int) k + 1);
			got = p[(int) k];
		}
		note_error(&worst[i], got, wanted);
	}
	assert_true(rows > 900);
	for (int i = 0; i < 6; i++)
	{
		print_message("bg_bb.csv: %s %.1e\n", quantity[i], worst[i]);
		assert_true(worst[i] < 2e-13);
	}
}

/* The whole table as a base, as crm_make_purchase_data lays it out: in order of x and time. */
static void
maximum(void **state)
{
	static const double best[] = {1.2035224, 0.74971636, 0.65671821, 2.7834422};
	uint32_t	pair_x[49],
				pair_time[49],
				pair[7][7],
				early[22],
				late[22];
	double		count[7] = {0, 1, 2, 3, 4, 5, 6},
				customers[22],
				log_p[4],
				gradient[4],
				one[4],
				sum[4] = {0, 0, 0, 0},
				total = 0;
	crm_purchase_data data = {0, early, late, customers, 0, pair_x, pair_time, 7, count, 7, count};

	(void) state;
	for (uint32_t x = 0; x <= 6; x++)
		for (uint32_t time = 0; time <= 6; time++)
		{
			pair_x[data.n_pairs] = x;
			pair_time[data.n_pairs] = time;
			pair[x][time] = (uint32_t) data.n_pairs++;
		}
	for (uint32_t x = 0; x <= 6; x++)
		for (uint32_t t_x = x; t_x <= (x == 0 ? 0 : 6); t_x++)
			for (int i = 0; i < 22; i++)
				if (donations[i][0] == x && donations[i][1] == t_x)
				{
					early[data.n] = pair[x][t_x];
					late[data.n] = pair[x][6];
					customers[data.n++] = donations[i][2];
					total += donations[i][2] * alone(best, x, t_x, 6, one);
					for (int j = 0; j < 4; j++)
						sum[j] += donations[i][2] * one[j];
				}
	assert_int_equal(data.n, 22);
	assert_int_equal(crm_bg_bb_scratch(&data), 0);
	for (int i = 0; i < 4; i++)
		log_p[i] = log(best[i]);
	assert_true(fabs(crm_bg_bb_likelihood(&data, log_p, gradient, NULL) + 33225.5812743) < 1e-6);
	assert_true(near(total, -33225.5812743, 1e-10));
	for (int i = 0; i < 4; i++)
	{
		assert_true(fabs(gradient[i]) < 1e-2);
		assert_true(fabs(gradient[i] - sum[i]) < 1e-9);
	}
}

/* The distribution sums to 1, its mean is that of purchases, 0 is silence. */
static void
laws(void **state)
{
	enum {U = 700};
	static double p[U + 1];

	(void) state;
	for (int i = 0; i < 60; i++)
	{
		double		fit[4],
					T = (double) below(90),
					x = (double) below((uint64_t) T + 1),
					u = (double) below(U + 1),
					sum = 0,
					mean = 0;

		for (int j = 0; j < 4; j++)
			fit[j] = exp((double) below(160) / 10 - 8);
		m->distribution(fit, x, T, u, p, U + 1);
		for (int k = 0; k <= U; k++)
		{
			assert_true(p[k] >= 0 && p[k] <= 1 && (k <= u || p[k] == 0));
			sum += p[k];
			mean += k * p[k];
		}
		assert_true(near(sum, 1, 1e-11) && near(mean, m->purchases(fit, x, T, u), 1e-11));
		assert_true(m->p_alive(fit, x, T, T) == 1 && m->survival(fit, x, T, 0) == 1);
		if (x > 0)
		{
			/* One opportunity more: bought at, or survived in silence, or dead. */
			double		now = exp(m->log_likelihood(fit, x, T, T)),
						bought = exp(m->log_likelihood(fit, x + 1, T + 1, T + 1)),
						not = exp(m->log_likelihood(fit, x, T, T + 1));

			assert_true(near(bought + not, now, 1e-11));
			assert_true(near(bought / now, m->purchases(fit, x, T, 1), 1e-11));
		}
	}
}

static void
edges(void **state)
{
	double		p[60],
				gradient[4];

	(void) state;
	for (int corner = 0; corner < 81; corner++)
	{
		double		fit[4];

		for (int i = 0, c = corner; i < 4; i++, c /= 3)
			fit[i] = exp(CRM_LOG_BOUND * (c % 3 - 1));
		for (double T = 0; T < 40000; T = 6 * T + 1)
			for (double x = 0; x <= T; x = 3 * x + 1)
				for (int silent = 0; silent < 2; silent++)
				{
					double		t_x = x == 0 ? 0 : silent ? x : T,
								alive = m->p_alive(fit, x, t_x, T);

					assert_true(isfinite(m->log_likelihood(fit, x, t_x, T)) && isfinite(alone(fit, x, t_x, T, gradient)));
					for (int i = 0; i < 4; i++)
						assert_true(isfinite(gradient[i]));
					assert_true(alive >= 0 && alive <= 1);
					for (double u = 0; u < 1e7; u = 30 * u + 1)
					{
						double		n = m->discounted(fit, x, T, u, 1e-3);

						assert_true(n >= 0 && n <= m->purchases(fit, x, T, u) * (1 + 1e-12) && n <= u);
					}
					m->distribution(fit, x, T, 50, p, 60);
					for (int i = 0; i < 60; i++)
						assert_true(p[i] >= 0 && p[i] <= 1);
				}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published), cmocka_unit_test(golden), cmocka_unit_test(own_vectors), cmocka_unit_test(maximum),
		cmocka_unit_test(laws), cmocka_unit_test(edges)
	};

	return cmocka_run_group_tests_name("bg_bb", tests, NULL, NULL);
}
