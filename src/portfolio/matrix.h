/*
 * The matrices that strategists sort business units, growth and customers
 * into. On a line counts as beyond it, in each of them.
 */
#ifndef CRM_PORTFOLIO_MATRIX_H
#define CRM_PORTFOLIO_MATRIX_H

#include <stdbool.h>
#include <stdint.h>

/* The growth-share matrix */
typedef enum crm_bcg_class
{
	CRM_STAR, CRM_QUESTION_MARK, CRM_CASH_COW, CRM_DOG
} crm_bcg_class;

#define CRM_BCG_CLASSES 4
extern const char *const crm_bcg_class_name[CRM_BCG_CLASSES];

extern crm_bcg_class crm_bcg_class_of(bool high_growth, bool high_share);

/* What to do with a business unit */
typedef enum crm_unit_strategy
{
	CRM_BUILD, CRM_HOLD, CRM_HARVEST, CRM_DIVEST
} crm_unit_strategy;

#define CRM_UNIT_STRATEGIES 4
extern const char *const crm_unit_strategy_name[CRM_UNIT_STRATEGIES];

extern crm_unit_strategy crm_unit_strategy_of(crm_bcg_class class, bool strong);

/* A third of an axis */
typedef enum crm_third
{
	CRM_LOW, CRM_MEDIUM, CRM_HIGH
} crm_third;

#define CRM_THIRDS 3

static inline crm_third
crm_third_of(double value, double low, double high)
{
	return value >= high ? CRM_HIGH : value >= low ? CRM_MEDIUM : CRM_LOW;
}

/* The grid of nine cells, of attractiveness and then strength, the high first */
#define CRM_GRID_CELLS 9
extern const char *const crm_grid_cell_name[CRM_GRID_CELLS];
extern const char *const crm_grid_strategy[CRM_GRID_CELLS];

static inline int
crm_grid_cell_of(crm_third attractiveness, crm_third strength)
{
	return CRM_THIRDS * (CRM_HIGH - attractiveness) + (CRM_HIGH - strength);
}

/* The zones lie along the diagonal of the grid. */
typedef enum crm_grid_zone
{
	CRM_ZONE_INVEST, CRM_ZONE_SELECTIVITY, CRM_ZONE_HARVEST
} crm_grid_zone;

#define CRM_GRID_ZONES 3
extern const char *const crm_grid_zone_name[CRM_GRID_ZONES];

extern crm_grid_zone crm_grid_zone_of(int cell);

/* Ansoff's growth of products and markets: old and new product, times two for a new market */
#define CRM_ANSOFF_STRATEGIES 4
extern const char *const crm_ansoff_name[CRM_ANSOFF_STRATEGIES];

/* The relationship that a number of customers and their margin bear */
#define CRM_RELATIONSHIPS 5
extern const char *const crm_relationship_name[CRM_RELATIONSHIPS];

extern int	crm_relationship_of(crm_third customers, crm_third margin);

/* The CRM strategy: little and complete information, times two for individualisation */
#define CRM_CRM_STRATEGIES 4
extern const char *const crm_crm_strategy_name[CRM_CRM_STRATEGIES];

#endif
