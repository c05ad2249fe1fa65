/*
 * crm.fit and crm.fit_sbg: from a base to a model.
 */
#include "core/compat.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/memutils.h"

#include "clv/base_type.h"
#include "clv/data.h"
#include "clv/fit.h"
#include "clv/gamma_gamma.h"
#include "clv/model_type.h"
#include "clv/process.h"
#include "core/check.h"
#include "core/enums.h"
#include "core/tick.h"

#define TICK_PERIODS 65536

/* Gamma-Gamma takes spend and frequency for independent; above this correlation that is in doubt. */
#define CORRELATION_LIMIT 0.3

#define LARGEST_SPEND 1e30

typedef struct crm_problem
{
	crm_likelihood likelihood;
	const void *data;
	double	   *scratch;
} crm_problem;

/*
 * An interrupt must not pass through the optimiser, which would leak. It waits
 * on the error stack until the optimiser has returned, and is thrown on there.
 */
static bool
evaluate(void *context, const double *log_p, double *value, double *gradient)
{
	crm_problem *problem = context;
	volatile bool done = false;

	PG_TRY();
	{
		*value = problem->likelihood(problem->data, log_p, gradient, problem->scratch);
		done = true;
	}
	PG_CATCH();
	{
		done = false;
	}
	PG_END_TRY();
	return done;
}

static void *
alloc(size_t size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, Max(size, 1));
}

static void
nothing_to_fit(const char *kind, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is nothing to fit %s to", kind),
			 errdetail("%s", detail),
			 errhint("%s", hint)));
}

/* Customers of a base whose expected spend is infinite, and in all. */
static int64
without_mean(const crm_model *m, const crm_base *base, int64 *customers)
{
	int64		without = 0;
	double		spend;

	*customers = 0;
	for (size_t i = 0; i < base->n_rows; i++)
		*customers += base->rows[i].customers;
	if (!crm_gamma_gamma_spend(m->parameter, 0, 0, &spend))
		without = *customers - m->customers;
	for (size_t i = 0; i < base->n_spends; i++)
		if (!crm_gamma_gamma_spend(m->parameter, base->spends[i].x, base->spends[i].mean, &spend))
			without += base->spends[i].customers;
	return without;
}

static void
warn_of_infinite_mean(const crm_model *m, const crm_base *base)
{
	int64		customers,
				without = without_mean(m, base, &customers);

	ereport(WARNING,
			(errmsg("the mean spend of the gamma_gamma model is infinite"),
			 errdetail("q is %.6g, and the mean exists above 1 only. Of " INT64_FORMAT " of the " INT64_FORMAT " customers, %.1f %%, no spend can be expected.",
					   m->parameter[1], without, customers, 100.0 * (double) without / (double) customers),
			 errhint("Some customers spend by orders of magnitude more than others: fit segments apart, or leave outliers out.")));
}

static void
warn(const crm_model *m, const crm_base *base, double correlation)
{
	const char *kind = crm_model_kind_names[m->kind];

	if (m->flags & CRM_FLAG_NOT_CONVERGED)
		ereport(WARNING,
				(errmsg("the fit of %s did not converge", kind),
				 errdetail("After %d iterations the norm of the gradient is %.3g.", m->iterations, m->gradient_norm),
				 errhint("Its parameters are the best that were found; compare the log likelihood with another model's.")));
	if (m->flags & CRM_FLAG_RIDGE)
		ereport(WARNING,
				(errmsg("the fit of %s lies on a ridge: the customers do not determine all of its parameters", kind),
				 m->has_covariance
				 ? errdetail("The condition number of the Hessian is %.3g.", m->condition_number)
				 : errdetail("The Hessian is not positive definite, so there are no standard errors."),
				 errhint("Forecasts may still be good, single parameters mean little. More customers, a longer time or a simpler model help.")));
	if (m->flags & CRM_FLAG_INFINITE_MEAN)
		warn_of_infinite_mean(m, base);
	if (m->flags & CRM_FLAG_SPEND_CORRELATED)
		ereport(WARNING,
				(errmsg("spend is correlated with frequency, which gamma_gamma takes for independent"),
				 errdetail("The correlation is %.3f; %.1f is taken for the limit.", correlation, CORRELATION_LIMIT),
				 errhint("Look whether totals were passed in place of means, or fit segments apart.")));
}

