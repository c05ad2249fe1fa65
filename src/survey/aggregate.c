/*
 * The aggregates crm.survey and crm.rollup.
 */
#include "survey/survey.h"

#include "common/int.h"

#include "core/call.h"

#define OPEN_HEADER offsetof(crm_open_survey, other)

/* The header and the counts of 0 to 10: a cache line, and a power of 2, as memory is given out. */
#define FIRST_SIZE 64

StaticAssertDecl(OPEN_HEADER == FIRST_SIZE, "an open survey begins without other answers");

static crm_open_survey *
alloc_open(void)
{
	crm_open_survey *open = palloc0(FIRST_SIZE);

	SET_VARSIZE(open, FIRST_SIZE);
	open->version = CRM_SURVEY_OPEN;
	return open;
}

/* Counts an answer that is none of the usual ones, or too many of one. */
static crm_open_survey *
add_other(crm_open_survey *open, int32 answer, int64 count)
{
	Size		size = VARSIZE(open);

	if (OPEN_HEADER + (open->others + 1) * sizeof(crm_answer) > size)
	{
		crm_open_survey *larger = palloc(2 * size);

		memcpy(larger, open, size);
		SET_VARSIZE(larger, 2 * size);
		open = larger;
	}
	crm_answers_add(open->other, &open->others, answer, count);
	if (open->others > CRM_ANSWERS_MAX)
		crm_survey_report(CRM_ANSWERS_TOO_MANY, 0, NULL);
	return open;
}

static inline crm_open_survey *
add(crm_open_survey *open, int32 answer, int64 count)
{
	if (unlikely(pg_add_s64_overflow(open->total, count, &open->total)))
		crm_survey_report(CRM_ANSWERS_RANGE, 0, NULL);
	if (likely((uint32) answer < CRM_ANSWERS_DENSE && count <= (int64) (PG_UINT32_MAX - open->count[answer])))
		open->count[answer] += (uint32) count;
	else if (count > 0)
		open = add_other(open, answer, count);
	return open;
}

static crm_open_survey *
add_survey(crm_open_survey *open, Datum survey)
{
	crm_answers answers;

	crm_get_survey(survey, &answers);
	for (int i = 0; i < answers.n; i++)
		open = add(open, answers.at[i].answer, answers.at[i].count);
	return open;
}

/* The state as an open survey that may be changed: as it is, or a copy. */
static inline crm_open_survey *
open_state(FunctionCallInfo fcinfo, bool ours)
{
	struct varlena *v = (struct varlena *) PG_GETARG_POINTER(0);

	if (likely(ours && VARATT_IS_4B_U(v) && *(uint8 *) VARDATA(v) == CRM_SURVEY_OPEN))
		return (crm_open_survey *) v;
	return add_survey(alloc_open(), PG_GETARG_DATUM(0));
}

static struct varlena *
close_survey(crm_open_survey *open)
{
	crm_answers answers;

	crm_get_survey(PointerGetDatum(open), &answers);
	return crm_make_survey(&answers);
}

/* What a transition function answers: inside an aggregate, the open survey itself. */
static inline Datum
close_state(bool ours, crm_open_survey *open)
{
	if (likely(ours))
		PG_RETURN_POINTER(open);
	PG_RETURN_POINTER(close_survey(open));
}

static inline Datum
add_answer(FunctionCallInfo fcinfo, int64 count)
{
	bool		ours = crm_in_aggregate(fcinfo);
	crm_open_survey *open = PG_ARGISNULL(0) ? alloc_open() : open_state(fcinfo, ours);

	return close_state(ours, add(open, PG_GETARG_INT32(1), count));
}

CRM_FUNCTION(crm_survey_add)
{
	if (unlikely(PG_ARGISNULL(1)))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	return add_answer(fcinfo, 1);
}

CRM_FUNCTION(crm_survey_add_weighted)
{
	int64		weight;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	weight = PG_GETARG_INT64(2);
	if (unlikely(weight < 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weight must not be below 0, as %lld is", (long long) weight),
				 errdetail("It says how many respondents gave the answer.")));
	return add_answer(fcinfo, weight);
}

/* Transition of rollup, combine function of both aggregates, and operator ||. */
CRM_FUNCTION(crm_survey_merge)
{
	bool		ours = crm_in_aggregate(fcinfo);

	return close_state(ours, add_survey(open_state(fcinfo, ours), PG_GETARG_DATUM(1)));
}

CRM_FUNCTION(crm_survey_close)
{
	struct varlena *v = pg_detoast_datum((struct varlena *) PG_GETARG_POINTER(0));

	if (*(uint8 *) VARDATA(v) == CRM_SURVEY_OPEN)
		v = close_survey((crm_open_survey *) v);
	PG_RETURN_POINTER(v);
}
