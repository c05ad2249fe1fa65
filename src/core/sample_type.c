/*
 * The type crm.sample: in, out, receive, send. Text is
 * {"parameters": [5], "columns": [[[value, count], ...], ...]}.
 */
#include "core/sample.h"

#include <math.h>

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/memutils.h"

#include "core/check.h"
#include "core/number.h"
#include "core/tick.h"

/* Finite, and not -0, which would be another way to write 0. */
static bool
is_plain(double value)
{
	return isfinite(value) && !(value == 0 && signbit(value));
}

/*
 * What makes a sample valid, asked on every way in: finite values, strictly
 * ascending; counts kept only where some value repeats; as many rows in each
 * column. Answers what is wrong, or NULL.
 */
static const char *
find_fault(const crm_sample_view *view)
{
	int64		rows = 0;

	for (int i = 0; i < view->params; i++)
		if (!is_plain(view->param[i]))
			return "A parameter is not finite.";
	for (int c = 0; c < view->columns; c++)
	{
		const crm_column *column = &view->column[c];
		int64		total = 0;
		bool		repeats = false;

		for (size_t i = 0; i < column->n; i++)
		{
			int64		count = crm_column_count(column, i);

			if (!is_plain(column->value[i]))
				return "A value is not finite.";
			if (i > 0 && column->value[i] <= column->value[i - 1])
				return "The values of a column do not ascend.";
			if (count < 1 || count > CRM_SAMPLE_ROWS || (total += count) > CRM_SAMPLE_ROWS)
				return "A count is out of range.";
			repeats |= count > 1;
			if ((i & 0xfffff) == 0xfffff)
				crm_tick();
		}
		if (column->count != NULL && !repeats)
			return "Counts are kept where each value occurs once.";
		if (c > 0 && total != rows)
			return "The columns have different numbers of rows.";
		rows = total;
	}
	return NULL;
}

static bool
scan_column(crm_scan *s, crm_column *column)
{
	size_t		room = 64;

	column->n = 0;
	column->value = palloc(room * sizeof(double));
	column->count = palloc(room * sizeof(int64_t));
	if (!crm_scan_char(s, '[', "an opening bracket"))
		return false;
	if (crm_scan_next_is(s, ']'))
		return true;
	do
	{
		double		count;

		if (column->n == room)
		{
			crm_tick();
			room *= 2;
			column->value = repalloc_huge(column->value, room * sizeof(double));
			column->count = repalloc_huge(column->count, room * sizeof(int64_t));
		}
		if (!crm_scan_char(s, '[', "an opening bracket") ||
			!crm_scan_number(s, &column->value[column->n]) ||
			!crm_scan_char(s, ',', "a comma") ||
			!crm_scan_number(s, &count))
			return false;
		s->expected = "a whole number of rows above 0";
		if (!(count >= 1 && count <= CRM_SAMPLE_ROWS && count == floor(count)))
			return false;
		if (!crm_scan_char(s, ']', "a closing bracket"))
			return false;
		column->count[column->n++] = (int64) count;
	} while (crm_scan_next_is(s, ','));
	return crm_scan_char(s, ']', "a comma or a closing bracket");
}

static void
drop_needless_count(crm_column *column)
{
	for (size_t i = 0; i < column->n; i++)
		if (column->count[i] != 1)
			return;
	column->count = NULL;
}

static bool
scan_sample(crm_scan *s, crm_sample_view *view)
{
	static const char *const parameters = "parameters";
	static const char *const columns = "columns";

	if (!crm_scan_char(s, '{', "an opening brace") ||
		crm_scan_key(s, &parameters, 1, "\"parameters\"") < 0 ||
		!crm_scan_numbers(s, view->param, CRM_SAMPLE_PARAMS, &view->params, "at most 3 parameters") ||
		!crm_scan_char(s, ',', "a comma") ||
		crm_scan_key(s, &columns, 1, "\"columns\"") < 0 ||
		!crm_scan_char(s, '[', "an opening bracket"))
		return false;
	do
	{
		if (view->columns == CRM_SAMPLE_COLUMNS)
		{
			s->expected = "at most 3 columns";
			return false;
		}
		if (!scan_column(s, &view->column[view->columns]))
			return false;
		drop_needless_count(&view->column[view->columns++]);
	} while (crm_scan_next_is(s, ','));
	return crm_scan_char(s, ']', "a comma or a closing bracket") &&
		crm_scan_char(s, '}', "a closing brace") && crm_scan_end(s);
}

