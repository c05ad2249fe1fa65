#include "exact/sum.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define BITS 56					/* of a digit */
#define HALF ((int64_t) 1 << (BITS - 1))
#define MASK (((uint64_t) 1 << BITS) - 1)
#define LEAST (-1074)			/* the exponent of the least double, and of digit 0 */
#define PRECISION 53			/* bits of a double */
#define PLACES (CRM_EXACT_DIGITS + 1)

/* The lowest digit of a number, of which the low bits are enough. */
static inline int64_t
balanced(uint64_t number)
{
	return (int64_t) (number << (64 - BITS)) >> (64 - BITS);
}

/* Keeps the lowest digit of a number, and returns the carry. */
static inline int64_t
put(int64_t *digit, __int128 number)
{
	*digit = balanced((uint64_t) number);
	return (int64_t) ((number - *digit) >> BITS);
}

bool
crm_exact_is_valid(const crm_exact *e)
{
	for (int i = 0; i < CRM_EXACT_DIGITS; i++)
		if (e->digit[i] < -HALF || e->digit[i] >= HALF)
			return false;
	return e->count > 0;
}

void
crm_add_exact(crm_exact *e, double value)
{
	uint64_t	bits;
	int			exponent,
				place,
				i;
	int64_t		mantissa,
				carry;

	memcpy(&bits, &value, sizeof(bits));
	exponent = (int) (bits >> (PRECISION - 1)) & 0x7ff;
	mantissa = (int64_t) (bits & (((uint64_t) 1 << (PRECISION - 1)) - 1));
	if (exponent > 0)
		mantissa |= (int64_t) 1 << (PRECISION - 1);
	place = exponent - (exponent > 0);	/* of the mantissa's lowest bit */
	i = place / BITS;
	carry = put(&e->digit[i],
				(__int128) (value < 0 ? -mantissa : mantissa) * ((int64_t) 1 << place % BITS) + e->digit[i]);
	while (carry != 0 && ++i < CRM_EXACT_DIGITS)
		carry = put(&e->digit[i], (__int128) e->digit[i] + carry);
	e->count = (int64_t) ((uint64_t) e->count + 1);
}

bool
crm_merge_exact(crm_exact *a, const crm_exact *b)
{
	int64_t		carry = 0;

	for (int i = 0; i < CRM_EXACT_DIGITS; i++)
		carry = put(&a->digit[i], (__int128) a->digit[i] + b->digit[i] + carry);
	return !__builtin_add_overflow(a->count, b->count, &a->count) && carry == 0;
}

/*
 * |sum| in digits of 0 to 2^56 - 1, above one for a fraction of the least
 * double. Returns whether the sum is below 0.
 */
static bool
magnitude(const crm_exact *e, uint64_t *digit)
{
	int			top = CRM_EXACT_DIGITS - 1;
	int64_t		carry = 0;
	bool		negative;

	while (top > 0 && e->digit[top] == 0)
		top--;
	negative = e->digit[top] < 0;
	digit[0] = 0;
	for (int i = 0; i < CRM_EXACT_DIGITS; i++)
	{
		int64_t		d = (negative ? -e->digit[i] : e->digit[i]) + carry;

		digit[i + 1] = (uint64_t) d & MASK;
		carry = d >> BITS;
	}
	return negative;
}

/* Long division. The lowest bit, which is far below rounding, also stands for any remainder. */
static void
divide(uint64_t *digit, uint64_t divisor)
{
	uint64_t	rest = 0;

	for (int i = PLACES - 1; i >= 0; i--)
	{
		unsigned __int128 part = (unsigned __int128) rest << BITS | digit[i];

		digit[i] = (uint64_t) (part / divisor);
		rest = (uint64_t) (part % divisor);
	}
	digit[0] |= rest != 0;
}

static double
nearest(const uint64_t *digit, bool negative)
{
	int			top = PLACES - 1,
				lowest,			/* the place of the lowest bit that is kept */
				i;
	uint64_t	kept,
				lost;			/* of the digit that is cut, or of the one below the cut */
	bool		more = false;
	double		result;

	while (top > 0 && digit[top] == 0)
		top--;
	if (digit[top] == 0)
		return 0;
	lowest = top * BITS + 63 - __builtin_clzll(digit[top]) - (PRECISION - 1);
	if (lowest < BITS)
		lowest = BITS;

	i = lowest / BITS;
	kept = digit[i] >> lowest % BITS;
	if (i < top)
		kept |= digit[i + 1] << (BITS - lowest % BITS);

	i = (lowest - 1) / BITS;
	lost = digit[i] << (64 - 1 - (lowest - 1) % BITS);	/* the half is the top bit now */
	for (int j = 0; j < i; j++)
		more |= digit[j] != 0;
	if (lost >> 63 && (lost << 1 != 0 || more || (kept & 1)))
		kept++;

	result = ldexp((double) kept, lowest - BITS + LEAST);
	return negative && kept > 0 ? -result : result;
}

double
crm_exact_total(const crm_exact *e)
{
	uint64_t	digit[PLACES];
	bool		negative = magnitude(e, digit);

	return nearest(digit, negative);
}

double
crm_exact_mean(const crm_exact *e)
{
	uint64_t	digit[PLACES];
	bool		negative = magnitude(e, digit);

	if (e->count > 1)
		divide(digit, (uint64_t) e->count);
	return nearest(digit, negative);
}
