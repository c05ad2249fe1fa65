#include "core/money.h"

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
crm_money_add(crm_money *sum, crm_money m)
{
	if (!crm_money_rescale(sum, m.scale) || !crm_money_rescale(&m, sum->scale))
		return false;
	sum->units += m.units;
	return crm_money_in_range(sum->units);
}
