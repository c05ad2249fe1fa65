/*
 * What a picture has behind its bubbles: heading, cells, axes.
 */
#include "portfolio/svg_layout.h"

#include <math.h>
#include <string.h>

#include "portfolio/svg_number.h"
#include "portfolio/svg_text.h"

#define MARGIN 280
#define HEADING_SIZE 190
#define TEXT_SIZE 130
#define TICK_SIZE 115

/* The bubble that shows the scale is at most this share of the largest. */
#define SAMPLE_SHARE 0.08

/* A circle of the area that a round number of sales has. */
static void
draw_scale(const crm_layout *l, crm_svg *svg, int x, int y)
{
	double		sales;
	int			r;
	char		text[CRM_FIGURE_TEXT];

	if (l->largest <= 0)
		return;
	sales = crm_nice_below(l->largest * SAMPLE_SHARE);
	r = crm_round(l->largest_r * sqrt(sales / l->largest));
	crm_print_figure(text, sales);
	crm_svg_put(svg, "<g fill=\"" CRM_MUTED "\"><circle cx=\"@\" cy=\"@\" r=\"@\" fill=\"none\" stroke=\"" CRM_MUTED "\"/>"
				"<text x=\"@\" y=\"@\">Sales of $ (area of a bubble)</text></g>",
				x + r, y - 42, r, x + 2 * r + 70, y, text);
}

static void
draw_heading(const crm_layout *l, crm_svg *svg)
{
	const crm_chart *chart = l->chart;
	int			width = CRM_WIDTH + (l->keyed ? CRM_KEY_WIDTH : 0);

	if (chart->title_len > 0)
	{
		crm_svg_put(svg, "<g font-size=\"@\" font-weight=\"bold\">", HEADING_SIZE);
		crm_draw_name(svg, chart->title, chart->title_len, MARGIN, 390, HEADING_SIZE * CRM_BOLD / 100, width - 2 * MARGIN, CRM_FROM_LEFT);
		crm_svg_put(svg, "</g>");
	}
	draw_scale(l, svg, MARGIN, 640);
}

static void
draw_cells(const crm_layout *l, crm_svg *svg)
{
	const crm_picture *p = l->picture;

	for (int row = 0; row < p->cells; row++)
		for (int column = 0; column < p->cells; column++)
			crm_svg_put(svg, "<rect x=\"@\" y=\"@\" width=\"@\" height=\"@\" fill=\"$\" fill-opacity=\".08\"/>",
						crm_side_x(l, column), crm_side_y(l, row + 1), crm_side_x(l, column + 1) - crm_side_x(l, column),
						crm_side_y(l, row) - crm_side_y(l, row + 1), p->look[p->cell_look[row][column]].fill);
}

static void
draw_captions(const crm_layout *l, crm_svg *svg)
{
	const crm_picture *p = l->picture;

	crm_svg_put(svg, "<g font-weight=\"bold\">");
	for (int row = 0; row < p->cells; row++)
		for (int column = 0; column < p->cells; column++)
		{
			const crm_caption *c = &l->caption[row][column];

			if (c->shown)
				crm_svg_put(svg, "<text x=\"@\" y=\"@\" font-size=\"@\" fill=\"$\"$>$</text>", c->x, c->y, c->size,
							p->look[p->cell_look[row][column]].dark, c->to_left ? " text-anchor=\"end\"" : "",
							p->cell_name[row][column]);
		}
	crm_svg_put(svg, "</g>");
}

static void
draw_line(crm_svg *svg, int x1, int y1, int x2, int y2)
{
	crm_svg_put(svg, "<path d=\"M@ @L@ @\"/>", x1, y1, x2, y2);
}

