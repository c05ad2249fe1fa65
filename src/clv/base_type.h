/*
 * crm.customer_base as a datum: canonical bytes (base.h) or, as the state of
 * a running aggregate, a log (base_log.h). A log can reach other functions
 * through an aggregate that somebody else built on our transition functions,
 * so all of these accept both.
 */
#ifndef CRM_CLV_BASE_TYPE_H
#define CRM_CLV_BASE_TYPE_H

#include "core/compat.h"

#include "clv/base_log.h"

/* What a datum holds, in arrays of the caller's own. */
extern void crm_read_base(Datum datum, crm_base *base);

/* The same, to be walked; the datum's bytes have to stay. */
extern crm_base_reader crm_open_base(Datum datum);

/* For the end of a walk: raises XX001 where it was not that of the list. */
extern void crm_check_base(const crm_base_reader *r);

/* The canonical form: the datum itself where it is in that. */
extern struct varlena *crm_canonical_base(Datum datum);

/* A log in canonical form; raises 22003 past 2^53 customers or repeat purchases. */
extern struct varlena *crm_close_base(const crm_base_log *log);

/* A canonical base of lists in order; raises 54000 past 1 GB. */
extern struct varlena *crm_make_base(const crm_base *base);

/* Raises 22003 where a time, divided by unit, is too long for a model. */
extern void crm_check_times(const crm_base *base, double unit);

/* Raises 22023 where times are not the opportunities that bg_bb counts. */
extern void crm_check_opportunities(const crm_base *base);

extern void crm_base_too_large(void) __attribute__((noreturn));

#endif
