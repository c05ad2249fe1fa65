/*
 * numeric and double precision to exact money and back: what is not inline.
 */
#include "core/numeric.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

bool		crm_numeric_layout_known = false;

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
					   CRM_MONEY_MAX_DIGITS),
			 errhint("Where a division has added decimals, round the amounts.")));
	pg_unreachable();
}

static crm_money
from_text(const char *text, crm_money_excess excess)
{
	crm_money	m = {0, 0};

	refuse(crm_money_parse(text, strlen(text), excess, &m), text);
	return m;
}

/* Does this server lay numeric out as core/numeric.h reads it? */
static bool
layout_is_known(void)
{
	static const char *const probe[] = {
		"0", "1", "-1", "0.00", "59.80", "-0.0001", "0.00012", "10000", "9999.99",
		"12345678.90", "-9876543210.9876", "100000000", "0.10000", "5e8", "123.4567890"
	};

	for (int i = 0; i < lengthof(probe); i++)
	{
		Datum		value = DirectFunctionCall3(numeric_in, CStringGetDatum(probe[i]),
												ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
		crm_money	want = from_text(probe[i], CRM_EXCESS_ERROR);
		crm_money	got;
		const void *v = DatumGetPointer(value);

		if (!crm_decode_numeric(VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), &got) ||
			got.units != want.units || got.scale != want.scale)
			return false;
	}
	return true;
}

crm_money
crm_money_from_numeric_text(Datum value)
{
	static bool checked = false;

	if (!checked)
		crm_numeric_layout_known = layout_is_known();
	checked = true;
	return from_text(DatumGetCString(DirectFunctionCall1(numeric_out, value)), CRM_EXCESS_ERROR);
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
