#include "rfm/rules.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

static const char *const bound_name[CRM_BOUNDS] = {"r", "f", "m", "fm"};

static double
get_bound(Datum value, bool isnull, int bound, double unbounded)
{
	if (isnull)
		return unbounded;
	return bound == CRM_BOUND_FM ? DatumGetFloat8(value) : DatumGetInt32(value);
}

static crm_rule
get_rule(HeapTupleHeader row, TupleDesc desc)
{
	Datum		values[CRM_RULE_COLUMNS];
	bool		nulls[CRM_RULE_COLUMNS];
	HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(row), .t_data = row};
	crm_rule	rule;

	heap_deform_tuple(&tuple, desc, values, nulls);
	if (nulls[0])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a segment rule must have a name")));
	rule.name = TextDatumGetCString(values[0]);
	for (int i = 0; i < CRM_BOUNDS; i++)
	{
		int			low = 1 + 2 * i;

		rule.low[i] = get_bound(values[low], nulls[low], i, -INFINITY);
		rule.high[i] = get_bound(values[low + 1], nulls[low + 1], i, INFINITY);
		if (!(rule.low[i] <= rule.high[i]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("segment rule \"%s\": %s_low is above %s_high", rule.name, bound_name[i], bound_name[i]),
					 errhint("A bound that does not matter is NULL.")));
	}
	return rule;
}

crm_rule_list
crm_get_rules(Datum datum)
{
	ArrayType  *array = DatumGetArrayTypeP(datum);
	Datum	   *rows;
	bool	   *nulls;
	int			n;
	int16		len;
	bool		byval;
	char		align;
	crm_rule   *rules;
	TupleDesc	desc;

	get_typlenbyvalalign(ARR_ELEMTYPE(array), &len, &byval, &align);
	deconstruct_array(array, ARR_ELEMTYPE(array), len, byval, align, &rows, &nulls, &n);
	desc = lookup_rowtype_tupdesc(ARR_ELEMTYPE(array), -1);
	if (desc->natts != CRM_RULE_COLUMNS)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("crm.segment_rule must have %d columns", CRM_RULE_COLUMNS)));
	rules = palloc(Max(n, 1) * sizeof(crm_rule));
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("segment rules must not contain NULL")));
		rules[i] = get_rule(DatumGetHeapTupleHeader(rows[i]), desc);
	}
	ReleaseTupleDesc(desc);
	return (crm_rule_list) {n, rules};
}

crm_rule_list
crm_remember_rules(crm_rule_cache **slot, MemoryContext parent, Datum datum)
{
	struct varlena *array = PG_DETOAST_DATUM(datum);
	crm_rule_cache *cache = *slot;
	MemoryContext old;

	if (cache != NULL && cache->array != NULL && VARSIZE(cache->array) == VARSIZE(array) &&
		memcmp(cache->array, array, VARSIZE(array)) == 0)
		return cache->rules;
	if (cache == NULL)
	{
		cache = *slot = MemoryContextAllocZero(parent, sizeof(crm_rule_cache));
		cache->context = AllocSetContextCreate(parent, "crm_ext segment rules", ALLOCSET_SMALL_SIZES);
	}
	cache->array = NULL;
	MemoryContextReset(cache->context);
	old = MemoryContextSwitchTo(cache->context);
	cache->rules = crm_get_rules(PointerGetDatum(array));
	cache->array = palloc(VARSIZE(array));
	memcpy(cache->array, array, VARSIZE(array));
	MemoryContextSwitchTo(old);
	return cache->rules;
}
