/*
 * SVG as it is written: ASCII only, so that it is the same bytes in a database
 * of any encoding and stays well-formed wherever it is pasted. Coordinates are
 * whole tenths of a pixel.
 */
#ifndef CRM_PORTFOLIO_SVG_OUT_H
#define CRM_PORTFOLIO_SVG_OUT_H

#include <stddef.h>

typedef struct crm_svg
{
	char	   *data;			/* NULL before anything is written */
	size_t		len;
	size_t		room;
	/* data with room for at least `need`, and how much that is; does not return without it */
	char	   *(*grow) (char *data, size_t need, size_t *room);
} crm_svg;

/*
 * Writes a pattern of markup, in which @ stands for an int of tenths and $ for
 * a string that is markup already.
 */
extern void crm_svg_put(crm_svg *svg, const char *pattern, ...);

/* Writes bytes as they are. */
extern void crm_svg_append(crm_svg *svg, const char *bytes, size_t len);

/* Writes a cleaned name as character data. */
extern void crm_svg_text(crm_svg *svg, const char *name, size_t len);

#endif
