/*
 * The aggregates crm.bcg_svg and crm.grid_svg: each row is a bubble of the
 * chart that is their state; the picture is drawn at the end.
 */
#include "portfolio/svg_state.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "core/call.h"
#include "core/check.h"
#include "core/sample.h"
#include "portfolio/amount.h"
#include "portfolio/bcg_svg.h"
#include "portfolio/grid_svg.h"
#include "portfolio/svg_text.h"

#define FIRST_SIZE 512

/* What the arguments of the two aggregates are called, and their defaults. */
typedef struct crm_chart_arguments
{
	const char *y;
	const char *x;
	const char *cut[2];
	double		cut_default[2];
} crm_chart_arguments;

static const crm_chart_arguments arguments[CRM_CHART_KINDS] = {
	[CRM_CHART_BCG] = {
		"growth", "relative_share", {"growth_cut", "share_cut"}, {CRM_GROWTH_CUT_DEFAULT, CRM_SHARE_CUT_DEFAULT}
	},
	[CRM_CHART_GRID] = {
		"attractiveness", "strength", {"low", "high"}, {CRM_GRID_LOW_DEFAULT, CRM_GRID_HIGH_DEFAULT}
	}
};

/* A text as a name, in UTF-8 whatever the database's encoding. */
static const char *
clean_argument(Datum datum, size_t *len)
{
	text	   *t = DatumGetTextPP(datum);
	const char *name = VARDATA_ANY(t);
	size_t		n = VARSIZE_ANY_EXHDR(t);
	char	   *clean;

	/* SQL_ASCII says nothing about bytes: those that are no UTF-8 are replaced. */
	if (GetDatabaseEncoding() != PG_SQL_ASCII)
	{
		name = pg_server_to_any(name, (int) n, PG_UTF8);
		n = name == VARDATA_ANY(t) ? n : strlen(name);
	}
	clean = crm_chart_alloc(CRM_CLEAN_ROOM * n);
	*len = crm_clean_name(name, n, clean);
	return clean;
}

static void
refuse(const crm_chart_rule *rule)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s must %s %g%s", rule->name, rule->must, rule->value, rule->end),
			 rule->hint ? errhint("%s", rule->hint) : 0));
}

void
crm_check_chart(const crm_chart *chart)
{
	crm_chart_rule rule;

	if (crm_chart_breaks(chart, &rule))
		refuse(&rule);
}

void
crm_check_bubble(const crm_chart *chart, const crm_bubble *bubble)
{
	crm_chart_rule rule;

	if (crm_bubble_breaks(chart, bubble, &rule))
		refuse(&rule);
}

/* The chart without bubbles that the arguments after the row's ask for. */
static crm_chart
chart_arguments(FunctionCallInfo fcinfo, crm_chart_kind kind)
{
	const crm_chart_arguments *a = &arguments[kind];
	crm_chart	chart = {.kind = kind, .cut = {a->cut_default[0], a->cut_default[1]}};

	for (int i = 0; i < 2 && PG_NARGS() > 5 + i; i++)
	{
		crm_not_null(PG_ARGISNULL(5 + i), a->cut[i]);
		chart.cut[i] = crm_finite(PG_GETARG_FLOAT8(5 + i), a->cut[i]);
	}
	crm_check_chart(&chart);
	if (PG_NARGS() > 7)
	{
		crm_not_null(PG_ARGISNULL(7), "title");
		chart.title = clean_argument(PG_GETARG_DATUM(7), &chart.title_len);
	}
	else
	{
		chart.title = crm_chart_heading[kind];
		chart.title_len = strlen(chart.title);
	}
	return chart;
}

/* The state with room for this many bytes more, as an open chart that may be changed. */
static crm_open_chart *
reserve(crm_open_chart *open, Size more)
{
	Size		need = offsetof(crm_open_chart, bytes) + open->used + more;
	Size		size = Max(VARSIZE(open), FIRST_SIZE);
	crm_open_chart *larger;

	if (need <= VARSIZE(open))
		return open;
	if (need > MaxAllocSize)
		crm_chart_too_large();
	while (size < need)
		size *= 2;
	size = Min(size, MaxAllocSize);
	larger = palloc(size);
	memcpy(larger, open, offsetof(crm_open_chart, bytes) + open->used);
	SET_VARSIZE(larger, size);
	return larger;
}

static crm_open_chart *
open_bytes(const uint8 *bytes, Size len)
{
	crm_open_chart head = {.form = CRM_CHART_OPEN};
	crm_open_chart *open;

	SET_VARSIZE(&head, 0);
	open = reserve(&head, len);
	memcpy(open->bytes, bytes, len);
	open->used = (uint32) len;
	return open;
}

static bool
is_open(const struct varlena *v)
{
	return VARATT_IS_4B_U(v) && ((const crm_open_chart *) v)->form == CRM_CHART_OPEN;
}

