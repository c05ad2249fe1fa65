/*
 * The picture of a chart: its bubbles, what they are called, and the whole.
 */
#include "portfolio/svg_layout.h"

#include <stdlib.h>
#include <string.h>

#include "core/tick.h"
#include "portfolio/svg_number.h"
#include "portfolio/svg_text.h"

#define TICK_EVERY 0xfff

const char *const crm_chart_heading[CRM_CHART_KINDS] = {"Growth-share matrix", "Attractiveness-strength grid"};

void
crm_extend(double value, double *low, double *high)
{
	*low = value < *low ? value : *low;
	*high = value > *high ? value : *high;
}

static int
compare_numbers(double a, double b)
{
	return (a > b) - (a < b);
}

/* The largest first, so that none hides a smaller one; then whatever tells two apart. */
static int
compare_bubbles(const void *a, const void *b)
{
	const crm_bubble *x = a,
			   *y = b;
	int			order = -compare_numbers(x->size, y->size);

	if (order == 0)
		order = memcmp(x->name, y->name, x->len < y->len ? x->len : y->len);
	if (order == 0)
		order = (x->len > y->len) - (x->len < y->len);
	if (order == 0)
		order = compare_numbers(x->y, y->y);
	if (order == 0)
		order = compare_numbers(x->x, y->x);
	if (order == 0)
		order = x->sales.scale - y->sales.scale;
	if (order == 0)
		order = (x->sales.units < y->sales.units) - (x->sales.units > y->sales.units);
	return order;
}

/* First strong isolates, around a name that would change the order of the numbers behind it. */
static void
put_isolated(crm_svg *svg, const char *name, size_t len)
{
	bool		isolate = crm_right_to_left(name, len);

	crm_svg_put(svg, isolate ? "&#8296;" : "");
	crm_svg_text(svg, name, len);
	crm_svg_put(svg, isolate ? "&#8297;" : "");
}

void
crm_draw_bubbles(const crm_layout *l, crm_svg *svg)
{
	for (size_t i = 0; i < l->chart->n; i++)
	{
		const crm_bubble *b = &l->chart->bubble[i];
		const crm_class_look *look = &l->picture->look[l->picture->look_of(l->chart, b)];
		char		numbers[CRM_NUMBERS_TEXT];
		char		sales[CRM_MONEY_TEXT];

		l->picture->numbers(b, numbers);
		*crm_money_print(sales, b->sales) = '\0';
		crm_svg_put(svg, "<circle cx=\"@\" cy=\"@\" r=\"@\" fill=\"$\" stroke=\"$\"$ role=\"graphics-symbol img\"><title>",
					l->circle[i].x, l->circle[i].y, l->circle[i].r, look->fill, look->dark,
					l->spot[i].outside ? " stroke-dasharray=\"4 3\"" : "");
		put_isolated(svg, b->name, b->len);
		crm_svg_put(svg, "$$: $, sales $$</title></circle>\n", b->len > 0 ? ", " : "", look->name, numbers, sales,
					l->spot[i].outside ? ", beyond the axes" : "");
		if ((i & TICK_EVERY) == 0)
			crm_tick();
	}
}

void
crm_draw_chart(crm_chart *chart, crm_svg *svg, crm_alloc alloc)
{
	crm_picture picture;
	crm_layout	l = {.chart = chart, .picture = &picture};

	for (size_t i = 0; i < chart->n; i++)
		chart->bubble[i].size = crm_money_to_double(chart->bubble[i].sales);
	qsort(chart->bubble, chart->n, sizeof(crm_bubble), compare_bubbles);
	if (chart->kind == CRM_CHART_BCG)
		crm_bcg_picture(chart, &picture);
	else
		crm_grid_picture(chart, &picture);
	crm_lay_out(&l, alloc);

	crm_svg_put(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"@\" height=\"@\" viewBox=\"0 0 @ @\" "
				"role=\"graphics-document document\" aria-label=\"",
				CRM_WIDTH + (l.keyed ? CRM_KEY_WIDTH : 0), CRM_HEIGHT, CRM_WIDTH + (l.keyed ? CRM_KEY_WIDTH : 0), CRM_HEIGHT);
	if (chart->title_len > 0)
		crm_svg_text(svg, chart->title, chart->title_len);
	else
		crm_svg_put(svg, crm_chart_heading[chart->kind]);
	crm_svg_put(svg, "\" font-family=\"Arial, Helvetica, 'Liberation Sans', sans-serif\" font-size=\"@\" fill=\"" CRM_TEXT "\">\n",
				CRM_NAME_SIZE);
	crm_draw_frame(&l, svg);
	crm_svg_put(svg, "<g fill-opacity=\".6\" stroke-width=\"1.3\">\n");
	crm_draw_bubbles(&l, svg);
	crm_svg_put(svg, "</g>\n<g aria-hidden=\"true\" pointer-events=\"none\">\n");
	crm_draw_labels(&l, svg);
	if (l.keyed)
		crm_draw_key(&l, svg);
	crm_svg_put(svg, "</g>\n</svg>\n");
}
