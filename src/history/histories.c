/*
 * crm.histories(query, key): the histories of all customers of a query,
 * without the executor's GROUP BY.
 *
 * The query's rows come to a receiver, which adds them to a table of logs,
 * many at a time so that the memory of one is fetched while others are worked
 * on. Where the table passes the memory that a hash table may take, its
 * histories go to partitions on disk, by hash, and it begins anew; at the end
 * a partition's histories are merged in the same way, which may partition
 * them again by further bits.
 */
#include "history/groups.h"

#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/tuplestore.h"

#include "core/check.h"
#include "core/numeric.h"
#include "core/tick.h"

#define BATCH 64
#define PARTITION_BITS 4
#define PARTITIONS (1 << PARTITION_BITS)
#define PARTITION_KB 64			/* of a partition that are in memory */
#define HASH_BITS 32

/* A row of the query, until its batch is worked off. */
typedef struct row
{
	Datum		customer;
	uint32		hash;
	bool		no_customer;
	bool		no_order;		/* a NULL in day or amount */
	crm_entry	order;
	crm_group  *group;
} row;

typedef struct histories
{
	DestReceiver receiver;		/* first: the executor knows us as this */
	crm_key		key;
	Oid			day_type;
	Oid			amount_type;
	crm_groups	groups;
	size_t		memory;			/* that groups may take */
	MemoryContext context;		/* of the call as a whole */
	int			n_rows;
	row			rows[BATCH];
	MemoryContext batch;		/* of the rows, and of what is written */
	Tuplestorestate **partitions;	/* where the memory was too little */
	int			level;			/* how often what is read was partitioned */
	Tuplestorestate *result;
	TupleDesc	result_row;
} histories;

static Tuplestorestate *
partition_of(histories *h, uint32 hash)
{
	if (h->partitions == NULL)
		return h->result;
	return h->partitions[hash >> (HASH_BITS - PARTITION_BITS * (h->level + 1)) & (PARTITIONS - 1)];
}

/* Writes all groups to the partitions or, where there are none, to the result. */
static void
write_groups(histories *h)
{
	MemoryContext before = MemoryContextSwitchTo(h->batch);

	for (uint64 i = 0; i < h->groups.size; i++)
	{
		crm_group  *group = &h->groups.table[i];
		Datum		values[2] = {group->customer, (Datum) 0};
		bool		nulls[2] = {group->no_customer, group->log == NULL};

		if (!group->used)
			continue;
		if (group->log != NULL)
			values[1] = PointerGetDatum(crm_close_log(group->log));
		tuplestore_putvalues(partition_of(h, group->hash), h->result_row, values, nulls);
		if (i % BATCH == 0)
			crm_tick();
		if (group->log != NULL)
			pfree(DatumGetPointer(values[1]));
	}
	MemoryContextSwitchTo(before);
}

/* Makes room by writing all groups to partitions, if the hash has bits left for it. */
static void
spill(histories *h)
{
	if (PARTITION_BITS * (h->level + 1) > HASH_BITS)
		return;
	if (h->partitions == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(h->context);

		h->partitions = palloc(PARTITIONS * sizeof(Tuplestorestate *));
		for (int i = 0; i < PARTITIONS; i++)
			h->partitions[i] = tuplestore_begin_heap(false, false, PARTITION_KB);
		MemoryContextSwitchTo(before);
	}
	write_groups(h);
	crm_reset_groups(&h->groups);
}

