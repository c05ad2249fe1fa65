/*
 * The aggregate portfolio_balance.
 */
#include "core/compat.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"

#include "core/call.h"
#include "core/check.h"
#include "core/enums.h"
#include "portfolio/amount.h"
#include "portfolio/matrix.h"
#include "portfolio/sums.h"

/* Its state: how many of each class, then the sales of each. */
#define SUMS (2 * CRM_BCG_CLASSES)

/* The row: the number and the share of each class, sales, warnings. */
#define COLUMNS (2 * CRM_BCG_CLASSES + 2)

static const char *const warning_name[] = {"no_cash_cow", "no_star"};

/* (state, class, sales) */
static Datum
add(FunctionCallInfo fcinfo, Datum sales)
{
	Datum		values[SUMS],
				zero = NumericGetDatum(int64_to_numeric(0));
	int			class = crm_enum_place(PG_GETARG_OID(1), crm_bcg_class_name, CRM_BCG_CLASSES);

	if (crm_numeric_cmp(sales, zero) < 0)
		crm_refuse_negative("sales");
	for (int i = 0; i < SUMS; i++)
		values[i] = zero;
	values[class] = NumericGetDatum(int64_to_numeric(1));
	values[CRM_BCG_CLASSES + class] = sales;
	return crm_sums_add(fcinfo, SUMS, values);
}

static bool
is_to_skip(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(1) || PG_ARGISNULL(2);
}

CRM_FUNCTION(crm_portfolio_balance_add_numeric)
{
	if (is_to_skip(fcinfo))
		return crm_sums_skip(fcinfo, SUMS);
	return add(fcinfo, crm_finite_numeric(PG_GETARG_DATUM(2), "sales"));
}

CRM_FUNCTION(crm_portfolio_balance_add_float8)
{
	if (is_to_skip(fcinfo))
		return crm_sums_skip(fcinfo, SUMS);
	return add(fcinfo, crm_decimal(crm_finite(PG_GETARG_FLOAT8(2), "sales")));
}

/* An array of those that the portfolio gives cause for, of an enum's array type. */
static Datum
warnings(const int64 *number, Oid type)
{
	bool		is_due[lengthof(warning_name)] = {
		number[CRM_QUESTION_MARK] > 0 && number[CRM_CASH_COW] == 0, number[CRM_STAR] == 0
	};
	Datum		labels[lengthof(warning_name)];
	Oid			enum_type = get_element_type(type);
	int			n = 0;

	for (int i = 0; i < lengthof(warning_name); i++)
		if (is_due[i])
			labels[n++] = ObjectIdGetDatum(crm_enum_label(enum_type, warning_name[i]));
	return PointerGetDatum(construct_array(labels, n, enum_type, sizeof(Oid), true, TYPALIGN_INT));
}

CRM_FUNCTION(crm_portfolio_balance_final)
{
	TupleDesc	desc = crm_result_row(fcinfo);
	Datum		sums[SUMS],
				values[COLUMNS],
				total = NumericGetDatum(int64_to_numeric(0));
	bool		nulls[COLUMNS] = {false},
				is_zero;
	int64		number[CRM_BCG_CLASSES];

	crm_sums_read(PG_GETARG_DATUM(0), SUMS, sums);
	for (int i = 0; i < CRM_BCG_CLASSES; i++)
		total = DirectFunctionCall2(numeric_add, total, sums[CRM_BCG_CLASSES + i]);
	is_zero = crm_numeric_cmp(total, NumericGetDatum(int64_to_numeric(0))) == 0;
	for (int i = 0; i < CRM_BCG_CLASSES; i++)
	{
		number[i] = DatumGetInt64(DirectFunctionCall1(numeric_int8, sums[i]));
		values[i] = Int64GetDatum(number[i]);
		nulls[CRM_BCG_CLASSES + i] = is_zero;
		values[CRM_BCG_CLASSES + i] = is_zero ? (Datum) 0 : crm_sums_ratio(sums[CRM_BCG_CLASSES + i], total);
	}
	values[COLUMNS - 2] = total;
	values[COLUMNS - 1] = warnings(number, TupleDescAttr(desc, COLUMNS - 1)->atttypid);
	return HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}
