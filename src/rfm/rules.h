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

#endif
