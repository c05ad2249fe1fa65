#include "portfolio/matrix.h"

const char *const crm_bcg_class_name[CRM_BCG_CLASSES] = {"star", "question_mark", "cash_cow", "dog"};

crm_bcg_class
crm_bcg_class_of(bool high_growth, bool high_share)
{
	if (high_growth)
		return high_share ? CRM_STAR : CRM_QUESTION_MARK;
	return high_share ? CRM_CASH_COW : CRM_DOG;
}

const char *const crm_unit_strategy_name[CRM_UNIT_STRATEGIES] = {"build", "hold", "harvest", "divest"};

crm_unit_strategy
crm_unit_strategy_of(crm_bcg_class class, bool strong)
{
	switch (class)
	{
		case CRM_STAR:
			return CRM_BUILD;
		case CRM_QUESTION_MARK:
			return strong ? CRM_BUILD : CRM_DIVEST;
		case CRM_CASH_COW:
			return strong ? CRM_HOLD : CRM_HARVEST;
		case CRM_DOG:
			break;
	}
	return strong ? CRM_HARVEST : CRM_DIVEST;
}

const char *const crm_grid_cell_name[CRM_GRID_CELLS] = {
	"high_high", "high_medium", "high_low",
	"medium_high", "medium_medium", "medium_low",
	"low_high", "low_medium", "low_low"
};

const char *const crm_grid_strategy[CRM_GRID_CELLS] = {
	"protect position", "invest to build", "build selectively",
	"build selectively", "selectivity, manage for earnings", "limited expansion or harvest",
	"protect and refocus", "manage for earnings", "divest"
};

const char *const crm_grid_zone_name[CRM_GRID_ZONES] = {"invest", "selectivity", "harvest"};

crm_grid_zone
crm_grid_zone_of(int cell)
{
	int			steps = cell / CRM_THIRDS + cell % CRM_THIRDS;	/* away from the best cell */

	return steps < 2 ? CRM_ZONE_INVEST : steps == 2 ? CRM_ZONE_SELECTIVITY : CRM_ZONE_HARVEST;
}

const char *const crm_ansoff_name[CRM_ANSOFF_STRATEGIES] = {
	"market_penetration", "product_development", "market_development", "diversification"
};

const char *const crm_relationship_name[CRM_RELATIONSHIPS] = {
	"basic", "reactive", "accountable", "proactive", "partnership"
};

/* Fewer customers and a higher margin each raise it by a step. */
int
crm_relationship_of(crm_third customers, crm_third margin)
{
	return (CRM_HIGH - customers) + margin;
}

const char *const crm_crm_strategy_name[CRM_CRM_STRATEGIES] = {
	"product_sales", "customer_marketing", "service_support", "individual_relationship"
};
