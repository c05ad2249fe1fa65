/*
 * crm.segment_rule[] as C rules.
 */
#ifndef CRM_RFM_RULES_H
#define CRM_RFM_RULES_H

#include "core/compat.h"

#include "rfm/segment.h"

/* Columns of crm.segment_rule: the name, then low and high of each bound. */
#define CRM_RULE_COLUMNS (1 + 2 * CRM_BOUNDS)

/*
 * The rules of an array, allocated in the current context; raises 22004 for a
 * NULL rule or name and 22023 for a rule whose low passes its high.
 */
extern crm_rule_list crm_get_rules(Datum array);

/* The rules of a call site, read again only when its array is another. */
typedef struct crm_rule_cache
{
	MemoryContext context;
	struct varlena *array;
	crm_rule_list rules;
} crm_rule_cache;

/* What crm_get_rules gives, from the cache in *slot, which is made in the parent where there is none. */
extern crm_rule_list crm_remember_rules(crm_rule_cache **slot, MemoryContext parent, Datum array);

#endif
