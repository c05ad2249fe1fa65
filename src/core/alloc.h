/*
 * Memory for code that knows nothing of the server's.
 */
#ifndef CRM_CORE_ALLOC_H
#define CRM_CORE_ALLOC_H

#include <stddef.h>

/* Never NULL, and the caller's to free all at once. */
typedef void *(*crm_alloc) (size_t size);

#endif
