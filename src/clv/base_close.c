#include "clv/base_bytes.h"
#include "clv/base_parts.h"

/* How many equals begin here in a sorted list. */
static inline size_t
count_equals(const uint64_t *keys, size_t n)
{
	size_t		i = 1;

	while (i < n && keys[i] == keys[0])
		i++;
	return i;
}

/* More rows, in order, to those of the base; without a copy where one has none. */
static void
join_rows(crm_base *base, crm_base_row *more, size_t n, crm_alloc alloc)
{
	crm_base_row *rows = more;

	if (n == 0)
		return;
	if (base->n_rows > 0)
	{
		rows = alloc((base->n_rows + n) * sizeof(crm_base_row));
		n = crm_base_merge_rows(base->rows, base->n_rows, more, n, rows);
	}
	base->rows = rows;
	base->n_rows = n;
}

static void
join_spends(crm_base *base, crm_base_spend *more, size_t n, crm_alloc alloc)
{
	crm_base_spend *spends = more;

	if (n == 0)
		return;
	if (base->n_spends > 0)
	{
		spends = alloc((base->n_spends + n) * sizeof(crm_base_spend));
		n = crm_base_merge_spends(base->spends, base->n_spends, more, n, spends);
	}
	base->spends = spends;
	base->n_spends = n;
}

static void
close_rows(crm_log_parts *parts, uint64_t *scratch, crm_alloc alloc, crm_base *base)
{
	const uint64_t time = ((uint64_t) 1 << CRM_PLAIN_TIME) - 1;
	crm_base   *rest = &parts->rest;
	crm_base_row *plain = alloc(parts->n_plain * sizeof(crm_base_row));
	size_t		n = 0;

	crm_sort_keys(parts->plain, scratch, parts->n_plain);
	for (size_t i = 0; i < parts->n_plain; i += (size_t) plain[n++].customers)
	{
		uint64_t	key = parts->plain[i];

		plain[n] = (crm_base_row) {(double) (key >> (2 * CRM_PLAIN_TIME)),
			(double) (key >> CRM_PLAIN_TIME & time), (double) (key & time),
			(int64_t) count_equals(parts->plain + i, parts->n_plain - i)};
	}
	rest->n_rows = crm_base_tidy_rows(rest->rows, alloc(rest->n_rows * sizeof(crm_base_row)), rest->n_rows);
	base->rows = plain;
	base->n_rows = n;
	join_rows(base, rest->rows, rest->n_rows, alloc);
	if (parts->bases != NULL)
	{
		crm_base_row *rows = alloc(parts->n_base_rows * sizeof(crm_base_row));

		n = crm_base_merge_row_runs(parts->bases, parts->n_bases, parts->runs, rows);
		join_rows(base, rows, n, alloc);
	}
}

static void
close_spends(crm_log_parts *parts, int decimals, uint64_t *scratch, crm_alloc alloc, crm_base *base)
{
	crm_base   *rest = &parts->rest;
	crm_base_spend *plain = alloc(parts->n_totals * sizeof(crm_base_spend));
	size_t		n = 0;

	crm_sort_keys(parts->totals, scratch, parts->n_totals);
	for (size_t i = 0; i < parts->n_totals; i += (size_t) plain[n++].customers)
	{
		uint64_t	key = parts->totals[i];
		double		x = (double) (key >> CRM_PLAIN_TOTAL);

		plain[n] = (crm_base_spend) {x,
			crm_mean_of_total((double) (key & (((uint64_t) 1 << CRM_PLAIN_TOTAL) - 1)), decimals, x),
			(int64_t) count_equals(parts->totals + i, parts->n_totals - i)};
	}
	rest->n_spends = crm_base_tidy_spends(rest->spends, alloc(rest->n_spends * sizeof(crm_base_spend)), rest->n_spends);
	base->spends = plain;
	base->n_spends = n;
	join_spends(base, rest->spends, rest->n_spends, alloc);
	if (parts->bases != NULL)
	{
		crm_base_spend *spends = alloc(parts->n_base_spends * sizeof(crm_base_spend));

		n = crm_base_merge_spend_runs(parts->bases, parts->n_bases, parts->runs, spends);
		join_spends(base, spends, n, alloc);
	}
}

static void
close_days(crm_log_parts *parts, crm_alloc alloc, crm_base *base)
{
	crm_base   *rest = &parts->rest;
	const int	window = parts->near != NULL ? CRM_LOG_WINDOW : 0;
	size_t		n = 0;
	crm_base_day day;

	for (size_t i = 0; parts->bases != NULL && i < parts->n_bases; i++)
		while (crm_base_next_day(&parts->bases[i], &day))
			crm_log_put_day(parts, day.before, day.repeats);
	rest->n_days = crm_base_tidy_days(rest->days, alloc(rest->n_days * sizeof(crm_base_day)), rest->n_days);
	for (int i = 0; i < window; i++)
		n += parts->near[i] > 0;
	base->days = alloc((n + rest->n_days) * sizeof(crm_base_day));
	for (int i = 0; i < window; i++)
		if (parts->near[i] > 0)
			base->days[base->n_days++] = (crm_base_day) {i, parts->near[i]};
	memcpy(base->days + base->n_days, rest->days, rest->n_days * sizeof(crm_base_day));
	base->n_days += rest->n_days;
}

bool
crm_log_close(const crm_base_log *log, crm_alloc alloc, crm_base *base)
{
	crm_log_parts parts;
	uint64_t   *scratch;

	*base = (crm_base) {.clock = log->clock, .as_of = log->as_of};
	if (!crm_log_unpack(log, alloc, &parts))
		return false;
	scratch = alloc(parts.n_plain * sizeof(uint64_t));
	close_rows(&parts, scratch, alloc, base);
	close_spends(&parts, log->decimals, scratch, alloc, base);
	if (log->clock == CRM_CLOCK_DAYS)
		close_days(&parts, alloc, base);
	base->no_spend = parts.rest.no_spend;
	for (size_t i = 0; parts.bases != NULL && i < parts.n_bases; i++)
		if (parts.bases[i].malformed)
			return false;
	return true;
}
