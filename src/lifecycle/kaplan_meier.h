/*
 * The product-limit estimate of survival (Kaplan and Meier 1958), its error
 * (Greenwood 1926), and what is read off its curve.
 */
#ifndef CRM_LIFECYCLE_KAPLAN_MEIER_H
#define CRM_LIFECYCLE_KAPLAN_MEIER_H

#include "lifecycle/durations.h"

typedef enum crm_conf_type
{
	CRM_CONF_LOG,
	CRM_CONF_LOG_LOG,
	CRM_CONF_PLAIN
} crm_conf_type;

/* The curve at the time of the step, from it to the next. */
typedef struct crm_survival
{
	crm_risk	risk;
	double		time;
	int64_t		at_risk;		/* just before the time */
	int64_t		events;
	double		survival;
	double		log_survival;	/* its logarithm, exact near 1 too */
	double		hazard;			/* of this step: events / (at_risk * (at_risk - events)) */
	double		greenwood;		/* the sum of those: the variance of log_survival */
} crm_survival;

/* Begins at time 0 with survival 1; room as for crm_risk_begin. */
extern void crm_survival_begin(crm_survival *c, const crm_durations *d, crm_duration *entries, crm_duration *scratch);

/* Moves to the next time at which a duration ends; false past the last. */
extern bool crm_survival_step(crm_survival *c);

/* The standard error of the survival; not where it is 0. */
extern double crm_survival_error(const crm_survival *c);

/* The interval of the survival for a z from the normal distribution; not where it is 0. */
extern void crm_survival_interval(const crm_survival *c, crm_conf_type type, double z, double *lower, double *upper);

/*
 * The first time at which a falling curve is at or below a level. Where it
 * runs along the level, which is where it is nearer than 1.5e-8, the middle
 * between the two ends of that, as R's survfit has it.
 */
typedef struct crm_crossing
{
	double		level;
	bool		found;
	bool		flat;			/* the time is that of the first end, the value that of there */
	double		time;
	double		value;
} crm_crossing;

/* The next step of the curve that is to cross. */
extern void crm_cross(crm_crossing *crossing, double time, double value);

typedef struct crm_restricted
{
	double		mean;
	double		std_error;
} crm_restricted;

/*
 * The area below the curve up to the horizon and its standard error; false
 * where the horizon lies past the last duration and survival there is above 0.
 * Room as for crm_risk_begin.
 */
extern bool crm_restricted_mean(const crm_durations *d, double horizon, crm_duration *entries,
								crm_duration *scratch, crm_restricted *result);

#endif
