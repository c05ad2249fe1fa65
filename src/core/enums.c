#include "core/enums.h"

#include "access/htup_details.h"
#include "catalog/pg_enum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

Oid
crm_enum_label(Oid type, const char *label)
{
	HeapTuple	tuple = SearchSysCache2(ENUMTYPOIDNAME, ObjectIdGetDatum(type), CStringGetDatum(label));
	Oid			oid;

	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("enum label \"%s\" does not exist", label),
				 errhint("The extension's SQL and library differ in version: ALTER EXTENSION crm_ext UPDATE.")));
	oid = ((Form_pg_enum) GETSTRUCT(tuple))->oid;
	ReleaseSysCache(tuple);
	return oid;
}

const crm_enum *
crm_result_enum(FunctionCallInfo fcinfo, const char *const *labels, int n)
{
	crm_enum   *e = fcinfo->flinfo->fn_extra;

	if (e == NULL)
	{
		Oid			type = get_func_rettype(fcinfo->flinfo->fn_oid);

		e = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(crm_enum));
		for (int i = 0; i < n; i++)
			e->label[i] = crm_enum_label(type, labels[i]);
		fcinfo->flinfo->fn_extra = e;
	}
	return e;
}

int
crm_enum_place(Oid value, const char *const *labels, int n)
{
	HeapTuple	tuple = SearchSysCache1(ENUMOID, ObjectIdGetDatum(value));
	int			place = -1;

	if (HeapTupleIsValid(tuple))
	{
		const char *name = NameStr(((Form_pg_enum) GETSTRUCT(tuple))->enumlabel);

		for (int i = 0; i < n; i++)
			if (strcmp(name, labels[i]) == 0)
				place = i;
		ReleaseSysCache(tuple);
	}
	if (place < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("enum value is unknown to this release of the library"),
				 errhint("The extension's SQL and library differ in version: ALTER EXTENSION crm_ext UPDATE.")));
	return place;
}
