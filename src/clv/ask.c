#include "clv/ask.h"

#include <math.h>

#include "utils/date.h"

#include "core/check.h"

#define YEAR 365.25

/* Answers are kept from this many calls on: a single call is not worth the memory. */
#define FIRST_CALLS 32

#define PLACES 4096				/* a power of 2 */

typedef struct crm_memory
{
	struct
	{
		double		x;
		double		T;
		uint64		age;		/* that of the site when it was filled */
		double		answer;
	}			place[PLACES];
} crm_memory;

static const crm_process *const processes[CRM_MODEL_KINDS] = {
	[CRM_BG_NBD] = &crm_bg_nbd,
	[CRM_MBG_NBD] = &crm_mbg_nbd,
	[CRM_PARETO_NBD] = &crm_pareto_nbd,
	[CRM_BG_BB] = &crm_bg_bb,
};

crm_site *
crm_site_of(crm_site **slot, MemoryContext context, Datum model)
{
	crm_site   *site = *slot;
	struct varlena *given = PG_DETOAST_DATUM_PACKED(model);

	if (site == NULL)
	{
		site = *slot = MemoryContextAllocZero(context, sizeof(crm_site));
		site->context = context;
	}
	if (site->stored == NULL || VARSIZE_ANY(site->stored) != VARSIZE_ANY(given) ||
		memcmp(site->stored, given, VARSIZE_ANY(given)) != 0)
	{
		struct varlena *copy = MemoryContextAlloc(context, VARSIZE_ANY(given));

		memcpy(copy, given, VARSIZE_ANY(given));
		crm_read_model(PointerGetDatum(given), &site->model);
		if (site->stored != NULL)
			pfree(site->stored);
		site->stored = copy;
		site->process = processes[site->model.kind];
		site->age++;
	}
	if ((Pointer) given != DatumGetPointer(model))
		pfree(given);
	return site;
}

/* Of a function whose fn_extra is nothing but its site. */
static crm_site *
site_of_call(FunctionCallInfo fcinfo, int at)
{
	return crm_site_of((crm_site **) &fcinfo->flinfo->fn_extra, fcinfo->flinfo->fn_mcxt, PG_GETARG_DATUM(at));
}

static void
wrong_kind(const crm_site *site, const char *wanted)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a model of %s is asked what only %s can answer",
					crm_model_kind_names[site->model.kind], wanted)));
}

void
crm_expect_purchases(const crm_site *site)
{
	if (site->process == NULL)
		wrong_kind(site, "a model of purchases");
}

crm_site *
crm_purchase_site(FunctionCallInfo fcinfo, int at)
{
	crm_site   *site = site_of_call(fcinfo, at);

	crm_expect_purchases(site);
	return site;
}

crm_site *
crm_model_site(FunctionCallInfo fcinfo, int at, crm_model_kind kind)
{
	crm_site   *site = site_of_call(fcinfo, at);

	if (site->model.kind != kind)
		wrong_kind(site, crm_model_kind_names[kind]);
	return site;
}

double
crm_unit_days(const crm_site *site)
{
	if (site->model.unit_days == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the model of %s does not say how long its time unit is", crm_model_kind_names[site->model.kind]),
				 errhint("Add \"unit_days\" to it: 7 where its parameters are of weeks, 1 where of days.")));
	return site->model.unit_days;
}

static void
no_customer(const crm_who *who, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("x = %g, t_x = %g, T = %g is no customer", who->x, who->t_x, who->T),
			 errdetail("%s", detail),
			 errhint("x counts repeat purchases; t_x and T are times since the first purchase, of the last one and of now.")));
}

static void
check_raw(const crm_site *site, const crm_who *who)
{
	if (!(who->x >= 0 && who->x <= INT32_MAX && who->x == floor(who->x)))
		no_customer(who, "x must be a whole number of 0 or more.");
	if (!(who->t_x >= 0 && who->t_x <= who->T))
		no_customer(who, "t_x must lie between 0 and T.");
	if (who->T > CRM_LONGEST)
		no_customer(who, "No time may be longer than 1e12.");
	if (who->x == 0 && who->t_x != 0)
		no_customer(who, "t_x must be 0 where x is 0.");
	if (site->model.kind == CRM_BG_BB && !crm_is_opportunities(who->x, who->t_x, who->T))
		no_customer(who, "bg_bb counts x, t_x and T in opportunities: whole numbers up to a million, with x <= t_x <= T.");
}

