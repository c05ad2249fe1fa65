/*
 * crm.report_columns_stand: may a trigger go by the names that it knows?
 */
#include "core/compat.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/*
 * (relation, names, numbers): has each column that number still, in the
 * catalog as it is now? A trigger asks this for each statement, so it looks
 * into the cache, which knows more than an old snapshot.
 */
CRM_FUNCTION(crm_report_columns_stand)
{
	Oid			relation = PG_GETARG_OID(0);
	Datum	   *names,
			   *numbers;
	int			n,
				m;
	bool		stand;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), NAMEOID, NAMEDATALEN, false, TYPALIGN_CHAR, &names, NULL, &n);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), INT2OID, sizeof(int16), true, TYPALIGN_SHORT, &numbers, NULL, &m);
	stand = n == m;
	for (int i = 0; i < n && stand; i++)
	{
		char	   *name = get_attname(relation, DatumGetInt16(numbers[i]), true);

		stand = name != NULL && strcmp(name, NameStr(*DatumGetName(names[i]))) == 0;
	}
	PG_RETURN_BOOL(stand);
}
