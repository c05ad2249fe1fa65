#include "portfolio/svg_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/tick.h"
#include "portfolio/bcg_svg.h"
#include "portfolio/grid_svg.h"
#include "portfolio/svg_text.h"

#define TICK_EVERY 0xfff

static uint8_t *
put_name(uint8_t *p, const char *name, size_t len)
{
	p = crm_put_varint64(p, len);
	if (len > 0)
		memcpy(p, name, len);
	return p + len;
}

/* The same number has longer forms, which end in a byte of 0. */
static bool
is_shortest(const uint8_t *p, const uint8_t *after)
{
	return after != NULL && (after - p == 1 || after[-1] != 0);
}

static const uint8_t *
get_name(const uint8_t *p, const uint8_t *end, const char **name, size_t *len)
{
	uint64_t	n;
	const uint8_t *after = crm_get_varint64(p, end, &n);

	if (!is_shortest(p, after) || n > (uint64_t) (end - after))
		return NULL;
	*name = (const char *) after;
	*len = (size_t) n;
	return after + n;
}

uint8_t *
crm_put_chart_head(uint8_t *p, const crm_chart *chart)
{
	*p++ = CRM_CHART_VERSION;
	*p++ = (uint8_t) chart->kind;
	p = crm_put_double(p, chart->cut[0]);
	p = crm_put_double(p, chart->cut[1]);
	return put_name(p, chart->title, chart->title_len);
}

const uint8_t *
crm_get_chart_head(const uint8_t *p, const uint8_t *end, crm_chart *chart)
{
	*chart = (crm_chart) {0};
	if (end - p < 2 || p[0] != CRM_CHART_VERSION || p[1] >= CRM_CHART_KINDS)
		return NULL;
	chart->kind = (crm_chart_kind) p[1];
	p = crm_get_double(p + 2, end, &chart->cut[0]);
	p = crm_get_double(p, end, &chart->cut[1]);
	return p == NULL ? NULL : get_name(p, end, &chart->title, &chart->title_len);
}

uint8_t *
crm_put_bubble(uint8_t *p, const crm_bubble *bubble)
{
	p = put_name(p, bubble->name, bubble->len);
	p = crm_put_double(p, bubble->y);
	p = crm_put_double(p, bubble->x);
	*p++ = (uint8_t) bubble->sales.scale;
	return crm_put_signed128(p, bubble->sales.units);
}

const uint8_t *
crm_get_bubble(const uint8_t *p, const uint8_t *end, crm_bubble *bubble)
{
	const uint8_t *after;
	crm_int128	units;

	p = get_name(p, end, &bubble->name, &bubble->len);
	p = p == NULL ? NULL : crm_get_double(p, end, &bubble->y);
	p = crm_get_double(p, end, &bubble->x);
	if (p == NULL || p == end)
		return NULL;
	bubble->sales.scale = *p++;
	after = crm_get_signed128(p, end, &units);
	bubble->sales.units = units;
	return is_shortest(p, after) ? after : NULL;
}

size_t
crm_count_bubbles(const uint8_t *p, const uint8_t *end)
{
	crm_bubble	bubble;
	size_t		n = 0;

	while (p < end && (p = crm_get_bubble(p, end, &bubble)) != NULL)
		if ((++n & TICK_EVERY) == 0)
			crm_tick();
	return n;
}

typedef struct piece
{
	const uint8_t *bytes;
	size_t		len;
} piece;

