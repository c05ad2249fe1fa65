/*
 * What every function that asks a model about one customer needs: the model,
 * decoded once for a call site; the customer, from a history or as numbers;
 * and a memory of answers, since what is asked of a living customer depends on
 * x and T only and many customers share those.
 */
#ifndef CRM_CLV_ASK_H
#define CRM_CLV_ASK_H

#include "core/compat.h"

#include "clv/model_type.h"
#include "clv/process.h"
#include "history/life.h"

/* Where the SQL function has its customer. */
typedef enum crm_form
{
	CRM_FORM_HISTORY,			/* (history, as_of); later arguments are in days */
	CRM_FORM_RAW,				/* (x, t_x, t); later arguments are in the model's unit */
	CRM_FORM_NEW				/* not yet a customer; in the model's unit too */
} crm_form;

/* A customer in the model's unit. */
typedef struct crm_who
{
	double		x;
	double		t_x;
	double		T;
	bool		has_mean;		/* of repeat spends; in the form of a history only */
	double		mean;
	double		unit;			/* what later times are to be divided by */
} crm_who;

typedef struct crm_site
{
	MemoryContext context;
	crm_model	model;
	const crm_process *process; /* NULL where the model is of no purchase process */
	struct varlena *stored;		/* the model's bytes */
	struct crm_memory *memory;
	double		subject[2];		/* what the memory is about: a horizon and the like */
	uint64		age;			/* how often model or subject changed; never 0 once there is a model */
	uint64		calls;
} crm_site;

/* The site in *slot, made in the context where there is none, for this model. */
extern crm_site *crm_site_of(crm_site **slot, MemoryContext context, Datum model);

/* Raises 22023 unless the site's model is of purchases. */
extern void crm_expect_purchases(const crm_site *site);

/* The site of this call, for the model in argument `at`, which is of purchases. */
extern crm_site *crm_purchase_site(FunctionCallInfo fcinfo, int at);

/* The same for a model of the kind. */
extern crm_site *crm_model_site(FunctionCallInfo fcinfo, int at, crm_model_kind kind);

/*
 * The customer in the arguments from `at` on; false where a history shows no
 * order up to as_of. Raises 22023 for numbers that are no customer.
 */
extern bool crm_get_who(FunctionCallInfo fcinfo, const crm_site *site, crm_form form, int at, crm_who *who);

/* A customer as the site's model sees the life; raises 22023 for a model that counts no time. */
extern void crm_who_lived(const crm_site *site, const crm_life *life, crm_who *who);

/* The length of the model's unit; raises 22023 where the model does not name it. */
extern double crm_unit_days(const crm_site *site);

/* How many arguments the form takes. */
static inline int
crm_form_arguments(crm_form form)
{
	return form == CRM_FORM_HISTORY ? 2 : form == CRM_FORM_RAW ? 3 : 0;
}

/* A length of time from 0 on, in the model's unit; infinite only where that is allowed. */
extern double crm_horizon(const crm_site *site, const crm_who *who, double horizon, bool may_be_infinite);

/* A discount a year as the rate delta of the model's unit. */
extern double crm_delta(const crm_site *site, double annual_discount);

/*
 * answer(site, x, T, subject), from memory where it was asked before. The site
 * serves one function, so that subject alone tells questions apart.
 */
typedef double (*crm_answer) (const crm_site *site, double x, double T, const double *subject);

extern double crm_remember(crm_site *site, const crm_who *who, double subject0, double subject1, crm_answer answer);

static inline double
crm_p_alive(const crm_site *site, const crm_who *who)
{
	return site->process->p_alive(site->model.parameter, who->x, who->t_x, who->T);
}

extern double crm_expected_purchases(crm_site *site, const crm_who *who, double horizon);

/* Customer lifetime value; the spend model is of gamma_gamma, horizon and delta are in the unit of the other. */
extern double crm_clv(crm_site *site, const crm_model *spend, const crm_who *who, double horizon, double delta,
					  double margin);

/* Raises 22023 for a model that isn't of gamma_gamma. */
extern void crm_expect_spend(const crm_model *spend);

/* Raises 22023 for a margin below 0, and for an infinite horizon without a discount. */
extern void crm_check_worth(double horizon, double delta, double margin);

#endif
