/*
 * What the picture of a nine-cell grid has room for, on any scale of rating.
 */
#ifndef CRM_PORTFOLIO_GRID_SVG_H
#define CRM_PORTFOLIO_GRID_SVG_H

#define CRM_RATING_DRAWN_MAX 1000.0

#define CRM_GRID_LOW_DEFAULT 2.33
#define CRM_GRID_HIGH_DEFAULT 3.67

#endif