/* Maximises from m's parameters and fills in the rest of m. base is NULL for contracts. */
static void
fit(crm_model *m, const crm_problem *problem, const crm_base *base, double correlation)
{
	int			n = crm_model_sizes[m->kind];
	crm_objective objective = {n, (double) m->customers, evaluate, (void *) problem};
	crm_optimum optimum;
	crm_model_error unused;
	double		log_p[CRM_PARAMETERS] = {0};

	for (int i = 0; i < n; i++)
		log_p[i] = fmin(fmax(log(m->parameter[i]), -CRM_LOG_BOUND), CRM_LOG_BOUND);
	if (!crm_maximise(&objective, log_p, &optimum))
		PG_RE_THROW();
	if (!isfinite(optimum.log_likelihood) || !isfinite(optimum.gradient_norm))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the likelihood of %s is out of the range of double precision", crm_model_kind_names[m->kind]),
				 errhint("Look for customers whose numbers can't be right.")));
	for (int i = 0; i < n; i++)
		m->parameter[i] = exp(optimum.log_p[i]);
	m->fitted = true;
	m->log_likelihood = optimum.log_likelihood;
	m->gradient_norm = optimum.gradient_norm;
	m->condition_number = optimum.condition_number;
	m->iterations = optimum.iterations;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			m->covariance[i][j] = optimum.covariance[i][j] * (m->parameter[i] * m->parameter[j]);
	m->has_covariance = optimum.positive_definite && crm_covariance_valid(m, &unused);
	if (!m->has_covariance)
		memset(m->covariance, 0, sizeof(m->covariance));
	m->flags = (optimum.converged ? 0 : CRM_FLAG_NOT_CONVERGED) |
		(optimum.ridge ? CRM_FLAG_RIDGE : 0) |
		(m->kind == CRM_GAMMA_GAMMA && m->parameter[1] <= 1 ? CRM_FLAG_INFINITE_MEAN : 0) |
		(fabs(correlation) > CORRELATION_LIMIT ? CRM_FLAG_SPEND_CORRELATED : 0);
	warn(m, base, correlation);
}

/* Where the search sets off: rates of the size that the base has on average. */
static void
plain_start(crm_model *m, double customers, double purchases, double time)
{
	double		wait = time / purchases,
				life = time / customers;

	switch (m->kind)
	{
		case CRM_BG_NBD:
		case CRM_MBG_NBD:
			memcpy(m->parameter, (double[]) {0.5, wait * 0.5, 1, 3}, sizeof(m->parameter));
			break;
		case CRM_PARETO_NBD:
			memcpy(m->parameter, (double[]) {0.5, wait * 0.5, 0.5, life}, sizeof(m->parameter));
			break;
		default:
			for (int i = 0; i < CRM_PARAMETERS; i++)
				m->parameter[i] = 1;
	}
}

/* Yesterday's parameters, in today's unit. */
static void
warm_start(crm_model *m, Datum datum)
{
	crm_model	start;
	double		ratio;

	crm_read_model(datum, &start);
	if (start.kind != m->kind)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a fit of %s can not start from a model of %s", crm_model_kind_names[m->kind],
						crm_model_kind_names[start.kind])));
	memcpy(m->parameter, start.parameter, sizeof(m->parameter));
	ratio = start.unit_days > 0 ? start.unit_days / m->unit_days : 1;
	if (m->kind == CRM_BG_NBD || m->kind == CRM_MBG_NBD || m->kind == CRM_PARETO_NBD)
		m->parameter[1] *= ratio;
	if (m->kind == CRM_PARETO_NBD)
		m->parameter[3] *= ratio;
}

