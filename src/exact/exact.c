/*
 * crm.exact_sum and crm.exact_average. Their state is a bigint[], which holds
 * a crm_exact.
 */
#include "core/compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "core/call.h"
#include "core/check.h"
#include "exact/sum.h"

#define FIELDS ((int) (sizeof(crm_exact) / sizeof(int64)))

static void
not_a_state(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the array is no state of an exact sum")));
}

static inline crm_exact *
inside(ArrayType *state)
{
	if (unlikely(ARR_NDIM(state) != 1 || ARR_DIMS(state)[0] != FIELDS || ARR_HASNULL(state) ||
				 ARR_ELEMTYPE(state) != INT8OID))
		not_a_state();
	return (crm_exact *) ARR_DATA_PTR(state);
}

/* The same, where the state may have come from anywhere. */
static crm_exact *
checked(ArrayType *state)
{
	crm_exact  *e = inside(state);

	if (!crm_exact_is_valid(e))
		not_a_state();
	return e;
}

/* (state, value) */
CRM_FUNCTION(crm_exact_add)
{
	ArrayType  *state;
	crm_exact  *e;
	double		value;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	value = crm_finite(PG_GETARG_FLOAT8(1), "value");
	if (PG_ARGISNULL(0))
	{
		Datum		zeros[FIELDS] = {0};

		state = construct_array(zeros, FIELDS, INT8OID, sizeof(int64), true, TYPALIGN_DOUBLE);
		e = inside(state);
	}
	else if (crm_in_aggregate(fcinfo))
	{
		state = PG_GETARG_ARRAYTYPE_P(0);
		e = inside(state);
	}
	else
	{
		state = PG_GETARG_ARRAYTYPE_P_COPY(0);
		e = checked(state);
	}
	crm_add_exact(e, value);
	PG_RETURN_ARRAYTYPE_P(state);
}

CRM_FUNCTION(crm_exact_merge)
{
	ArrayType  *state = crm_in_aggregate(fcinfo) ? PG_GETARG_ARRAYTYPE_P(0) : PG_GETARG_ARRAYTYPE_P_COPY(0);

	if (!crm_merge_exact(checked(state), checked(PG_GETARG_ARRAYTYPE_P(1))))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("an exact sum has room for 2^63 - 1 values")));
	PG_RETURN_ARRAYTYPE_P(state);
}

static Datum
answer(double result, const char *what, const char *hint)
{
	if (unlikely(!isfinite(result)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the %s is out of range of double precision", what),
				 hint ? errhint("%s", hint) : 0));
	return Float8GetDatum(result);
}

CRM_FUNCTION(crm_exact_sum_final)
{
	return answer(crm_exact_total(checked(PG_GETARG_ARRAYTYPE_P(0))), "sum",
				  "Add smaller units, or ask for crm.exact_average.");
}

/* The mean of values is never out of range, that of a state made by hand can be. */
CRM_FUNCTION(crm_exact_average_final)
{
	return answer(crm_exact_mean(checked(PG_GETARG_ARRAYTYPE_P(0))), "mean", NULL);
}
