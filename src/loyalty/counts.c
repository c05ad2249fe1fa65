#include "loyalty/counts.h"

#include "catalog/pg_type.h"
#include "common/int.h"

#include "core/call.h"

void
crm_counts_malformed(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the array is no state of this aggregate")));
}

int64 *
crm_counts(ArrayType *state, int n)
{
	if (ARR_NDIM(state) != 1 || ARR_DIMS(state)[0] != n || ARR_HASNULL(state) || ARR_ELEMTYPE(state) != INT8OID)
		crm_counts_malformed();
	return (int64 *) ARR_DATA_PTR(state);
}

ArrayType *
crm_counts_open(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(0))
	{
		Datum	   *zeros = palloc0(n * sizeof(Datum));

		return construct_array(zeros, n, INT8OID, sizeof(int64), true, TYPALIGN_DOUBLE);
	}
	return crm_in_aggregate(fcinfo) ? PG_GETARG_ARRAYTYPE_P(0) : PG_GETARG_ARRAYTYPE_P_COPY(0);
}

void
crm_counts_add(int64 *sum, int64 value)
{
	if (pg_add_s64_overflow(*sum, value, sum))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a count of an aggregate is out of range")));
}
