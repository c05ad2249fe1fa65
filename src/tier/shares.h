/*
 * Ranks and concentration over a column of values.
 */
#ifndef CRM_TIER_SHARES_H
#define CRM_TIER_SHARES_H

#include <stdbool.h>

#include "core/column.h"

/*
 * The least value among the best `share` of the column: of the customers of
 * whom fewer than share * n are ranked before. So at least one is, and who
 * ties with the last is among them. The column is not empty.
 */
extern double crm_top_value(const crm_column *c, double share);


/*
 * Each of these takes values of 0 and above, and answers false where their sum
 * is 0, and passes no double's range however large the values.
 */

/* The share of the sum that the best `top` of the rows brings, as crm_top_value counts them. */
extern bool crm_pareto_share(const crm_column *c, double top, double *share);

/* The Gini coefficient of the rows: 0 where all are equal, (n - 1) / n at most. */
extern bool crm_gini(const crm_column *c, double *gini);

/* The Lorenz curve at 0, 1/points, ..., 1: points + 1 values. */
extern bool crm_lorenz(const crm_column *c, int points, double *curve);

#endif
