/*
 * The type crm.rfm_cuts: in, out, receive, send, comparison, from and to arrays.
 */
#include "rfm/cuts.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"

#include "core/check.h"
#include "core/number.h"
#include "core/ordering.h"

#define CUTS_VERSION 1

typedef struct stored_cuts
{
	int32		vl_len_;
	uint8		version;
	uint8		n[CRM_AXES];
	double		cut[FLEXIBLE_ARRAY_MEMBER];
} stored_cuts;

Datum
crm_make_cuts(const crm_cuts *cuts)
{
	Size		size = offsetof(stored_cuts, cut);
	stored_cuts *s;
	double	   *place;

	for (int i = 0; i < CRM_AXES; i++)
		size += cuts->axis[i].n * sizeof(double);
	s = palloc0(size);
	SET_VARSIZE(s, size);
	s->version = CUTS_VERSION;
	place = s->cut;
	for (int i = 0; i < CRM_AXES; i++)
	{
		s->n[i] = (uint8) cuts->axis[i].n;
		memcpy(place, cuts->axis[i].cut, cuts->axis[i].n * sizeof(double));
		place += cuts->axis[i].n;
	}
	PG_RETURN_POINTER(s);
}

crm_cuts
crm_get_cuts(Datum datum)
{
	const char *s = VARDATA_ANY(crm_detoast(datum));
	const char *place = s + 4;
	crm_cuts	cuts;

	if (unlikely((uint8) s[0] != CUTS_VERSION))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown version of RFM cuts"),
				 errdetail("This release reads version %d.", CUTS_VERSION)));
	for (int i = 0; i < CRM_AXES; i++)
	{
		cuts.axis[i].n = (uint8) s[1 + i];
		memcpy(cuts.axis[i].cut, place, cuts.axis[i].n * sizeof(double));
		place += cuts.axis[i].n * sizeof(double);
	}
	return cuts;
}

static bool
scan_cuts(crm_scan *s, crm_cuts *cuts)
{
	bool		seen[CRM_AXES] = {false};

	if (!crm_scan_char(s, '{', "an opening brace"))
		return false;
	for (int i = 0; i < CRM_AXES; i++)
	{
		int			axis;

		if (i > 0 && !crm_scan_char(s, ',', "a comma"))
			return false;
		axis = crm_scan_key(s, crm_axis_name, CRM_AXES,
							"each of \"recency\", \"frequency\" and \"monetary\" once");
		if (axis < 0 || seen[axis])
			return false;
		seen[axis] = true;
		if (!crm_scan_numbers(s, cuts->axis[axis].cut, CRM_BINS_MAX - 1, &cuts->axis[axis].n,
							  "at most 8 cuts"))
			return false;
		s->expected = "1 to 8 cuts, in ascending order";
		if (!crm_axis_cuts_valid(&cuts->axis[axis]))
			return false;
	}
	return crm_scan_char(s, '}', "a closing brace") && crm_scan_end(s);
}

CRM_FUNCTION(crm_rfm_cuts_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	crm_scan	s = crm_scan_text(text);
	crm_cuts	cuts;

	if (!scan_cuts(&s, &cuts))
		ereturn(CRM_SOFT_ERRORS(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.rfm_cuts", crm_excerpt(text)),
				 errdetail("At character %d: expected %s.", (int) (s.p - s.begin) + 1, s.expected)));
	return crm_make_cuts(&cuts);
}

CRM_FUNCTION(crm_rfm_cuts_out)
{
	crm_cuts	cuts = crm_get_cuts(PG_GETARG_DATUM(0));
	StringInfoData out;

	initStringInfo(&out);
	for (int i = 0; i < CRM_AXES; i++)
	{
		appendStringInfo(&out, "%s\"%s\": [", i ? ", " : "{", crm_axis_name[i]);
		for (int j = 0; j < cuts.axis[i].n; j++)
		{
			char		text[CRM_NUMBER_TEXT];

			appendStringInfo(&out, "%s%.*s", j ? ", " : "",
							 (int) (crm_print_number(text, cuts.axis[i].cut[j]) - text), text);
		}
		appendStringInfoChar(&out, ']');
	}
	appendStringInfoChar(&out, '}');
	PG_RETURN_CSTRING(out.data);
}

CRM_FUNCTION(crm_rfm_cuts_send)
{
	crm_cuts	cuts = crm_get_cuts(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, CUTS_VERSION);
	for (int i = 0; i < CRM_AXES; i++)
	{
		pq_sendbyte(&buf, (uint8) cuts.axis[i].n);
		for (int j = 0; j < cuts.axis[i].n; j++)
			pq_sendfloat8(&buf, cuts.axis[i].cut[j]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_FUNCTION(crm_rfm_cuts_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	bool		valid = pq_getmsgbyte(buf) == CUTS_VERSION;
	crm_cuts	cuts;

	for (int i = 0; valid && i < CRM_AXES; i++)
	{
		crm_axis_cuts *axis = &cuts.axis[i];

		axis->n = pq_getmsgbyte(buf);
		valid = axis->n < CRM_BINS_MAX;
		for (int j = 0; valid && j < axis->n; j++)
		{
			double		cut = pq_getmsgfloat8(buf);

			valid = isfinite(cut) && !(cut == 0 && signbit(cut));
			axis->cut[j] = cut;
		}
		valid = valid && crm_axis_cuts_valid(axis);
	}
	if (!valid)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("malformed RFM cuts"),
				 errdetail("Version %d has 1 to 8 finite cuts of each axis, in ascending order.", CUTS_VERSION)));
	return crm_make_cuts(&cuts);
}

/* rfm_cuts(float8[], float8[], float8[]): one's own thresholds. */
CRM_FUNCTION(crm_rfm_cuts_make)
{
	crm_cuts	cuts;

	for (int i = 0; i < CRM_AXES; i++)
	{
		char		name[32];

		snprintf(name, sizeof(name), "%s cuts", crm_axis_name[i]);
		cuts.axis[i].n = crm_numbers(PG_GETARG_DATUM(i), name, cuts.axis[i].cut, CRM_BINS_MAX - 1);
		if (!crm_axis_cuts_valid(&cuts.axis[i]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s must be 1 to %d numbers in ascending order", name, CRM_BINS_MAX - 1),
					 errhint("Recency too is cut in ascending days: the fewest days score highest.")));
	}
	return crm_make_cuts(&cuts);
}

static Datum
axis_cuts(FunctionCallInfo fcinfo, crm_axis axis)
{
	crm_cuts	cuts = crm_get_cuts(PG_GETARG_DATUM(0));

	return crm_array(cuts.axis[axis].cut, cuts.axis[axis].n);
}

CRM_FUNCTION(crm_rfm_cuts_recency)
{
	return axis_cuts(fcinfo, CRM_RECENCY);
}

CRM_FUNCTION(crm_rfm_cuts_frequency)
{
	return axis_cuts(fcinfo, CRM_FREQUENCY);
}

CRM_FUNCTION(crm_rfm_cuts_monetary)
{
	return axis_cuts(fcinfo, CRM_MONETARY);
}

CRM_COMPARE_CANONICAL(compare, crm_detoast)
CRM_HASH_CANONICAL(hash, crm_detoast)
CRM_ORDERED_TYPE(crm_rfm_cuts, compare, hash)
