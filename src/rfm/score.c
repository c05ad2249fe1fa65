#include "rfm/score.h"

const char *const crm_axis_name[CRM_AXES] = {"recency", "frequency", "monetary"};

static int
cuts_below(const crm_axis_cuts *cuts, double value)
{
	int			below = 0;

	for (int i = 0; i < cuts->n; i++)
		below += cuts->cut[i] < value;
	return below;
}

int
crm_score(const crm_cuts *cuts, double recency, double frequency, double monetary)
{
	const crm_axis_cuts *axis = cuts->axis;
	int			r = axis[CRM_RECENCY].n + 1 - cuts_below(&axis[CRM_RECENCY], recency);
	int			f = 1 + cuts_below(&axis[CRM_FREQUENCY], frequency);
	int			m = 1 + cuts_below(&axis[CRM_MONETARY], monetary);

	return 100 * r + 10 * f + m;
}

bool
crm_score_valid(int score)
{
	return score >= 111 && score <= 999 && score / 10 % 10 != 0 && score % 10 != 0;
}

bool
crm_axis_cuts_valid(const crm_axis_cuts *cuts)
{
	if (cuts->n < CRM_BINS_MIN - 1 || cuts->n > CRM_BINS_MAX - 1)
		return false;
	for (int i = 1; i < cuts->n; i++)
		if (cuts->cut[i] < cuts->cut[i - 1])
			return false;
	return true;
}
