/*
 * What a history can be asked: totals, first and last day, its entries, and
 * the part before or after a date.
 */
#include "history/history.h"

#include "funcapi.h"
#include "access/htup_details.h"
#include "miscadmin.h"
#include "utils/date.h"

#include "core/call.h"
#include "core/numeric.h"

CRM_FUNCTION(crm_history_orders)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	crm_entry	e;
	int32		orders = 0;

	while (crm_next_entry(&r, &e))
		orders += e.orders;
	PG_RETURN_INT32(orders);
}

CRM_FUNCTION(crm_history_purchase_days)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	crm_entry	e;
	int32		days = 0;

	while (crm_next_entry(&r, &e))
		days += e.orders > 0;
	PG_RETURN_INT32(days);
}

CRM_FUNCTION(crm_history_first_day)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	crm_entry	e;

	while (crm_next_entry(&r, &e))
		if (e.orders > 0)
			PG_RETURN_DATEADT(e.day);
	PG_RETURN_NULL();
}

CRM_FUNCTION(crm_history_last_day)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	crm_entry	e;
	bool		any = false;
	int32		day = 0;

	while (crm_next_entry(&r, &e))
		if (e.orders > 0)
		{
			any = true;
			day = e.day;
		}
	if (!any)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(day);
}

CRM_FUNCTION(crm_history_total)
{
	crm_reader	r = crm_open_history(PG_GETARG_DATUM(0));
	crm_entry	e;
	crm_money	total = {0, 0};

	while (crm_next_entry(&r, &e))
		if (!crm_money_add(&total, e.amount))
			crm_money_overflow();
	return crm_money_to_numeric(total);
}

/* The part of a history whose days lie in [from, to]. */
static Datum
part(Datum history, int32 from, int32 to)
{
	crm_reader	r = crm_open_history(history);
	crm_entry  *entries = crm_alloc_entries(crm_entries_bound((size_t) (r.end - r.p)));
	size_t		n = 0;

	while (crm_next_entry(&r, &entries[n]))
	{
		if (entries[n].day > to)
			break;
		n += entries[n].day >= from;
	}
	PG_RETURN_POINTER(crm_make_history(entries, n));
}

/* Dates of infinity are as good here as any: everything, or nothing. */
CRM_FUNCTION(crm_history_until)
{
	return part(PG_GETARG_DATUM(0), PG_INT32_MIN, PG_GETARG_DATEADT(1));
}

CRM_FUNCTION(crm_history_since)
{
	return part(PG_GETARG_DATUM(0), PG_GETARG_DATEADT(1), PG_INT32_MAX);
}

CRM_FUNCTION(crm_history_entries)
{
	FuncCallContext *context;
	crm_reader *r;
	crm_entry	e;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		context = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		context->tuple_desc = crm_result_row(fcinfo);
		r = palloc(sizeof(crm_reader));
		*r = crm_open_history(PointerGetDatum(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0))));
		context->user_fctx = r;
		MemoryContextSwitchTo(old);
	}
	context = SRF_PERCALL_SETUP();
	r = context->user_fctx;
	if (crm_next_entry(r, &e))
	{
		Datum		values[3] = {DateADTGetDatum(e.day), Int32GetDatum(e.orders), crm_money_to_numeric(e.amount)};
		bool		nulls[3] = {false, false, false};

		SRF_RETURN_NEXT(context, HeapTupleGetDatum(heap_form_tuple(context->tuple_desc, values, nulls)));
	}
	SRF_RETURN_DONE(context);
}
