/*
 * A chart as text, ASCII only:
 *
 *   {"chart": "bcg", "cuts": [0.1, 1], "title": "...",
 *    "bubbles": [["name", y, x, sales], ...]}
 *
 * Names are JSON strings; what is not ASCII is written \uXXXX.
 */
#ifndef CRM_PORTFOLIO_SVG_CHART_TEXT_H
#define CRM_PORTFOLIO_SVG_CHART_TEXT_H

#include "core/number.h"
#include "portfolio/svg_chart.h"

/* Writes the text of these bytes of a chart, and a terminator. */
extern void crm_chart_print(crm_svg *out, const uint8_t *bytes, size_t len);

/*
 * Reads the text into bytes whose form is right, but not the order of bubbles;
 * false where it is none.
 */
extern bool crm_chart_scan(crm_scan *s, crm_svg *bytes, crm_alloc alloc);

#endif
