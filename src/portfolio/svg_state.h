/*
 * crm.chart in the server. The open form, of a running aggregate, has the
 * bytes of a chart whose bubbles are in no order, with slack behind them.
 */
#ifndef CRM_PORTFOLIO_SVG_STATE_H
#define CRM_PORTFOLIO_SVG_STATE_H

#include "core/compat.h"

#include "portfolio/svg_chart.h"

#define CRM_CHART_OPEN 0x81		/* in the place of the version */

typedef struct crm_open_chart
{
	int32		vl_len_;		/* the capacity: slack included */
	uint8		form;			/* CRM_CHART_OPEN */
	uint8		unused[3];
	uint32		used;
	uint8		bytes[FLEXIBLE_ARRAY_MEMBER];
} crm_open_chart;

typedef struct crm_chart_bytes
{
	const uint8 *data;
	const uint8 *end;
} crm_chart_bytes;

/* The bytes of a chart in whatever form, and its head; the bubbles begin at *bubbles. */
extern crm_chart_bytes crm_read_chart(Datum datum, crm_chart *chart, const uint8 **bubbles);

/* A canonical chart of these bytes, whose bubbles may be in any order. */
extern struct varlena *crm_make_chart(const uint8 *bytes, Size len);

/* Each raises 22023 for a cut or number that cannot be drawn, naming it. */
extern void crm_check_chart(const crm_chart *chart);
extern void crm_check_bubble(const crm_chart *chart, const crm_bubble *bubble);

/* Any size; the caller's memory context. */
extern void *crm_chart_alloc(size_t size);

/* For a picture or a text: raises 54000 where it passes 1 GB. */
extern char *crm_chart_grow(char *data, size_t need, size_t *room);

extern void crm_chart_too_large(void) __attribute__((noreturn));

#endif
