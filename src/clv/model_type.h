/*
 * crm.model as a datum.
 */
#ifndef CRM_CLV_MODEL_TYPE_H
#define CRM_CLV_MODEL_TYPE_H

#include "core/compat.h"

#include "clv/model.h"

/* The datum of a model, which has to be valid. */
extern struct varlena *crm_make_model(const crm_model *m);

/* What a datum holds; raises 0A000 where a later release has written it. */
extern void crm_read_model(Datum datum, crm_model *m);

#endif
