/*
 * A hash table from customers to the logs of their purchases, for keys of any
 * type that can be hashed.
 */
#ifndef CRM_HISTORY_GROUPS_H
#define CRM_HISTORY_GROUPS_H

#include "history/log.h"

/* How keys are hashed and compared. */
typedef struct crm_key
{
	Oid			collation;
	int16		length;
	bool		by_value;
	bool		plain;			/* equal means the same Datum */
	FmgrInfo	hash;
	FmgrInfo	equal;
} crm_key;

/* One customer. */
typedef struct crm_group
{
	Datum		customer;
	crm_history_log *log;		/* NULL where all rows so far had a NULL */
	uint32		hash;
	bool		used;
	bool		no_customer;	/* the key is NULL, which makes a group as well */
} crm_group;

typedef struct crm_groups
{
	const crm_key *key;
	MemoryContext context;		/* of keys, logs and the table itself */
	crm_group  *table;
	uint64		size;			/* a power of two */
	uint64		n;
} crm_groups;

/* The key of this type; raises 42883 where it cannot be hashed. */
extern void crm_init_key(crm_key *key, Oid type, Oid collation);

extern uint32 crm_hash_key(const crm_key *key, Datum customer, bool no_customer);

extern void crm_init_groups(crm_groups *groups, const crm_key *key, MemoryContext parent);

/* Forgets all customers. */
extern void crm_reset_groups(crm_groups *groups);

/* Makes room for more customers, of whom the table then takes so many without moving. */
extern void crm_reserve_groups(crm_groups *groups, uint64 more);

/* Where a customer is or would be looked for first. */
static inline crm_group *
crm_group_place(const crm_groups *groups, uint32 hash)
{
	return &groups->table[hash & (groups->size - 1)];
}

/* The group of a customer, whose key is copied where it is new. */
extern crm_group *crm_find_group(crm_groups *groups, Datum customer, bool no_customer, uint32 hash);

/* Adds an order, or all that a history has. */
extern void crm_group_append(crm_groups *groups, crm_group *group, const crm_entry *e);
extern void crm_group_append_history(crm_groups *groups, crm_group *group, Datum history);

#endif
