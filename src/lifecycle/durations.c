#include "lifecycle/durations.h"

#include <math.h>
#include <string.h>

#include "core/tick.h"

#define TICK_EVERY 0xffff

/* Runs that are sorted by insertion, before they are merged. */
#define FIRST_RUN 16

static inline bool
is_before(const crm_duration *a, const crm_duration *b)
{
	return a->duration < b->duration || (a->duration == b->duration && a->entered < b->entered);
}

/* Two sorted runs in one. */
static void
merge(const crm_duration *a, size_t na, const crm_duration *b, size_t nb, crm_duration *out)
{
	size_t		i = 0,
				j = 0;

	while (i < na && j < nb)
	{
		*out++ = is_before(&b[j], &a[i]) ? b[j++] : a[i++];
		if (((i + j) & TICK_EVERY) == 0)
			crm_tick();
	}
	memcpy(out, a + i, (na - i) * sizeof(*a));
	memcpy(out + (na - i), b + j, (nb - j) * sizeof(*b));
}

/* How many rows from the first on are in order. */
static size_t
sorted_prefix(const crm_duration *rows, size_t n)
{
	size_t		i = 1;

	while (i < n && !is_before(&rows[i], &rows[i - 1]))
		if ((i++ & TICK_EVERY) == 0)
			crm_tick();
	return i < n ? i : n;
}

static void
sort_run(crm_duration *rows, size_t n)
{
	for (size_t i = 1; i < n; i++)
	{
		crm_duration row = rows[i];
		size_t		j = i;

		for (; j > 0 && is_before(&row, &rows[j - 1]); j--)
			rows[j] = rows[j - 1];
		rows[j] = row;
	}
}

static void
sort(crm_duration *rows, crm_duration *scratch, size_t n)
{
	crm_duration *from = rows,
			   *to = scratch;

	for (size_t at = 0; at < n; at += FIRST_RUN)
	{
		sort_run(rows + at, n - at < FIRST_RUN ? n - at : FIRST_RUN);
		if ((at & TICK_EVERY) == 0)
			crm_tick();
	}
	for (size_t run = FIRST_RUN; run < n; run *= 2)
	{
		crm_duration *swap = from;

		for (size_t at = 0; at < n; at += 2 * run)
		{
			size_t		na = n - at < run ? n - at : run,
						rest = n - at - na,
						nb = rest < run ? rest : run;

			merge(from + at, na, from + at + na, nb, to + at);
			if ((at & TICK_EVERY) == 0)
				crm_tick();
		}
		from = to;
		to = swap;
	}
	if (from != rows)
		memcpy(rows, from, n * sizeof(*rows));
}

static inline int64_t
add(int64_t sum, int64_t n)
{
	return sum > CRM_DURATIONS_MOST - n ? CRM_DURATIONS_MOST + 1 : sum + n;
}

size_t
crm_durations_tidy(crm_duration *rows, crm_duration *scratch, size_t n)
{
	size_t		kept = 0,
				prefix = sorted_prefix(rows, n);

	/* A state that grows has rows in order before the new ones. */
	if (prefix < n)
	{
		sort(rows + prefix, scratch, n - prefix);
		merge(rows, prefix, rows + prefix, n - prefix, scratch);
		memcpy(rows, scratch, n * sizeof(*rows));
	}
	for (size_t i = 0; i < n; i++)
	{
		if ((i & TICK_EVERY) == 0)
			crm_tick();
		if (kept == 0 || is_before(&rows[kept - 1], &rows[i]))
			rows[kept++] = rows[i];
		else
		{
			crm_duration *last = &rows[kept - 1];

			last->events = add(last->events, rows[i].events);
			last->censored = add(last->censored, rows[i].censored);
		}
	}
	return kept;
}

const char *
crm_duration_fault(double duration, double entered)
{
	if (!(duration >= 0 && duration <= CRM_DURATION_MAX))
		return "A duration lies between 0 and 1e12.";
	if (!(entered >= 0 && (entered == 0 || entered < duration)))
		return "A subject enters at 0 or later, and before its duration ends.";
	if (signbit(duration) || signbit(entered))
		return "Times are not -0.";
	return NULL;
}

const char *
crm_durations_fault(const crm_durations *d)
{
	int64_t		subjects = 0;

	if (d->n == 0)
		return "There is at least one subject.";
	for (size_t i = 0; i < d->n; i++)
	{
		const crm_duration *row = &d->rows[i];
		const char *fault = crm_duration_fault(row->duration, row->entered);

		if ((i & TICK_EVERY) == 0)
			crm_tick();
		if (fault != NULL)
			return fault;
		if (i > 0 && !is_before(row - 1, row))
			return "Rows do not ascend by duration and entry.";
		if (row->events < 0 || row->censored < 0 || row->events > CRM_DURATIONS_MOST || row->censored > CRM_DURATIONS_MOST ||
			(subjects = add(add(subjects, row->events), row->censored)) > CRM_DURATIONS_MOST)
			return "There are at most 9007199254740992 subjects.";
		if (row->events == 0 && row->censored == 0)
			return "A row has a subject.";
	}
	return NULL;
}

int64_t
crm_durations_subjects(const crm_durations *d)
{
	int64_t		n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->rows[i].events + d->rows[i].censored;
	return n;
}

int64_t
crm_durations_events(const crm_durations *d)
{
	int64_t		n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->rows[i].events;
	return n;
}

double
crm_durations_exposure(const crm_durations *d)
{
	double		sum = 0;

	for (size_t i = 0; i < d->n; i++)
	{
		const crm_duration *row = &d->rows[i];

		sum += (row->duration - row->entered) * (double) (row->events + row->censored);
	}
	return sum;
}

void
crm_risk_begin(crm_risk *r, const crm_durations *d, crm_duration *entries, crm_duration *scratch)
{
	size_t		n = 0;

	*r = (crm_risk) {.d = d, .entry = entries};
	for (size_t i = 0; i < d->n; i++)
	{
		const crm_duration *row = &d->rows[i];
		int64_t		subjects = row->events + row->censored;

		if ((i & TICK_EVERY) == 0)
			crm_tick();
		if (row->entered > 0)
			entries[n++] = (crm_duration) {.duration = row->entered, .events = subjects};
		else
			r->at_risk += subjects;
	}
	r->entries = crm_durations_tidy(entries, scratch, n);
}

double
crm_risk_next(const crm_risk *r)
{
	return r->next < r->d->n ? r->d->rows[r->next].duration : INFINITY;
}

void
crm_risk_move(crm_risk *r, double time)
{
	r->at_risk -= r->over;
	r->events = r->over = 0;
	for (; r->next_entry < r->entries && r->entry[r->next_entry].duration < time; r->next_entry++)
		r->at_risk += r->entry[r->next_entry].events;
	for (; r->next < r->d->n && r->d->rows[r->next].duration == time; r->next++)
	{
		const crm_duration *row = &r->d->rows[r->next];

		if ((r->next & TICK_EVERY) == 0)
			crm_tick();
		r->events += row->events;
		r->over += row->events + row->censored;
	}
}
