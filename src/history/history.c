/*
 * The type crm.history: in, out, receive, send, comparison.
 */
#include "history/history.h"

#include "libpq/pqformat.h"
#include "utils/memutils.h"

#include "core/check.h"
#include "core/ordering.h"
#include "history/log.h"
#include "history/text.h"

/* Any size: a log may have millions of entries, which close to fewer. */
static void *
alloc_huge(Size size)
{
	return MemoryContextAllocExtended(CurrentMemoryContext, size, MCXT_ALLOC_HUGE);
}

crm_entry *
crm_alloc_entries(size_t n)
{
	return alloc_huge(n * sizeof(crm_entry));
}

void
crm_history_report(crm_history_status status, int syntax_code, Node *escontext)
{
	switch (status)
	{
		case CRM_HISTORY_OK:
			return;
		case CRM_HISTORY_MALFORMED:
		case CRM_HISTORY_EMPTY_DAY:
			ereturn(escontext,,
					(errcode(syntax_code),
					 errmsg("malformed purchase history"),
					 errdetail(status == CRM_HISTORY_EMPTY_DAY
							   ? "A day has neither an order nor a return."
							   : "The bytes are not those that a history of these entries is stored in.")));
		case CRM_HISTORY_VERSION_UNKNOWN:
			ereturn(escontext,,
					(errcode(syntax_code),
					 errmsg("unknown version of a purchase history"),
					 errdetail("This release reads version %d.", CRM_HISTORY_VERSION),
					 errhint("A history written by a later release needs that release of crm_ext.")));
		case CRM_HISTORY_DAY_RANGE:
			ereturn(escontext,,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("day out of range for a purchase history"),
					 errdetail("Days lie between 0001-01-01 and 9999-12-31.")));
		case CRM_HISTORY_AMOUNT_RANGE:
			ereturn(escontext,,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount out of range"),
					 errdetail("The amount of a day has at most %d digits, those after the point included.",
							   CRM_MONEY_MAX_DIGITS)));
		case CRM_HISTORY_ORDERS_RANGE:
			ereturn(escontext,,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("too many orders for a purchase history"),
					 errdetail("A history holds at most %d orders.", CRM_ORDERS_MAX),
					 errhint("Group by customer: one history is one customer's.")));
	}
}

/* NULL where it fails and escontext takes the error. */
static struct varlena *
encode(const crm_entry *entries, size_t n, Node *escontext)
{
	uint8		few_bytes[CRM_HISTORY_HEADER + CRM_STACK_ENTRIES * CRM_ENTRY_MAX];
	uint64		few_orders[CRM_STACK_ENTRIES];
	bool		few = n <= CRM_STACK_ENTRIES;
	uint8	   *bytes = few ? few_bytes : alloc_huge(CRM_HISTORY_HEADER + n * CRM_ENTRY_MAX);
	uint64	   *order = few ? few_orders : alloc_huge(n * sizeof(uint64));
	size_t		len;
	crm_history_status status = crm_encode(entries, n, order, bytes, &len);
	struct varlena *result = NULL;

	if (unlikely(status != CRM_HISTORY_OK))
		crm_history_report(status, ERRCODE_DATA_CORRUPTED, escontext);
	else
	{
		result = palloc(VARHDRSZ + len);
		SET_VARSIZE(result, VARHDRSZ + len);
		memcpy(VARDATA(result), bytes, len);
	}
	if (!few)
	{
		pfree(bytes);
		pfree(order);
	}
	return result;
}

struct varlena *
crm_make_history(const crm_entry *entries, size_t n)
{
	return encode(entries, n, NULL);
}

/* A history in canonical form: the datum itself where that is its form. */
static struct varlena *
canonical(Datum datum)
{
	struct varlena *v = crm_detoast(datum);

	if (unlikely(*(uint8 *) VARDATA_ANY(v) == CRM_HISTORY_LOG))
		v = crm_close_log((crm_history_log *) pg_detoast_datum(v));
	return v;
}

crm_history_bytes
crm_get_history(Datum datum)
{
	struct varlena *v = canonical(datum);

	return (crm_history_bytes) {(const uint8 *) VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v)};
}

crm_reader
crm_open_history(Datum datum)
{
	crm_history_bytes h = crm_get_history(datum);

	if (unlikely(h.data[0] != CRM_HISTORY_VERSION))
		crm_history_report(CRM_HISTORY_VERSION_UNKNOWN, ERRCODE_FEATURE_NOT_SUPPORTED, NULL);
	return crm_read_canonical(h.data, h.len);
}

CRM_FUNCTION(crm_history_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	Node	   *escontext = CRM_SOFT_ERRORS(fcinfo);
	crm_entry  *entries = crm_alloc_entries(crm_history_text_bound(text));
	crm_text_error error;
	struct varlena *result;
	size_t		n;

	if (!crm_history_parse(text, entries, &n, &error))
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.history", crm_excerpt(text)),
				 errdetail("At character %zu: %s.", error.at + 1, error.what),
				 errhint("A history looks like {2026-01-05:2:59.80, 2026-03-01:1:12}: day, orders, amount.")));
	result = encode(entries, n, escontext);
	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(result);
}

CRM_FUNCTION(crm_history_out)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	size_t		room = 0;
	crm_reader	count = r;
	crm_entry	e;
	char	   *text,
			   *p;
	bool		first = true;

	while (crm_next_entry(&count, &e))
		room += CRM_ENTRY_TEXT;
	p = text = palloc_extended(room + 3, MCXT_ALLOC_HUGE);
	*p++ = '{';
	for (; crm_next_entry(&r, &e); first = false)
		p = crm_entry_print(p, &e, first);
	*p++ = '}';
	*p = '\0';
	PG_RETURN_CSTRING(text);
}

CRM_FUNCTION(crm_history_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	size_t		len = buf->len - buf->cursor;
	const uint8 *bytes = (const uint8 *) pq_getmsgbytes(buf, (int) len);
	size_t		bound = crm_entries_bound(len);
	struct varlena *result;

	crm_history_report(crm_validate(bytes, len, crm_alloc_entries(bound), alloc_huge(bound * sizeof(uint64)),
									palloc(len + CRM_ENTRY_MAX)),
					   ERRCODE_INVALID_BINARY_REPRESENTATION, NULL);
	result = palloc(VARHDRSZ + len);
	SET_VARSIZE(result, VARHDRSZ + len);
	memcpy(VARDATA(result), bytes, len);
	PG_RETURN_POINTER(result);
}

CRM_FUNCTION(crm_history_send)
{
	crm_history_bytes h = crm_get_history(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, (const char *) h.data, (int) h.len);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

CRM_COMPARE_CANONICAL(compare, canonical)
CRM_HASH_CANONICAL(hash, canonical)
CRM_ORDERED_TYPE(crm_history, compare, hash)
