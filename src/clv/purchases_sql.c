/*
 * What a model of purchases says of a customer: is he alive, how often will he
 * buy. Each function comes in up to three forms, see ask.h.
 */
#include "clv/ask.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/date.h"

#include "core/call.h"
#include "core/check.h"
#include "core/tick.h"

/*
 * The most purchases that a probability or an interval is computed for; with
 * bg_bb, which takes a step for each purchase and opportunity, fewer than
 * MOST_STEPS allow.
 */
#define MOST_PURCHASES 100000
#define MOST_STEPS 1e8

/*
 * Declares the C function of a form: the customer is read, and answer() gets
 * the place of the first argument after him.
 */
#define FORM(name, form, answer) \
	CRM_FUNCTION(name) \
	{ \
		crm_site   *site = crm_purchase_site(fcinfo, 0); \
		crm_who		who; \
		\
		if (!crm_get_who(fcinfo, site, form, 1, &who)) \
			PG_RETURN_NULL(); \
		return answer(fcinfo, site, &who, 1 + crm_form_arguments(form)); \
	}

/* P(alive), at a later time too */

static double
survival(const crm_site *site, double x, double T, const double *subject)
{
	return site->process->survival(site->model.parameter, x, T, subject[0]);
}

static Datum
p_alive(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, double ahead)
{
	double		p = crm_p_alive(site, who);

	if (ahead > 0 && p > 0)
		p *= crm_remember(site, who, ahead, 0, survival);
	PG_RETURN_FLOAT8(p);
}

static Datum
p_alive_now(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, int at)
{
	return p_alive(fcinfo, site, who, 0);
}

static Datum
p_alive_ahead(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, int at)
{
	return p_alive(fcinfo, site, who, crm_horizon(site, who, PG_GETARG_FLOAT8(at), false));
}

static Datum
p_alive_at(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, int at)
{
	int32		as_of = PG_GETARG_DATEADT(2),
				day = crm_finite_day(PG_GETARG_DATEADT(at), "at");

	if (day < as_of)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the date to ask about must not lie before as_of"),
				 errhint("Of an earlier date ask with that date as as_of.")));
	return p_alive(fcinfo, site, who, (day - as_of) / who->unit);
}

FORM(crm_p_alive_history, CRM_FORM_HISTORY, p_alive_now)
FORM(crm_p_alive_history_at, CRM_FORM_HISTORY, p_alive_at)
FORM(crm_p_alive_raw, CRM_FORM_RAW, p_alive_now)
FORM(crm_p_alive_raw_ahead, CRM_FORM_RAW, p_alive_ahead)

/* Expected purchases */

static double
purchases(const crm_site *site, double x, double T, const double *subject)
{
	return site->process->purchases(site->model.parameter, x, T, subject[0]);
}

double
crm_expected_purchases(crm_site *site, const crm_who *who, double horizon)
{
	return crm_p_alive(site, who) * crm_remember(site, who, horizon, 0, purchases);
}

static Datum
expected_purchases(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, int at)
{
	double		horizon = crm_horizon(site, who, PG_GETARG_FLOAT8(at), false);

	PG_RETURN_FLOAT8(crm_expected_purchases(site, who, horizon));
}

FORM(crm_expected_purchases_history, CRM_FORM_HISTORY, expected_purchases)
FORM(crm_expected_purchases_raw, CRM_FORM_RAW, expected_purchases)
FORM(crm_expected_purchases_new, CRM_FORM_NEW, expected_purchases)

/* The probability of a number of purchases */

static int
most_purchases(const crm_site *site, double horizon)
{
	if (site->model.kind != CRM_BG_BB || horizon * horizon <= MOST_STEPS)
		return MOST_PURCHASES;
	return (int) fmin(MOST_PURCHASES, MOST_STEPS / horizon);
}

static double
probability(const crm_site *site, double x, double T, const double *subject)
{
	int			n = (int) subject[1];
	double	   *p = palloc((n + 1) * sizeof(double)),
				result;

	site->process->distribution(site->model.parameter, x, T, subject[0], p, n + 1);
	result = p[n];
	pfree(p);
	return result;
}

static Datum
purchase_probability(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, int at)
{
	int32		n = PG_GETARG_INT32(at);
	double		horizon = crm_horizon(site, who, PG_GETARG_FLOAT8(at + 1), false),
				alive = crm_p_alive(site, who),
				p;
	int			most = most_purchases(site, horizon);

	if (n < 0 || n > most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the number of purchases must be 0 to %d, not %d", most, n)));
	p = alive * crm_remember(site, who, horizon, n, probability);
	PG_RETURN_FLOAT8(n == 0 ? crm_probability((1 - alive) + p) : p);
}

FORM(crm_purchase_probability_history, CRM_FORM_HISTORY, purchase_probability)
FORM(crm_purchase_probability_raw, CRM_FORM_RAW, purchase_probability)
FORM(crm_purchase_probability_new, CRM_FORM_NEW, purchase_probability)

/* An interval that the number of purchases falls into */

/*
 * The smallest numbers whose cumulative probability reaches low and high. The
 * distribution is computed to a length that doubles until it reaches so far.
 */
static void
quantiles(const crm_site *site, const crm_who *who, double horizon, double low, double high, int32 result[2])
{
	double		dead = 1 - crm_p_alive(site, who);
	int			most = most_purchases(site, horizon);

	if (dead >= high)
	{
		result[0] = result[1] = 0;
		return;
	}
	for (int n = Min(32, most + 1);; n = Min(4 * n, most + 1))
	{
		double	   *p = palloc(n * sizeof(double)),
					sum = dead;
		int			found = 0;

		site->process->distribution(site->model.parameter, who->x, who->T, horizon, p, n);
		for (int k = 0; k < n && found < 2; k++)
		{
			sum += (1 - dead) * p[k];
			while (found < 2 && sum >= (found == 0 ? low : high))
				result[found++] = k;
		}
		pfree(p);
		if (found == 2)
			return;
		if (n > most)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("the interval reaches past %d purchases", most),
					 errhint("Ask for a shorter horizon or a lower confidence.")));
		crm_tick();
	}
}

static Datum
purchase_interval(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, int at)
{
	double		horizon = crm_horizon(site, who, PG_GETARG_FLOAT8(at), false),
				tail = (1 - crm_confidence(PG_GETARG_FLOAT8(at + 1))) / 2;
	int32		bounds[2];
	Datum		values[2];
	bool		nulls[2] = {false, false};

	quantiles(site, who, horizon, tail, 1 - tail, bounds);
	values[0] = Int32GetDatum(bounds[0]);
	values[1] = Int32GetDatum(bounds[1]);
	return HeapTupleGetDatum(heap_form_tuple(crm_result_row(fcinfo), values, nulls));
}

FORM(crm_purchase_interval_history, CRM_FORM_HISTORY, purchase_interval)
FORM(crm_purchase_interval_raw, CRM_FORM_RAW, purchase_interval)
FORM(crm_purchase_interval_new, CRM_FORM_NEW, purchase_interval)
