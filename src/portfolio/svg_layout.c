#include "portfolio/svg_layout.h"

#include <math.h>
#include <string.h>

#include "core/tick.h"
#include "portfolio/svg_text.h"

#define PI 3.14159265358979323846
#define TICK_EVERY 0xffff

#define FRAME_LEFT 850
#define FRAME_RIGHT 8350
#define FRAME_TOP 900
#define FRAME_BOTTOM 5500

#define RADIUS_MOST 460
#define RADIUS_LEAST 30

/* Of the frame, that all bubbles together may cover. */
#define COVERED 0.12

/* More names than this are not even tried. */
#define NAMES_MOST 24

#define LABEL_PAD 40
#define CAPTION_SIZE_2 140		/* of 2 x 2 cells, of 3 x 3 */
#define CAPTION_SIZE_3 115
#define CAPTION_PAD 90
#define CAPTION_CLEAR 50

int
crm_side_x(const crm_layout *l, int side)
{
	return side == 0 ? l->frame.left : side == l->picture->cells ? l->frame.right : crm_at_x(l, l->picture->x_cut[side - 1].place);
}

int
crm_side_y(const crm_layout *l, int side)
{
	return side == 0 ? l->frame.bottom : side == l->picture->cells ? l->frame.top : crm_at_y(l, l->picture->y_cut[side - 1].place);
}

int
crm_at_x(const crm_layout *l, double place)
{
	return l->axes.left + crm_round(place * (l->axes.right - l->axes.left));
}

int
crm_at_y(const crm_layout *l, double place)
{
	return l->axes.bottom - crm_round(place * (l->axes.bottom - l->axes.top));
}

static double
share_of_largest(const crm_layout *l, size_t i)
{
	return l->largest > 0 ? l->chart->bubble[i].size / l->largest : 0;
}

/* Area goes with sales, down to a dot. */
static void
size_circles(crm_layout *l)
{
	double		sum = 0;
	double		frame = (double) (FRAME_RIGHT - FRAME_LEFT) * (FRAME_BOTTOM - FRAME_TOP);
	double		radius = RADIUS_MOST;

	for (size_t i = 0; i < l->chart->n; i++)
		sum += share_of_largest(l, i);
	if (sum > 0 && PI * radius * radius * sum > COVERED * frame)
		radius = sqrt(COVERED * frame / (PI * sum));
	l->largest_r = crm_round(radius < RADIUS_LEAST ? RADIUS_LEAST : radius);
	for (size_t i = 0; i < l->chart->n; i++)
	{
		int			r = crm_round(radius * sqrt(share_of_largest(l, i)));

		l->circle[i].r = r < RADIUS_LEAST ? RADIUS_LEAST : r;
	}
}

static void
put_circles(crm_layout *l)
{
	for (size_t i = 0; i < l->chart->n; i++)
	{
		l->circle[i].x = crm_at_x(l, l->spot[i].x);
		l->circle[i].y = crm_at_y(l, l->spot[i].y);
	}
}

static int
most(int a, int b)
{
	return a > b ? a : b;
}

/* The axes end where the bubbles at their ends still are within the frame. */
static void
fit_axes(crm_layout *l)
{
	crm_box		over = {0, 0, 0, 0};

	l->frame = l->axes = (crm_box) {FRAME_LEFT, FRAME_TOP, FRAME_RIGHT, FRAME_BOTTOM};
	put_circles(l);
	for (size_t i = 0; i < l->chart->n; i++)
	{
		const crm_circle *c = &l->circle[i];

		over.left = most(over.left, l->frame.left - (c->x - c->r));
		over.right = most(over.right, c->x + c->r - l->frame.right);
		over.top = most(over.top, l->frame.top - (c->y - c->r));
		over.bottom = most(over.bottom, c->y + c->r - l->frame.bottom);
	}
	l->axes.left += over.left;
	l->axes.right -= over.right;
	l->axes.top += over.top;
	l->axes.bottom -= over.bottom;
	put_circles(l);
}

static int
first_circles(const crm_layout *l)
{
	return l->chart->n < CRM_CIRCLES_MOST ? (int) l->chart->n : CRM_CIRCLES_MOST;
}

