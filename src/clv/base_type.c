/*
 * The type crm.customer_base: in, out, receive, send, comparison.
 */
#include "clv/base_type.h"

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/memutils.h"

#include "clv/base_sort.h"
#include "clv/base_text.h"
#include "clv/process.h"
#include "core/check.h"
#include "core/ordering.h"
#include "core/tick.h"

#define TICK_EVERY 0x3fff

/* Any size: what is too large to be stored may be on its way to something smaller. */
static void *
alloc_huge(size_t size)
{
	return palloc_extended(Max(size, 1), MCXT_ALLOC_HUGE);
}

static void
alloc_lists(crm_base *base)
{
	base->rows = alloc_huge(base->n_rows * sizeof(crm_base_row));
	base->spends = alloc_huge(base->n_spends * sizeof(crm_base_spend));
	base->days = alloc_huge(base->n_days * sizeof(crm_base_day));
}

void
crm_check_times(const crm_base *base, double unit)
{
	for (size_t i = 0; i < base->n_rows; i++)
		if (!(base->rows[i].T / unit <= CRM_LONGEST))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the base has a customer whose T of %g is too long", base->rows[i].T),
					 errhint("In the model's unit no time may be longer than 1e12.")));
}

void
crm_check_opportunities(const crm_base *base)
{
	if (base->clock != CRM_CLOCK_CALLER)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bg_bb needs a base that counts opportunities, not days"),
				 errhint("Count the opportunities in SQL and make the base with crm.customer_base(x, t_x, t).")));
	for (size_t i = 0; i < base->n_rows; i++)
	{
		const crm_base_row *row = &base->rows[i];

		if (!crm_is_opportunities(row->x, row->t_x, row->T))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("bg_bb needs x, t_x and T counted in opportunities"),
					 errdetail("There is a customer with x = %g, t_x = %g, T = %g.", row->x, row->t_x, row->T),
					 errhint("All are whole numbers up to a million, with x <= t_x <= T.")));
	}
}

void
crm_base_too_large(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("customer base exceeds 1 GB"),
			 errdetail("Customers that differ in x, t_x and T, or in x and mean spend, take a few bytes each."),
			 errhint("Round times and amounts, or aggregate by group.")));
}

static void
report(crm_base_status status, int code, const char *fault)
{
	if (status == CRM_BASE_VERSION_UNKNOWN)
		ereport(ERROR,
				(errcode(code == ERRCODE_DATA_CORRUPTED ? ERRCODE_FEATURE_NOT_SUPPORTED : code),
				 errmsg("unknown version of a customer base"),
				 errdetail("This release reads version %d.", CRM_BASE_VERSION),
				 errhint("A base written by a later release needs that release of crm_ext.")));
	if (status == CRM_BASE_MALFORMED)
		ereport(ERROR,
				(errcode(code),
				 errmsg("malformed customer base"),
				 errdetail("%s", fault)));
}

static const char *const no_base = "The bytes are not those that a base is stored in.";

/* The bytes of a varlena, and the reader at their start. */
static crm_base_reader
open_bytes(struct varlena *v)
{
	crm_base_reader r;

	report(crm_base_open(&r, (const uint8 *) VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v)), ERRCODE_DATA_CORRUPTED, no_base);
	return r;
}

void
crm_check_base(const crm_base_reader *r)
{
	if (unlikely(r->malformed))
		report(CRM_BASE_MALFORMED, ERRCODE_DATA_CORRUPTED, no_base);
}

struct varlena *
crm_make_base(const crm_base *base)
{
	uint8	   *bytes = alloc_huge(crm_base_bound(base));
	Size		len = VARHDRSZ + crm_base_encode(base, bytes);
	struct varlena *result;

	if (!AllocSizeIsValid(len))
		crm_base_too_large();
	result = palloc(len);
	SET_VARSIZE(result, len);
	memcpy(VARDATA(result), bytes, len - VARHDRSZ);
	pfree(bytes);
	return result;
}

static void
read_log(const crm_base_log *log, crm_base *base)
{
	crm_base_totals totals;

	if (!crm_log_close(log, alloc_huge, base))
		report(CRM_BASE_MALFORMED, ERRCODE_DATA_CORRUPTED, no_base);
	if (!crm_base_count(base, &totals))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many customers or repeat purchases for a customer base"),
				 errdetail("A base has at most " INT64_FORMAT " of each.", (int64) CRM_BASE_MOST)));
}

struct varlena *
crm_close_base(const crm_base_log *log)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext work = AllocSetContextCreate(caller, "crm.customer_base", ALLOCSET_DEFAULT_SIZES);
	crm_base	base;
	struct varlena *result;

	MemoryContextSwitchTo(work);
	read_log(log, &base);
	MemoryContextSwitchTo(caller);
	result = crm_make_base(&base);
	MemoryContextDelete(work);
	return result;
}

