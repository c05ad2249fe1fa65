/* sources: src/clv/hyp2f1.c */
#include "vectors.h"

#include "clv/hyp2f1.h"

#define NEAR 5e-15

/* ln 2F1(1, q; c; z), c > q > 0, 0 <= z <= 1, which a race tells; at 1 it is Gauss's sum. */
static double
log_hyp2f1_1(double q, double c, double z)
{
	if (z == 1)
		return log((c - 1) / (c - q - 1));
	return log1p(z / (1 - z) * crm_race(c - q, q, 1 / (1 - z)));
}

static void
oracle(void **state)
{
	vectors		t;
	double		worst = 0;
	int			n = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/pareto_nbd_hyp2f1.csv"));
	for (; next_vector(&t); n++)
		note_error(&worst, log_hyp2f1_1(t.v[0], t.v[1], t.v[2]), t.v[3]);
	assert_int_equal(n, 452);
	assert_true(worst < NEAR);
}

/* 2F1(1, 1; 2; z) = -ln(1 - z) / z; 2F1(1, 1/2; 3/2; z^2) = artanh(z) / z (DLMF 15.4.1 and 15.4.2). */
static void
known(void **state)
{
	(void) state;
	for (double z = 1e-9; z < 1; z = z * 1.5 + 1e-3)
	{
		assert_true(near(exp(log_hyp2f1_1(1, 2, z)), -log1p(-z) / z, NEAR));
		assert_true(near(exp(log_hyp2f1_1(0.5, 1.5, z * z)), atanh(z) / z, 1e-12));
	}
	assert_true(log_hyp2f1_1(3, 7, 0) == 0);
	/* Fader and Hardie 2007: the discounted lifetimes of the shifted beta-geometric model, by mpmath. */
	assert_true(near(exp(log_hyp2f1_1(1.182, 0.704 + 1.182, 1 / 1.1)), 3.69514740557, 1e-11));
	assert_true(near(exp(log_hyp2f1_1(3.806, 0.668 + 3.806, 1 / 1.1)), 5.92259640761, 1e-11));
}

/* Both methods, and the quadrature over a wide range of ratios as over one. */
static void
races(void **state)
{
	static crm_race_nodes nodes;
	vectors		t;
	double		worst = 0,
				by_small = 0,
				by_any = 0;
	int			n = 0;

	(void) state;
	assert_true(open_vectors(&t, "test/accuracy/pareto_nbd_race.csv"));
	for (; next_vector(&t); n++)
	{
		double		a = t.v[0],
					b = t.v[1],
					ratio = t.v[2],
					size = fmin(t.v[3], t.v[4]);

		note_error(&worst, crm_race(b, a, 1 / ratio), t.v[3]);
		note_error(&worst, crm_race(a, b, ratio), t.v[4]);
		for (int wide = 0; wide < 2; wide++)
		{
			crm_race_result r;
			double	   *by = fmin(a, b) < 0.01 ? &by_small : &by_any;

			crm_race_prepare(&nodes, a, b, wide ? fmin(1, ratio) : ratio, wide ? fmax(1, ratio) : ratio);
			assert_true(nodes.n < CRM_RACE_NODES / 2);
			r = crm_race_at(&nodes, ratio);
			note_error(&worst, r.first, t.v[3]);
			note_error(&worst, r.second, t.v[4]);
			*by = fmax(*by, fabs(r.by_a - t.v[5]) * a / size);
			*by = fmax(*by, fabs(r.by_b - t.v[6]) * b / size);
			*by = fmax(*by, fabs(r.by_log_ratio - t.v[7]) / size);
		}
	}
	assert_int_equal(n, 187);
	assert_true(worst < NEAR && by_any < 1e-13 && by_small < 1e-13);
}

/* Rates that are equal on average: the chances are a : b, whatever the size. */
static void
even(void **state)
{
	(void) state;
	for (double a = 1e-11; a < 1e11; a *= 7)
		for (double b = 1e-11; b < 1e11; b *= 11)
		{
			static crm_race_nodes nodes;
			crm_race_result r;

			assert_true(near(crm_race(a, b, 1), b / (a + b), NEAR));
			crm_race_prepare(&nodes, a, b, exp(-50), 1);
			r = crm_race_at(&nodes, 1);
			/* The density of narrow ones is only as exact as its exponent. */
			assert_true(near(r.second, b / (a + b), 1e-14) && near(r.first, a / (a + b), 1e-14));
			r = crm_race_at(&nodes, exp(-50));
			assert_true(r.first > 0 && r.second > 0 && fabs(r.first + r.second - 1) < 1e-14);
			assert_true(isfinite(r.by_a) && isfinite(r.by_b) && r.by_log_ratio <= 0);
		}
}

/* Where one method takes over from the other nothing jumps. */
static void
seam(void **state)
{
	(void) state;
	for (double a = 0.01; a < 1e4; a *= 3)
		for (double b = 0.01; b < 1e4; b *= 3)
			for (double ratio = 1e-7; ratio < 1e8; ratio *= 3.7)
			{
				static crm_race_nodes nodes;

				crm_race_prepare(&nodes, a, b, ratio, ratio);
				assert_true(near(crm_race(a, b, ratio), crm_race_at(&nodes, ratio).second, 2e-14));
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(oracle), cmocka_unit_test(known), cmocka_unit_test(races), cmocka_unit_test(even), cmocka_unit_test(seam)
	};

	return cmocka_run_group_tests_name("hyp2f1", tests, NULL, NULL);
}
