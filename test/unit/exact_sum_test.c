/* sources: src/exact/sum.c */
#include "unit.h"

#include <float.h>
#include <math.h>

#include "exact/sum.h"

#define MOST 8

typedef struct known
{
	int			n;
	double		value[MOST];
	double		sum,
				mean;
} known;

/*
 * Sums and means of Python's fractions.Fraction, as float() rounds them: to
 * the nearest, ties to even. Where math.fsum has a sum, it is the same.
 * Random: over all exponents, about one exponent, all but one cancelling,
 * subnormal, near the end of the range, next to ties.
 */
static const known vectors[] = {
	{6, {-0x1.49080df2db07ep+926, -0x1.469a5c2bafff7p-335, 0x1.3f5b7aae8ec3dp+555, 0x1.c41ae32185492p+882, 0x1.2cecbf41673e5p+950, -0x1.94adc0ac3b6cbp-240},
	0x1.2cecbdf85f306p+950, 0x1.913ba7f5d4408p+947},
	{6, {0x1.a2691c368e777p+107, -0x1.7b23dc0316cedp-332, 0x1.0ebd7f8cac475p-137, -0x1.ca6de884d1803p-224, 0x1.120682cc85dc0p-736, 0x1.4e0b37b552bcbp+569},
	0x1.4e0b37b552bcbp+569, 0x1.bd644a4718fb9p+566},
	{4, {-0x0.0003fa48cc039p-1022, 0, 0x0.0000020374083p-1022, 0x0.167816f6ace59p-1022},
	0x0.16741eb154ea3p-1022, 0x0.059d07ac553a9p-1022},
	{4, {-0x1.2c55468fe530ep-1003, 0x1.7be0ba647ef24p-1021, -0x1.955af955b1956p-1011, -0x1.3a62110aca794p-1018},
	-0x1.2decb7552e5efp-1003, -0x1.2decb7552e5efp-1005},
	{3, {-0x1.10114ea236bc8p-20, 0x1.9f35ddd934498p-28, -0x1.259b72456fe00p+11},
	-0x1.259b72478cc43p+11, -0x1.8779edb4bbb04p+9},
	{3, {-0x1.a1465b59d719cp-1, -0x1.6f2d72790fac4p-10, 0x1.7ec53328eeee0p-15},
	-0x1.a1f7f6fe46fdep-1, -0x1.16a54f542f53ep-2},
	{3, {-0x1.5165926c1770ep+61, 0x1.7c1cc4bb829f8p+37, 0x1.154ee58eae400p+83},
	0x1.154ee04917fc4p+83, 0x1.71be806175505p+81},
	{3, {-0x1.e5c68035f5f08p+921, -0x1.3a94047843380p+874, -0x1.271000407a980p+868},
	-0x1.e5c68035f5f30p+921, -0x1.43d9aacea3f75p+920},
	{7, {-0x1.8cef1f5d1e6ecp+13, -0x1.3cf78272f12c2p+58, 0x1.ea3daccfbac40p+43, 0x1.8cef1f5d1e6ecp+13, 0x1.3cf78272f12c2p+58, -0x1.ea3daccfbac40p+43, 0x1.539a80e0ccb60p-67},
	0x1.539a80e0ccb60p-67, 0x1.841e4a257c3dbp-70},
	{7, {-0x1.807f72a7eb17ep+13, -0x1.466664cf69b20p-7, -0x1.6bda41b058aa0p-15, 0x1.807f72a7eb17ep+13, 0x1.466664cf69b20p-7, 0x1.6bda41b058aa0p-15, -0x1.9bcced225f62cp-61},
	-0x1.9bcced225f62cp-61, -0x1.d6a10f02b627bp-64},
	{7, {0x1.4d958f816ed2cp+11, -0x1.490cd5e03e1c8p+4, 0x1.a14bcab106150p+12, -0x1.4d958f816ed2cp+11, 0x1.490cd5e03e1c8p+4, -0x1.a14bcab106150p+12, -0x1.9584d6617eaa6p-56},
	-0x1.9584d6617eaa6p-56, -0x1.cf733e26479e2p-59},
	{7, {-0x1.12d69d84a8d00p-3, 0x1.41ab0ce62b2a6p+30, 0x1.839eb13f46f28p+10, 0x1.12d69d84a8d00p-3, -0x1.41ab0ce62b2a6p+30, -0x1.839eb13f46f28p+10, -0x1.9dc58308d6d00p-62},
	-0x1.9dc58308d6d00p-62, -0x1.d8e1ba533ea49p-65},
	{7, {0x0.c9dafc5df01a5p-1022, -0x1.011517afa5be6p-1022, 0x1.5c5fbf270c7fep-1022, -0x1.e144123ade1e4p-1022, -0x1.53097d0d20846p-1022, 0x1.fe66691d2b67fp-1022, 0x1.86e15b74b07e2p-1022},
	0x1.761fd91f341f4p-1022, 0x0.35724396be4dap-1022},
	{2, {0x1.965ff6e4e749ep-1022, 0x1.40edd9da796f2p-1022},
	0x1.6ba6e85fb05c8p-1021, 0x1.6ba6e85fb05c8p-1022},
	{7, {0x0.ab9f74676c93bp-1022, -0x1.25f3a0ebdfe41p-1022, 0x1.cb5e6446cf39dp-1022, -0x1.d977c6becb3cap-1022, 0x0.b72b305cbde08p-1022, 0x0.f36c0477882ebp-1022, 0x0.2c173517333aep-1022},
	0x1.4e40daef09f6ep-1022, 0x0.2fc01f46b847dp-1022},
	{7, {0x1.fffffffffffffp+1023, 0x1.fffffffffffffp+1023, 0x1.fffffffffffffp+1023, -0x1.1ccf385ebc8a0p+1023, 0x1.e42d130773b76p+1023, 0x1.fffffffffffffp+1023, -0x1.1ccf385ebc8a0p+1023},
	INFINITY, 0x1.185d84e5ff3bep+1023},
	{7, {-0x1.1ccf385ebc8a0p+1023, 0x1.fffffffffffffp+1023, 0x1.fffffffffffffp+1023, 0x1.fffffffffffffp+1023, 0x1.e42d130773b76p+1023, 0x1.fffffffffffffp+1023, -0x1.1ccf385ebc8a0p+1023},
	INFINITY, 0x1.185d84e5ff3bep+1023},
	{7, {0x1.fffffffffffffp+1023, 0x1.e42d130773b76p+1023, 0x1.e42d130773b76p+1023, -0x1.1ccf385ebc8a0p+1023, 0x1.e42d130773b76p+1023, 0x1.fffffffffffffp+1023, 0x1.394a579b68fe3p+1023},
	INFINITY, 0x1.65dbc379935f3p+1023},
	{3, {0x1.0000000000057p+274, 0x1.0000000000000p+221, 0x1.0000000000000p-112},
	0x1.0000000000058p+274, 0x1.55555555555cap+272},
	{3, {0x1.0000000000035p+245, 0x1.0000000000000p+192, -0x1.0000000000000p-251},
	0x1.0000000000035p+245, 0x1.555555555559dp+243},
	{3, {0x1.0000000000044p-444, 0x1.0000000000000p-497, -0x1.0000000000000p-510},
	0x1.0000000000044p-444, 0x1.55555555555b1p-446},
};

