/*
 * crm.loyalty_cause and crm.cause_rules.
 */
#include "core/compat.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "core/check.h"
#include "core/enums.h"
#include "loyalty/cause.h"

#define RULE_COLUMNS 4			/* of crm.cause_rule */

static Datum
rule_row(const crm_cause_rule *rule, TupleDesc desc)
{
	Datum		values[RULE_COLUMNS] = {
		ObjectIdGetDatum(crm_enum_label(TupleDescAttr(desc, 0)->atttypid, crm_cause_name[rule->cause])),
		ObjectIdGetDatum(crm_enum_label(TupleDescAttr(desc, 1)->atttypid, crm_indicator_name[rule->indicator])),
		Float8GetDatum(rule->low), Float8GetDatum(rule->high)
	};
	bool		nulls[RULE_COLUMNS] = {false, false, isinf(rule->low), isinf(rule->high)};

	return HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}

/* IMMUTABLE, so that a call that names no rules makes them once, when it is planned. */
CRM_FUNCTION(crm_cause_rules_array)
{
	const crm_cause_rules *rules = &crm_default_cause_rules;
	Oid			type = get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
	TupleDesc	desc = lookup_rowtype_tupdesc(type, -1);
	Datum	   *rows = palloc(rules->n * sizeof(Datum));

	for (int i = 0; i < rules->n; i++)
		rows[i] = rule_row(&rules->rule[i], desc);
	ReleaseTupleDesc(desc);
	PG_RETURN_ARRAYTYPE_P(construct_array(rows, rules->n, type, -1, false, TYPALIGN_DOUBLE));
}

/* One that no indicator reaches, such as 70 for 70 %, would be a rule that silently never holds, or always. */
static double
get_bound(Datum value, bool isnull, double unbounded, const char *name, crm_cause cause)
{
	double		bound;

	if (isnull)
		return unbounded;
	bound = crm_finite(DatumGetFloat8(value), name);
	if (!(bound >= 0 && bound <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rule of cause \"%s\": %s must be between 0 and 1, not %g", crm_cause_name[cause], name, bound),
				 errhint("So are the indicators. A bound that does not matter is NULL.")));
	return bound;
}

static crm_cause_rule
get_rule(HeapTupleHeader row, TupleDesc desc)
{
	Datum		values[RULE_COLUMNS];
	bool		nulls[RULE_COLUMNS];
	HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(row), .t_data = row};
	crm_cause_rule rule;

	heap_deform_tuple(&tuple, desc, values, nulls);
	if (nulls[0] || nulls[1])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a rule must name a cause and an indicator")));
	rule.cause = crm_enum_place(DatumGetObjectId(values[0]), crm_cause_name, CRM_CAUSES);
	rule.indicator = crm_enum_place(DatumGetObjectId(values[1]), crm_indicator_name, CRM_INDICATORS);
	rule.low = get_bound(values[2], nulls[2], -INFINITY, "low", rule.cause);
	rule.high = get_bound(values[3], nulls[3], INFINITY, "high", rule.cause);
	if (rule.low > rule.high)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rule of cause \"%s\": low is above high", crm_cause_name[rule.cause]),
				 errhint("A bound that does not matter is NULL.")));
	return rule;
}

static crm_cause_rules
get_rules(ArrayType *array)
{
	TupleDesc	desc = lookup_rowtype_tupdesc(ARR_ELEMTYPE(array), -1);
	crm_cause_rule *rules;
	Datum	   *rows;
	bool	   *nulls;
	int			n;

	if (desc->natts != RULE_COLUMNS)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("crm.cause_rule must have %d columns", RULE_COLUMNS)));
	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE, &rows, &nulls, &n);
	rules = palloc(Max(n, 1) * sizeof(crm_cause_rule));
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("rules must not contain NULL")));
		rules[i] = get_rule(DatumGetHeapTupleHeader(rows[i]), desc);
	}
	ReleaseTupleDesc(desc);
	return (crm_cause_rules) {n, rules};
}

/* What a call site keeps: the labels, and the rules until its array is another. */
typedef struct site
{
	Oid			label[CRM_CAUSES];
	MemoryContext context;
	ArrayType  *array;
	crm_cause_rules rules;
} site;

static site *
site_of_call(FunctionCallInfo fcinfo)
{
	site	   *s = fcinfo->flinfo->fn_extra;
	Oid			type;

	if (s != NULL)
		return s;
	type = get_func_rettype(fcinfo->flinfo->fn_oid);
	s = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(site));
	for (int i = 0; i < CRM_CAUSES; i++)
		s->label[i] = crm_enum_label(type, crm_cause_name[i]);
	s->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "crm_ext cause rules", ALLOCSET_SMALL_SIZES);
	fcinfo->flinfo->fn_extra = s;
	return s;
}

static void
use_rules(site *s, ArrayType *array)
{
	MemoryContext old;

	if (s->array != NULL && VARSIZE(s->array) == VARSIZE(array) && memcmp(s->array, array, VARSIZE(array)) == 0)
		return;
	s->array = NULL;
	MemoryContextReset(s->context);
	old = MemoryContextSwitchTo(s->context);
	s->rules = get_rules(array);
	s->array = palloc(VARSIZE(array));
	memcpy(s->array, array, VARSIZE(array));
	MemoryContextSwitchTo(old);
}

/* The indicators, then the rules. */
CRM_FUNCTION(crm_loyalty_cause)
{
	site	   *s = site_of_call(fcinfo);
	double		indicators[CRM_INDICATORS];
	int			cause;

	crm_not_null(PG_ARGISNULL(CRM_INDICATORS), "rules");
	for (int i = 0; i < CRM_INDICATORS; i++)
	{
		const char *name = crm_indicator_name[i];

		if (PG_ARGISNULL(i))
		{
			indicators[i] = NAN;
			continue;
		}
		indicators[i] = crm_finite(PG_GETARG_FLOAT8(i), name);
		if (!(indicators[i] >= 0 && indicators[i] <= 1))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s must be between 0 and 1, not %g", name, indicators[i]),
					 errhint("A rating of 1 to 5 is brought there by (rating - 1) / 4.0.")));
	}
	use_rules(s, PG_GETARG_ARRAYTYPE_P(CRM_INDICATORS));
	cause = crm_find_cause(s->rules, indicators);
	if (cause < 0)
		PG_RETURN_NULL();
	PG_RETURN_OID(s->label[cause]);
}
