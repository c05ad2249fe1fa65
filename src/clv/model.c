#include "clv/model.h"

#include <stdarg.h>
#include <stdio.h>

const char *const crm_model_kind_names[CRM_MODEL_KINDS] = {
	"bg_nbd", "mbg_nbd", "pareto_nbd", "bg_bb", "gamma_gamma", "sbg"
};

const char *const crm_model_parameters[CRM_MODEL_KINDS][CRM_PARAMETERS] = {
	{"r", "alpha", "a", "b"},
	{"r", "alpha", "a", "b"},
	{"r", "alpha", "s", "beta"},
	{"alpha", "beta", "gamma", "delta"},
	{"p", "q", "gamma"},
	{"alpha", "beta"}
};

const int	crm_model_sizes[CRM_MODEL_KINDS] = {4, 4, 4, 4, 3, 2};

const char *const crm_model_flag_names[CRM_FLAGS] = {
	"not_converged", "ridge", "infinite_mean", "spend_correlated"
};

bool
crm_model_refuse(crm_model_error *e, crm_model_status status, const char *format, ...)
{
	va_list		args;

	e->status = status;
	e->hint[0] = '\0';
	va_start(args, format);
	vsnprintf(e->what, sizeof(e->what), format, args);
	va_end(args);
	return false;
}

static bool
out_of_range(crm_model_error *e, const char *name, const char *range, double value)
{
	return crm_model_refuse(e, CRM_MODEL_RANGE, "%s must be %s, not %.15g", name, range, value);
}

static bool
positive(double value)
{
	return value > 0 && isfinite(value);
}

static bool
within_range(double value)
{
	return value >= CRM_MODEL_LEAST && value <= CRM_MODEL_MOST;
}

bool
crm_covariance_valid(const crm_model *m, crm_model_error *e)
{
	int			k = crm_model_sizes[m->kind];
	const char *const *name = crm_model_parameters[m->kind];

	for (int i = 0; i < k; i++)
		if (!positive(m->covariance[i][i]))
			return crm_model_refuse(e, CRM_MODEL_RANGE, "the variance of \"%s\" must be above 0", name[i]);
	for (int i = 0; i < k; i++)
		for (int j = i + 1; j < k; j++)
		{
			double		most = crm_fit_std_error(m, i) * crm_fit_std_error(m, j);

			if (m->covariance[i][j] != m->covariance[j][i])
				return crm_model_refuse(e, CRM_MODEL_CONTRADICTION,
										"the covariance of \"%s\" and \"%s\" must be the same in both places", name[i], name[j]);
			if (!(fabs(m->covariance[i][j]) <= most * (1 + 1e-9)))
				return crm_model_refuse(e, CRM_MODEL_CONTRADICTION,
										"the covariance of \"%s\" and \"%s\" is more than their variances allow", name[i], name[j]);
		}
	return true;
}

static bool
fit_valid(const crm_model *m, crm_model_error *e)
{
	/* So that nothing that follows from it is infinite. */
	if (!isfinite(4 * m->log_likelihood))
		return out_of_range(e, "\"log_likelihood\"", "between -4e+307 and 4e+307", m->log_likelihood);
	if (m->customers < 1 || m->customers > CRM_MODEL_CUSTOMERS)
		return crm_model_refuse(e, CRM_MODEL_RANGE, "\"customers\" must be from 1 to %lld", (long long) CRM_MODEL_CUSTOMERS);
	if (!(m->gradient_norm >= 0 && isfinite(m->gradient_norm)))
		return out_of_range(e, "\"gradient_norm\"", "0 or above", m->gradient_norm);
	if (m->condition_number != 0 && !(m->condition_number >= 1 && isfinite(m->condition_number)))
		return out_of_range(e, "\"condition_number\"", "1 or above, or 0 where there is none", m->condition_number);
	if (m->iterations < 0)
		return crm_model_refuse(e, CRM_MODEL_RANGE, "\"iterations\" must be 0 or above");
	if ((m->flags & ~(unsigned) CRM_FLAGS_ALL) != 0)
		return crm_model_refuse(e, CRM_MODEL_CONTRADICTION, "there are flags that are not known");
	if (m->kind != CRM_GAMMA_GAMMA && (m->flags & (CRM_FLAG_INFINITE_MEAN | CRM_FLAG_SPEND_CORRELATED)) != 0)
		return crm_model_refuse(e, CRM_MODEL_CONTRADICTION, "the flags \"infinite_mean\" and \"spend_correlated\" are of gamma_gamma models");
	if (m->kind == CRM_GAMMA_GAMMA && (m->parameter[1] <= 1) != ((m->flags & CRM_FLAG_INFINITE_MEAN) != 0))
		return crm_model_refuse(e, CRM_MODEL_CONTRADICTION, "the flag \"infinite_mean\" must be there where \"q\" is at most 1, and only there");
	if (!m->has_covariance)
		return true;
	if (m->condition_number == 0)
		return crm_model_refuse(e, CRM_MODEL_CONTRADICTION, "where there is a \"covariance\" there must be a \"condition_number\"");
	return crm_covariance_valid(m, e);
}

bool
crm_model_valid(const crm_model *m, crm_model_error *e)
{
	for (int i = 0; i < crm_model_sizes[m->kind]; i++)
		if (!within_range(m->parameter[i]))
		{
			char		name[32];

			snprintf(name, sizeof(name), "parameter \"%s\"", crm_model_parameters[m->kind][i]);
			return out_of_range(e, name, "between 1e-12 and 1e12", m->parameter[i]);
		}
	if (m->unit_days != 0 && !(m->unit_days >= CRM_UNIT_LEAST && m->unit_days <= CRM_UNIT_MOST))
		return out_of_range(e, "\"unit_days\"", "between 1e-5 and 1e6", m->unit_days);
	if (!m->fitted)
		return !m->has_covariance || crm_model_refuse(e, CRM_MODEL_CONTRADICTION, "only a fit has a \"covariance\"");
	return fit_valid(m, e);
}

/* To 1e-9 of the terms that it is made of. */
static bool
agrees(crm_model_error *e, const char *name, double claim, double own, double terms)
{
	return isnan(claim) || fabs(claim - own) <= 1e-9 * terms ||
		crm_model_refuse(e, CRM_MODEL_CONTRADICTION, "%s must be %.15g, as follows from the rest of the fit, not %.15g",
						 name, own, claim);
}

bool
crm_claims_valid(const crm_model *m, const crm_fit_claims *claims, crm_model_error *e)
{
	int			k = crm_model_sizes[m->kind];
	double		terms = 2 * fabs(m->log_likelihood);

	if (!agrees(e, "\"aic\"", claims->aic, crm_fit_aic(m), terms + 2 * k) ||
		!agrees(e, "\"bic\"", claims->bic, crm_fit_bic(m), terms + k * log((double) m->customers)))
		return false;
	for (int i = 0; m->has_covariance && i < k; i++)
	{
		double		own = crm_fit_std_error(m, i);
		char		name[48];

		snprintf(name, sizeof(name), "the standard error of \"%s\"", crm_model_parameters[m->kind][i]);
		if (!agrees(e, name, claims->std_error[i], own, own))
			return false;
	}
	return true;
}