static void
work_off_batch(histories *h)
{
	MemoryContext before = MemoryContextSwitchTo(h->batch);

	crm_reserve_groups(&h->groups, h->n_rows);
	for (int i = 0; i < h->n_rows; i++)
	{
		row		   *r = &h->rows[i];

		r->hash = crm_hash_key(&h->key, r->customer, r->no_customer);
		__builtin_prefetch(crm_group_place(&h->groups, r->hash));
	}
	for (int i = 0; i < h->n_rows; i++)
	{
		row		   *r = &h->rows[i];

		r->group = crm_find_group(&h->groups, r->customer, r->no_customer, r->hash);
		__builtin_prefetch(r->group->log);
	}
	for (int i = 0; i < h->n_rows; i++)
		if (!h->rows[i].no_order)
			crm_group_append(&h->groups, h->rows[i].group, &h->rows[i].order);
	h->n_rows = 0;
	MemoryContextSwitchTo(before);
	MemoryContextReset(h->batch);
	crm_tick();
	if (MemoryContextMemAllocated(h->groups.context, false) > h->memory)
		spill(h);
}

static int32
day_of(Oid type, Datum value)
{
	switch (type)
	{
		case DATEOID:
			return DatumGetDateADT(value);
		case TIMESTAMPOID:
			return crm_day_of_timestamp(DatumGetTimestamp(value));
		default:
			return crm_day_of_timestamptz(DatumGetTimestampTz(value));
	}
}

static crm_money
amount_of(Oid type, Datum value)
{
	switch (type)
	{
		case NUMERICOID:
			return crm_money_from_numeric(value);
		case INT2OID:
			return (crm_money) {DatumGetInt16(value), 0};
		case INT4OID:
			return (crm_money) {DatumGetInt32(value), 0};
		case INT8OID:
			return (crm_money) {DatumGetInt64(value), 0};
		case FLOAT4OID:
			return crm_money_from_float8(DatumGetFloat4(value));
		default:
			return crm_money_from_float8(DatumGetFloat8(value));
	}
}

static bool
receive_row(TupleTableSlot *slot, DestReceiver *self)
{
	histories  *h = (histories *) self;
	row		   *r = &h->rows[h->n_rows];
	MemoryContext before = MemoryContextSwitchTo(h->batch);
	const Datum *value;
	const bool *null;

	slot_getsomeattrs(slot, 3);
	value = slot->tts_values;
	null = slot->tts_isnull;
	r->customer = null[0] ? (Datum) 0 : value[0];
	r->no_customer = null[0];
	r->no_order = null[1] || null[2];
	if (!r->no_order)
		r->order = crm_order(day_of(h->day_type, value[1]), amount_of(h->amount_type, value[2]));

	/* The slot does not keep it until the batch is full. */
	if (!h->key.by_value && !null[0])
		r->customer = datumCopy(h->key.length == -1 ? PointerGetDatum(PG_DETOAST_DATUM_PACKED(value[0])) : value[0],
								false, h->key.length);
	MemoryContextSwitchTo(before);
	if (++h->n_rows == BATCH)
		work_off_batch(h);
	return true;
}

static void
receiver_startup(DestReceiver *self, int operation, TupleDesc row)
{
}

static void
receiver_end(DestReceiver *self)
{
}

/* The rows of a partition: customers with a history so far, as in the result. */
static void
read_partition(histories *h, Tuplestorestate *partition)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(h->result_row, &TTSOpsMinimalTuple);

	while (tuplestore_gettupleslot(partition, true, false, slot))
	{
		MemoryContext before = MemoryContextSwitchTo(h->batch);
		crm_group  *group;

		slot_getallattrs(slot);
		crm_reserve_groups(&h->groups, 1);
		group = crm_find_group(&h->groups, slot->tts_values[0], slot->tts_isnull[0],
							   crm_hash_key(&h->key, slot->tts_values[0], slot->tts_isnull[0]));
		if (!slot->tts_isnull[1])
			crm_group_append_history(&h->groups, group, slot->tts_values[1]);
		MemoryContextSwitchTo(before);
		MemoryContextReset(h->batch);
		crm_tick();
		if (MemoryContextMemAllocated(h->groups.context, false) > h->memory)
			spill(h);
	}
	ExecDropSingleTupleTableSlot(slot);
}