static double
fit_purchases(crm_model *m, crm_problem *problem, const crm_base *base, Datum start, bool has_start)
{
	crm_purchase_data *data = palloc(sizeof(crm_purchase_data));
	const char *kind = crm_model_kind_names[m->kind];
	size_t		room;
	double		purchases = 0,
				time = 0,
				unit = base->clock == CRM_CLOCK_CALLER ? 1 : m->unit_days;

	crm_check_times(base, unit);
	if (m->kind == CRM_BG_BB)
		crm_check_opportunities(base);
	for (size_t i = 0; i < base->n_rows; i++)
	{
		const crm_base_row *row = &base->rows[i];

		m->customers += row->customers;
		purchases += row->x * (double) row->customers;
		time += row->T / unit * (double) row->customers;
	}
	if (purchases == 0)
		nothing_to_fit(kind, "No customer has a repeat purchase.", "Take in a longer time or more customers.");
	if (m->customers < crm_model_sizes[m->kind])
		nothing_to_fit(kind, "There are fewer customers than parameters.", "Take in more customers.");
	if (time == 0)
		nothing_to_fit(kind, "All customers were seen for no time at all.", "T is the time since the first purchase.");
	if (has_start)
		warm_start(m, start);
	else
		plain_start(m, (double) m->customers, purchases, time);

	*data = crm_make_purchase_data(base, unit, alloc);
	switch (m->kind)
	{
		case CRM_BG_NBD:
			room = crm_bg_nbd_scratch(data);
			problem->likelihood = crm_bg_nbd_likelihood;
			break;
		case CRM_MBG_NBD:
			room = crm_bg_nbd_scratch(data);
			problem->likelihood = crm_mbg_nbd_likelihood;
			break;
		case CRM_PARETO_NBD:
			room = crm_pareto_nbd_scratch(data);
			problem->likelihood = crm_pareto_nbd_likelihood;
			break;
		default:
			room = crm_bg_bb_scratch(data);
			problem->likelihood = crm_bg_bb_likelihood;
	}
	problem->data = data;
	problem->scratch = alloc(room * sizeof(double));
	return 0;
}

/* Returns the correlation of spend and frequency, 0 where there is none. */
static double
fit_spends(crm_model *m, crm_problem *problem, const crm_base *base, Datum start, bool has_start)
{
	crm_spend_data *data = palloc(sizeof(crm_spend_data));
	double		log_mean = 0,
				correlation = 0;

	for (size_t i = 0; i < base->n_spends; i++)
	{
		m->customers += base->spends[i].customers;
		if (!(base->spends[i].mean >= 1 / LARGEST_SPEND && base->spends[i].mean <= LARGEST_SPEND))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("a mean spend of %g is out of range for a fit", base->spends[i].mean),
					 errdetail("It lies between %g and %g.", 1 / LARGEST_SPEND, LARGEST_SPEND)));
	}
	if (m->customers == 0)
		nothing_to_fit("gamma_gamma", "No customer has repeat purchases of a known mean above 0.",
					   "Make the base from histories, or with crm.customer_base(x, t_x, t, mean_spend).");
	if (m->customers < crm_model_sizes[m->kind])
		nothing_to_fit("gamma_gamma", "There are fewer repeat customers than parameters.", "Take in more customers.");
	m->unit_days = 0;			/* spends have no time */
	*data = crm_make_spend_data(base, alloc);
	for (size_t i = 0; i < data->n; i++)
		log_mean += data->log_mean[i] * data->customers[i] / (double) m->customers;
	if (has_start)
		warm_start(m, start);
	else
		memcpy(m->parameter, (double[]) {2, 3, exp(log_mean)}, 3 * sizeof(double));
	problem->likelihood = crm_gamma_gamma_likelihood;
	problem->data = data;
	problem->scratch = alloc(crm_gamma_gamma_scratch(data) * sizeof(double));
	return crm_correlate_spend(base, &correlation) ? correlation : 0;
}

