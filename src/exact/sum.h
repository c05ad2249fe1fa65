/*
 * The exact sum of doubles: one long fixed-point number that holds every
 * double to its last bit (Kulisch and Miranker 1986; Neal 2015), and how many
 * were added.
 *
 * Its digits are signed and balanced: digit i counts units of 2^(56 i - 1074)
 * and lies in [-2^55, 2^55). Each number is written in one way only, so equal
 * sums are equal bytes, and a sum that keeps crossing 0 carries no further
 * than any other. 39 digits have room for 2^63 - 1 of the largest doubles.
 */
#ifndef CRM_EXACT_SUM_H
#define CRM_EXACT_SUM_H

#include <stdbool.h>
#include <stdint.h>

#define CRM_EXACT_DIGITS 39

typedef struct crm_exact
{
	int64_t		count;
	int64_t		digit[CRM_EXACT_DIGITS];
} crm_exact;

/* Is it a sum that values can have led to? What it says of one that came from elsewhere. */
extern bool crm_exact_is_valid(const crm_exact *e);

/* Adds a finite value. Digits that are not balanced give some other sum, and nothing worse. */
extern void crm_add_exact(crm_exact *e, double value);

/* Adds b to a, both valid; false where there is no room for that. */
extern bool crm_merge_exact(crm_exact *a, const crm_exact *b);

/*
 * The sum of a valid one, and the sum over the count, each rounded once, to the
 * nearest double, ties to even; infinite past a double's range. 0 is never -0.
 */
extern double crm_exact_total(const crm_exact *e);
extern double crm_exact_mean(const crm_exact *e);

#endif
