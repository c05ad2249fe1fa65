#include "core/compat.h"

#include "miscadmin.h"

#include "core/tick.h"

PG_MODULE_MAGIC;

void
crm_tick(void)
{
	CHECK_FOR_INTERRUPTS();
}