/* Writes the result of what has been read. */
static void
finish(histories *h)
{
	Tuplestorestate **partitions = h->partitions;

	write_groups(h);
	crm_reset_groups(&h->groups);
	if (partitions == NULL)
		return;
	h->level++;
	for (int i = 0; i < PARTITIONS; i++)
	{
		h->partitions = NULL;
		read_partition(h, partitions[i]);
		tuplestore_end(partitions[i]);
		finish(h);
	}
	h->level--;
	pfree(partitions);
}

static void
wrong_column(int column, const char *what, Oid type)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("column %d of the query is %s, not %s", column, format_type_be(type), what),
			 errhint("The query gives a customer, the day or time of an order and its amount.")));
}

/* Takes the types of a query's columns, or refuses them. */
static void
check_columns(histories *h, TupleDesc row, Oid key_type)
{
	if (row == NULL || row->natts != 3)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the query must give 3 columns, not %d", row == NULL ? 0 : row->natts),
				 errhint("The query gives a customer, the day or time of an order and its amount.")));
	if (getBaseType(TupleDescAttr(row, 0)->atttypid) != getBaseType(key_type))
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the query's customers are %s, but key is %s",
						format_type_be(TupleDescAttr(row, 0)->atttypid), format_type_be(key_type)),
				 errhint("Pass a NULL of the customers' type as key: NULL::%s.",
						 format_type_be(TupleDescAttr(row, 0)->atttypid))));
	crm_init_key(&h->key, key_type, TupleDescAttr(row, 0)->attcollation);
	h->day_type = getBaseType(TupleDescAttr(row, 1)->atttypid);
	if (h->day_type != DATEOID && h->day_type != TIMESTAMPOID && h->day_type != TIMESTAMPTZOID)
		wrong_column(2, "date, timestamp or timestamptz", TupleDescAttr(row, 1)->atttypid);
	h->amount_type = getBaseType(TupleDescAttr(row, 2)->atttypid);
	if (h->amount_type != NUMERICOID && h->amount_type != INT2OID && h->amount_type != INT4OID &&
		h->amount_type != INT8OID && h->amount_type != FLOAT4OID && h->amount_type != FLOAT8OID)
		wrong_column(3, "a number", TupleDescAttr(row, 2)->atttypid);
}

/* (query, key): customer, history */
CRM_FUNCTION(crm_histories)
{
	ReturnSetInfo *call = (ReturnSetInfo *) fcinfo->resultinfo;
	SPIExecuteOptions options = {.read_only = true, .must_return_tuples = true};
	histories  *h = palloc0(sizeof(histories));
	SPIPlanPtr	plan;
	List	   *sources;

	crm_not_null(PG_ARGISNULL(0), "query");
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	plan = SPI_prepare_cursor(text_to_cstring(PG_GETARG_TEXT_PP(0)), 0, NULL, CURSOR_OPT_PARALLEL_OK);
	sources = plan == NULL ? NIL : SPI_plan_get_plan_sources(plan);
	if (list_length(sources) != 1 || !SPI_is_cursor_plan(plan))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("query is not one SELECT")));
	check_columns(h, ((CachedPlanSource *) linitial(sources))->resultDesc, get_fn_expr_argtype(fcinfo->flinfo, 1));

	h->receiver = (DestReceiver) {receive_row, receiver_startup, receiver_end, receiver_end, DestNone};
	h->memory = get_hash_memory_limit();
	h->context = CurrentMemoryContext;
	h->batch = AllocSetContextCreate(CurrentMemoryContext, "crm rows", ALLOCSET_DEFAULT_SIZES);
	crm_init_groups(&h->groups, &h->key, CurrentMemoryContext);
	h->result = call->setResult;
	h->result_row = call->setDesc;
	options.dest = &h->receiver;
	SPI_execute_plan_extended(plan, &options);
	work_off_batch(h);
	finish(h);
	SPI_finish();
	return (Datum) 0;
}
