/*
 * Axes: where a value lies on them, and their ticks. Only the operations that
 * IEEE 754 rounds in one way are used, so that a picture is the same bytes on
 * every machine.
 */
#ifndef CRM_PORTFOLIO_SVG_SCALE_H
#define CRM_PORTFOLIO_SVG_SCALE_H

#include <stdbool.h>

/* The natural logarithm of a positive number, with an error below 1e-15 relative to it. */
extern double crm_steady_log(double value);

/* Half away from zero; the value is within the range of int. */
extern int	crm_round(double value);

/* An axis of equal steps: ticks at first, first + step, ..., last, each of them times unit. */
typedef struct crm_linear_axis
{
	int			first,
				last,
				step;
	double		unit;
} crm_linear_axis;

static inline double
crm_linear_low(const crm_linear_axis *axis)
{
	return axis->first * axis->unit;
}

static inline double
crm_linear_high(const crm_linear_axis *axis)
{
	return axis->last * axis->unit;
}

#define CRM_TICKS_MOST 9

/* The axis around low and high with the smallest of n steps that has not too many ticks. */
extern crm_linear_axis crm_fit_axis(double low, double high, double unit, const int *steps, int n);

/* 0 at the first tick, 1 at the last; what lies outside is moved to the nearer of them. */
extern double crm_linear_place(const crm_linear_axis *axis, double value);

/* A logarithmic axis, with ticks at crm_log_tick[first] to crm_log_tick[last]. */
typedef struct crm_log_axis
{
	int			first,
				last;
} crm_log_axis;

#define CRM_LOG_TICKS 13

extern const double crm_log_tick[CRM_LOG_TICKS];
extern const char *const crm_log_label[CRM_LOG_TICKS];

/* The axis around 0.1 and 10, low and high. */
extern crm_log_axis crm_fit_log_axis(double low, double high);
extern double crm_log_place(const crm_log_axis *axis, double value);

#endif
