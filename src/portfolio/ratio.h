/*
 * Ratios of exact amounts as the double nearest to them, so that one on a
 * boundary equals the boundary as it is written: (110 - 100) / 100 is 0.10.
 */
#ifndef CRM_PORTFOLIO_RATIO_H
#define CRM_PORTFOLIO_RATIO_H

#include "core/money.h"

/* n / d, correctly rounded; both below 10^37, d above 0. */
extern double crm_ratio(crm_int128 n, crm_int128 d);

/* The years that a compound rate is asked over. */
#define CRM_MOST_YEARS 1000

/*
 * (n / d)^(1 / years) - 1, within an error that is far below the last bit; n
 * at least 0, d above it, 1 to CRM_MOST_YEARS years.
 */
extern double crm_compound_growth(crm_int128 n, crm_int128 d, int years);

#endif
