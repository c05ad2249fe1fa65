/*
 * What a function asks of the call that it is in.
 */
#ifndef CRM_CORE_CALL_H
#define CRM_CORE_CALL_H

#include "core/compat.h"

#include "access/tupdesc.h"

/*
 * Inside an aggregate its state, argument 0, is ours to change. What
 * AggCheckCallContext answers, without a call for each row.
 */
static inline bool
crm_in_aggregate(FunctionCallInfo fcinfo)
{
	return fcinfo->context != NULL && (IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState));
}

/* The row type that the call returns, in the current context. */
extern TupleDesc crm_result_row(FunctionCallInfo fcinfo);

#endif
