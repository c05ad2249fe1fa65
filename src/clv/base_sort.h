/*
 * Putting the lists of a base in order, and merging them: what is equal
 * becomes one, its numbers added. A number past CRM_BASE_MOST stays just past
 * it, whatever is added.
 */
#ifndef CRM_CLV_BASE_SORT_H
#define CRM_CLV_BASE_SORT_H

#include "clv/base.h"

/* Sorts ascending; scratch has room for n too. */
extern void crm_sort_keys(uint64_t *keys, uint64_t *scratch, size_t n);

/* Sorts and joins equals; answers how many are left. Scratch has room for n. */
extern size_t crm_base_tidy_rows(crm_base_row *rows, crm_base_row *scratch, size_t n);
extern size_t crm_base_tidy_spends(crm_base_spend *spends, crm_base_spend *scratch, size_t n);
extern size_t crm_base_tidy_days(crm_base_day *days, crm_base_day *scratch, size_t n);

/* Both lists in one, into room for na + nb; answers how many there are. */
extern size_t crm_base_merge_rows(const crm_base_row *a, size_t na, const crm_base_row *b, size_t nb,
								  crm_base_row *out);
extern size_t crm_base_merge_spends(const crm_base_spend *a, size_t na, const crm_base_spend *b, size_t nb,
									crm_base_spend *out);

/*
 * The next list of n readers in one, into room for all that they have. A run
 * is room for a reader and where it is.
 */
typedef struct crm_base_run
{
	union
	{
		crm_base_row row;
		crm_base_spend spend;
	}			record;
	crm_base_reader *reader;
} crm_base_run;

extern size_t crm_base_merge_row_runs(crm_base_reader *readers, size_t n, crm_base_run *runs, crm_base_row *out);
extern size_t crm_base_merge_spend_runs(crm_base_reader *readers, size_t n, crm_base_run *runs, crm_base_spend *out);

static inline int64_t
crm_base_add(int64_t sum, int64_t n)
{
	return sum + n > CRM_BASE_MOST ? CRM_BASE_MOST + 1 : sum + n;
}

#endif
