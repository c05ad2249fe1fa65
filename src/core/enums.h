/*
 * Values of the extension's enums in C: as their place in the list of labels
 * that the type was created with.
 *
 * The labels are part of the code: what they mean is written in C, and no
 * release renames or removes one. So a function that takes or gives an enum of
 * ours is IMMUTABLE, though it finds the labels in a catalog. STABLE is text
 * made of labels that users may add to, as core's enum_out makes it.
 */
#ifndef CRM_CORE_ENUMS_H
#define CRM_CORE_ENUMS_H

#include "core/compat.h"

#define CRM_ENUM_LABELS 16

/* The labels' oids, found once for a call site and kept in its fn_extra. */
typedef struct crm_enum
{
	Oid			label[CRM_ENUM_LABELS];
} crm_enum;

/* The enum that this function returns, with labels by name, in our order. */
extern const crm_enum *crm_result_enum(FunctionCallInfo fcinfo, const char *const *labels, int n);

/* The oid of a label of an enum type. */
extern Oid	crm_enum_label(Oid type, const char *label);

/* Which of our labels an enum argument is. */
extern int	crm_enum_place(Oid value, const char *const *labels, int n);

#endif
