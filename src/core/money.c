#include "core/money.h"

#include <stdlib.h>

/* Whole numbers up to here are exact doubles. */
#define MOST_EXACT ((int64_t) 1 << 53)

#define E18 ((crm_int128) 1000000000000000000)

const crm_int128 crm_power10[CRM_MONEY_MAX_DIGITS + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
	1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
	100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
	E18, E18 * 10, E18 * 100, E18 * 1000, E18 * 10000, E18 * 100000,
	E18 * 1000000, E18 * 10000000, E18 * 100000000, E18 * 1000000000,
	E18 * 10000000000, E18 * 100000000000, E18 * 1000000000000,
	E18 * 10000000000000, E18 * 100000000000000, E18 * 1000000000000000,
	E18 * 10000000000000000, E18 * 100000000000000000, E18 * E18
};

/* Reads an exponent's digits, capped where no more of them matter. */
static bool
parse_exponent(const char *s, const char *end, int *exponent)
{
	bool		negative = false;
	int			v = 0;

	if (s < end && (*s == '-' || *s == '+'))
		negative = *s++ == '-';
	if (s == end)
		return false;
	for (; s < end; s++)
	{
		if (*s < '0' || *s > '9')
			return false;
		if (v < 100000)
			v = v * 10 + (*s - '0');
	}
	*exponent = negative ? -v : v;
	return true;
}

/* Rounds digits away until the scale is at most the largest, or refuses to. */
static crm_money_status
fit_scale(crm_int128 units, int scale, crm_money_excess excess, bool lost, crm_money *out)
{
	while (scale > CRM_MONEY_MAX_SCALE)
	{
		int			last = (int) (units % 10);

		if (last != 0 || lost)
		{
			if (excess == CRM_EXCESS_ERROR)
				return CRM_MONEY_DECIMALS;
		}
		units /= 10;
		scale--;
		if (scale == CRM_MONEY_MAX_SCALE)
		{
			if (last >= 5)
				units++;
			else if (last <= -5)
				units--;
		}
		if (units == 0 && scale > CRM_MONEY_MAX_SCALE + 1)
			scale = CRM_MONEY_MAX_SCALE + 1;
	}
	if (!crm_money_in_range(units))
		return CRM_MONEY_RANGE;
	out->units = units;
	out->scale = scale;
	return CRM_MONEY_OK;
}

crm_money_status
crm_money_parse(const char *s, size_t len, crm_money_excess excess, crm_money *out)
{
	const char *end = s + len;
	bool		negative = false,
				digits = false,
				point = false,
				lost = false;
	crm_int128	units = 0;
	int			scale = 0,
				exponent = 0;

	if (s < end && (*s == '-' || *s == '+'))
		negative = *s++ == '-';
	for (; s < end; s++)
	{
		if (*s == '.' && !point)
			point = true;
		else if (*s >= '0' && *s <= '9')
		{
			digits = true;
			if (units < crm_power10[CRM_MONEY_MAX_DIGITS])
			{
				units = units * 10 + (*s - '0');
				scale += point;
			}
			else if (!point)
				return CRM_MONEY_RANGE;
			else
				lost |= *s != '0';
		}
		else if ((*s == 'e' || *s == 'E') && digits)
		{
			if (!parse_exponent(s + 1, end, &exponent))
				return CRM_MONEY_SYNTAX;
			break;
		}
		else
			return CRM_MONEY_SYNTAX;
	}
	if (!digits)
		return CRM_MONEY_SYNTAX;
	if (negative)
		units = -units;

	scale -= exponent;
	if (units == 0 && scale < 0)
		scale = 0;
	if (scale < 0)
	{
		out->units = units;
		out->scale = 0;
		if (-scale > CRM_MONEY_MAX_DIGITS ||
			__builtin_mul_overflow(units, crm_power10[-scale], &out->units) ||
			!crm_money_in_range(out->units))
			return CRM_MONEY_RANGE;
		return CRM_MONEY_OK;
	}
	if (lost && scale <= CRM_MONEY_MAX_SCALE)
		return CRM_MONEY_RANGE;
	return fit_scale(units, scale, excess, lost, out);
}

char *
crm_money_print(char *out, crm_money m)
{
	char		digits[CRM_MONEY_TEXT];
	int			n = 0;
	crm_uint128 v = m.units < 0 ? -(crm_uint128) m.units : (crm_uint128) m.units;

	do
	{
		digits[n++] = (char) ('0' + (int) (v % 10));
		v /= 10;
	} while (v > 0 || n <= m.scale);
	if (m.units < 0)
		*out++ = '-';
	while (n > 0)
	{
		if (n == m.scale)
			*out++ = '.';
		*out++ = digits[--n];
	}
	return out;
}

double
crm_money_to_double(crm_money m)
{
	/* Powers of ten up to 10^22 are exact doubles. */
	static const double power10[CRM_MONEY_MAX_SCALE + 1] = {
		1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
		1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20
	};
	char		text[CRM_MONEY_TEXT];

	/* One division of exact doubles rounds once. */
	if (m.units <= MOST_EXACT && m.units >= -MOST_EXACT)
		return (double) (int64_t) m.units / power10[m.scale];
	*crm_money_print(text, m) = '\0';
	return strtod(text, NULL);
}

bool
crm_money_rescale(crm_money *m, int scale)
{
	crm_int128	units;

	if (m->scale >= scale)
		return true;
	if (__builtin_mul_overflow(m->units, crm_power10[scale - m->scale], &units) ||
		!crm_money_in_range(units))
		return false;
	m->units = units;
	m->scale = scale;
	return true;
}

bool
crm_money_add_rescaled(crm_money *sum, crm_money m)
{
	if (!crm_money_rescale(sum, m.scale) || !crm_money_rescale(&m, sum->scale))
		return false;
	return crm_money_add(sum, m);
}
