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

/* Frees a detoasted copy: sorting and hashing call often in one context. */
static inline void
crm_release(Datum datum, void *v)
{
	if (v != DatumGetPointer(datum))
		pfree(v);
}

static inline int
crm_compare_payload(struct varlena *x, struct varlena *y)
{
	return crm_compare_bytes(VARDATA_ANY(x), VARSIZE_ANY_EXHDR(x), VARDATA_ANY(y), VARSIZE_ANY_EXHDR(y));
}

static inline uint64
crm_hash_payload(struct varlena *v, uint64 seed)
{
	return DatumGetUInt64(hash_any_extended((unsigned char *) VARDATA_ANY(v),
											(int) VARSIZE_ANY_EXHDR(v), seed));
}

/*
 * Comparison and hash of a canonical type, where equal means byte-equal;
 * `get` detoasts a datum.
 */
#define CRM_COMPARE_CANONICAL(name, get) \
	static int name(Datum a, Datum b) \
	{ \
		struct varlena *x = get(a); \
		struct varlena *y = get(b); \
		int			order = crm_compare_payload(x, y); \
		crm_release(a, x); \
		crm_release(b, y); \
		return order; \
	}

#define CRM_HASH_CANONICAL(name, get) \
	static uint64 name(Datum datum, uint64 seed) \
	{ \
		struct varlena *v = get(datum); \
		uint64		hash = crm_hash_payload(v, seed); \
		crm_release(datum, v); \
		return hash; \
	}

/* What `get` is for a type that has no form but the canonical one. */
static inline struct varlena *
crm_detoast(Datum datum)
{
	return pg_detoast_datum_packed((struct varlena *) DatumGetPointer(datum));
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
