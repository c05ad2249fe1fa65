#include "clv/base_bytes.h"


#include "core/tick.h"
#include "core/varint.h"

/* Bytes at most. */
#define HEADER_MAX 64
#define ROW_MAX 56
#define SPEND_MAX 48
#define DAY_MAX 16

static inline bool
is_whole(double value)
{
	return value <= CRM_TIME_WHOLE && value == (double) (int64_t) value;
}

static bool
has_fractions(const crm_base *base)
{
	for (size_t i = 0; i < base->n_rows; i++)
		if (!is_whole(base->rows[i].t_x) || !is_whole(base->rows[i].T))
			return true;
	return false;
}

static int
fewest_decimals(const crm_base *base)
{
	for (int decimals = 0; decimals <= CRM_TOTAL_DECIMALS; decimals++)
	{
		size_t		i = 0;

		while (i < base->n_spends && crm_total_of_mean(base->spends[i].mean, decimals, base->spends[i].x) > 0)
			i++;
		if (i == base->n_spends)
			return decimals;
	}
	return CRM_SPENDS_DOUBLE;
}

/* `before` is the row before in the group, NULL for its first. */
static uint8_t *
put_row(uint8_t *p, const crm_base_row *before, const crm_base_row *row, bool fractional)
{
	bool		next = before == NULL || row->t_x != before->t_x;
	bool		many = row->customers != 1;
	uint64_t	step = 0;

	if (!fractional && next)
		step = (uint64_t) row->t_x - (before ? (uint64_t) before->t_x + 1 : 0);
	else if (!fractional)
		step = (uint64_t) row->T - (uint64_t) before->T - 1;
	p = crm_put_varint64(p, step << 2 | (uint64_t) many << 1 | (uint64_t) next);
	if (many)
		p = crm_put_varint64(p, (uint64_t) row->customers);
	if (fractional)
	{
		if (next)
			p = crm_put_double(p, row->t_x);
		return crm_put_double(p, row->T);
	}
	return next ? crm_put_varint64(p, (uint64_t) row->T - (uint64_t) row->t_x) : p;
}

static uint8_t *
put_rows(uint8_t *p, const crm_base *base, bool fractional)
{
	const crm_base_row *rows = base->rows;
	double		x_before = -1;

	for (size_t begin = 0, end = 0; begin < base->n_rows; begin = end)
	{
		crm_tick();
		while (end < base->n_rows && rows[end].x == rows[begin].x)
			end++;
		p = crm_put_varint64(p, (uint64_t) (rows[begin].x - x_before - 1));
		p = crm_put_varint64(p, end - begin - 1);
		for (size_t i = begin; i < end; i++)
			p = put_row(p, i > begin ? &rows[i - 1] : NULL, &rows[i], fractional);
		x_before = rows[begin].x;
	}
	return p;
}

static uint8_t *
put_spend(uint8_t *p, uint64_t *total_before, const crm_base_spend *spend, int decimals)
{
	bool		many = spend->customers != 1;
	uint64_t	total = decimals == CRM_SPENDS_DOUBLE ? *total_before + 1 : crm_total_of_mean(spend->mean, decimals, spend->x);

	p = crm_put_varint64(p, (total - *total_before - 1) << 1 | (uint64_t) many);
	*total_before = total;
	if (many)
		p = crm_put_varint64(p, (uint64_t) spend->customers);
	return decimals == CRM_SPENDS_DOUBLE ? crm_put_double(p, spend->mean) : p;
}

static uint8_t *
put_spends(uint8_t *p, const crm_base *base, int decimals)
{
	const crm_base_spend *spends = base->spends;
	double		x_before = 0;

	for (size_t begin = 0, end = 0; begin < base->n_spends; begin = end)
	{
		uint64_t	total = 0;

		crm_tick();
		while (end < base->n_spends && spends[end].x == spends[begin].x)
			end++;
		p = crm_put_varint64(p, (uint64_t) (spends[begin].x - x_before - 1));
		p = crm_put_varint64(p, end - begin - 1);
		for (size_t i = begin; i < end; i++)
			p = put_spend(p, &total, &spends[i], decimals);
		x_before = spends[begin].x;
	}
	return p;
}

size_t
crm_base_bound(const crm_base *base)
{
	return HEADER_MAX + ROW_MAX * base->n_rows + SPEND_MAX * base->n_spends + DAY_MAX * base->n_days;
}

size_t
crm_base_encode(const crm_base *base, uint8_t *out)
{
	const int	decimals = fewest_decimals(base);
	const bool	fractional = has_fractions(base);
	const bool	of_days = base->clock == CRM_CLOCK_DAYS;
	int64_t		before = -1;
	uint8_t    *p = out;

	*p++ = CRM_BASE_VERSION;
	*p++ = (uint8_t) (base->clock | fractional << 2 | decimals << 3);
	if (of_days)
		p = crm_put_varint64(p, crm_zigzag64(base->as_of));
	p = crm_put_varint64(p, base->n_rows);
	p = crm_put_varint64(p, base->n_spends);
	if (of_days)
		p = crm_put_varint64(p, base->n_days);
	p = crm_put_varint64(p, (uint64_t) base->no_spend);
	p = put_rows(p, base, fractional);
	p = put_spends(p, base, decimals);
	for (size_t i = 0; of_days && i < base->n_days; i++)
	{
		p = crm_put_varint64(p, (uint64_t) (base->days[i].before - before - 1));
		p = crm_put_varint64(p, (uint64_t) base->days[i].repeats);
		before = base->days[i].before;
	}
	return (size_t) (p - out);
}

bool
crm_base_is_canonical(const crm_base_reader *r, const crm_base *base)
{
	return r->fractional == has_fractions(base) && r->decimals == fewest_decimals(base);
}
