/*
 * The variance of the net promoter score of one respondent, who counts 1, 0 or
 * -1, is p + d - (p - d)^2 = p (1 - p) + d (1 - d) + 2 p d, which can't be
 * below 0 by rounding. The adjusted method is that of B. Rocks, "Interval
 * Estimation for the Net Promoter Score", The American Statistician 70 (2016).
 */
#include "survey/indices.h"

#include <math.h>

#include "core/normal.h"

#define POINTS 100.0

bool
crm_answers_mean(const crm_answers *a, double *mean)
{
	crm_int128	sum = 0;

	if (a->n == 0)
		return false;
	for (int i = 0; i < a->n; i++)
		sum += (crm_int128) a->at[i].answer * a->at[i].count;

	/* Large counts are rounded; a mean lies between the least and the largest all the same. */
	*mean = (double) sum / (double) crm_answers_total(a);
	*mean = fmin(fmax(*mean, a->at[0].answer), a->at[a->n - 1].answer);
	return true;
}

int64_t
crm_answers_from(const crm_answers *a, int64_t least)
{
	int64_t		count = 0;

	for (int i = a->n - 1; i >= 0 && a->at[i].answer >= least; i--)
		count += a->at[i].count;
	return count;
}

bool
crm_answers_within(const crm_answers *a, int32_t low, int32_t high, int32_t *stray)
{
	if (a->n > 0 && a->at[0].answer < low)
		*stray = a->at[0].answer;
	else if (a->n > 0 && a->at[a->n - 1].answer > high)
		*stray = a->at[a->n - 1].answer;
	else
		return true;
	return false;
}

crm_interval
crm_wilson(int64_t k, int64_t n, double z)
{
	double		p = (double) k / (double) n,
				z2n = z * z / (double) n;
	double		centre = (p + z2n / 2) / (1 + z2n);
	double		half = z / (1 + z2n) * sqrt((p * (1 - p) + z2n / 4) / (double) n);

	return (crm_interval) {k == 0 ? 0 : fmax(centre - half, 0), k == n ? 1 : fmin(centre + half, 1)};
}

crm_nps
crm_nps_count(const crm_answers *a)
{
	int64_t		from_7 = crm_answers_from(a, 7),
				promoters = crm_answers_from(a, 9);

	return (crm_nps) {crm_answers_total(a) - from_7, from_7 - promoters, promoters};
}

double
crm_nps_points(const crm_nps *nps)
{
	return POINTS * (double) (nps->promoters - nps->detractors) /
		(double) (nps->detractors + nps->passives + nps->promoters);
}

/* A score in -1..1 and its variance. */
typedef struct estimate
{
	double		score;
	double		variance;
} estimate;

static estimate
estimate_nps(const crm_nps *nps, crm_nps_method method)
{
	bool		adjusted = method == CRM_NPS_ADJUSTED_WALD;
	double		n = (double) (nps->detractors + nps->passives + nps->promoters) + (adjusted ? 3 : 0);
	double		d = ((double) nps->detractors + (adjusted ? 0.75 : 0)) / n;
	double		p = ((double) nps->promoters + (adjusted ? 0.75 : 0)) / n;

	return (estimate) {p - d, (p * (1 - p) + d * (1 - d) + 2 * p * d) / n};
}

static crm_interval
around(double score, double half, double most)
{
	return (crm_interval) {fmax(POINTS * (score - half), -most), fmin(POINTS * (score + half), most)};
}

crm_interval
crm_nps_interval(const crm_nps *nps, double z, crm_nps_method method)
{
	estimate	e = estimate_nps(nps, method);

	return around(e.score, z * sqrt(e.variance), POINTS);
}

crm_nps_change
crm_nps_difference(const crm_nps *a, const crm_nps *b, double z, crm_nps_method method)
{
	estimate	x = estimate_nps(a, method),
				y = estimate_nps(b, method);
	double		score = x.score - y.score,
				error = sqrt(x.variance + y.variance);
	double		p_value = score == 0 ? 1 : 0;

	/* Where all answer alike on either side, Wald's error is 0. */
	if (error > 0)
		p_value = crm_normal_two_sided(score / error);
	return (crm_nps_change) {
		crm_nps_points(a) - crm_nps_points(b), around(score, z * error, 2 * POINTS), p_value
	};
}
