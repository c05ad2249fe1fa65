/*
 * What the picture of a growth-share matrix has room for. Values beyond are
 * drawn at its edge.
 */
#ifndef CRM_PORTFOLIO_BCG_SVG_H
#define CRM_PORTFOLIO_BCG_SVG_H

#define CRM_GROWTH_DRAWN_MIN (-0.5)
#define CRM_GROWTH_DRAWN_MAX 1.0
#define CRM_SHARE_DRAWN_MIN 0.01
#define CRM_SHARE_DRAWN_MAX 100.0

#define CRM_GROWTH_CUT_DEFAULT 0.10
#define CRM_SHARE_CUT_DEFAULT 1.0

#endif
