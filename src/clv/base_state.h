/*
 * The log (base_log.h) of a running aggregate as its state: a varlena with
 * slack at its end. When it is full it doubles or, once it is large, is closed
 * first and doubles only where that leaves little room.
 */
#ifndef CRM_CLV_BASE_STATE_H
#define CRM_CLV_BASE_STATE_H

#include "clv/base_type.h"

/*
 * The state of a transition function, argument 0, as a log that may be
 * changed: as it is, or a copy; a new one, whose plain records have so many
 * decimals, where it is NULL. Takes note of the clock of what is to be added;
 * raises 22023 where it doesn't go with that of the state.
 */
extern crm_base_log *crm_base_state(FunctionCallInfo fcinfo, bool ours, crm_base_clock clock,
									int32 as_of, int decimals);

/* A log with room for so many words more: this one, or a larger. */
extern crm_base_log *crm_base_make_room(crm_base_log *log, Size words);

/* Appends the records of another log; false where that one has to be closed first. */
extern bool crm_base_append(crm_base_log **state, const crm_base_log *other);

static inline crm_base_log *
crm_base_reserve(crm_base_log *log, Size words)
{
	return likely(log->used + words <= log->room) ? log : crm_base_make_room(log, words);
}

#endif
