/*
 * Where everything of a picture is, in tenths of a pixel, and the parts of
 * drawing it.
 */
#ifndef CRM_PORTFOLIO_SVG_LAYOUT_H
#define CRM_PORTFOLIO_SVG_LAYOUT_H

#include "portfolio/svg_picture.h"
#include "portfolio/svg_place.h"

/* A key lists the bubbles that have a number, the largest. */
#define CRM_KEY_ROWS 40

#define CRM_WIDTH 9000
#define CRM_KEY_WIDTH 3000
#define CRM_HEIGHT 6300
#define CRM_NAME_SIZE 120
#define CRM_NAME_WIDTH 1500
#define CRM_NUMBER_SIZE 105
#define CRM_BASELINE 24			/* hundredths of a size, from the bottom of a line to what letters stand on */
/* Of what bold letters take, in hundredths of plain ones. */
#define CRM_BOLD 107

/* What labels and captions keep clear of: the rest are small, and very many of them would take long. */
#define CRM_CIRCLES_MOST 500

#define CRM_TEXT "#222222"
#define CRM_MUTED "#555555"

/* The name of a cell, in one of its corners; none where the cell has no room for it. */
typedef struct crm_caption
{
	bool		shown;
	bool		to_left;		/* x is where it ends */
	int			x,
				y;				/* of the baseline */
	int			size;
	crm_box		box;
} crm_caption;

typedef struct crm_layout
{
	const crm_chart *chart;
	const crm_picture *picture;
	bool		any_outside;
	bool		keyed;			/* numbers and a key instead of names */
	int			named;			/* bubbles that have a label, the first */
	crm_box		frame;			/* of the cells */
	crm_box		axes;			/* from place 0 to place 1 */
	double		largest;		/* sales, 0 where there are none */
	int			largest_r;
	crm_circle *circle;
	crm_spot   *spot;
	crm_label  *label;
	crm_caption caption[3][3];	/* by row, then by column */
} crm_layout;

extern int	crm_at_x(const crm_layout *l, double place);
extern int	crm_at_y(const crm_layout *l, double place);

/* Where a cell's sides are; from 0 for the first to picture->cells for the last. */
extern int	crm_side_x(const crm_layout *l, int side);
extern int	crm_side_y(const crm_layout *l, int side);

/* Sizes the circles and puts them where they belong; places the names, or else numbers. */
extern void crm_lay_out(crm_layout *l, crm_alloc alloc);

extern void crm_draw_frame(const crm_layout *l, crm_svg *svg);
extern void crm_draw_bubbles(const crm_layout *l, crm_svg *svg);
extern void crm_draw_labels(const crm_layout *l, crm_svg *svg);
extern void crm_draw_key(const crm_layout *l, crm_svg *svg);

/* Which of its points x is, whatever direction a text runs in. */
typedef enum crm_anchor
{
	CRM_FROM_LEFT,
	CRM_AROUND,
	CRM_TO_RIGHT
} crm_anchor;

/* A name on a baseline, shortened to a width. */
extern void crm_draw_name(crm_svg *svg, const char *name, size_t len, int x, int y, int size, int width, crm_anchor anchor);

#endif
