/*
 * The type crm.rfm_score, an integer of three digits, and scoring a customer.
 */
#include "core/compat.h"

#include "libpq/pqformat.h"
#include "utils/date.h"

#include "core/check.h"
#include "core/ordering.h"
#include "history/life.h"
#include "rfm/cuts.h"
#include "rfm/score.h"

#define PG_RETURN_SCORE(s) PG_RETURN_INT32(s)
#define PG_GETARG_SCORE(n) PG_GETARG_INT32(n)

CRM_FUNCTION(crm_rfm_score_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	int			score = 0;

	if (strlen(text) == 3 && strspn(text, "123456789") == 3)
		score = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
	else
		ereturn(CRM_SOFT_ERRORS(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.rfm_score", crm_excerpt(text)),
				 errhint("A score is three digits from 1 to 9, those of recency, frequency and monetary: 543.")));
	PG_RETURN_SCORE(score);
}

CRM_FUNCTION(crm_rfm_score_out)
{
	PG_RETURN_CSTRING(psprintf("%d", PG_GETARG_SCORE(0)));
}

CRM_FUNCTION(crm_rfm_score_send)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, (uint16) PG_GETARG_SCORE(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_FUNCTION(crm_rfm_score_recv)
{
	int			score = (int) pq_getmsgint((StringInfo) PG_GETARG_POINTER(0), 2);

	if (!crm_score_valid(score))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("malformed RFM score"),
				 errdetail("A score is three digits from 1 to 9.")));
	PG_RETURN_SCORE(score);
}

CRM_FUNCTION(crm_rfm_score_from_integer)
{
	int32		value = PG_GETARG_INT32(0);

	if (!crm_score_valid(value))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%d is no RFM score", value),
				 errhint("A score is three digits from 1 to 9, those of recency, frequency and monetary: 543.")));
	PG_RETURN_SCORE(value);
}

CRM_FUNCTION(crm_rfm_score_to_integer)
{
	PG_RETURN_INT32(PG_GETARG_SCORE(0));
}

CRM_FUNCTION(crm_rfm_score_to_text)
{
	char	   *text = psprintf("%d", PG_GETARG_SCORE(0));
	int			len = (int) strlen(text);
	struct varlena *result = palloc(VARHDRSZ + len);

	SET_VARSIZE(result, VARHDRSZ + len);
	memcpy(VARDATA(result), text, len);
	PG_RETURN_POINTER(result);
}

CRM_FUNCTION(crm_rfm_score_r)
{
	PG_RETURN_INT32(PG_GETARG_SCORE(0) / 100);
}

CRM_FUNCTION(crm_rfm_score_f)
{
	PG_RETURN_INT32(PG_GETARG_SCORE(0) / 10 % 10);
}

CRM_FUNCTION(crm_rfm_score_m)
{
	PG_RETURN_INT32(PG_GETARG_SCORE(0) % 10);
}

CRM_FUNCTION(crm_rfm_score)
{
	crm_cuts	cuts = crm_get_cuts(PG_GETARG_DATUM(3));
	double		r = crm_finite(PG_GETARG_FLOAT8(0), "recency");
	double		f = crm_finite(PG_GETARG_FLOAT8(1), "frequency");
	double		m = crm_finite(PG_GETARG_FLOAT8(2), "monetary");

	PG_RETURN_SCORE(crm_score(&cuts, r, f, m));
}

/* rfm_score(history, as_of, cuts) */
CRM_FUNCTION(crm_rfm_score_history)
{
	crm_cuts	cuts = crm_get_cuts(PG_GETARG_DATUM(2));
	crm_life	life;

	if (!crm_see_life(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), CRM_LIFE_TOTAL, 0, &life))
		PG_RETURN_NULL();
	PG_RETURN_SCORE(crm_score(&cuts, life.silence, life.orders, crm_money_to_double(life.total)));
}

static int
compare(Datum a, Datum b)
{
	return DatumGetInt32(a) - DatumGetInt32(b);
}

static uint64
hash(Datum score, uint64 seed)
{
	return DatumGetUInt64(hash_uint32_extended((uint32) DatumGetInt32(score), seed));
}

CRM_ORDERED_TYPE(crm_rfm_score, compare, hash)
