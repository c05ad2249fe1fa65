/*
 * Exact money: a whole number of units of 10^-scale. The scale is the number
 * of decimals shown, as in numeric, and of a sum it is the largest scale among
 * the addends.
 */
#ifndef CRM_CORE_MONEY_H
#define CRM_CORE_MONEY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/varint.h"

#define CRM_MONEY_MAX_SCALE 20
#define CRM_MONEY_MAX_DIGITS 36 /* |units| < 10^36 */
#define CRM_MONEY_TEXT 64		/* room for any printed amount */

typedef struct crm_money
{
	crm_int128	units;
	int			scale;
} crm_money;

typedef enum crm_money_status
{
	CRM_MONEY_OK,
	CRM_MONEY_SYNTAX,			/* not a decimal number */
	CRM_MONEY_RANGE,			/* more than 36 digits */
	CRM_MONEY_DECIMALS			/* more than 20 decimals that matter */
} crm_money_status;

/* What becomes of decimals after the twentieth that are not zero. */
typedef enum crm_money_excess
{
	CRM_EXCESS_ERROR,
	CRM_EXCESS_ROUND			/* half away from zero */
} crm_money_excess;

extern const crm_int128 crm_power10[CRM_MONEY_MAX_DIGITS + 1];

static inline bool
crm_money_in_range(crm_int128 units)
{
	return units < crm_power10[CRM_MONEY_MAX_DIGITS] &&
		units > -crm_power10[CRM_MONEY_MAX_DIGITS];
}

/* Reads the whole of s: digits with an optional sign, point and exponent. */
extern crm_money_status crm_money_parse(const char *s, size_t len,
										crm_money_excess excess, crm_money *out);

/* Writes the amount, without a terminator, and returns the place after it. */
extern char *crm_money_print(char *out, crm_money m);

/* The double nearest to the amount, which is what a cast of it gives. */
extern double crm_money_to_double(crm_money m);

/* Brings m to a larger scale; false where it passes 36 digits. */
extern bool crm_money_rescale(crm_money *m, int scale);

/* What crm_money_add does for addends of different scales. */
extern bool crm_money_add_rescaled(crm_money *sum, crm_money m);

/* Adds m to sum; false where the sum passes 36 digits. */
static inline bool
crm_money_add(crm_money *sum, crm_money m)
{
	if (sum->scale != m.scale)
		return crm_money_add_rescaled(sum, m);
	sum->units += m.units;
	return (int64_t) sum->units == sum->units || crm_money_in_range(sum->units);
}

#endif
