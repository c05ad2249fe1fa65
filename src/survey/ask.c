/*
 * What a survey can be asked: its counts, and indices of satisfaction.
 */
#include "survey/survey.h"

#include "access/htup_details.h"
#include "funcapi.h"

#include "core/call.h"
#include "core/check.h"
#include "core/enums.h"
#include "core/normal.h"
#include "survey/indices.h"

CRM_FUNCTION(crm_survey_responses)
{
	crm_answers answers;

	crm_get_survey(PG_GETARG_DATUM(0), &answers);
	PG_RETURN_INT64(crm_answers_total(&answers));
}

CRM_FUNCTION(crm_survey_mean)
{
	crm_answers answers;
	double		mean;

	crm_get_survey(PG_GETARG_DATUM(0), &answers);
	if (!crm_answers_mean(&answers, &mean))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(mean);
}

typedef struct counting
{
	int			i;
	int64		total;
	crm_answers answers;
} counting;

CRM_FUNCTION(crm_survey_counts)
{
	FuncCallContext *context;
	counting   *c;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		context = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		context->tuple_desc = crm_result_row(fcinfo);
		c = palloc(sizeof(counting));
		crm_get_survey(PG_GETARG_DATUM(0), &c->answers);
		c->total = crm_answers_total(&c->answers);
		c->i = 0;
		context->user_fctx = c;
		MemoryContextSwitchTo(old);
	}
	context = SRF_PERCALL_SETUP();
	c = context->user_fctx;
	if (c->i < c->answers.n)
	{
		const crm_answer *a = &c->answers.at[c->i++];
		Datum		values[3] = {Int32GetDatum(a->answer), Int64GetDatum(a->count),
		Float8GetDatum((double) a->count / (double) c->total)};
		bool		nulls[3] = {false, false, false};

		SRF_RETURN_NEXT(context, HeapTupleGetDatum(heap_form_tuple(context->tuple_desc, values, nulls)));
	}
	SRF_RETURN_DONE(context);
}

/* Reads a survey whose answers lie on a scale; false where there are none. */
static bool
get_scale(Datum survey, int32 low, int32 high, const char *index, crm_answers *answers)
{
	int32		stray;

	crm_get_survey(survey, answers);
	if (!crm_answers_within(answers, low, high, &stray))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is asked on a scale of %d to %d, where %d is no answer", index, low, high, stray)));
	return answers->n > 0;
}

static bool
get_nps(Datum survey, crm_nps *nps)
{
	crm_answers answers;

	if (!get_scale(survey, 0, 10, "the net promoter score", &answers))
		return false;
	*nps = crm_nps_count(&answers);
	return true;
}

static crm_nps_method
get_method(FunctionCallInfo fcinfo, int at)
{
	static const char *const methods[CRM_NPS_METHODS] = {"wald", "adjusted_wald"};

	return (crm_nps_method) crm_enum_place(PG_GETARG_OID(at), methods, CRM_NPS_METHODS);
}

static double
get_z(FunctionCallInfo fcinfo, int at)
{
	return crm_normal_z(crm_confidence(PG_GETARG_FLOAT8(at)));
}

static Datum
make_row(FunctionCallInfo fcinfo, Datum *values)
{
	bool		nulls[5] = {false};

	return HeapTupleGetDatum(heap_form_tuple(crm_result_row(fcinfo), values, nulls));
}

static Datum
make_interval(FunctionCallInfo fcinfo, crm_interval interval)
{
	Datum		values[2] = {Float8GetDatum(interval.low), Float8GetDatum(interval.high)};

	return make_row(fcinfo, values);
}

CRM_FUNCTION(crm_survey_nps)
{
	crm_nps		nps;

	if (!get_nps(PG_GETARG_DATUM(0), &nps))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(crm_nps_points(&nps));
}

/* (survey, confidence, method) */
CRM_FUNCTION(crm_survey_nps_interval)
{
	double		z = get_z(fcinfo, 1);
	crm_nps		nps;

	if (!get_nps(PG_GETARG_DATUM(0), &nps))
		PG_RETURN_NULL();
	return make_interval(fcinfo, crm_nps_interval(&nps, z, get_method(fcinfo, 2)));
}

/* (a, b, confidence, method) */
CRM_FUNCTION(crm_survey_nps_difference)
{
	double		z = get_z(fcinfo, 2);
	crm_nps		a,
				b;
	crm_nps_change change;
	bool		any_a = get_nps(PG_GETARG_DATUM(0), &a),
				any_b = get_nps(PG_GETARG_DATUM(1), &b);

	if (!any_a || !any_b)
		PG_RETURN_NULL();
	change = crm_nps_difference(&a, &b, z, get_method(fcinfo, 3));
	return make_row(fcinfo, (Datum[5]) {
		Float8GetDatum(change.points), Float8GetDatum(change.interval.low), Float8GetDatum(change.interval.high),
		Float8GetDatum(change.p_value), BoolGetDatum(change.interval.low > 0 || change.interval.high < 0)
	});
}

/* The least answer of the satisfied on a scale of 1 to 5. */
#define DEFAULT_TOP 4

/* Reads (survey) on a scale of 1 to 5, or (survey, top) on any. */
static int32
get_csat(FunctionCallInfo fcinfo, bool top_given, crm_answers *answers)
{
	if (!top_given)
		get_scale(PG_GETARG_DATUM(0), 1, 5, "customer satisfaction without a top", answers);
	else
		crm_get_survey(PG_GETARG_DATUM(0), answers);
	return top_given ? PG_GETARG_INT32(1) : DEFAULT_TOP;
}

CRM_FUNCTION(crm_survey_csat)
{
	crm_answers answers;
	int32		top = get_csat(fcinfo, PG_NARGS() > 1, &answers);

	if (answers.n == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) crm_answers_from(&answers, top) / (double) crm_answers_total(&answers));
}

/* (survey [, top], confidence) */
CRM_FUNCTION(crm_survey_csat_interval)
{
	bool		top_given = PG_NARGS() > 2;
	double		z = get_z(fcinfo, top_given ? 2 : 1);
	crm_answers answers;
	int32		top = get_csat(fcinfo, top_given, &answers);

	if (answers.n == 0)
		PG_RETURN_NULL();
	return make_interval(fcinfo, crm_wilson(crm_answers_from(&answers, top), crm_answers_total(&answers), z));
}

/* (survey, version): the mean ease, the easiest highest. */
CRM_FUNCTION(crm_survey_ces)
{
	static const char *const versions[] = {"ces_2", "ces_1"};
	bool		effort = crm_enum_place(PG_GETARG_OID(1), versions, lengthof(versions)) == 1;
	crm_answers answers;
	double		mean;

	if (!get_scale(PG_GETARG_DATUM(0), 1, effort ? 5 : 7, effort ? "customer effort, version 1," : "customer effort", &answers) ||
		!crm_answers_mean(&answers, &mean))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(effort ? 6 - mean : mean);
}
