/*
 * crm.rfm_cuts as stored: version, number of thresholds of each axis, the
 * thresholds of recency, frequency and monetary one after the other.
 */
#ifndef CRM_RFM_CUTS_H
#define CRM_RFM_CUTS_H

#include "core/compat.h"

#include "core/column.h"
#include "rfm/score.h"

/* Packs cuts for storing, and unpacks them. */
extern Datum crm_make_cuts(const crm_cuts *cuts);
extern crm_cuts crm_get_cuts(Datum datum);

/* The thresholds that cut a column into so many bins, at quantiles of type 7. */
extern crm_axis_cuts crm_cut_column(const crm_column *column, int bins);

/* The number of bins; raises 22023 unless 2 to 9. */
extern int	crm_check_bins(int bins);

#endif
