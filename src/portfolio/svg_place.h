/*
 * Where labels go: beside their circles, clear of each other, of circles and
 * of what else is in the way. All lengths are tenths of a pixel.
 */
#ifndef CRM_PORTFOLIO_SVG_PLACE_H
#define CRM_PORTFOLIO_SVG_PLACE_H

#include <stdbool.h>

typedef struct crm_circle
{
	int			x,
				y,
				r;
} crm_circle;

typedef struct crm_box
{
	int			left,
				top,
				right,
				bottom;
} crm_box;

typedef struct crm_label
{
	int			width,			/* what is asked for; 0 for no label */
				height;
	bool		placed;
	bool		leader;			/* with a line to its circle, from (from_x, from_y) to (to_x, to_y) */
	crm_box		box;
	int			from_x,
				from_y,
				to_x,
				to_y;
} crm_label;

typedef struct crm_places
{
	crm_box		bounds;
	const crm_circle *circle;	/* those that are labelled come first */
	int			circles;
	const crm_box *taken;
	int			ntaken;
	const crm_box *avoid;		/* only beside the circle, where there is a choice */
	int			navoid;
	crm_label  *label;
	int			labels;
} crm_places;

/* Does no circle come near the box? */
extern bool crm_box_is_clear(const crm_box *box, const crm_circle *circle, int n);

/*
 * Places the labels in turn and returns how many found no place. Where `cover`,
 * they may lie over circles that are not theirs, if nothing else is left.
 */
extern int	crm_place_labels(crm_places *p, bool cover);

#endif
