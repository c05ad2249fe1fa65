#include "core/check.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

/* Bytes of a text that an error message shows. */
#define EXCERPT 100

double
crm_finite(double value, const char *name)
{
	if (unlikely(!isfinite(value)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite number, not %s", name,
						isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity"),
				 errhint("Leave such rows out, for example with NULLIF or a WHERE clause.")));
	return value + 0.0;
}

Datum
crm_finite_numeric(Datum value, const char *name)
{
	Numeric		n = DatumGetNumeric(value);

	if (numeric_is_nan(n) || numeric_is_inf(n))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite number, not %s", name,
						DatumGetCString(DirectFunctionCall1(numeric_out, value)))));
	return value;
}

double
crm_share(double value, const char *name)
{
	if (unlikely(!(value > 0 && value <= 1)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be above 0 and at most 1, not %g", name, value),
				 errhint("A share of 20 %% is written 0.20.")));
	return value;
}

double
crm_confidence(double value)
{
	if (unlikely(!(crm_finite(value, "confidence") > 0 && value < 1)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence must lie between 0 and 1, not %g", value),
				 errhint("A confidence of 90 %% is written 0.90.")));
	return value;
}

int32
crm_finite_day(int32 day, const char *name)
{
	if (unlikely(DATE_NOT_FINITE(day)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("%s must be a finite date", name)));
	return day;
}

void
crm_not_null(bool isnull, const char *name)
{
	if (unlikely(isnull))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be NULL", name)));
}

int
crm_numbers(Datum datum, const char *name, double *values, int most)
{
	ArrayType  *array = DatumGetArrayTypeP(datum);
	int			n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%s must be an array of one dimension", name)));
	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not contain NULL", name)));
	if (n > most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s has %d values, at most %d are allowed", name, n, most)));
	for (int i = 0; i < n; i++)
		values[i] = crm_finite(((double *) ARR_DATA_PTR(array))[i], name);
	return n;
}

const char *
crm_excerpt(const char *text)
{
	int			len = (int) strnlen(text, EXCERPT + 1);

	if (len <= EXCERPT)
		return text;
	return psprintf("%.*s...", pg_mbcliplen(text, len, EXCERPT), text);
}

Datum
crm_array(const double *values, int n)
{
	Datum	   *elements = palloc(Max(n, 1) * sizeof(Datum));

	for (int i = 0; i < n; i++)
		elements[i] = Float8GetDatum(values[i]);
	return PointerGetDatum(construct_array(elements, n, FLOAT8OID, sizeof(float8), true, TYPALIGN_DOUBLE));
}
