#include "portfolio/svg_place.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "core/tick.h"

#define GAP 30
#define BETWEEN 35
#define DIRECTIONS 16

/* From here on a label needs a line to its circle. */
#define LEADER_FROM 60

/* How far the near side of a label is from its circle, in turn. */
static const int distance[] = {GAP, 100, 180, 280, 400, 540, 700, 880};

/* cos and sin of sixteenths of a turn: right, left, above, below, then what is between. */
static const double direction[DIRECTIONS][2] = {
	{1, 0}, {-1, 0}, {0, -1}, {0, 1},
	{0.70710678, -0.70710678}, {-0.70710678, -0.70710678}, {0.70710678, 0.70710678}, {-0.70710678, 0.70710678},
	{0.92387953, -0.38268343}, {0.92387953, 0.38268343}, {-0.92387953, -0.38268343}, {-0.92387953, 0.38268343},
	{0.38268343, -0.92387953}, {-0.38268343, -0.92387953}, {0.38268343, 0.92387953}, {-0.38268343, 0.92387953}
};

static inline int
clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

static bool
boxes_meet(const crm_box *a, const crm_box *b)
{
	return a->left < b->right + BETWEEN && b->left < a->right + BETWEEN &&
		a->top < b->bottom + BETWEEN && b->top < a->bottom + BETWEEN;
}

static bool
meets_circle(const crm_box *box, const crm_circle *c)
{
	int64_t		dx = clamp(c->x, box->left, box->right) - c->x;
	int64_t		dy = clamp(c->y, box->top, box->bottom) - c->y;
	int64_t		r = c->r + GAP / 2;

	return dx * dx + dy * dy < r * r;
}

bool
crm_box_is_clear(const crm_box *box, const crm_circle *circle, int n)
{
	for (int i = 0; i < n; i++)
		if (meets_circle(box, &circle[i]))
			return false;
	return true;
}

/* Does the line from (ax, ay) to (bx, by) pass through the box? It is cut at each side in turn. */
static bool
line_meets_box(int ax, int ay, int bx, int by, const crm_box *box)
{
	double		from = 0,
				to = 1;
	double		d[2] = {bx - ax, by - ay};
	double		near[2] = {box->left - BETWEEN - ax, box->top - BETWEEN - ay};
	double		far[2] = {box->right + BETWEEN - ax, box->bottom + BETWEEN - ay};

	for (int i = 0; i < 2; i++)
	{
		double		enter,
					leave;

		if (d[i] == 0)
		{
			if (near[i] > 0 || far[i] < 0)
				return false;
			continue;
		}
		enter = (d[i] > 0 ? near[i] : far[i]) / d[i];
		leave = (d[i] > 0 ? far[i] : near[i]) / d[i];
		from = enter > from ? enter : from;
		to = leave < to ? leave : to;
	}
	return from <= to;
}

static bool
line_meets_circle(const crm_label *line, const crm_circle *c)
{
	double		dx = line->to_x - line->from_x,
				dy = line->to_y - line->from_y;
	double		length = dx * dx + dy * dy;
	double		t = length > 0 ? ((c->x - line->from_x) * dx + (c->y - line->from_y) * dy) / length : 0;
	double		x,
				y;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	x = line->from_x + t * dx - c->x;
	y = line->from_y + t * dy - c->y;
	return x * x + y * y < (double) c->r * c->r;
}

static bool
lines_cross(const crm_label *a, const crm_label *b)
{
	int64_t		ax = a->to_x - a->from_x,
				ay = a->to_y - a->from_y,
				bx = b->to_x - b->from_x,
				by = b->to_y - b->from_y;
	int64_t		b_from = ax * (b->from_y - a->from_y) - ay * (b->from_x - a->from_x);
	int64_t		b_to = ax * (b->to_y - a->from_y) - ay * (b->to_x - a->from_x);
	int64_t		a_from = bx * (a->from_y - b->from_y) - by * (a->from_x - b->from_x);
	int64_t		a_to = bx * (a->to_y - b->from_y) - by * (a->to_x - b->from_x);

	return (b_from < 0) != (b_to < 0) && (a_from < 0) != (a_to < 0);
}

