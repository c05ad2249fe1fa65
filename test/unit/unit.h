/* What every unit test includes: cmocka, and choices that are the same on every run. */
#ifndef CRM_TEST_UNIT_H
#define CRM_TEST_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* xorshift64* (Vigna 2016) */
static uint64_t random_state = 20260105;

static inline uint64_t
random_bits(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * 2685821657736338717u;
}

static inline uint64_t
below(uint64_t n)
{
	return random_bits() % n;
}

/* An allocation of exactly this size, so that the sanitizer sees one byte too many. */
static inline void *
room(size_t size)
{
	void	   *p = malloc(size > 0 ? size : 1);

	assert_non_null(p);
	return p;
}

/* A file of the real data beside the checkout; NULL where there is none. */
static inline FILE *
open_data(const char *name)
{
	const char *folder = getenv("CRM_DATA");
	char		path[1000];

	if (folder == NULL)
		return NULL;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return fopen(path, "r");
}

#endif