/* Argument 0 as an open chart that may be changed: as it is, where it is this aggregate's own. */
static crm_open_chart *
open_state(FunctionCallInfo fcinfo)
{
	struct varlena *v = (struct varlena *) PG_GETARG_POINTER(0);
	crm_chart	chart;
	const uint8 *bubbles;
	crm_chart_bytes b;

	if (is_open(v) && crm_in_aggregate(fcinfo))
		return (crm_open_chart *) v;
	b = crm_read_chart(PG_GETARG_DATUM(0), &chart, &bubbles);
	return open_bytes(b.data, (Size) (b.end - b.data));
}

static Datum
answer(FunctionCallInfo fcinfo, crm_open_chart *open)
{
	if (crm_in_aggregate(fcinfo))
		PG_RETURN_POINTER(open);
	PG_RETURN_POINTER(crm_make_chart(open->bytes, open->used));
}

static void
check_same_head(const uint8 *head, Size len, const crm_open_chart *open, crm_chart_kind kind)
{
	crm_chart	chart;

	if (open->used >= len && memcmp(open->bytes, head, len) == 0)
		return;
	if (crm_get_chart_head(open->bytes, open->bytes + open->used, &chart) == NULL || chart.kind != kind)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the chart is that of another aggregate")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s, %s and title must be the same in every row", arguments[kind].cut[0], arguments[kind].cut[1])));
}

static Datum
add(FunctionCallInfo fcinfo, crm_chart_kind kind)
{
	const crm_chart_arguments *a = &arguments[kind];
	crm_chart	chart = chart_arguments(fcinfo, kind);
	uint8	   *head;
	Size		head_len;
	crm_bubble	bubble;
	crm_open_chart *open;

	for (int i = 1; i <= 4; i++)
		if (PG_ARGISNULL(i))
			CRM_SKIP_ROW();
	bubble.y = crm_finite(PG_GETARG_FLOAT8(2), a->y);
	bubble.x = crm_finite(PG_GETARG_FLOAT8(3), a->x);
	bubble.sales = crm_sales(crm_amount_numeric, PG_GETARG_DATUM(4), "sales");
	crm_check_bubble(&chart, &bubble);
	bubble.name = clean_argument(PG_GETARG_DATUM(1), &bubble.len);

	head = crm_chart_alloc(CRM_CHART_HEAD(chart.title_len));
	head_len = (Size) (crm_put_chart_head(head, &chart) - head);
	if (PG_ARGISNULL(0))
		open = open_bytes(head, head_len);
	else
	{
		open = open_state(fcinfo);
		check_same_head(head, head_len, open, kind);
	}
	open = reserve(open, CRM_CHART_BUBBLE(bubble.len));
	open->used = (uint32) (crm_put_bubble(open->bytes + open->used, &bubble) - open->bytes);
	pfree(head);
	return answer(fcinfo, open);
}

CRM_FUNCTION(crm_bcg_svg_add)
{
	return add(fcinfo, CRM_CHART_BCG);
}

CRM_FUNCTION(crm_grid_svg_add)
{
	return add(fcinfo, CRM_CHART_GRID);
}

/* Combine function of both. */
CRM_FUNCTION(crm_chart_merge)
{
	crm_chart	chart;
	const uint8 *bubbles;
	crm_chart_bytes b = crm_read_chart(PG_GETARG_DATUM(1), &chart, &bubbles);
	crm_open_chart *open = open_state(fcinfo);

	check_same_head(b.data, (Size) (bubbles - b.data), open, chart.kind);
	open = reserve(open, (Size) (b.end - bubbles));
	memcpy(open->bytes + open->used, bubbles, (Size) (b.end - bubbles));
	open->used += (uint32) (b.end - bubbles);
	return answer(fcinfo, open);
}

static Datum
draw(FunctionCallInfo fcinfo, crm_chart_kind kind)
{
	crm_chart	chart;
	const uint8 *p;
	crm_chart_bytes b = crm_read_chart(PG_GETARG_DATUM(0), &chart, &p);
	crm_svg		svg = {.grow = crm_chart_grow};

	if (chart.kind != kind)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the chart is that of another aggregate")));
	chart.n = crm_count_bubbles(p, b.end);
	if (chart.n == 0)
		PG_RETURN_NULL();
	chart.bubble = crm_chart_alloc(chart.n * sizeof(crm_bubble));
	for (size_t i = 0; i < chart.n; i++)
		p = crm_get_bubble(p, b.end, &chart.bubble[i]);
	crm_draw_chart(&chart, &svg, crm_chart_alloc);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(svg.data, (int) svg.len));
}

CRM_FUNCTION(crm_bcg_svg_final)
{
	return draw(fcinfo, CRM_CHART_BCG);
}

CRM_FUNCTION(crm_grid_svg_final)
{
	return draw(fcinfo, CRM_CHART_GRID);
}
