/*
 * crm.report_scores: all that a report shows of a customer, from one walk over
 * the history. Each value is that of the function of its room.
 */
#include "core/compat.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "clv/ask.h"
#include "core/call.h"
#include "core/numeric.h"
#include "lifecycle/stages.h"
#include "rfm/cuts.h"
#include "rfm/rules.h"
#include "tier/abc.h"
#include "tier/cuts.h"

/* In the order of the arguments of crm.report_scores. */
typedef enum argument
{
	HISTORY, AS_OF, CUTS, RULES, TIER_CUTS, CLASS_A, CLASS_B,
	PURCHASE_MODEL, SPEND_MODEL, HORIZON, DISCOUNT, MARGIN,
	STATUS_RULES,				/* three of them */
	STAGE_RULES = STATUS_RULES + 3	/* eight */
} argument;

/* In the order of its result: what has a fixed width first, and most seldom NULL, where it is found fastest. */
typedef enum column
{
	FIRST_ORDER, LAST_ORDER, RECENCY, FREQUENCY, R, F, M, SCORE,
	P_ALIVE, EXPECTED_PURCHASES, CLV, OVERDUE,
	MONETARY, AVERAGE_ORDER, SEGMENT, TIER, CLASS, STATUS, STAGE,
	COLUMNS
} column;

/* What a call site keeps from one customer to the next. */
typedef struct scorer
{
	TupleDesc	desc;
	crm_rule_cache *rules;
	crm_site   *purchases;		/* remembers expected purchases */
	crm_site   *value;			/* the same model; remembers discounted purchases */
	crm_site   *spend;
	Datum		tier[CRM_TIERS];
	Datum		class[CRM_ABC_CLASSES];
	Datum		status[CRM_STATUSES];
	Datum		stage[CRM_STAGES];
} scorer;

typedef struct row
{
	Datum		value[COLUMNS];
	bool		isnull[COLUMNS];
} row;

static void
set(row *r, column c, Datum value)
{
	r->value[c] = value;
	r->isnull[c] = false;
}

static void
make_texts(Datum *text, const char *const *name, int n)
{
	for (int i = 0; i < n; i++)
		text[i] = CStringGetTextDatum(name[i]);
}

static scorer *
scorer_of(FunctionCallInfo fcinfo)
{
	scorer	   *s = fcinfo->flinfo->fn_extra;
	MemoryContext old;

	if (s != NULL)
		return s;
	old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	s = palloc0(sizeof(scorer));
	s->desc = crm_result_row(fcinfo);
	make_texts(s->tier, crm_tier_name, CRM_TIERS);
	make_texts(s->class, crm_abc_name, CRM_ABC_CLASSES);
	make_texts(s->status, crm_status_name, CRM_STATUSES);
	make_texts(s->stage, crm_stage_name, CRM_STAGES);
	MemoryContextSwitchTo(old);
	fcinfo->flinfo->fn_extra = s;
	return s;
}

static void
score(FunctionCallInfo fcinfo, scorer *s, const crm_life *life, row *r)
{
	crm_cuts	cuts;
	crm_rule_list rules;
	int			score,
				match;

	if (PG_ARGISNULL(CUTS))
		return;
	cuts = crm_get_cuts(PG_GETARG_DATUM(CUTS));
	score = crm_score(&cuts, life->silence, life->orders, crm_money_to_double(life->total));
	set(r, R, Int32GetDatum(score / 100));
	set(r, F, Int32GetDatum(score / 10 % 10));
	set(r, M, Int32GetDatum(score % 10));
	set(r, SCORE, Int32GetDatum(score));
	if (PG_ARGISNULL(RULES))
		return;
	rules = crm_remember_rules(&s->rules, fcinfo->flinfo->fn_mcxt, PG_GETARG_DATUM(RULES));
	match = crm_first_match(rules, score);
	if (match >= 0)
		set(r, SEGMENT, CStringGetTextDatum(rules.rule[match].name));
}

/* Is the value, a numeric, at least the argument, which may be NULL? */
static bool
reaches(FunctionCallInfo fcinfo, Datum value, argument least)
{
	return !PG_ARGISNULL(least) && DatumGetBool(DirectFunctionCall2(numeric_ge, value, PG_GETARG_DATUM(least)));
}

