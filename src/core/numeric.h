/*
 * numeric and double precision to exact money and back.
 */
#ifndef CRM_CORE_NUMERIC_H
#define CRM_CORE_NUMERIC_H

#include "core/compat.h"

#include "core/money.h"

/* Each raises 22003 for NaN, infinity and what exact money has no room for. */
extern crm_money crm_money_from_numeric(Datum value);
extern crm_money crm_money_from_float8(double value);

extern Datum crm_money_to_numeric(crm_money m);

extern void crm_money_overflow(void) __attribute__((noreturn));

#endif
