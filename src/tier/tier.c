/*
 * Tiers by rank: the type crm.tier_cuts, the aggregate that yields it, and
 * crm.tier as scalar and as window function.
 */
#include "core/compat.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/memutils.h"

#include "core/check.h"
#include "core/enums.h"
#include "core/number.h"
#include "core/ordering.h"
#include "core/partition.h"
#include "core/sample.h"
#include "tier/shares.h"

#define CUTS_VERSION 1
#define TIERS 4
#define TIER_CUTS (TIERS - 1)

static const char *const tier_name[TIERS] = {"vip", "major", "ordinary", "small"};
static const char *const value_name = "value";
static const double default_shares[TIER_CUTS] = {0.01, 0.05, 0.20};

/* The least value of each tier but the last, so never ascending. */
typedef struct tier_cuts
{
	double		least[TIER_CUTS];
} tier_cuts;

typedef struct stored_cuts
{
	int32		vl_len_;
	uint8		version;
	uint8		unused[3];
	tier_cuts	cuts;
} stored_cuts;

static Datum
store(const tier_cuts *cuts)
{
	stored_cuts *s = palloc0(sizeof(stored_cuts));

	SET_VARSIZE(s, sizeof(stored_cuts));
	s->version = CUTS_VERSION;
	s->cuts = *cuts;
	PG_RETURN_POINTER(s);
}

static tier_cuts
get_cuts(Datum datum)
{
	const char *s = VARDATA_ANY(pg_detoast_datum_packed((struct varlena *) DatumGetPointer(datum)));
	tier_cuts	cuts;

	if (unlikely((uint8) s[0] != CUTS_VERSION))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown version of tier cuts"),
				 errdetail("This release reads version %d.", CUTS_VERSION)));
	memcpy(&cuts, s + 4, sizeof(tier_cuts));
	return cuts;
}

static bool
descend(const tier_cuts *cuts)
{
	for (int i = 1; i < TIER_CUTS; i++)
		if (cuts->least[i] > cuts->least[i - 1])
			return false;
	return true;
}

