#include "portfolio/amount.h"

#include "core/check.h"
#include "core/numeric.h"

crm_money
crm_amount_numeric(Datum value)
{
	return crm_money_from_numeric(value);
}

crm_money
crm_amount_float8(Datum value)
{
	return crm_money_from_float8(crm_finite(DatumGetFloat8(value), "amount"));
}

void
crm_refuse_negative(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s must not be negative", name),
			 errdetail("Where returns exceed sales, neither shares nor growth are defined."),
			 errhint("Leave such rows out, or count them as 0: greatest(sales, 0).")));
	pg_unreachable();
}

crm_money
crm_sales(crm_read_amount read, Datum value, const char *name)
{
	crm_money	m = read(value);

	if (m.units < 0)
		crm_refuse_negative(name);
	return m;
}

void
crm_align(crm_money *a, crm_money *b)
{
	if (a->scale == b->scale)
		return;
	if (!crm_money_rescale(a, b->scale) || !crm_money_rescale(b, a->scale))
		crm_money_overflow();
}
