/*
 * Sales as arguments, of numeric or of double precision, which is read as the
 * decimal that it prints as.
 */
#ifndef CRM_PORTFOLIO_AMOUNT_H
#define CRM_PORTFOLIO_AMOUNT_H

#include "core/compat.h"

#include "core/money.h"

typedef crm_money (*crm_read_amount) (Datum value);

extern crm_money crm_amount_numeric(Datum value);
extern crm_money crm_amount_float8(Datum value);

/* Raises 22023 for sales below 0, naming them. */
extern crm_money crm_sales(crm_read_amount read, Datum value, const char *name);

/* Raises 22023, naming them. */
extern void crm_refuse_negative(const char *name) __attribute__((noreturn));

/* Brings both to one scale; raises 22003 where that takes more than 36 digits. */
extern void crm_align(crm_money *a, crm_money *b);

#endif