/* What can be told without a computer; DBL_MAX + 2^970 is the least sum that rounds out of range. */
static const known classics[] = {
	{3, {1e16, 1, -1e16}, 1, 1 / 3.0},
	{3, {1e308, 1e308, -1e308}, 1e308, 1e308 / 3},
	{4, {DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX}, 0, 0},
	{2, {DBL_MAX, DBL_MAX}, INFINITY, DBL_MAX},
	{2, {-DBL_MAX, -DBL_MAX}, -INFINITY, -DBL_MAX},
	{2, {DBL_MAX, 0x1p970}, INFINITY, 0x1p1023},
	{3, {DBL_MAX, 0x1p970, -0x1p-1074}, DBL_MAX, DBL_MAX / 3},
	{1, {-0.0}, 0, 0},
	{2, {-0.0, -0.0}, 0, 0},
	{2, {0x1p-1074, 0x1p-1074}, 0x1p-1073, 0x1p-1074},
	{2, {0x1p-1074, 0}, 0x1p-1074, 0},	/* a half, to even */
	{2, {0x1p-1073, 0x1p-1074}, 0x3p-1074, 0x1p-1073},	/* one and a half */
	{3, {0x1p-1074, 0x1p-1074, 0}, 0x1p-1073, 0x1p-1074},	/* two thirds */
	{3, {-0x1p-1074, 0, 0}, -0x1p-1074, 0},	/* a third, and not -0 */
	{2, {0x1p-1022, -0x1p-1074}, 0x0.fffffffffffffp-1022, 0x1p-1023},
	{2, {0x1p53, 1}, 0x1p53, 0x1p52},
	{2, {0x1p53 + 2, 1}, 0x1p53 + 4, 0x1p52 + 2},
	{3, {0x1p53, 1, 0x1p-1074}, 0x1p53 + 2, 0x1.5555555555556p+51},
	{3, {-0x1p53, -1, -0x1p-1074}, -0x1p53 - 2, -0x1.5555555555556p+51},
	{3, {0x1p53, 1, -0x1p-1074}, 0x1p53, 0x1.5555555555556p+51},
	{3, {1, 1, 0}, 2, 2 / 3.0},
	{5, {0.1, 0.1, 0.1, 0.1, 0.1}, 0.5, 0.1},
};