CRM_FUNCTION(crm_sample_in)
{
	const char *text = PG_GETARG_CSTRING(0);
	Node	   *escontext = CRM_SOFT_ERRORS(fcinfo);
	crm_scan	s = crm_scan_text(text);
	crm_sample_view view = {0};
	const char *fault;

	if (!scan_sample(&s, &view))
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "crm.sample", crm_excerpt(text)),
				 errdetail("At character %d: expected %s.", (int) (s.p - s.begin) + 1, s.expected)));
	if ((fault = find_fault(&view)) != NULL)
		ereturn(escontext, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("malformed sample"), errdetail("%s", fault)));
	PG_RETURN_POINTER(crm_sample_make(&view));
}

static void
append_number(StringInfo out, double value)
{
	char		text[CRM_NUMBER_TEXT];

	appendBinaryStringInfo(out, text, (int) (crm_print_number(text, value) - text));
}

CRM_FUNCTION(crm_sample_out)
{
	crm_sample_view view;
	StringInfoData out;

	crm_sample_read(PG_GETARG_DATUM(0), &view);
	initStringInfo(&out);
	appendStringInfoString(&out, "{\"parameters\": [");
	for (int i = 0; i < view.params; i++)
	{
		appendStringInfoString(&out, i ? ", " : "");
		append_number(&out, view.param[i]);
	}
	appendStringInfoString(&out, "], \"columns\": [");
	for (int c = 0; c < view.columns; c++)
	{
		appendStringInfoString(&out, c ? ", [" : "[");
		for (size_t i = 0; i < view.column[c].n; i++)
		{
			appendStringInfoString(&out, i ? ", [" : "[");
			append_number(&out, view.column[c].value[i]);
			appendStringInfo(&out, ", " INT64_FORMAT "]", crm_column_count(&view.column[c], i));
			if ((i & 0xffff) == 0)
				crm_tick();
		}
		appendStringInfoChar(&out, ']');
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

CRM_FUNCTION(crm_sample_send)
{
	crm_sample_view view;
	StringInfoData buf;

	crm_sample_read(PG_GETARG_DATUM(0), &view);
	pq_begintypsend(&buf);
	pq_sendbyte(&buf, CRM_SAMPLE_VERSION);
	pq_sendbyte(&buf, (uint8) view.columns);
	pq_sendbyte(&buf, (uint8) view.params);
	for (int i = 0; i < view.params; i++)
		pq_sendfloat8(&buf, view.param[i]);
	for (int c = 0; c < view.columns; c++)
	{
		const crm_column *column = &view.column[c];

		pq_sendint64(&buf, (uint64) column->n << 1 | (column->count != NULL));
		for (size_t i = 0; i < column->n; i++)
			pq_sendfloat8(&buf, column->value[i]);
		for (size_t i = 0; column->count && i < column->n; i++)
			pq_sendint64(&buf, (uint64) column->count[i]);
		crm_tick();
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
refuse_bytes(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("malformed sample"), errdetail("%s", detail)));
}

CRM_FUNCTION(crm_sample_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	crm_sample_view view = {0};
	const char *fault;

	if (pq_getmsgbyte(buf) != CRM_SAMPLE_VERSION)
		refuse_bytes("Its version is not one that this release reads.");
	view.columns = pq_getmsgbyte(buf);
	view.params = pq_getmsgbyte(buf);
	if (view.columns < 1 || view.columns > CRM_SAMPLE_COLUMNS || view.params > CRM_SAMPLE_PARAMS)
		refuse_bytes("Its number of columns or parameters is out of range.");
	for (int i = 0; i < view.params; i++)
		view.param[i] = pq_getmsgfloat8(buf);
	for (int c = 0; c < view.columns; c++)
	{
		crm_column *column = &view.column[c];
		uint64		head = (uint64) pq_getmsgint64(buf);
		size_t		n = (size_t) (head >> 1);

		if (n > (size_t) (buf->len - buf->cursor) / sizeof(double))
			refuse_bytes("It has fewer values than it says.");
		column->n = n;
		column->value = palloc_extended(n * sizeof(double) + 1, MCXT_ALLOC_HUGE);
		for (size_t i = 0; i < n; i++)
			column->value[i] = pq_getmsgfloat8(buf);
		if (head & 1)
		{
			column->count = palloc_extended(n * sizeof(int64_t) + 1, MCXT_ALLOC_HUGE);
			for (size_t i = 0; i < n; i++)
				column->count[i] = pq_getmsgint64(buf);
		}
	}
	if ((fault = find_fault(&view)) != NULL)
		refuse_bytes(fault);
	PG_RETURN_POINTER(crm_sample_make(&view));
}
