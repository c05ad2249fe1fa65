/*
 * The aggregate crm.rfm_cuts, over values or over histories.
 */
#include "rfm/cuts.h"

#include <math.h>

#include "utils/date.h"

#include "core/check.h"
#include "core/sample.h"
#include "history/life.h"

int
crm_check_bins(int bins)
{
	if (bins < CRM_BINS_MIN || bins > CRM_BINS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bins must be between %d and %d, not %d", CRM_BINS_MIN, CRM_BINS_MAX, bins),
				 errhint("A score of %d bins is a digit from 1 to %d.", CRM_BINS_DEFAULT, CRM_BINS_DEFAULT)));
	return bins;
}

crm_axis_cuts
crm_cut_column(const crm_column *column, int bins)
{
	crm_axis_cuts cuts = {bins - 1};

	for (int i = 1; i < bins; i++)
		cuts.cut[i - 1] = crm_column_quantile(column, (double) i / bins);
	return cuts;
}

/* The bins of a transition: its last argument, where it has so many. */
static double
bins_argument(FunctionCallInfo fcinfo, int place)
{
	if (PG_NARGS() <= place)
		return CRM_BINS_DEFAULT;
	crm_not_null(PG_ARGISNULL(place), "bins");
	return crm_check_bins(PG_GETARG_INT32(place));
}

/* Transition over three values a row. */
CRM_FUNCTION(crm_rfm_sample_add)
{
	double		row[CRM_AXES];
	double		bins = bins_argument(fcinfo, 1 + CRM_AXES);

	for (int i = 0; i < CRM_AXES; i++)
		if (PG_ARGISNULL(1 + i))
			CRM_SKIP_ROW();
	for (int i = 0; i < CRM_AXES; i++)
		row[i] = crm_finite(PG_GETARG_FLOAT8(1 + i), crm_axis_name[i]);
	return crm_sample_add(fcinfo, CRM_AXES, row, 1, &bins, "bins");
}

/* Transition over a history and a day a row. */
CRM_FUNCTION(crm_rfm_sample_add_history)
{
	double		bins = bins_argument(fcinfo, 3);
	crm_life	life;
	double		row[CRM_AXES];

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) ||
		!crm_see_life(PG_GETARG_DATUM(1), PG_GETARG_DATEADT(2), CRM_LIFE_TOTAL, 0, &life))
		CRM_SKIP_ROW();
	row[CRM_RECENCY] = life.silence;
	row[CRM_FREQUENCY] = life.orders;
	row[CRM_MONETARY] = crm_money_to_double(life.total);
	return crm_sample_add(fcinfo, CRM_AXES, row, 1, &bins, "bins");
}

CRM_FUNCTION(crm_rfm_cuts_final)
{
	crm_sample_view sample;
	crm_cuts	cuts;
	double		bins;

	crm_sample_read(PG_GETARG_DATUM(0), &sample);
	crm_sample_expect(&sample, CRM_AXES, 1);
	bins = sample.param[0];
	crm_check_bins(bins >= 0 && bins < 100 && bins == floor(bins) ? (int) bins : 0);
	if (sample.column[0].n == 0)
		PG_RETURN_NULL();
	for (int i = 0; i < CRM_AXES; i++)
		cuts.axis[i] = crm_cut_column(&sample.column[i], (int) bins);
	return crm_make_cuts(&cuts);
}
