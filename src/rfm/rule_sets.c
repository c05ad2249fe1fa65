/*
 * The shipped rule sets. doc/rfm.md says where each comes from and what
 * check_rules finds in it.
 */
#include "rfm/segment.h"

#include <math.h>

#define ANY -INFINITY
#define UP INFINITY
#define RF(name, r1, r2, f1, f2) {name, {r1, f1, ANY, ANY}, {r2, f2, UP, UP}}
#define RFM(name, r1, r2, f1, f2, m1, m2) {name, {r1, f1, m1, ANY}, {r2, f2, m2, UP}}
#define R_FM(name, r1, r2, fm1, fm2) {name, {r1, ANY, ANY, fm1}, {r2, UP, UP, fm2}}

/* The common R x F map: every score in one segment. */
static const crm_rule rf_map[] = {
	RF("Champions", 5, 5, 4, 5),
	RF("Loyal", 3, 4, 4, 5),
	RF("Potential Loyalists", 4, 5, 2, 3),
	RF("New", 5, 5, 1, 1),
	RF("Promising", 4, 4, 1, 1),
	RF("Need Attention", 3, 3, 3, 3),
	RF("About To Sleep", 3, 3, 1, 2),
	RF("Can't Lose", 1, 2, 5, 5),
	RF("At Risk", 1, 2, 3, 4),
	RF("Hibernating", 1, 2, 1, 2),
};

/* The table that the R package rfm documents, in its order. */
static const crm_rule r_rfm[] = {
	RFM("Champions", 5, 5, 5, 5, 5, 5),
	RFM("Potential Loyalist", 3, 5, 3, 5, 2, 5),
	RFM("Loyal", 2, 4, 2, 4, 2, 4),
	RFM("Promising", 3, 4, 1, 3, 3, 5),
	RFM("New", 4, 5, 1, 3, 1, 5),
	RFM("Can't Lose", 1, 2, 3, 4, 4, 5),
	RFM("At Risk", 1, 2, 2, 5, 4, 5),
	RFM("Need Attention", 1, 3, 3, 5, 3, 5),
	RFM("About To Sleep", 2, 3, 1, 3, 1, 4),
	RFM("Lost", 1, 1, 1, 5, 1, 5),
};

/*
 * Putler's ranges of R and of the mean of F and M. As printed, four of them
 * would never be the first to match; here those of fewer scores come first.
 */
static const crm_rule putler[] = {
	R_FM("Recent", 4, 5, 0, 1),
	R_FM("Promising", 3, 4, 0, 1),
	R_FM("Can't Lose", 0, 1, 4, 5),
	R_FM("Champions", 4, 5, 4, 5),
	R_FM("Need Attention", 2, 3, 2, 3),
	R_FM("About To Sleep", 2, 3, 0, 2),
	R_FM("Hibernating", 1, 2, 1, 2),
	R_FM("Lost", 0, 2, 0, 2),
	R_FM("At Risk", 0, 2, 2, 5),
	R_FM("Potential Loyalist", 3, 5, 1, 3),
	R_FM("Loyal", 2, 5, 3, 5),
};

#define LIST(rules) {(int) (sizeof(rules) / sizeof((rules)[0])), rules}

const char *const crm_rule_set_name[CRM_RULE_SETS] = {"rf_map", "r_rfm", "putler"};
const crm_rule_list crm_rule_sets[CRM_RULE_SETS] = {LIST(rf_map), LIST(r_rfm), LIST(putler)};
