/*
 * Indices of satisfaction from counts of answers, and their intervals.
 */
#ifndef CRM_SURVEY_INDICES_H
#define CRM_SURVEY_INDICES_H

#include "survey/answers.h"

/* The mean answer; false where there is none. */
extern bool crm_answers_mean(const crm_answers *a, double *mean);

/* How many of the answers are at least `least`. */
extern int64_t crm_answers_from(const crm_answers *a, int64_t least);

/* Do all answers lie on the scale from low to high? If not, *stray is the first that doesn't. */
extern bool crm_answers_within(const crm_answers *a, int32_t low, int32_t high, int32_t *stray);

/* Low and high of an interval. */
typedef struct crm_interval
{
	double		low;
	double		high;
} crm_interval;

/* What share of the n have it, of whom k do in a sample, after Wilson (1927); n is above 0. */
extern crm_interval crm_wilson(int64_t k, int64_t n, double z);

/* A sample of answers 0 to 10 that is not empty. */
typedef struct crm_nps
{
	int64_t		detractors;		/* 0 to 6 */
	int64_t		passives;		/* 7 and 8 */
	int64_t		promoters;		/* 9 and 10 */
} crm_nps;

/* Counts answers that all lie on the scale. */
extern crm_nps crm_nps_count(const crm_answers *a);

typedef enum crm_nps_method
{
	CRM_NPS_WALD,
	CRM_NPS_ADJUSTED_WALD		/* 3/4 of a detractor and a promoter, 3/2 of a passive more */
} crm_nps_method;

#define CRM_NPS_METHODS 2

/* All in points, -100 to 100. */
extern double crm_nps_points(const crm_nps *nps);
extern crm_interval crm_nps_interval(const crm_nps *nps, double z, crm_nps_method method);

/* In points, -200 to 200: that of a less that of b. */
typedef struct crm_nps_change
{
	double		points;
	crm_interval interval;
	double		p_value;		/* of a difference at least so large between equal populations */
} crm_nps_change;

extern crm_nps_change crm_nps_difference(const crm_nps *a, const crm_nps *b, double z, crm_nps_method method);

#endif
