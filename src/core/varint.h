/*
 * Numbers as bytes. Integers of variable length: seven bits a byte, least
 * significant first, the high bit set on all but the last (LEB128). Signed
 * values are zigzag-coded.
 *
 * Reading is bounded by `end` and answers NULL at a truncated or overlong
 * number, so that untrusted bytes can be read with the same code.
 */
#ifndef CRM_CORE_VARINT_H
#define CRM_CORE_VARINT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The server's allocator aligns to eight bytes, not to the sixteen of __int128. */
typedef __int128 crm_int128 __attribute__((aligned(8)));
typedef unsigned __int128 crm_uint128 __attribute__((aligned(8)));

/* The most bytes that a number of this width takes. */
#define CRM_VARINT64_MAX 10
#define CRM_VARINT128_MAX 19

static inline uint64_t
crm_zigzag64(int64_t v)
{
	return ((uint64_t) v << 1) ^ (uint64_t) (v >> 63);
}

static inline int64_t
crm_unzigzag64(uint64_t v)
{
	return (int64_t) (v >> 1) ^ -(int64_t) (v & 1);
}

static inline crm_uint128
crm_zigzag128(crm_int128 v)
{
	return ((crm_uint128) v << 1) ^ (crm_uint128) (v >> 127);
}

static inline crm_int128
crm_unzigzag128(crm_uint128 v)
{
	return (crm_int128) (v >> 1) ^ -(crm_int128) (v & 1);
}

static inline uint8_t *
crm_put_varint64(uint8_t *p, uint64_t v)
{
	while (v >= 0x80)
	{
		*p++ = (uint8_t) (v | 0x80);
		v >>= 7;
	}
	*p++ = (uint8_t) v;
	return p;
}

/* A double of 8 bytes, least significant first. */
static inline uint8_t *
crm_put_double(uint8_t *p, double value)
{
	uint64_t	bits;

	memcpy(&bits, &value, sizeof(bits));
	for (int i = 0; i < 8; i++)
		*p++ = (uint8_t) (bits >> (8 * i));
	return p;
}

/* Any double, NaN too. NULL where p is NULL, or the end too near. */
static inline const uint8_t *
crm_get_double(const uint8_t *p, const uint8_t *end, double *value)
{
	uint64_t	bits = 0;

	if (p == NULL || end - p < 8)
		return NULL;
	for (int i = 0; i < 8; i++)
		bits |= (uint64_t) *p++ << (8 * i);
	memcpy(value, &bits, sizeof(bits));
	return p;
}

/* A zigzag-coded number of up to 128 bits. */
static inline uint8_t *
crm_put_signed128(uint8_t *p, crm_int128 v)
{
	crm_uint128 rest;

	if ((int64_t) v == v)
		return crm_put_varint64(p, crm_zigzag64((int64_t) v));
	for (rest = crm_zigzag128(v); rest > UINT64_MAX; rest >>= 7)
		*p++ = (uint8_t) ((uint64_t) rest | 0x80);
	return crm_put_varint64(p, (uint64_t) rest);
}

static inline const uint8_t *
crm_get_varint64(const uint8_t *p, const uint8_t *end, uint64_t *v)
{
	uint64_t	acc = 0;

	for (int shift = 0; p < end && shift < 64; shift += 7)
	{
		uint8_t		b = *p++;

		if (shift == 63 && b > 1)
			return NULL;
		acc |= (uint64_t) (b & 0x7f) << shift;
		if (b < 0x80)
		{
			*v = acc;
			return p;
		}
	}
	return NULL;
}

/* What crm_get_signed128 does past the eighth byte. */
extern const uint8_t *crm_get_signed128_rest(const uint8_t *p, const uint8_t *end,
											 uint64_t low, crm_int128 *v);

/* A zigzag-coded number of up to 128 bits. */
static inline const uint8_t *
crm_get_signed128(const uint8_t *p, const uint8_t *end, crm_int128 *v)
{
	uint64_t	low = 0;

	/* Money of every day fits the first eight bytes. */
	for (int shift = 0; p < end && shift < 56; shift += 7)
	{
		uint8_t		b = *p++;

		low |= (uint64_t) (b & 0x7f) << shift;
		if (b < 0x80)
		{
			*v = crm_unzigzag64(low);
			return p;
		}
	}
	return crm_get_signed128_rest(p, end, low, v);
}

#endif