static void
draw_lines(const crm_layout *l, crm_svg *svg)
{
	const crm_picture *p = l->picture;

	crm_svg_put(svg, "<g stroke=\"#000000\" stroke-opacity=\".1\">");
	for (int i = 0; i < p->x_ticks; i++)
		draw_line(svg, crm_at_x(l, p->x_tick[i].place), l->frame.top, crm_at_x(l, p->x_tick[i].place), l->frame.bottom);
	for (int i = 0; i < p->y_ticks; i++)
		draw_line(svg, l->frame.left, crm_at_y(l, p->y_tick[i].place), l->frame.right, crm_at_y(l, p->y_tick[i].place));
	crm_svg_put(svg, "</g><g stroke=\"" CRM_TEXT "\" stroke-width=\"1.5\">");
	for (int i = 1; i < p->cells; i++)
	{
		draw_line(svg, crm_side_x(l, i), l->frame.top, crm_side_x(l, i), l->frame.bottom);
		draw_line(svg, l->frame.left, crm_side_y(l, i), l->frame.right, crm_side_y(l, i));
	}
	crm_svg_put(svg, "</g><rect x=\"@\" y=\"@\" width=\"@\" height=\"@\" fill=\"none\" stroke=\"" CRM_MUTED "\"/>", l->frame.left,
				l->frame.top, l->frame.right - l->frame.left, l->frame.bottom - l->frame.top);
}

static void
draw_tick_text(crm_svg *svg, int x, int y, const char *text)
{
	crm_svg_put(svg, "<text x=\"@\" y=\"@\">$</text>", x, y, text);
}

/* Ticks on the near sides; the cuts on the far ones. */
static void
draw_axes(const crm_layout *l, crm_svg *svg)
{
	const crm_picture *p = l->picture;
	int			middle_x = (l->frame.left + l->frame.right) / 2,
				middle_y = (l->frame.top + l->frame.bottom) / 2;

	crm_svg_put(svg, "<g font-size=\"@\" fill=\"" CRM_MUTED "\" text-anchor=\"middle\">", TICK_SIZE);
	for (int i = 0; i < p->x_ticks; i++)
		draw_tick_text(svg, crm_at_x(l, p->x_tick[i].place), l->frame.bottom + 190, p->x_tick[i].text);
	crm_svg_put(svg, "<g font-weight=\"bold\" fill=\"" CRM_TEXT "\">");
	for (int i = 1; i < p->cells; i++)
		draw_tick_text(svg, crm_side_x(l, i), l->frame.top - 60, p->x_cut[i - 1].text);
	crm_svg_put(svg, "</g></g><g font-size=\"@\" fill=\"" CRM_MUTED "\" text-anchor=\"end\">", TICK_SIZE);
	for (int i = 0; i < p->y_ticks; i++)
		draw_tick_text(svg, l->frame.left - 70, crm_at_y(l, p->y_tick[i].place) + 40, p->y_tick[i].text);
	crm_svg_put(svg, "</g><g font-size=\"@\" font-weight=\"bold\">", TICK_SIZE);
	for (int i = 1; i < p->cells; i++)
		draw_tick_text(svg, l->frame.right + 70, crm_side_y(l, i) + 40, p->y_cut[i - 1].text);
	crm_svg_put(svg, "</g><g text-anchor=\"middle\" font-size=\"@\"><text x=\"@\" y=\"@\">$</text>"
				"<text transform=\"translate(@ @) rotate(-90)\">$</text></g>", TEXT_SIZE,
				middle_x, l->frame.bottom + 470, p->x_title, 270, middle_y, p->y_title);
	if (l->any_outside)
		crm_svg_put(svg, "<text x=\"@\" y=\"@\" text-anchor=\"end\" fill=\"" CRM_MUTED "\">Dashed: beyond the axes</text>",
					l->frame.right, l->frame.bottom + 470);
}

void
crm_draw_frame(const crm_layout *l, crm_svg *svg)
{
	int			width = CRM_WIDTH + (l->keyed ? CRM_KEY_WIDTH : 0);

	crm_svg_put(svg, "<g aria-hidden=\"true\"><rect width=\"@\" height=\"@\" rx=\"6\" fill=\"#ffffff\"/>", width, CRM_HEIGHT);
	draw_heading(l, svg);
	crm_svg_put(svg, "\n");
	draw_cells(l, svg);
	crm_svg_put(svg, "\n");
	draw_lines(l, svg);
	crm_svg_put(svg, "\n");
	draw_captions(l, svg);
	crm_svg_put(svg, "\n");
	draw_axes(l, svg);
	crm_svg_put(svg, "</g>\n");
}