static void
rank(FunctionCallInfo fcinfo, const scorer *s, const crm_life *life, row *r)
{
	Datum		monetary = r->value[MONETARY];

	if (!PG_ARGISNULL(TIER_CUTS))
	{
		crm_tier_cuts cuts = crm_get_tier_cuts(PG_GETARG_DATUM(TIER_CUTS));

		set(r, TIER, s->tier[crm_tier_place(&cuts, crm_money_to_double(life->total))]);
	}
	if (PG_ARGISNULL(CLASS_A) && PG_ARGISNULL(CLASS_B) && life->total.units > 0)
		return;
	set(r, CLASS, s->class[life->total.units <= 0 ? CRM_ABC_Z :
						   reaches(fcinfo, monetary, CLASS_A) ? CRM_ABC_A :
						   reaches(fcinfo, monetary, CLASS_B) ? CRM_ABC_B : CRM_ABC_C]);
}

static void
forecast(FunctionCallInfo fcinfo, scorer *s, const crm_life *life, row *r)
{
	crm_who		who;
	double		horizon,
				delta,
				margin;

	if (PG_ARGISNULL(PURCHASE_MODEL))
		return;
	crm_site_of(&s->purchases, fcinfo->flinfo->fn_mcxt, PG_GETARG_DATUM(PURCHASE_MODEL));
	crm_expect_purchases(s->purchases);
	crm_who_lived(s->purchases, life, &who);
	set(r, P_ALIVE, Float8GetDatum(crm_p_alive(s->purchases, &who)));
	if (PG_ARGISNULL(HORIZON))
		return;
	horizon = crm_horizon(s->purchases, &who, PG_GETARG_FLOAT8(HORIZON), false);
	set(r, EXPECTED_PURCHASES, Float8GetDatum(crm_expected_purchases(s->purchases, &who, horizon)));
	if (PG_ARGISNULL(SPEND_MODEL) || PG_ARGISNULL(DISCOUNT) || PG_ARGISNULL(MARGIN))
		return;
	margin = PG_GETARG_FLOAT8(MARGIN);
	crm_site_of(&s->value, fcinfo->flinfo->fn_mcxt, PG_GETARG_DATUM(PURCHASE_MODEL));
	delta = crm_delta(s->value, PG_GETARG_FLOAT8(DISCOUNT));
	crm_check_worth(horizon, delta, margin);
	crm_site_of(&s->spend, fcinfo->flinfo->fn_mcxt, PG_GETARG_DATUM(SPEND_MODEL));
	crm_expect_spend(&s->spend->model);
	set(r, CLV, Float8GetDatum(crm_clv(s->value, &s->spend->model, &who, horizon, delta, margin)));
}

static void
describe(FunctionCallInfo fcinfo, const scorer *s, const crm_life *life,
		 const crm_status_rules *status_rules, const crm_stage_rules *stage_rules, row *r)
{
	set(r, FIRST_ORDER, DateADTGetDatum(life->first_day));
	set(r, LAST_ORDER, DateADTGetDatum(life->last_day));
	set(r, RECENCY, Int32GetDatum(life->silence));
	set(r, FREQUENCY, Int32GetDatum(life->orders));
	set(r, MONETARY, crm_money_to_numeric(life->total));
	set(r, AVERAGE_ORDER, DirectFunctionCall2(numeric_div, r->value[MONETARY],
											  NumericGetDatum(int64_to_numeric(life->orders))));
	if (life->purchases > 1)
		set(r, OVERDUE, Float8GetDatum(life->silence / crm_life_interval(life)));
	set(r, STATUS, s->status[crm_status_of(life, status_rules)]);
	set(r, STAGE, s->stage[crm_stage_of(life, stage_rules)]);
}

/*
 * NULL where there is no order up to as_of, or where one of history, as_of and
 * the thresholds is NULL. Columns are NULL that need what is NULL.
 */
CRM_FUNCTION(crm_report_scores)
{
	scorer	   *s = scorer_of(fcinfo);
	crm_status_rules status_rules;
	crm_stage_rules stage_rules;
	crm_life	life;
	row			r;

	for (int i = 0; i < PG_NARGS(); i++)
		if ((i <= AS_OF || i >= STATUS_RULES) && PG_ARGISNULL(i))
			PG_RETURN_NULL();
	status_rules = crm_get_status_rules(fcinfo, STATUS_RULES);
	stage_rules = crm_get_stage_rules(fcinfo, STAGE_RULES);
	if (!crm_see_life(PG_GETARG_DATUM(HISTORY), PG_GETARG_DATEADT(AS_OF), CRM_LIFE_TOTAL, stage_rules.churn.trend_days, &life))
		PG_RETURN_NULL();
	memset(r.isnull, true, sizeof(r.isnull));
	describe(fcinfo, s, &life, &status_rules, &stage_rules, &r);
	score(fcinfo, s, &life, &r);
	rank(fcinfo, s, &life, &r);
	forecast(fcinfo, s, &life, &r);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(s->desc, r.value, r.isnull)));
}