/* Counts are of time: bg_bb counts opportunities, which a history does not know. */
static double
unit_of_history(const crm_site *site)
{
	if (site->model.kind == CRM_BG_BB)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bg_bb counts opportunities, which a history does not know"),
				 errhint("Count x, t_x and T in opportunities and pass these.")));
	return site->process != NULL ? crm_unit_days(site) : 1;
}

void
crm_who_lived(const crm_site *site, const crm_life *life, crm_who *who)
{
	*who = (crm_who) {.unit = unit_of_history(site)};
	who->x = life->purchases - 1;
	who->t_x = (life->last_day - life->first_day) / who->unit;
	who->T = (life->last_day + life->silence - life->first_day) / who->unit;
	if (who->x == 0 || life->repeat_total.units <= 0)
		return;
	who->mean = crm_money_to_double(life->repeat_total) / who->x;
	who->has_mean = who->mean > 0;
}

bool
crm_get_who(FunctionCallInfo fcinfo, const crm_site *site, crm_form form, int at, crm_who *who)
{
	crm_life	life;

	*who = (crm_who) {.unit = 1};
	switch (form)
	{
		case CRM_FORM_NEW:
			return true;
		case CRM_FORM_RAW:
			who->x = crm_finite(PG_GETARG_FLOAT8(at), "x");
			who->t_x = crm_finite(PG_GETARG_FLOAT8(at + 1), "t_x");
			who->T = crm_finite(PG_GETARG_FLOAT8(at + 2), "T");
			check_raw(site, who);
			return true;
		case CRM_FORM_HISTORY:
			break;
	}
	unit_of_history(site);
	if (!crm_see_life(PG_GETARG_DATUM(at), PG_GETARG_DATEADT(at + 1), CRM_LIFE_REPEAT, 0, &life))
		return false;
	crm_who_lived(site, &life, who);
	return true;
}

double
crm_horizon(const crm_site *site, const crm_who *who, double horizon, bool may_be_infinite)
{
	if (!(may_be_infinite && horizon == INFINITY))
		horizon = crm_finite(horizon, "horizon");
	if (horizon < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must not be negative: %g", horizon),
				 errhint("It is a length of time after the date that is asked about.")));
	if (horizon / who->unit > CRM_LONGEST && !isinf(horizon))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must be at most 1e12 units of the model, not %g", horizon / who->unit)));
	if (site->model.kind == CRM_BG_BB && !isinf(horizon) && !(horizon == floor(horizon) && horizon <= CRM_OPPORTUNITIES))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must be a whole number of opportunities with bg_bb, at most a million, not %g", horizon)));
	return horizon / who->unit;
}

double
crm_delta(const crm_site *site, double annual_discount)
{
	double		discount = crm_finite(annual_discount, "annual_discount");

	if (discount != 0 && !(discount >= 1e-12 && discount <= 1e6))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("annual_discount must be 0 or between 1e-12 and 1e6, not %g", discount),
				 errhint("A discount of 15 %% a year is written 0.15.")));
	return log1p(discount) * (crm_unit_days(site) / YEAR);
}

double
crm_remember(crm_site *site, const crm_who *who, double subject0, double subject1, crm_answer answer)
{
	double		subject[2] = {subject0, subject1};
	uint64		bits[2];
	size_t		i;

	if (memcmp(subject, site->subject, sizeof(subject)) != 0)
	{
		memcpy(site->subject, subject, sizeof(subject));
		site->age++;
	}
	if (site->memory == NULL)
	{
		if (++site->calls < FIRST_CALLS)
			return answer(site, who->x, who->T, subject);
		site->memory = MemoryContextAllocZero(site->context, sizeof(crm_memory));
	}
	memcpy(&bits[0], &who->x, sizeof(uint64));
	memcpy(&bits[1], &who->T, sizeof(uint64));
	i = ((bits[0] * UINT64CONST(0x9E3779B97F4A7C15) + bits[1]) * UINT64CONST(0xD6E8FEB86659FD93)) >> 32 & (PLACES - 1);
	if (site->memory->place[i].age != site->age || site->memory->place[i].x != who->x ||
		site->memory->place[i].T != who->T)
	{
		site->memory->place[i].answer = answer(site, who->x, who->T, subject);
		site->memory->place[i].x = who->x;
		site->memory->place[i].T = who->T;
		site->memory->place[i].age = site->age;
	}
	return site->memory->place[i].answer;
}