static crm_exact
sum_of(const double *value, size_t n)
{
	crm_exact	e = {0};

	for (size_t i = 0; i < n; i++)
		crm_add_exact(&e, value[i]);
	assert_int_equal(e.count, n);
	assert_true(n == 0 || crm_exact_is_valid(&e));
	return e;
}

static bool
same(const crm_exact *a, const crm_exact *b)
{
	return memcmp(a, b, sizeof(crm_exact)) == 0;
}

static void
shuffle(double *value, size_t n)
{
	for (size_t i = n; i > 1; i--)
	{
		size_t		j = below(i);
		double		v = value[j];

		value[j] = value[i - 1];
		value[i - 1] = v;
	}
}

/* Sum and mean, and not -0 where 0 is meant. */
static void
assert_known(const known *k, const crm_exact *e)
{
	double		sum = crm_exact_total(e),
				mean = crm_exact_mean(e);

	if (sum != k->sum || mean != k->mean || (sum == 0 && signbit(sum)) || (mean == 0 && signbit(mean)))
		fail_msg("%a and %a, not %a and %a", sum, mean, k->sum, k->mean);
}

static void
check_known(const known *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
	{
		known		k = table[i];
		crm_exact	whole = sum_of(k.value, k.n);

		assert_known(&k, &whole);
		/* In any order, in parts: the same bytes. */
		for (int trial = 0; trial < 20; trial++)
		{
			size_t		cut = below(k.n + 1);
			crm_exact	a,
						b;

			shuffle(k.value, k.n);
			a = sum_of(k.value, cut);
			b = sum_of(k.value + cut, k.n - cut);
			assert_true(crm_merge_exact(&a, &b));
			assert_true(same(&a, &whole));
		}
		/* With all signs turned: the same below 0. */
		for (int j = 0; j < k.n; j++)
			k.value[j] = -k.value[j];
		k.sum = k.sum == 0 ? 0 : -k.sum;
		k.mean = k.mean == 0 ? 0 : -k.mean;
		whole = sum_of(k.value, k.n);
		assert_known(&k, &whole);
	}
}

static void
fractions(void **state)
{
	(void) state;
	check_known(vectors, sizeof(vectors) / sizeof(vectors[0]));
}

static void
classic_cases(void **state)
{
	(void) state;
	check_known(classics, sizeof(classics) / sizeof(classics[0]));
}

/* A finite double of any bits. */
static double
any_double(void)
{
	double		value;

	do
	{
		uint64_t	bits = random_bits();

		memcpy(&value, &bits, sizeof(value));
	} while (!isfinite(value));
	return value;
}

/* Values near each other, at places that meet all borders of digits, against sums of fixed point. */
static void
fixed_point(void **state)
{
	(void) state;
	for (int scale = -1074; scale <= 850; scale += 7)
		for (int trial = 0; trial < 20; trial++)
		{
			__int128	sum = 0;
			crm_exact	e = {0};
			int			n = 1 + (int) below(50);

			for (int i = 0; i < n; i++)
			{
				int64_t		mantissa = (int64_t) (random_bits() >> 11) >> below(53);
				int			shift = (int) below(60);

				if (below(2))
					mantissa = -mantissa;
				crm_add_exact(&e, ldexp((double) mantissa, scale + shift));
				sum += (__int128) mantissa * ((int64_t) 1 << shift);
			}
			/* The compiler rounds an __int128 once, to the nearest, ties to even. */
			assert_true(crm_exact_total(&e) == ldexp((double) sum, scale));
		}
}