static bool
scan_cuts(crm_scan *s, tier_cuts *cuts)
{
	for (int i = 0; i < TIER_CUTS; i++)
	{
		if (!(i == 0 ? crm_scan_char(s, '{', "an opening brace") : crm_scan_char(s, ',', "a comma")) ||
			crm_scan_key(s, &tier_name[i], 1, "\"vip\", \"major\" and \"ordinary\", in this order") < 0 ||
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
	tier_cuts	cuts;

	if (!scan_cuts(&s, &cuts))
		ereturn(CRM_SOFT_ERRORS(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.tier_cuts", crm_excerpt(text)),
				 errdetail("At character %d: expected %s.", (int) (s.p - s.begin) + 1, s.expected)));
	return store(&cuts);
}

CRM_FUNCTION(crm_tier_cuts_out)
{
	tier_cuts	cuts = get_cuts(PG_GETARG_DATUM(0));
	StringInfoData out;

	initStringInfo(&out);
	for (int i = 0; i < TIER_CUTS; i++)
	{
		char		text[CRM_NUMBER_TEXT];

		*crm_print_number(text, cuts.least[i]) = '\0';
		appendStringInfo(&out, "%s\"%s\": %s", i ? ", " : "{", tier_name[i], text);
	}
	appendStringInfoChar(&out, '}');
	PG_RETURN_CSTRING(out.data);
}

CRM_FUNCTION(crm_tier_cuts_send)
{
	tier_cuts	cuts = get_cuts(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, CUTS_VERSION);
	for (int i = 0; i < TIER_CUTS; i++)
		pq_sendfloat8(&buf, cuts.least[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_FUNCTION(crm_tier_cuts_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	bool		valid = pq_getmsgbyte(buf) == CUTS_VERSION;
	tier_cuts	cuts;

	for (int i = 0; i < TIER_CUTS && valid; i++)
	{
		double		least = pq_getmsgfloat8(buf);

		valid = isfinite(least) && !(least == 0 && signbit(least));
		cuts.least[i] = least;
	}
	if (!valid || !descend(&cuts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("malformed tier cuts"),
				 errdetail("Version %d has %d finite cuts that do not ascend.", CUTS_VERSION, TIER_CUTS)));
	return store(&cuts);
}

/* tier_cuts(float8[]): one's own least values. */
CRM_FUNCTION(crm_tier_cuts_make)
{
	tier_cuts	cuts;

	if (crm_numbers(PG_GETARG_DATUM(0), "cuts", cuts.least, TIER_CUTS) != TIER_CUTS || !descend(&cuts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cuts must be %d values that do not ascend", TIER_CUTS),
				 errhint("They are the least values of the tiers vip, major and ordinary.")));
	return store(&cuts);
}

CRM_FUNCTION(crm_tier_cuts_values)
{
	tier_cuts	cuts = get_cuts(PG_GETARG_DATUM(0));

	return crm_array(cuts.least, TIER_CUTS);
}

/* Cumulative shares of customers, from the best. */
static void
check_shares(const double *shares, int n)
{
	bool		valid = n == TIER_CUTS;

	for (int i = 0; i < TIER_CUTS && valid; i++)
		valid = shares[i] > (i ? shares[i - 1] : 0) && shares[i] <= 1;
	if (!valid)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("shares must be %d ascending numbers above 0 and at most 1", TIER_CUTS),
				 errdetail("They are cumulative: of all customers, the share in vip, in vip or major, and in vip, major or ordinary."),
				 errhint("The default is {0.01, 0.05, 0.20}.")));
}

static void
get_shares(Datum array, double *shares)
{
	check_shares(shares, crm_numbers(array, "shares", shares, TIER_CUTS));
}

static tier_cuts
cut_column(const crm_column *column, const double *shares)
{
	tier_cuts	cuts;

	for (int i = 0; i < TIER_CUTS; i++)
		cuts.least[i] = crm_top_value(column, shares[i]);
	return cuts;
}

/* Transition: with or without a third argument, the shares. */
CRM_FUNCTION(crm_tier_sample_add)
{
	double		shares[TIER_CUTS];
	double		value;

	memcpy(shares, default_shares, sizeof(shares));
	if (PG_NARGS() > 2)
	{
		crm_not_null(PG_ARGISNULL(2), "shares");
		get_shares(PG_GETARG_DATUM(2), shares);
	}
	if (PG_ARGISNULL(1))
		CRM_SKIP_ROW();
	value = crm_finite(PG_GETARG_FLOAT8(1), value_name);
	return crm_sample_add(fcinfo, 1, &value, TIER_CUTS, shares, "shares");
}

CRM_FUNCTION(crm_tier_cuts_final)
{
	crm_sample_view sample;
	tier_cuts	cuts;

	crm_sample_read(PG_GETARG_DATUM(0), &sample);
	crm_sample_expect(&sample, 1, TIER_CUTS);
	check_shares(sample.param, sample.params);
	if (sample.column[0].n == 0)
		PG_RETURN_NULL();
	cuts = cut_column(&sample.column[0], sample.param);
	return store(&cuts);
}

static Datum
tier_of(FunctionCallInfo fcinfo, const tier_cuts *cuts, double value)
{
	const crm_enum *tier = crm_result_enum(fcinfo, tier_name, TIERS);
	int			i = 0;

	while (i < TIER_CUTS && value < cuts->least[i])
		i++;
	PG_RETURN_OID(tier->label[i]);
}

CRM_FUNCTION(crm_tier)
{
	tier_cuts	cuts = get_cuts(PG_GETARG_DATUM(1));

	return tier_of(fcinfo, &cuts, crm_finite(PG_GETARG_FLOAT8(0), value_name));
}

typedef struct window_state
{
	bool		ready;
	double		shares[TIER_CUTS];
	tier_cuts	cuts;
} window_state;

/* tier(value [, shares]) OVER (...): shares are those of the partition's first row. */
static void
cut_partition(WindowObject window, FunctionCallInfo fcinfo, window_state *state)
{
	double	   *values,
			   *scratch;
	crm_column	column;

	memcpy(state->shares, default_shares, sizeof(default_shares));
	if (PG_NARGS() > 1)
	{
		bool		isnull;
		Datum		shares = WinGetFuncArgCurrent(window, 1, &isnull);

		crm_not_null(isnull, "shares");
		get_shares(shares, state->shares);
	}
	column = (crm_column) {crm_partition_read(window, 1, &value_name, &values), values, NULL};
	if (column.n > 0)
	{
		scratch = MemoryContextAllocHuge(CurrentMemoryContext, column.n * sizeof(double));
		crm_sort_doubles(values, scratch, column.n);
		state->cuts = cut_column(&column, state->shares);
		pfree(scratch);
	}
	pfree(values);
	state->ready = true;
}

CRM_FUNCTION(crm_tier_window)
{
	WindowObject window = PG_WINDOW_OBJECT();
	window_state *state;
	double		value;

	CRM_WINDOW_BEGIN(window);
	state = WinGetPartitionLocalMemory(window, sizeof(window_state));
	if (!state->ready)
		cut_partition(window, fcinfo, state);
	if (!crm_partition_row(window, 1, &value_name, &value))
		PG_RETURN_NULL();
	return tier_of(fcinfo, &state->cuts, value);
}

CRM_COMPARE_CANONICAL(compare, crm_detoast)
CRM_HASH_CANONICAL(hash, crm_detoast)
CRM_ORDERED_TYPE(crm_tier_cuts, compare, hash)
