/*
 * crm.log_rank(a, b)
 */
#include "core/compat.h"

#include "lifecycle/log_rank.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"

#include "core/call.h"
#include "core/normal.h"
#include "lifecycle/durations_type.h"

static void
begin_risk(FunctionCallInfo fcinfo, int at, crm_durations *d, crm_risk *risk)
{
	crm_read_durations(PG_GETARG_DATUM(at), d);
	crm_risk_begin(risk, d, crm_alloc_durations(d->n, sizeof(crm_duration)), crm_alloc_durations(d->n, sizeof(crm_duration)));
}

CRM_FUNCTION(crm_log_rank_row)
{
	crm_durations a,
				b;
	crm_risk	risk_a,
				risk_b;
	crm_log_rank r;
	Datum		values[6];
	bool		nulls[6] = {false};

	begin_risk(fcinfo, 0, &a, &risk_a);
	begin_risk(fcinfo, 1, &b, &risk_b);
	r = crm_compare_risks(&risk_a, &risk_b);
	if (r.variance > 0)
	{
		double		z = r.difference / sqrt(r.variance);

		values[0] = Float8GetDatum(z * z);
		values[1] = Float8GetDatum(crm_normal_two_sided(z));
	}
	else
		nulls[0] = nulls[1] = true;
	values[2] = Int64GetDatum(crm_durations_events(&a));
	values[3] = Float8GetDatum(r.expected_a);
	values[4] = Int64GetDatum(crm_durations_events(&b));
	values[5] = Float8GetDatum(r.expected_b);
	return HeapTupleGetDatum(heap_form_tuple(crm_result_row(fcinfo), values, nulls));
}
