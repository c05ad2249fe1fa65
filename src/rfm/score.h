/*
 * RFM scores from cuts.
 *
 * F and M score 1 + the number of cuts strictly below the value; R, where few
 * days are good, scores bins minus that number. Equal values score the same,
 * whatever the cuts: where cuts coincide, the bins between them stay empty.
 */
#ifndef CRM_RFM_SCORE_H
#define CRM_RFM_SCORE_H

#include <stdbool.h>

#define CRM_BINS_MIN 2
#define CRM_BINS_MAX 9
#define CRM_BINS_DEFAULT 5

typedef enum crm_axis
{
	CRM_RECENCY, CRM_FREQUENCY, CRM_MONETARY
} crm_axis;

#define CRM_AXES 3

/* Ascending thresholds of one axis: one fewer than it has bins. */
typedef struct crm_axis_cuts
{
	int			n;
	double		cut[CRM_BINS_MAX - 1];
} crm_axis_cuts;

typedef struct crm_cuts
{
	crm_axis_cuts axis[CRM_AXES];
} crm_cuts;

extern const char *const crm_axis_name[CRM_AXES];

/* A score is 100 R + 10 F + M. */
extern int	crm_score(const crm_cuts *cuts, double recency, double frequency, double monetary);

/* Is this three digits of 1 to 9? */
extern bool crm_score_valid(int score);

/* Do the thresholds ascend (equal ones allowed), and are there 1 to 8? */
extern bool crm_axis_cuts_valid(const crm_axis_cuts *cuts);

#endif
