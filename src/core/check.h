/*
 * Checks of arguments that several rooms make.
 */
#ifndef CRM_CORE_CHECK_H
#define CRM_CORE_CHECK_H

#include "core/compat.h"

/* The value, with -0 as 0; raises 22003 for NaN and infinity, naming it. */
extern double crm_finite(double value, const char *name);

/* The same for a numeric. */
extern Datum crm_finite_numeric(Datum value, const char *name);

/* The same for a share: above 0 and at most 1. */
extern double crm_share(double value, const char *name);

/* The same for a confidence: above 0 and below 1. */
extern double crm_confidence(double value);

/* A finite day; raises 22008, naming it. */
extern int32 crm_finite_day(int32 day, const char *name);

/* An argument that may not be NULL, of a function that is not STRICT. */
extern void crm_not_null(bool isnull, const char *name);

/*
 * The numbers of a float8[]: one dimension (or empty), no NULL, all finite, at
 * most `most`. Returns how many.
 */
extern int	crm_numbers(Datum array, const char *name, double *values, int most);

/* The beginning of a text, for an error message. */
extern const char *crm_excerpt(const char *text);

/* A float8[] of these numbers. */
extern Datum crm_array(const double *values, int n);

#endif
