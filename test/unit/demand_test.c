/* sources: src/loyalty/demand.c */
#include "unit.h"

#include <math.h>

#include "loyalty/demand.h"

#define ROWS 200

static crm_demand
demand_of(const double *quantity, const double *price, size_t n)
{
	crm_demand	d = {0};

	for (size_t i = 0; i < n; i++)
		assert_true(crm_demand_add(&d, quantity[i], price[i]));
	return d;
}

/* Demand for coffee, Gujarati, Basic Econometrics, example 6.2: -0.2530; further digits by scipy. */
static void
published(void **state)
{
	const double cups[] = {2.57, 2.50, 2.35, 2.30, 2.25, 2.20, 2.11, 1.94, 1.97, 2.06, 2.02};
	const double price[] = {.77, .74, .72, .73, .76, .75, 1.08, 1.81, 1.39, 1.20, 1.17};
	crm_demand	d = demand_of(cups, price, 11);
	double		e;

	(void) state;
	assert_true(crm_demand_elasticity(&d, &e) && fabs(e - -0.2530461249570519) < 1e-12);
}

/* Powers of two have logarithms that are multiples of one another. */
static void
constant_elasticity(void **state)
{
	(void) state;
	for (int elasticity = -3; elasticity <= 3; elasticity++)
	{
		crm_demand	d = {0};
		double		e;

		for (int i = -20; i <= 20; i++)
			assert_true(crm_demand_add(&d, ldexp(1, elasticity * i + 5), ldexp(3, i)));
		assert_true(crm_demand_elasticity(&d, &e) && fabs(e - elasticity) < 1e-13);
	}
}

static void
too_little(void **state)
{
	const double q[] = {1, 2, 3, 4},
				two[] = {5, 6, 5, 6},
				one[] = {5, 5, 5, 5},
				ulp[] = {1, 1.0000000000000002, 1, 1};
	crm_demand	d;
	double		e = 7;

	(void) state;
	for (size_t n = 0; n <= 4; n++)
	{
		d = demand_of(q, two, n);
		assert_true(crm_demand_elasticity(&d, &e) == (n >= 3));
		d = demand_of(q, one, n);
		assert_false(crm_demand_elasticity(&d, &e));
		d = demand_of(q, ulp, n);
		assert_false(crm_demand_elasticity(&d, &e));
	}
	d = demand_of(one, two, 4);
	assert_true(crm_demand_elasticity(&d, &e) && e == 0 && !signbit(e));
}

static double
random_amount(void)
{
	double		v = (double) (1 + below(1000000)) / 100;

	return below(20) == 0 ? ldexp(v, (int) below(1900) - 950) : v;
}

/* The same sums in any order and any split, and through words; near what long double says. */
static void
same_rows_same_bits(void **state)
{
	(void) state;
	for (int round = 0; round < 2000; round++)
	{
		size_t		n = below(ROWS);
		double		q[ROWS],
					p[ROWS];
		crm_demand	all,
					backwards = {0},
					part[3] = {0},
					again;
		int64_t		words[2][CRM_DEMAND_WORDS];
		double		a,
					b;
		bool		any;
		long double mp = 0,
					mq = 0,
					pp = 0,
					pq = 0,
					qq = 0;

		for (size_t i = 0; i < n; i++)
		{
			q[i] = random_amount();
			p[i] = random_amount();
			assert_true(crm_demand_add(&part[below(3)], q[i], p[i]));
			mp += logl(p[i]) / n;
			mq += logl(q[i]) / n;
		}
		all = demand_of(q, p, n);
		for (size_t i = n; i-- > 0;)
			assert_true(crm_demand_add(&backwards, q[i], p[i]));
		assert_true(crm_demand_merge(&part[2], &part[0]) && crm_demand_merge(&part[2], &part[1]));
		crm_demand_write(&all, words[0]);
		crm_demand_write(&backwards, words[1]);
		assert_memory_equal(words[0], words[1], sizeof(words[0]));
		crm_demand_write(&part[2], words[1]);
		assert_memory_equal(words[0], words[1], sizeof(words[0]));
		assert_true(crm_demand_read(words[0], &again));
		crm_demand_write(&again, words[1]);
		assert_memory_equal(words[0], words[1], sizeof(words[0]));

		any = crm_demand_elasticity(&all, &a);
		assert_true(crm_demand_elasticity(&again, &b) == any);
		if (!any)
			continue;
		assert_true(memcmp(&a, &b, sizeof(a)) == 0 && isfinite(a));
		for (size_t i = 0; i < n; i++)
		{
			pp += (logl(p[i]) - mp) * (logl(p[i]) - mp);
			qq += (logl(q[i]) - mq) * (logl(q[i]) - mq);
			pq += (logl(p[i]) - mp) * (logl(q[i]) - mq);
		}
		assert_true(fabsl(a - pq / pp) < 1e-11L * (1 + sqrtl(qq / pp)));
	}
}

/* As far as a double goes, and until the sums are full. */
static void
edges(void **state)
{
	const double q[] = {5e-324, 1.7976931348623157e308, 1},
				p[] = {1.7976931348623157e308, 5e-324, 1};
	crm_demand	d = demand_of(q, p, 3),
				half;
	double		e;
	int			doublings = 0;

	(void) state;
	assert_true(crm_demand_elasticity(&d, &e) && fabs(e + 1) < 0.01);
	do
	{
		assert_true(crm_demand_elasticity(&d, &e) && fabs(e + 1) < 0.01);
		half = d;
		doublings++;
	} while (crm_demand_merge(&d, &half));
	assert_true(doublings > 15 && doublings < 60);
}

/* Words that no orders have: refused, or an elasticity that is finite. */
static void
any_words(void **state)
{
	(void) state;
	for (int round = 0; round < 200000; round++)
	{
		int64_t		words[CRM_DEMAND_WORDS];
		crm_demand	d;
		double		e = 0;

		for (int i = 0; i < CRM_DEMAND_WORDS; i++)
			switch (below(6))
			{
				case 0:
					words[i] = 0;
					break;
				case 1:
					words[i] = -1;
					break;
				case 2:
					words[i] = below(2) ? INT64_MIN : INT64_MAX;
					break;
				case 3:
					words[i] = (int64_t) below(1000);
					break;
				case 4:
					words[i] = (int64_t) (random_bits() >> 3);
					break;
				default:
					words[i] = (int64_t) random_bits();
			}
		if (!crm_demand_read(words, &d))
			continue;
		(void) crm_demand_elasticity(&d, &e);
		assert_true(isfinite(e));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published), cmocka_unit_test(constant_elasticity), cmocka_unit_test(too_little),
		cmocka_unit_test(same_rows_same_bits), cmocka_unit_test(edges), cmocka_unit_test(any_words)
	};

	return cmocka_run_group_tests_name("demand", tests, NULL, NULL);
}
