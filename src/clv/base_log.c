#include "clv/base_log.h"

#include "clv/base_bytes.h"
#include "clv/base_sort.h"
#include "core/tick.h"

#define TICK_EVERY 0xfffff

/* From so many days on, counting them is sooner done than sorting. */
#define COUNT_DAYS 256

void
crm_log_row(crm_base_log *log, const crm_base_row *row, double mean)
{
	uint64_t   *place = log->words + log->used;
	const double numbers[] = {row->x, row->t_x, row->T, mean};

	place[0] = (uint64_t) CRM_LOG_ROW << CRM_LOG_KIND;
	memcpy(place + 1, numbers, sizeof(numbers));
	place[5] = (uint64_t) row->customers;
	log->used += CRM_ROW_WORDS;
}

void
crm_log_base(crm_base_log *log, const uint8_t *bytes, size_t len)
{
	uint64_t   *place = log->words + log->used;

	place[0] = (uint64_t) CRM_LOG_BASE << CRM_LOG_KIND | len;
	place[CRM_BASE_WORDS(len) - 1] = 0;
	memcpy(place + 1, bytes, len);
	log->used += (uint32_t) CRM_BASE_WORDS(len);
}

/* Walks the records. */
typedef struct crm_log_reader
{
	const uint64_t *p;
	const uint64_t *end;
} crm_log_reader;

static crm_log_reader
read_log(const crm_base_log *log)
{
	return (crm_log_reader) {log->words + log->window, log->words + log->used};
}

/* The next record and what its head counts; false at the end, and short of it at a record that is none. */
static inline bool
next(crm_log_reader *r, const uint64_t **record, int *kind, uint64_t *n)
{
	size_t		words;

	if (r->p >= r->end)
		return false;
	*record = r->p;
	*kind = (int) (*r->p >> CRM_LOG_KIND);
	*n = *r->p & (((uint64_t) 1 << CRM_LOG_KIND) - 1);
	words = *kind == CRM_LOG_PLAIN ? CRM_PLAIN_WORDS :
		*kind == CRM_LOG_ROW ? CRM_ROW_WORDS :
		*kind == CRM_LOG_DAYS ? CRM_DAYS_WORDS(*n) : CRM_BASE_WORDS(*n);
	if (*kind > CRM_LOG_BASE || words > (size_t) (r->end - r->p))
		return false;
	r->p += words;
	return true;
}

/* What the records hold, in the order that they have in the log. */
typedef struct crm_log_parts
{
	size_t		n_plain;
	uint64_t   *plain;			/* first words of plain records */
	size_t		n_totals;
	uint64_t   *totals;			/* x and total, where there is one */
	crm_base	rest;			/* of the other records */
	int64_t    *near;			/* repeat purchases of the last CRM_LOG_WINDOW days; NULL where too few */
} crm_log_parts;

/* How much there is of each part; false at bytes that are no log. */
static bool
measure(const crm_base_log *log, crm_log_parts *parts)
{
	crm_log_reader r = read_log(log);
	crm_base_reader base;
	const uint64_t *record;
	int			kind;
	uint64_t	n;

	for (uint32_t T = 0; T < log->window; T++)
		parts->rest.n_rows += crm_log_once(log)[T] > 0;
	while (next(&r, &record, &kind, &n))
	{
		switch (kind)
		{
			case CRM_LOG_PLAIN:
				parts->n_plain++;
				parts->n_totals += record[1] > 0;
				break;
			case CRM_LOG_ROW:
				parts->rest.n_rows++;
				parts->rest.n_spends++;
				break;
			case CRM_LOG_DAYS:
				parts->rest.n_days += n;
				break;
			case CRM_LOG_BASE:
				if (crm_base_open(&base, (const uint8_t *) (record + 1), n) != CRM_BASE_OK)
					return false;
				parts->rest.n_rows += base.head.n_rows;
				parts->rest.n_spends += base.head.n_spends;
				parts->rest.n_days += base.head.n_days;
				break;
		}
	}
	return r.p == r.end;
}

static void
allot(crm_log_parts *parts, const crm_base_log *log, crm_alloc alloc)
{
	crm_base   *rest = &parts->rest;

	parts->plain = alloc(parts->n_plain * sizeof(uint64_t));
	parts->totals = alloc(parts->n_totals * sizeof(uint64_t));
	rest->rows = alloc(rest->n_rows * sizeof(crm_base_row));
	rest->spends = alloc(rest->n_spends * sizeof(crm_base_spend));
	rest->days = alloc(rest->n_days * sizeof(crm_base_day));
	if (log->clock == CRM_CLOCK_DAYS && (log->window > 0 || rest->n_days >= COUNT_DAYS))
	{
		parts->near = alloc(CRM_LOG_WINDOW * sizeof(int64_t));
		memset(parts->near, 0, CRM_LOG_WINDOW * sizeof(int64_t));
	}
}

