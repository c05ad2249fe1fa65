/*
 * What the bubbles of a picture are called: names beside them, or numbers and
 * a key to those.
 */
#include "portfolio/svg_layout.h"

#include <stdio.h>

#include "portfolio/svg_number.h"
#include "portfolio/svg_text.h"

#define KEY_TOP 800
#define KEY_SIZE 115
#define ROW_MOST 190

/* Columns of the key, from its left: where numbers end, dots and names begin, sales end. */
#define KEY_NUMBER 160
#define KEY_DOT 260
#define KEY_NAME 360
#define KEY_SALES 2720
#define KEY_GAP 120

void
crm_draw_name(crm_svg *svg, const char *name, size_t len, int x, int y, int size, int width, crm_anchor anchor)
{
	static const char *const anchored[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
	size_t		fits = crm_text_fit(name, len, size, width);
	bool		rtl = crm_right_to_left(name, len);

	/* Such a text starts at its right end. */
	if (rtl)
		anchor = CRM_TO_RIGHT - anchor;
	crm_svg_put(svg, "<text x=\"@\" y=\"@\"$$>", x, y, rtl ? " direction=\"rtl\"" : "", anchored[anchor]);
	crm_svg_text(svg, name, fits);
	crm_svg_put(svg, fits < len ? "&#8230;</text>\n" : "</text>\n");
}

/* A name is held at the side that is near its circle, in whatever font. */
static void
draw_label(const crm_layout *l, crm_svg *svg, int i)
{
	const crm_label *label = &l->label[i];
	int			size = l->keyed ? CRM_NUMBER_SIZE : CRM_NAME_SIZE;
	int			y = label->box.bottom - size * CRM_BASELINE / 100;
	crm_anchor	anchor = label->box.left > l->circle[i].x ? CRM_FROM_LEFT :
		label->box.right < l->circle[i].x ? CRM_TO_RIGHT : CRM_AROUND;
	int			x = anchor == CRM_FROM_LEFT ? label->box.left :
		anchor == CRM_TO_RIGHT ? label->box.right : (label->box.left + label->box.right) / 2;

	if (l->keyed)
	{
		char		number[12];
		int			len = snprintf(number, sizeof(number), "%d", i + 1);

		crm_draw_name(svg, number, (size_t) len, x, y, size, CRM_NAME_WIDTH, anchor);
	}
	else
		crm_draw_name(svg, l->chart->bubble[i].name, l->chart->bubble[i].len, x, y, size, CRM_NAME_WIDTH, anchor);
}

/* A number that found no place is drawn on its bubble: better hard to read than not there. */
static void
draw_on_circle(const crm_layout *l, crm_svg *svg, int i)
{
	crm_label  *label = &l->label[i];
	const crm_circle *c = &l->circle[i];

	label->box = (crm_box) {c->x - label->width / 2, c->y - label->height / 2, c->x + label->width / 2, c->y + label->height / 2};
	draw_label(l, svg, i);
}

void
crm_draw_labels(const crm_layout *l, crm_svg *svg)
{
	crm_svg_put(svg, "<g stroke=\"" CRM_MUTED "\" stroke-width=\".8\">");
	for (int i = 0; i < l->named; i++)
	{
		const crm_label *label = &l->label[i];

		if (label->placed && label->leader)
			crm_svg_put(svg, "<path d=\"M@ @L@ @\"/>", label->from_x, label->from_y, label->to_x, label->to_y);
	}
	crm_svg_put(svg, l->keyed ? "</g>\n<g font-weight=\"bold\" font-size=\"@\">\n" : "</g>\n<g font-size=\"@\">\n",
				l->keyed ? CRM_NUMBER_SIZE : CRM_NAME_SIZE);
	for (int i = 0; i < l->named; i++)
	{
		if (l->label[i].placed)
			draw_label(l, svg, i);
		else if (l->label[i].width > 0)
			draw_on_circle(l, svg, i);
	}
	crm_svg_put(svg, "</g>\n");
}

static void
draw_key_row(const crm_layout *l, crm_svg *svg, int i, int y)
{
	const crm_bubble *b = &l->chart->bubble[i];
	const crm_class_look *look = &l->picture->look[l->picture->look_of(l->chart, b)];
	char		number[12];
	char		sales[CRM_FIGURE_TEXT];
	int			len = (int) (crm_print_figure(sales, b->size) - sales);

	snprintf(number, sizeof(number), "%d", i + 1);
	crm_svg_put(svg, "<text x=\"@\" y=\"@\" text-anchor=\"end\" font-weight=\"bold\">$</text>"
				"<circle cx=\"@\" cy=\"@\" r=\"4\" fill=\"$\" fill-opacity=\".6\" stroke=\"$\"/>"
				"<text x=\"@\" y=\"@\" text-anchor=\"end\">$</text>",
				CRM_WIDTH + KEY_NUMBER, y, number, CRM_WIDTH + KEY_DOT, y - 40, look->fill, look->dark,
				CRM_WIDTH + KEY_SALES, y, sales);
	crm_draw_name(svg, b->name, b->len, CRM_WIDTH + KEY_NAME, y, KEY_SIZE,
				  KEY_SALES - KEY_NAME - KEY_GAP - crm_text_width(sales, (size_t) len, KEY_SIZE), CRM_FROM_LEFT);
}

void
crm_draw_key(const crm_layout *l, crm_svg *svg)
{
	size_t		others = l->chart->n - (size_t) l->named;
	int			step = (CRM_HEIGHT - KEY_TOP - 2 * KEY_SIZE) / (l->named + 2);
	int			y = KEY_TOP;

	step = step > ROW_MOST ? ROW_MOST : step;
	crm_svg_put(svg, "<g font-size=\"@\">\n<g fill=\"" CRM_MUTED "\"><text x=\"@\" y=\"@\">Name</text>"
				"<text x=\"@\" y=\"@\" text-anchor=\"end\">Sales</text></g>\n",
				KEY_SIZE, CRM_WIDTH + KEY_NAME, y, CRM_WIDTH + KEY_SALES, y);
	for (int i = 0; i < l->named; i++)
		draw_key_row(l, svg, i, y += step);
	if (others > 0)
	{
		char		text[60];

		snprintf(text, sizeof(text), "and %zu smaller, without a number", others);
		crm_svg_put(svg, "<text x=\"@\" y=\"@\" fill=\"" CRM_MUTED "\">$</text>\n", CRM_WIDTH + KEY_NAME, y + step, text);
	}
	crm_svg_put(svg, "</g>\n");
}
