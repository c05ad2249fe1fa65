#include "core/partition.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "core/check.h"

size_t
crm_partition_read(WindowObject window, int n, const char *const *names, double **columns)
{
	int64		rows = WinGetPartitionRowCount(window);
	size_t		kept = 0;

	for (int i = 0; i < n; i++)
		columns[i] = MemoryContextAllocHuge(CurrentMemoryContext, (Size) rows * sizeof(double));
	for (int64 row = 0; row < rows; row++)
	{
		bool		any_null = false;

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < n && !any_null; i++)
		{
			bool		isout;
			Datum		value = WinGetFuncArgInPartition(window, i, (int) row, WINDOW_SEEK_HEAD,
														 false, &any_null, &isout);

			if (!any_null)
				columns[i][kept] = crm_finite(DatumGetFloat8(value), names[i]);
		}
		kept += !any_null;
	}
	return kept;
}

crm_column
crm_partition_column(double *values, size_t rows)
{
	double	   *scratch = MemoryContextAllocHuge(CurrentMemoryContext, Max(rows, 1) * sizeof(double));

	crm_sort_doubles(values, scratch, rows);
	pfree(scratch);
	return (crm_column) {rows, values, NULL};
}

bool
crm_partition_row(WindowObject window, int n, const char *const *names, double *row)
{
	for (int i = 0; i < n; i++)
	{
		bool		isnull;
		Datum		value = WinGetFuncArgCurrent(window, i, &isnull);

		if (isnull)
			return false;
		row[i] = crm_finite(DatumGetFloat8(value), names[i]);
	}
	return true;
}

double
crm_partition_share(WindowObject window, FunctionCallInfo fcinfo, int arg,
					double otherwise, const char *name)
{
	bool		isnull;
	Datum		value;

	if (PG_NARGS() <= arg)
		return otherwise;
	value = WinGetFuncArgCurrent(window, arg, &isnull);
	crm_not_null(isnull, name);
	return crm_share(DatumGetFloat8(value), name);
}

void
crm_partition_same(bool same, const char *name)
{
	if (!same)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be the same in every row of a partition", name)));
}