static inline void
put_day(crm_log_parts *parts, int64_t before, int64_t repeats)
{
	if (parts->near != NULL && before < CRM_LOG_WINDOW)
		parts->near[before] = crm_base_add(parts->near[before], repeats);
	else
		parts->rest.days[parts->rest.n_days++] = (crm_base_day) {before, repeats};
}

static void
put_row(crm_log_parts *parts, const uint64_t *record)
{
	crm_base   *rest = &parts->rest;
	double		numbers[4];
	int64_t		customers = (int64_t) record[5];

	memcpy(numbers, record + 1, sizeof(numbers));
	rest->rows[rest->n_rows++] = (crm_base_row) {numbers[0], numbers[1], numbers[2], customers};
	if (numbers[3] > 0)
		rest->spends[rest->n_spends++] = (crm_base_spend) {numbers[0], numbers[3], customers};
	else if (numbers[0] > 0)
		rest->no_spend = crm_base_add(rest->no_spend, customers);
}

static bool
put_base(crm_log_parts *parts, const uint8_t *bytes, size_t len)
{
	crm_base   *rest = &parts->rest;
	crm_base_reader r;
	crm_base_day day;

	if (crm_base_open(&r, bytes, len) != CRM_BASE_OK)
		return false;
	while (crm_base_next_row(&r, &rest->rows[rest->n_rows]))
		rest->n_rows++;
	while (crm_base_next_spend(&r, &rest->spends[rest->n_spends]))
		rest->n_spends++;
	while (crm_base_next_day(&r, &day))
		put_day(parts, day.before, day.repeats);
	rest->no_spend = crm_base_add(rest->no_spend, r.head.no_spend);
	crm_tick();
	return !r.malformed;
}

/* Fills the parts, which have been measured and allotted. */
static bool
unpack(const crm_base_log *log, crm_log_parts *parts)
{
	crm_log_reader r = read_log(log);
	const uint64_t *record;
	const uint32_t *days;
	int			kind;
	uint64_t	n;

	for (uint32_t i = 0; parts->near != NULL && i < log->window; i++)
		parts->near[i] = crm_log_repeats(log)[i];
	for (uint32_t T = 0; T < log->window; T++)
		if (crm_log_once(log)[T] > 0)
			parts->rest.rows[parts->rest.n_rows++] = (crm_base_row) {0, 0, T, crm_log_once(log)[T]};
	for (size_t i = 1; next(&r, &record, &kind, &n); i++)
	{
		if ((i & TICK_EVERY) == 0)
			crm_tick();
		switch (kind)
		{
			case CRM_LOG_PLAIN:
				parts->plain[parts->n_plain++] = n;
				n >>= 2 * CRM_PLAIN_TIME;
				if (record[1] > 0)
					parts->totals[parts->n_totals++] = n << CRM_PLAIN_TOTAL | record[1];
				else
					parts->rest.no_spend += n > 0;
				break;
			case CRM_LOG_ROW:
				put_row(parts, record);
				break;
			case CRM_LOG_DAYS:
				days = (const uint32_t *) (record + 1);
				for (uint64_t d = 0; d < n; d++)
					put_day(parts, days[d], 1);
				break;
			case CRM_LOG_BASE:
				if (!put_base(parts, (const uint8_t *) (record + 1), n))
					return false;
				break;
		}
	}
	return true;
}

/* How many equals begin here in a sorted list. */
static inline size_t
count_equals(const uint64_t *keys, size_t n)
{
	size_t		i = 1;

	while (i < n && keys[i] == keys[0])
		i++;
	return i;
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
	if (rest->n_rows > 0)
	{
		base->rows = alloc((n + rest->n_rows) * sizeof(crm_base_row));
		base->n_rows = crm_base_merge_rows(plain, n, rest->rows, rest->n_rows, base->rows);
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
	if (rest->n_spends > 0)
	{
		base->spends = alloc((n + rest->n_spends) * sizeof(crm_base_spend));
		base->n_spends = crm_base_merge_spends(plain, n, rest->spends, rest->n_spends, base->spends);
	}
}

static void
close_days(crm_log_parts *parts, crm_alloc alloc, crm_base *base)
{
	crm_base   *rest = &parts->rest;
	const int	window = parts->near != NULL ? CRM_LOG_WINDOW : 0;
	size_t		n = 0;

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
	crm_log_parts parts = {0};
	uint64_t   *scratch;

	*base = (crm_base) {.clock = log->clock, .as_of = log->as_of};
	if (!measure(log, &parts))
		return false;
	allot(&parts, log, alloc);
	scratch = alloc(parts.n_plain * sizeof(uint64_t));
	parts.n_plain = parts.n_totals = 0;
	parts.rest.n_rows = parts.rest.n_spends = parts.rest.n_days = 0;
	if (!unpack(log, &parts))
		return false;
	close_rows(&parts, scratch, alloc, base);
	close_spends(&parts, log->decimals, scratch, alloc, base);
	if (log->clock == CRM_CLOCK_DAYS)
		close_days(&parts, alloc, base);
	base->no_spend = parts.rest.no_spend;
	return true;
}
