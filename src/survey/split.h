/*
 * The most and the least satisfied share of a column of values.
 */
#ifndef CRM_SURVEY_SPLIT_H
#define CRM_SURVEY_SPLIT_H

#include "core/column.h"

typedef struct crm_split
{
	double		least;			/* the largest value of the least satisfied */
	double		most;			/* the smallest value of the most satisfied */
} crm_split;

/*
 * A value is among the most satisfied while the share of the rows above it is
 * below `share`, and among the least while that of the rows below it is. So
 * equal values stay together, and at least one is in each. The column is not empty.
 */
extern crm_split crm_split_column(const crm_column *c, double share);

/* -1 for the least satisfied, 1 for the most, 0 for who is neither or, among many equals, both. */
extern int	crm_split_side(const crm_split *split, double value);

#endif
