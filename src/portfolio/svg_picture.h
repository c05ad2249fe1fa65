/*
 * A chart of a portfolio, and the picture that is made of it.
 */
#ifndef CRM_PORTFOLIO_SVG_PICTURE_H
#define CRM_PORTFOLIO_SVG_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/alloc.h"
#include "core/money.h"
#include "portfolio/svg_out.h"
#include "portfolio/svg_scale.h"

typedef enum crm_chart_kind
{
	CRM_CHART_BCG,				/* x: relative share, y: growth; cuts: of growth, of share */
	CRM_CHART_GRID,				/* x: strength, y: attractiveness; cuts: low, high */
	CRM_CHART_KINDS
} crm_chart_kind;

typedef struct crm_bubble
{
	const char *name;			/* cleaned */
	size_t		len;
	double		x;
	double		y;
	crm_money	sales;
	double		size;			/* sales, of a chart that is drawn */
} crm_bubble;

typedef struct crm_chart
{
	crm_chart_kind kind;
	double		cut[2];
	const char *title;			/* cleaned */
	size_t		title_len;
	crm_bubble *bubble;
	size_t		n;
} crm_chart;

#define CRM_PICTURE_TICKS 16
#define CRM_TICK_TEXT 24
#define CRM_NUMBERS_TEXT 200
#define CRM_CELL_TEXT 40

typedef struct crm_tick_mark
{
	double		place;
	char		text[CRM_TICK_TEXT];
} crm_tick_mark;

/* What is drawn alike: bubbles of a quadrant or of a zone. */
typedef struct crm_class_look
{
	const char *name;			/* of one unit, as screen readers say it */
	const char *fill;
	const char *dark;			/* for lines and text */
} crm_class_look;

/* A bubble's place, and whether its true place is outside of the axes. */
typedef struct crm_spot
{
	double		x,
				y;
	bool		outside;
} crm_spot;

/*
 * What one kind of chart decides. Places go from 0 to 1, from left to right
 * and from bottom to top; cells are counted in this way too.
 */
typedef struct crm_picture
{
	const char *x_title;
	const char *y_title;
	int			cells;			/* along each side: 2 or 3 */
	crm_tick_mark x_cut[2],		/* one less than cells */
				y_cut[2];
	int			x_ticks,
				y_ticks;
	crm_tick_mark x_tick[CRM_PICTURE_TICKS],
				y_tick[CRM_PICTURE_TICKS];
	char		cell_name[3][3][CRM_CELL_TEXT];	/* by row, then by column */
	int			cell_look[3][3];
	const crm_class_look *look;

	crm_log_axis x_log;			/* of a growth-share matrix */
	crm_linear_axis x_axis,		/* of a grid */
				y_axis;
	crm_spot	(*spot) (const struct crm_picture *picture, const crm_bubble *bubble);
	int			(*look_of) (const crm_chart *chart, const crm_bubble *bubble);
	/* The numbers of a bubble but its sales, as markup */
	void		(*numbers) (const crm_bubble *bubble, char *out);
} crm_picture;

extern void crm_bcg_picture(const crm_chart *chart, crm_picture *picture);
extern void crm_grid_picture(const crm_chart *chart, crm_picture *picture);

/* What each kind of chart is called. */
extern const char *const crm_chart_heading[CRM_CHART_KINDS];

/* Draws the chart, whose bubbles it puts into the order of drawing. */
extern void crm_draw_chart(crm_chart *chart, crm_svg *svg, crm_alloc alloc);

/* Least and greatest of what the bubbles have on an axis, and of one number more. */
extern void crm_extend(double value, double *low, double *high);

#endif