static inline bool
is_log(struct varlena *v)
{
	return unlikely(*(uint8 *) VARDATA_ANY(v) == CRM_BASE_LOG);
}

struct varlena *
crm_canonical_base(Datum datum)
{
	struct varlena *v = crm_detoast(datum);

	if (is_log(v))
		v = crm_close_base((crm_base_log *) pg_detoast_datum(v));
	return v;
}

crm_base_reader
crm_open_base(Datum datum)
{
	return open_bytes(crm_canonical_base(datum));
}

void
crm_read_base(Datum datum, crm_base *base)
{
	struct varlena *v = crm_detoast(datum);
	crm_base_reader r;

	if (is_log(v))
	{
		read_log((crm_base_log *) pg_detoast_datum(v), base);
		return;
	}
	r = open_bytes(v);
	*base = r.head;
	alloc_lists(base);
	if (!crm_base_decode(&r, base))
		report(CRM_BASE_MALFORMED, ERRCODE_DATA_CORRUPTED, no_base);
	crm_release(datum, v);
}

CRM_FUNCTION(crm_customer_base_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	Node	   *escontext = CRM_SOFT_ERRORS(fcinfo);
	crm_scan	s = crm_scan_text(text);
	crm_base	base = {0};
	size_t		bound = crm_base_text_bound(text);
	const char *fault;

	base.n_rows = base.n_spends = base.n_days = bound;
	alloc_lists(&base);
	base.n_rows = base.n_spends = base.n_days = 0;
	if (!crm_base_parse(&s, &base))
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.customer_base", crm_excerpt(text)),
				 errdetail("At character %d: expected %s.", pg_mbstrlen_with_len(text, (int) (s.p - s.begin)) + 1, s.expected),
				 errhint("A customer base looks like {\"triples\": [[x, t_x, T, customers]], \"spends\": [[x, mean, customers]], \"without_spend\": 0}.")));
	base.n_rows = crm_base_tidy_rows(base.rows, alloc_huge(bound * sizeof(crm_base_row)), base.n_rows);
	base.n_spends = crm_base_tidy_spends(base.spends, alloc_huge(bound * sizeof(crm_base_spend)), base.n_spends);
	base.n_days = crm_base_tidy_days(base.days, alloc_huge(bound * sizeof(crm_base_day)), base.n_days);
	if ((fault = crm_base_fault(&base)) != NULL)
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("malformed customer base"),
				 errdetail("%s", fault)));
	PG_RETURN_POINTER(crm_make_base(&base));
}

CRM_FUNCTION(crm_customer_base_out)
{
	crm_base	base;
	StringInfoData out;
	char		piece[CRM_BASE_PIECE],
			   *end;

	crm_read_base(PG_GETARG_DATUM(0), &base);
	initStringInfo(&out);
	for (size_t place = 0; (end = crm_base_print(piece, &base, place)) != NULL; place++)
	{
		appendBinaryStringInfo(&out, piece, (int) (end - piece));
		if ((place & TICK_EVERY) == 0)
			crm_tick();
	}
	PG_RETURN_CSTRING(out.data);
}

CRM_FUNCTION(crm_customer_base_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	Size		len = buf->len - buf->cursor;
	const uint8 *bytes = (const uint8 *) pq_getmsgbytes(buf, (int) len);
	const int	code = ERRCODE_INVALID_BINARY_REPRESENTATION;
	crm_base_reader r;
	crm_base	base;
	const char *fault;
	struct varlena *result;

	report(crm_base_open(&r, bytes, len), code, no_base);
	base = r.head;
	alloc_lists(&base);
	if (!crm_base_decode(&r, &base) || !crm_base_is_canonical(&r, &base))
		report(CRM_BASE_MALFORMED, code, no_base);
	if ((fault = crm_base_fault(&base)) != NULL)
		report(CRM_BASE_MALFORMED, code, fault);
	result = palloc(VARHDRSZ + len);
	SET_VARSIZE(result, VARHDRSZ + len);
	memcpy(VARDATA(result), bytes, len);
	PG_RETURN_POINTER(result);
}

CRM_FUNCTION(crm_customer_base_send)
{
	struct varlena *v = crm_canonical_base(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(v), (int) VARSIZE_ANY_EXHDR(v));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_COMPARE_CANONICAL(compare, crm_canonical_base)
CRM_HASH_CANONICAL(hash, crm_canonical_base)
CRM_ORDERED_TYPE(crm_customer_base, compare, hash)
