/*
 * Curves of survival in SQL: crm.kaplan_meier and what is read off it.
 */
#include "core/compat.h"

#include "lifecycle/kaplan_meier.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "nodes/execnodes.h"
#include "utils/tuplestore.h"

#include "core/call.h"
#include "core/check.h"
#include "core/enums.h"
#include "core/normal.h"
#include "core/tick.h"
#include "lifecycle/durations_type.h"

static const char *const conf_types[] = {"log", "log_log", "plain"};

static crm_conf_type
conf_type_argument(FunctionCallInfo fcinfo, int at)
{
	return (crm_conf_type) crm_enum_place(PG_GETARG_OID(at), conf_types, lengthof(conf_types));
}

/* The curve of the durations in argument 0, at time 0. */
static void
begin_curve(FunctionCallInfo fcinfo, crm_survival *c)
{
	crm_durations *d = palloc(sizeof(crm_durations));

	crm_read_durations(PG_GETARG_DATUM(0), d);
	crm_survival_begin(c, d, crm_alloc_durations(d->n, sizeof(crm_duration)), crm_alloc_durations(d->n, sizeof(crm_duration)));
}

/* kaplan_meier(durations, conf_type, confidence) */
CRM_FUNCTION(crm_kaplan_meier)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	crm_conf_type type = conf_type_argument(fcinfo, 1);
	double		z = crm_normal_z(crm_confidence(PG_GETARG_FLOAT8(2)));
	crm_survival	c;

	InitMaterializedSRF(fcinfo, 0);
	begin_curve(fcinfo, &c);
	while (crm_survival_step(&c))
	{
		Datum		values[7] = {Float8GetDatum(c.time), Int64GetDatum(c.at_risk), Int64GetDatum(c.events), Float8GetDatum(c.survival)};
		bool		nulls[7] = {false};
		double		lower,
					upper;

		if (c.survival > 0)
		{
			crm_survival_interval(&c, type, z, &lower, &upper);
			values[4] = Float8GetDatum(crm_survival_error(&c));
			values[5] = Float8GetDatum(lower);
			values[6] = Float8GetDatum(upper);
		}
		else
			nulls[4] = nulls[5] = nulls[6] = true;
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		crm_tick();
	}
	return (Datum) 0;
}

/* survival_at(durations, t): the last step up to t. */
CRM_FUNCTION(crm_survival_at)
{
	double		t = crm_finite(PG_GETARG_FLOAT8(1), "t");
	double		last;
	crm_survival	c;

	if (t < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("t must not be below 0, as %g is", t)));
	begin_curve(fcinfo, &c);
	last = c.risk.d->rows[c.risk.d->n - 1].duration;
	while (crm_risk_next(&c.risk) <= t && crm_survival_step(&c))
		continue;
	if (t > last && c.survival > 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(c.survival);
}

/* The level of survival that a share, argument `at`, leaves; the median's where there is none. */
static double
level_argument(FunctionCallInfo fcinfo, int at)
{
	double		share;

	if (at < 0)
		return 0.5;
	share = crm_finite(PG_GETARG_FLOAT8(at), "share");
	if (!(share > 0 && share < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share must lie between 0 and 1, not %g", share),
				 errhint("The median is the time by which a share of 0.5 has had the event.")));
	return 1 - share;
}

static Datum
find_time(FunctionCallInfo fcinfo, double level)
{
	crm_crossing crossing = {.level = level};
	crm_survival	c;

	begin_curve(fcinfo, &c);
	while (crm_survival_step(&c))
		crm_cross(&crossing, c.time, c.survival);
	if (!crossing.found)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(crossing.time);
}

CRM_FUNCTION(crm_median_survival)
{
	return find_time(fcinfo, level_argument(fcinfo, -1));
}

CRM_FUNCTION(crm_survival_quantile)
{
	return find_time(fcinfo, level_argument(fcinfo, 1));
}

/* Where the two bounds of the curve cross the level. */
static Datum
find_interval(FunctionCallInfo fcinfo, double level, int at)
{
	crm_conf_type type = conf_type_argument(fcinfo, at);
	double		z = crm_normal_z(crm_confidence(PG_GETARG_FLOAT8(at + 1)));
	crm_crossing low = {.level = level},
				high = {.level = level};
	crm_survival	c;
	Datum		values[2];
	bool		nulls[2];

	begin_curve(fcinfo, &c);
	while (crm_survival_step(&c))
	{
		double		lower,
					upper;

		if (!(c.survival > 0))
			break;
		crm_survival_interval(&c, type, z, &lower, &upper);
		crm_cross(&low, c.time, lower);
		crm_cross(&high, c.time, upper);
	}
	values[0] = Float8GetDatum(low.time);
	values[1] = Float8GetDatum(high.time);
	nulls[0] = !low.found;
	nulls[1] = !high.found;
	return HeapTupleGetDatum(heap_form_tuple(crm_result_row(fcinfo), values, nulls));
}

CRM_FUNCTION(crm_median_survival_interval)
{
	return find_interval(fcinfo, level_argument(fcinfo, -1), 1);
}

CRM_FUNCTION(crm_survival_quantile_interval)
{
	return find_interval(fcinfo, level_argument(fcinfo, 1), 2);
}

/* restricted_mean(durations, horizon, confidence) */
CRM_FUNCTION(crm_restricted_mean_row)
{
	double		horizon = crm_finite(PG_GETARG_FLOAT8(1), "horizon");
	double		z = crm_normal_z(crm_confidence(PG_GETARG_FLOAT8(2)));
	crm_durations d;
	crm_restricted r;
	Datum		values[4];
	bool		nulls[4] = {false};

	if (horizon < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must not be below 0, as %g is", horizon)));
	crm_read_durations(PG_GETARG_DATUM(0), &d);
	if (!crm_restricted_mean(&d, horizon, crm_alloc_durations(d.n, sizeof(crm_duration)),
							 crm_alloc_durations(d.n, sizeof(crm_duration)), &r))
		PG_RETURN_NULL();
	values[0] = Float8GetDatum(r.mean);
	values[1] = Float8GetDatum(r.std_error);
	values[2] = Float8GetDatum(fmax(0, r.mean - z * r.std_error));
	values[3] = Float8GetDatum(fmin(horizon, r.mean + z * r.std_error));
	return HeapTupleGetDatum(heap_form_tuple(crm_result_row(fcinfo), values, nulls));
}
