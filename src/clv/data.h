/*
 * A base as the likelihoods read it.
 */
#ifndef CRM_CLV_DATA_H
#define CRM_CLV_DATA_H

#include "clv/base.h"
#include "clv/likelihood.h"
#include "core/alloc.h"

/* Times are divided by unit. */
extern crm_purchase_data crm_make_purchase_data(const crm_base *base, double unit, crm_alloc alloc);

extern crm_spend_data crm_make_spend_data(const crm_base *base, crm_alloc alloc);

#endif
