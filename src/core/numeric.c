/*
 * numeric's layout is private to the server, yet decoding it here costs a
 * fifth of any public way. So the layout is checked against numeric_in before
 * its first use, and where it is another, amounts go through their text.
 *
 * The layout, of PostgreSQL 9.1 to 19: a 16-bit header, in its short form
 * 10 S DDDDDD W WWWWWW (sign, decimals shown, weight with its sign), in its
 * long form SS DDDDDDDDDDDDDD followed by a 16-bit weight; then digits of base
 * 10000. The value is the sum of digit[i] * 10000^(weight - i).
 */
#include "core/numeric.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#define SIGN_MASK 0xC000
#define LONG_NEGATIVE 0x4000
#define SHORT_FORM 0x8000
#define SPECIAL 0xC000
#define SHORT_NEGATIVE 0x2000
#define SHORT_SCALE(h) (((h) & 0x1F80) >> 7)
#define SHORT_WEIGHT(h) ((int) ((h) & 0x3F) - (((h) & 0x40) ? 64 : 0))
#define LONG_SCALE(h) ((h) & 0x3FFF)

/* Digits that fit 36 decimal places wherever the point is. */
#define FAST_DIGITS 8

/* False for what is rare enough to go through its text. */
static inline bool
decode(const char *body, size_t len, crm_money *out)
{
	uint16		header;
	bool		negative;
	int			scale,
				weight,
				ndigits,
				shift;
	crm_int128	units;

	memcpy(&header, body, 2);
	if ((header & SIGN_MASK) == SHORT_FORM)
	{
		negative = (header & SHORT_NEGATIVE) != 0;
		scale = SHORT_SCALE(header);
		weight = SHORT_WEIGHT(header);
		body += 2;
		len -= 2;
	}
	else
	{
		int16		w;

		if ((header & SIGN_MASK) == SPECIAL)
			return false;
		memcpy(&w, body + 2, 2);
		negative = (header & SIGN_MASK) == LONG_NEGATIVE;
		scale = LONG_SCALE(header);
		weight = w;
		body += 4;
		len -= 4;
	}

	ndigits = (int) (len / 2);
	if (scale > CRM_MONEY_MAX_SCALE || ndigits > FAST_DIGITS)
		return false;

	if (ndigits <= 4)
	{
		int64		small = 0;

		for (int i = 0; i < ndigits; i++)
		{
			int16		digit;

			memcpy(&digit, body + 2 * i, 2);
			small = small * 10000 + digit;
		}
		units = small;
	}
	else
	{
		units = 0;
		for (int i = 0; i < ndigits; i++)
		{
			int16		digit;

			memcpy(&digit, body + 2 * i, 2);
			units = units * 10000 + digit;
		}
	}

	/* The last digit counts 10^-scale units once shifted by this many places. */
	shift = 4 * (weight - ndigits + 1) + scale;
	if (ndigits == 0)
		units = 0;
	else if (shift < 0)
	{
		/* At most the last digit's trailing zeros, that the scale hides. */
		if (shift < -4)
			return false;
		if (ndigits <= 4)
			units = (int64) units / (int64) crm_power10[-shift];
		else
			units /= crm_power10[-shift];
	}
	else if (shift > 0)
	{
		if (4 * ndigits + shift > CRM_MONEY_MAX_DIGITS)
			return false;
		units *= crm_power10[shift];
	}
	out->units = negative ? -units : units;
	out->scale = scale;
	return true;
}

static void
refuse(crm_money_status status, const char *text)
{
	switch (status)
	{
		case CRM_MONEY_OK:
			return;
		case CRM_MONEY_SYNTAX:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount must be a finite number, not %s", text),
					 errhint("Leave such rows out, or store NULL: rows with a NULL amount are skipped.")));
			break;
		case CRM_MONEY_RANGE:
			crm_money_overflow();
			break;
		case CRM_MONEY_DECIMALS:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount has too many decimals"),
					 errdetail("Amounts are exact to %d decimals.", CRM_MONEY_MAX_SCALE),
					 errhint("Round it: round(amount, %d).", CRM_MONEY_MAX_SCALE)));
			break;
	}
}

void
crm_money_overflow(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amount out of range"),
			 errdetail("An amount, and the sum of amounts, has at most %d digits, those after the point included.",
					   CRM_MONEY_MAX_DIGITS)));
	pg_unreachable();
}

static crm_money
from_text(const char *text, crm_money_excess excess)
{
	crm_money	m = {0, 0};

	refuse(crm_money_parse(text, strlen(text), excess, &m), text);
	return m;
}

static crm_money
numeric_through_text(Datum value)
{
	return from_text(DatumGetCString(DirectFunctionCall1(numeric_out, value)),
					 CRM_EXCESS_ERROR);
}

/* Does this server lay numeric out as decode() reads it? */
static bool
layout_is_known(void)
{
	static const char *const probe[] = {
		"0", "1", "-1", "0.00", "59.80", "-0.0001", "0.00012", "10000", "9999.99",
		"12345678.90", "-98765432109876.54321", "100000000", "0.10000", "5e30"
	};

	for (int i = 0; i < lengthof(probe); i++)
	{
		Datum		value = DirectFunctionCall3(numeric_in, CStringGetDatum(probe[i]),
												ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
		crm_money	want = from_text(probe[i], CRM_EXCESS_ERROR);
		crm_money	got;

		if (!decode(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &got) ||
			got.units != want.units || got.scale != want.scale)
			return false;
	}
	return true;
}

crm_money
crm_money_from_numeric(Datum value)
{
	static enum
	{
		UNCHECKED, KNOWN, UNKNOWN
	}			layout = UNCHECKED;
	struct varlena *v = (struct varlena *) DatumGetPointer(value);
	crm_money	m;

	if (unlikely(layout == UNCHECKED))
		layout = layout_is_known() ? KNOWN : UNKNOWN;
	if (unlikely(VARATT_IS_EXTERNAL(v) || VARATT_IS_COMPRESSED(v)))
		v = pg_detoast_datum_packed(v);
	if (likely(layout == KNOWN && decode(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), &m)))
		return m;
	return numeric_through_text(PointerGetDatum(pg_detoast_datum(v)));
}

/*
 * A double is read as the shortest decimal that names it, which is what it
 * prints as: 0.1 is one tenth.
 */
crm_money
crm_money_from_float8(double value)
{
	double		cents = value * 100;
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	/* With fewer than 15 digits, the cents that give the double back are it. */
	if (fabs(cents) < 1e14 && rint(cents) / 100 == value)
	{
		crm_money	m = {(int64) rint(cents), 2};

		while (m.scale > 0 && (int64) m.units % 10 == 0)
		{
			m.units = (int64) m.units / 10;
			m.scale--;
		}
		return m;
	}
	double_to_shortest_decimal_buf(value, text);
	return from_text(text, CRM_EXCESS_ROUND);
}

Datum
crm_money_to_numeric(crm_money m)
{
	char		text[CRM_MONEY_TEXT];

	if (m.units >= PG_INT64_MIN && m.units <= PG_INT64_MAX)
		return NumericGetDatum(int64_div_fast_to_numeric((int64) m.units, m.scale));
	*crm_money_print(text, m) = '\0';
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}
