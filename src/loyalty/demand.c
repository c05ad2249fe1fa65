#include "loyalty/demand.h"

#include <math.h>
#include <stddef.h>

#define GRAIN 17592186044416.0	/* 2^44 */

/* No logarithm of a double has more grains; no sum of squares may pass the bound. */
#define LOG_MAX ((crm_int128) 1 << 54)
#define SQUARES_MAX ((crm_int128) 1 << 125)
#define ORDERS_MAX ((int64_t) 1 << 53)

static crm_int128
magnitude(crm_int128 v)
{
	return v < 0 ? -v : v;
}

static bool
in_range(const crm_demand *d)
{
	return d->n <= ORDERS_MAX && d->pp < SQUARES_MAX && d->qq < SQUARES_MAX;
}

bool
crm_demand_add(crm_demand *d, double quantity, double price)
{
	crm_int128	q = llrint(log(quantity) * GRAIN);
	crm_int128	p = llrint(log(price) * GRAIN);

	d->n++;
	d->p += p;
	d->q += q;
	d->pp += p * p;
	d->qq += q * q;
	d->pq += p * q;
	return in_range(d);
}

bool
crm_demand_merge(crm_demand *d, const crm_demand *other)
{
	d->n += other->n;
	d->p += other->p;
	d->q += other->q;
	d->pp += other->pp;
	d->qq += other->qq;
	d->pq += other->pq;
	return in_range(d);
}

static void
put(int64_t **words, crm_int128 v)
{
	*(*words)++ = (int64_t) (uint64_t) v;
	*(*words)++ = (int64_t) (v >> 64);
}

static crm_int128
get(const int64_t **words)
{
	uint64_t	low = (uint64_t) *(*words)++;
	uint64_t	high = (uint64_t) *(*words)++;

	return (crm_int128) ((crm_uint128) high << 64 | low);
}

void
crm_demand_write(const crm_demand *d, int64_t *words)
{
	*words++ = d->n;
	put(&words, d->p);
	put(&words, d->q);
	put(&words, d->pp);
	put(&words, d->qq);
	put(&words, d->pq);
}

bool
crm_demand_read(const int64_t *words, crm_demand *d)
{
	d->n = *words++;
	d->p = get(&words);
	d->q = get(&words);
	d->pp = get(&words);
	d->qq = get(&words);
	d->pq = get(&words);
	/* A sum of -2^127 has no magnitude. */
	return d->n >= 0 && in_range(d) && d->pp >= 0 && d->qq >= 0 &&
		d->p >= -SQUARES_MAX && magnitude(d->p) <= d->n * LOG_MAX &&
		d->q >= -SQUARES_MAX && magnitude(d->q) <= d->n * LOG_MAX &&
		d->pq >= -SQUARES_MAX && d->pq <= SQUARES_MAX;
}

/* The whole number nearest to sum / n. */
static crm_int128
mean(crm_int128 sum, int64_t n)
{
	return sum < 0 ? -((-sum + n / 2) / n) : (sum + n / 2) / n;
}

/*
 * The sum of (a - m)(b - l) from that of a * b and the sums of a and b. Terms
 * may pass 128 bits, but the sum does not, so it is right modulo 2^128.
 */
static crm_int128
centred(crm_int128 ab, crm_int128 a, crm_int128 b, crm_int128 m, crm_int128 l, int64_t n)
{
	crm_uint128 sum = (crm_uint128) ab - (crm_uint128) l * (crm_uint128) a - (crm_uint128) m * (crm_uint128) b;

	return (crm_int128) (sum + (crm_uint128) m * (crm_uint128) l * (crm_uint128) n);
}

bool
crm_demand_elasticity(const crm_demand *d, double *elasticity)
{
	crm_int128	p_mean,
				q_mean,
				spread;
	double		p_rest,
				q_rest,
				n = (double) d->n;

	if (d->n < CRM_DEMAND_ORDERS)
		return false;
	p_mean = mean(d->p, d->n);
	q_mean = mean(d->q, d->n);
	/* At most n / 2: what the means of whole grains leave. */
	p_rest = (double) (d->p - p_mean * d->n);
	q_rest = (double) (d->q - q_mean * d->n);
	spread = centred(d->pp, d->p, d->p, p_mean, p_mean, d->n);
	/* Whole numbers are at most their squares, so half the spread or more is left below. */
	if (spread <= 0 || (double) spread < fabs(p_rest))
		return false;
	*elasticity = ((double) centred(d->pq, d->p, d->q, p_mean, q_mean, d->n) - p_rest * q_rest / n) /
		((double) spread - p_rest * p_rest / n);
	*elasticity += 0.0;			/* -0 is 0 */
	return true;
}
