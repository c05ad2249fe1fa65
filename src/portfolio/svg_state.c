/*
 * The type crm.chart: in, out, receive, send.
 */
#include "portfolio/svg_state.h"

#include "libpq/pqformat.h"
#include "utils/memutils.h"

#include "core/check.h"
#include "portfolio/svg_chart_text.h"
#include "portfolio/svg_text.h"

void *
crm_chart_alloc(size_t size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, Max(size, 1));
}

void
crm_chart_too_large(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("too many products: the chart exceeds 1 GB"),
			 errhint("Add up the small ones, or draw a chart of each group.")));
	pg_unreachable();
}

char *
crm_chart_grow(char *data, size_t need, size_t *room)
{
	/* A varlena of it takes its header too. */
	const size_t most = MaxAllocSize - VARHDRSZ;

	if (need > most)
		crm_chart_too_large();
	*room = Min(Max(2 * need, 4096), most);
	return data == NULL ? palloc(*room) : repalloc(data, *room);
}

crm_chart_bytes
crm_read_chart(Datum datum, crm_chart *chart, const uint8 **bubbles)
{
	struct varlena *v = pg_detoast_datum((struct varlena *) DatumGetPointer(datum));
	crm_open_chart *open = (crm_open_chart *) v;
	crm_chart_bytes b = {(const uint8 *) VARDATA(v), (const uint8 *) VARDATA(v) + VARSIZE(v) - VARHDRSZ};

	if (*b.data == CRM_CHART_OPEN)
		b = (crm_chart_bytes) {open->bytes, open->bytes + open->used};
	*bubbles = crm_get_chart_head(b.data, b.end, chart);
	if (*bubbles == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown version of a chart"),
				 errdetail("This release reads version %d.", CRM_CHART_VERSION)));
	return b;
}

struct varlena *
crm_make_chart(const uint8 *bytes, Size len)
{
	struct varlena *v;
	crm_chart	chart;
	uint8	   *data;

	if (len > MaxAllocSize - VARHDRSZ)
		crm_chart_too_large();
	v = palloc(VARHDRSZ + len);
	SET_VARSIZE(v, VARHDRSZ + len);
	data = (uint8 *) VARDATA(v);
	memcpy(data, bytes, len);
	crm_sort_bubbles(data + (crm_get_chart_head(data, data + len, &chart) - data), data + len, crm_chart_alloc);
	return v;
}

static const char *
find_fault(const struct varlena *v)
{
	Size		len = VARSIZE(v) - VARHDRSZ;

	return crm_chart_fault((const uint8 *) VARDATA(v), len, crm_chart_alloc(CRM_CLEAN_ROOM * len));
}

CRM_FUNCTION(crm_chart_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	Node	   *escontext = CRM_SOFT_ERRORS(fcinfo);
	crm_scan	s = crm_scan_text(text);
	crm_svg		bytes = {.grow = crm_chart_grow};
	struct varlena *v;
	const char *fault;

	if (!crm_chart_scan(&s, &bytes, crm_chart_alloc))
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.chart", crm_excerpt(text)),
				 errdetail("At character %d: expected %s.", (int) (s.p - s.begin) + 1, s.expected)));
	v = crm_make_chart((uint8 *) bytes.data, bytes.len);
	if ((fault = find_fault(v)) != NULL)
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("malformed chart"), errdetail("%s", fault)));
	PG_RETURN_POINTER(v);
}

/* The chart in canonical form. */
static struct varlena *
canonical(Datum datum)
{
	crm_chart	chart;
	const uint8 *bubbles;
	crm_chart_bytes b = crm_read_chart(datum, &chart, &bubbles);

	return crm_make_chart(b.data, (Size) (b.end - b.data));
}

CRM_FUNCTION(crm_chart_out)
{
	struct varlena *v = canonical(PG_GETARG_DATUM(0));
	crm_svg		text = {.grow = crm_chart_grow};

	crm_chart_print(&text, (const uint8 *) VARDATA(v), VARSIZE(v) - VARHDRSZ);
	PG_RETURN_CSTRING(text.data);
}

CRM_FUNCTION(crm_chart_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			len = buf->len - buf->cursor;
	struct varlena *v = palloc(VARHDRSZ + len);
	const char *fault;

	SET_VARSIZE(v, VARHDRSZ + len);
	pq_copymsgbytes(buf, VARDATA(v), len);
	if ((fault = find_fault(v)) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("malformed chart"), errdetail("%s", fault)));
	PG_RETURN_POINTER(v);
}

CRM_FUNCTION(crm_chart_send)
{
	struct varlena *v = canonical(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA(v), (int) (VARSIZE(v) - VARHDRSZ));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
