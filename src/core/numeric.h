/*
 * numeric and double precision to exact money and back.
 *
 * numeric's layout is private to the server, yet decoding it here costs a
 * fifth of any public way. So the layout is checked against numeric_in before
 * its first use, and where it is another, amounts go through their text.
 *
 * The layout, of PostgreSQL 9.1 to 19: a 16-bit header, in its short form
 * 10 S DDDDDD W WWWWWW (sign, decimals shown, weight with its sign), in its
 * long form SS DDDDDDDDDDDDDD followed by a 16-bit weight; then digits of base
 * 10000. The value is the sum of digit[i] * 10000^(weight - i).
 */
#ifndef CRM_CORE_NUMERIC_H
#define CRM_CORE_NUMERIC_H

#include "core/compat.h"

#include "core/money.h"

/* Each raises 22003 for NaN, infinity and what exact money has no room for. */
extern crm_money crm_money_from_float8(double value);
static inline crm_money crm_money_from_numeric(Datum value);

extern Datum crm_money_to_numeric(crm_money m);

extern void crm_money_overflow(void) __attribute__((noreturn));

/* Set once the layout has been found to be the one above. */
extern bool crm_numeric_layout_known;

/* The way of all that crm_decode_numeric leaves. */
extern crm_money crm_money_from_numeric_text(Datum value);

#define CRM_NUMERIC_FORM(h) ((h) & 0xC000)
#define CRM_NUMERIC_SHORT 0x8000	/* the short form, and below it the two signs */
#define CRM_NUMERIC_SHORT_NEGATIVE 0x2000
#define CRM_NUMERIC_SHORT_SCALE(h) (((h) & 0x1F80) >> 7)
#define CRM_NUMERIC_SHORT_WEIGHT(h) ((int) ((h) & 0x3F) - (((h) & 0x40) ? 64 : 0))

/* Of a body in short form with at most four digits; false for all others. */
static inline bool
crm_decode_numeric(const char *body, size_t len, crm_money *out)
{
	static const int64 power10[] = {
		1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000
	};
	uint16		header;
	int			scale,
				ndigits,
				shift;
	int64		units = 0;

	memcpy(&header, body, 2);
	ndigits = (int) (len / 2) - 1;
	if (CRM_NUMERIC_FORM(header) != CRM_NUMERIC_SHORT || ndigits > 4)
		return false;
	scale = CRM_NUMERIC_SHORT_SCALE(header);
	for (int i = 1; i <= ndigits; i++)
	{
		int16		digit;

		memcpy(&digit, body + 2 * i, 2);
		units = units * 10000 + digit;
	}

	/* The last digit counts 10^-scale units once shifted by this many places. */
	shift = ndigits == 0 ? 0 : 4 * (CRM_NUMERIC_SHORT_WEIGHT(header) - ndigits + 1) + scale;
	if (scale > CRM_MONEY_MAX_SCALE || 4 * ndigits + shift > 18)
		return false;
	switch (shift)
	{
			/* The last digit's trailing zeros, which the scale hides. */
		case -1:
			units /= 10;
			break;
		case -2:
			units /= 100;
			break;
		case -3:
			units /= 1000;
			break;
		default:
			if (shift < 0 || shift > 8)
				return false;
			units *= power10[shift];
	}
	out->units = (header & CRM_NUMERIC_SHORT_NEGATIVE) ? -units : units;
	out->scale = scale;
	return true;
}

static inline crm_money
crm_money_from_numeric(Datum value)
{
	struct varlena *v = (struct varlena *) DatumGetPointer(value);
	crm_money	m;

	if (likely(crm_numeric_layout_known && !VARATT_IS_EXTERNAL(v) && !VARATT_IS_COMPRESSED(v) &&
			   crm_decode_numeric(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), &m)))
		return m;
	return crm_money_from_numeric_text(PointerGetDatum(pg_detoast_datum(v)));
}

#endif
