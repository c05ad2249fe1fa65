/*
 * The type crm.survey: in, out, receive, send, comparison.
 */
#include "survey/survey.h"

#include "libpq/pqformat.h"

#include "core/check.h"
#include "core/ordering.h"
#include "survey/text.h"

void
crm_survey_report(crm_answers_status status, int syntax_code, Node *escontext)
{
	switch (status)
	{
		case CRM_ANSWERS_OK:
			return;
		case CRM_ANSWERS_MALFORMED:
			ereturn(escontext,,
					(errcode(syntax_code),
					 errmsg("malformed survey"),
					 errdetail("The bytes are not those that a survey of these answers is stored in.")));
		case CRM_ANSWERS_VERSION_UNKNOWN:
			ereturn(escontext,,
					(errcode(syntax_code),
					 errmsg("unknown version of a survey"),
					 errdetail("This release reads version %d.", CRM_SURVEY_VERSION),
					 errhint("A survey written by a later release needs that release of crm_ext.")));
		case CRM_ANSWERS_TOO_MANY:
			ereturn(escontext,,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many distinct answers for a survey"),
					 errdetail("A survey has at most %d.", CRM_ANSWERS_MAX),
					 errhint("Round the answers to the points of a scale.")));
		case CRM_ANSWERS_RANGE:
			ereturn(escontext,,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("too many responses for a survey"),
					 errdetail("A survey counts at most %lld responses.", (long long) PG_INT64_MAX)));
	}
}

static void
read_open(const crm_open_survey *open, crm_answers *out)
{
	out->n = open->others;
	memcpy(out->at, open->other, open->others * sizeof(crm_answer));
	for (int i = 0; i < CRM_ANSWERS_DENSE; i++)
		if (open->count[i] > 0)
			crm_answers_add(out->at, &out->n, i, open->count[i]);
}

void
crm_get_survey(Datum datum, crm_answers *out)
{
	struct varlena *v = crm_detoast(datum);

	if (unlikely(*(uint8 *) VARDATA_ANY(v) == CRM_SURVEY_OPEN))
		read_open((crm_open_survey *) pg_detoast_datum(v), out);
	else
		crm_survey_report(crm_answers_decode((uint8 *) VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), out),
						  ERRCODE_FEATURE_NOT_SUPPORTED, NULL);
}

struct varlena *
crm_make_survey(const crm_answers *answers)
{
	uint8		bytes[CRM_ANSWERS_BYTES];
	size_t		len;
	struct varlena *result;

	if (answers->n > CRM_ANSWERS_MAX)
		crm_survey_report(CRM_ANSWERS_TOO_MANY, 0, NULL);
	len = crm_answers_encode(answers, bytes);
	result = palloc(VARHDRSZ + len);
	SET_VARSIZE(result, VARHDRSZ + len);
	memcpy(VARDATA(result), bytes, len);
	return result;
}

/* A survey in canonical form: the datum itself where that is its form. */
static struct varlena *
canonical(Datum datum)
{
	struct varlena *v = crm_detoast(datum);

	if (unlikely(*(uint8 *) VARDATA_ANY(v) == CRM_SURVEY_OPEN))
	{
		crm_answers answers;

		read_open((crm_open_survey *) pg_detoast_datum(v), &answers);
		v = crm_make_survey(&answers);
	}
	return v;
}

CRM_FUNCTION(crm_survey_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	Node	   *escontext = CRM_SOFT_ERRORS(fcinfo);
	crm_answers answers;
	crm_answers_error error;

	if (!crm_answers_parse(text, &answers, &error))
	{
		if (error.status != CRM_ANSWERS_MALFORMED)
		{
			crm_survey_report(error.status, 0, escontext);
			PG_RETURN_NULL();
		}
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.survey", crm_excerpt(text)),
				 errdetail("At character %zu: %s.", error.at + 1, error.what),
				 errhint("A survey looks like {0:3, 9:12, 10:40}: an answer and how often it was given.")));
	}
	PG_RETURN_POINTER(crm_make_survey(&answers));
}

CRM_FUNCTION(crm_survey_out)
{
	crm_answers answers;
	char	   *text;

	crm_get_survey(PG_GETARG_DATUM(0), &answers);
	text = palloc(answers.n * CRM_ANSWER_TEXT + 3);
	crm_answers_print(text, &answers);
	PG_RETURN_CSTRING(text);
}

CRM_FUNCTION(crm_survey_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	size_t		len = buf->len - buf->cursor;
	const uint8 *bytes = (const uint8 *) pq_getmsgbytes(buf, (int) len);
	crm_answers answers;

	crm_survey_report(crm_answers_validate(bytes, len, &answers), ERRCODE_INVALID_BINARY_REPRESENTATION, NULL);
	PG_RETURN_POINTER(crm_make_survey(&answers));
}

CRM_FUNCTION(crm_survey_send)
{
	struct varlena *v = canonical(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(v), (int) VARSIZE_ANY_EXHDR(v));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_COMPARE_CANONICAL(compare, canonical)
CRM_HASH_CANONICAL(hash, canonical)
CRM_ORDERED_TYPE(crm_survey, compare, hash)
