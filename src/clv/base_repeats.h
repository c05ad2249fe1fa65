/*
 * What a history has after its first purchase.
 */
#ifndef CRM_CLV_BASE_REPEATS_H
#define CRM_CLV_BASE_REPEATS_H

#include "history/codec.h"

typedef struct crm_repeats
{
	uint32_t	x;				/* days with an order */
	int32_t		last;			/* of them, where there are any */
	crm_money	total;			/* of all days, net of returns */
} crm_repeats;

/*
 * Read on from behind the first purchase up to as_of; false where the total
 * passes its range. Repeat purchases are counted, or listed, by how many days
 * before as_of they were: fewer than the first. Where days don't ascend, which
 * they do in a history, reading ends. `begin` is where the entries begin.
 */
extern bool crm_count_repeats(crm_reader *r, const uint8_t *begin, int32_t as_of,
							  uint32_t *counters, crm_repeats *repeats);
extern bool crm_list_repeats(crm_reader *r, int32_t as_of, uint32_t *list, crm_repeats *repeats);

#endif
