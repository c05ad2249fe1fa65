/*
 * What a customer base can be asked.
 */
#include "clv/base_type.h"

#include "access/htup_details.h"
#include "funcapi.h"

#include "core/call.h"
#include "core/ordering.h"
#include "core/tick.h"

#define TICK_EVERY 0xffff

static crm_base_totals
totals_of(Datum datum)
{
	crm_base_totals totals = {0};
	struct varlena *v = crm_canonical_base(datum);
	crm_base_reader r = crm_open_base(PointerGetDatum(v));
	crm_base_row row;

	for (size_t i = 0; crm_base_next_row(&r, &row); i++)
	{
		if ((i & TICK_EVERY) == 0)
			crm_tick();
		totals.customers += row.customers;
		totals.repeaters += row.x > 0 ? row.customers : 0;
		totals.repeats += (int64) row.x * row.customers;
	}
	crm_check_base(&r);
	crm_release(datum, v);
	return totals;
}

CRM_FUNCTION(crm_base_customers)
{
	PG_RETURN_INT64(totals_of(PG_GETARG_DATUM(0)).customers);
}

CRM_FUNCTION(crm_base_repeaters)
{
	PG_RETURN_INT64(totals_of(PG_GETARG_DATUM(0)).repeaters);
}

CRM_FUNCTION(crm_base_repeat_purchases)
{
	PG_RETURN_INT64(totals_of(PG_GETARG_DATUM(0)).repeats);
}

CRM_FUNCTION(crm_base_distinct_triples)
{
	PG_RETURN_INT64((int64) crm_open_base(PG_GETARG_DATUM(0)).head.n_rows);
}

CRM_FUNCTION(crm_base_customers_without_spend)
{
	PG_RETURN_INT64(crm_open_base(PG_GETARG_DATUM(0)).head.no_spend);
}

CRM_FUNCTION(crm_base_spend_correlation)
{
	crm_base	base;
	double		r;

	crm_read_base(PG_GETARG_DATUM(0), &base);
	if (!crm_correlate_spend(&base, &r))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(r);
}

/* A function of many rows: the reader over a copy of its base, kept between calls. */
static FuncCallContext *
begin_rows(FunctionCallInfo fcinfo)
{
	FuncCallContext *context = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
	crm_base_reader *r = palloc(sizeof(crm_base_reader));

	context->tuple_desc = crm_result_row(fcinfo);
	*r = crm_open_base(PointerGetDatum(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0))));
	context->user_fctx = r;
	MemoryContextSwitchTo(old);
	return context;
}

#define MAKE_ROW(context, ...) \
	HeapTupleGetDatum(heap_form_tuple((context)->tuple_desc, (Datum[]) {__VA_ARGS__}, (bool[4]) {false}))

CRM_FUNCTION(crm_base_rows)
{
	FuncCallContext *context = SRF_IS_FIRSTCALL() ? begin_rows(fcinfo) : NULL;
	crm_base_row row;

	context = SRF_PERCALL_SETUP();
	if (crm_base_next_row(context->user_fctx, &row))
		SRF_RETURN_NEXT(context, MAKE_ROW(context, Int32GetDatum((int32) row.x), Float8GetDatum(row.t_x),
										  Float8GetDatum(row.T), Int64GetDatum(row.customers)));
	crm_check_base(context->user_fctx);
	SRF_RETURN_DONE(context);
}

CRM_FUNCTION(crm_base_spends)
{
	FuncCallContext *context = SRF_IS_FIRSTCALL() ? begin_rows(fcinfo) : NULL;
	crm_base_reader *r;
	crm_base_row row;
	crm_base_spend spend;

	context = SRF_PERCALL_SETUP();
	r = context->user_fctx;
	while (crm_base_next_row(r, &row))
		continue;
	if (crm_base_next_spend(r, &spend))
		SRF_RETURN_NEXT(context, MAKE_ROW(context, Int32GetDatum((int32) spend.x), Float8GetDatum(spend.mean),
										  Int64GetDatum(spend.customers)));
	crm_check_base(r);
	SRF_RETURN_DONE(context);
}
