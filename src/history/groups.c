#include "history/groups.h"

#include "common/hashfn.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#define FIRST_TABLE 256

/* Types of which equal values are the same Datum, by their operator =. */
static bool
same_datum(Oid equal)
{
	switch (equal)
	{
		case F_BOOLEQ:
		case F_CHAREQ:
		case F_INT2EQ:
		case F_INT4EQ:
		case F_INT8EQ:
		case F_OIDEQ:
		case F_DATE_EQ:
		case F_ENUM_EQ:
			return true;
		default:
			return false;
	}
}

void
crm_init_key(crm_key *key, Oid type, Oid collation)
{
	TypeCacheEntry *entry = lookup_type_cache(type, TYPECACHE_HASH_PROC_FINFO | TYPECACHE_EQ_OPR_FINFO);

	if (!OidIsValid(entry->hash_proc) || !OidIsValid(entry->eq_opr_finfo.fn_oid))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_FUNCTION),
				 errmsg("type %s cannot be a customer's key", format_type_be(type)),
				 errdetail("The type has no hash function.")));
	key->collation = collation;
	key->length = entry->typlen;
	key->by_value = entry->typbyval;
	key->plain = entry->typbyval && same_datum(entry->eq_opr_finfo.fn_oid);
	key->hash = entry->hash_proc_finfo;
	key->equal = entry->eq_opr_finfo;
}

/* Of MurmurHash3: each bit of the key moves each bit of the answer. */
static inline uint32
mix(uint64 v)
{
	v ^= v >> 33;
	v *= UINT64CONST(0xff51afd7ed558ccd);
	v ^= v >> 33;
	v *= UINT64CONST(0xc4ceb9fe1a85ec53);
	return (uint32) (v >> 32);
}

uint32
crm_hash_key(const crm_key *key, Datum customer, bool no_customer)
{
	if (no_customer)
		return 0;
	if (likely(key->plain))
		return mix(customer);
	return mix(DatumGetUInt32(FunctionCall1Coll((FmgrInfo *) &key->hash, key->collation, customer)));
}

static crm_group *
new_table(crm_groups *groups, uint64 size)
{
	return MemoryContextAllocExtended(groups->context, size * sizeof(crm_group), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

void
crm_init_groups(crm_groups *groups, const crm_key *key, MemoryContext parent)
{
	groups->key = key;
	groups->context = AllocSetContextCreate(parent, "crm customers", ALLOCSET_DEFAULT_SIZES);
	crm_reset_groups(groups);
}

void
crm_reset_groups(crm_groups *groups)
{
	MemoryContextReset(groups->context);
	groups->size = FIRST_TABLE;
	groups->table = new_table(groups, groups->size);
	groups->n = 0;
}

/* At most three of four places are taken. */
void
crm_reserve_groups(crm_groups *groups, uint64 more)
{
	crm_group  *before = groups->table;
	uint64		n = groups->size;

	if (likely((groups->n + more) * 4 <= n * 3))
		return;
	while ((groups->n + more) * 4 > groups->size * 3)
		groups->size *= 2;
	groups->table = new_table(groups, groups->size);
	for (uint64 i = 0; i < n; i++)
	{
		crm_group  *place = crm_group_place(groups, before[i].hash);

		if (!before[i].used)
			continue;
		while (place->used)
			place = place + 1 < groups->table + groups->size ? place + 1 : groups->table;
		*place = before[i];
	}
	pfree(before);
}

static inline bool
same_customer(const crm_key *key, const crm_group *group, Datum customer, bool no_customer, uint32 hash)
{
	if (group->hash != hash || group->no_customer != no_customer)
		return false;
	if (no_customer || (key->plain && group->customer == customer))
		return true;
	return !key->plain &&
		DatumGetBool(FunctionCall2Coll((FmgrInfo *) &key->equal, key->collation, group->customer, customer));
}

crm_group *
crm_find_group(crm_groups *groups, Datum customer, bool no_customer, uint32 hash)
{
	const crm_key *key = groups->key;
	crm_group  *group = crm_group_place(groups, hash);

	while (group->used)
	{
		if (same_customer(key, group, customer, no_customer, hash))
			return group;
		group = group + 1 < groups->table + groups->size ? group + 1 : groups->table;
	}
	*group = (crm_group) {0, NULL, hash, true, no_customer};
	groups->n++;
	if (!no_customer)
	{
		MemoryContext before = MemoryContextSwitchTo(groups->context);

		group->customer = datumCopy(customer, key->by_value, key->length);
		MemoryContextSwitchTo(before);
	}
	return group;
}

/* Replaces a group's log, freeing the one before. */
static inline void
set_log(crm_group *group, crm_history_log *log)
{
	if (group->log != NULL && group->log != log)
		pfree(group->log);
	group->log = log;
}

void
crm_group_append(crm_groups *groups, crm_group *group, const crm_entry *e)
{
	MemoryContext before = MemoryContextSwitchTo(groups->context);

	set_log(group, crm_append(group->log != NULL ? group->log : crm_new_log(e->amount.scale), e));
	MemoryContextSwitchTo(before);
}

void
crm_group_append_history(crm_groups *groups, crm_group *group, Datum history)
{
	crm_reader	r = crm_open_history(history);
	crm_entry	e;

	while (crm_next_entry(&r, &e))
		crm_group_append(groups, group, &e);
}
