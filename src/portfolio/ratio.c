#include "portfolio/ratio.h"

#include <math.h>

/* Whole numbers up to here are exact doubles. */
#define MOST_EXACT ((crm_int128) 1 << 53)

/* Bits of a quotient: those of two doubles. */
#define QUOTIENT_BITS 107

/*
 * n / d = q * 2^exponent, of at least QUOTIENT_BITS bits where the division
 * does not end before; the lowest bit is set where it does not end after.
 */
static crm_uint128
divide(crm_uint128 n, crm_uint128 d, int *exponent)
{
	crm_uint128 q = n / d,
				rest = n % d;

	*exponent = 0;
	while (rest > 0 && q < (crm_uint128) 1 << (QUOTIENT_BITS - 1))
	{
		rest <<= 1;
		q <<= 1;
		if (rest >= d)
		{
			rest -= d;
			q |= 1;
		}
		--*exponent;
	}
	return q | (rest > 0);
}

double
crm_ratio(crm_int128 n, crm_int128 d)
{
	double		ratio;
	int			exponent;

	/* One division of exact doubles rounds once. */
	if (n <= MOST_EXACT && n >= -MOST_EXACT && d <= MOST_EXACT)
		return (double) (int64_t) n / (double) (int64_t) d;
	ratio = (double) divide((crm_uint128) (n < 0 ? -n : n), (crm_uint128) d, &exponent);
	return ldexp(n < 0 ? -ratio : ratio, exponent);
}

/* A number as the sum of two doubles, the first the double nearest to it. */
typedef struct pair
{
	double		high,
				low;
} pair;

/* high is at least as large as low. */
static pair
join(double high, double low)
{
	double		sum = high + low;

	return (pair) {sum, low - (sum - high)};
}

static pair
multiply(pair a, pair b)
{
	double		high = a.high * b.high;

	return join(high, fma(a.high, b.high, -high) + (a.high * b.low + a.low * b.high));
}

static pair
power(pair base, int n)
{
	pair		result = {1, 0};

	for (;;)
	{
		if (n & 1)
			result = multiply(result, base);
		n >>= 1;
		if (n == 0)
			return result;
		base = multiply(base, base);
	}
}

static pair
pair_ratio(crm_int128 n, crm_int128 d)
{
	int			exponent;
	crm_uint128 q = divide((crm_uint128) n, (crm_uint128) d, &exponent);
	double		high = (double) q;

	return (pair) {ldexp(high, exponent), ldexp((double) ((crm_int128) q - (crm_int128) high), exponent)};
}

double
crm_compound_growth(crm_int128 n, crm_int128 d, int years)
{
	pair		ratio,
				reached,
				growth;
	double		root,
				excess;

	if (n == 0)
		return -1;
	if (years == 1)
		return crm_ratio(n - d, d);

	/* One step of Newton from a root that is good to a double makes it good to two. */
	ratio = pair_ratio(n, d);
	root = pow(ratio.high, 1.0 / years);
	reached = power((pair) {root, 0}, years);
	excess = ((reached.high - ratio.high) + (reached.low - ratio.low)) * root / (years * reached.high);
	growth = root < 1 ? join(-1, root) : join(root, -1);
	return growth.high + (growth.low - excess);
}
