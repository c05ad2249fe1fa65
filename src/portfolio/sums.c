#include "portfolio/sums.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "core/call.h"
#include "core/numeric.h"

#define MOST_SUMS 8

static Datum
make(Datum *sums, int n)
{
	return PointerGetDatum(construct_array(sums, n, NUMERICOID, -1, false, TYPALIGN_INT));
}

static void
refuse(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the array is not a state of this aggregate")));
}

/* The elements of an array of so many finite numbers of 0 and above. */
static int
read_all(Datum datum, Datum *sums)
{
	ArrayType  *array = DatumGetArrayTypeP(datum);
	Datum	   *elements;
	int			n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));

	if (ARR_NDIM(array) != 1 || n > MOST_SUMS || array_contains_nulls(array))
		refuse();
	deconstruct_array(array, NUMERICOID, -1, false, TYPALIGN_INT, &elements, NULL, &n);
	for (int i = 0; i < n; i++)
	{
		Numeric		sum = DatumGetNumeric(elements[i]);

		if (numeric_is_nan(sum) || numeric_is_inf(sum) ||
			crm_numeric_cmp(elements[i], NumericGetDatum(int64_to_numeric(0))) < 0)
			refuse();
		sums[i] = elements[i];
	}
	return n;
}

void
crm_sums_read(Datum array, int n, Datum *sums)
{
	Datum		all[MOST_SUMS];

	if (read_all(array, all) != n)
		refuse();
	memcpy(sums, all, n * sizeof(Datum));
}

static void
add(Datum *sums, const Datum *values, int n)
{
	for (int i = 0; i < n; i++)
		sums[i] = DirectFunctionCall2(numeric_add, sums[i], values[i]);
}

Datum
crm_sums_add(FunctionCallInfo fcinfo, int n, const Datum *values)
{
	Datum		sums[MOST_SUMS];

	if (PG_ARGISNULL(0))
		memcpy(sums, values, n * sizeof(Datum));
	else
	{
		crm_sums_read(PG_GETARG_DATUM(0), n, sums);
		add(sums, values, n);
	}
	return make(sums, n);
}

Datum
crm_sums_skip(FunctionCallInfo fcinfo, int n)
{
	Datum		sums[MOST_SUMS];

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	/* What no aggregate has made may be anything. */
	if (!crm_in_aggregate(fcinfo))
		crm_sums_read(PG_GETARG_DATUM(0), n, sums);
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/* Combine function of the aggregates whose state is sums. */
CRM_FUNCTION(crm_sums_merge)
{
	Datum		a[MOST_SUMS],
				b[MOST_SUMS];
	int			n = read_all(PG_GETARG_DATUM(0), a);

	crm_sums_read(PG_GETARG_DATUM(1), n, b);
	add(a, b, n);
	return make(a, n);
}

Datum
crm_sums_ratio(Datum a, Datum b)
{
	return DirectFunctionCall1(numeric_float8, DirectFunctionCall2(numeric_div, a, b));
}

Datum
crm_decimal(double value)
{
	return crm_money_to_numeric(crm_money_from_float8(value));
}

int
crm_numeric_cmp(Datum a, Datum b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}