static int
compare_pieces(const void *a, const void *b)
{
	const piece *x = a,
			   *y = b;
	int			order = memcmp(x->bytes, y->bytes, x->len < y->len ? x->len : y->len);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

void
crm_sort_bubbles(uint8_t *p, const uint8_t *end, crm_alloc alloc)
{
	size_t		n = crm_count_bubbles(p, end);
	piece	   *pieces;
	uint8_t    *copy;
	const uint8_t *from;
	crm_bubble	bubble;

	if (n < 2)
		return;
	pieces = alloc(n * sizeof(piece));
	copy = alloc((size_t) (end - p));
	memcpy(copy, p, (size_t) (end - p));
	from = copy;
	for (size_t i = 0; i < n; i++)
	{
		const uint8_t *after = crm_get_bubble(from, copy + (end - p), &bubble);

		pieces[i] = (piece) {from, (size_t) (after - from)};
		from = after;
	}
	crm_tick();
	qsort(pieces, n, sizeof(piece), compare_pieces);
	for (size_t i = 0; i < n; i++)
	{
		memcpy(p, pieces[i].bytes, pieces[i].len);
		p += pieces[i].len;
	}
}

static bool
outside(crm_chart_rule *rule, const char *name, double value, double low, double high, const char *must, const char *hint)
{
	*rule = (crm_chart_rule) {name, value, must, strncmp(must, "not", 3) == 0 ? " is" : "", hint};
	return !(value >= low && value <= high);
}

static bool
not_a_rating(crm_chart_rule *rule, const char *name, double value)
{
	return outside(rule, name, value, -CRM_RATING_DRAWN_MAX, CRM_RATING_DRAWN_MAX, "lie between -1000 and 1000, not", NULL);
}

bool
crm_chart_breaks(const crm_chart *chart, crm_chart_rule *rule)
{
	if (chart->kind == CRM_CHART_BCG)
		return outside(rule, "growth_cut", chart->cut[0], CRM_GROWTH_DRAWN_MIN, CRM_GROWTH_DRAWN_MAX,
					   "lie between -0.5 and 1, not", "A growth of 10 % is written 0.10.") ||
			outside(rule, "share_cut", chart->cut[1], CRM_SHARE_DRAWN_MIN, CRM_SHARE_DRAWN_MAX,
					"lie between 0.01 and 100, not", "It is a multiple of the largest rival's share: 1 parts leaders from others.");
	return not_a_rating(rule, "low", chart->cut[0]) || not_a_rating(rule, "high", chart->cut[1]) ||
		outside(rule, "low", chart->cut[0], -CRM_RATING_DRAWN_MAX, chart->cut[1], "be below high, not", NULL) ||
		chart->cut[0] == chart->cut[1];
}

bool
crm_bubble_breaks(const crm_chart *chart, const crm_bubble *bubble, crm_chart_rule *rule)
{
	if (chart->kind == CRM_CHART_BCG)
		return outside(rule, "growth", bubble->y, -1, HUGE_VAL,
					   "not be below -1, as", "A market that shrinks by 10 % has a growth of -0.10.") ||
			outside(rule, "relative_share", bubble->x, 0, HUGE_VAL,
					"not be below 0, as", "It is one's own sales over those of the largest rival.");
	return not_a_rating(rule, "attractiveness", bubble->y) || not_a_rating(rule, "strength", bubble->x);
}

/* Finite, and not -0, which would be another way to write 0. */
static bool
is_plain(double value)
{
	return isfinite(value) && !(value == 0 && signbit(value));
}

static bool
is_clean(const char *name, size_t len, char *scratch)
{
	return crm_clean_name(name, len, scratch) == len && (len == 0 || memcmp(name, scratch, len) == 0);
}

const char *
crm_chart_fault(const uint8_t *bytes, size_t len, char *scratch)
{
	const uint8_t *end = bytes + len,
			   *before = NULL;
	crm_chart	chart;
	crm_chart_rule rule;
	const uint8_t *p = crm_get_chart_head(bytes, end, &chart);

	if (p == NULL)
		return "It does not begin as a chart does.";
	if (!is_plain(chart.cut[0]) || !is_plain(chart.cut[1]) || crm_chart_breaks(&chart, &rule))
		return "A cut is out of range.";
	if (!is_clean(chart.title, chart.title_len, scratch))
		return "The title has characters that are not drawn.";
	for (size_t n = 0; p < end; n++)
	{
		const uint8_t *begin = p;
		crm_bubble	bubble;

		if ((p = crm_get_bubble(p, end, &bubble)) == NULL)
			return "A bubble is cut short.";
		if (!is_plain(bubble.x) || !is_plain(bubble.y) || bubble.sales.scale > CRM_MONEY_MAX_SCALE ||
			!crm_money_in_range(bubble.sales.units) || bubble.sales.units < 0 || crm_bubble_breaks(&chart, &bubble, &rule))
			return "A number of a bubble is out of range.";
		if (!is_clean(bubble.name, bubble.len, scratch))
			return "A name has characters that are not drawn.";
		if (before != NULL)
		{
			piece		a = {before, (size_t) (begin - before)},
						b = {begin, (size_t) (p - begin)};

			if (compare_pieces(&a, &b) > 0)
				return "The bubbles are not in order.";
		}
		before = begin;
		if ((n & TICK_EVERY) == 0)
			crm_tick();
	}
	return NULL;
}
