/*
 * The BG/NBD model (Fader, Hardie and Lee 2005) and the MBG/NBD model (Batislam,
 * Denizel and Filiztekin 2007). They differ in one chance to drop out, right
 * after the first purchase, which only the latter has: of x repeat purchases a
 * customer who is alive survived x chances in the one and x + 1 in the other.
 */
#include <math.h>

#include "clv/bg_nbd_alive.h"
#include "clv/process.h"
#include "clv/special.h"

enum
{
	R, ALPHA, A, B
};

/* exp of minus more than this is 0 or a denormal number. */
#define MAX_EXPONENT 708.0

/* Chances to drop out after the first purchase. */
#define BG 0
#define MBG 1

/*
 * ln of the odds that the last chance was taken: of a / (b + chances - 1) times
 * ((alpha + T) / (alpha + t_x))^(r + x). There must have been a chance.
 */
static inline double
log_odds_of_dropout(const double *p, int first, double x, double t_x, double T)
{
	return log(p[A]) - log(p[B] + (x + first - 1)) +
		(p[R] + x) * log1p((T - t_x) / (p[ALPHA] + t_x));
}

static inline double
p_alive(const double *p, int first, double x, double t_x, double T)
{
	double		log_odds,
				odds;

	if (x + first == 0)
		return 1;
	log_odds = log_odds_of_dropout(p, first, x, t_x, T);
	if (log_odds <= 0)
		return 1 / (1 + exp(log_odds));
	/* Of being alive; not even an underflow. */
	odds = log_odds > MAX_EXPONENT ? 0 : exp(-log_odds);
	return odds / (1 + odds);
}

/* ln of alpha^r / (alpha + time)^(r + x) */
static double
log_waiting(const double *p, double x, double time)
{
	return -x * log(p[ALPHA] + time) - p[R] * log1p(time / p[ALPHA]);
}

static double
log_likelihood(const double *p, int first, double x, double t_x, double T)
{
	double		chances = x + first,
				alive = log_waiting(p, x, T);

	if (chances == 0)
		return alive;
	/* Exact where it is near 0, too. */
	if (x == 0 && alive > -1)
		return log1p(p[B] / (p[A] + p[B]) * expm1(alive));
	return crm_log_rising(p[R], x) + crm_log_rising(p[B], chances) - crm_log_rising(p[A] + p[B], chances) +
		crm_log_add(alive, log(p[A]) - log(p[B] + (chances - 1)) + log_waiting(p, x, t_x));
}

static crm_bg_alive
alive(const double *p, int first, double x, double T)
{
	return (crm_bg_alive) {p[R] + x, p[ALPHA] + T, p[A], p[B] + x + first};
}

/* The members of crm_process for one of the two. */
#define PROCESS(name, first) \
static double \
name##_log_likelihood(const double *p, double x, double t_x, double T) \
{ \
	return log_likelihood(p, first, x, t_x, T); \
} \
static double \
name##_p_alive(const double *p, double x, double t_x, double T) \
{ \
	return p_alive(p, first, x, t_x, T); \
} \
static double \
name##_survival(const double *p, double x, double T, double u) \
{ \
	const crm_bg_alive c = alive(p, first, x, T); \
	return crm_bg_alive_survival(&c, u); \
} \
static double \
name##_purchases(const double *p, double x, double T, double u) \
{ \
	const crm_bg_alive c = alive(p, first, x, T); \
	return crm_bg_alive_purchases(&c, u); \
} \
static double \
name##_discounted(const double *p, double x, double T, double u, double delta) \
{ \
	const crm_bg_alive c = alive(p, first, x, T); \
	return crm_bg_alive_discounted(&c, u, delta); \
} \
static void \
name##_distribution(const double *p, double x, double T, double u, double *probability, int n) \
{ \
	const crm_bg_alive c = alive(p, first, x, T); \
	crm_bg_alive_distribution(&c, u, probability, n); \
} \
const crm_process crm_##name = { \
	name##_log_likelihood, name##_p_alive, name##_survival, \
	name##_purchases, name##_discounted, name##_distribution \
}

PROCESS(bg_nbd, BG);
PROCESS(mbg_nbd, MBG);
