/*
 * What a function asks of the call that it is in.
 */
#ifndef CRM_CORE_CALL_H
#define CRM_CORE_CALL_H

#include "core/compat.h"

#include "access/tupdesc.h"

/* Inside an aggregate its state, argument 0, is ours to change. */
static inline bool
crm_in_aggregate(FunctionCallInfo fcinfo)
{
	return AggCheckCallContext(fcinfo, NULL) != 0;
}

/* The row type that the call returns, in the current context. */
extern TupleDesc crm_result_row(FunctionCallInfo fcinfo);

#endif