/* Is this place of label i free? A label within its circle shall not be covered by a smaller one. */
static bool
is_free(const crm_places *p, int i, const crm_label *l, bool inside, bool cover)
{
	const crm_box *b = &l->box;

	if (b->left < p->bounds.left || b->right > p->bounds.right || b->top < p->bounds.top || b->bottom > p->bounds.bottom)
		return false;
	for (int k = 0; k < p->ntaken; k++)
		if (boxes_meet(b, &p->taken[k]))
			return false;
	for (int k = 0; k < i; k++)
	{
		const crm_label *other = &p->label[k];

		if (!other->placed)
			continue;
		if (boxes_meet(b, &other->box) ||
			(l->leader && line_meets_box(l->from_x, l->from_y, l->to_x, l->to_y, &other->box)) ||
			(other->leader && line_meets_box(other->from_x, other->from_y, other->to_x, other->to_y, b)) ||
			(l->leader && other->leader && lines_cross(l, other)))
			return false;
	}
	for (int k = 0; k < p->circles && !cover; k++)
		if ((k != i || !inside) && meets_circle(b, &p->circle[k]))
			return false;
	for (int k = 0; k < p->circles && l->leader && !cover; k++)
		if (k != i && line_meets_circle(l, &p->circle[k]))
			return false;
	return true;
}

static bool
avoids(const crm_places *p, const crm_box *box)
{
	for (int i = 0; i < p->navoid; i++)
		if (boxes_meet(box, &p->avoid[i]))
			return false;
	return true;
}

static void
centre(crm_label *l, int x, int y)
{
	l->box = (crm_box) {x - l->width / 2, y - l->height / 2, x - l->width / 2 + l->width, y - l->height / 2 + l->height};
}

/* Beside the circle, `away` from it in this direction. */
static void
put_beside(crm_label *l, const crm_circle *c, const double *to, int away)
{
	int			reach = c->r + away;
	int			x = c->x + (int) (to[0] * reach),
				y = c->y + (int) (to[1] * reach);

	/* What lies at (x, y) is the middle of a side, or the near side's end. */
	x += to[0] > 0 ? l->width / 2 : to[0] < 0 ? -l->width / 2 : 0;
	y += (int) (l->height / 2 * to[1]);
	centre(l, x, y);
	l->leader = away > LEADER_FROM;
	if (l->leader)
	{
		double		dx,
					dy,
					length;

		l->to_x = clamp(c->x, l->box.left, l->box.right);
		l->to_y = clamp(c->y, l->box.top, l->box.bottom);
		dx = l->to_x - c->x;
		dy = l->to_y - c->y;
		length = sqrt(dx * dx + dy * dy);
		if (length < 1)
			length = 1;
		l->from_x = c->x + (int) (dx / length * c->r);
		l->from_y = c->y + (int) (dy / length * c->r);
	}
}

static bool
fits_inside(const crm_label *l, const crm_circle *c)
{
	int64_t		w = l->width / 2,
				h = l->height / 2 - 10,
				r = c->r - 20;

	return r > 0 && w * w + h * h <= r * r;
}

static bool
place(crm_places *p, int i, bool cover)
{
	crm_label  *l = &p->label[i];
	const crm_circle *c = &p->circle[i];

	l->leader = false;
	centre(l, c->x, c->y);
	if (fits_inside(l, c) && is_free(p, i, l, true, cover))
		return true;
	for (int k = 0; k < DIRECTIONS; k++)
	{
		put_beside(l, c, direction[k], GAP);
		if (avoids(p, &l->box) && is_free(p, i, l, false, cover))
			return true;
	}
	for (size_t d = 0; d < sizeof(distance) / sizeof(distance[0]); d++)
		for (int k = 0; k < DIRECTIONS; k++)
		{
			put_beside(l, c, direction[k], distance[d]);
			if (is_free(p, i, l, false, cover))
				return true;
		}
	return false;
}

int
crm_place_labels(crm_places *p, bool cover)
{
	int			without = 0;

	for (int i = 0; i < p->labels; i++)
	{
		crm_tick();
		p->label[i].placed = false;
		if (p->label[i].width == 0)
			continue;
		p->label[i].placed = place(p, i, false) || (cover && place(p, i, true));
		without += !p->label[i].placed;
	}
	return without;
}
