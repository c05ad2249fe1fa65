#include "core/varint.h"

const uint8_t *
crm_get_signed128_rest(const uint8_t *p, const uint8_t *end, uint64_t low, crm_int128 *v)
{
	crm_uint128 acc = low;

	for (int shift = 56; p < end && shift < 128; shift += 7)
	{
		uint8_t		b = *p++;

		if (shift == 126 && b > 3)
			return NULL;
		acc |= (crm_uint128) (b & 0x7f) << shift;
		if (b < 0x80)
		{
			*v = crm_unzigzag128(acc);
			return p;
		}
	}
	return NULL;
}
