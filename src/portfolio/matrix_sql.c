/*
 * Classes, cells and strategies by the matrices of matrix.h.
 */
#include "core/compat.h"

#include "utils/builtins.h"

#include "core/check.h"
#include "core/enums.h"
#include "portfolio/matrix.h"
#include "portfolio/svg_state.h"

#define RETURN_ENUM(labels, n, place) \
	PG_RETURN_OID(crm_result_enum(fcinfo, labels, n)->label[place])

/* (growth, relative share, growth cut, share cut), of which none may be what the picture refuses */
CRM_FUNCTION(crm_bcg)
{
	crm_bubble	unit = {.y = crm_finite(PG_GETARG_FLOAT8(0), "growth"), .x = crm_finite(PG_GETARG_FLOAT8(1), "relative_share")};
	crm_chart	matrix = {
		.kind = CRM_CHART_BCG,
		.cut = {crm_finite(PG_GETARG_FLOAT8(2), "growth_cut"), crm_finite(PG_GETARG_FLOAT8(3), "share_cut")}
	};

	crm_check_chart(&matrix);
	crm_check_bubble(&matrix, &unit);
	RETURN_ENUM(crm_bcg_class_name, CRM_BCG_CLASSES,
				crm_bcg_class_of(unit.y >= matrix.cut[0], unit.x >= matrix.cut[1]));
}

/* (class, strong) */
CRM_FUNCTION(crm_class_strategy)
{
	crm_bcg_class class = crm_enum_place(PG_GETARG_OID(0), crm_bcg_class_name, CRM_BCG_CLASSES);

	RETURN_ENUM(crm_unit_strategy_name, CRM_UNIT_STRATEGIES, crm_unit_strategy_of(class, PG_GETARG_BOOL(1)));
}

/* A score from 1 to 5, or a line between such scores. */
static double
score(FunctionCallInfo fcinfo, int arg, const char *name)
{
	return crm_between(PG_GETARG_FLOAT8(arg), name, 1, 5, "crm.weighted_score gives such scores, from ratings of 1 to 5.");
}

static void
ascend(bool ascending, const char *low, const char *high)
{
	if (!ascending)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be below %s", low, high)));
}

/* (attractiveness, strength, low, high) */
CRM_FUNCTION(crm_grid_cell)
{
	double		attractiveness = score(fcinfo, 0, "attractiveness"),
				strength = score(fcinfo, 1, "strength"),
				low = score(fcinfo, 2, "low"),
				high = score(fcinfo, 3, "high");

	ascend(low < high, "low", "high");
	RETURN_ENUM(crm_grid_cell_name, CRM_GRID_CELLS,
				crm_grid_cell_of(crm_third_of(attractiveness, low, high), crm_third_of(strength, low, high)));
}

CRM_FUNCTION(crm_cell_zone)
{
	int			cell = crm_enum_place(PG_GETARG_OID(0), crm_grid_cell_name, CRM_GRID_CELLS);

	RETURN_ENUM(crm_grid_zone_name, CRM_GRID_ZONES, crm_grid_zone_of(cell));
}

CRM_FUNCTION(crm_cell_strategy)
{
	int			cell = crm_enum_place(PG_GETARG_OID(0), crm_grid_cell_name, CRM_GRID_CELLS);

	PG_RETURN_TEXT_P(cstring_to_text(crm_grid_strategy[cell]));
}

/* (new product, new market) */
CRM_FUNCTION(crm_ansoff)
{
	RETURN_ENUM(crm_ansoff_name, CRM_ANSOFF_STRATEGIES, PG_GETARG_BOOL(0) + 2 * PG_GETARG_BOOL(1));
}

/* (number of customers, margin, few, many, low, high) */
CRM_FUNCTION(crm_relationship_type)
{
	int64		customers = PG_GETARG_INT64(0),
				few = PG_GETARG_INT64(2),
				many = PG_GETARG_INT64(3);
	double		margin = crm_finite(PG_GETARG_FLOAT8(1), "margin"),
				low = crm_finite(PG_GETARG_FLOAT8(4), "low"),
				high = crm_finite(PG_GETARG_FLOAT8(5), "high");

	if (customers < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number_of_customers must not be negative")));
	ascend(few < many, "few", "many");
	ascend(low < high, "low", "high");
	RETURN_ENUM(crm_relationship_name, CRM_RELATIONSHIPS,
				crm_relationship_of(customers >= many ? CRM_HIGH : customers >= few ? CRM_MEDIUM : CRM_LOW,
									crm_third_of(margin, low, high)));
}

static double
degree(FunctionCallInfo fcinfo, int arg, const char *name)
{
	return crm_between(PG_GETARG_FLOAT8(arg), name, 0, 1, NULL);
}

/* (information, individualisation, information cut, individualisation cut) */
CRM_FUNCTION(crm_crm_strategy)
{
	double		information = degree(fcinfo, 0, "information"),
				individualisation = degree(fcinfo, 1, "individualisation"),
				information_cut = degree(fcinfo, 2, "information_cut"),
				individualisation_cut = degree(fcinfo, 3, "individualisation_cut");

	RETURN_ENUM(crm_crm_strategy_name, CRM_CRM_STRATEGIES,
				(information >= information_cut) + 2 * (individualisation >= individualisation_cut));
}