/* Starts the work of a fit in a context of its own, which may grow large. */
static MemoryContext
begin(void)
{
	return MemoryContextSwitchTo(AllocSetContextCreate(CurrentMemoryContext, "crm.fit", ALLOCSET_DEFAULT_SIZES));
}

static Datum
end(MemoryContext outside, const crm_model *m)
{
	MemoryContext inside = MemoryContextSwitchTo(outside);
	Datum		result = PointerGetDatum(crm_make_model(m));

	MemoryContextDelete(inside);
	return result;
}

CRM_FUNCTION(crm_fit)
{
	crm_model	m = {0};
	crm_problem problem;
	crm_base	base;
	MemoryContext outside;
	double		correlation;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	crm_not_null(PG_ARGISNULL(1), "the kind of model");
	crm_not_null(PG_ARGISNULL(2), "unit_days");
	m.kind = (crm_model_kind) crm_enum_place(PG_GETARG_OID(1), crm_model_kind_names, CRM_MODEL_KINDS);
	m.unit_days = crm_finite(PG_GETARG_FLOAT8(2), "unit_days");
	if (!(m.unit_days >= CRM_UNIT_LEAST && m.unit_days <= CRM_UNIT_MOST))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unit_days must be between %g and %g, not %g", CRM_UNIT_LEAST, CRM_UNIT_MOST, m.unit_days),
				 errhint("It is the length of the model's time unit: 7 for weeks.")));
	if (m.kind == CRM_SBG)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("sbg is no model of a customer base"),
				 errhint("Contracts are fitted with crm.fit_sbg(survivors).")));

	outside = begin();
	crm_read_base(PG_GETARG_DATUM(0), &base);
	correlation = (m.kind == CRM_GAMMA_GAMMA ? fit_spends : fit_purchases)
		(&m, &problem, &base, PG_GETARG_DATUM(3), !PG_ARGISNULL(3));
	fit(&m, &problem, &base, correlation);
	return end(outside, &m);
}

/* Customers of a contract cohort: at the start, then after each renewal. */
CRM_FUNCTION(crm_fit_sbg)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	int			n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	const int64 *counts = (const int64 *) ARR_DATA_PTR(array);
	crm_model	m = {.kind = CRM_SBG, .parameter = {1, 1}};
	crm_contract_data data = {n, NULL};
	crm_problem problem = {crm_sbg_likelihood, &data, NULL};
	double	   *survivors;
	MemoryContext outside;

	if (ARR_NDIM(array) > 1 || array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("survivors must be an array of one dimension without NULL")));
	outside = begin();
	survivors = alloc(n * sizeof(double));
	for (int i = 0; i < n; i++)
	{
		survivors[i] = (double) counts[i];
		if (counts[i] < 0 || (i > 0 && counts[i] > counts[i - 1]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("survivors must not be negative and never grow"),
					 errdetail("Number %d is " INT64_FORMAT ".", i + 1, counts[i]),
					 errhint("The first number is the cohort at its start, each further one who is left after a renewal.")));
		if (i % TICK_PERIODS == 0)
			crm_tick();
	}
	if (n < 3)
		nothing_to_fit("sbg", "Two parameters need at least two renewals.",
					   "Pass the size of the cohort, then who is left after each renewal.");
	if (counts[0] == counts[n - 1])
		nothing_to_fit("sbg", "Nobody left.", "Take in more renewals.");
	m.customers = counts[0];
	if (m.customers > CRM_MODEL_CUSTOMERS)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a cohort of " INT64_FORMAT " customers is too large", m.customers)));
	if (m.customers < 2)
		nothing_to_fit("sbg", "There are fewer customers than parameters.", "Take in more customers.");
	data.survivors = survivors;
	fit(&m, &problem, NULL, 0);
	return end(outside, &m);
}
