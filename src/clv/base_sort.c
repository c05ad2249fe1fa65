/*
 * Rows, spends and days alike are records of 64-bit words: doubles or whole
 * numbers of 0 and above, whose bits sort as they do, and behind them how many.
 */
#include "clv/base_sort.h"

#include <string.h>

#include "core/tick.h"

#define DIGIT 10
#define BUCKETS (1 << DIGIT)

/* Up to here insertion beats the passes of a radix sort. */
#define INSERTION_SORT 64
#define TICK_EVERY 0x3ffff

#define ROW_WORDS 4
#define SPEND_WORDS 3
#define DAY_WORDS 2

#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE uint64_t
word_of(const char *record, int word)
{
	uint64_t	value;

	memcpy(&value, record + word * 8, 8);
	return value;
}

ALWAYS_INLINE int
compare(const char *a, const char *b, int keys)
{
	for (int i = 0; i < keys; i++)
	{
		uint64_t	x = word_of(a, i),
					y = word_of(b, i);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

ALWAYS_INLINE void
insertion_sort(char *records, size_t n, const size_t size, const int keys)
{
	for (size_t i = 1; i < n; i++)
	{
		char		record[ROW_WORDS * 8];
		size_t		j = i;

		memcpy(record, records + i * size, size);
		for (; j > 0 && compare(records + (j - 1) * size, record, keys) > 0; j--)
			memcpy(records + j * size, records + (j - 1) * size, size);
		memcpy(records + j * size, record, size);
	}
}

/* One pass: from `from` to `to` by the digit at this shift of a word. */
ALWAYS_INLINE void
scatter(const char *from, char *to, size_t n, const size_t size, const int word, int shift)
{
	size_t		start[BUCKETS + 1] = {0};

	crm_tick();
	for (size_t i = 0; i < n; i++)
		start[((word_of(from + i * size, word) >> shift) & (BUCKETS - 1)) + 1]++;
	for (int b = 0; b < BUCKETS; b++)
		start[b + 1] += start[b];
	for (size_t i = 0; i < n; i++)
	{
		memcpy(to + size * start[(word_of(from + i * size, word) >> shift) & (BUCKETS - 1)]++,
			   from + i * size, size);
		if ((i & TICK_EVERY) == TICK_EVERY)
			crm_tick();
	}
}

/* From the last word to the first, a digit at a time, past bits that are the same in all. */
ALWAYS_INLINE void
sort(char *records, char *scratch, size_t n, const size_t size, const int keys)
{
	char	   *from = records,
			   *to = scratch;

	if (n <= INSERTION_SORT)
	{
		insertion_sort(records, n, size, keys);
		return;
	}
	for (int word = keys - 1; word >= 0; word--)
	{
		uint64_t	varies = 0;

		for (size_t i = 1; i < n; i++)
			varies |= word_of(from + i * size, word) ^ word_of(from, word);
		while (varies != 0)
		{
			int			shift = __builtin_ctzll(varies);
			char	   *other = to;

			scatter(from, to, n, size, word, shift);
			varies &= shift + DIGIT >= 64 ? 0 : UINT64_MAX << (shift + DIGIT);
			to = from;
			from = other;
		}
	}
	if (from != records)
		memcpy(records, from, n * size);
}

/* In order, and without equals? */
ALWAYS_INLINE bool
is_tidy(const char *records, size_t n, const size_t size, const int keys)
{
	for (size_t i = 1; i < n; i++)
		if (compare(records + (i - 1) * size, records + i * size, keys) >= 0)
			return false;
	return true;
}

/* Appends a record to the n of out, or adds it to the last where it is equal. */
ALWAYS_INLINE size_t
put(char *out, size_t n, const char *record, const size_t size, const int keys)
{
	char	   *place = out + n * size;

	if (n > 0 && compare(place - size, record, keys) == 0)
	{
		char	   *last = place - size;
		int64_t		sum = crm_base_add((int64_t) word_of(last, keys), (int64_t) word_of(record, keys));

		memcpy(last + keys * 8, &sum, 8);
		return n;
	}
	memmove(place, record, size);
	return n + 1;
}

ALWAYS_INLINE size_t
tidy(char *records, char *scratch, size_t n, const size_t size, const int keys)
{
	size_t		left = 0;

	if (is_tidy(records, n, size, keys))
		return n;
	sort(records, scratch, n, size, keys);
	for (size_t i = 0; i < n; i++)
		left = put(records, left, records + i * size, size, keys);
	return left;
}

ALWAYS_INLINE size_t
merge(const char *a, size_t na, const char *b, size_t nb, char *out, const size_t size, const int keys)
{
	const char *a_end = a + na * size,
			   *b_end = b + nb * size;
	size_t		n = 0;

	for (size_t i = 0; a < a_end || b < b_end; i++)
	{
		bool		from_a = b == b_end || (a < a_end && compare(a, b, keys) <= 0);

		n = put(out, n, from_a ? a : b, size, keys);
		*(from_a ? &a : &b) += size;
		if ((i & TICK_EVERY) == 0)
			crm_tick();
	}
	return n;
}

ALWAYS_INLINE bool
next_record(crm_base_run *run, const size_t size)
{
	return size == ROW_WORDS * 8 ? crm_base_next_row(run->reader, &run->record.row) :
		crm_base_next_spend(run->reader, &run->record.spend);
}

/* Restores a heap, the least record at its top, of which only `at` may be out of order. */
ALWAYS_INLINE void
sift(crm_base_run *heap, size_t n, size_t at, const int keys)
{
	crm_base_run run = heap[at];

	for (size_t child; (child = 2 * at + 1) < n; at = child)
	{
		if (child + 1 < n && compare((char *) &heap[child + 1], (char *) &heap[child], keys) < 0)
			child++;
		if (compare((char *) &run, (char *) &heap[child], keys) <= 0)
			break;
		heap[at] = heap[child];
	}
	heap[at] = run;
}

ALWAYS_INLINE size_t
merge_runs(crm_base_reader *readers, size_t n, crm_base_run *heap, char *out, const size_t size, const int keys)
{
	size_t		left = 0,
				runs = 0;

	for (size_t i = 0; i < n; i++)
	{
		heap[runs].reader = &readers[i];
		runs += next_record(&heap[runs], size);
	}
	for (size_t i = runs / 2; i-- > 0;)
		sift(heap, runs, i, keys);
	for (size_t i = 0; runs > 0; i++)
	{
		left = put(out, left, (char *) &heap[0], size, keys);
		if (!next_record(&heap[0], size))
			heap[0] = heap[--runs];
		sift(heap, runs, 0, keys);
		if ((i & TICK_EVERY) == 0)
			crm_tick();
	}
	return left;
}

void
crm_sort_keys(uint64_t *keys, uint64_t *scratch, size_t n)
{
	sort((char *) keys, (char *) scratch, n, 8, 1);
}

size_t
crm_base_tidy_rows(crm_base_row *rows, crm_base_row *scratch, size_t n)
{
	return tidy((char *) rows, (char *) scratch, n, ROW_WORDS * 8, ROW_WORDS - 1);
}

size_t
crm_base_tidy_spends(crm_base_spend *spends, crm_base_spend *scratch, size_t n)
{
	return tidy((char *) spends, (char *) scratch, n, SPEND_WORDS * 8, SPEND_WORDS - 1);
}

size_t
crm_base_merge_rows(const crm_base_row *a, size_t na, const crm_base_row *b, size_t nb, crm_base_row *out)
{
	return merge((const char *) a, na, (const char *) b, nb, (char *) out, ROW_WORDS * 8, ROW_WORDS - 1);
}

size_t
crm_base_merge_spends(const crm_base_spend *a, size_t na, const crm_base_spend *b, size_t nb,
					  crm_base_spend *out)
{
	return merge((const char *) a, na, (const char *) b, nb, (char *) out, SPEND_WORDS * 8, SPEND_WORDS - 1);
}

size_t
crm_base_merge_row_runs(crm_base_reader *readers, size_t n, crm_base_run *runs, crm_base_row *out)
{
	return merge_runs(readers, n, runs, (char *) out, ROW_WORDS * 8, ROW_WORDS - 1);
}

size_t
crm_base_merge_spend_runs(crm_base_reader *readers, size_t n, crm_base_run *runs, crm_base_spend *out)
{
	return merge_runs(readers, n, runs, (char *) out, SPEND_WORDS * 8, SPEND_WORDS - 1);
}

size_t
crm_base_tidy_days(crm_base_day *days, crm_base_day *scratch, size_t n)
{
	return tidy((char *) days, (char *) scratch, n, DAY_WORDS * 8, DAY_WORDS - 1);
}
