/*
 * The type crm.durations: in, out, receive, send, comparison.
 */
#include "lifecycle/durations_type.h"

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/memutils.h"

#include "core/check.h"
#include "core/ordering.h"
#include "core/tick.h"

#define TICK_EVERY 0x3fff

void *
crm_alloc_durations(size_t rows, size_t size)
{
	return palloc_extended(Max(rows * size, 1), MCXT_ALLOC_HUGE);
}

void
crm_durations_too_large(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("durations exceed 1 GB"),
			 errdetail("Subjects that differ in duration or entry take up to 32 bytes each."),
			 errhint("Round durations to days or weeks, or aggregate by group.")));
}

static void
refuse_bytes(crm_durations_status status, int code)
{
	if (status == CRM_DURATIONS_VERSION_UNKNOWN)
		ereport(ERROR,
				(errcode(code == ERRCODE_DATA_CORRUPTED ? ERRCODE_FEATURE_NOT_SUPPORTED : code),
				 errmsg("unknown version of durations"),
				 errdetail("This release reads version %d.", CRM_DURATIONS_VERSION),
				 errhint("Durations written by a later release need that release of crm_ext.")));
	ereport(ERROR,
			(errcode(code),
			 errmsg("malformed durations"),
			 errdetail("The bytes are not those that durations are stored in.")));
}

static void
read_bytes(const uint8 *bytes, Size len, int code, crm_durations *d)
{
	crm_durations_status status = crm_durations_length(bytes, len, &d->n);

	if (status != CRM_DURATIONS_OK)
		refuse_bytes(status, code);
	d->rows = crm_alloc_durations(d->n, sizeof(crm_duration));
	if (!crm_durations_decode(bytes, len, d))
		refuse_bytes(CRM_DURATIONS_MALFORMED, code);
}

static inline bool
is_open(struct varlena *v)
{
	return *(uint8 *) VARDATA_ANY(v) == CRM_DURATIONS_OPEN;
}

static void
read_open(const crm_open_durations *open, crm_durations *d)
{
	crm_duration *scratch = crm_alloc_durations(open->used, sizeof(crm_duration));

	d->rows = crm_alloc_durations(open->used, sizeof(crm_duration));
	memcpy(d->rows, open->rows, open->used * sizeof(crm_duration));
	d->n = crm_durations_tidy(d->rows, scratch, open->used);
	pfree(scratch);
	if (crm_durations_fault(d) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many subjects for durations"),
				 errdetail("There are at most " INT64_FORMAT ".", CRM_DURATIONS_MOST)));
}

void
crm_read_durations(Datum datum, crm_durations *d)
{
	struct varlena *v = crm_detoast(datum);

	if (is_open(v))
		read_open((crm_open_durations *) pg_detoast_datum(v), d);
	else
		read_bytes((const uint8 *) VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v), ERRCODE_DATA_CORRUPTED, d);
	crm_release(datum, v);
}

static struct varlena *
make_durations(const crm_durations *d)
{
	uint8	   *bytes = crm_alloc_durations(crm_durations_bound(d), 1);
	size_t		len = crm_durations_encode(d, bytes);
	struct varlena *v;

	if (!AllocSizeIsValid(VARHDRSZ + len))
		crm_durations_too_large();
	v = palloc(VARHDRSZ + len);
	SET_VARSIZE(v, VARHDRSZ + len);
	memcpy(VARDATA(v), bytes, len);
	pfree(bytes);
	return v;
}

struct varlena *
crm_canonical_durations(Datum datum)
{
	struct varlena *v = crm_detoast(datum),
			   *made;
	crm_durations d;

	if (!is_open(v))
		return v;
	read_open((crm_open_durations *) pg_detoast_datum(v), &d);
	made = make_durations(&d);
	pfree(d.rows);
	return made;
}

CRM_FUNCTION(crm_durations_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	Node	   *escontext = CRM_SOFT_ERRORS(fcinfo);
	crm_scan	s = crm_scan_text(text);
	size_t		bound = crm_durations_text_bound(text);
	crm_durations d = {0, crm_alloc_durations(bound + 1, sizeof(crm_duration))};
	const char *fault;

	if (!crm_durations_parse(&s, &d))
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.durations", crm_excerpt(text)),
				 errdetail("At character %d: expected %s.", pg_mbstrlen_with_len(text, (int) (s.p - s.begin)) + 1, s.expected),
				 errhint("Durations look like {\"durations\": [[duration, events, censored], [duration, events, censored, entered]]}.")));
	d.n = crm_durations_tidy(d.rows, crm_alloc_durations(d.n, sizeof(crm_duration)), d.n);
	if ((fault = crm_durations_fault(&d)) != NULL)
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("malformed durations"),
				 errdetail("%s", fault)));
	PG_RETURN_POINTER(make_durations(&d));
}

CRM_FUNCTION(crm_durations_out)
{
	crm_durations d;
	StringInfoData out;

	crm_read_durations(PG_GETARG_DATUM(0), &d);
	initStringInfo(&out);
	for (size_t i = 0; i < d.n; i++)
	{
		char		piece[CRM_DURATIONS_PIECE];

		appendBinaryStringInfo(&out, piece, (int) (crm_durations_print(piece, &d, i) - piece));
		if ((i & TICK_EVERY) == 0)
			crm_tick();
	}
	PG_RETURN_CSTRING(out.data);
}

CRM_FUNCTION(crm_durations_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			len = buf->len - buf->cursor;
	const uint8 *bytes = (const uint8 *) pq_getmsgbytes(buf, len);
	crm_durations d;
	struct varlena *result;

	read_bytes(bytes, (Size) len, ERRCODE_INVALID_BINARY_REPRESENTATION, &d);
	result = palloc(VARHDRSZ + len);
	SET_VARSIZE(result, VARHDRSZ + len);
	memcpy(VARDATA(result), bytes, len);
	PG_RETURN_POINTER(result);
}

CRM_FUNCTION(crm_durations_send)
{
	struct varlena *v = crm_canonical_durations(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(v), (int) VARSIZE_ANY_EXHDR(v));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_COMPARE_CANONICAL(compare, crm_canonical_durations)
CRM_HASH_CANONICAL(hash, crm_canonical_durations)
CRM_ORDERED_TYPE(crm_durations, compare, hash)
