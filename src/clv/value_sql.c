/*
 * Money: what a purchase will bring, and what a customer is worth.
 */
#include "clv/ask.h"

#include <math.h>

#include "utils/date.h"

#include "clv/gamma_gamma.h"
#include "core/check.h"

/* DERT: all purchases to come, discounted */

static double
discounted(const crm_site *site, double x, double T, const double *subject)
{
	return site->process->discounted(site->model.parameter, x, T, subject[0], subject[1]);
}

static Datum
residual_purchases(FunctionCallInfo fcinfo, crm_form form)
{
	crm_site   *site = crm_purchase_site(fcinfo, 0);
	crm_who		who;
	double		delta;

	if (!crm_get_who(fcinfo, site, form, 1, &who))
		PG_RETURN_NULL();
	delta = crm_delta(site, PG_GETARG_FLOAT8(1 + crm_form_arguments(form)));
	if (delta == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("annual_discount must be above 0"),
				 errdetail("Without a discount the purchases of all time to come may have no finite number."),
				 errhint("crm.expected_purchases counts those of a finite horizon.")));
	PG_RETURN_FLOAT8(crm_p_alive(site, &who) * crm_remember(site, &who, INFINITY, delta, discounted));
}

CRM_FUNCTION(crm_residual_purchases_history)
{
	return residual_purchases(fcinfo, CRM_FORM_HISTORY);
}

CRM_FUNCTION(crm_residual_purchases_raw)
{
	return residual_purchases(fcinfo, CRM_FORM_RAW);
}

CRM_FUNCTION(crm_residual_purchases_new)
{
	return residual_purchases(fcinfo, CRM_FORM_NEW);
}

/* The mean amount of a purchase */

/* Of a customer with x repeat purchases of this mean, or of someone unknown where x is 0. */
static double
mean_spend(const crm_model *model, double x, double mean)
{
	double		expected;

	if (!crm_gamma_gamma_spend(model->parameter, x, mean, &expected))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the expected spend is infinite"),
				 errdetail("The model has p = %g and q = %g; with x = %g repeat purchases p x + q must be above 1.",
						   model->parameter[0], model->parameter[1], x),
				 errhint("Leave such customers out, or fit a model whose q is above 1.")));
	return expected;
}

static double
checked_mean(double mean)
{
	if (crm_finite(mean, "mean_spend") < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("mean_spend must not be negative: %g", mean)));
	return mean;
}

CRM_FUNCTION(crm_expected_spend_history)
{
	crm_site   *site = crm_model_site(fcinfo, 0, CRM_GAMMA_GAMMA);
	crm_who		who;

	if (!crm_get_who(fcinfo, site, CRM_FORM_HISTORY, 1, &who))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(mean_spend(&site->model, who.has_mean ? who.x : 0, who.mean));
}

/* (model, x, mean_spend); not strict, for a mean is NULL where x is 0. */
CRM_FUNCTION(crm_expected_spend_raw)
{
	crm_site   *site;
	double		x,
				mean;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	site = crm_model_site(fcinfo, 0, CRM_GAMMA_GAMMA);
	x = crm_finite(PG_GETARG_FLOAT8(1), "x");
	if (x < 0 || x != floor(x))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("x must be a whole number of 0 or more, not %g", x)));
	mean = PG_ARGISNULL(2) ? 0 : checked_mean(PG_GETARG_FLOAT8(2));
	PG_RETURN_FLOAT8(mean_spend(&site->model, mean > 0 ? x : 0, mean));
}

CRM_FUNCTION(crm_expected_spend_new)
{
	crm_site   *site = crm_model_site(fcinfo, 0, CRM_GAMMA_GAMMA);

	PG_RETURN_FLOAT8(mean_spend(&site->model, 0, 0));
}

/* Customer lifetime value */

void
crm_check_worth(double horizon, double delta, double margin)
{
	if (crm_finite(margin, "margin") < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("margin must not be negative: %g", margin),
				 errhint("It is the share of the spend that is left as profit: 0.30 for 30 %%.")));
	if (delta == 0 && isinf(horizon))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an infinite horizon needs an annual_discount above 0")));
}

double
crm_clv(crm_site *site, const crm_model *spend, const crm_who *who, double horizon, double delta, double margin)
{
	double		value = margin * crm_p_alive(site, who) * crm_remember(site, who, horizon, delta, discounted);

	if (value > 0)
		value *= mean_spend(spend, who->has_mean ? who->x : 0, who->mean);
	return value;
}

void
crm_expect_spend(const crm_model *spend)
{
	if (spend->kind != CRM_GAMMA_GAMMA)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the second model must be of gamma_gamma, not of %s", crm_model_kind_names[spend->kind])));
}

/* The spend model, argument 1, is read at each call: it is small. */
static double
clv(FunctionCallInfo fcinfo, crm_site *site, const crm_who *who, int at)
{
	crm_model	spend;
	double		horizon = crm_horizon(site, who, PG_GETARG_FLOAT8(at), true),
				delta = crm_delta(site, PG_GETARG_FLOAT8(at + 1)),
				margin = PG_GETARG_FLOAT8(at + 2);

	crm_check_worth(horizon, delta, margin);
	crm_read_model(PG_GETARG_DATUM(1), &spend);
	crm_expect_spend(&spend);
	return crm_clv(site, &spend, who, horizon, delta, margin);
}

CRM_FUNCTION(crm_clv_history)
{
	crm_site   *site = crm_purchase_site(fcinfo, 0);
	crm_who		who;

	if (!crm_get_who(fcinfo, site, CRM_FORM_HISTORY, 2, &who))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(clv(fcinfo, site, &who, 4));
}

/* (purchase model, spend model, x, t_x, t, mean_spend, horizon, annual_discount, margin) */
CRM_FUNCTION(crm_clv_raw)
{
	crm_site   *site;
	crm_who		who;

	for (int i = 0; i < 9; i++)
		if (PG_ARGISNULL(i) && i != 5)
			PG_RETURN_NULL();
	site = crm_purchase_site(fcinfo, 0);
	crm_get_who(fcinfo, site, CRM_FORM_RAW, 2, &who);
	who.mean = PG_ARGISNULL(5) ? 0 : checked_mean(PG_GETARG_FLOAT8(5));
	who.has_mean = who.x > 0 && who.mean > 0;
	PG_RETURN_FLOAT8(clv(fcinfo, site, &who, 6));
}
