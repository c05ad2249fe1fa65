/*
 * For window functions that look at a whole partition, in whatever order.
 */
#ifndef CRM_CORE_PARTITION_H
#define CRM_CORE_PARTITION_H

#include "core/compat.h"

#include "windowapi.h"

#include "core/column.h"

/*
 * Reads the first n arguments, of type float8 and named so, of every row of the
 * partition into one array each. Rows with a NULL are left out; values that
 * are not finite raise 22003. Returns the number of rows read.
 */
extern size_t crm_partition_read(WindowObject window, int n, const char *const *names, double **columns);

/* What was read, sorted in place, as a column. */
extern crm_column crm_partition_column(double *values, size_t rows);

/* What crm_partition_read reads, of the current row; false at a NULL. */
extern bool crm_partition_row(WindowObject window, int n, const char *const *names, double *row);

/*
 * A share, argument `arg` of the current row; the default where the call has
 * no such argument. Raises 22004 for NULL and 22023 outside 0..1.
 */
extern double crm_partition_share(WindowObject window, FunctionCallInfo fcinfo, int arg,
								  double otherwise, const char *name);

/* Raises 22023 unless a parameter is what it was in the row that was asked first. */
extern void crm_partition_same(bool same, const char *name);

#endif
