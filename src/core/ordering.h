/*
 * The functions behind a type's =, <, btree and hash operator classes, from
 * its one comparison and its one hash. src/core/ordering.sql.in declares them.
 */
#ifndef CRM_CORE_ORDERING_H
#define CRM_CORE_ORDERING_H

#include "core/compat.h"

#include "common/hashfn.h"

/* Bytes in memcmp's order, the shorter first where one begins the other. */
static inline int
crm_compare_bytes(const void *a, size_t alen, const void *b, size_t blen)
{
	int			order = memcmp(a, b, Min(alen, blen));

	return order != 0 ? order : (alen > blen) - (alen < blen);
}

/* For canonical types without another form: equal means byte-equal. */
static inline int
crm_compare_varlena(Datum a, Datum b)
{
	struct varlena *x = pg_detoast_datum_packed((struct varlena *) DatumGetPointer(a));
	struct varlena *y = pg_detoast_datum_packed((struct varlena *) DatumGetPointer(b));

	return crm_compare_bytes(VARDATA_ANY(x), VARSIZE_ANY_EXHDR(x), VARDATA_ANY(y), VARSIZE_ANY_EXHDR(y));
}

static inline uint64
crm_hash_varlena(Datum datum, uint64 seed)
{
	struct varlena *v = pg_detoast_datum_packed((struct varlena *) DatumGetPointer(datum));

	return DatumGetUInt64(hash_any_extended((unsigned char *) VARDATA_ANY(v),
											(int) VARSIZE_ANY_EXHDR(v), seed));
}

/*
 * compare(Datum, Datum) answers below, at or above 0 and never raises;
 * hash(Datum, uint64 seed) agrees with it.
 */
#define CRM_ORDERED_TYPE(type, compare, hash) \
	CRM_FUNCTION(type##_eq) { PG_RETURN_BOOL(CRM_COMPARED(compare) == 0); } \
	CRM_FUNCTION(type##_ne) { PG_RETURN_BOOL(CRM_COMPARED(compare) != 0); } \
	CRM_FUNCTION(type##_lt) { PG_RETURN_BOOL(CRM_COMPARED(compare) < 0); } \
	CRM_FUNCTION(type##_le) { PG_RETURN_BOOL(CRM_COMPARED(compare) <= 0); } \
	CRM_FUNCTION(type##_gt) { PG_RETURN_BOOL(CRM_COMPARED(compare) > 0); } \
	CRM_FUNCTION(type##_ge) { PG_RETURN_BOOL(CRM_COMPARED(compare) >= 0); } \
	CRM_FUNCTION(type##_cmp) { PG_RETURN_INT32(CRM_COMPARED(compare)); } \
	CRM_FUNCTION(type##_hash) { PG_RETURN_INT32((int32) hash(PG_GETARG_DATUM(0), 0)); } \
	CRM_FUNCTION(type##_hash_extended) \
	{ PG_RETURN_INT64((int64) hash(PG_GETARG_DATUM(0), (uint64) PG_GETARG_INT64(1))); }

#define CRM_COMPARED(compare) compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1))

#endif
