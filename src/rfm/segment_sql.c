/*
 * crm.segment, crm.segment_rules and crm.check_rules.
 */
#include "rfm/rules.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "core/call.h"
#include "core/check.h"
#include "core/enums.h"
#include "rfm/cuts.h"

/* segment(score): the default map. */
CRM_FUNCTION(crm_segment)
{
	int			score = PG_GETARG_INT32(0);
	crm_rule_list rules = crm_rule_sets[CRM_RF_MAP];
	int			match = crm_first_match(rules, score);

	if (match < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("score %d is not one of %d bins", score, CRM_RULE_SET_BINS),
				 errdetail("The default segments are made for scores from 111 to 555."),
				 errhint("Score with %d bins, or name the segments by rules of your own: crm.segment(score, rules).",
						 CRM_RULE_SET_BINS)));
	PG_RETURN_TEXT_P(cstring_to_text(rules.rule[match].name));
}

/* segment(score, rules): NULL where no rule matches. */
CRM_FUNCTION(crm_segment_by_rules)
{
	crm_rule_list rules = crm_remember_rules((crm_rule_cache **) &fcinfo->flinfo->fn_extra, fcinfo->flinfo->fn_mcxt, PG_GETARG_DATUM(1));
	int			match = crm_first_match(rules, PG_GETARG_INT32(0));

	if (match < 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(rules.rule[match].name));
}

static Datum
rule_row(const crm_rule *rule, TupleDesc desc)
{
	Datum		values[CRM_RULE_COLUMNS];
	bool		nulls[CRM_RULE_COLUMNS] = {false};

	values[0] = CStringGetTextDatum(rule->name);
	for (int i = 0; i < 2 * CRM_BOUNDS; i++)
	{
		double		bound = i % 2 == 0 ? rule->low[i / 2] : rule->high[i / 2];

		nulls[1 + i] = isinf(bound);
		if (nulls[1 + i])
			values[1 + i] = (Datum) 0;
		else
			values[1 + i] = i / 2 == CRM_BOUND_FM ? Float8GetDatum(bound) : Int32GetDatum((int32) bound);
	}
	return HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}

CRM_FUNCTION(crm_segment_rules)
{
	FuncCallContext *context;
	const crm_rule_list *rules;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		context = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		context->tuple_desc = crm_result_row(fcinfo);
		context->user_fctx = (void *) &crm_rule_sets[crm_enum_place(PG_GETARG_OID(0), crm_rule_set_name, CRM_RULE_SETS)];
		MemoryContextSwitchTo(old);
	}
	context = SRF_PERCALL_SETUP();
	rules = context->user_fctx;
	if (context->call_cntr < rules->n)
	{
		Datum		row = rule_row(&rules->rule[context->call_cntr], context->tuple_desc);

		SRF_RETURN_NEXT(context, row);
	}
	SRF_RETURN_DONE(context);
}

/* A walk over all scores of so many bins, then over all rules. */
typedef struct rule_check
{
	crm_rule_list rules;
	bool	   *reached;
	int			bins;
	int			next_score;		/* counted from 0 in base `bins` */
	int			next_rule;
	Oid			uncovered,
				overlap,
				unreachable;
} rule_check;

static int
score_of(const rule_check *check, int place)
{
	int			b = check->bins;

	return 100 * (1 + place / (b * b)) + 10 * (1 + place / b % b) + 1 + place % b;
}

static Datum
problem_row(FuncCallContext *context, Oid problem, int score, Datum *names, int n)
{
	Datum		values[3] = {ObjectIdGetDatum(problem), Int32GetDatum(score),
		PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT))};
	bool		nulls[3] = {false, score == 0, false};

	return HeapTupleGetDatum(heap_form_tuple(context->tuple_desc, values, nulls));
}

/* The next problem as a row; false when there is none left. */
static bool
next_problem(FuncCallContext *context, rule_check *check, Datum *row)
{
	Datum	   *names = palloc(Max(check->rules.n, 1) * sizeof(Datum));

	for (; check->next_score < check->bins * check->bins * check->bins; check->next_score++)
	{
		int			score = score_of(check, check->next_score);
		int			matches = 0;

		for (int i = 0; i < check->rules.n; i++)
		{
			if (!crm_rule_matches(&check->rules.rule[i], score))
				continue;
			check->reached[i] |= matches == 0;
			names[matches++] = CStringGetTextDatum(check->rules.rule[i].name);
		}
		if (matches != 1)
		{
			check->next_score++;
			*row = problem_row(context, matches ? check->overlap : check->uncovered, score, names, matches);
			return true;
		}
	}
	for (; check->next_rule < check->rules.n; check->next_rule++)
	{
		if (check->reached[check->next_rule])
			continue;
		names[0] = CStringGetTextDatum(check->rules.rule[check->next_rule++].name);
		*row = problem_row(context, check->unreachable, 0, names, 1);
		return true;
	}
	return false;
}

CRM_FUNCTION(crm_check_rules)
{
	FuncCallContext *context;
	Datum		row;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		rule_check *check;
		Oid			type;

		context = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		crm_not_null(PG_ARGISNULL(0), "rules");
		crm_not_null(PG_ARGISNULL(1), "bins");
		context->tuple_desc = crm_result_row(fcinfo);
		check = palloc0(sizeof(rule_check));
		check->bins = crm_check_bins(PG_GETARG_INT32(1));
		check->rules = crm_get_rules(PG_GETARG_DATUM(0));
		check->reached = palloc0(check->rules.n + 1);
		type = TupleDescAttr(context->tuple_desc, 0)->atttypid;
		check->uncovered = crm_enum_label(type, "uncovered");
		check->overlap = crm_enum_label(type, "overlap");
		check->unreachable = crm_enum_label(type, "unreachable");
		context->user_fctx = check;
		MemoryContextSwitchTo(old);
	}
	context = SRF_PERCALL_SETUP();
	if (next_problem(context, context->user_fctx, &row))
		SRF_RETURN_NEXT(context, row);
	SRF_RETURN_DONE(context);
}
