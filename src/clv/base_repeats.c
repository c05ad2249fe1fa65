#include "clv/base_repeats.h"

#define CONTINUED 0x8080808080808080u

/* The next eight bytes, least significant first; zeros behind the end, before which there are eight. */
static inline uint64_t
next_bytes(const uint8_t *p, const uint8_t *end)
{
	const uint8_t *at = end - p < 8 ? end - 8 : p;
	uint64_t	bytes = (uint64_t) at[0] | (uint64_t) at[1] << 8 | (uint64_t) at[2] << 16 |
		(uint64_t) at[3] << 24 | (uint64_t) at[4] << 32 | (uint64_t) at[5] << 40 |
		(uint64_t) at[6] << 48 | (uint64_t) at[7] << 56;

	return bytes >> (8 * (p - at));
}

/* Seven bits of each byte. */
static inline uint64_t
join_bits(uint64_t v)
{
	v &= ~CONTINUED;
	v = (v & 0x007f007f007f007f) | (v & 0x7f007f007f007f00) >> 1;
	v = (v & 0x00003fff00003fff) | (v & 0x3fff00003fff0000) >> 2;
	return (v & 0x000000000fffffff) | (v & 0x0fffffff00000000) >> 4;
}

/*
 * Reads the usual entry without the branches of crm_next_entry, which take most
 * of its time: one order, the header's scale, eight bytes at most. Answers how
 * many bytes it has; 0 for any other entry.
 */
static inline int
usual_entry(const uint8_t *p, const uint8_t *end, uint32_t *step, int64_t *units)
{
	uint64_t	bytes,
				ends,
				both;
	int			token,
				len;

	if (p >= end)
		return 0;
	bytes = next_bytes(p, end);
	ends = ~bytes & CONTINUED;
	both = ends & (ends - 1);	/* without the end of the token */
	if ((bytes & 3) != 0 || both == 0)
		return 0;
	token = (__builtin_ctzll(ends) + 1) / 8;
	len = (__builtin_ctzll(both) + 1) / 8;
	if (len > end - p)
		return 0;
	bytes = join_bits(bytes & ((both & -both) - 1));
	*step = (uint32_t) ((bytes & ((1ull << 7 * token) - 1)) >> 2) + 1;
	*units = crm_unzigzag64(bytes >> 7 * token);
	return len;
}

bool
crm_count_repeats(crm_reader *r, const uint8_t *begin, int32_t as_of, uint32_t *counters, crm_repeats *repeats)
{
	const bool	enough = r->end - begin >= 8;
	const uint8_t *p = r->p,
			   *const end = r->end;
	crm_int128	total = 0;		/* of usual entries */
	crm_money	others = {0, r->scale};
	int32_t		day = r->day,
				last = day;
	uint32_t	x = 0;

	for (;;)
	{
		uint32_t	step;
		int64_t		units;
		int			len = enough ? usual_entry(p, end, &step, &units) : 0;

		if (len > 0)
		{
			if (step > (uint32_t) (as_of - day))
				break;
			p += len;
			day += (int32_t) step;
			total += units;
		}
		else
		{
			crm_entry	e;

			r->p = p;
			r->day = day;
			if (!crm_next_entry(r, &e) || e.day > as_of || e.day <= day)
				break;
			if (!crm_money_add(&others, e.amount))
				return false;
			p = r->p;
			day = r->day;
			if (e.orders == 0)
				continue;
		}
		x++;
		last = day;
		counters[as_of - day]++;
	}
	*repeats = (crm_repeats) {x, last, {total, r->scale}};
	return crm_money_add(&repeats->total, others);
}

bool
crm_list_repeats(crm_reader *r, int32_t as_of, uint32_t *list, crm_repeats *repeats)
{
	crm_entry	e;

	*repeats = (crm_repeats) {.total = {0, r->scale}};
	for (int32_t day = r->day; crm_next_entry(r, &e) && e.day <= as_of && e.day > day; day = e.day)
	{
		if (!crm_money_add(&repeats->total, e.amount))
			return false;
		if (e.orders == 0)
			continue;
		repeats->last = e.day;
		list[repeats->x++] = (uint32_t) (as_of - e.day);
	}
	return true;
}
