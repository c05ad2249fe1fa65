#include "clv/base_parts.h"

#include "core/tick.h"

#define TICK_EVERY 0xfffff

/* From so many days on, counting them is sooner done than sorting. */
#define COUNT_DAYS 256

/* From so many rows each on, bases are merged row by row; before, their rows are sorted. */
#define MERGE_ROWS 1024

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
				parts->n_bases++;
				parts->n_base_rows += base.head.n_rows;
				parts->n_base_spends += base.head.n_spends;
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

	if (parts->n_base_rows > MERGE_ROWS * parts->n_bases)
	{
		parts->bases = alloc(parts->n_bases * sizeof(crm_base_reader));
		parts->runs = alloc(parts->n_bases * sizeof(crm_base_run));
	}
	else
	{
		rest->n_rows += parts->n_base_rows;
		rest->n_spends += parts->n_base_spends;
		parts->n_base_rows = parts->n_base_spends = 0;
	}
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
	rest->no_spend = crm_base_add(rest->no_spend, r.head.no_spend);
	if (parts->bases != NULL)
	{
		parts->bases[parts->n_bases++] = r;
		return true;
	}
	while (crm_base_next_row(&r, &rest->rows[rest->n_rows]))
		rest->n_rows++;
	while (crm_base_next_spend(&r, &rest->spends[rest->n_spends]))
		rest->n_spends++;
	while (crm_base_next_day(&r, &day))
		crm_log_put_day(parts, day.before, day.repeats);
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
					crm_log_put_day(parts, days[d], 1);
				break;
			case CRM_LOG_BASE:
				if (!put_base(parts, (const uint8_t *) (record + 1), n))
					return false;
				break;
		}
	}
	return true;
}

bool
crm_log_unpack(const crm_base_log *log, crm_alloc alloc, crm_log_parts *parts)
{
	*parts = (crm_log_parts) {0};
	if (!measure(log, parts))
		return false;
	allot(parts, log, alloc);
	parts->n_plain = parts->n_totals = parts->n_bases = 0;
	parts->rest.n_rows = parts->rest.n_spends = parts->rest.n_days = 0;
	return unpack(log, parts);
}
