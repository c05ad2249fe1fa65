/*
 * What durations can be asked without a curve.
 */
#include "lifecycle/durations_type.h"

CRM_FUNCTION(crm_durations_count)
{
	crm_durations d;

	crm_read_durations(PG_GETARG_DATUM(0), &d);
	PG_RETURN_INT64(crm_durations_subjects(&d));
}

CRM_FUNCTION(crm_durations_event_count)
{
	crm_durations d;

	crm_read_durations(PG_GETARG_DATUM(0), &d);
	PG_RETURN_INT64(crm_durations_events(&d));
}

CRM_FUNCTION(crm_durations_total)
{
	crm_durations d;

	crm_read_durations(PG_GETARG_DATUM(0), &d);
	PG_RETURN_FLOAT8(crm_durations_exposure(&d));
}