/* The mean of equal values is that value, and what is added and taken away leaves the rest. */
static void
identities(void **state)
{
	(void) state;
	for (int trial = 0; trial < 20000; trial++)
	{
		double		value = any_double(),
					other = any_double();
		crm_exact	e = sum_of((double[]) {value, other, -value}, 3),
					bare = sum_of((double[]) {other, 0, -0.0}, 3),
					many = {0};
		int64_t		n = 1 + (int64_t) below(1000);

		assert_true(same(&e, &bare) && crm_exact_total(&e) == other);
		for (int i = 0; i < n; i++)
			crm_add_exact(&many, value);
		assert_true(crm_exact_mean(&many) == value);
		/* A normal n * value is rounded once as well. */
		if (fabs(value) > 0x1p-1000 && fabs(value) < 0x1p1000)
			assert_true(crm_exact_total(&many) == value * (double) n);
	}
}

/* Between the least and the largest, whatever the sum does; and a sum that crosses 0 at each step. */
static void
a_million_values(void **state)
{
	const size_t n = 1000000;
	double	   *value = room(n * sizeof(double));
	double		least = INFINITY,
				largest = -INFINITY;
	crm_exact	forth,
				back;

	(void) state;
	for (size_t i = 0; i < n; i++)
	{
		value[i] = any_double();
		least = fmin(least, value[i]);
		largest = fmax(largest, value[i]);
	}
	forth = sum_of(value, n);
	assert_true(crm_exact_mean(&forth) > least && crm_exact_mean(&forth) < largest);
	shuffle(value, n);
	back = sum_of(value, n);
	assert_true(same(&forth, &back));

	for (size_t i = 0; i < n; i++)
		value[i] = i % 2 ? -1 : 1 + 0x1p-52;
	forth = sum_of(value, n);
	assert_true(crm_exact_total(&forth) == n / 2 * 0x1p-52);
	assert_true(crm_exact_mean(&forth) == 0x1p-53);
	free(value);
}

/* 2^63 - 1 of the largest, by doubling: room for all of them, and for no more. */
static void
as_many_as_can_be(void **state)
{
	(void) state;
	for (int sign = -1; sign <= 1; sign += 2)
	{
		crm_exact	e = sum_of((double[]) {sign * DBL_MAX}, 1),
					one = e;

		for (int i = 1; i < 63; i++)
		{
			crm_exact	again = e;

			assert_true(crm_merge_exact(&e, &again) && crm_merge_exact(&e, &one));
			assert_true(crm_exact_is_valid(&e));
		}
		assert_true(e.count == INT64_MAX);
		assert_true(crm_exact_mean(&e) == sign * DBL_MAX);
		assert_true(isinf(crm_exact_total(&e)) && crm_exact_total(&e) * sign > 0);
		assert_false(crm_merge_exact(&e, &one));
	}
}

/* Digits that no values lead to are told, and harm nothing. */
static void
wild_states(void **state)
{
	const int64_t wild[] = {INT64_MIN, INT64_MAX, (int64_t) 1 << 55, -((int64_t) 1 << 55) - 1, -1};

	(void) state;
	for (int trial = 0; trial < 20000; trial++)
	{
		crm_exact	e = {.count = trial % 3 ? INT64_MAX : -1},
					valid;

		for (int i = 0; i < CRM_EXACT_DIGITS; i++)
			e.digit[i] = below(3) ? wild[below(5)] : (int64_t) random_bits();
		e.digit[below(CRM_EXACT_DIGITS)] = wild[below(4)];
		assert_false(crm_exact_is_valid(&e));
		for (int i = 0; i < 10; i++)
			crm_add_exact(&e, any_double());

		/* What only looks like a sum has some answer, of every size. */
		valid.count = 1 + (int64_t) (random_bits() >> (1 + below(63)));
		for (int i = 0; i < CRM_EXACT_DIGITS; i++)
			valid.digit[i] = (int64_t) random_bits() >> (8 + below(56));
		assert_true(crm_exact_is_valid(&valid));
		assert_false(isnan(crm_exact_total(&valid)) || isnan(crm_exact_mean(&valid)));
		e = valid;
		crm_merge_exact(&valid, &e);
	}
	assert_false(crm_exact_is_valid(&(crm_exact) {0}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fractions),
		cmocka_unit_test(classic_cases),
		cmocka_unit_test(fixed_point),
		cmocka_unit_test(identities),
		cmocka_unit_test(a_million_values),
		cmocka_unit_test(as_many_as_can_be),
		cmocka_unit_test(wild_states)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
