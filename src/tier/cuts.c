/*
 * The type crm.tier_cuts: in, out, receive, send, comparison, from and to an array.
 */
#include "tier/cuts.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"

#include "core/check.h"
#include "core/number.h"
#include "core/ordering.h"

#define CUTS_VERSION 1
const char *const crm_tier_name[CRM_TIERS] = {"vip", "major", "ordinary", "small"};

typedef struct stored_cuts
{
	int32		vl_len_;
	uint8		version;
	uint8		unused[3];
	crm_tier_cuts	cuts;
} stored_cuts;

Datum
crm_make_tier_cuts(const crm_tier_cuts *cuts)
{
	stored_cuts *s = palloc0(sizeof(stored_cuts));

	SET_VARSIZE(s, sizeof(stored_cuts));
	s->version = CUTS_VERSION;
	s->cuts = *cuts;
	PG_RETURN_POINTER(s);
}

crm_tier_cuts
crm_get_tier_cuts(Datum datum)
{
	const char *s = VARDATA_ANY(crm_detoast(datum));
	crm_tier_cuts	cuts;

	if (unlikely((uint8) s[0] != CUTS_VERSION))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown version of tier cuts"),
				 errdetail("This release reads version %d.", CUTS_VERSION)));
	memcpy(&cuts, s + 4, sizeof(crm_tier_cuts));
	return cuts;
}

static bool
descend(const crm_tier_cuts *cuts)
{
	for (int i = 1; i < CRM_TIER_CUTS; i++)
		if (cuts->least[i] > cuts->least[i - 1])
			return false;
	return true;
}

static bool
scan_cuts(crm_scan *s, crm_tier_cuts *cuts)
{
	for (int i = 0; i < CRM_TIER_CUTS; i++)
	{
		if (!(i == 0 ? crm_scan_char(s, '{', "an opening brace") : crm_scan_char(s, ',', "a comma")) ||
			crm_scan_key(s, &crm_tier_name[i], 1, "\"vip\", \"major\" and \"ordinary\", in this order") < 0 ||
			!crm_scan_number(s, &cuts->least[i]))
			return false;
	}
	if (!crm_scan_char(s, '}', "a closing brace") || !crm_scan_end(s))
		return false;
	s->expected = "cuts that do not ascend";
	return descend(cuts);
}

CRM_FUNCTION(crm_tier_cuts_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	crm_scan	s = crm_scan_text(text);
	crm_tier_cuts	cuts;

	if (!scan_cuts(&s, &cuts))
		ereturn(CRM_SOFT_ERRORS(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.tier_cuts", crm_excerpt(text)),
				 errdetail("At character %d: expected %s.", (int) (s.p - s.begin) + 1, s.expected)));
	return crm_make_tier_cuts(&cuts);
}

CRM_FUNCTION(crm_tier_cuts_out)
{
	crm_tier_cuts	cuts = crm_get_tier_cuts(PG_GETARG_DATUM(0));
	StringInfoData out;

	initStringInfo(&out);
	for (int i = 0; i < CRM_TIER_CUTS; i++)
	{
		char		text[CRM_NUMBER_TEXT];

		*crm_print_number(text, cuts.least[i]) = '\0';
		appendStringInfo(&out, "%s\"%s\": %s", i ? ", " : "{", crm_tier_name[i], text);
	}
	appendStringInfoChar(&out, '}');
	PG_RETURN_CSTRING(out.data);
}

CRM_FUNCTION(crm_tier_cuts_send)
{
	crm_tier_cuts	cuts = crm_get_tier_cuts(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, CUTS_VERSION);
	for (int i = 0; i < CRM_TIER_CUTS; i++)
		pq_sendfloat8(&buf, cuts.least[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_FUNCTION(crm_tier_cuts_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	bool		valid = pq_getmsgbyte(buf) == CUTS_VERSION;
	crm_tier_cuts	cuts;

	for (int i = 0; i < CRM_TIER_CUTS && valid; i++)
	{
		double		least = pq_getmsgfloat8(buf);

		valid = isfinite(least) && !(least == 0 && signbit(least));
		cuts.least[i] = least;
	}
	if (!valid || !descend(&cuts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("malformed tier cuts"),
				 errdetail("Version %d has %d finite cuts that do not ascend.", CUTS_VERSION, CRM_TIER_CUTS)));
	return crm_make_tier_cuts(&cuts);
}

/* tier_cuts(float8[]): one's own least values. */
CRM_FUNCTION(crm_tier_cuts_make)
{
	crm_tier_cuts	cuts;

	if (crm_numbers(PG_GETARG_DATUM(0), "cuts", cuts.least, CRM_TIER_CUTS) != CRM_TIER_CUTS || !descend(&cuts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cuts must be %d values that do not ascend", CRM_TIER_CUTS),
				 errhint("They are the least values of the tiers vip, major and ordinary.")));
	return crm_make_tier_cuts(&cuts);
}

CRM_FUNCTION(crm_tier_cuts_values)
{
	crm_tier_cuts	cuts = crm_get_tier_cuts(PG_GETARG_DATUM(0));

	return crm_array(cuts.least, CRM_TIER_CUTS);
}

CRM_COMPARE_CANONICAL(compare, crm_detoast)
CRM_HASH_CANONICAL(hash, crm_detoast)
CRM_ORDERED_TYPE(crm_tier_cuts, compare, hash)
