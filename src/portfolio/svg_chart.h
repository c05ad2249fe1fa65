/*
 * The bytes of the type crm.chart, the state and partial result of bcg_svg and
 * grid_svg:
 *
 *   version (1)  kind  two cuts  title
 *   of each bubble: name  y  x  decimals (1)  sales
 *
 * A cut, x or y is a double of 8 bytes; a title or name is its length (LEB128)
 * and cleaned UTF-8; sales are units of 10^-decimals, zigzag LEB128. In the
 * canonical form bubbles are in the order of their bytes.
 */
#ifndef CRM_PORTFOLIO_SVG_CHART_H
#define CRM_PORTFOLIO_SVG_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/varint.h"
#include "portfolio/svg_picture.h"

#define CRM_CHART_VERSION 1

/* Room for a head with a title of this length, and for a bubble with such a name. */
#define CRM_CHART_HEAD(title) (2 + 2 * 8 + CRM_VARINT64_MAX + (title))
#define CRM_CHART_BUBBLE(name) (CRM_VARINT64_MAX + (name) + 2 * 8 + 1 + CRM_VARINT128_MAX)

extern uint8_t *crm_put_chart_head(uint8_t *p, const crm_chart *chart);
extern uint8_t *crm_put_bubble(uint8_t *p, const crm_bubble *bubble);

/*
 * Each reads what begins at p, whose names stay where they are, and returns
 * the place after it; NULL where it is none, or not written as above.
 */
extern const uint8_t *crm_get_chart_head(const uint8_t *p, const uint8_t *end, crm_chart *chart);
extern const uint8_t *crm_get_bubble(const uint8_t *p, const uint8_t *end, crm_bubble *bubble);

/* How many bubbles follow a head. */
extern size_t crm_count_bubbles(const uint8_t *p, const uint8_t *end);

/* Puts the bubbles between p and end in order. Takes memory for them; it is the caller's. */
extern void crm_sort_bubbles(uint8_t *p, const uint8_t *end, crm_alloc alloc);

/*
 * What keeps a chart, or a bubble on it, from being drawn, as the name of the
 * number at fault and what it has to be; NULL for nothing.
 */
typedef struct crm_chart_rule
{
	const char *name;
	double		value;
	const char *must;			/* what stands before the value, and behind it */
	const char *end;
	const char *hint;
} crm_chart_rule;

extern bool crm_chart_breaks(const crm_chart *chart, crm_chart_rule *rule);
extern bool crm_bubble_breaks(const crm_chart *chart, const crm_bubble *bubble, crm_chart_rule *rule);

/*
 * What is wrong with untrusted bytes, or NULL: they are to be the canonical
 * form of a chart that can be drawn. `scratch` has room for 3 times their length.
 */
extern const char *crm_chart_fault(const uint8_t *bytes, size_t len, char *scratch);

#endif