static void
put_caption(const crm_layout *l, int row, int column, bool at_top, bool at_left, crm_caption *c)
{
	const char *name = l->picture->cell_name[row][column];
	int			width,
				left = crm_side_x(l, column),
				right = crm_side_x(l, column + 1),
				bottom = crm_side_y(l, row),
				top = crm_side_y(l, row + 1);

	c->size = l->picture->cells == 2 ? CAPTION_SIZE_2 : CAPTION_SIZE_3;
	width = crm_text_width(name, strlen(name), c->size) * CRM_BOLD / 100;
	c->to_left = !at_left;
	c->x = at_left ? left + CAPTION_PAD : right - CAPTION_PAD;
	c->box.left = at_left ? c->x : c->x - width;
	c->box.right = c->box.left + width;
	c->box.top = at_top ? top + CAPTION_PAD : bottom - CAPTION_PAD - c->size;
	c->box.bottom = c->box.top + c->size;
	c->y = c->box.bottom - c->size * CRM_BASELINE / 100;
	c->shown = width + 2 * CAPTION_PAD <= right - left && c->size + 2 * CAPTION_PAD <= bottom - top;
}

/* In the outer corner of four cells, the upper left one of nine; in another if a circle is there. */
static void
put_captions(crm_layout *l)
{
	bool		four = l->picture->cells == 2;

	for (int row = 0; row < l->picture->cells; row++)
		for (int column = 0; column < l->picture->cells; column++)
		{
			bool		top = !four || row == 1,
						left = !four || column == 0;
			crm_caption *c = &l->caption[row][column];
			crm_box		around;

			for (int corner = 0; corner < 4; corner++)
			{
				put_caption(l, row, column, top ^ (corner >> 1), left ^ (corner & 1), c);
				/* With room around it: it is not the label of what is beside it. */
				around = (crm_box) {
					c->box.left - CAPTION_CLEAR, c->box.top - CAPTION_CLEAR,
					c->box.right + CAPTION_CLEAR, c->box.bottom + CAPTION_CLEAR
				};
				if (crm_box_is_clear(&around, l->circle, first_circles(l)))
					break;
				if (corner == 3)
					put_caption(l, row, column, top, left, c);
			}
		}
}

static void
ask_for_names(crm_layout *l)
{
	l->keyed = false;
	l->named = (int) l->chart->n;
	for (int i = 0; i < l->named; i++)
	{
		int			width = crm_text_width(l->chart->bubble[i].name, l->chart->bubble[i].len, CRM_NAME_SIZE);

		l->label[i].width = width > CRM_NAME_WIDTH ? CRM_NAME_WIDTH : width;
		l->label[i].height = CRM_NAME_SIZE;
	}
}

static void
ask_for_numbers(crm_layout *l)
{
	l->keyed = true;
	l->named = l->chart->n < CRM_KEY_ROWS ? (int) l->chart->n : CRM_KEY_ROWS;
	for (int i = 0; i < l->named; i++)
	{
		l->label[i].width = crm_text_width("00", i + 1 < 10 ? 1 : 2, CRM_NUMBER_SIZE);
		l->label[i].height = CRM_NUMBER_SIZE;
	}
}

/* Captions are in the way of labels; cuts are to be avoided. */
static int
place_labels(crm_layout *l, bool cover)
{
	crm_box		captions[9];
	crm_box		cuts[4];
	const crm_box *f = &l->frame;
	crm_places	places = {
		.bounds = {f->left + LABEL_PAD, f->top + LABEL_PAD, f->right - LABEL_PAD, f->bottom - LABEL_PAD},
		.circle = l->circle,
		.circles = first_circles(l),
		.taken = captions,
		.avoid = cuts,
		.label = l->label,
		.labels = l->named
	};

	for (int row = 0; row < l->picture->cells; row++)
		for (int column = 0; column < l->picture->cells; column++)
			if (l->caption[row][column].shown)
				captions[places.ntaken++] = l->caption[row][column].box;
	for (int side = 1; side < l->picture->cells; side++)
	{
		int			x = crm_side_x(l, side),
					y = crm_side_y(l, side);

		cuts[places.navoid++] = (crm_box) {x, f->top, x, f->bottom};
		cuts[places.navoid++] = (crm_box) {f->left, y, f->right, y};
	}
	return crm_place_labels(&places, cover);
}

void
crm_lay_out(crm_layout *l, crm_alloc alloc)
{
	size_t		n = l->chart->n;
	
	l->circle = alloc((n + 1) * sizeof(crm_circle));
	l->spot = alloc((n + 1) * sizeof(crm_spot));
	l->label = alloc(CRM_KEY_ROWS * sizeof(crm_label));
	l->largest = n > 0 ? l->chart->bubble[0].size : 0;
	for (size_t i = 0; i < n; i++)
	{
		l->spot[i] = l->picture->spot(l->picture, &l->chart->bubble[i]);
		l->any_outside |= l->spot[i].outside;
		if ((i & TICK_EVERY) == 0)
			crm_tick();
	}
	size_circles(l);
	fit_axes(l);
	put_captions(l);
	if (n <= NAMES_MOST)
	{
		ask_for_names(l);
		if (place_labels(l, false) == 0)
			return;
	}
	ask_for_numbers(l);
	place_labels(l, true);
}
